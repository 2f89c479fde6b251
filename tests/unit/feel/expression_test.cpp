// SPDX-License-Identifier: Apache-2.0
// The language itself: operators, three-valued logic, precedence, scopes, names, faults and limits.
#include "engine/feel/expression.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "engine/feel/json.hpp"
#include "tests/unit/feel/feel.hpp"

namespace trien::feel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Context some{{"outcome", "approve"},
                   {"pages", 5},
                   {"abroad", true},
                   {"số_trang", 2},
                   {"empty", Null{}},
                   {"person", Context{{"name", "An"}, {"age", 40}}},
                   {"copies", List({1, 2, 3, 4})}};

class Operators : public testing::TestWithParam<Case> {};

TEST_P(Operators, EvaluateAsTheStandardSays) {
    EXPECT_EQ(text(value_of(GetParam().expression, some)), GetParam().value) << GetParam().expression;
}

using Cases = std::vector<Case>;

const Cases conditions{{R"(outcome = "approve")", "true"},
                       {R"(outcome != "approve")", "false"},
                       {"pages >= 5", "true"},
                       {"pages<5", "false"},
                       {"pages > -1", "true"},
                       {R"(outcome <= "b")", "true"},
                       {"abroad = true", "true"},
                       {"số_trang = 2", "true"},
                       {"missing", "null"},
                       {"missing = null", "true"},
                       {"missing = 5", "false"},
                       {"missing != 5", "true"},
                       {"missing < 5", "null"},
                       {R"(pages = "5")", "null"},
                       {R"(pages < "5")", "null"},
                       {"not(pages)", "null"},
                       {"true < false", "null"},
                       {"pages between 5 and 6", "true"},
                       {"pages between 6 and 9 or abroad", "true"},
                       {"pages between null and 9", "null"},
                       {"[1, 2] = [1, 2.0]", "true"},
                       {"[1, 2] = [2, 1]", "false"},
                       {"[1, null] = [1, null]", "true"},
                       {R"([1, 2] = [1, "2"])", "null"},
                       {"{a: 1, b: 2} = {b: 2, a: 1}", "true"},
                       {"{a: 1} = {b: 1}", "false"},
                       {"[1..5] = [1..5]", "true"},
                       {"[1..5] = [1..5)", "false"},
                       {R"(@"2026-11-16" = @"2026-11-16T00:00:00")", "true"},
                       {R"(@"2026-11-16" < @"2026-11-16T00:00:01")", "true"},
                       {R"(@"08:00:00" = @"08:00:00Z")", "null"},
                       {R"(@"08:00:00+07:00" = @"01:00:00Z")", "true"},
                       {R"(@"P1D" = @"PT24H")", "true"},
                       {R"(@"P1Y" = @"P12M")", "true"},
                       {R"(@"P1Y" = @"P365D")", "null"}};
INSTANTIATE_TEST_SUITE_P(Condition, Operators, testing::ValuesIn(conditions));

const Cases arithmetic{{"1 + 2 * 3", "7"},
                       {"(1 + 2) * 3", "9"},
                       {"10 - 2 - 3", "5"},
                       {"2 ** 3 ** 2", "64"},
                       {"-2 ** 2", "4"},
                       {"2 * 3 ** 2", "18"},
                       {"--2", "2"},
                       {"- 5", "-5"},
                       {"7 / 2", "3.5"},
                       {"1 / 0", "null"},
                       {"1 + null", "null"},
                       {R"(1 + "1")", "null"},
                       {R"("a" + "b")", R"("ab")"},
                       {R"("a" - "b")", "null"},
                       {"-\"a\"", "null"},
                       {".5 + 1.50", "2"},
                       {"0.1 + 0.2 = 0.3", "true"},
                       {R"(@"2026-11-16" + @"P1D")", R"(@"2026-11-17")"},
                       {R"(@"P1M" + @"2026-01-31")", R"(@"2026-02-28")"},
                       {R"(@"2026-11-16" - @"P1M")", R"(@"2026-10-16")"},
                       {R"(@"2026-11-17" - @"2026-11-16")", R"(@"P1D")"},
                       {R"(@"2026-11-16T08:00:00" - @"2026-11-16")", R"(@"PT8H")"},
                       {R"(@"2026-11-16T08:00:00Z" - @"2026-11-16")", "null"},
                       {R"(@"23:00:00" + @"PT2H")", R"(@"01:00:00")"},
                       {R"(@"10:00:00" - @"08:30:00")", R"(@"PT1H30M")"},
                       {R"(@"08:00:00" + @"P1M")", "null"},
                       {R"(@"2026-11-16" + @"2026-11-16")", "null"},
                       {R"(@"P1D" + @"PT2H")", R"(@"P1DT2H")"},
                       {R"(@"P1Y" - @"P1M")", R"(@"P11M")"},
                       {R"(@"P1Y" - @"P1D")", "null"},
                       {R"(@"P1D" * 1.5)", R"(@"P1DT12H")"},
                       {R"(2 * @"P1M")", R"(@"P2M")"},
                       {R"(@"P1Y" / 5)", R"(@"P2M")"},
                       {R"(@"P1D" / @"PT6H")", "4"},
                       {R"(@"P1D" / @"PT0S")", "null"},
                       {R"(@"P1D" / 0)", "null"},
                       {R"(-@"P1D")", R"(@"-P1D")"},
                       {R"(@"P1D" * @"P1D")", "null"},
                       {R"(@"9999-12-31" + @"P1D")", "null"}};
