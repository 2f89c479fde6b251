// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/base/error.hpp"
#include "engine/base/json.hpp"
#include "engine/feel/value.hpp"

namespace trien::feel {

// Values in canonical JSON, as a case's variables are recorded. One value has one form:
//
//   null, true, "text"               themselves
//   7                                a whole number that fits in 64 bits
//   {"number": "0.5"}                any other number
//   {"date": "2026-11-16"}           likewise "time", "dateTime", "duration" (of either kind)
//   [1, 2]                           a list
//   {"context": ["a", 1, "b", 2]}    names and values in turn, sorted by name (names may be of any letters, which
//                                    members of canonical JSON may not)
//   {"range": [true, 1, 5, false]}   start included, start, end, end included: [1..5)

/// Refuses with "feel.not-recordable" a value that holds a function.
[[nodiscard]] Result<Json> to_json(const Value& value);
/// Reads what to_json writes, and no other form. Nothing if it is not that.
[[nodiscard]] std::optional<Value> from_json(const Json& json);

}  // namespace trien::feel
