// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/work_calendar.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <ranges>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"
#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json.hpp"

namespace trien::calendar {

namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> weekday_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

/// A calendar of more years is a slip of the keyboard.
constexpr days longest_calendar{366 * 200};

/// Office hours of some weekdays while they hold.
struct WeeklyHours {
    Date from{};
    std::optional<Date> to;
    std::array<bool, 7> weekdays{};
    std::vector<OfficeSpan> hours;

    [[nodiscard]] bool covers(Date date) const {
        return from <= date && (!to || date <= *to) && weekdays[std::chrono::weekday(sys_days(date)).c_encoding()];
    }
};

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

Message message(Fields& fields, const std::string& name) {
    Fields both = fields.object(name);
    Message text{both.text("vi"), both.text("en")};
    both.done();
    return text;
}

/// Every rule of law says where it was read and whether in an official text.
void require_provenance(Fields& rule) {
    static_cast<void>(rule.text("citation"));
    const std::string status = rule.text("status");
    if (status == "verified" || status == "UNVERIFIED") return;
    throw rule.fault("status",
                     {"Trạng thái phải là verified hoặc UNVERIFIED", "the status must be verified or UNVERIFIED"});
}

std::vector<OfficeSpan> office_spans(Fields& fields) {
    std::vector<OfficeSpan> hours;
    for (const std::string& text : fields.texts("hours")) {
        const auto span = parse_office_span(text);
        if (!span || (!hours.empty() && span->from < hours.back().to)) {
            throw fields.fault("hours",
                               {fmt::format("“{}” không phải một khoảng giờ sau khoảng trước", text),
                                fmt::format("\"{}\" is not a span of hours after the one before", text)},
                               {"Viết như 08:00-12:00, theo thứ tự", "write it as 08:00-12:00, in order"});
        }
        hours.push_back(*span);
    }
    return hours;
}

WeeklyHours weekly_hours(Fields& fields) {
    WeeklyHours weekly;
    weekly.from = fields.date("validFrom");
    weekly.to = fields.date_if("validTo");
    for (const std::string& name : fields.texts("weekdays")) {
        const auto* const found = std::ranges::find(weekday_names, name);
        if (found == weekday_names.end()) {
            throw fields.fault("weekdays",
                               {fmt::format("“{}” không phải tên ngày trong tuần", name),
                                fmt::format("\"{}\" is not a weekday", name)},
                               {"Dùng mon, tue, wed, thu, fri, sat, sun", "use mon, tue, wed, thu, fri, sat, sun"});
        }
        weekly.weekdays[static_cast<std::size_t>(std::distance(weekday_names.begin(), found))] = true;
    }
    weekly.hours = office_spans(fields);
    require_provenance(fields);
    fields.done();
    return weekly;
}

/// A range of dates that must lie in the calendar.
struct DateRange {
    Date from{};
    Date to{};
};

class Builder {
  public:
    Builder(DateRange range, std::vector<WeeklyHours> weekly) : range_(range), weekly_(std::move(weekly)) {
        for (sys_days at = range.from; at <= sys_days(range.to); at += days{1}) {
            const std::vector<OfficeSpan>& hours = hours_on(at);
            days_.push_back({hours.empty() ? DayKind::weekly_rest : DayKind::working, {}, hours});
        }
    }

    /// Days off that were working days or weekly rest days; a holiday keeps its name even on a Sunday.
    void take_off(Fields& entry, DayKind kind) {
        const Date from = entry.date("from");
        const Date to = entry.date_if("to").value_or(from);
        const Message name = message(entry, "name");
        require_provenance(entry);
        entry.done();
        for (sys_days at = from; at <= sys_days(to); at += days{1}) day(entry, "from", at) = {kind, name, {}};
    }

