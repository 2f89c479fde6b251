// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/json.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "tests/unit/feel/feel.hpp"

namespace trien::feel {
namespace {

TEST(FeelJson, EveryKindHasItsForm) {
    const std::vector<Case> forms{{"null", "null"},
                                  {"true", "true"},
                                  {"\"đ\"", "\"đ\""},
                                  {"-7.0", "-7"},
                                  {"0.50", R"({"number":"0.5"})"},
                                  {"9223372036854775808", R"({"number":"9223372036854775808"})"},
                                  {"@\"2026-11-16\"", R"({"date":"2026-11-16"})"},
                                  {"@\"08:00:00Z\"", R"({"time":"08:00:00Z"})"},
                                  {"@\"2026-11-16T08:00:00\"", R"({"dateTime":"2026-11-16T08:00:00"})"},
                                  {"@\"PT36H\"", R"({"duration":"P1DT12H"})"},
                                  {"@\"P14M\"", R"({"duration":"P1Y2M"})"},
                                  {"[1, [], \"a\"]", R"([1,[],"a"])"},
                                  {"{số: 1, a: 2}", R"({"context":["a",2,"số",1]})"},
                                  {"[1..5)", R"({"range":[true,1,5,false]})"}};
    for (const Case& form : forms) {
        const Value value = value_of(form.expression);
        EXPECT_EQ(canonical(to_json(value).value()), form.value) << form.expression;
        EXPECT_EQ(from_json(parse_json(form.value, "test")), value) << form.expression;
    }
}

TEST(FeelJson, AFunctionIsNotRecorded) {
    EXPECT_EQ(to_json(value_of("[count]")).error().code, "feel.not-recordable");
}

TEST(FeelJson, ReadsNoOtherForm) {
    for (const char* text : {R"({"number":"1.50"})", R"({"number":"7"})", R"({"number":1})", R"({"date":"2026-13-01"})",
                             R"({"dateTime":"2026-11-16"})", R"({"duration":"PT36H"})", R"({"context":["a"]})",
                             R"({"context":["b",1,"a",2]})", R"({"context":["a",1,"a",2]})", R"({"context":[1,2]})",
                             R"({"range":[true,1,5]})", R"({"range":[1,1,5,1]})", R"({"other":"x"})", "{}",
                             R"({"date":"2026-11-16","time":"08:00:00"})", "18446744073709551615"}) {
        EXPECT_FALSE(from_json(parse_json(text, "test"))) << text;
    }
    EXPECT_FALSE(from_json(Json(0.5)));
}

TEST(FeelJson, ValuesNestOnlySoDeep) {
    Json json = 1;
    for (std::size_t i = 0; i < max_value_depth; ++i) json = Json::array({json});
    EXPECT_TRUE(from_json(json));
    EXPECT_FALSE(from_json(Json::array({json})));
}

Value any_value(int depth) {
    switch (*rc::gen::inRange(0, depth == 0 ? 7 : 10)) {
        case 0: return Null{};
        case 1: return *rc::gen::arbitrary<bool>();
        case 2: return *rc::gen::arbitrary<std::int64_t>();
        case 3: return divide(Number(*rc::gen::arbitrary<std::int32_t>()), Number(7));
        case 4: return *rc::gen::container<std::string>(rc::gen::element('a', '"', '\\', '\n', '\0', ' '));
        case 5: return DayTimeDuration{std::chrono::microseconds(*rc::gen::inRange(-1'000'000'000, 1'000'000'000))};
        case 6: return YearMonthDuration{*rc::gen::inRange(-1000, 1000)};
        case 7: return Range(*rc::gen::arbitrary<bool>(), any_value(0), any_value(0), *rc::gen::arbitrary<bool>());
        case 8: return List({any_value(depth - 1), any_value(depth - 1)});
        default: return Context{{"a", any_value(depth - 1)}, {"địa chỉ", any_value(depth - 1)}};
    }
}

RC_GTEST_PROP(FeelJsonProperty, WhatIsWrittenReadsBackThroughItsBytes, ()) {
    const Value value = any_value(4);

    const std::string bytes = canonical(to_json(value).value());

    RC_ASSERT(from_json(parse_json(bytes, "test")) == value);
}

RC_GTEST_PROP(FeelJsonProperty, AnyJsonIsReadOrNot, ()) {
    const auto tag =
        *rc::gen::element<std::string>("number", "date", "time", "duration", "context", "range", "dateTime");
    const auto text = *rc::gen::arbitrary<std::string>();
    for (const Json& json : {Json{{tag, text}}, Json{{tag, Json::array({1, text})}}, Json::array({text, nullptr})}) {
        if (const auto value = from_json(json)) RC_ASSERT(to_json(*value).value() == json);
    }
}

}  // namespace
}  // namespace trien::feel
