// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/sign/certificate.hpp"
#include "engine/sign/detail/openssl.hpp"
#include "engine/sign/trust.hpp"

namespace trien::sign {

/// What a certificate is used for.
enum class Purpose : std::uint8_t {
    documents,
    /// Its extended key usage must be time stamping, critical and nothing else (RFC 3161, 2.3). A revocation voids what
    /// was stamped before it too, unless its reason says that the key was never in other hands (RFC 3161, 4).
    time_stamps,
};

/// judge_certificate for certificates that are parsed already.
[[nodiscard]] Causes judge_certificate(const Certificate& certificate,
                                       const std::vector<Certificate>& intermediates,
                                       const TrustStore& trust,
                                       const JudgementTime& time,
                                       Purpose purpose = Purpose::documents);

/// describe_certificate for one that is parsed already.
/// @param der  the same certificate.
[[nodiscard]] CertificateSummary describe_certificate(const X509* certificate, std::string_view der);

}  // namespace trien::sign
