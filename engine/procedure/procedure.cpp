// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/procedure.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace trien::procedure {

namespace {

template <class T>
struct Word {
    T value;
    std::string_view text;
};

constexpr std::array<Word<Outcome>, 4> outcomes{{{Outcome::completed, "complete"},
                                                 {Outcome::approved, "approve"},
                                                 {Outcome::returned, "return"},
                                                 {Outcome::refused, "refuse"}}};

constexpr std::array<Word<ActKind>, 5> act_kinds{{{ActKind::receive, "receive"},
                                                  {ActKind::examine, "examine"},
                                                  {ActKind::sign, "sign"},
                                                  {ActKind::seal, "seal"},
                                                  {ActKind::hand_over, "handOver"}}};

constexpr std::array<Word<TimeCase>, 2> time_cases{
    {{TimeCase::standard, "standard"}, {TimeCase::extended, "extended"}}};

constexpr std::array<Word<Component::Form>, 4> component_forms{{{Component::Form::original, "original"},
                                                                {Component::Form::copy, "copy"},
                                                                {Component::Form::certified_copy, "certifiedCopy"},
                                                                {Component::Form::form, "form"}}};

template <class T, std::size_t Count>
std::string_view text_in(const std::array<Word<T>, Count>& words, T value) {
    return std::ranges::find(words, value, &Word<T>::value)->text;
}

template <class T, std::size_t Count>
std::optional<T> value_in(const std::array<Word<T>, Count>& words, std::string_view text) {
    const auto* const found = std::ranges::find(words, text, &Word<T>::text);
    return found == words.end() ? std::nullopt : std::optional(found->value);
}

/// The first item whose member equals the key, or null.
template <class Items, class Key, class Member>
auto* find_by(Items& items, const Key& key, Member member) {
    const auto found = std::ranges::find(items, key, member);
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Step* Procedure::step(const ElementId& id) const {
    return find_by(steps, id, &Step::id);
}

const End* Procedure::end(const ElementId& id) const {
    return find_by(ends, id, &End::id);
}

const TimeGroup* Procedure::time_of(const Step& step, TimeCase time_case) const {
    for (const std::string& id : step.time_groups) {
        const TimeGroup* const group = find_by(time_groups, id, &TimeGroup::id);
        if (group != nullptr && group->time_case == time_case) return group;
    }
    return nullptr;
}

const AllowedOutcome* Procedure::allowed(const Step& step, Outcome outcome) {
    return find_by(step.outcomes, outcome, &AllowedOutcome::outcome);
}

std::string_view text_of(Outcome outcome) {
    return text_in(outcomes, outcome);
}
std::string_view text_of(ActKind act) {
    return text_in(act_kinds, act);
}
std::string_view text_of(TimeCase time_case) {
    return text_in(time_cases, time_case);
}
std::string_view text_of(Component::Form form) {
    return text_in(component_forms, form);
}

std::optional<Outcome> parse_outcome(std::string_view text) {
    return value_in(outcomes, text);
}
std::optional<ActKind> parse_act_kind(std::string_view text) {
    return value_in(act_kinds, text);
}
std::optional<TimeCase> parse_time_case(std::string_view text) {
    return value_in(time_cases, text);
}
std::optional<Component::Form> parse_component_form(std::string_view text) {
    return value_in(component_forms, text);
}

}  // namespace trien::procedure
