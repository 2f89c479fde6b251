// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/error.hpp"

namespace trien {

using Json = nlohmann::json;

/// The one text of a value: JSON Canonicalization Scheme (RFC 8785) restricted to integers.
///
/// Members sorted by key, no white space, UTF-8. The bytes are what is hashed and stored, and are never rewritten.
/// @throws Error(Fault::input) on a floating-point number, a non-ASCII key or malformed UTF-8.
[[nodiscard]] std::string canonical(const Json& value);

/// Reads JSON from outside with limits: nesting 64, no duplicate members.
/// @param name  the file or source, for the error's place; the error names line and column.
/// @throws Error(Fault::input)
[[nodiscard]] Json parse_json(std::string_view text, const std::string& name);

}  // namespace trien
