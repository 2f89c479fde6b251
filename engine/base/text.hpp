// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"

namespace trien {

/// True for well-formed UTF-8 (Unicode 15, table 3-7).
[[nodiscard]] bool is_utf8(std::string_view text);

/// Normalisation Form C, the only form stored and drawn.
/// @throws Error(Fault::input) on malformed UTF-8.
[[nodiscard]] std::string nfc(std::string_view text);

/// Folds for search and comparison: lower case, no diacritics, đ as d ("Hộ tịch" -> "ho tich").
[[nodiscard]] std::string fold(std::string_view text);

/// Upper case by Vietnamese rules ("đường" -> "ĐƯỜNG").
[[nodiscard]] std::string to_upper(std::string_view text);
/// Lower case by Vietnamese rules ("ĐƯỜNG" -> "đường").
[[nodiscard]] std::string to_lower(std::string_view text);

/// A whole number in Vietnamese words, without capital: 21 -> "hai mươi mốt", 105 -> "một trăm linh năm".
[[nodiscard]] std::string number_in_words(std::int64_t number);

/// A day in Vietnamese words: "ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu".
[[nodiscard]] std::string date_in_words(Date date);

}  // namespace trien
