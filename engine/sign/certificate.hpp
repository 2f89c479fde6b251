// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"

namespace trien::sign {

/// What an X.509 certificate says of its holder (RFC 5280), decoded for people and for matching.
struct CertificateSummary {
    std::string common_name;    ///< 2.5.4.3: the person, or the office of a seal
    std::string title;          ///< 2.5.4.12 (chức danh); may be empty
    std::string organisation;   ///< 2.5.4.10; may be empty
    std::string serial_number;  ///< 2.5.4.5, the holder's personal or tax code; may be empty
    std::string issuer;         ///< common name of the authority, or its organisation
    std::string serial;         ///< the certificate's own number, lower-case hexadecimal
    Instant not_before;
    Instant not_after;
    Digest sha256;  ///< of the DER; the fingerprint appointments are matched by

    bool operator==(const CertificateSummary&) const = default;
};

/// Reads a certificate.
/// @param der  one X.509 certificate, DER, nothing after it.
/// @throws Error(Fault::input, "sign.certificate")
[[nodiscard]] CertificateSummary describe_certificate(std::string_view der);

}  // namespace trien::sign
