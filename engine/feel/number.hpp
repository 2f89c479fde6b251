// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trien::feel {

/// A number of FEEL (OMG DMN 1.3, 10.3.2.3.1): IEEE 754-2008 decimal128, 34 digits, rounded half to even.
///
/// Always finite. An operation whose result is not (division by zero, overflow, root of a negative) gives nothing.
/// The same on every machine: no binary floating point is involved.
class Number {
  public:
    Number() : Number(0) {}
    Number(std::int64_t whole);  // NOLINT(google-explicit-constructor): a whole number is a number

    /// Reads digits with an optional minus, fraction and exponent ("-12.50", ".5", "1e3"). Nothing for other texts.
    static std::optional<Number> parse(std::string_view text);
    /// Plain decimal notation without needless zeros: "-12.5", "0.5", "1000". Equal numbers have equal texts.
    [[nodiscard]] std::string text() const;

    /// Nothing if there is a fraction, or it does not fit.
    [[nodiscard]] std::optional<std::int64_t> whole() const;
    [[nodiscard]] bool is_integer() const;
    /// -1, 0 or 1.
    [[nodiscard]] int sign() const;

    [[nodiscard]] Number negated() const;
    [[nodiscard]] Number magnitude() const;
    /// The largest integer that is not greater.
    [[nodiscard]] Number floor() const;
    /// The smallest integer that is not less.
    [[nodiscard]] Number ceiling() const;
    /// Rounded half to even to `scale` digits after the point; a negative scale rounds to tens, hundreds and so on.
    [[nodiscard]] std::optional<Number> rounded(std::int64_t scale) const;
    [[nodiscard]] std::optional<Number> square_root() const;
    [[nodiscard]] std::optional<Number> exponential() const;
    /// To the base e.
    [[nodiscard]] std::optional<Number> logarithm() const;

    friend std::optional<Number> add(const Number& a, const Number& b);
    friend std::optional<Number> subtract(const Number& a, const Number& b);
    friend std::optional<Number> multiply(const Number& a, const Number& b);
    friend std::optional<Number> divide(const Number& a, const Number& b);
    /// What is left of a after b was taken floor(a / b) times; has the sign of b.
    friend std::optional<Number> modulo(const Number& a, const Number& b);
    friend std::optional<Number> power(const Number& a, const Number& b);

    friend bool operator==(const Number& a, const Number& b);
    friend std::strong_ordering operator<=>(const Number& a, const Number& b);

  private:
    struct Decimal;
    explicit Number(std::array<std::uint64_t, 2> bits) : bits_(bits) {}

    /// Binary integer decimal encoding, low word first.
    std::array<std::uint64_t, 2> bits_;
};

std::optional<Number> add(const Number& a, const Number& b);
std::optional<Number> subtract(const Number& a, const Number& b);
std::optional<Number> multiply(const Number& a, const Number& b);
std::optional<Number> divide(const Number& a, const Number& b);
std::optional<Number> modulo(const Number& a, const Number& b);
std::optional<Number> power(const Number& a, const Number& b);

}  // namespace trien::feel
