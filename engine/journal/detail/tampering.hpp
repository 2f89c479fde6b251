// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/error.hpp"

namespace trien::journal {

/// A sign that somebody changed the journal past its store: an error, with the mend that is always the same.
[[nodiscard]] Finding tampering(std::string code, std::string element, Message text);

/// How findings name an entry: "entry 17".
[[nodiscard]] std::string entry_name(std::int64_t index);

/// A name out of a row that may hold anything, fit for a sentence.
[[nodiscard]] std::string_view shown(std::string_view name);

}  // namespace trien::journal
