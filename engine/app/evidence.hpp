// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json.hpp"
#include "engine/journal/entry.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/store.hpp"

namespace trien::app {

/// Names of the files a certified copy carries.
inline constexpr const char* evidence_file = "bang-chung.json";
inline constexpr const char* delegation_file = "quyet-dinh-uy-quyen.pdf";
inline constexpr const char* procedure_file = "quy-trinh.bpmn";

/// The proved history of a case up to the signature (schema trien.evidence/1): every entry with its path to a signed
/// checkpoint, the digest of the procedure it followed, the instrument it rests on. Holds no personal value.
///
/// @param indices  of the entries to prove; a checkpoint must cover them.
[[nodiscard]] Json make_evidence(journal::Store& store,
                                 const journal::VerifierKey& key,
                                 const std::vector<std::int64_t>& indices,
                                 const Digest& procedure,
                                 const std::optional<Digest>& instrument);

/// What an attached evidence shows once its proofs were checked.
struct Evidence {
    std::vector<journal::Entry> entries;
    journal::VerifierKey key;  ///< the journal that is said to hold them; trusted only if the caller knows it
    Digest procedure;
    std::optional<Digest> instrument;
};

/// Checks every proof of an evidence file against the key it names.
/// Refusals: "evidence.form", and those of journal::verify_proof.
[[nodiscard]] Result<Evidence> read_evidence(std::string_view json);

}  // namespace trien::app
