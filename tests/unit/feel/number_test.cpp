// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/number.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace trien::feel {
namespace {

Number number(std::string_view text) {
    return Number::parse(text).value();
}

TEST(Number, ReadsAndWritesDecimals) {
    EXPECT_EQ(number("12.50").text(), "12.5");
    EXPECT_EQ(number("-0.050").text(), "-0.05");
    EXPECT_EQ(number(".5").text(), "0.5");
    EXPECT_EQ(number("-0.0").text(), "0");
    EXPECT_EQ(number("1e3").text(), "1000");
    EXPECT_EQ(number("1.5E-3").text(), "0.0015");
    EXPECT_EQ(number("100").text(), "100");
}

TEST(Number, ReadsNothingElse) {
    for (const char* text : {"", "-", ".", "1.", "+1", " 1", "1 ", "1e", "1e+", "0x1", "1_000", "NaN", "Infinity",
                             "1.2.3", "--1", "1e9999999", "1e9999"}) {
        EXPECT_FALSE(Number::parse(text)) << text;
    }
}

TEST(Number, KeepsThirtyFourDigits) {
    EXPECT_EQ(number("1234567890123456789012345678901234").text(), "1234567890123456789012345678901234");
    EXPECT_EQ(divide(1, 3)->text(), "0.3333333333333333333333333333333333");
    EXPECT_EQ(divide(2, 3)->text(), "0.6666666666666666666666666666666667");
    EXPECT_EQ(add(number("0.1"), number("0.2")), number("0.3"));
}

TEST(Number, EqualNumbersAreEqualHoweverWritten) {
    EXPECT_EQ(number("1.0"), number("1.00"));
    EXPECT_EQ(number("1.0").text(), number("1.00").text());
    EXPECT_LT(number("-1"), number("0.001"));
}

TEST(Number, WhatIsNotFiniteIsNothing) {
    EXPECT_FALSE(divide(1, 0));
    EXPECT_FALSE(divide(0, 0));
    EXPECT_FALSE(multiply(number("9e6144"), 10));
    EXPECT_FALSE(Number(-1).square_root());
    EXPECT_FALSE(Number(0).logarithm());
    EXPECT_FALSE(Number(-1).logarithm());
    EXPECT_FALSE(Number(100'000).exponential());
    EXPECT_FALSE(modulo(1, 0));
    EXPECT_FALSE(power(0, -1));
    EXPECT_FALSE(power(-2, number("0.5")));
}

TEST(Number, RoundsHalfToEven) {
    EXPECT_EQ(number("2.5").rounded(0), Number(2));
    EXPECT_EQ(number("1.5").rounded(0), Number(2));
    EXPECT_EQ(number("0.125").rounded(2), number("0.12"));
    EXPECT_EQ(number("1555").rounded(-2), Number(1600));
    EXPECT_EQ(number("1.5").rounded(40), number("1.5"));
    EXPECT_FALSE(number("1.5").rounded(7000));
}

TEST(Number, PowersAreExactWhileTheyFit) {
    EXPECT_EQ(power(3, 40), number("12157665459056928801"));
    EXPECT_EQ(power(number("1.1"), 2), number("1.21"));
    EXPECT_EQ(power(2, -2), number("0.25"));
    EXPECT_EQ(power(0, 0), Number(1));
    EXPECT_EQ(power(4, number("0.5"))->rounded(20), Number(2));
    EXPECT_FALSE(power(10, 1'000'000));
}

TEST(Number, ModuloHasTheSignOfTheDivisor) {
    EXPECT_EQ(modulo(12, 5), Number(2));
    EXPECT_EQ(modulo(-12, 5), Number(3));
    EXPECT_EQ(modulo(12, -5), Number(-3));
    EXPECT_EQ(modulo(-12, -5), Number(-2));
    EXPECT_EQ(modulo(number("10.1"), number("4.5")), number("1.1"));
}

TEST(Number, WholeNumbersAreKnown) {
    EXPECT_EQ(number("7.00").whole(), 7);
    EXPECT_FALSE(number("7.01").whole());
    EXPECT_FALSE(number("9223372036854775808").whole());
    EXPECT_EQ(Number(std::numeric_limits<std::int64_t>::min()).whole(), std::numeric_limits<std::int64_t>::min());
}

Number any_number() {
    const auto whole = *rc::gen::arbitrary<std::int64_t>();
    const auto scale = *rc::gen::inRange(0, 8);
    return *divide(Number(whole), *power(10, scale));
}

RC_GTEST_PROP(NumberProperty, SubtractionUndoesAdditionWithinThePrecision, ()) {
    const Number a = any_number();
    const Number b = any_number();

    RC_ASSERT(subtract(*add(a, b), b) == a);
}

RC_GTEST_PROP(NumberProperty, TextReadsBack, ()) {
    const Number a = any_number();

    RC_ASSERT(Number::parse(a.text()) == a);
}

RC_GTEST_PROP(NumberProperty, OrderIsThatOfTheDifference, ()) {
    const Number a = any_number();
    const Number b = any_number();

    RC_ASSERT((a < b) == (subtract(a, b)->sign() < 0));
}

RC_GTEST_PROP(NumberProperty, TheDivisorAndTheRestMakeTheDividend, ()) {
    const Number a = any_number();
    const Number b = Number(*rc::gen::nonZero<std::int32_t>());
    const Number rest = *modulo(a, b);

    RC_ASSERT(divide(*subtract(a, rest), b)->is_integer());
    RC_ASSERT(rest.sign() == 0 || rest.sign() == b.sign());
    RC_ASSERT(rest.magnitude() < b.magnitude());
}

}  // namespace
}  // namespace trien::feel
