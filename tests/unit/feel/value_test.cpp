// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/value.hpp"

#include <string>

#include <gtest/gtest.h>

namespace trien::feel {
namespace {

TEST(Value, KnowsItsKind) {
    EXPECT_EQ(Value().kind(), Kind::null);
    EXPECT_EQ(Value(true).kind(), Kind::boolean);
    EXPECT_EQ(Value(5).kind(), Kind::number);
    EXPECT_EQ(Value("a").kind(), Kind::string);
    EXPECT_EQ(Value(List()).kind(), Kind::list);
    EXPECT_EQ(*Value("a").as<std::string>(), "a");
    EXPECT_EQ(Value("a").as<Number>(), nullptr);
    EXPECT_EQ(Value(std::optional<Number>()), Value(Null{}));
}

TEST(Value, EqualsWhatIsTheSame) {
    EXPECT_EQ(Value("a"), Value(std::string("a")));
    EXPECT_NE(Value(1), Value(true));
    EXPECT_NE(Value(1), Value("1"));
    EXPECT_EQ(Value(List({1, "a"})), Value(List({1, "a"})));
    EXPECT_EQ(Value(Range(true, 1, 2, false)), Value(Range(true, 1, 2, false)));
    EXPECT_EQ(Value(List()), Value(List(std::vector<Value>{})));
}

TEST(Value, AContextIsSortedAndTheLastOfANameHolds) {
    const Context context{{"b", 1}, {"a", 2}, {"b", 3}};

    ASSERT_EQ(context.entries().size(), 2U);
    EXPECT_EQ(context.entries().front().first, "a");
    EXPECT_EQ(*context.find("b"), Value(3));
    EXPECT_EQ(context.find("c"), nullptr);
    EXPECT_EQ(*context.with("a", 9).find("a"), Value(9));
    EXPECT_EQ(*context.find("a"), Value(2));
}

TEST(Value, KnowsItsExtentWithoutWalking) {
    const Value pair = List({1, 2});

    EXPECT_EQ(pair.extent().weight, 3U);
    EXPECT_EQ(pair.extent().depth, 1U);
    EXPECT_EQ(Value(List({pair, pair})).extent().weight, 7U);
    EXPECT_EQ(Value(List({pair, pair})).extent().depth, 2U);
    EXPECT_EQ(Value(std::string(64, 'x')).extent().weight, 3U);
}

TEST(Value, IsWrittenAsAnExpression) {
    EXPECT_EQ(text(Value("a\"b")), R"("a\"b")");
    EXPECT_EQ(text(Value(Context{{"x y", List({1, Null{}})}})), R"({"x y": [1, null]})");
    EXPECT_EQ(text(Value(Range(false, 1, 2, true))), "(1..2]");
}

}  // namespace
}  // namespace trien::feel
