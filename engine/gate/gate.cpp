// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/gate.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/gate/detail/checks.hpp"

namespace trien::gate {

Report check(const procedure::Procedure& procedure, const World& world) {
    const execution::Net& net = procedure.net;
    Report report;
    report.key = procedure.control.key;
    report.times = plan_times(procedure, net, world.calendar);
    detail::report_soundness(net, report);
    detail::report_choices(procedure, net, report);
    detail::report_times(procedure, report);
    detail::report_staffing(procedure, net, world, report);
    detail::report_separation(procedure, world, report);
    detail::report_references(procedure, world, report);
    detail::report_document(procedure, world, report);
    return report;
}

namespace detail {

Date first_day(const procedure::Procedure& procedure, const World& world) {
    const Date from = procedure.control.effective_from;
    return std::max(from, world.on.value_or(from));
}

Message named(const procedure::Step& step) {
    const std::string& name = step.name.empty() ? step.id.value() : step.name;
    return {fmt::format("bước {} “{}”", step.ordinal, name), fmt::format("step {} “{}”", step.ordinal, name)};
}

Message named_step(const procedure::Procedure& procedure, const ElementId& id) {
    const procedure::Step* step = procedure.step(id);
    if (step != nullptr) return named(*step);
    return {fmt::format("bước “{}”", id.value()), fmt::format("step “{}”", id.value())};
}

Message named_role(const World& world, const RoleId& role) {
    const procedure::Role* found = world.library == nullptr ? nullptr : world.library->role(role);
    return found == nullptr ? Message{role.value(), role.value()} : found->name;
}

std::string named_person(const World& world, const PersonId& id) {
    const organisation::Person* person = world.organisation == nullptr ? nullptr : world.organisation->person(id);
    return person == nullptr ? id.value() : person->name;
}

}  // namespace detail

}  // namespace trien::gate
