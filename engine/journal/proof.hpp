// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/entry.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// Shows that an entry is in the journal: its bytes, its path to a checkpoint's root, and that checkpoint, which is
/// checkpoint_over() the entry (docs/formats/journal.md, "Proof"). Holds no personal value.
/// @throws Error(Fault::input) "proof.uncovered" if no checkpoint covers the entry yet, or there is no such entry.
[[nodiscard]] Json prove(Store& store, std::int64_t index);
/// The same for many entries, all under one checkpoint.
[[nodiscard]] std::vector<Json> prove_all(Store& store, std::span<const std::int64_t> indices);
/// The same from the files that write_tiles() wrote, under their checkpoint. What they hold is not checked.
/// @throws Error(Fault::input) naming the file that is missing or malformed; "proof.uncovered".
[[nodiscard]] Json prove(const std::filesystem::path& log, std::int64_t index);

/// What a proof shows, checked without the journal.
struct Proven {
    Entry entry;  ///< without personal values
    Checkpoint checkpoint;
};

/// Checks a proof that comes from anywhere. Refusals: "proof.form", "proof.path", and those of verify_checkpoint.
[[nodiscard]] Result<Proven> verify_proof(const Json& proof, const VerifierKey& trusted);
/// The same under a checkpoint that was verified before, for many proofs under one; the proof's own note is not read.
[[nodiscard]] Result<Proven> verify_proof(const Json& proof, const Checkpoint& verified);

/// Shows a witness that nothing before `old_size` was changed (RFC 9162 §2.1.4); see verify_consistency.
/// @throws Error(Fault::input) "proof.uncovered" unless 0 <= old_size <= the newest checkpoint's size.
[[nodiscard]] std::vector<Digest> prove_consistency(Store& store, std::int64_t old_size);

}  // namespace trien::journal
