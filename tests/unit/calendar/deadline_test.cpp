// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/deadline.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

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
                         testing::Values(Vector{"2026-11-23T09:00", certification(), "2026-11-23T17:00"},
                                         Vector{"2026-11-23T15:00", certification(), "2026-11-23T17:00"},
                                         Vector{"2026-11-23T15:01", certification(), "2026-11-25T17:00"},
                                         Vector{"2026-02-13T15:30", certification(), "2026-02-23T17:00"},
                                         Vector{"2026-11-20T15:30", certification(), "2026-11-23T17:00"},
                                         Vector{"2026-11-24T09:00", certification(), "2026-11-25T17:00"},
                                         Vector{"2026-11-23T06:30", certification(), "2026-11-23T17:00"},
                                         Vector{"2026-11-23T12:30", certification(), "2026-11-23T17:00"}));

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

    EXPECT_EQ(due(office(), late, certification()).due, at("2026-11-25T17:00"));
}

TEST(Deadline, ReadsTheCutOffInVietnamWhateverZoneTheInstantIsWrittenIn) {
    const Instant utc = Instant::parse("2026-11-23T08:01:00Z").value();

    EXPECT_EQ(due(office(), utc, certification()).due, at("2026-11-25T17:00"));
}

TEST(Deadline, SaysHowItWasComputed) {
    const Due late = due(office(), at("2026-11-23T15:01"), certification());

    EXPECT_EQ(late.explanation.vi,
              "Nhận lúc 15:01 thứ Hai 23/11/2026, sau 15:00: tính từ 08:00 thứ Tư 25/11/2026 (nghỉ: 24/11/2026 Ngày "
              "Văn hóa Việt Nam); thời hạn 01 ngày làm việc, tính cả ngày nhận, đến 17:00 thứ Tư 25/11/2026; hạn trả "
              "17:00 thứ Tư 25/11/2026");
    EXPECT_EQ(late.explanation.en,
              "Received at 15:01 on Monday 2026-11-23, after 15:00: counts from 08:00 on Wednesday 2026-11-25 (off: "
              "2026-11-24 Vietnam Culture Day); limit 1 working day, the day of receipt included, until 17:00 on "
              "Wednesday 2026-11-25; due 17:00 on Wednesday 2026-11-25");
    EXPECT_EQ(late.counted_from, day("2026-11-25"));
    EXPECT_EQ(late.calendar_revision, office().revision());
}

TEST(Deadline, TheFirstVariantWhoseConditionHoldsApplies) {
    DeadlineRule verified = limit(23, Unit::calendar_day);
    verified.condition = "verification";
    const std::vector<DeadlineRule> variants{verified, limit(3, Unit::working_day)};
    const auto says = [](bool answer) { return [answer](const std::string&) { return answer; }; };

    EXPECT_EQ(applicable(variants, says(true)), &variants[0]);
    EXPECT_EQ(applicable(variants, says(false)), &variants[1]);
    EXPECT_EQ(applicable({verified}, says(false)), nullptr);
}

TEST(Deadline, OutsideTheCalendarIsAnErrorNotAGuess) {
    try {
        static_cast<void>(due(office(), at("2027-12-31T15:30"), certification()));
        FAIL() << "expected an error";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "calendar.no-data");
        EXPECT_EQ(error.fault(), Fault::environment);
        EXPECT_THAT(error.cause().vi, HasSubstr("01/01/2028"));
    }
}

}  // namespace
}  // namespace trien::calendar
