// SPDX-License-Identifier: Apache-2.0
#include "engine/base/fields.hpp"

#include <functional>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace trien {
namespace {

std::string place_of_error(const std::function<void()>& read) {
    try {
        read();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::input);
        EXPECT_FALSE(e.cause().vi.empty());
        return e.place().text();
    }
    return "no error";
}

TEST(Fields, ReadsEveryKind) {
    const Json json = {{"name", "Bình"},
                       {"age", 41},
                       {"active", true},
                       {"from", "2026-11-23"},
                       {"at", "2026-11-23T09:00:00+07:00"},
                       {"roles", {"chair"}},
                       {"posts", {{{"id", 1}}, {{"id", 2}}}}};
    Fields fields(json, "people.json");

    EXPECT_EQ(fields.text("name"), "Bình");
    EXPECT_EQ(fields.number("age"), 41);
    EXPECT_TRUE(fields.flag_or("active", false));
    EXPECT_EQ(text(fields.date("from")), "2026-11-23");
    EXPECT_EQ(fields.instant("at").text(), "2026-11-23T09:00:00+07:00");
    EXPECT_EQ(fields.texts("roles"), std::vector<std::string>{"chair"});
    EXPECT_EQ(fields.objects("posts").at(1).number("id"), 2);
    EXPECT_EQ(fields.text_or("note", "-"), "-");
    EXPECT_FALSE(fields.date_if("to"));
    EXPECT_NO_THROW(fields.done());
}

TEST(Fields, NamesTheMissingTheWrongAndTheUnknown) {
    const Json json = {{"posts", {{{"id", "x"}, {"idd", 1}}}}};
    Fields fields(json, "people.json");
    Fields post = fields.objects("posts").front();

    EXPECT_EQ(place_of_error([&] { (void)fields.text("name"); }), "people.json (name)");
    EXPECT_EQ(place_of_error([&] { (void)post.number("id"); }), "people.json (posts[0].id)");
    EXPECT_EQ(place_of_error([&] { (void)post.date("id"); }), "people.json (posts[0].id)");
    EXPECT_EQ(place_of_error([&] { post.done(); }), "people.json (posts[0].idd)");
}

}  // namespace
}  // namespace trien