INSTANTIATE_TEST_SUITE_P(Arithmetic, Operators, testing::ValuesIn(arithmetic));

const Cases precedence{{"true or false and false", "true"},
                       {"(true or false) and false", "false"},
                       {"1 + 1 = 2 and 2 > 1", "true"},
                       {"1 < 2 = true", "syntax"},
                       {"not(pages = 5) or not(not(abroad))", "true"},
                       {"if abroad then 1 else 2 + 3", "1"},
                       {"1 + if abroad then 1 else 2", "2"},
                       {"for i in [1, 2] return i + 1", "[2, 3]"},
                       {"-copies[1]", "-1"},
                       {"person.age + 1", "41"},
                       {"1 in [1..2] and true", "true"},
                       {"2 + 3 instance of number", "null"},
                       {"(2 + 3) instance of number", "true"}};

TEST(Expression, BindsAsTheGrammarSays) {
    for (const Case& one : precedence) {
        const auto parsed = Expression::parse(one.expression);
        const std::string value = parsed ? text(parsed->evaluate(some)->value) : "syntax";
        EXPECT_EQ(value, one.value) << one.expression;
    }
}

TEST(Expression, LogicHasThreeValues) {
    struct Row {
        const char* a;
        const char* b;
        const char* conjunction;
        const char* disjunction;
    };
    // Any value that is no boolean counts as unknown.
    for (const Row& row : std::vector<Row>{{"true", "true", "true", "true"},
                                           {"true", "false", "false", "true"},
                                           {"true", "null", "null", "true"},
                                           {"false", "true", "false", "true"},
                                           {"false", "false", "false", "false"},
                                           {"false", "null", "false", "null"},
                                           {"null", "true", "null", "true"},
                                           {"null", "false", "false", "null"},
                                           {"null", "null", "null", "null"},
                                           {"5", "true", "null", "true"},
                                           {"false", "\"x\"", "false", "null"}}) {
        const std::string a(row.a);
        const std::string b(row.b);
        EXPECT_EQ(text(value_of(a + " and " + b)), row.conjunction) << a << " and " << b;
        EXPECT_EQ(text(value_of(a + " or " + b)), row.disjunction) << a << " or " << b;
    }
}

const Cases memberships{{"5 in [1..5]", "true"},
                        {"5 in [1..5)", "false"},
                        {"5 in (5..9]", "false"},
                        {"5 in ]4..6[", "true"},
                        {"5 in > 4", "true"},
                        {"5 in (> 6, < 3)", "false"},
                        {"5 in (1, 3, 5)", "true"},
                        {"5 in [1, 3, 5]", "true"},
                        {"5 in ([1..3], [5..6])", "true"},
                        {"5 in (4..6)", "true"},
                        {"5 in [[1..3], [5..6]]", "true"},
                        {R"("a" in ["a".."c"])", "true"},
                        {R"(5 in ["a".."c"])", "null"},
                        {"null in [1..5]", "null"},
                        {"null in (null, 1)", "true"},
                        {"5 in null", "false"},
                        {R"(@"2026-11-16" in [@"2026-01-01"..@"2026-12-31"])", "true"},
                        {"pages in copies", "false"},
                        {"[1..5].start", "1"},
                        {"(1..5).start included", "false"},
                        {"[1..5].end included", "true"}};
INSTANTIATE_TEST_SUITE_P(Membership, Operators, testing::ValuesIn(memberships));

