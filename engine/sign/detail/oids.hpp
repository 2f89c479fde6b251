// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Object identifiers of signatures, in dots.
namespace trien::sign::oid {

inline constexpr std::string_view data = "1.2.840.113549.1.7.1";
inline constexpr std::string_view signed_data = "1.2.840.113549.1.7.2";
inline constexpr std::string_view time_stamp_info = "1.2.840.113549.1.9.16.1.4";

inline constexpr std::string_view content_type = "1.2.840.113549.1.9.3";
inline constexpr std::string_view message_digest = "1.2.840.113549.1.9.4";
inline constexpr std::string_view signing_time = "1.2.840.113549.1.9.5";
inline constexpr std::string_view signing_certificate_v1 = "1.2.840.113549.1.9.16.2.12";
inline constexpr std::string_view signing_certificate_v2 = "1.2.840.113549.1.9.16.2.47";
inline constexpr std::string_view commitment_type = "1.2.840.113549.1.9.16.2.16";
inline constexpr std::string_view signer_attributes_v2 = "0.4.0.19122.1.1";
inline constexpr std::string_view title = "2.5.4.12";

inline constexpr std::string_view proof_of_origin = "1.2.840.113549.1.9.16.6.1";
inline constexpr std::string_view proof_of_approval = "1.2.840.113549.1.9.16.6.5";
inline constexpr std::string_view proof_of_creation = "1.2.840.113549.1.9.16.6.6";

inline constexpr std::string_view sha256 = "2.16.840.1.101.3.4.2.1";
inline constexpr std::string_view rsa_with_sha256 = "1.2.840.113549.1.1.11";
inline constexpr std::string_view ecdsa_with_sha256 = "1.2.840.10045.4.3.2";
inline constexpr std::string_view rsa_pss = "1.2.840.113549.1.1.10";

}  // namespace trien::sign::oid
