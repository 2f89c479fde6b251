// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/span.hpp"

#include <compare>
#include <vector>

#include <gtest/gtest.h>

namespace trien::calendar {
namespace {

using namespace std::chrono_literals;

TEST(Span, KnowsItsOfficeTime) {
    EXPECT_EQ(working_minutes({3, Unit::working_hour}), 180min);
    EXPECT_EQ(working_minutes({1, Unit::half_day}), 240min);
    EXPECT_EQ(working_minutes({2, Unit::working_day}), 960min);
    EXPECT_FALSE(working_minutes({1, Unit::calendar_day}));
}

TEST(Span, IsWrittenInItsOwnUnit) {
    EXPECT_EQ(span_text({2, Unit::working_day}), (Message{"02 ngày làm việc", "2 working days"}));
    EXPECT_EQ(span_text({1, Unit::calendar_day}), (Message{"01 ngày", "1 calendar day"}));
    EXPECT_EQ(span_text({1, Unit::half_day}), (Message{"01 buổi (½ ngày) làm việc", "1 half working day"}));
}

TEST(Span, OfficeTimeIsWrittenInDaysHoursAndMinutes) {
    EXPECT_EQ(working_time_text(0min), (Message{"00 ngày làm việc", "0 working days"}));
    EXPECT_EQ(working_time_text(480min), (Message{"01 ngày làm việc", "1 working day"}));
    EXPECT_EQ(working_time_text(725min), (Message{"01 ngày làm việc 4 giờ 5 phút", "1 working day 4 hours 5 minutes"}));
    EXPECT_EQ(working_time_text(60min), (Message{"1 giờ", "1 hour"}));
}

TEST(Span, SpansOfOfficeTimeCompareByTheMinute) {
    EXPECT_EQ(compare({1, Unit::working_day}, {7, Unit::working_hour}), std::partial_ordering::greater);
    EXPECT_EQ(compare({1, Unit::half_day}, {1, Unit::working_day}), std::partial_ordering::less);
    EXPECT_EQ(compare({2'147'483'647, Unit::working_day}, {2'147'483'647, Unit::half_day}),
              std::partial_ordering::greater);
}

TEST(Span, OfficeTimeAndCalendarDaysDoNotCompare) {
    EXPECT_EQ(compare({1, Unit::working_hour}, {30, Unit::calendar_day}), std::partial_ordering::unordered);
    EXPECT_EQ(compare(std::vector<Span>{{1, Unit::working_day}, {1, Unit::calendar_day}},
                      std::vector<Span>{{1, Unit::working_day}}),
              std::partial_ordering::unordered);
    EXPECT_EQ(compare({0, Unit::working_day}, {1, Unit::calendar_day}), std::partial_ordering::less);
}

TEST(Span, UnitsHaveNamesInFiles) {
    for (const Unit unit : {Unit::working_hour, Unit::half_day, Unit::working_day, Unit::calendar_day}) {
        EXPECT_EQ(parse_unit(name_of(unit)), unit);
    }
    EXPECT_FALSE(parse_unit("day"));
}

}  // namespace
}  // namespace trien::calendar
