// SPDX-License-Identifier: Apache-2.0
#include "engine/base/json.hpp"

#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

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

// --- CanonicalReader -----------------------------------------------------------------------------------------------

/// What the reader makes of a whole text.
std::optional<Json> read(const std::string& text) {
    CanonicalReader in(text);
    Json value = in.value();
    return in.complete() ? std::optional(std::move(value)) : std::nullopt;
}

/// The same by way of parse_json() and canonical().
std::optional<Json> read_slowly(const std::string& text) {
    try {
        Json value = parse_json(text, "x");
        return canonical(value) == text ? std::optional(std::move(value)) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string nested(int depth, const std::string& inner) {
    const auto levels = static_cast<std::size_t>(depth);
    return std::string(levels, '[') + inner + std::string(levels, ']');
}

TEST(CanonicalReader, ReadsPartByPart) {
    const std::string text = R"({"a":"Hộ tịch\n","n":-7,"rest":[1,{"b":null}]})";
    CanonicalReader in(text);

    in.expect(R"({"a":)");
    EXPECT_EQ(in.text(), "Hộ tịch\n");
    EXPECT_FALSE(in.take(R"(,"b":)"));
    EXPECT_TRUE(in.take(R"(,"n":)"));
    EXPECT_EQ(in.number(), -7);
    in.expect(R"(,"rest":)");
    EXPECT_EQ(in.value(), Json::parse(R"([1,{"b":null}])"));
    EXPECT_FALSE(in.complete()) << "the brace is still there";
    in.expect("}");
    EXPECT_TRUE(in.complete());
}

TEST(CanonicalReader, AnswersNothingOnceItFailed) {
    CanonicalReader in(R"(["a","b"])");

    in.expect("{");

    EXPECT_FALSE(in.complete());
    EXPECT_EQ(in.text(), "");
    EXPECT_EQ(in.number(), 0);
    EXPECT_EQ(in.value(), nullptr);
}

TEST(CanonicalReader, AcceptsTheOneFormOnly) {
    const std::string accepted[] = {"0",
                                    "-1",
                                    "18446744073709551615",
                                    "-9223372036854775808",
                                    "null",
                                    "true",
                                    "[]",
                                    "{}",
                                    R"("\"\\\b\f\n\r\t\u0000\u001f/")",
                                    "\"\x7f\"",
                                    R"({"":1,"A":{},"a":[],"aa":""})",
                                    nested(64, "1"),
                                    nested(65, "")};
    const std::string refused[] = {"",
                                   " 1",
                                   "1 ",
                                   "-0",
                                   "01",
                                   "+1",
                                   "1.0",
                                   "1e2",
                                   "18446744073709551616",
                                   "-9223372036854775809",
                                   "nul",
                                   "[1,]",
                                   "[1",
                                   "[,1]",
                                   "[1 ,2]",
                                   "{1:2}",
                                   R"({"a":1,"a":2})",
                                   R"({"b":1,"a":2})",
                                   R"({"ă":1})",
                                   "{\"\x7f\":1}",
                                   R"({"a" :1})",
                                   R"("\/")",
                                   R"("\u0041")",
                                   R"("\u000A")",
                                   R"("\u000a")",
                                   R"("\u001F")",
                                   R"("\u00e9")",
                                   "\"\n\"",
                                   "\"\xFF\"",
                                   "\"\xED\xA0\x80\"",
                                   "\"",
                                   "\xEF\xBB\xBF"
                                   "1",
                                   nested(65, "1"),
                                   nested(66, ""),
                                   std::string(200000, '['),
                                   "1e999"};

    for (const std::string& text : accepted) {
        EXPECT_TRUE(read(text)) << text;
        EXPECT_EQ(read(text), read_slowly(text)) << text;
    }
    for (const std::string& text : refused) {
        EXPECT_FALSE(read(text)) << text;
        EXPECT_FALSE(read_slowly(text)) << text;
    }
}

TEST(CanonicalReader, RefusesANumberThatDoesNotFit) {
    CanonicalReader fits("9223372036854775807");
    CanonicalReader large("9223372036854775808");

    EXPECT_EQ(fits.number(), 9223372036854775807);
    EXPECT_TRUE(fits.complete());
    EXPECT_EQ(large.number(), 0);
    EXPECT_FALSE(large.complete());
}

rc::Gen<Json> any_value(int depth) {
    const auto text = rc::gen::container<std::string>(rc::gen::element('a', 'b', '"', '\\', '\n', '\x01', '\x7f', '/'));
    const auto scalar =
        rc::gen::oneOf(rc::gen::map(text, [](std::string s) { return Json(s + "ệ"); }),
                       rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](auto n) { return Json(n); }),
                       rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](auto n) { return Json(n); }),
                       rc::gen::element(Json(true), Json(false), Json(nullptr)));
    if (depth == 0) return scalar;
    const auto inner = rc::gen::lazy([depth] { return any_value(depth - 1); });
    return rc::gen::oneOf(
        scalar,
        rc::gen::map(rc::gen::container<Json::array_t>(inner), [](auto items) { return Json(std::move(items)); }),
        rc::gen::map(rc::gen::container<Json::object_t>(rc::gen::map(text,
                                                                     [](std::string s) {
                                                                         std::erase(s, '\x7f');
                                                                         return s;
                                                                     }),
                                                        inner),
                     [](auto members) { return Json(std::move(members)); }));
}

RC_GTEST_PROP(CanonicalReaderProperty, ReadsWhateverCanonicalWrites, ()) {
    const Json value = *rc::gen::resize(6, any_value(3));

    RC_ASSERT(read(canonical(value)) == value);
}

RC_GTEST_PROP(CanonicalReaderProperty, AgreesWithTheSlowWayOnDamagedTexts, ()) {
    std::string text = canonical(*rc::gen::resize(6, any_value(3)));
    for (int n = *rc::gen::inRange(1, 4); n > 0; --n) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
        const auto byte =
            *rc::gen::oneOf(rc::gen::element('"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.', 'e', ' ', 'u'),
                            rc::gen::arbitrary<char>());
        switch (*rc::gen::inRange(0, 3)) {
            case 0: text.insert(at, 1, byte); break;
            case 1: text.erase(at, 1); break;
            default:
                if (at < text.size()) text[at] = byte;
        }
    }

    RC_ASSERT(read(text) == read_slowly(text));
}

}  // namespace
}  // namespace trien