const Cases structures{{"[]", "[]"},
                       {"[1, [2]]", "[1, [2]]"},
                       {"{}", "{}"},
                       {"{a: 1, b: a + 1}", R"({"a": 1, "b": 2})"},
                       {R"({"a b": 1, c d: 2, e-f: 3})", R"({"a b": 1, "c d": 2, "e-f": 3})"},
                       {"{first name: \"An\", hi: \"Chào \" + first name}.hi", R"("Chào An")"},
                       {"person.name", R"("An")"},
                       {"person.nothing", "null"},
                       {"null.name", "null"},
                       {"[{a: 1}, {a: 2}, {b: 3}].a", "[1, 2, null]"},
                       {"{a: {b: {c: 5}}}.a.b.c", "5"},
                       {R"(@"2026-11-16".year)", "2026"},
                       {R"(@"2026-11-16".weekday)", "1"},
                       {R"(@"2026-11-16T08:05:01.5+07:00".second)", "1.5"},
                       {R"(@"2026-11-16T08:05:01+07:00".time offset)", R"(@"PT7H")"},
                       {R"(@"08:05:01".minute)", "5"},
                       {R"(@"08:05:01".time offset)", "null"},
                       {R"(@"P2DT5H6M7S".hours)", "5"},
                       {R"(@"-P2DT5H".days)", "-2"},
                       {R"(@"P14M".years)", "1"},
                       {R"(@"P14M".months)", "2"},
                       {R"(@"P14M".days)", "null"}};
INSTANTIATE_TEST_SUITE_P(Structure, Operators, testing::ValuesIn(structures));

const Cases filters{{"copies[1]", "1"},
                    {"copies[-1]", "4"},
                    {"copies[0]", "null"},
                    {"copies[5]", "null"},
                    {"copies[1.5]", "null"},
                    {"copies[item > 2]", "[3, 4]"},
                    {"copies[false]", "[]"},
                    {"copies[item > 2][1]", "3"},
                    {"copies[count(copies)]", "4"},
                    {"[{p: 10, n: \"a\"}, {p: 20, n: \"b\"}][p > 15].n", R"(["b"])"},
                    {"[{p: 10}, {p: 20}][item.p > 15]", R"([{"p": 20}])"},
                    {"[{item: 1}, {item: 2}][item = 2]", R"([{"item": 2}])"},
                    {"[][1]", "null"},
                    {"[][item > 1]", "[]"},
                    {"5[1]", "5"},
                    {"5[item > 6]", "[]"},
                    {"null[1]", "null"},
                    {"[1, 2, null][item = null]", "[null]"}};
INSTANTIATE_TEST_SUITE_P(Filter, Operators, testing::ValuesIn(filters));

const Cases iterations{{"for i in 1..3 return i * i", "[1, 4, 9]"},
                       {"for i in 3..1 return i", "[3, 2, 1]"},
                       {"for i in -1..1 return i", "[-1, 0, 1]"},
                       {"for x in [1, 2], y in [x, 10] return x * y", "[1, 10, 4, 20]"},
                       {"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"},
                       {"for i in [] return i", "[]"},
                       {"for i in 5 return i", "[5]"},
                       {"for i in null return i", "null"},
                       {"for i in 1..null return i", "null"},
                       {"for i in 1..1.5 return i", "null"},
                       {"some x in copies satisfies x > 3", "true"},
                       {"some x in copies satisfies x > 9", "false"},
                       {"some x in [1, null] satisfies x > 9", "null"},
                       {"some x in [null, 10] satisfies x > 9", "true"},
                       {"some x in [] satisfies true", "false"},
                       {"every x in copies satisfies x > 0", "true"},
                       {"every x in copies satisfies x > 1", "false"},
                       {"every x in [1, null] satisfies x > 0", "null"},
                       {"every x in [] satisfies false", "true"},
                       {"some x in [1, 2], y in [2, 3] satisfies x = y", "true"},
                       {"every x in 1..2, y in 3..4 satisfies x < y", "true"},
                       {"for i in 1..2 return for j in 1..i return j", "[[1], [1, 2]]"}};
INSTANTIATE_TEST_SUITE_P(Iteration, Operators, testing::ValuesIn(iterations));

