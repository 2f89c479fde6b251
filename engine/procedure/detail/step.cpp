// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/step.hpp"

#include <fmt/format.h>

#include "engine/procedure/detail/values.hpp"

namespace trien::procedure::detail {

namespace {

std::vector<RoleId> roles_of(const XmlElement& row, std::string_view part_played) {
    std::vector<RoleId> roles;
    for (const XmlElement* const part : parts(row, "responsible")) {
        const std::string played = part->has("part") ? words_of(*part, "part") : "lead";
        if (played == part_played) roles.emplace_back(words_of(*part, "role"));
    }
    return roles;
}

/// One role leads and one answers; a step nobody leads is overlooked, two that do overlap.
void read_roles(Step& step, const XmlElement& row, const trien::Place& at, Faults& faults) {
    const auto leads = roles_of(row, "lead");
    const auto accountable = roles_of(row, "accountable");
    if (leads.empty()) {
        faults.error("PROC-032", at, {"Bỏ sót: bước này không có ai chủ trì", "nobody leads this step"},
                     {"Thêm iso:responsible với role", "add iso:responsible with a role"});
    }
    if (leads.size() > 1) {
        faults.error("PROC-033", at,
                     {fmt::format("Chồng chéo: bước này có {} vai trò cùng chủ trì", leads.size()),
                      fmt::format("{} roles lead this step at once", leads.size())},
                     {"Giữ một vai trò chủ trì, các vai trò khác ghi part=\"support\"",
                      "keep one lead and give the others part=\"support\""});
    }
    if (accountable.size() > 1) {
        faults.error("PROC-033", at,
                     {fmt::format("Chồng chéo: bước này có {} vai trò cùng chịu trách nhiệm", accountable.size()),
                      fmt::format("{} roles answer for this step at once", accountable.size())},
                     {"Giữ một vai trò chịu trách nhiệm", "keep one role that is accountable"});
    }
    if (!leads.empty()) step.role = leads.front();
    if (!accountable.empty()) step.accountable = accountable.front();
    step.supporting = roles_of(row, "support");
    step.consulted = roles_of(row, "consulted");
    step.informed = roles_of(row, "informed");
}

AllowedOutcome outcome_of(const XmlElement& part) {
    AllowedOutcome allowed;
    allowed.outcome = parse_outcome(words_of(part, "name")).value_or(Outcome::completed);
    allowed.reason_required = flag_of(part, "reasonRequired");
    allowed.ground_required = flag_of(part, "groundRequired");
    if (part.has("to")) allowed.back_to = ElementId(words_of(part, "to"));
    allowed.times_at_most = count_if(part, "limit");
    allowed.warn_after = count_if(part, "warnAfter");
    return allowed;
}

void read_separation(Step& step, const XmlElement& row) {
    for (const XmlElement* const part : parts(row, "separation")) {
        const Identity identity = parse_identity(words_of(*part, "identity")).value_or(Identity::both);
        for (const ElementId& from : ids_of(*part, "from")) step.separate_from.push_back({from, identity});
    }
}

void read_powers(Step& step, const XmlElement& row) {
    if (const XmlElement* const part = row.child(iso_namespace, "authority")) {
        step.authority = {parse_authority_kind(words_of(*part, "kind")).value_or(StepAuthority::Kind::sign),
                          ActCode(words_of(*part, "act"))};
    }
    if (const XmlElement* const part = row.child(iso_namespace, "escalation")) {
        step.escalation = {span_of(*part, "after"), RoleId(words_of(*part, "to"))};
    }
}

}  // namespace

Step read_step(const bpmn::FlowNode& task, const XmlElement& row, const trien::Place& at, Faults& faults) {
    Step step;
    step.id = ElementId(task.id);
    step.name = words(task.name);
    step.ordinal = count_of(row, "ordinal");
    step.act = parse_act_kind(words_of(row, "act")).value_or(ActKind::examine);
    read_roles(step, row, at, faults);
    for (const XmlElement* const part : parts(row, "time")) step.time_groups.push_back(words_of(*part, "group"));
    read_separation(step, row);
    read_powers(step, row);
    for (const XmlElement* const part : parts(row, "outcome")) step.outcomes.push_back(outcome_of(*part));
    for (const XmlElement* const part : parts(row, "determines")) step.determines.push_back(words_of(*part, "fact"));
    for (const XmlElement* const part : parts(row, "usesForm")) step.forms.push_back(words_of(*part, "ref"));
    for (const XmlElement* const part : parts(row, "output")) step.outputs.push_back(words(part->own_text()));
    return step;
}

std::vector<Clock> read_clocks(const bpmn::Element& element) {
    std::vector<Clock> clocks;
    for (const XmlElement& part : element.extensions) {
        if (!part.is(iso_namespace, "clock")) continue;
        clocks.push_back({ElementId(element.id),
                          parse_clock_effect(words_of(part, "effect")).value_or(Clock::Effect::stop),
                          parse_clock_reason(words_of(part, "reason")).value_or(Clock::Reason::supplement)});
    }
    return clocks;
}

}  // namespace trien::procedure::detail
