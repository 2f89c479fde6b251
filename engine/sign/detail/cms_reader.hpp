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
    SignerClaims claims;
    bool own_form = false;  ///< byte for byte what build_signed_data would have written

    /// What the signature value is over.
    [[nodiscard]] std::string signed_message() const;
};

/// Takes the ContentInfo apart that stands at the front of `der`.
/// @throws Error(Fault::input, "sign.der" | "sign.cms" | "sign.certificate")
[[nodiscard]] ReadSignedData read_signed_data(std::string_view der);

}  // namespace trien::sign
