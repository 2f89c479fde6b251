// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/expression.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace trien::procedure {
namespace {

using testing::ElementsAre;

const Variables some{
    {"outcome", "approve"}, {"pages", std::int64_t{5}}, {"abroad", true}, {"số_trang", std::int64_t{2}}};

Value value_of(const std::string& text) {
    return Expression::parse(text).value().evaluate(some);
}

TEST(Expression, ComparesTextNumbersAndTruth) {
    EXPECT_EQ(value_of("outcome = \"approve\""), Value(true));
    EXPECT_EQ(value_of("outcome != \"approve\""), Value(false));
    EXPECT_EQ(value_of("pages >= 5"), Value(true));
    EXPECT_EQ(value_of("pages<5"), Value(false));
    EXPECT_EQ(value_of("pages > -1"), Value(true));
    EXPECT_EQ(value_of("outcome <= \"b\""), Value(true));
    EXPECT_EQ(value_of("abroad = true"), Value(true));
    EXPECT_EQ(value_of("số_trang = 2"), Value(true));
}

TEST(Expression, AndBindsTighterThanOr) {
    EXPECT_EQ(value_of("true or false and false"), Value(true));
    EXPECT_EQ(value_of("(true or false) and false"), Value(false));
    EXPECT_EQ(value_of("not(pages = 5) or not(not(abroad))"), Value(true));
}

TEST(Expression, WhatNobodySetIsNull) {
    EXPECT_EQ(value_of("missing"), Value(Null{}));
    EXPECT_EQ(value_of("missing = null"), Value(true));
    EXPECT_EQ(value_of("missing = 5"), Value(false));
    EXPECT_EQ(value_of("missing != 5"), Value(true));
    EXPECT_EQ(value_of("missing < 5"), Value(Null{}));
}

TEST(Expression, UnlikeThingsDoNotCompare) {
    EXPECT_EQ(value_of("pages = \"5\""), Value(Null{}));
    EXPECT_EQ(value_of("pages < \"5\""), Value(Null{}));
    EXPECT_EQ(value_of("not(pages)"), Value(Null{}));
    EXPECT_EQ(value_of("true < false"), Value(Null{}));
}

TEST(Expression, OneSideMayDecide) {
    EXPECT_EQ(value_of("false and missing"), Value(false));
    EXPECT_EQ(value_of("missing or true"), Value(true));
    EXPECT_EQ(value_of("true and missing"), Value(Null{}));
    EXPECT_EQ(value_of("false or pages"), Value(Null{}));
}

TEST(Expression, OnlyTrueHolds) {
    EXPECT_TRUE(Expression::parse("abroad").value().holds(some));
    EXPECT_FALSE(Expression::parse("pages").value().holds(some));
    EXPECT_FALSE(Expression::parse("missing").value().holds(some));
}

TEST(Expression, StringsMayHoldQuotes) {
    const Variables quoted{{"name", "a \"b\" \\ c"}};
    EXPECT_TRUE(Expression::parse(R"(name = "a \"b\" \\ c")").value().holds(quoted));
}

TEST(Expression, KnowsTheNamesItReads) {
    EXPECT_THAT(Expression::parse("b = 1 and (a = \"x\" or not(b < 2))").value().names(), ElementsAre("a", "b"));
}

struct Broken {
    const char* text;
    std::size_t offset;
};

class BrokenExpression : public testing::TestWithParam<Broken> {};

TEST_P(BrokenExpression, SaysWhereItIsBroken) {
    const auto parsed = Expression::parse(GetParam().text);

    ASSERT_FALSE(parsed) << GetParam().text;
    EXPECT_EQ(parsed.error().offset, GetParam().offset) << GetParam().text << ": " << parsed.error().text.en;
    EXPECT_FALSE(parsed.error().text.vi.empty());
}

INSTANTIATE_TEST_SUITE_P(Texts,
                         BrokenExpression,
                         testing::Values(Broken{"", 0},
                                         Broken{"outcome =", 9},
                                         Broken{"outcome = \"approve", 10},
                                         Broken{"outcome == \"approve\"", 9},
                                         Broken{"a = 1 = 2", 6},
                                         Broken{"(a", 2},
                                         Broken{"a)", 1},
                                         Broken{"a b", 2},
                                         Broken{"not a", 0},
                                         Broken{"and a", 0},
                                         Broken{"a and or b", 6},
                                         Broken{"1.5 = a", 0},
                                         Broken{"99999999999999999999 = a", 0},
                                         Broken{"\"a\\q\"", 2},
                                         Broken{"a & b", 2},
                                         Broken{"a = - 1", 4}));

TEST(Expression, RefusesDeepNestingAndLength) {
    EXPECT_TRUE(Expression::parse(std::string(64, '(') + "a" + std::string(64, ')')));
    EXPECT_FALSE(Expression::parse(std::string(65, '(') + "a" + std::string(65, ')')));
    EXPECT_FALSE(Expression::parse(std::string(4000, '(')));
    EXPECT_FALSE(Expression::parse(std::string(4097, 'a')));
}

RC_GTEST_PROP(ExpressionProperty, AnyTextEitherParsesAndEvaluatesOrIsLocated, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "a", "=", "!=", "<", "(", ")", "not", "and", "or", "\"x\"", "1", " ", "-", "\\", "é"));
    std::string text;
    for (const std::string& piece : pieces) text += piece;

    const auto parsed = Expression::parse(text);

    if (parsed) {
        static_cast<void>(parsed->evaluate(some));
    } else {
        RC_ASSERT(parsed.error().offset <= text.size());
    }
}

}  // namespace
}  // namespace trien::procedure
