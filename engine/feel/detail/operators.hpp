// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>

#include "engine/feel/detail/ast.hpp"
#include "engine/feel/value.hpp"

namespace trien::feel::detail {

// The operators on values (OMG DMN 1.3, 10.3.2.13 and tables 48 to 54). What cannot be done is null.

/// `=`: null equals null and nothing else; values of different kinds do not compare.
[[nodiscard]] Value equal(const Value& a, const Value& b);
/// Nothing for what has no order: null, booleans, lists, contexts, unlike kinds, times with and without an offset.
[[nodiscard]] std::optional<std::strong_ordering> order(const Value& a, const Value& b);
/// < <= > >=
[[nodiscard]] Value compare(Operation operation, const Value& a, const Value& b);
/// + - * / **
[[nodiscard]] Value arithmetic(Operation operation, const Value& a, const Value& b);
[[nodiscard]] Value negative(const Value& value);
/// Three-valued not.
[[nodiscard]] Value negation(const Value& value);
/// Is a point within a range?
[[nodiscard]] Value includes(const Range& range, const Value& point);
/// Does a value pass a unary test that is an expression: is it the value, in its range, or one of its list?
[[nodiscard]] Value matches(const Value& subject, const Value& test);
[[nodiscard]] bool is_instance(const Value& value, const Type& type);

}  // namespace trien::feel::detail
