// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/detail/day_table.hpp"

#include <chrono>
#include <string>

#include <fmt/format.h>

namespace trien::calendar::detail {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// A calendar of more years is a slip of the keyboard.
constexpr days longest_calendar{366 * 200};

struct DateRange {
    Date from{};
    Date to{};
};

DateRange range_of(Fields& root) {
    const DateRange range{root.date("validFrom"), root.date("validTo")};
    if (range.from <= range.to && sys_days(range.to) - sys_days(range.from) < longest_calendar) return range;
    throw root.fault("validTo", {"Ngày cuối của lịch trước ngày đầu, hoặc lịch dài quá 200 năm",
                                 "the calendar ends before it begins, or covers more than 200 years"});
}

Day ordinary_day(const WeeklyHours* row) {
    if (row == nullptr) return {};
    const DayKind kind = row->hours.empty() ? DayKind::weekly_rest : DayKind::working;
    return {kind, {}, row->hours, row->hours, row->source, std::nullopt};
}

class Builder {
  public:
    Builder(DateRange range, const WeeklyTable& weekly) : range_(range) {
        for (sys_days at = range.from; at <= sys_days(range.to); at += days{1}) {
            days_.push_back(ordinary_day(weekly.on(at)));
        }
    }

    /// A holiday keeps its name even on a Sunday.
    void take_off(Fields& entry, DayKind kind) {
        const Date from = entry.date("from");
        const Date to = entry.date_if("to").value_or(from);
        const Day off{kind, read_message(entry, "name"), {}, {}, read_source(entry), std::nullopt};
        entry.done();
        for (sys_days at = from; at <= sys_days(to); at += days{1}) {
            Day& taken = day(entry, "from", at);
            if (kind == DayKind::substitute_off && taken.kind != DayKind::working) throw not_in_lieu(entry, at);
            taken = off;
        }
    }

    /// One pair of hoán đổi: a working day off against a rest day worked with the hours of the day given off.
    void swap(Fields& entry) {
        const Date off = entry.date("off");
        const Date worked = entry.date("work");
        const Message name = read_message(entry, "name");
        const Source source = read_source(entry);
        entry.done();
        Day& day_off = day(entry, "off", off);
        Day& day_worked = day(entry, "work", worked);
        if (day_off.kind != DayKind::working || day_worked.kind != DayKind::weekly_rest) {
            throw entry.fault("off",
                              {"Hoán đổi phải đổi một ngày làm việc lấy một ngày nghỉ hằng tuần",
                               "a swap must exchange a working day for a weekly rest day"},
                              {"Kiểm tra hai ngày và ngày lễ trùng", "check both days and holidays on them"});
        }
        day_worked = {DayKind::swap_working, name, day_off.hours, day_off.hours, source, off};
        day_off = {DayKind::swap_off, name, {}, {}, source, worked};
    }

    [[nodiscard]] DayTable build() && { return {range_.from, std::move(days_)}; }

  private:
    static Error not_in_lieu(const Fields& entry, Date date) {
        return entry.fault("from",
                           {fmt::format("Ngày nghỉ bù {} không phải ngày làm việc", vietnamese_text(date)),
                            fmt::format("the day in lieu {} is no working day", text(date))},
                           {"Nghỉ bù vào ngày làm việc tiếp theo", "give the next working day off"});
    }

    Day& day(const Fields& entry, const std::string& member, Date date) {
        if (date < range_.from || date > range_.to) {
            throw entry.fault(member,
                              {fmt::format("Ngày {} nằm ngoài thời gian của lịch", vietnamese_text(date)),
                               fmt::format("{} lies outside the calendar", text(date))},
                              {"Sửa ngày, hoặc validFrom, validTo của lịch", "mend the day, or the calendar's range"});
        }
        return days_[static_cast<std::size_t>((sys_days(date) - sys_days(range_.from)).count())];
    }

    DateRange range_;
    std::vector<Day> days_;
};

/// A day that is no day off, with the working time of a point.
Day with_office_hours(const Day& national, Date date, const WeeklyTable& own) {
    const WeeklyHours* row = own.on(date);
    if (national.kind != DayKind::swap_working) return row == nullptr ? national : ordinary_day(row);
    const WeeklyHours* given_off = own.on(*national.swapped_with);
    if (given_off == nullptr) return national;
    if (given_off->hours.empty()) return ordinary_day(row);
    Day worked = national;
    worked.hours = given_off->hours;
    return worked;
}

Day day_at_point(const Day& national, Date date, const ReceptionPoint& point) {
    const bool may_work = national.kind == DayKind::working || national.kind == DayKind::weekly_rest ||
                          national.kind == DayKind::swap_working;
    if (!may_work) return national;
    Day day = with_office_hours(national, date, point.office_hours);
    const WeeklyHours* reception = point.reception_hours.on(day.swapped_with.value_or(date));
    day.reception = reception == nullptr ? day.hours : reception->hours;
    return day;
}

}  // namespace

DayTable read_days(Fields& root) {
    const DateRange range = range_of(root);
    Builder builder(range, WeeklyTable::read(root, "officeHours"));
    for (Fields& entry : root.objects("holidays")) builder.take_off(entry, DayKind::holiday);
    for (Fields& entry : root.objects_if("substitutes")) builder.take_off(entry, DayKind::substitute_off);
    for (Fields& entry : root.objects_if("swaps")) builder.swap(entry);
    return std::move(builder).build();
}

DayTable at_point(const DayTable& national, const ReceptionPoint& point) {
    DayTable table{national.first, {}};
    table.days.reserve(national.days.size());
    for (std::size_t i = 0; i < national.days.size(); ++i) {
        table.days.push_back(day_at_point(national.days[i], national.date_at(i), point));
    }
    return table;
}

}  // namespace trien::calendar::detail
