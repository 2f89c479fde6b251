// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace trien::feel::detail {

// For well-formed UTF-8 only: every text and every string is checked before it gets here.

/// True for the first byte of a code point.
[[nodiscard]] constexpr bool is_lead(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// Code points in a text.
[[nodiscard]] std::size_t length(std::string_view text);
/// Where the code point of this index (from 0) begins, in bytes; the size of the text if there is none.
[[nodiscard]] std::size_t offset_of(std::string_view text, std::size_t index);
/// UTF-8 of a code point below 0x110000 that is no surrogate.
[[nodiscard]] std::string encode(std::uint32_t code_point);

}  // namespace trien::feel::detail
