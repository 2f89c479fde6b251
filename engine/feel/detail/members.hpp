// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "engine/feel/value.hpp"

namespace trien::feel::detail {

/// A member of a context, temporal value, duration or range (OMG DMN 1.3, 10.3.2.15): `a.b`. Null if it has none of
/// this name. Of a list: the list of its items' members.
[[nodiscard]] Value member(const Value& value, std::string_view name);
/// The names of members other than those of contexts.
[[nodiscard]] std::span<const std::string_view> member_names();

}  // namespace trien::feel::detail
