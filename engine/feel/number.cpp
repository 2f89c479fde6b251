// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/number.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdlib>

// The form in which Debian builds the library: values and flags are passed, none is global.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

namespace trien::feel {

namespace {

constexpr _IDEC_round to_even = BID_ROUNDING_TO_NEAREST;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    return static_cast<std::size_t>(std::ranges::find_if_not(rest, is_digit) - rest.begin());
}

/// Optional minus, digits with an optional fraction (one side may be empty), optional exponent.
bool is_numeral(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t before = digits_at(text, at);
    at += before;
    std::size_t after = 0;
    if (at < text.size() && text[at] == '.') {
        after = digits_at(text, at + 1);
        if (after == 0) return false;
        at += 1 + after;
    }
    if (before + after == 0) return false;
    if (at == text.size()) return true;
    if (text[at] != 'e' && text[at] != 'E') return false;
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = digits_at(text, at);
    return exponent > 0 && exponent <= 6 && at + exponent == text.size();
}

/// "123", exponent -2 -> "1.23".
std::string plain(std::string digits, int exponent) {
    while (exponent < 0 && digits.size() > 1 && digits.back() == '0') {
        digits.pop_back();
        ++exponent;
    }
    if (exponent >= 0) return digits + std::string(static_cast<std::size_t>(exponent), '0');
    const auto fraction = static_cast<std::size_t>(-exponent);
    if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
    return digits.insert(digits.size() - fraction, ".");
}

}  // namespace

/// The library's view of a number.
struct Number::Decimal {
    static BID_UINT128 of(const Number& number) { return std::bit_cast<BID_UINT128>(number.bits_); }
    static Number number(BID_UINT128 decimal) { return Number(std::bit_cast<std::array<std::uint64_t, 2>>(decimal)); }
    static std::optional<Number> finite(BID_UINT128 decimal) {
        if (bid128_isFinite(decimal) == 0) return std::nullopt;
        return number(decimal);
    }
    using Unary = BID_UINT128(BID_UINT128, _IDEC_round, _IDEC_flags*);
    using Binary = BID_UINT128(BID_UINT128, BID_UINT128, _IDEC_round, _IDEC_flags*);
    /// What the library flags is seen in its result.
    static std::optional<Number> apply(Unary* function, const Number& a) {
        _IDEC_flags flags = 0;
        return finite(function(of(a), to_even, &flags));
    }
    static std::optional<Number> apply(Binary* function, const Number& a, const Number& b) {
        _IDEC_flags flags = 0;
        return finite(function(of(a), of(b), to_even, &flags));
    }
};

Number::Number(std::int64_t whole) : bits_(Decimal::number(bid128_from_int64(whole)).bits_) {}

std::optional<Number> Number::parse(std::string_view text) {
    if (!is_numeral(text)) return std::nullopt;
    std::string copy(text);
    _IDEC_flags flags = 0;
    return Decimal::finite(bid128_from_string(copy.data(), to_even, &flags));
}

std::string Number::text() const {
    if (sign() == 0) return "0";
    std::array<char, 64> buffer{};
    _IDEC_flags flags = 0;
    bid128_to_string(buffer.data(), Decimal::of(*this), &flags);  // "+123E-2"
    const std::string_view scientific(buffer.data());
    const std::size_t mark = scientific.find('E');
    int exponent = 0;
    const std::size_t start = scientific[mark + 1] == '+' ? mark + 2 : mark + 1;
    std::from_chars(scientific.data() + start, scientific.data() + scientific.size(), exponent);
    const std::string text = plain(std::string(scientific.substr(1, mark - 1)), exponent);
    return sign() < 0 ? "-" + text : text;
}

std::optional<std::int64_t> Number::whole() const {
    _IDEC_flags flags = 0;
    const BID_SINT64 whole = bid128_to_int64_xint(Decimal::of(*this), &flags);
    if ((flags & (BID_INVALID_EXCEPTION | BID_INEXACT_EXCEPTION)) != 0) return std::nullopt;
    return static_cast<std::int64_t>(whole);
}

bool Number::is_integer() const {
    return floor() == *this;
}

