// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/keys.hpp"

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>

#include "engine/base/error.hpp"
#include "engine/sign/detail/openssl.hpp"

namespace trien::sign {

namespace {

Error weak_key(int bits) {
    return Error(Fault::input, "sign.weak-key", {},
                 {fmt::format("Khoá RSA {} bit quá yếu, ít nhất phải 2048 bit", bits),
                  fmt::format("the RSA key has {} bits, at least 2048 are required", bits)},
                 {"Xin cấp chứng thư số mới với khoá đủ dài", "have a certificate with a longer key issued"});
}

Error unsupported_key() {
    return Error(Fault::input, "sign.unsupported-key", {},
                 {"Loại khoá này không dùng để ký được: chỉ nhận RSA 2048–4096 bit, ECDSA P-256 hoặc P-384",
                  "this kind of key cannot be used for signing: only RSA of 2048 to 4096 bits, ECDSA P-256 or P-384"},
                 {"Xin cấp chứng thư số với loại khoá được phép", "have a certificate with an allowed key issued"});
}

bool is_allowed_curve(EVP_PKEY* key) {
    char name[64] = {};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key, name, sizeof name, &size) != 1) return false;
    const int curve = OBJ_txt2nid(name);
    return curve == NID_X9_62_prime256v1 || curve == NID_secp384r1;
}

SignatureAlgorithm algorithm_for(EVP_PKEY* key) {
    const int bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) {
        if (bits < 2048) throw weak_key(bits);
        if (bits > 4096) throw unsupported_key();
        return SignatureAlgorithm::rsa_sha256;
    }
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && is_allowed_curve(key)) return SignatureAlgorithm::ecdsa_sha256;
    throw unsupported_key();
}

}  // namespace

SigningKey::SigningKey(std::string certificate, std::vector<std::string> chain)
    : certificate_(std::move(certificate)), chain_(std::move(chain)) {
    const Certificate parsed = parse_certificate(certificate_);
    EVP_PKEY* key = X509_get0_pubkey(parsed.get());
    if (key == nullptr) throw unsupported_key();
    algorithm_ = algorithm_for(key);
    signature_size_ = static_cast<std::size_t>(EVP_PKEY_get_size(key));
}

}  // namespace trien::sign
