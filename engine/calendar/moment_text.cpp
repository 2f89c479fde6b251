// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/moment_text.hpp"

#include <array>
#include <chrono>
#include <string_view>

#include <fmt/format.h>

#include "engine/calendar/office_hours.hpp"

namespace trien::calendar {

namespace {

struct Weekday {
    std::string_view vi;
    std::string_view en;
};

constexpr std::array<Weekday, 7> weekdays{{
    {"Chủ nhật", "Sunday"},
    {"thứ Hai", "Monday"},
    {"thứ Ba", "Tuesday"},
    {"thứ Tư", "Wednesday"},
    {"thứ Năm", "Thursday"},
    {"thứ Sáu", "Friday"},
    {"thứ Bảy", "Saturday"},
}};

}  // namespace

Message day_and_date(Date date) {
    const Weekday& weekday = weekdays[std::chrono::weekday(std::chrono::sys_days(date)).c_encoding()];
    return {fmt::format("{} {}", weekday.vi, vietnamese_text(date)), fmt::format("{} {}", weekday.en, text(date))};
}

Message moment_text(Instant instant) {
    const Instant local(instant.utc());
    const Message day = day_and_date(local.date());
    const std::string clock = clock_text(local.time_of_day());
    return {fmt::format("{} {}", clock, day.vi), fmt::format("{} on {}", clock, day.en)};
}

}  // namespace trien::calendar