const Cases functions{{"(function(x) x + 1)(2)", "3"},
                      {"{f: function(x, y) x - y, r: f(5, 3)}.r", "2"},
                      {"{f: function(x, y) x - y, r: f(y: 5, x: 3)}.r", "-2"},
                      {"{f: function(x: number) x, r: f(\"a\")}.r", "null"},
                      {"{f: function(x) x, r: f(1, 2)}.r", "null"},
                      {"{n: 10, f: function(x) x + n, r: f(1)}.r", "11"},
                      {"(function() pages)()", "5"},
                      {"(for i in 1..2 return function() i)[1]()", "1"},
                      {"{f: function(g, n) if n = 0 then 0 else n + g(g, n - 1), r: f(f, 10)}.r", "55"},
                      {"5(1)", "null"},
                      {"missing(1)", "null"},
                      {"count", "function"},
                      {"count(pages: 1)", "null"}};
INSTANTIATE_TEST_SUITE_P(Function, Operators, testing::ValuesIn(functions));

const Cases types{{"1 instance of number", "true"},
                  {"\"a\" instance of string", "true"},
                  {"null instance of Null", "true"},
                  {"null instance of number", "false"},
                  {"null instance of Any", "false"},
                  {"1 instance of Any", "true"},
                  {"@\"2026-11-16\" instance of date", "true"},
                  {"@\"2026-11-16T08:00:00\" instance of date and time", "true"},
                  {"@\"P1D\" instance of days and time duration", "true"},
                  {"@\"P1D\" instance of years and months duration", "false"},
                  {"[1] instance of list", "true"},
                  {"[1] instance of list<number>", "true"},
                  {"[1, \"a\"] instance of list<number>", "false"},
                  {"[1..2] instance of range<number>", "true"},
                  {"{} instance of context", "true"},
                  {"count instance of function", "true"}};
INSTANTIATE_TEST_SUITE_P(Type, Operators, testing::ValuesIn(types));

const Cases texts{{R"("a\"b\\c\n\t\r\'")", R"x("a\"b\\c\n\t\r'")x"},
                  {R"("\u0111\U01F40E")", "\"đ🐎\""},
                  {R"("\uD83D\uDC0E")", "\"🐎\""},
                  {"1 // one\n + 2", "3"},
                  {"/* a */ 1 /* b */", "1"},
                  {"{a: /* x */ 1}.a", "1"},
                  {"\t1\r\n+\v1\f", "2"}};
INSTANTIATE_TEST_SUITE_P(Text, Operators, testing::ValuesIn(texts));

TEST(Expression, NamesMayHaveSpacesAndSignsWhenTold) {
    const std::vector<std::string> known{"monthly salary", "a-b", "date of birth", "monthly salary cap"};
    const Context scope{{"monthly salary", 5}, {"a-b", 7}, {"a", 3}, {"b", 1}, {"monthly salary cap", 9}};
    const auto value = [&](const char* text) {
        return Expression::parse(text, known).value().evaluate(scope).value().value;
    };

    EXPECT_EQ(value("monthly  \n salary + 1"), Value(6));
    EXPECT_EQ(value("monthly salary cap"), Value(9));
    EXPECT_EQ(value("a-b"), Value(7));
    EXPECT_EQ(value("a -b"), Value(2));
    EXPECT_FALSE(Expression::parse("monthly salary + 1"));
}

TEST(Expression, KnowsTheNamesItReads) {
    const auto names = [](const char* text) { return Expression::parse(text).value().names(); };

    EXPECT_THAT(names(R"(b = 1 and (a = "x" or not(b < 2)))"), ElementsAre("a", "b"));
    EXPECT_THAT(names("for i in list1 return i + n"), ElementsAre("list1", "n"));
    EXPECT_THAT(names("{a: 1, b: a}.b"), IsEmpty());
    EXPECT_THAT(names("(function(x) x + y)(1)"), ElementsAre("y"));
    EXPECT_THAT(names("person.age"), ElementsAre("person"));
    EXPECT_THAT(names("count(l)"), ElementsAre("l"));
}

TEST(Expression, AVariableHidesABuiltInFunctionWhenTold) {
    const std::vector<std::string> known{"count"};

    EXPECT_EQ(Expression::parse("count + 1", known)->evaluate({{"count", 4}})->value, Value(5));
}

TEST(Expression, ThePresentMustBePassedIn) {
    for (const char* text : {"now()", "today()", "1 + today ()"}) {
        const auto parsed = Expression::parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_THAT(parsed.error().text.en, testing::HasSubstr("variable"));
    }
    EXPECT_EQ(Expression::parse("1 + today()").error().offset, 4U);
    EXPECT_EQ(value_of("now", {{"now", 1}}), Value(1));
}

