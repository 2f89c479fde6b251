// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/reception_points.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json.hpp"

namespace trien::calendar {

namespace {

ReceptionPoint read_point(Fields& fields) {
    ReceptionPoint point;
    point.id = fields.text("id");
    point.name = read_message(fields, "name");
    point.office_hours = WeeklyTable::read(fields, "officeHours");
    if (fields.has("receptionHours")) point.reception_hours = WeeklyTable::read(fields, "receptionHours");
    fields.done();
    return point;
}

}  // namespace

ReceptionPoints ReceptionPoints::load(const std::filesystem::path& file) {
    return parse(read_file(file, 1U << 20U), file.string());
}

ReceptionPoints ReceptionPoints::parse(std::string_view json, const std::string& name) {
    const Json document = parse_json(json, name);
    Fields root(document, name);
    if (root.text("schema") != "trien/points/1") {
        throw root.fault("schema",
                         {"Không phải tệp điểm tiếp nhận trien/points/1", "not a file of schema trien/points/1"});
    }
    ReceptionPoints office;
    office.calendar = root.text("calendar");
    office.effective_from = root.date("effectiveFrom");
    office.standard = root.text("default");
    for (Fields& entry : root.objects("points")) {
        ReceptionPoint point = read_point(entry);
        if (office.point(point.id) != nullptr) {
            throw entry.fault("id", {fmt::format("Điểm “{}” có hai lần", point.id),
                                     fmt::format("the point \"{}\" stands here twice", point.id)});
        }
        office.points.push_back(std::move(point));
    }
    root.done();
    if (office.point(office.standard) == nullptr) {
        throw root.fault("default", {fmt::format("Không có điểm “{}”", office.standard),
                                     fmt::format("there is no point \"{}\"", office.standard)});
    }
    office.digest = sha256(json);
    office.file = name;
    return office;
}

const ReceptionPoint* ReceptionPoints::point(std::string_view id) const {
    const auto found = std::ranges::find(points, id, &ReceptionPoint::id);
    return found == points.end() ? nullptr : &*found;
}

}  // namespace trien::calendar
