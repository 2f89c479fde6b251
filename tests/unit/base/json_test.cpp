// SPDX-License-Identifier: Apache-2.0
#include "engine/base/json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace trien {
namespace {

TEST(CanonicalJson, SortsMembersAndKeepsVietnameseAsUtf8) {
    const Json value = {{"b", 1}, {"a", {{"z", nullptr}, {"ten", "Hộ tịch\n"}}}};

    EXPECT_EQ(canonical(value), R"({"a":{"ten":"Hộ tịch\n","z":null},"b":1})");
}

TEST(CanonicalJson, RefusesFloatsForeignKeysAndBrokenUtf8) {
    EXPECT_THROW((void)canonical(Json{{"a", 1.5}}), Error);
    EXPECT_THROW((void)canonical(Json{{"tên", 1}}), Error);
    EXPECT_THROW((void)canonical(Json("\xFF\xFE")), Error);
}

TEST(ParseJson, NamesFileLineAndColumn) {
    try {
        (void)parse_json("{\n  \"a\": ]\n}", "luật.json");
        FAIL() << "the text is not JSON";
    } catch (const Error& e) {
        EXPECT_EQ(e.place().text(), "luật.json:2:8");
        EXPECT_EQ(e.fault(), Fault::input);
    }
}

TEST(ParseJson, RefusesDuplicatesAndDeepNesting) {
    EXPECT_THROW((void)parse_json(R"({"a":1,"a":2})", "x"), Error);
    EXPECT_NO_THROW((void)parse_json(R"({"a":{"a":2},"b":[{"a":1},{"a":1}]})", "x"));
    EXPECT_THROW((void)parse_json(std::string(200000, '['), "x"), Error);
    EXPECT_THROW((void)parse_json("1e999", "x"), Error);
}

}  // namespace
}  // namespace trien