TEST(Expression, OnlyTrueHolds) {
    EXPECT_TRUE(Expression::parse("abroad")->holds(some).value());
    EXPECT_FALSE(Expression::parse("pages")->holds(some).value());
    EXPECT_FALSE(Expression::parse("missing")->holds(some).value());
}

TEST(Expression, NotesSayWhereAValueBecameNull) {
    const auto outcome = Expression::parse("1 + missing").value().evaluate({}).value();

    ASSERT_EQ(outcome.notes.size(), 2U);
    EXPECT_EQ(outcome.notes[0].offset, 4U);
    EXPECT_EQ(outcome.notes[1].offset, 2U);
    EXPECT_FALSE(outcome.notes[0].text.vi.empty());
    EXPECT_THAT(Expression::parse("[a, b, c]")->evaluate({}, {.notes = 2})->notes.size(), 2U);
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
                                         Broken{"not a", 4},
                                         Broken{"and a", 0},
                                         Broken{"a and or b", 6},
                                         Broken{"1a", 0},
                                         Broken{"\"a\\q\"", 2},
                                         Broken{"\"\\uD800\"", 1},
                                         Broken{"\"\\u12\"", 1},
                                         Broken{"a & b", 2},
                                         Broken{"/* a", 0},
                                         Broken{"[1, 2", 5},
                                         Broken{"[1..2", 5},
                                         Broken{"{a: 1, a: 2}", 7},
                                         Broken{"{a 1}", 4},
                                         Broken{"f(a: 1, 2)", 8},
                                         Broken{"if a then b", 11},
                                         Broken{"for i in l", 10},
                                         Broken{"some i in l return i", 12},
                                         Broken{"@\"2026-13-01\"", 0},
                                         Broken{"1 instance of text", 14},
                                         Broken{"function(x) external {}", 12},
                                         Broken{"\xFF", 0}));

