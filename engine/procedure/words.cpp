// SPDX-License-Identifier: Apache-2.0
// The names of kinds, as files write them.
#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/procedure/document.hpp"
#include "engine/procedure/step.hpp"

namespace trien::procedure {

namespace {

template <class T>
struct Word {
    T value;
    std::string_view text;
};

constexpr std::array<Word<Outcome>, 5> outcomes{{{Outcome::completed, "complete"},
                                                 {Outcome::approved, "approve"},
                                                 {Outcome::returned, "return"},
                                                 {Outcome::refused, "refuse"},
                                                 {Outcome::supplement, "supplement"}}};

constexpr std::array<Word<ActKind>, 12> act_kinds{{{ActKind::receive, "receive"},
                                                   {ActKind::examine, "examine"},
                                                   {ActKind::sign, "sign"},
                                                   {ActKind::seal, "seal"},
                                                   {ActKind::hand_over, "handOver"},
                                                   {ActKind::draft, "draft"},
                                                   {ActKind::enter, "enter"},
                                                   {ActKind::present, "present"},
                                                   {ActKind::direct, "direct"},
                                                   {ActKind::handle, "handle"},
                                                   {ActKind::issue, "issue"},
                                                   {ActKind::file, "file"}}};

constexpr std::array<Word<Component::Form>, 6> component_forms{{{Component::Form::original, "original"},
                                                                {Component::Form::copy, "copy"},
                                                                {Component::Form::certified_copy, "certifiedCopy"},
                                                                {Component::Form::form, "form"},
                                                                {Component::Form::shown, "shown"},
                                                                {Component::Form::database, "database"}}};

constexpr std::array<Word<Identity>, 3> identities{
    {{Identity::real, "real"}, {Identity::effective, "effective"}, {Identity::both, "both"}}};

constexpr std::array<Word<StepAuthority::Kind>, 3> authority_kinds{{{StepAuthority::Kind::sign, "sign"},
                                                                    {StepAuthority::Kind::approve, "approve"},
                                                                    {StepAuthority::Kind::advise, "advise"}}};

constexpr std::array<Word<Clock::Effect>, 2> clock_effects{
    {{Clock::Effect::stop, "stop"}, {Clock::Effect::continue_again, "continue"}}};

constexpr std::array<Word<Clock::Reason>, 3> clock_reasons{{{Clock::Reason::supplement, "supplement"},
                                                            {Clock::Reason::verification, "verification"},
                                                            {Clock::Reason::obligation, "obligation"}}};

template <class T, std::size_t Count>
std::string_view text_in(const std::array<Word<T>, Count>& words, T value) {
    return std::ranges::find(words, value, &Word<T>::value)->text;
}

template <class T, std::size_t Count>
std::optional<T> value_in(const std::array<Word<T>, Count>& words, std::string_view text) {
    const auto* const found = std::ranges::find(words, text, &Word<T>::text);
    return found == words.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace

std::string_view text_of(Outcome outcome) {
    return text_in(outcomes, outcome);
}
std::string_view text_of(ActKind act) {
    return text_in(act_kinds, act);
}
std::string_view text_of(Component::Form form) {
    return text_in(component_forms, form);
}
std::string_view text_of(Identity identity) {
    return text_in(identities, identity);
}
std::string_view text_of(StepAuthority::Kind kind) {
    return text_in(authority_kinds, kind);
}
std::string_view text_of(Clock::Effect effect) {
    return text_in(clock_effects, effect);
}
std::string_view text_of(Clock::Reason reason) {
    return text_in(clock_reasons, reason);
}

std::optional<Outcome> parse_outcome(std::string_view text) {
    return value_in(outcomes, text);
}
std::optional<ActKind> parse_act_kind(std::string_view text) {
    return value_in(act_kinds, text);
}
std::optional<Component::Form> parse_component_form(std::string_view text) {
    return value_in(component_forms, text);
}
std::optional<Identity> parse_identity(std::string_view text) {
    return value_in(identities, text);
}
std::optional<StepAuthority::Kind> parse_authority_kind(std::string_view text) {
    return value_in(authority_kinds, text);
}
std::optional<Clock::Effect> parse_clock_effect(std::string_view text) {
    return value_in(clock_effects, text);
}
std::optional<Clock::Reason> parse_clock_reason(std::string_view text) {
    return value_in(clock_reasons, text);
}

}  // namespace trien::procedure
