// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/bpmn/model.hpp"

namespace trien::bpmn {

/// A diagram for a file that has none: its first collaboration, else its first process.
///
/// Activities, events and gateways stand in columns from left to right by the order of the flows, in the rows of their
/// lanes; sub-processes show what they hold; lines run square and around what stands in their way. Groups are left out,
/// as their extent is nobody's but the author's. The same file gives the same diagram.
[[nodiscard]] Diagram arrange(const Definitions& definitions);

}  // namespace trien::bpmn
