// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/time.hpp"

#include <gmock/gmock.h>

#include "tests/unit/gate/made.hpp"

namespace trien::gate {
namespace {

using testing::ElementsAre;

constexpr int half_day = 240;

TimePlan standard(const Made& made, const calendar::WorkCalendar* calendar = nullptr) {
    return plan_times(made.procedure, made.procedure.net, calendar).front();
}

TEST(Time, AChoiceTakesTheShortestOrLongestBranchAndParallelWorkTheLongest) {
    const Made made =
        make(R"(
        start s -> x
        xor x -> a [n > 1], b [default]
        user a -> m
        user b -> m
        xor m -> q
        and q -> c, d
        user c -> j
        user d -> j
        and j -> e
        end e
    )",
             {{"a", "clerk", 1, ""}, {"b", "clerk", 4, ""}, {"c", "clerk", 2, ""}, {"d", "clerk", 3, ""}});
    const TimePlan plan = standard(made);

    EXPECT_EQ(plan.best, (1 + 3) * half_day);
    EXPECT_EQ(plan.typical, (4 + 3) * half_day);
    EXPECT_EQ(plan.limit, 10 * half_day);
    EXPECT_THAT(plan.longest, ElementsAre(ElementId("b"), ElementId("d")));
    EXPECT_THAT(plan.slack, ElementsAre(Slack{ElementId("a"), (10 - 4) * half_day}, Slack{ElementId("b"), 3 * half_day},
                                        Slack{ElementId("c"), 4 * half_day}, Slack{ElementId("d"), 3 * half_day}));
}

TEST(Time, ACellThatSpansSeveralStepsCountsOnce) {
    const Made made = make("start s -> a\nuser a -> b\nuser b -> c\nuser c -> e\nend e",
                           {{"a", "clerk", 1, ""}, {"b", "clerk", 2, "chung"}, {"c", "clerk", 2, "chung"}});

    EXPECT_EQ(standard(made).typical, 3 * half_day);
    EXPECT_EQ(standard(made).best, 3 * half_day);
}

Made with_return(int limit) {
    Made made = make(R"(
        start s -> a
        user a -> b
        user b -> x
        xor x -> a [outcome = "return"], e [default]
        end e
    )",
                     {{"a", "clerk", 2, ""}, {"b", "chair", 1, ""}});
    procedure::AllowedOutcome outcome;
    outcome.outcome = procedure::Outcome::returned;
    outcome.back_to = ElementId("a");
    if (limit > 0) outcome.times_at_most = limit;
    made.step("b").outcomes = {outcome};
    return made;
}

TEST(Time, ReturnsTakeTheirStepsAgainAsOftenAsAllowed) {
    const TimePlan plan = standard(with_return(2));

    EXPECT_EQ(plan.typical, 3 * half_day);
    EXPECT_EQ(plan.worst, (3 + 2 * 3) * half_day);
}

TEST(Time, AReturnWithoutLimitHasNoWorstTime) {
    const Made made = with_return(0);

    EXPECT_EQ(standard(made).worst, std::nullopt);
    EXPECT_EQ(words_of(made.check(), "GATE-012"),
              "Ở trường hợp thường có bước trả lại không giới hạn số lần: không bảo đảm được thời hạn");
}

TEST(Time, StepsThatTakeLongerThanTheLawAllowsAreNamed) {
    const Made made =
        make("start s -> a\nuser a -> b\nuser b -> e\nend e", {{"a", "clerk", 2, ""}, {"b", "clerk", 1, ""}}, 1);
    const Report report = made.check();

    EXPECT_FALSE(may_issue(report));
    EXPECT_EQ(
        words_of(report, "GATE-010"),
        "Ở trường hợp thường, đường dài nhất qua bước 1 “a” và bước 2 “b” mất 01 ngày làm việc 4 giờ, quá thời hạn 01 "
        "ngày làm việc");
    EXPECT_EQ(standard(made).slack.front().amount, -half_day);
}

TEST(Time, ReturnsThatWouldBreakTheDeadlineAreANote) {
    Made made = with_return(2);
    made.procedure.deadlines.front().rule.limit = {2, calendar::Unit::working_day};
    const Report report = made.check();

    EXPECT_EQ(report.findings.front().code, "GATE-013");
    EXPECT_TRUE(may_issue(report));
}

TEST(Time, WorkingAndCalendarDaysAreNotComparedSilently) {
    Made made = make("start s -> a\nuser a -> e\nend e", {{"a", "clerk", 2, ""}});
    made.procedure.deadlines.front().rule.limit = {20, calendar::Unit::calendar_day};

    EXPECT_TRUE(standard(made).is_mixed);
    EXPECT_EQ(words_of(made.check(), "GATE-011"),
              "Ở trường hợp thường có ngày làm việc lẫn với ngày thường: không so được với thời hạn");
}

TEST(Time, ACalendarTellsWhatCalendarDaysHoldAtLeast) {
    Made made = make("start s -> a\nuser a -> e\nend e", {{"a", "clerk", 2, ""}});
    made.procedure.deadlines.front().rule.limit = {20, calendar::Unit::calendar_day};
    const auto file = std::filesystem::path(TRIEN_SOURCE_DIR) / "processes" / "calendars" / "vn-office.json";
    const auto calendar = calendar::WorkCalendar::load(file);
    const TimePlan plan = standard(made, &calendar);

    ASSERT_TRUE(plan.limit.has_value());
    EXPECT_FALSE(plan.is_mixed);
    EXPECT_GT(*plan.limit, 6 * 2 * half_day);   // twenty days around the longest holiday
    EXPECT_LT(*plan.limit, 14 * 2 * half_day);  // twenty days without any have fourteen working days at least
}

TEST(Time, TimesAllInCalendarDaysAreComparedInDays) {
    Made made = make("start s -> a\nuser a -> e\nend e", {{"a", "clerk", 2, ""}});
    made.procedure.deadlines.front().rule.limit = {20, calendar::Unit::calendar_day};
    made.procedure.time_groups.front().time = {21, calendar::Unit::calendar_day};

    EXPECT_EQ(standard(made).unit, TimePlan::Unit::calendar_days);
    EXPECT_EQ(standard(made).typical, 21);
    EXPECT_NE(words_of(made.check(), "GATE-010"), "");
}

TEST(Time, EachCaseHasAColumnOfItsOwn) {
    const auto plans = plan_times(shipped_made().procedure, shipped_made().procedure.net, nullptr);

    ASSERT_EQ(plans.size(), 2U);
    EXPECT_EQ(plans[0].typical, 2 * half_day);
    EXPECT_EQ(plans[1].typical, 4 * half_day);
    EXPECT_EQ(plans[1].limit, 6 * half_day);
}

}  // namespace
}  // namespace trien::gate
