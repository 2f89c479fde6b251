// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/sign/secret.hpp"

namespace trien::sign {

/// Kinds of key the demonstration authority makes.
enum class KeyType : std::uint8_t {
    rsa_1024,  ///< too weak for any signature: to show that it is refused
    rsa_2048,
    rsa_3072,
    rsa_4096,
    p256,
    p384,
};

/// When a certificate is in force; both ends belong to it.
struct Validity {
    Instant from;
    Instant until;
};

/// Whom a certificate names. Empty parts are left out.
struct CertificateSubject {
    std::string common_name;
    std::string title;  ///< chức danh, on a person's certificate
    std::string organisation;
    std::string serial_number;  ///< the holder's personal or office code
};

/// A fresh certificate with its private key.
struct IssuedKey {
    std::string certificate;  ///< DER
    Secret private_key;       ///< PKCS#8, DER, not encrypted
};

/// A certification authority for demonstrations and tests. Everything it issues is named a sample without value
/// (MẪU – KHÔNG CÓ GIÁ TRỊ) in the issuer's name, and is worth nothing outside the instance that made it.
class DemoCa {
  public:
    /// Makes a new authority with its own key.
    DemoCa(KeyType type, const Validity& validity);
    ~DemoCa();
    DemoCa(DemoCa&&) noexcept;
    DemoCa& operator=(DemoCa&&) noexcept;

    /// Makes a key and certifies it for signing documents, for whatever period is asked: a past one gives an expired
    /// certificate.
    [[nodiscard]] IssuedKey issue(const CertificateSubject& subject, KeyType type, const Validity& validity);

    /// Puts the certificate on every revocation list written from now on.
    void revoke(const IssuedKey& key, Instant at);

    /// The trust anchor: the authority's certificate, PEM.
    [[nodiscard]] std::string anchor_pem() const;
    /// A revocation list, PEM.
    [[nodiscard]] std::string revocation_list_pem(const Validity& validity);

    /// Key, certificate and anchor as a PKCS#12 file's bytes.
    /// @param name  the friendly name shown by key stores.
    [[nodiscard]] std::string pkcs12(const IssuedKey& key, const std::string& name, const Secret& pin) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Where a key goes on a token.
struct TokenPlace {
    std::filesystem::path module;  ///< the PKCS#11 module, as libsofthsm2.so
    std::string token;             ///< the token's label; at most 32 bytes
    std::string object;            ///< label of the key and of its certificate
};

/// Stores a key and its certificate on a token, through PKCS#11 alone.
///
/// A token of that label is used; where there is none, the first uninitialised slot is initialised with both PINs. What
/// the module's configuration is (SOFTHSM2_CONF), the caller has set before.
/// @returns the URI that open_pkcs11 takes.
/// @throws Error(Fault::environment, "sign.pkcs11-module"), Error(Fault::external, "sign.token…"),
///         Error(Fault::denied, "sign.pin")
[[nodiscard]] std::string import_into_token(const TokenPlace& place,
                                            const Secret& so_pin,
                                            const Secret& pin,
                                            const IssuedKey& key);

}  // namespace trien::sign
