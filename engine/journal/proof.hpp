// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/entry.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// Shows that an entry is in the journal: its bytes, its path to the newest checkpoint's root, and that checkpoint
/// (docs/formats/journal.md, "Proof"). Holds no personal value.
/// @throws Error(Fault::input) "proof.uncovered" if no checkpoint covers the entry yet, or there is no such entry.
[[nodiscard]] Json prove(Store& store, std::int64_t index);

/// What a proof shows, checked without the journal.
struct Proven {
    Entry entry;  ///< without personal values
    Checkpoint checkpoint;
};

/// Checks a proof that comes from anywhere. Refusals: "proof.form", "proof.path", and those of verify_checkpoint.
[[nodiscard]] Result<Proven> verify_proof(const Json& proof, const VerifierKey& trusted);

/// Shows a witness that nothing before `old_size` was changed (RFC 9162 §2.1.4); see verify_consistency.
/// @throws Error(Fault::input) "proof.uncovered" unless 0 <= old_size <= the newest checkpoint's size.
[[nodiscard]] std::vector<Digest> prove_consistency(Store& store, std::int64_t old_size);

}  // namespace trien::journal
