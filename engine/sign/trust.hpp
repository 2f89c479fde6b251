// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/sign/verdict.hpp"

struct x509_st;
struct X509_crl_st;

namespace trien::sign {

/// The certification authorities an office recognises and the revocation lists it holds (domain: S6, V2, V4).
///
/// A value; copies share what was read. Authorities are trusted by being here, whether self-signed or not, and are
/// identified by their key, never by their name.
class TrustStore {
  public:
    /// Takes in every certificate and revocation list of a file's bytes, PEM (any number) or DER (one).
    /// @param name  the file, for the error's place.
    /// @throws Error(Fault::input, "sign.trust-file") when the bytes hold neither.
    void add(std::string_view bytes, const std::string& name);

    /// How many certificates it holds.
    [[nodiscard]] std::size_t authorities() const { return authorities_.size(); }
    /// How many revocation lists it holds.
    [[nodiscard]] std::size_t revocation_lists() const { return revocation_lists_.size(); }

  private:
    friend struct TrustContent;
    // Read once: national revocation lists run to megabytes. The types are OpenSSL's.
    std::vector<std::shared_ptr<x509_st>> authorities_;
    std::vector<std::shared_ptr<X509_crl_st>> revocation_lists_;
};

/// Every *.pem, *.crt, *.cer, *.der and *.crl of a folder, in order of name; other files are left alone.
/// @throws Error(Fault::input) naming the file.
[[nodiscard]] TrustStore read_trust_store(const std::filesystem::path& folder);

/// The times a certificate is judged by.
struct JudgementTime {
    Instant signing;                    ///< the certificate must be in force then (V3)
    Instant now;                        ///< revocation is looked up for this time, unless the next says better
    std::optional<Instant> existed_by;  ///< the signature is proved to have existed by then: journal entry, time stamp
};

/// Why a signing certificate cannot be relied on; empty when it can.
///
/// Checks the validity period, key and hash strength, key usage, the chain to an authority of the store, and that a
/// revocation list which covers the time clears every certificate below the authority. Without such a list the answer
/// is indeterminate, never valid.
/// @param certificate    DER.
/// @param intermediates  DER, in any order; only used to build the chain.
/// @throws Error(Fault::input, "sign.certificate") when `certificate` is none.
[[nodiscard]] Causes judge_certificate(std::string_view certificate,
                                       const std::vector<std::string>& intermediates,
                                       const TrustStore& trust,
                                       const JudgementTime& time);

}  // namespace trien::sign
