// SPDX-License-Identifier: Apache-2.0
#include "engine/base/digest.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <openssl/evp.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"

namespace trien {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

/// What each byte is worth as a hexadecimal digit of either case; -1 for the others. A table, because the digits of a
/// hash are random and a branch on them is guessed wrong every other time.
constexpr std::array<std::int8_t, 256> hex_values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < hex_digits.size(); ++i) {
        const auto digit = static_cast<std::uint8_t>(hex_digits[i]);
        values.at(digit) = static_cast<std::int8_t>(i);
        if (digit >= 'a') values.at(digit - std::size_t{'a'} + 'A') = static_cast<std::int8_t>(i);
    }
    return values;
}();

int hex_value(char c) {
    return hex_values[static_cast<std::uint8_t>(c)];
}

/// Writes the bytes of hexadecimal text of twice their size; false if it is not that.
template <class Bytes>
bool read_hex(std::string_view hex, Bytes& bytes) {
    if (hex.size() != bytes.size() * 2) return false;
    int seen = 0;  // negative once one digit was none
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = hex_value(hex[2 * i]);
        const int low = hex_value(hex[2 * i + 1]);
        seen |= high | low;
        bytes[i] = static_cast<typename Bytes::value_type>((high << 4) | low);
    }
    return seen >= 0;
}

void require(int ok) {
    if (ok == 1) return;
    throw Error(Fault::environment, "base.digest", {},
                {"Thư viện mật mã không tính được SHA-256", "the crypto library cannot compute SHA-256"});
}

/// Asking the library for the algorithm costs more than hashing a short text, so it is asked once.
const EVP_MD* algorithm() {
    static const Handle<EVP_MD, EVP_MD_free> fetched(EVP_MD_fetch(nullptr, "SHA2-256", nullptr));
    return fetched.get();
}

}  // namespace

struct Hasher::State {
    Handle<EVP_MD_CTX, EVP_MD_CTX_free> context{EVP_MD_CTX_new()};
};

Hasher::Hasher() : state_(std::make_unique<State>()) {
    require(EVP_DigestInit_ex(state_->context.get(), algorithm(), nullptr));
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
    Digest digest;
    return read_hex(hex, digest.bytes) ? std::optional(digest) : std::nullopt;
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
    std::string bytes(hex.size() / 2, '\0');
    return read_hex(hex, bytes) ? std::optional(std::move(bytes)) : std::nullopt;
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
