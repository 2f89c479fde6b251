// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "engine/journal/store.hpp"

// What the stores have in common besides what they promise.
namespace trien::journal {

/// Rows that a store reads or writes at a time where there may be millions.
inline constexpr std::int64_t page_size = 1000;

[[nodiscard]] std::int64_t microseconds(Instant instant);
[[nodiscard]] Instant instant(std::int64_t microseconds);

[[nodiscard]] const char* name(Attestation::Kind kind);
[[nodiscard]] Attestation::Kind kind_of(const std::string& name);

/// @throws Error(Fault::corrupt) unless there are 32 bytes.
[[nodiscard]] Digest stored_digest(const std::string& raw);

[[nodiscard]] Error checkpoint_conflict(std::int64_t size);
[[nodiscard]] Error not_empty(const std::string& place);
[[nodiscard]] Error newer_schema(const std::string& place, std::int64_t version, std::int64_t known);

[[nodiscard]] Finding storage_finding(const std::string& element, const Message& text);

/// The name and the definition of everything in a database.
using Definitions = std::set<std::pair<std::string, std::string>>;

/// Notes what is missing, was changed, or is not ours.
void compare(const Definitions& expected, const Definitions& actual, Findings& findings);

}  // namespace trien::journal
