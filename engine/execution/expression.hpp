// SPDX-License-Identifier: Apache-2.0
// Values, variables and expressions of a process are those of FEEL.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "engine/feel/expression.hpp"
#include "engine/feel/value.hpp"

namespace trien::execution {

using feel::Expression;
using feel::Value;
/// Values by name; names are case-sensitive.
using Variables = std::map<std::string, Value, std::less<>>;
/// Where an expression finds its names. Nothing for a name nobody knows: it is null.
using Lookup = std::function<std::optional<Value>(const std::string& name)>;

/// The expression's value; null where it takes more than an evaluation may (feel::Limits).
[[nodiscard]] Value evaluate(const Expression& expression, const Lookup& lookup);
/// True only when the value is `true`.
[[nodiscard]] bool holds(const Expression& expression, const Lookup& lookup);
/// The value as a whole number. Nothing if it is none.
[[nodiscard]] std::optional<std::int64_t> whole_number(const Value& value);

}  // namespace trien::execution
