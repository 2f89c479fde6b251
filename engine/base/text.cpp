// SPDX-License-Identifier: Apache-2.0
#include "engine/base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "engine/base/error.hpp"

namespace trien {

namespace {

icu::UnicodeString to_icu(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string from_icu(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

icu::UnicodeString normalised(const icu::UnicodeString& text, bool composed) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = composed ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString result = form->normalize(text, status);
    if (U_FAILURE(status) != 0) {
        throw Error(Fault::environment, "text.icu", {}, {"Thư viện Unicode lỗi", "the Unicode library failed"});
    }
    return result;
}

constexpr std::array<std::string_view, 10> digit_words = {"không", "một", "hai", "ba",  "bốn",
                                                          "năm",   "sáu", "bảy", "tám", "chín"};

/// One to three digits; `full` reads leading zeros ("không trăm linh năm").
std::string group_in_words(int group, bool full) {
    const int hundreds = group / 100;
    const int tens = group / 10 % 10;
    const int ones = group % 10;
    std::string words;
    const auto add = [&](std::string_view word) {
        words += words.empty() ? std::string(word) : " " + std::string(word);
    };
    if (hundreds > 0 || full) {
        add(digit_words[static_cast<std::size_t>(hundreds)]);
        add("trăm");
    }
    if (tens > 1) {
        add(digit_words[static_cast<std::size_t>(tens)]);
        add("mươi");
    } else if (tens == 1) {
        add("mười");
    } else if (ones > 0 && (hundreds > 0 || full)) {
        add("linh");
    }
    if (ones == 1 && tens > 1) {
        add("mốt");
    } else if (ones == 5 && tens > 0) {
        add("lăm");
    } else if (ones > 0) {
        add(digit_words[static_cast<std::size_t>(ones)]);
    }
    return words;
}

}  // namespace

bool is_utf8(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return true;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);  // NOLINT: ICU's macro
        if (c < 0) return false;
    }
    return true;
}

std::string nfc(std::string_view text) {
    if (!is_utf8(text)) {
        throw Error(Fault::input, "text.utf8", {},
                    {"Văn bản không phải UTF-8 hợp lệ", "the text is not well-formed UTF-8"},
                    {"Lưu lại tệp với bảng mã UTF-8", "save the file as UTF-8"});
    }
    return from_icu(normalised(to_icu(text), true));
}

std::string fold(std::string_view text) {
    icu::UnicodeString apart = normalised(to_icu(text), false);
    icu::UnicodeString folded;
    for (std::int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
        const UChar32 c = apart.char32At(i);
        if (u_charType(c) == U_NON_SPACING_MARK) continue;
        folded.append(c == 0x0111 || c == 0x0110 ? UChar32{'d'} : u_tolower(c));
    }
    return from_icu(folded);
}

std::string to_upper(std::string_view text) {
    return from_icu(to_icu(text).toUpper(icu::Locale("vi")));
}

std::string to_lower(std::string_view text) {
    return from_icu(to_icu(text).toLower(icu::Locale("vi")));
}

std::string number_in_words(std::int64_t number) {
    if (number == 0) return "không";
    if (number < 0) return "âm " + number_in_words(-number);
    if (number >= 1'000'000'000) {
        const std::int64_t rest = number % 1'000'000'000;
        const std::string head = number_in_words(number / 1'000'000'000) + " tỷ";
        return rest == 0 ? head : head + " " + number_in_words(rest);
    }
    static constexpr std::array<std::string_view, 3> scales = {"triệu", "nghìn", ""};
    const std::array<int, 3> groups = {static_cast<int>(number / 1'000'000), static_cast<int>(number / 1'000 % 1'000),
                                       static_cast<int>(number % 1'000)};
    std::string words;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups.at(i) == 0) continue;
        if (!words.empty()) words += " ";
        words += group_in_words(groups.at(i), !words.empty());
        if (!scales.at(i).empty()) words += fmt::format(" {}", scales.at(i));
    }
    return words;
}

std::string date_in_words(Date date) {
    // In dates the fourth month is "tư", everywhere else "bốn".
    const auto month = static_cast<unsigned>(date.month());
    const std::string month_words = month == 4 ? "tư" : number_in_words(month);
    return fmt::format("ngày {} tháng {} năm {}", number_in_words(static_cast<unsigned>(date.day())), month_words,
                       number_in_words(static_cast<int>(date.year())));
}

}  // namespace trien
