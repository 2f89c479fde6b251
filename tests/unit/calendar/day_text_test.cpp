// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/day_text.hpp"

#include <gtest/gtest.h>

#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

Message text_of(const char* date) {
    return day_text(office(), day(date));
}

TEST(DayText, ExplainsAHolidayWithItsSource) {
    EXPECT_EQ(text_of("2026-11-24").vi,
              "thứ Ba 24/11/2026: nghỉ lễ: Ngày Văn hóa Việt Nam; "
              "căn cứ: Nghị quyết 28/2026/QH16, hiệu lực 01/7/2026");
    EXPECT_EQ(text_of("2026-11-24").en,
              "Tuesday 2026-11-24: holiday: Vietnam Culture Day; "
              "source: Nghị quyết 28/2026/QH16, hiệu lực 01/7/2026");
}

TEST(DayText, SaysWhatNobodyChecked) {
    EXPECT_EQ(text_of("2026-04-27").vi,
              "thứ Hai 27/04/2026: nghỉ: Nghỉ bù Giỗ Tổ Hùng Vương; "
              "căn cứ: Bộ luật Lao động 2019, Điều 111 khoản 3 (điều khoản chưa đối chiếu) (chưa kiểm chứng)");
}

TEST(DayText, NamesTheOtherDayOfASwap) {
    EXPECT_EQ(text_of("2026-08-31").en,
              "Monday 2026-08-31: off in exchange for Saturday 2026-08-22: Swap around National Day; source: Thông báo "
              "hoán đổi ngày làm việc năm 2026; ngày làm bù chưa đối chiếu (UNVERIFIED)");
    EXPECT_EQ(
        text_of("2026-08-22").en,
        "Saturday 2026-08-22: working 08:00–12:00, 13:00–17:00, in exchange for Monday 2026-08-31: Swap around "
        "National Day; source: Thông báo hoán đổi ngày làm việc năm 2026; ngày làm bù chưa đối chiếu (UNVERIFIED)");
}

TEST(DayText, ExplainsOrdinaryDays) {
    EXPECT_EQ(text_of("2026-11-23").vi,
              "thứ Hai 23/11/2026: làm việc 08:00–12:00, 13:00–17:00; "
              "căn cứ: Mặc định; mỗi điểm phục vụ có thể quy định khác (chưa kiểm chứng)");
    EXPECT_EQ(text_of("2026-11-22").vi, "Chủ nhật 22/11/2026: nghỉ hằng tuần");
}

}  // namespace
}  // namespace trien::calendar
