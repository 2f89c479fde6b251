// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The letters documents can hold, and the two-byte code each has in a drawing.
///
/// libharu ends a text at its first zero byte and looks every one of 65,536 codes up in the font when the encoder is
/// stateful. Codes of two non-zero bytes over a short table avoid both: the encoder is a plain table, and a code is the
/// CID of the letter in the PDF.
namespace trien::render {

/// How many letters there are.
[[nodiscard]] std::size_t letter_count();
/// The letter at a position of the table.
/// @param position  below letter_count().
[[nodiscard]] char32_t letter_at(std::size_t position);
/// Where a letter stands in the table. Nothing if it is not one of ours.
[[nodiscard]] std::optional<std::size_t> position_of(char32_t letter);

/// The code of the letter at a position.
[[nodiscard]] constexpr std::uint16_t code_at(std::size_t position) {
    return static_cast<std::uint16_t>((position / 255 + 1) * 256 + position % 255 + 1);
}
/// The position a code stands for; meaningless for a code that code_at did not give.
[[nodiscard]] constexpr std::size_t position_of_code(std::uint16_t code) {
    return (code / 256U - 1) * 255 + code % 256U - 1;
}

/// Well-formed UTF-8 as code points.
[[nodiscard]] std::u32string code_points(std::string_view utf8);
/// One code point as UTF-8.
[[nodiscard]] std::string utf8_of(char32_t letter);

}  // namespace trien::render
