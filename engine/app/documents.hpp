// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/app/engine.hpp"
#include "engine/base/json.hpp"
#include "engine/sign/trust.hpp"
#include "engine/sign/verifier.hpp"

namespace trien::app {

/// What a file was found to be: unchanged? by whom, under what authority? in the register and the journal?
struct DocumentReport {
    sign::Verdict verdict = sign::Verdict::invalid;  ///< the worst of everything looked at
    sign::Causes causes;                             ///< what keeps it from VALID, of file, authority and journal
    sign::VerifyReport signatures;
    std::vector<Message> findings;  ///< what was found to hold, in sentences
    Json json;                      ///< all of it (schema trien.verify/1)
};

/// What a verification may lean on.
struct VerifyContext {
    sign::TrustStore trust;
    std::vector<journal::VerifierKey> journals;  ///< whose evidence is believed
    Instant now;
    Engine* engine = nullptr;  ///< the office's own journal, when there is one at hand
};

/// Certificates, revocation lists and journal keys (*.pub) of a folder.
/// @throws Error(Fault::input) naming the file.
[[nodiscard]] VerifyContext read_verify_context(const std::filesystem::path& trust, Instant now);

/// Judges a file offline. Never throws on account of the file's bytes.
[[nodiscard]] DocumentReport verify_document(std::string_view pdf, const VerifyContext& context);

/// Signs the first empty signature field of a prepared document (PAdES B-B).
/// @throws what sign::sign_pdf throws; Error(Fault::input) "sign.field-absent" when there is none.
[[nodiscard]] std::string sign_document(std::string_view pdf,
                                        sign::SigningKey& key,
                                        const sign::TrustStore& trust,
                                        Instant signing_time,
                                        const std::string& reason);

}  // namespace trien::app