TEST(Expression, RefusesDeepNestingAndLength) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };

    EXPECT_TRUE(Expression::parse(nested(63)));
    EXPECT_FALSE(Expression::parse(nested(64)));
    EXPECT_FALSE(Expression::parse(std::string(60'000, '(')));
    EXPECT_FALSE(Expression::parse(std::string(60'000, '[')));
    EXPECT_FALSE(Expression::parse(std::string(60'000, '-') + "1"));
    EXPECT_FALSE(Expression::parse(std::string(64 * 1024 + 1, 'a')));
    EXPECT_FALSE(Expression::parse("aa", {}, {.bytes = 1}));
    std::string chain = "1";
    for (int i = 0; i < 300; ++i) chain += "+1";
    EXPECT_FALSE(Expression::parse(chain));
}

TEST(Expression, StopsAtItsLimits) {
    const std::vector<std::string> greedy{
        "for i in 1..1000000000 return i",
        "for i in 1..1000, j in 1..1000 return 1",
        "some i in 1..1000000000 satisfies false",
        "{f: function(g) g(g), r: f(f)}.r",
        R"({a: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", b: for i in 1..60 return a, c: for i in b return b, d: for i in c return c, e: for i in d return d})",
        "for i in 1..5000 return matches(\"a\", \"((a{100}){10}){10}\")",
        "distinct values(for i in 1..10000 return i)",
        "sort(for i in 1..50000 return i, function(x, y) x < y)",
    };
    for (const std::string& text : greedy) {
        const auto outcome = Expression::parse(text).value().evaluate({});
        ASSERT_FALSE(outcome) << text;
        EXPECT_EQ(outcome.error().code, "feel.too-long");
        EXPECT_THAT(outcome.error().text.vi, testing::HasSubstr(text));
    }
    const std::string slow =
        "for i in 1..100 return matches(\"" + std::string(30'000, 'a') + "\", \"(a|b|ab)*([ab]{20}c){20}d\")";
    EXPECT_FALSE(Expression::parse(slow).value().evaluate({}));
    std::string wide = "for x0 in 1..1";
    for (int i = 1; i < 3000; ++i) wide += ", x" + std::to_string(i) + " in 1..1";
    EXPECT_FALSE(Expression::parse(wide + " return 1").value().evaluate({}));
    std::string doubling = "{a: [1, 1]";
    for (char c = 'b'; c <= 'u'; ++c)
        doubling += std::string(", ") + c + ": [" + char(c - 1) + ", " + char(c - 1) + "]";
    EXPECT_FALSE(Expression::parse(doubling + "}").value().evaluate({}));
}

TEST(Expression, ValuesNestOnlySoDeep) {
    std::string text = "1";
    for (int i = 0; i < 40; ++i) text = "[" + text + "]";

    EXPECT_LE(value_of(text).extent().depth, max_value_depth);
}

TEST(Expression, AContextOfManyEntriesUnwinds) {
    std::string text = "{";
    for (int i = 0; i < 2500; ++i) text += (i > 0 ? ", e" : "e") + std::to_string(i) + ": function() 1";
    const Value value = value_of(text + "}");

    EXPECT_EQ(value.as<Context>()->entries().size(), 2500U);
}

rc::Gen<std::string> any_text() {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                            "a", "=", "!=", "<", "(", ")", "not", " and ", " or ", "\"x\"", "1", " ", "-", "\\", "é",
                            "[", "]", "{", "}", ":", ",", "..", ".", " in ", "for x in ", " return ", "if ", " then ",
                            " else ", "some x in ", " satisfies ", "function(x) ", "count", "sum(", "list contains",
                            "@\"P1D\"", "@", "**", "/", "*", "+", " between ", "item", " instance of ", "number",
                            "date and time", "2.5", "null", "\"", "//", "/*", "?", "partial", "x")),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const std::string& piece : pieces) text += piece;
                            return text;
                        });
}

RC_GTEST_PROP(ExpressionProperty, AnyTextEitherParsesAndEvaluatesOrIsLocated, ()) {
    const std::string text = *any_text();

    const auto parsed = Expression::parse(text);

    if (!parsed) {
        RC_ASSERT(parsed.error().offset <= text.size());
        return;
    }
    const auto first = parsed->evaluate(some, {.steps = 2000});
    const auto second = parsed->evaluate(some, {.steps = 2000});
    RC_ASSERT(first.has_value() == second.has_value());
    if (first) RC_ASSERT(feel::text(first->value) == feel::text(second->value));
}

RC_GTEST_PROP(ExpressionProperty, DamagedTextsAreSafe, ()) {
    std::string text =
        R"(for i in 1..3 return {a b: [i, @"2026-11-16"], c: if i > 1 then substring("đường", i) else null}[item.c != null])";
    const auto changes = *rc::gen::inRange(1, 6);
    for (int i = 0; i < changes; ++i) {
        text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    }

    const auto parsed = Expression::parse(text);

    if (parsed) {
        static_cast<void>(parsed->evaluate(some, {.steps = 2000}).has_value());
    } else {
        RC_ASSERT(parsed.error().offset <= text.size());
    }
}

/// A random expression that parses.
std::string any_expression(int depth) {
    const int kind = *rc::gen::inRange(0, depth == 0 ? 4 : 14);
    const auto part = [&] { return any_expression(depth - 1); };
    switch (kind) {
        case 0: return std::to_string(*rc::gen::inRange(-20, 20));
        case 1: return *rc::gen::element<std::string>("true", "false", "null", "\"a\"", "@\"2026-11-16\"", "@\"P1D\"");
        case 2: return *rc::gen::element<std::string>("pages", "copies", "person", "missing");
        case 3: return "[]";
        case 4: return "(" + part() + " + " + part() + ")";
        case 5: return "(" + part() + " * " + part() + ")";
        case 6: return "(" + part() + " = " + part() + ")";
        case 7: return "(" + part() + " < " + part() + ")";
        case 8: return "(" + part() + " and " + part() + ")";
        case 9: return "[" + part() + ", " + part() + "]";
        case 10: return "{a: " + part() + ", b: " + part() + "}";
        case 11: return "(for x in " + part() + " return " + part() + ")";
        case 12: return "(if " + part() + " then " + part() + " else " + part() + ")";
        default: return "(" + part() + ")[" + part() + "]";
    }
}

RC_GTEST_PROP(ExpressionProperty, RandomExpressionsEndAndRepeat, ()) {
    const std::string text = any_expression(5);
    const auto parsed = Expression::parse(text);
    RC_ASSERT(parsed.has_value());

    const auto first = parsed->evaluate(some, {.steps = 5000});
    const auto second = parsed->evaluate(some, {.steps = 5000});

    RC_ASSERT(first.has_value() == second.has_value());
    if (!first) return;
    RC_ASSERT(first->value == second->value);
    RC_ASSERT(first->notes == second->notes);
    RC_ASSERT(from_json(to_json(first->value).value()) == first->value);
    // The text of a value is an expression of it.
    RC_ASSERT(value_of(feel::text(first->value)) == first->value);
}

}  // namespace
}  // namespace trien::feel
