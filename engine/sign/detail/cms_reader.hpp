// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sign/cms.hpp"
#include "engine/sign/detail/openssl.hpp"

namespace trien::sign {

/// A certificate inside a signature.
struct EmbeddedCertificate {
    std::string der;
    Certificate parsed;
};

/// A SignedData with one signer, taken apart; nothing is judged yet. All strings are DER or raw bytes.
struct ReadSignedData {
    std::vector<EmbeddedCertificate> certificates;
    EmbeddedCertificate signer;       ///< the one of them that the signer info names
    std::string attributes;           ///< content of the SET of signed attributes
    std::string digest_algorithm;     ///< object identifier
    std::string signature_algorithm;  ///< AlgorithmIdentifier
    std::string signature;
    std::string message_digest;
    /// The object identifier and value of the hash by which signing-certificate-v2 names the signer's certificate.
    struct CertificateHash {
        std::string algorithm;
        std::string value;
    };
    std::optional<CertificateHash> signing_certificate;
    /// The SHA-1 by which the older signing-certificate names it (RFC 2634, 5.4); read from time stamps only.
    std::optional<std::string> signing_certificate_v1;
    std::string content;  ///< the TSTInfo a time stamp carries
    SignerClaims claims;
    bool own_form = false;  ///< byte for byte what build_signed_data would have written

    /// What the signature value is over.
    [[nodiscard]] std::string signed_message() const;
};

/// Takes the ContentInfo apart that stands at the front of `der`.
/// @throws Error(Fault::input, "sign.der" | "sign.cms" | "sign.certificate")
[[nodiscard]] ReadSignedData read_signed_data(std::string_view der);

/// Takes a time-stamp token apart (RFC 3161, 2.4.2): exactly one SignedData that carries its content, a TSTInfo.
///
/// Outside its certificates, every byte that the signature does not cover has one allowed value: a token cannot be
/// changed without being another.
/// @throws Error(Fault::input, "sign.der" | "sign.cms" | "sign.certificate")
[[nodiscard]] ReadSignedData read_time_stamp_token(std::string_view der);

}  // namespace trien::sign
