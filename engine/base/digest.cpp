// SPDX-License-Identifier: Apache-2.0
#include "engine/base/digest.hpp"

#include <algorithm>

#include <openssl/evp.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"

namespace trien {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

void require(int ok) {
    if (ok == 1) return;
    throw Error(Fault::environment, "base.digest", {},
                {"Thư viện mật mã không tính được SHA-256", "the crypto library cannot compute SHA-256"});
}

}  // namespace

struct Hasher::State {
    Handle<EVP_MD_CTX, EVP_MD_CTX_free> context{EVP_MD_CTX_new()};
};

Hasher::Hasher() : state_(std::make_unique<State>()) {
    require(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

Hasher& Hasher::add(std::string_view bytes) {
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
    return *this;
}

Digest Hasher::finish() {
    Digest digest;
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(state_->context.get(), digest.bytes.data(), &size));
    return digest;
}

Digest sha256(std::string_view bytes) {
    return Hasher().add(bytes).finish();
}

std::string Digest::hex() const {
    return to_hex(view());
}

std::optional<Digest> Digest::of_bytes(std::string_view raw) {
    Digest digest;
    if (raw.size() != digest.bytes.size()) return std::nullopt;
    std::ranges::copy(raw, digest.bytes.begin());
    return digest;
}

std::optional<Digest> Digest::parse(std::string_view hex) {
    const auto raw = from_hex(hex);
    if (!raw || raw->size() != 32) return std::nullopt;
    Digest digest;
    for (std::size_t i = 0; i < raw->size(); ++i) digest.bytes[i] = static_cast<std::uint8_t>((*raw)[i]);
    return digest;
}

std::string to_hex(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        text += hex_digits[byte >> 4U];
        text += hex_digits[byte & 15U];
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hex_value(hex[i]);
        const int low = hex_value(hex[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string to_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    // The library overlooks misplaced padding and blanks; what does not come back the same was not ours.
    return to_base64(bytes) == text ? std::optional(bytes) : std::nullopt;
}

}  // namespace trien
