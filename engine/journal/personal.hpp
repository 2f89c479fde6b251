// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"

namespace trien::journal {

/// Length in bytes of every key in this header.
inline constexpr std::size_t key_size = 32;

/// HMAC-SHA256 (RFC 2104). With a random key per value nobody can guess the value from it, not even a 12-digit number.
[[nodiscard]] Digest commitment(std::string_view field_key, std::string_view value);

/// A personal value and the key that opens its commitment.
struct Opened {
    std::string field_key;
    std::string value;
};

/// AES-256-GCM (NIST SP 800-38D): a fresh 12-byte nonce ‖ ciphertext ‖ 16-byte tag. The field key lies inside, so that
/// destroying the one key of the stream destroys both.
/// @param place  authenticated, not stored: a sealed value moved to another entry or field does not open.
[[nodiscard]] std::string seal(const Opened& opened, std::string_view key, std::string_view place);

/// Nothing if key or place are not those of seal(), or one bit changed.
[[nodiscard]] std::optional<Opened> unseal(std::string_view sealed, std::string_view key, std::string_view place);

}  // namespace trien::journal
