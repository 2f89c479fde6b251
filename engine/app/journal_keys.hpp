// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "engine/journal/signing_key.hpp"

namespace trien::app {

/// The journals and witnesses whose word counts.
struct JournalKeys {
    std::vector<journal::VerifierKey> journals;
    std::vector<journal::WitnessKey> witnesses;
};

/// Reads the `*.pub` files of a trust folder; every line is the key of a journal or of a witness.
/// @throws Error(Fault::input) "trust.journal-key" naming file and line.
[[nodiscard]] JournalKeys read_journal_keys(const std::filesystem::path& trust);

}  // namespace trien::app
