// SPDX-License-Identifier: Apache-2.0
#include "engine/base/canonical.hpp"

#include <stdexcept>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

namespace trien {
namespace {

TEST(Canonical, IsTheTextOfTheTree) {
    const Json tree = {{"b", 2}, {"a", {1, "hai", nullptr, true}}};
    EXPECT_EQ(Canonical(tree).text(), R"({"a":[1,"hai",null,true],"b":2})");
    EXPECT_EQ(Canonical(tree).json(), tree);
}

TEST(Canonical, RefusesWhatHasNoCanonicalForm) {
    try {
        (void)Canonical(Json{{"x", 1.5}});
        FAIL() << "a floating-point number went through";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "json.float");
    }
}

TEST(CanonicalObject, WritesEveryKindOfMember) {
    const Canonical written = CanonicalObject()
                                  .with("at", Instant::parse("2026-11-16T08:00:00+07:00").value())
                                  .with("digest", sha256("x"))
                                  .with("id", DossierId("H26.1"))
                                  .with("late", false)
                                  .with("list", CanonicalArray().add("một").add(Canonical(Json(2))).done())
                                  .with("name", "Hoàng \"Châu\"")
                                  .with("number", -7)
                                  .with("part", CanonicalObject().with("x", 1).done())
                                  .done();
    EXPECT_EQ(written, Canonical(written.json()));
    EXPECT_EQ(written.json(), Json({{"at", "2026-11-16T08:00:00+07:00"},
                                    {"digest", sha256("x").hex()},
                                    {"id", "H26.1"},
                                    {"late", false},
                                    {"list", {"một", 2}},
                                    {"name", "Hoàng \"Châu\""},
                                    {"number", -7},
                                    {"part", {{"x", 1}}}}));
}

TEST(CanonicalObject, LeavesOutWhatIsAbsent) {
    const Canonical written = CanonicalObject()
                                  .with("holder", std::optional<PersonId>())
                                  .with("step", std::optional(ElementId("tiep-nhan")))
                                  .done();
    EXPECT_EQ(written.text(), R"({"step":"tiep-nhan"})");
}

TEST(CanonicalObject, IsWholeWithoutMembers) {
    EXPECT_EQ(CanonicalObject().done().text(), "{}");
    EXPECT_EQ(CanonicalArray().done().text(), "[]");
}

TEST(CanonicalObject, RefusesMembersOutOfOrder) {
    EXPECT_THROW((void)CanonicalObject().with("b", 1).with("a", 2), std::logic_error);
    EXPECT_THROW((void)CanonicalObject().with("a", 1).with("a", 2), std::logic_error);
    EXPECT_THROW((void)CanonicalObject().with("tên", 1), std::logic_error);
}

TEST(CanonicalObject, RefusesTextThatIsNoUtf8) {
    try {
        (void)CanonicalObject().with("a", "\xff");
        FAIL() << "malformed UTF-8 went through";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "json.utf8");
    }
}

RC_GTEST_PROP(CanonicalText, IsWhatTheTreeWrites, (const std::vector<std::uint32_t>& points)) {
    std::string text;
    for (const std::uint32_t point : points) {
        const std::uint32_t c = point % 0x800;  // one and two bytes: every character that is escaped among them
        if (c < 0x80) {
            text += static_cast<char>(c);
        } else {
            text += static_cast<char>(0xC0U | (c >> 6U));
            text += static_cast<char>(0x80U | (c & 0x3FU));
        }
    }
    RC_ASSERT(canonical_text(text) == canonical(Json(text)));
}

}  // namespace
}  // namespace trien
