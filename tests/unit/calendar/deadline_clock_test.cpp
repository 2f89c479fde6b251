// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/deadline_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using testing::HasSubstr;

DeadlineClock clock_with(Span extension_max, bool longer_by_agreement) {
    DeadlineRule rule;
    rule.limit = {3, Unit::working_day};
    rule.extension_max = extension_max;
    rule.longer_by_agreement = longer_by_agreement;
    return {rule, at("2026-11-02T09:00"), {}, {}};
}

const CountingRules& rules() {
    return office().counting();
}

TEST(DeadlineClock, StopsAndGoesOn) {
    const auto stopped = stop(clock_with({}, false), rules(), at("2026-11-03T10:00"), "supplement");
    ASSERT_TRUE(stopped);
    EXPECT_TRUE(stopped->is_stopped());

    const auto running = resume(*stopped, at("2026-11-04T10:00"));
    ASSERT_TRUE(running);
    EXPECT_FALSE(running->is_stopped());
    EXPECT_EQ(running->stops, (std::vector<Stop>{{at("2026-11-03T10:00"), "supplement", at("2026-11-04T10:00")}}));
}

TEST(DeadlineClock, RefusesWhatMakesNoSense) {
    const DeadlineClock fresh = clock_with({}, false);
    EXPECT_EQ(stop(fresh, rules(), at("2026-11-03T10:00"), "lunch").error().code, "clock.reason");
    EXPECT_EQ(stop(fresh, rules(), at("2026-11-01T10:00"), "supplement").error().code, "clock.order");
    EXPECT_EQ(resume(fresh, at("2026-11-03T10:00")).error().code, "clock.running");

    const DeadlineClock stopped = stop(fresh, rules(), at("2026-11-03T10:00"), "supplement").value();
    EXPECT_EQ(stop(stopped, rules(), at("2026-11-03T11:00"), "supplement").error().code, "clock.stopped");
    EXPECT_EQ(resume(stopped, at("2026-11-03T09:59")).error().code, "clock.order");
    EXPECT_TRUE(resume(stopped, at("2026-11-03T10:00")));
}

TEST(DeadlineClock, ExtensionsTogetherKeepWithinTheRule) {
    const DeadlineClock clock = clock_with({2, Unit::working_day}, false);
    const Instant when = at("2026-11-03T10:00");

    const auto once = extend(clock, {when, {1, Unit::working_day}, ""});
    ASSERT_TRUE(once);
    EXPECT_TRUE(extend(*once, {when, {2, Unit::half_day}, ""}));
    EXPECT_EQ(extend(*once, {when, {3, Unit::half_day}, ""}).error().code, "clock.extension");
    EXPECT_EQ(extend(clock, {when, {0, Unit::working_day}, ""}).error().code, "clock.amount");
    EXPECT_EQ(extend(clock, {at("2026-11-01T10:00"), {1, Unit::working_day}, ""}).error().code, "clock.order");
    EXPECT_EQ(extend(clock, {when, {9, Unit::working_day}, "12/TT"}).error().code, "clock.extension");
}

TEST(DeadlineClock, ALongerExtensionNeedsAWrittenAgreement) {
    const DeadlineClock clock = clock_with({2, Unit::working_day}, true);
    const Instant when = at("2026-11-03T10:00");

    const auto refused = extend(clock, {when, {3, Unit::working_day}, ""});
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text.en, HasSubstr("at most 2 working days without a written agreement"));
    const auto agreed = extend(clock, {when, {3, Unit::working_day}, "12/TT"});
    ASSERT_TRUE(agreed);
    EXPECT_TRUE(extend(*agreed, {when, {2, Unit::working_day}, ""})) << "what was agreed uses up nothing of the rule's";
}

}  // namespace
}  // namespace trien::calendar
