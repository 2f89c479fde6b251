// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/execution/net.hpp"

namespace trien::gate::detail {

/// Contracts sequences, blocks of one kind of gateway and loops, scope by scope, until nothing more can be contracted.
/// True when a single point is left of every scope: then the net is sound, and no state has to be looked at. False
/// means nothing: the rules do not fit every sound net, nor every kind of element.
[[nodiscard]] bool reduces_to_a_point(const execution::Net& net);

}  // namespace trien::gate::detail