    /// One pair of hoán đổi: a working day off against a rest day worked with the hours of the day given off.
    void swap(Fields& entry) {
        const Date off = entry.date("off");
        const Date worked = entry.date("work");
        const Message name = message(entry, "name");
        require_provenance(entry);
        entry.done();
        Day& day_off = day(entry, "off", off);
        Day& day_worked = day(entry, "work", worked);
        if (day_off.kind != DayKind::working || day_worked.kind != DayKind::weekly_rest) {
            throw entry.fault("off",
                              {"Hoán đổi phải đổi một ngày làm việc lấy một ngày nghỉ hằng tuần",
                               "a swap must exchange a working day for a weekly rest day"},
                              {"Kiểm tra hai ngày và ngày lễ trùng", "check both days and holidays on them"});
        }
        day_worked = {DayKind::swap_working, name, std::move(day_off.hours)};
        day_off = {DayKind::swap_off, name, {}};
    }

    [[nodiscard]] std::vector<Day> build() && { return std::move(days_); }

  private:
    [[nodiscard]] const std::vector<OfficeSpan>& hours_on(Date date) const {
        static const std::vector<OfficeSpan> none;
        const auto found = std::ranges::find_if(weekly_, [&](const WeeklyHours& w) { return w.covers(date); });
        return found == weekly_.end() ? none : found->hours;
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
    std::vector<WeeklyHours> weekly_;
    std::vector<Day> days_;
};

DateRange range_of(Fields& root) {
    const DateRange range{root.date("validFrom"), root.date("validTo")};
    if (range.from <= range.to && sys_days(range.to) - sys_days(range.from) < longest_calendar) return range;
    throw root.fault("validTo", {"Ngày cuối của lịch trước ngày đầu, hoặc lịch dài quá 200 năm",
                                 "the calendar ends before it begins, or covers more than 200 years"});
}

std::vector<Day> read_days(Fields& root, DateRange range) {
    std::vector<WeeklyHours> weekly;
    for (Fields& entry : root.objects("officeHours")) weekly.push_back(weekly_hours(entry));
    Builder builder(range, std::move(weekly));
    for (Fields& entry : root.objects("holidays")) builder.take_off(entry, DayKind::holiday);
    for (Fields& entry : root.objects_if("substitutes")) builder.take_off(entry, DayKind::substitute_off);
    for (Fields& entry : root.objects_if("swaps")) builder.swap(entry);
    return std::move(builder).build();
}

minutes worked_on(const Day& day) {
    minutes worked{0};
    for (const OfficeSpan& span : day.hours) worked += span.to - span.from;
    return worked;
}

/// Office time of a day before a time of day.
microseconds worked_until(const Day& day, microseconds time_of_day) {
    microseconds worked{0};
    for (const OfficeSpan& span : day.hours) {
        worked += std::clamp<microseconds>(time_of_day, span.from, span.to) - span.from;
    }
    return worked;
}

/// The time of day at which so much office time of the day has passed: the earliest such, for 0 < worked <= all.
microseconds time_after(const Day& day, microseconds worked) {
    const auto holds = [&](const OfficeSpan& span) {
        if (worked <= span.to - span.from) return true;
        worked -= span.to - span.from;
        return false;
    };
    return std::ranges::find_if(day.hours, holds)->from + worked;
}

/// The same, the latest such, for 0 <= worked < all.
microseconds time_before_rest(const Day& day, microseconds worked) {
    const auto holds = [&](const OfficeSpan& span) {
        if (worked < span.to - span.from) return true;
        worked -= span.to - span.from;
        return false;
    };
    return std::ranges::find_if(day.hours, holds)->from + worked;
}

Error no_data(const std::string& calendar, const Message& what) {
    return Error(
        Fault::environment, "calendar.no-data", {calendar, 0, 0, ""},
        {fmt::format("Lịch làm việc không có dữ liệu {}", what.vi),
         fmt::format("the working calendar has no data {}", what.en)},
        {"Bổ sung ngày nghỉ của những năm đó vào tệp lịch", "add the holidays of those years to the calendar"});
}

Error no_data(const std::string& calendar, Date date) {
    return no_data(calendar, {fmt::format("cho ngày {}", vietnamese_text(date)), fmt::format("for {}", text(date))});
}

Error past_the_end(const std::string& calendar) {
    return no_data(calendar, {"đến hết khoảng thời gian cần tính", "as far as the time to count"});
}

}  // namespace

WorkCalendar WorkCalendar::load(const std::filesystem::path& file) {
    return parse(read_file(file, 1U << 20U), file.string());
}

WorkCalendar WorkCalendar::parse(std::string_view json, const std::string& name) {
    const Json document = parse_json(json, name);
    Fields root(document, name);
    if (root.text("schema") != "trien/calendar/1") {
        throw root.fault("schema", {"Không phải tệp lịch trien/calendar/1", "not a file of schema trien/calendar/1"});
    }
    WorkCalendar calendar;
    calendar.id_ = root.text("id");
    static_cast<void>(message(root, "name"));
    const DateRange range = range_of(root);
    calendar.first_ = range.from;
    calendar.days_ = read_days(root, range);
    root.done();

    calendar.revision_ = sha256(json);
    calendar.worked_before_.push_back(minutes{0});
    for (const Day& day : calendar.days_) {
        calendar.worked_before_.push_back(calendar.worked_before_.back() + worked_on(day));
    }
    return calendar;
}

Date WorkCalendar::last() const {
    return date_at(days_.size() - 1);
}

Date WorkCalendar::date_at(std::size_t index) const {
    return sys_days(first_) + days{static_cast<days::rep>(index)};
}

std::size_t WorkCalendar::index_of(Date date) const {
    const auto index = (sys_days(date) - sys_days(first_)).count();
    if (index < 0 || index >= std::ssize(days_)) throw no_data(id_, date);
    return static_cast<std::size_t>(index);
}

const Day& WorkCalendar::day(Date date) const {
    return days_[index_of(date)];
}

Date WorkCalendar::working_day_after(Date date) const {
    for (sys_days at = sys_days(date) + days{1};; at += days{1}) {
        if (is_working(at)) return at;
    }
}

Date WorkCalendar::working_day_before(Date date) const {
    for (sys_days at = sys_days(date) - days{1};; at -= days{1}) {
        if (is_working(at)) return at;
    }
}

Date WorkCalendar::add_working_days(Date date, std::int32_t count) const {
    for (; count > 0; --count) date = working_day_after(date);
    return date;
}

Instant WorkCalendar::opening(Date working_day) const {
    return Instant::of(working_day, day(working_day).hours.front().from);
}

Instant WorkCalendar::closing(Date working_day) const {
    return Instant::of(working_day, day(working_day).hours.back().to);
}

microseconds WorkCalendar::elapsed(Instant instant) const {
    const Instant local(instant.utc());
    const std::size_t index = index_of(local.date());
    return worked_before_[index] + worked_until(days_[index], local.time_of_day());
}

Instant WorkCalendar::add(Instant from, microseconds working) const {
    if (working <= microseconds{0}) return from;
    const microseconds target = elapsed(from) + working;
    // The first boundary not before the target: the target is reached during the day that ends there.
    const auto boundary = std::ranges::lower_bound(worked_before_, target);
    if (boundary == worked_before_.end()) throw past_the_end(id_);
    const auto index = static_cast<std::size_t>(std::distance(worked_before_.begin(), boundary)) - 1;
    return Instant::of(date_at(index), time_after(days_[index], target - worked_before_[index]));
}

Instant WorkCalendar::subtract(Instant to, microseconds working) const {
    if (working <= microseconds{0}) return to;
    const microseconds target = elapsed(to) - working;
    if (target < microseconds{0}) throw past_the_end(id_);
    // The last boundary not after the target: the target lies in the day that begins there.
    const auto boundary = std::ranges::upper_bound(worked_before_, target);
    const auto index = static_cast<std::size_t>(std::distance(worked_before_.begin(), boundary)) - 1;
    return Instant::of(date_at(index), time_before_rest(days_[index], target - worked_before_[index]));
}

microseconds WorkCalendar::between(Instant from, Instant to) const {
    return elapsed(to) - elapsed(from);
}

}  // namespace trien::calendar
