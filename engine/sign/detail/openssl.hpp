// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "engine/base/handle.hpp"
#include "engine/base/instant.hpp"

/// Owners and small helpers for OpenSSL objects; for the sources of this folder only.
namespace trien::sign {

using BigNumber = Handle<BIGNUM, BN_clear_free>;
/// Shared, because parsing one costs far more than anything else that is done with it.
using Certificate = std::shared_ptr<X509>;
using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using RevocationList = std::shared_ptr<X509_CRL>;

/// Takes ownership; a null pointer stays one.
[[nodiscard]] inline Certificate own(X509* certificate) {
    return {certificate, X509_free};
}
[[nodiscard]] inline RevocationList own(X509_CRL* list) {
    return {list, X509_CRL_free};
}

inline void release_openssl_memory(unsigned char* bytes) noexcept {
    OPENSSL_free(bytes);
}
using OpensslBytes = Handle<unsigned char, release_openssl_memory>;

inline void release_borrowed_stack(STACK_OF(X509) * stack) noexcept {
    sk_X509_free(stack);
}
/// A list of certificates that somebody else owns.
using BorrowedStack = Handle<STACK_OF(X509), release_borrowed_stack>;

inline void release_owned_stack(STACK_OF(X509) * stack) noexcept {
    sk_X509_pop_free(stack, X509_free);
}
/// A list that owns its certificates.
using OwnedStack = Handle<STACK_OF(X509), release_owned_stack>;

[[nodiscard]] inline const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
[[nodiscard]] inline std::string_view view_of(const ASN1_STRING* text) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

/// DER of an object through its i2d function.
template <class T, class Encode>
[[nodiscard]] std::string der_of(T* object, Encode encode) {
    unsigned char* raw = nullptr;
    const int size = encode(object, &raw);
    const OpensslBytes bytes(raw);
    return size <= 0 ? std::string() : std::string(reinterpret_cast<char*>(raw), static_cast<std::size_t>(size));
}

/// DER of an object identifier given in dots.
[[nodiscard]] std::string object_identifier(std::string_view dotted);

/// @throws Error(Fault::input, "sign.certificate") when the bytes are not exactly one certificate.
[[nodiscard]] Certificate parse_certificate(std::string_view der);

/// Issuer's name and certificate number, DER, as both stand in IssuerAndSerialNumber.
[[nodiscard]] std::string issuer_and_serial(const X509* certificate);

/// Lower-case hexadecimal of a number's magnitude.
[[nodiscard]] std::string hex_of(const ASN1_INTEGER* number);

/// Seconds since 1970, rounded down.
[[nodiscard]] std::time_t seconds(Instant instant);
[[nodiscard]] Instant instant_of(const ASN1_TIME* time);

/// True when `signature` over `message` fits the key: PKCS#1 v1.5 for RSA, DER ECDSA-Sig-Value for EC, both SHA-256.
[[nodiscard]] bool signature_fits(EVP_PKEY* key, std::string_view message, std::string_view signature);

}  // namespace trien::sign
