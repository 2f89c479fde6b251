// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/gate/made.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "engine/base/file.hpp"
#include "tests/unit/execution/play.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::gate {

using procedure::Procedure;
using procedure::Step;

Date day(const std::string& iso) {
    return parse_date(iso).value();
}

Step& Made::step(const std::string& id) {
    return *std::ranges::find(procedure.steps, ElementId(id), &Step::id);
}

Made make(std::string_view terse, const std::vector<MadeStep>& steps, int working_days) {
    Made made;
    Procedure& procedure = made.procedure;
    procedure.net = *execution::net_of(terse);
    procedure.control.key = {"Bộ thử", "QT 01", 1};
    procedure.control.effective_from = day("2026-01-01");
    procedure.name = "Thử";
    procedure::Deadline deadline;
    deadline.rule.limit = {working_days, calendar::Unit::working_day};
    procedure.deadlines.push_back(deadline);
    std::int64_t ordinal = 0;
    for (const MadeStep& it : steps) {
        Step step;
        step.id = ElementId(it.id);
        step.name = it.id;
        step.ordinal = ++ordinal;
        step.role = RoleId(it.role);
        const std::string cell = it.cell.empty() ? it.id : it.cell;
        step.time_groups = {cell};
        const bool is_new =
            std::ranges::find(procedure.time_groups, cell, &procedure::TimeGroup::id) == procedure.time_groups.end();
        procedure::TimeGroup group;
        group.id = cell;
        group.time = {it.half_days, calendar::Unit::half_day};
        if (is_new) procedure.time_groups.push_back(group);
        procedure.steps.push_back(step);
    }
    return made;
}

organisation::Organisation office(const std::string& people) {
    using namespace organisation;
    std::vector<Position> positions;
    std::vector<Person> persons;
    std::vector<Appointment> appointments;
    std::istringstream in(people);
    for (std::string word; in >> word;) {
        const auto colon = word.find(':');
        const auto bracket = std::min(word.find('('), word.size());
        const std::string name = word.substr(0, colon);
        Period period{day("2025-01-01"), std::nullopt};
        if (bracket < word.size()) {
            period.from = day(word.substr(bracket + 1, 10));
            if (word.size() > bracket + 14) period.to = day(word.substr(bracket + 13, 10));
        }
        Position position;
        position.id = "post-" + name;
        position.unit = UnitId("ubnd");
        position.title = "Chức vụ " + name;
        std::istringstream roles(word.substr(colon + 1, bracket - colon - 1));
        for (std::string role; std::getline(roles, role, ',');) position.roles.emplace_back(role);
        Person person;
        person.id = PersonId(name);
        person.name = name;
        persons.push_back(person);
        appointments.push_back({PersonId(name), position.id, period, ""});
        positions.push_back(position);
    }
    Unit unit;
    unit.id = UnitId("ubnd");
    unit.exists = {day("2025-01-01"), std::nullopt};
    return Organisation({unit}, positions, persons, appointments, Digest{});
}

Made shipped_made() {
    return {procedure::shipped()};
}

const organisation::Organisation& demo_office() {
    static const auto file = std::filesystem::path(TRIEN_SOURCE_DIR) / "examples" / "demo-office" / "organisation.json";
    static const auto office = organisation::read_organisation(read_file(file), file.string());
    return office;
}

std::string codes_of(const Report& report) {
    std::string codes;
    for (const Finding& finding : report.findings) codes += (codes.empty() ? "" : " ") + finding.code;
    return codes;
}

std::string words_of(const Report& report, const std::string& code) {
    const auto found = std::ranges::find(report.findings, code, &Finding::code);
    return found == report.findings.end() ? "" : found->text.vi;
}

}  // namespace trien::gate