int Number::sign() const {
    const BID_UINT128 decimal = Decimal::of(*this);
    if (bid128_isZero(decimal) != 0) return 0;
    return bid128_isSigned(decimal) != 0 ? -1 : 1;
}

Number Number::negated() const {
    return Decimal::number(bid128_negate(Decimal::of(*this)));
}

Number Number::magnitude() const {
    return Decimal::number(bid128_abs(Decimal::of(*this)));
}

Number Number::floor() const {
    _IDEC_flags flags = 0;
    return Decimal::number(bid128_round_integral_negative(Decimal::of(*this), &flags));
}

Number Number::ceiling() const {
    _IDEC_flags flags = 0;
    return Decimal::number(bid128_round_integral_positive(Decimal::of(*this), &flags));
}

std::optional<Number> Number::rounded(std::int64_t scale) const {
    // decimal128 holds exponents from -6176 to 6111.
    if (scale < -6111 || scale > 6176) return std::nullopt;
    _IDEC_flags flags = 0;
    const BID_UINT128 unit = bid128_scalbn(bid128_from_int64(1), static_cast<int>(-scale), to_even, &flags);
    const auto rounded = Decimal::finite(bid128_quantize(Decimal::of(*this), unit, to_even, &flags));
    // Quantizing fails when the digits would not fit: then there are fewer digits than `scale` asks to keep.
    return rounded || scale < 0 ? rounded : std::optional(*this);
}

std::optional<Number> Number::square_root() const {
    return Decimal::apply(bid128_sqrt, *this);
}

std::optional<Number> Number::exponential() const {
    return Decimal::apply(bid128_exp, *this);
}

std::optional<Number> Number::logarithm() const {
    return Decimal::apply(bid128_log, *this);
}

std::optional<Number> add(const Number& a, const Number& b) {
    return Number::Decimal::apply(bid128_add, a, b);
}

std::optional<Number> subtract(const Number& a, const Number& b) {
    return Number::Decimal::apply(bid128_sub, a, b);
}

std::optional<Number> multiply(const Number& a, const Number& b) {
    return Number::Decimal::apply(bid128_mul, a, b);
}

std::optional<Number> divide(const Number& a, const Number& b) {
    return Number::Decimal::apply(bid128_div, a, b);
}

std::optional<Number> modulo(const Number& a, const Number& b) {
    if (b.sign() == 0) return std::nullopt;
    _IDEC_flags flags = 0;
    // The remainder of C's fmod: exact, with the sign of a.
    const auto rest = Number::Decimal::finite(bid128_fmod(Number::Decimal::of(a), Number::Decimal::of(b), &flags));
    if (!rest || rest->sign() == 0 || rest->sign() == b.sign()) return rest;
    return add(*rest, b);
}

std::optional<Number> power(const Number& a, const Number& b) {
    constexpr std::int64_t exact_up_to = 1024;
    const auto whole = b.whole();
    if (!whole || *whole > exact_up_to || *whole < -exact_up_to) return Number::Decimal::apply(bid128_pow, a, b);
    // By squaring: exact as long as the digits fit, which the library's power does not promise.
    std::optional<Number> result = Number(1);
    std::optional<Number> square = a;
    for (std::int64_t left = std::abs(*whole); left > 0 && result; left /= 2) {
        if (left % 2 == 1) result = square ? multiply(*result, *square) : std::nullopt;
        if (left > 1) square = square ? multiply(*square, *square) : std::nullopt;
    }
    if (!result || *whole >= 0) return result;
    return divide(Number(1), *result);
}

bool operator==(const Number& a, const Number& b) {
    _IDEC_flags flags = 0;
    return bid128_quiet_equal(Number::Decimal::of(a), Number::Decimal::of(b), &flags) != 0;
}

std::strong_ordering operator<=>(const Number& a, const Number& b) {
    if (a == b) return std::strong_ordering::equal;
    _IDEC_flags flags = 0;
    const bool less = bid128_quiet_less(Number::Decimal::of(a), Number::Decimal::of(b), &flags) != 0;
    return less ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace trien::feel
