// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/decision_table.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trien::feel {
namespace {

Expression expression(const char* text) {
    return Expression::parse(text).value();
}
UnaryTests tests(const char* text) {
    return UnaryTests::parse(text).value();
}

/// pages -> fee; every rule is {test, output}.
DecisionTable fees(HitPolicy policy, const std::vector<std::pair<const char*, const char*>>& rules) {
    DecisionTable table;
    table.policy = policy;
    table.inputs.push_back({expression("pages"), {}});
    table.outputs.push_back({"fee", {}, {}});
    for (const auto& [test, output] : rules) table.rules.push_back({{tests(test)}, {expression(output)}});
    return table;
}

std::string answer(const DecisionTable& table, const Context& variables) {
    return text(decide(table, variables).value().value);
}

const std::vector<std::pair<const char*, const char*>> overlapping{{"< 10", "1"}, {"[5..20]", "3"}, {"> 8", "2"}};

TEST(DecisionTable, KnowsThePoliciesByTheirLetters) {
    EXPECT_EQ(parse_hit_policy("U"), HitPolicy::unique);
    EXPECT_EQ(parse_hit_policy("C#"), HitPolicy::collect_count);
    EXPECT_FALSE(parse_hit_policy("X"));
}

TEST(DecisionTable, UniqueTakesTheOneThatMatches) {
    const DecisionTable table = fees(HitPolicy::unique, overlapping);

    EXPECT_EQ(answer(table, {{"pages", 2}}), "1");
    const auto several = decide(table, {{"pages", 9}}).value();
    EXPECT_TRUE(several.value.is_null());
    EXPECT_THAT(several.notes.front().text.en, testing::HasSubstr("only one may"));
}

TEST(DecisionTable, AnyWantsThemToAgree) {
    EXPECT_EQ(answer(fees(HitPolicy::any, {{"< 10", "1"}, {"< 20", "1"}}), {{"pages", 2}}), "1");
    EXPECT_EQ(answer(fees(HitPolicy::any, {{"< 10", "1"}, {"< 20", "2"}}), {{"pages", 2}}), "null");
}

TEST(DecisionTable, FirstAndRuleOrderGoByTheRows) {
    EXPECT_EQ(answer(fees(HitPolicy::first, overlapping), {{"pages", 9}}), "1");
    EXPECT_EQ(answer(fees(HitPolicy::rule_order, overlapping), {{"pages", 9}}), "[1, 3, 2]");
    EXPECT_EQ(answer(fees(HitPolicy::rule_order, {{"< 1", "1"}}), {{"pages", 9}}), "[]");
}

TEST(DecisionTable, PriorityAndOutputOrderGoByTheOutputValues) {
    for (const auto& [policy, expected] :
         {std::pair{HitPolicy::priority, "3"}, {HitPolicy::output_order, "[3, 2, 1]"}}) {
        DecisionTable table = fees(policy, overlapping);
        table.outputs.front().order = {3, 2};
        EXPECT_EQ(answer(table, {{"pages", 9}}), expected);
    }
}

TEST(DecisionTable, CollectAggregates) {
    EXPECT_EQ(answer(fees(HitPolicy::collect, overlapping), {{"pages", 9}}), "[1, 3, 2]");
    EXPECT_EQ(answer(fees(HitPolicy::collect_sum, overlapping), {{"pages", 9}}), "6");
    EXPECT_EQ(answer(fees(HitPolicy::collect_min, overlapping), {{"pages", 9}}), "1");
    EXPECT_EQ(answer(fees(HitPolicy::collect_max, overlapping), {{"pages", 9}}), "3");
    EXPECT_EQ(answer(fees(HitPolicy::collect_count, overlapping), {{"pages", 9}}), "3");
    EXPECT_EQ(answer(fees(HitPolicy::collect_count, {{"< 1", "1"}}), {{"pages", 9}}), "0");
    EXPECT_EQ(answer(fees(HitPolicy::collect_sum, {{"-", "1"}, {"-", "\"a\""}}), {{"pages", 9}}), "null");
}

TEST(DecisionTable, WithoutAMatchTheDefaultAnswers) {
    DecisionTable table = fees(HitPolicy::unique, {{"< 5", "1"}});

    EXPECT_EQ(answer(table, {{"pages", 9}}), "null");
    table.outputs.front().fallback = expression("pages * 2");
    EXPECT_EQ(answer(table, {{"pages", 9}}), "18");
}

TEST(DecisionTable, SeveralOutputsMakeAContext) {
    DecisionTable table = fees(HitPolicy::first, {{"-", "1"}});
    table.outputs.push_back({"who", {}, {}});
    table.rules.front().outputs.push_back(expression("\"chair\""));

    EXPECT_EQ(answer(table, {{"pages", 9}}), R"({"fee": 1, "who": "chair"})");
}

TEST(DecisionTable, InputsOutsideTheirValuesAreNotDecided) {
    DecisionTable table = fees(HitPolicy::first, {{"-", "1"}});
    table.inputs.front().allowed = tests("[1..100]");

    EXPECT_EQ(answer(table, {{"pages", 100}}), "1");
    EXPECT_EQ(answer(table, {{"pages", 101}}), "null");
}

TEST(DecisionTable, RefusesRaggedTablesAndEndlessCells) {
    DecisionTable table = fees(HitPolicy::first, {{"-", "1"}});
    table.rules.front().tests.clear();
    EXPECT_EQ(decide(table, {}).error().code, "feel.table-malformed");

    const DecisionTable endless = fees(HitPolicy::first, {{"-", "for i in 1..1000000000 return i"}});
    EXPECT_EQ(decide(endless, {{"pages", 1}}).error().code, "feel.too-long");
}

}  // namespace
}  // namespace trien::feel
