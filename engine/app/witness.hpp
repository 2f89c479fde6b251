// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"

// What somebody does who watches the journals of others. No instance is needed.
namespace trien::app {

/// Makes a witness in a folder; the line of its public key.
/// @throws what journal::Witness::create throws.
[[nodiscard]] std::string make_witness(const std::filesystem::path& folder, const std::string& name);

/// Watches a log from now on. Refusals: "witness.log-key" when the line is no log's verifier key, "witness.other-key".
[[nodiscard]] Result<void> watch_log(const std::filesystem::path& folder, std::string_view verifier_key);

/// Signs what a log asks for, if it continues what was signed last; the signature line with its line feed.
/// Refusals: those of journal::Witness::cosign.
[[nodiscard]] Result<std::string> cosign(const std::filesystem::path& folder, std::string_view request, Instant now);

/// The proof of one entry out of published files alone (journal.md, "Tiles"); they are not checked.
/// @throws what journal::prove throws for a folder.
[[nodiscard]] Json prove_from_log(const std::filesystem::path& log, std::int64_t index);

}  // namespace trien::app
