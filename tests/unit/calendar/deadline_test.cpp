// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/deadline.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// Certification of copies: the same day, the next working day when received after 15:00.
DeadlineRule same_day() {
    return {.limit = {1, Unit::working_day},
            .counting = DeadlineRule::Counting::day_of_receipt,
            .cut_off = 15h,
            .extension_max = {2, Unit::working_day},
            .longer_by_agreement = true};
}

DeadlineRule limit(std::int32_t amount, Unit unit) {
    DeadlineRule rule;
    rule.limit = {amount, unit};
    return rule;
}

struct Vector {
    std::string received;
    DeadlineRule rule;
    std::string due;
};

void PrintTo(const Vector& vector, std::ostream* out) {
    *out << vector.received << " -> " << vector.due;
}

class LegalVector : public testing::TestWithParam<Vector> {};

TEST_P(LegalVector, GivesTheDueMoment) {
    const Due found = due(office(), at(GetParam().received), GetParam().rule);

    EXPECT_EQ(found.due.text(), at(GetParam().due).text()) << found.explanation.en;
}

INSTANTIATE_TEST_SUITE_P(SameDay,
                         LegalVector,
                         testing::Values(Vector{"2026-11-23T09:00", same_day(), "2026-11-23T17:00"},
                                         Vector{"2026-11-23T15:00", same_day(), "2026-11-23T17:00"},
                                         Vector{"2026-11-23T15:01", same_day(), "2026-11-25T17:00"},
                                         Vector{"2026-02-13T15:30", same_day(), "2026-02-23T17:00"},
                                         Vector{"2026-11-20T15:30", same_day(), "2026-11-23T17:00"},
                                         Vector{"2026-11-24T09:00", same_day(), "2026-11-25T17:00"},
                                         Vector{"2026-11-23T06:30", same_day(), "2026-11-23T17:00"},
                                         Vector{"2026-11-23T12:30", same_day(), "2026-11-23T17:00"}));

INSTANTIATE_TEST_SUITE_P(Periods,
                         LegalVector,
                         testing::Values(Vector{"2026-11-19T10:00", limit(2, Unit::working_day), "2026-11-23T17:00"},
                                         Vector{"2026-11-19T17:00", limit(2, Unit::working_day), "2026-11-25T17:00"},
                                         Vector{"2026-11-19T10:00", limit(3, Unit::calendar_day), "2026-11-23T17:00"},
                                         Vector{"2026-11-19T10:00", limit(5, Unit::calendar_day), "2026-11-25T17:00"},
                                         Vector{"2026-11-19T10:00", limit(4, Unit::working_hour), "2026-11-19T15:00"},
                                         Vector{"2026-11-19T16:00", limit(1, Unit::half_day), "2026-11-20T11:00"},
                                         Vector{"2026-11-19T08:00", limit(1, Unit::half_day), "2026-11-19T12:00"}));

TEST(Deadline, OneMicrosecondAfterTheCutOffIsAfterIt) {
    const Instant late(at("2026-11-23T15:00").utc() + 1us);

    EXPECT_EQ(due(office(), late, same_day()).due, at("2026-11-25T17:00"));
}

TEST(Deadline, ReadsTheCutOffInVietnamWhateverZoneTheInstantIsWrittenIn) {
    const Instant utc = Instant::parse("2026-11-23T08:01:00Z").value();

    EXPECT_EQ(due(office(), utc, same_day()).due, at("2026-11-25T17:00"));
}

TEST(Deadline, SaysHowItWasComputed) {
    const Due late = due(office(), at("2026-11-23T15:01"), same_day());

    EXPECT_EQ(late.explanation.vi,
              "Nhận lúc 15:01 ngày 23/11/2026 sau 15:00, nên tính là nhận ngày làm việc tiếp theo 25/11/2026; "
              "thời hạn 01 ngày làm việc; hạn trả 17:00 ngày 25/11/2026 "
              "(không tính ngày nghỉ: 24/11/2026 Ngày Văn hóa Việt Nam)");
    EXPECT_EQ(late.explanation.en,
              "Received at 15:01 on 2026-11-23 after 15:00, so it counts as received on the next working day, "
              "2026-11-25; limit 1 working day; due 17:00 on 2026-11-25 "
              "(days off not counted: 2026-11-24 Vietnam Culture Day)");
    EXPECT_EQ(late.counted_from, day("2026-11-25"));
    EXPECT_EQ(late.calendar_revision, office().revision());
}

TEST(Deadline, ExtensionCountsFromTheDeadlineBeforeIt) {
    const Due base = due(office(), at("2026-11-20T15:30"), same_day());

    const Due extended = extend(office(), base, {2, Unit::working_day});

    EXPECT_EQ(base.due, at("2026-11-23T17:00"));
    EXPECT_EQ(extended.due, at("2026-11-26T17:00"));
    EXPECT_EQ(extended.counted_from, base.counted_from);
    EXPECT_THAT(extended.explanation.vi, HasSubstr("Gia hạn thêm 02 ngày làm việc; hạn trả mới 17:00 ngày 26/11/2026"));
    EXPECT_THAT(extended.explanation.vi, HasSubstr("24/11/2026 Ngày Văn hóa Việt Nam"));
}

TEST(Deadline, NoExtensionChangesNothing) {
    const Due base = due(office(), at("2026-11-20T09:00"), same_day());

    const Due same = extend(office(), base, {0, Unit::working_day});

    EXPECT_EQ(same.due, base.due);
    EXPECT_EQ(same.explanation, base.explanation);
}

TEST(Deadline, OutsideTheCalendarIsAnErrorNotAGuess) {
    try {
        static_cast<void>(due(office(), at("2027-12-31T15:30"), same_day()));
        FAIL() << "expected an error";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "calendar.no-data");
        EXPECT_EQ(error.fault(), Fault::environment);
        EXPECT_THAT(error.cause().vi, HasSubstr("01/01/2028"));
    }
}

}  // namespace
}  // namespace trien::calendar
