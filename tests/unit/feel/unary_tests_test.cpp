// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/unary_tests.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/feel/feel.hpp"

namespace trien::feel {
namespace {

const Context scope{{"limit", 10}, {"allowed", List({"a", "b"})}};

std::string passes(const char* tests, const Value& input) {
    return text(UnaryTests::parse(tests).value().test(input, scope).value().value);
}

TEST(UnaryTests, CompareTheInput) {
    EXPECT_EQ(passes("< 5", 4), "true");
    EXPECT_EQ(passes("< 5", 5), "false");
    EXPECT_EQ(passes(">= limit", 10), "true");
    EXPECT_EQ(passes("< 5", "a"), "null");
    EXPECT_EQ(passes("!= 5", 4), "true");
}

TEST(UnaryTests, AValueIsItself) {
    EXPECT_EQ(passes("5", 5), "true");
    EXPECT_EQ(passes("-5", -5), "true");
    EXPECT_EQ(passes("\"a\"", "a"), "true");
    EXPECT_EQ(passes("null", Null{}), "true");
    EXPECT_EQ(passes("null", 5), "false");
    EXPECT_EQ(passes("true", true), "true");
    EXPECT_EQ(passes("false", true), "false");
    EXPECT_EQ(passes("limit", 10), "true");
}

TEST(UnaryTests, RangesAndListsHoldTheInput) {
    EXPECT_EQ(passes("[1..5]", 5), "true");
    EXPECT_EQ(passes("[1..5)", 5), "false");
    EXPECT_EQ(passes("]1..5[", 1), "false");
    EXPECT_EQ(passes("(limit..20]", 11), "true");
    EXPECT_EQ(passes("allowed", "b"), "true");
    EXPECT_EQ(passes("[1, 2]", 3), "false");
}

TEST(UnaryTests, AnyOfSeveralIsEnough) {
    EXPECT_EQ(passes("1, 2, > 10", 11), "true");
    EXPECT_EQ(passes("1, 2, > 10", 2), "true");
    EXPECT_EQ(passes("1, 2, > 10", 5), "false");
}

TEST(UnaryTests, NotTurnsThemRound) {
    EXPECT_EQ(passes("not(1, 2)", 3), "true");
    EXPECT_EQ(passes("not(< 5)", 3), "false");
    EXPECT_EQ(passes("not(< 5)", "a"), "null");
}

TEST(UnaryTests, ADashPassesEverything) {
    EXPECT_EQ(passes("-", Null{}), "true");
    EXPECT_EQ(passes(" - ", 5), "true");
}

TEST(UnaryTests, TheQuestionMarkIsTheInput) {
    EXPECT_EQ(passes("? > 5 and ? < limit", 7), "true");
    EXPECT_EQ(passes("starts with(?, \"a\")", "abc"), "true");
    EXPECT_EQ(passes("? = false", false), "true");
    EXPECT_EQ(passes("count(?) > 1", List({1, 2})), "true");
    EXPECT_EQ(passes("? + 1", 5), "null");
}

TEST(UnaryTests, AConditionHoldsWhateverTheInput) {
    EXPECT_EQ(passes("limit > 5", "a"), "true");
    EXPECT_EQ(passes("limit > 50", "a"), "false");
}

TEST(UnaryTests, KnowTheirNames) {
    EXPECT_THAT(UnaryTests::parse("? > limit, [low..high]")->names(), testing::ElementsAre("high", "limit", "low"));
}

TEST(UnaryTests, SayWhereTheyAreBroken) {
    EXPECT_EQ(UnaryTests::parse("").error().offset, 0U);
    EXPECT_EQ(UnaryTests::parse("1,").error().offset, 2U);
    EXPECT_EQ(UnaryTests::parse("<").error().offset, 1U);
    EXPECT_EQ(UnaryTests::parse("not(1").error().offset, 5U);
    EXPECT_EQ(UnaryTests::parse("1 2").error().offset, 2U);
}

}  // namespace
}  // namespace trien::feel
