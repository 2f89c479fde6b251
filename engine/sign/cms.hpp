// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/sign/keys.hpp"

namespace trien::sign {

/// Triện's own object identifiers lie under 2.25.<UUID> (Rec. ITU-T X.667: a UUID as arc needs no registration), with
/// UUID a972c901-6abe-4d15-b876-532f0e73790a. Arc 1 is the signed assertion of a delegation:
///
///     DelegationAssertion ::= SEQUENCE { instrument OCTET STRING (SIZE (32)),  -- SHA-256 of the instrument's file
///                                        number UTF8String, notAfter GeneralizedTime, scope UTF8String }
inline constexpr std::string_view delegation_assertion_oid = "2.25.225235530006117720340097486910366382346.1";

/// What a signature says of the delegation it was made under (văn bản uỷ quyền). Signed with the document.
struct DelegationAssertion {
    Digest instrument;   ///< SHA-256 of the instrument's file, as embedded
    std::string number;  ///< number and symbol ("12/QĐ-UBND")
    Instant not_after;   ///< end of its term; whole seconds
    std::string scope;   ///< what may be signed, in the instrument's words

    bool operator==(const DelegationAssertion&) const = default;
};

/// What the signer commits to (ETSI EN 319 122-1, 5.2.3).
enum class Commitment : std::uint8_t { proof_of_origin, proof_of_approval, proof_of_creation };

/// What the signer says beside the document. All of it is covered by the signature; none of it is proved by it.
struct SignerClaims {
    std::string role;  ///< claimed role or title ("TUQ. CHỦ TỊCH"); may be empty
    std::optional<DelegationAssertion> delegation;
    std::optional<Commitment> commitment;

    bool operator==(const SignerClaims&) const = default;
};

/// Builds the CMS SignedData of a detached baseline signature (RFC 5652; ETSI EN 319 142-1, 6.3, level B-B), DER.
///
/// Signed attributes: content-type, message-digest, signing-certificate-v2 and, where claimed, signer-attributes-v2 and
/// commitment-type-indication. Never signing-time: in a PDF the time stands in /M, and both together are forbidden.
/// Embeds the signer's certificate and those above it that are not self-signed.
/// @param document  SHA-256 of the signed bytes.
/// @throws Error(Fault::external, "sign.token…") when the key fails or its signature does not fit the certificate.
[[nodiscard]] std::string build_signed_data(const Digest& document, const SignerClaims& claims, SigningKey& key);

/// Upper bound of what build_signed_data returns for this key and these claims, in bytes; exact for RSA. Does not touch
/// the private key.
[[nodiscard]] std::size_t signed_data_size(const SignerClaims& claims, const SigningKey& key);

}  // namespace trien::sign
