// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/procedure.hpp"

#include <algorithm>
#include <iterator>

namespace trien::procedure {

namespace {

/// The first item whose member equals the key, or null.
template <class Items, class Key, class Member>
auto* find_by(Items& items, const Key& key, Member member) {
    const auto found = std::ranges::find(items, key, member);
    return found == items.end() ? nullptr : &*found;
}

bool holds_in(const Deadline& deadline, const execution::Variables& variables) {
    return !deadline.condition || execution::holds(*deadline.condition, [&](const std::string& name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
}

}  // namespace

const Step* Procedure::step(const ElementId& id) const {
    return find_by(steps, id, &Step::id);
}

const End* Procedure::end(const ElementId& id) const {
    return find_by(ends, id, &End::id);
}

const Deadline* Procedure::deadline_for(const execution::Variables& variables) const {
    const auto found =
        std::ranges::find_if(deadlines, [&](const Deadline& deadline) { return holds_in(deadline, variables); });
    return found == deadlines.end() ? nullptr : &*found;
}

std::vector<TimeColumn> Procedure::time_columns() const {
    if (deadlines.empty()) return {TimeColumn{}};
    std::vector<TimeColumn> columns;
    const auto add = [&](const Deadline& deadline) {
        const calendar::DeadlineRule& rule = deadline.rule;
        columns.push_back({deadline.time_case, {rule.limit}});
        const auto& extended = deadline.extended_case;
        if (!extended || find_by(time_groups, extended->id, &TimeGroup::time_case) == nullptr) return;
        columns.push_back({*extended, {rule.limit, rule.extension_max}});
    };
    add(deadlines.back());
    std::for_each(deadlines.begin(), std::prev(deadlines.end()), add);
    return columns;
}

const TimeGroup* Procedure::time_of(const Step& step, std::string_view time_case) const {
    for (const std::string& id : step.time_groups) {
        const TimeGroup* const group = find_by(time_groups, id, &TimeGroup::id);
        if (group != nullptr && group->time_case == time_case) return group;
    }
    return nullptr;
}

const AllowedOutcome* Procedure::allowed(const Step& step, Outcome outcome) {
    return find_by(step.outcomes, outcome, &AllowedOutcome::outcome);
}

}  // namespace trien::procedure
