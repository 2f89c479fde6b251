// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/sign/trust.hpp"
#include "engine/sign/verdict.hpp"

/// Time stamps of a trusted authority (tổ chức cấp dấu thời gian, TSA): RFC 3161 with RFC 5816.
namespace trien::sign {

/// Sends a body to a URL by HTTP POST and gives the answer's body back. Nothing in the engine opens a connection.
/// @throws Error(Fault::external) when no answer comes.
using Post =
    std::function<std::string(const std::string& url, const std::string& content_type, const std::string& body)>;

/// What an authority asserts: these bytes existed at this time.
struct TimeStamp {
    Instant time;  ///< genTime, to the microsecond where the authority says so much
    /// How far `time` may be off either way, where the authority says so.
    std::optional<std::chrono::microseconds> accuracy;
    std::string tsa;        ///< whom its certificate names
    std::string policy;     ///< object identifier, in dots
    std::string serial;     ///< the token's number, lower-case hexadecimal
    std::string token_der;  ///< to be kept: all a later check needs beside the trust store
    /// What could not be proved: only ever `unknown-revocation`. Empty when a revocation list clears the certificates.
    Causes doubts;
};

/// One question to an authority.
struct TimeStampQuery {
    Digest imprint;     ///< SHA-256 of what is to be stamped
    std::string nonce;  ///< ties the answer to this question; random bytes, read as a positive number

    /// TimeStampReq with certReq, DER.
    [[nodiscard]] std::string der() const;
};

/// A question with a nonce nobody can foresee.
[[nodiscard]] TimeStampQuery make_timestamp_query(const Digest& imprint);

/// Checks a TimeStampResp against its question and takes the token out.
///
/// Refusals, all Reason::invalid: "timestamp.refused" (the authority's status, with its words), "timestamp.nonce", and
/// those of verify_timestamp. Never throws on account of the bytes.
[[nodiscard]] Result<TimeStamp> read_timestamp_response(std::string_view response,
                                                        const TimeStampQuery& query,
                                                        const TrustStore& trust);

/// Has an authority stamp an imprint (RFC 3161, 3.4).
/// Refusals: those of read_timestamp_response.
/// @throws what `post` throws.
[[nodiscard]] Result<TimeStamp> request_timestamp(const Digest& imprint,
                                                  const std::string& url,
                                                  const Post& post,
                                                  const TrustStore& trust);

/// Checks a token, offline: that it stamps this imprint, that the signature is that of the certificate it names, and
/// that the certificate is made for time stamping, was in force at the stamped time, leads to an authority of the store
/// and was not revoked so that its stamps are void. Where no revocation list tells, the stamp holds, with a doubt.
///
/// Refusals, all Reason::invalid:
///   timestamp.malformed        no token in DER, or one that breaks RFC 3161
///   timestamp.unsupported      a critical extension nobody here understands
///   timestamp.imprint          it stamps something else
///   timestamp.tsa              it names an authority that its certificate does not name
///   timestamp.altered, .bad-signature, .weak-algorithm, .wrong-key-usage, .expired, .not-yet-valid, .untrusted,
///   .revoked                   as in verdict.hpp
/// Never throws on account of the bytes.
/// @param token  the ContentInfo, nothing after it.
[[nodiscard]] Result<TimeStamp> verify_timestamp(std::string_view token,
                                                 const Digest& imprint,
                                                 const TrustStore& trust);

}  // namespace trien::sign
