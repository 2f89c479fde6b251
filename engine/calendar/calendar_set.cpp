// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/calendar_set.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/base/error.hpp"

namespace trien::calendar {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> json_files(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::is_directory(folder)) return files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

Error same_day(const std::string& what, Date from) {
    return Error(Fault::input, "calendar.same-day", {what, 0, 0, "effectiveFrom"},
                 {fmt::format("Hai bản cùng có hiệu lực từ ngày {}", vietnamese_text(from)),
                  fmt::format("two revisions come into force on {}", text(from))},
                 {"Ghi ngày hiệu lực riêng cho mỗi bản", "give each revision its own day"});
}

/// Sorts revisions by the day they come into force.
template <class Revision, class FromOf, class NameOf>
void sort_by_day(std::vector<Revision>& revisions, FromOf from, NameOf name) {
    std::ranges::sort(revisions, {}, from);
    const auto twice = std::ranges::adjacent_find(revisions, {}, from);
    if (twice != revisions.end()) throw same_day(std::invoke(name, *twice), std::invoke(from, *twice));
}

/// The last revision in force on a day; null where there is none yet.
template <class Revision, class FromOf>
const Revision* last_by(const std::vector<Revision>& revisions, Date day, FromOf from) {
    const auto later = std::ranges::upper_bound(revisions, day, {}, from);
    return later == revisions.begin() ? nullptr : &*std::prev(later);
}

}  // namespace

CalendarSet CalendarSet::load(const fs::path& folder, std::string_view id) {
    std::vector<WorkCalendar> national;
    for (const fs::path& file : json_files(folder)) {
        WorkCalendar calendar = WorkCalendar::load(file);
        if (calendar.id() == id) national.push_back(std::move(calendar));
    }
    if (national.empty()) {
        throw Error(Fault::environment, "calendar.missing", {folder.string(), 0, 0, std::string(id)},
                    {fmt::format("Thiếu lịch làm việc “{}”", id), fmt::format("the calendar \"{}\" is missing", id)},
                    {"Chép lại thư mục processes/calendars", "restore the folder processes/calendars"});
    }
    std::vector<ReceptionPoints> offices;
    for (const fs::path& file : json_files(folder / "points")) {
        ReceptionPoints office = ReceptionPoints::load(file);
        if (office.calendar == id) offices.push_back(std::move(office));
    }
    return {std::move(national), std::move(offices)};
}

CalendarSet::CalendarSet(std::vector<WorkCalendar> national, std::vector<ReceptionPoints> offices) {
    sort_by_day(national, &WorkCalendar::effective_from, &WorkCalendar::id);
    sort_by_day(offices, &ReceptionPoints::effective_from, &ReceptionPoints::file);
    std::set<Date> changes;
    for (const WorkCalendar& calendar : national) changes.insert(calendar.effective_from());
    for (const ReceptionPoints& office : offices) changes.insert(office.effective_from);
    for (const Date day : changes) {
        const auto* const calendar = last_by(national, day, &WorkCalendar::effective_from);
        if (calendar == nullptr) continue;
        combinations_.push_back(combine(*calendar, last_by(offices, day, &ReceptionPoints::effective_from)));
    }
}

CalendarSet::Combination CalendarSet::combine(const WorkCalendar& national, const ReceptionPoints* office) {
    Combination combination;
    combination.from = national.effective_from();
    if (office == nullptr) {
        combination.calendars.push_back(national);
        return combination;
    }
    combination.from = std::max(combination.from, office->effective_from);
    for (const ReceptionPoint& point : office->points) {
        if (point.id == office->standard) combination.standard = combination.calendars.size();
        combination.calendars.push_back(national.at_point(*office, point));
    }
    return combination;
}

const WorkCalendar& CalendarSet::in_force(Date received, std::string_view point) const {
    const Combination* combination = last_by(combinations_, received, &Combination::from);
    if (combination == nullptr) {
        throw Error(Fault::environment, "calendar.no-revision", {"", 0, 0, "effectiveFrom"},
                    {fmt::format("Chưa có lịch làm việc có hiệu lực vào ngày {}", vietnamese_text(received)),
                     fmt::format("no calendar is in force on {}", text(received))},
                    {"Bổ sung tệp lịch của thời gian đó", "add the calendar file of that time"});
    }
    if (point.empty()) return combination->calendars[combination->standard];
    const auto found = std::ranges::find(combination->calendars, point, &WorkCalendar::point);
    if (found != combination->calendars.end()) return *found;
    throw Error(Fault::environment, "calendar.no-point", {"", 0, 0, std::string(point)},
                {fmt::format("Ngày {} không có điểm tiếp nhận “{}”", vietnamese_text(received), point),
                 fmt::format("there is no reception point \"{}\" on {}", point, text(received))},
                {"Bổ sung điểm vào calendars/points", "add the point in calendars/points"});
}

const WorkCalendar* CalendarSet::find(const Digest& revision) const {
    for (const Combination& combination : combinations_) {
        const auto found = std::ranges::find(combination.calendars, revision, &WorkCalendar::revision);
        if (found != combination.calendars.end()) return &*found;
    }
    return nullptr;
}

}  // namespace trien::calendar
