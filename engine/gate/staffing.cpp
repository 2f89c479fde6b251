// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/staffing.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace trien::gate {

using organisation::Organisation;
using organisation::Period;
using procedure::Step;

namespace {

Date day_after(Date day) {
    return std::chrono::sys_days(day) + std::chrono::days(1);
}

Date day_before(Date day) {
    return std::chrono::sys_days(day) - std::chrono::days(1);
}

/// The days between two days of change are like the first of them, so a vacancy lasts until the next.
std::vector<Vacancy> vacancies(const RoleId& role, const Organisation& organisation, const std::vector<Date>& days) {
    std::vector<Vacancy> found;
    bool was_vacant = false;
    for (std::size_t i = 0; i < days.size(); ++i) {
        const bool is_vacant = organisation.holders(role, days[i]).empty();
        if (is_vacant && !was_vacant) found.push_back({role, {days[i], std::nullopt}});
        if (!is_vacant && was_vacant) found.back().days.to = day_before(days[i]);
        was_vacant = is_vacant;
    }
    return found;
}

std::vector<std::string> positions_with(const RoleId& role, const Organisation& organisation) {
    std::vector<std::string> ids;
    for (const organisation::Position& position : organisation.positions()) {
        if (std::ranges::find(position.roles, role) != position.roles.end()) ids.push_back(position.id);
    }
    return ids;
}

}  // namespace

std::vector<Date> days_of_change(const procedure::Control& control,
                                 const Organisation& organisation,
                                 std::optional<Date> not_before) {
    const Date first = std::max(control.effective_from, not_before.value_or(control.effective_from));
    const Period in_force{first, control.effective_to};
    std::set<Date> days{first};
    for (const organisation::Appointment& appointment : organisation.appointments()) {
        if (in_force.covers(appointment.period.from)) days.insert(appointment.period.from);
        if (!appointment.period.to) continue;
        const Date after = day_after(*appointment.period.to);
        if (in_force.covers(after)) days.insert(after);
    }
    return {days.begin(), days.end()};
}

std::vector<StaffingRow> staff(const procedure::Procedure& procedure,
                               const Organisation& organisation,
                               const std::vector<Date>& days) {
    std::vector<StaffingRow> rows;
    for (const Step& step : procedure.steps) {
        StaffingRow row{step.id, step.role, step.answering(), step.supporting, step.consulted, step.informed, {},
                        {},      {}};
        row.holders = organisation.holders(step.role, days.front());
        row.positions = positions_with(step.role, organisation);
        row.vacancies = vacancies(step.role, organisation, days);
        if (step.answering() != step.role) {
            const auto more = vacancies(step.answering(), organisation, days);
            row.vacancies.insert(row.vacancies.end(), more.begin(), more.end());
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace trien::gate
