// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/office_hours.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace trien::calendar {

namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::array<std::string_view, 7> weekday_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

/// "08:00" as minutes since midnight; "24:00" is the end of the day.
std::optional<minutes> parse_clock(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    const minutes clock{((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0'};
    if (text[3] > '5' || clock > days{1}) return std::nullopt;
    return clock;
}

/// "08:00-12:00".
std::optional<OfficeSpan> parse_office_span(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = parse_clock(text.substr(0, 5));
    const auto to = parse_clock(text.substr(6));
    if (!from || !to || *from >= *to) return std::nullopt;
    return OfficeSpan{*from, *to};
}

OfficeHours read_hours(Fields& row) {
    OfficeHours hours;
    for (const std::string& text : row.texts("hours")) {
        const auto span = parse_office_span(text);
        if (!span || (!hours.empty() && span->from < hours.back().to)) {
            throw row.fault("hours",
                            {fmt::format("“{}” không phải một khoảng giờ sau khoảng trước", text),
                             fmt::format("\"{}\" is not a span of hours after the one before", text)},
                            {"Viết như 08:00-12:00, theo thứ tự", "write it as 08:00-12:00, in order"});
        }
        hours.push_back(*span);
    }
    return hours;
}

std::array<bool, 7> read_weekdays(Fields& row) {
    std::array<bool, 7> weekdays{};
    for (const std::string& name : row.texts("weekdays")) {
        const auto* const found = std::ranges::find(weekday_names, name);
        if (found == weekday_names.end()) {
            throw row.fault("weekdays",
                            {fmt::format("“{}” không phải tên ngày trong tuần", name),
                             fmt::format("\"{}\" is not a weekday", name)},
                            {"Dùng mon, tue, wed, thu, fri, sat, sun", "use mon, tue, wed, thu, fri, sat, sun"});
        }
        weekdays[static_cast<std::size_t>(std::distance(weekday_names.begin(), found))] = true;
    }
    return weekdays;
}

WeeklyHours read_row(Fields& fields) {
    WeeklyHours row;
    row.from = fields.date("validFrom");
    row.to = fields.date_if("validTo");
    row.weekdays = read_weekdays(fields);
    row.hours = read_hours(fields);
    row.source = read_source(fields);
    fields.done();
    return row;
}

/// True when neither row is the later one for a weekday they share.
bool clash(const WeeklyHours& a, const WeeklyHours& b) {
    if (a.from != b.from) return false;
    for (std::size_t weekday = 0; weekday < a.weekdays.size(); ++weekday) {
        if (a.weekdays[weekday] && b.weekdays[weekday]) return true;
    }
    return false;
}

}  // namespace

bool WeeklyHours::covers(Date date) const {
    return from <= date && (!to || date <= *to) &&
           weekdays[std::chrono::weekday(std::chrono::sys_days(date)).c_encoding()];
}

WeeklyTable WeeklyTable::read(Fields& fields, const std::string& name) {
    WeeklyTable table;
    for (Fields& entry : fields.objects(name)) {
        WeeklyHours row = read_row(entry);
        if (std::ranges::any_of(table.rows_, [&](const WeeklyHours& other) { return clash(row, other); })) {
            throw entry.fault("weekdays",
                              {fmt::format("Hai dòng giờ làm việc cùng bắt đầu ngày {} cho cùng một ngày trong tuần",
                                           vietnamese_text(row.from)),
                               fmt::format("two rows of hours begin on {} for the same weekday", text(row.from))},
                              {"Giữ một dòng", "keep one of them"});
        }
        table.rows_.push_back(std::move(row));
    }
    std::ranges::sort(table.rows_, std::ranges::greater(), &WeeklyHours::from);
    return table;
}

const WeeklyHours* WeeklyTable::on(Date date) const {
    const auto found = std::ranges::find_if(rows_, [&](const WeeklyHours& row) { return row.covers(date); });
    return found == rows_.end() ? nullptr : &*found;
}

std::string clock_text(std::chrono::microseconds time_of_day) {
    return fmt::format("{:02}:{:02}", time_of_day / std::chrono::hours{1}, time_of_day / minutes{1} % 60);
}

std::string hours_text(const OfficeHours& hours) {
    std::string text;
    for (const OfficeSpan& span : hours) {
        text += fmt::format("{}{}–{}", text.empty() ? "" : ", ", clock_text(span.from), clock_text(span.to));
    }
    return text;
}

}  // namespace trien::calendar
