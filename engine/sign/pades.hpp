// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/sign/cms.hpp"
#include "engine/sign/keys.hpp"
#include "engine/sign/trust.hpp"

namespace trien::sign {

/// A prepared text field (number, date) filled in the same increment as the signature.
struct TextFill {
    std::string field;       ///< full name; must be empty so far
    std::string value;       ///< UTF-8
    std::string appearance;  ///< one-page PDF of the field's size, drawn by the caller with its fonts embedded
};

/// How a document is to be signed.
struct SignRequest {
    std::string field;     ///< full name of an existing, empty signature field
    Instant signing_time;  ///< goes to /M; the certificate must be in force then
    std::string name;      ///< /Name; empty parts are left out
    std::string reason;    ///< /Reason; must be empty where claims.commitment says it (EN 319 142-1, 5.3)
    std::string location;  ///< /Location
    std::string contact;   ///< /ContactInfo
    SignerClaims claims;
    /// Certification signature: afterwards only prepared fields may be filled and signed (DocMDP, P 2). Only for the
    /// first signature of a document.
    bool certify = false;
    std::string appearance;  ///< one-page PDF that becomes the field's picture; empty leaves the field as it is
    std::vector<TextFill> fills;
};

/// Signs by an incremental update: every byte of `pdf` stays, a new revision is appended (PAdES B-B).
///
/// Checks first, touches the key second (domain: S1 to S3): when the certificate is not clearly good at the signing
/// time the key is never used. The space for the signature is computed beforehand, so the key is used exactly once.
/// @param pdf    not encrypted, classic cross-reference table, its fields prepared.
/// @returns      the signed document.
/// @throws Error(Fault::input, "sign.pdf-broken" | "sign.pdf-encrypted" | "sign.pdf-xref-stream" | "sign.appearance");
///         Error(Fault::input, "sign.field-absent" | "sign.field-signed" | "sign.field-filled" | "sign.field-locked");
///         Error(Fault::input, "sign.certify-late" | "sign.certified-closed" | "sign.reason-and-commitment");
///         Error(Fault::denied, "sign.certificate-<cause>") with the cause codes of verdict.hpp;
///         and what the key throws.
[[nodiscard]] std::string sign_pdf(std::string_view pdf,
                                   const SignRequest& request,
                                   SigningKey& key,
                                   const TrustStore& trust);

}  // namespace trien::sign
