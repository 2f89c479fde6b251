// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/sign/certificate.hpp"
#include "engine/sign/detail/openssl.hpp"
#include "engine/sign/trust.hpp"

namespace trien::sign {

/// judge_certificate for certificates that are parsed already.
[[nodiscard]] Causes judge_certificate(const Certificate& certificate,
                                       const std::vector<Certificate>& intermediates,
                                       const TrustStore& trust,
                                       const JudgementTime& time);

/// describe_certificate for one that is parsed already.
/// @param der  the same certificate.
[[nodiscard]] CertificateSummary describe_certificate(const X509* certificate, std::string_view der);

}  // namespace trien::sign
