// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/work_calendar.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"
#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "engine/calendar/detail/day_table.hpp"

namespace trien::calendar {

namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;

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
microseconds earliest_time(const Day& day, microseconds worked) {
    const auto holds = [&](const OfficeSpan& span) {
        if (worked <= span.to - span.from) return true;
        worked -= span.to - span.from;
        return false;
    };
    return std::ranges::find_if(day.hours, holds)->from + worked;
}

/// The same, the latest such, for 0 <= worked < all.
microseconds latest_time(const Day& day, microseconds worked) {
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

/// The day of a running total in which a boundary lies.
template <class Totals>
std::size_t day_before(const Totals& totals, typename Totals::const_iterator boundary) {
    return static_cast<std::size_t>(std::distance(totals.begin(), boundary)) - 1;
}

}  // namespace

WorkCalendar WorkCalendar::load(const std::filesystem::path& file) {
    return parse(read_file(file, 1U << 20U), file.string());
}

WorkCalendar WorkCalendar::parse(std::string_view json, const std::string& name) {
    const Json document = parse_json(json, name);
    Fields root(document, name);
    if (root.text("schema") != "trien/calendar/2") {
        throw root.fault("schema", {"Không phải tệp lịch trien/calendar/2", "not a file of schema trien/calendar/2"},
                         {"Thêm effectiveFrom và counting như trong tệp vn-office.json đi kèm",
                          "add effectiveFrom and counting as in the vn-office.json that ships"});
    }
    WorkCalendar calendar;
    calendar.id_ = root.text("id");
    static_cast<void>(read_message(root, "name"));
    calendar.effective_from_ = root.date("effectiveFrom");
    calendar.counting_ = read_counting(root);
    calendar.table_ = detail::read_days(root);
    root.done();
    calendar.revision_ = sha256(json);
    calendar.sum_up();
    return calendar;
}

WorkCalendar WorkCalendar::at_point(const ReceptionPoints& office, const ReceptionPoint& point) const {
    WorkCalendar calendar;
    calendar.id_ = id_;
    calendar.point_ = point.id;
    calendar.effective_from_ = std::max(effective_from_, office.effective_from);
    calendar.counting_ = counting_;
    calendar.table_ = detail::at_point(table_, point);
    calendar.revision_ = sha256(fmt::format("{}\n{}\n{}\n", revision_.hex(), office.digest.hex(), point.id));
    calendar.sum_up();
    return calendar;
}

void WorkCalendar::sum_up() {
    worked_before_.push_back(minutes{0});
    working_days_before_.push_back(0);
    for (std::size_t i = 0; i < table_.days.size(); ++i) {
        worked_before_.push_back(worked_before_.back() + worked_on(table_.days[i]));
        if (!table_.days[i].hours.empty()) working_days_.push_back(i);
        working_days_before_.push_back(working_days_.size());
    }
}

std::size_t WorkCalendar::index_of(Date date) const {
    const auto index = (sys_days(date) - sys_days(first())).count();
    if (index < 0 || index >= std::ssize(table_.days)) throw no_data(id_, date);
    return static_cast<std::size_t>(index);
}

Date WorkCalendar::working_day_before(Date date) const {
    const std::size_t before = working_days_before_[index_of(date)];
    if (before == 0) throw no_data(id_, sys_days(first()) - days{1});
    return table_.date_at(working_days_[before - 1]);
}

Date WorkCalendar::add_working_days(Date date, std::int64_t count) const {
    if (count <= 0) return date;
    const std::size_t index = working_days_before_[index_of(date) + 1] + static_cast<std::size_t>(count) - 1;
    if (index >= working_days_.size()) throw no_data(id_, sys_days(last()) + days{1});
    return table_.date_at(working_days_[index]);
}

std::int64_t WorkCalendar::working_days_between(Date after, Date until) const {
    return static_cast<std::int64_t>(working_days_before_[index_of(until) + 1]) -
           static_cast<std::int64_t>(working_days_before_[index_of(after) + 1]);
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
    return worked_before_[index] + worked_until(table_.days[index], local.time_of_day());
}

Instant WorkCalendar::add(Instant from, microseconds working) const {
    if (working <= microseconds{0}) return from;
    const microseconds target = elapsed(from) + working;
    // The first boundary not before the target: the target is reached during the day that ends there.
    const auto boundary = std::ranges::lower_bound(worked_before_, target);
    if (boundary == worked_before_.end()) throw past_the_end(id_);
    const std::size_t index = day_before(worked_before_, boundary);
    return Instant::of(table_.date_at(index), earliest_time(table_.days[index], target - worked_before_[index]));
}

Instant WorkCalendar::subtract(Instant to, microseconds working) const {
    if (working <= microseconds{0}) return to;
    const microseconds target = elapsed(to) - working;
    if (target < microseconds{0}) throw past_the_end(id_);
    return latest_at(target);
}

Instant WorkCalendar::normal_form(Instant instant) const {
    return latest_at(elapsed(instant));
}

Instant WorkCalendar::latest_at(microseconds elapsed) const {
    // The last boundary not after it: the time lies in the day that begins there.
    const auto boundary = std::ranges::upper_bound(worked_before_, elapsed);
    if (boundary == worked_before_.end()) throw past_the_end(id_);
    const std::size_t index = day_before(worked_before_, boundary);
    return Instant::of(table_.date_at(index), latest_time(table_.days[index], elapsed - worked_before_[index]));
}

microseconds WorkCalendar::working_between(Instant from, Instant to) const {
    return elapsed(to) - elapsed(from);
}

}  // namespace trien::calendar
