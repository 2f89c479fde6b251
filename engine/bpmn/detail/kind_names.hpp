// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/message.hpp"
#include "engine/bpmn/detail/catalogue.hpp"

namespace trien::bpmn::detail {

/// What kind of thing it is, in words for people: "Công việc người dùng", "user task".
[[nodiscard]] trien::Message kind_name(const Subject& subject);

}  // namespace trien::bpmn::detail
