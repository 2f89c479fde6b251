// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/personal.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"
#include "engine/base/random.hpp"

namespace trien::journal {

namespace {

// NIST SP 800-38D §8.2.1 and §5.2.1.2: the lengths every implementation agrees on.
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

using CipherContext = Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* octets(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

void require(bool ok) {
    if (ok) return;
    throw Error(Fault::environment, "journal.crypto", {},
                {"Thư viện mật mã không mã hóa được dữ liệu cá nhân", "the crypto library cannot seal personal data"},
                {"Kiểm tra bản cài OpenSSL", "check the OpenSSL installation"});
}

}  // namespace

Digest commitment(std::string_view field_key, std::string_view value) {
    Digest digest;
    unsigned int size = 0;
    require(HMAC(EVP_sha256(), field_key.data(), static_cast<int>(field_key.size()), octets(value), value.size(),
                 digest.bytes.data(), &size) != nullptr);
    return digest;
}

std::string seal(const Opened& opened, std::string_view key, std::string_view place) {
    require(key.size() == key_size && opened.field_key.size() == key_size);
    const std::string nonce = random_bytes(nonce_size);
    const std::string plain = opened.field_key + opened.value;
    std::string cipher(plain.size(), '\0');
    std::string tag(tag_size, '\0');
    int size = 0;
    const CipherContext context(EVP_CIPHER_CTX_new());
    require(context && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, octets(key), octets(nonce)) == 1);
    require(EVP_EncryptUpdate(context.get(), nullptr, &size, octets(place), static_cast<int>(place.size())) == 1);
    require(EVP_EncryptUpdate(context.get(), octets(cipher), &size, octets(plain), static_cast<int>(plain.size())) ==
            1);
    require(EVP_EncryptFinal_ex(context.get(), octets(tag), &size) == 1);
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size, tag.data()) == 1);
    return nonce + cipher + tag;
}

std::optional<Opened> unseal(std::string_view sealed, std::string_view key, std::string_view place) {
    if (key.size() != key_size || sealed.size() < nonce_size + key_size + tag_size) return std::nullopt;
    const std::string_view nonce = sealed.substr(0, nonce_size);
    const std::string_view cipher = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
    std::string tag(sealed.substr(sealed.size() - tag_size));
    std::string plain(cipher.size(), '\0');
    int size = 0;
    const CipherContext context(EVP_CIPHER_CTX_new());
    require(context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, octets(key), octets(nonce)) == 1);
    require(EVP_DecryptUpdate(context.get(), nullptr, &size, octets(place), static_cast<int>(place.size())) == 1);
    require(EVP_DecryptUpdate(context.get(), octets(plain), &size, octets(cipher), static_cast<int>(cipher.size())) ==
            1);
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1);
    unsigned char nothing = 0;
    if (EVP_DecryptFinal_ex(context.get(), &nothing, &size) != 1) return std::nullopt;
    return Opened{plain.substr(0, key_size), plain.substr(key_size)};
}

}  // namespace trien::journal
