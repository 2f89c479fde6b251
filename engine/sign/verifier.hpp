// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/sign/certificate.hpp"
#include "engine/sign/cms.hpp"
#include "engine/sign/trust.hpp"
#include "engine/sign/verdict.hpp"

namespace trien::sign {

/// How strictly a file's form is judged.
enum class Profile : std::uint8_t {
    /// Closed world: what sign_pdf writes and nothing else. After the first signature every revision must be another
    /// signature's own, byte for byte accounted for. Any departure is INVALID.
    own,
    /// Files of other programs: what the closed world cannot account for is INDETERMINATE, with the list of changes.
    foreign,
};

/// What the verifier is told beside the file.
struct VerifyOptions {
    Profile profile = Profile::own;
    Instant now;
    /// The file is proved to have existed by then (its journal entry, a time stamp): a later revocation does no harm.
    std::optional<Instant> existed_by;
};

/// What one signature is worth, and why.
struct SignatureReport {
    std::string field;  ///< full name of the field
    Verdict verdict = Verdict::invalid;
    Causes causes;  ///< empty when VALID
    bool certification = false;
    std::size_t revision = 0;                   ///< from 1, in the order the signatures were made
    bool covers_file = false;                   ///< nothing follows it
    std::array<std::uint64_t, 4> byte_range{};  ///< /ByteRange: offset, length, offset, length
    std::optional<CertificateSummary> signer;   ///< absent when the CMS could not be read that far
    std::string certificate;                    ///< DER of the signer's certificate; may be empty
    std::optional<Instant> signing_time;        ///< as claimed in /M; no time stamp proves it
    std::string name;
    std::string reason;
    std::string location;
    SignerClaims claims;           ///< claimed, not proved: the caller checks the instrument
    std::vector<Message> changes;  ///< what was added after it, for people; allowed changes too
};

/// What a file is worth.
struct VerifyReport {
    Verdict verdict = Verdict::invalid;       ///< the worst of the document's causes and of every signature
    Causes causes;                            ///< of the document as a whole
    std::vector<SignatureReport> signatures;  ///< in the order they were made
    std::vector<std::string> empty_fields;    ///< signature fields still to be signed
};

/// Judges every signature of a PDF, offline.
///
/// Never throws on account of the file, whatever its bytes: a file that cannot be read is INVALID with cause
/// `malformed`.
[[nodiscard]] VerifyReport verify_pdf(std::string_view pdf, const TrustStore& trust, const VerifyOptions& options);

}  // namespace trien::sign
