// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/detail/scanner.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "engine/feel/detail/unicode.hpp"

namespace trien::feel::detail {

namespace {

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
/// Letters, the underscore, the question mark, and every byte of a letter outside ASCII.
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '?' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) {
    return is_name_start(c) || is_digit(c);
}
bool is_name_sign(char c) {
    return std::string_view("./-'+*").find(c) != std::string_view::npos;
}

std::optional<std::uint32_t> hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

}  // namespace

void fail(std::size_t offset, std::string vi, std::string en) {
    throw ExpressionFault{offset, {std::move(vi), std::move(en)}};
}

bool is_keyword(std::string_view word) {
    static constexpr std::array<std::string_view, 16> keywords{
        "and", "between", "else", "every",  "false",     "for",  "function", "if",
        "in",  "null",    "or",   "return", "satisfies", "some", "then",     "true"};
    return std::ranges::binary_search(keywords, word);
}

std::size_t Scanner::at() {
    skip_space();
    return at_;
}

char Scanner::peek() {
    skip_space();
    return at_ < text_.size() ? text_[at_] : '\0';
}

bool Scanner::sees(std::string_view sign) {
    skip_space();
    return text_.substr(at_).starts_with(sign);
}

bool Scanner::take(std::string_view sign) {
    if (!sees(sign)) return false;
    at_ += sign.size();
    return true;
}

void Scanner::expect(std::string_view sign) {
    if (take(sign)) return;
    fail(at_, fmt::format("thiếu “{}”", sign), fmt::format("\"{}\" is missing", sign));
}

std::string_view Scanner::peek_word() {
    skip_space();
    std::size_t end = at_;
    while (end < text_.size() && is_name_part(text_[end])) ++end;
    return text_.substr(at_, end - at_);
}

bool Scanner::take_word(std::string_view word) {
    if (peek_word() != word) return false;
    at_ += word.size();
    return true;
}

void Scanner::expect_word(std::string_view word) {
    if (take_word(word)) return;
    fail(at_, fmt::format("thiếu từ “{}”", word), fmt::format("the word \"{}\" is missing", word));
}

bool Scanner::sees_number() {
    const char c = peek();
    return is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]));
}

Number Scanner::number() {
    const std::size_t start = at();
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    // "1..5" is a range, no fraction.
    if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
        ++at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    }
    if (at_ < text_.size() && is_name_part(text_[at_])) {
        fail(start, "số dính liền với chữ", "a number runs into a word");
    }
    const auto number = Number::parse(text_.substr(start, at_ - start));
    if (!number) fail(start, "số quá lớn", "the number is too large");
    return *number;
}

std::string Scanner::string() {
    const std::size_t start = at();
    expect("\"");
    std::string value;
    while (at_ < text_.size() && text_[at_] != '"') {
        if (text_[at_] == '\\') {
            value += escaped();
        } else {
            value += text_[at_++];
        }
    }
    if (at_ == text_.size()) fail(start, "chuỗi thiếu dấu nháy đóng", "the string is not closed");
    ++at_;
    return value;
}

/// What an escape sequence means; at_ is on its backslash.
std::string Scanner::escaped() {
    const std::size_t start = at_++;
    const char c = at_ < text_.size() ? text_[at_++] : '\0';
    switch (c) {
        case '"':
        case '\'':
        case '\\': return {c};
        case 'n': return "\n";
        case 'r': return "\r";
        case 't': return "\t";
        case 'u': return code_point(4, start);
        case 'U': return code_point(6, start);
        default: fail(start, "dấu \\ không đúng chỗ", "this backslash escapes nothing");
    }
}

std::string Scanner::code_point(std::size_t digits, std::size_t start) {
    const auto read = [&] {
        std::uint32_t code = 0;
        for (std::size_t i = 0; i < digits; ++i, ++at_) {
            const auto digit = at_ < text_.size() ? hex_digit(text_[at_]) : std::nullopt;
            if (!digit) fail(start, "mã ký tự thiếu chữ số", "the character's code lacks digits");
            code = code * 16 + *digit;
        }
        return code;
    };
    std::uint32_t code = read();
    const bool high = code >= 0xD800 && code < 0xDC00;
    if (high && text_.substr(at_).starts_with("\\u")) {  // a pair of UTF-16
        at_ += 2;
        const std::uint32_t low = read();
        if (low >= 0xDC00 && low < 0xE000) code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
        fail(start, "không có ký tự mang mã này", "there is no character of this code");
    }
    return encode(code);
}

Scanner::Piece Scanner::piece_at(std::size_t at) const {
    const std::size_t start = space_end(at);
    std::size_t end = start;
    while (end < text_.size() && is_name_part(text_[end])) ++end;
    const std::string_view rest = text_.substr(start);
    const bool comment = rest.starts_with("//") || rest.starts_with("/*");
    if (end == start && !comment && !rest.empty() && is_name_sign(rest.front())) ++end;
    return {text_.substr(start, end - start), start > at, end};
}

std::string Scanner::name(const NameSet& known) {
    const std::string_view word = peek_word();
    if (word.empty() || !is_name_start(word.front()) || is_keyword(word)) {
        fail(at_, "thiếu một giá trị", "a value is missing");
    }
    std::string longest(word);
    std::size_t end = at_ + word.size();
    std::string spelled;
    for (Piece piece = piece_at(at_); !piece.text.empty(); piece = piece_at(piece.end)) {
        if (piece.apart && !spelled.empty()) spelled += ' ';
        spelled += piece.text;
        const auto next = known.lower_bound(spelled);
        if (next == known.end() || !next->starts_with(spelled)) break;
        if (*next != spelled) continue;
        longest = spelled;
        end = piece.end;
    }
    at_ = end;
    return longest;
}

std::string Scanner::declared_name(std::string_view stop) {
    const std::string_view word = peek_word();
    if (word.empty() || !is_name_start(word.front()) || is_keyword(word)) fail(at_, "thiếu tên", "a name is missing");
    std::string name;
    for (Piece piece = piece_at(at_); !piece.text.empty() && piece.text != stop; piece = piece_at(piece.end)) {
        if (piece.apart && !name.empty()) name += ' ';
        name += piece.text;
        at_ = piece.end;
    }
    return name;
}

std::optional<std::string> Scanner::label() {
    const std::size_t start = at();
    const std::string_view word = peek_word();
    if (word.empty() || !is_name_start(word.front()) || is_keyword(word)) return std::nullopt;
    std::string name = declared_name();
    if (take(":")) return name;
    at_ = start;
    return std::nullopt;
}

std::size_t Scanner::space_end(std::size_t at) const {
    while (at < text_.size() && is_space(text_[at])) ++at;
    return at;
}

void Scanner::skip_space() {
    for (;;) {
        at_ = space_end(at_);
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("//")) {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (rest.starts_with("/*")) {
            const std::size_t end = text_.find("*/", at_ + 2);
            if (end == std::string_view::npos) fail(at_, "chú thích thiếu dấu đóng */", "the comment lacks its */");
            at_ = end + 2;
        } else {
            return;
        }
    }
}

}  // namespace trien::feel::detail
