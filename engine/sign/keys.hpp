// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/sign/secret.hpp"

namespace trien::sign {

/// What a key signs with. The hash is SHA-256 for every key.
enum class SignatureAlgorithm : std::uint8_t {
    rsa_sha256,    ///< RSASSA-PKCS1-v1_5, 2048 to 4096 bits
    ecdsa_sha256,  ///< P-256 or P-384; the value is a DER ECDSA-Sig-Value
};

/// A private key that can be used, with the certificate that belongs to it. Where the key lies is its own affair.
class SigningKey {
  public:
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;
    virtual ~SigningKey() = default;

    /// DER of the signer's certificate.
    [[nodiscard]] const std::string& certificate() const { return certificate_; }
    /// DER of the certificates above it, as far as known; order does not matter.
    [[nodiscard]] const std::vector<std::string>& chain() const { return chain_; }
    [[nodiscard]] SignatureAlgorithm algorithm() const { return algorithm_; }
    /// Longest signature value the key can make, in bytes.
    [[nodiscard]] std::size_t signature_size() const { return signature_size_; }

    /// Signs the bytes; the hash is taken here.
    /// @throws Error(Fault::external, "sign.token") when the token fails.
    [[nodiscard]] virtual std::string sign(std::string_view to_be_signed) = 0;

  protected:
    /// @throws Error(Fault::input, "sign.weak-key" | "sign.unsupported-key" | "sign.certificate")
    ///         for RSA below 2048 bits and for any other key the law does not name (TT 15/2025/TT-BKHCN, Annex I).
    SigningKey(std::string certificate, std::vector<std::string> chain);

  private:
    std::string certificate_;
    std::vector<std::string> chain_;
    SignatureAlgorithm algorithm_ = SignatureAlgorithm::rsa_sha256;
    std::size_t signature_size_ = 0;
};

/// Opens a key file (PKCS#12, RFC 7292).
/// @throws Error(Fault::denied, "sign.pin") on a wrong pass phrase; Error(Fault::input, "sign.pkcs12…") on a file that
///         is none, holds no key with its certificate, or uses ciphers that are switched off.
[[nodiscard]] std::unique_ptr<SigningKey> open_pkcs12(const std::filesystem::path& path, const Secret& pin);

/// Opens a key on a token or HSM.
///
/// The token is logged in once for as long as a key of it lives; several keys of one token share that login and may be
/// used by several threads. The private key is found by the certificate's CKA_ID, never by its label alone.
/// @param uri  RFC 7512: `pkcs11:token=…;object=…?module-path=…`. `module-path` is required; of the path attributes
///             token, serial, manufacturer, model, slot-id choose the token; object and id choose the certificate.
///             `pin-value` is refused: a PIN has no place in a command line or a configuration file.
/// @throws Error(Fault::usage, "sign.pkcs11-uri"); Error(Fault::environment, "sign.pkcs11-module");
///         Error(Fault::external, "sign.token-absent" | "sign.token-object" | "sign.token");
///         Error(Fault::denied, "sign.pin" | "sign.pin-locked"), saying what is left where the token tells.
[[nodiscard]] std::unique_ptr<SigningKey> open_pkcs11(const std::string& uri, const Secret& pin);

}  // namespace trien::sign
