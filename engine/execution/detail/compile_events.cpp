// SPDX-License-Identifier: Apache-2.0
// Events and what they wait for or throw.
#include <fmt/format.h>

#include "engine/execution/detail/compiler.hpp"
#include "engine/execution/timer.hpp"

namespace trien::execution::detail {

namespace {

using Kind = bpmn::EventDefinition::Kind;

/// The element's name, or its id where it has none.
template <class T>
std::string name_or_id(const std::vector<T>& elements, const std::string& id) {
    const T* element = bpmn::find(elements, id);
    return element == nullptr || element->name.empty() ? id : element->name;
}

/// The code, or the id where there is none; of a reference to nothing, nothing: any error.
std::string code_or_id(const std::vector<bpmn::ErrorType>& types, const std::string& id) {
    const bpmn::ErrorType* type = bpmn::find(types, id);
    return type == nullptr || type->code.empty() ? id : type->code;
}

}  // namespace

void Compiler::complete_event(Node& node, const bpmn::FlowNode& source) {
    node.triggers = triggers_of(source.event.definitions);
    node.parallel_multiple = source.event.is_parallel_multiple;
    node.interrupting = source.event.is_interrupting;
}

std::vector<Trigger> Compiler::triggers_of(const std::vector<bpmn::EventDefinition>& definitions) {
    std::vector<Trigger> triggers;
    for (const bpmn::EventDefinition& definition : definitions) triggers.push_back(trigger_of(definition));
    return triggers;
}

Trigger Compiler::trigger_of(const bpmn::EventDefinition& source) {
    Trigger trigger;
    trigger.kind = source.kind;
    trigger.name = name_of(source);
    trigger.waits = source.wait_for_completion;
    trigger.condition = expression(source.condition);
    if (source.kind == Kind::timer) set_timer(trigger, source);
    return trigger;
}

std::string Compiler::name_of(const bpmn::EventDefinition& source) const {
    const std::string& id = source.refers_to.name;
    switch (source.kind) {
        case Kind::message: return message_name(id);
        case Kind::signal: return name_or_id(definitions_.signals, id);
        case Kind::error: return code_or_id(definitions_.errors, id);
        case Kind::escalation: return code_or_id(definitions_.escalations, id);
        case Kind::link: return source.name;
        default: return {};
    }
}

std::string Compiler::message_name(const std::string& id) const {
    return name_or_id(definitions_.messages, id);
}

void Compiler::set_timer(Trigger& trigger, const bpmn::EventDefinition& source) {
    using Rule = TimerRule::Kind;
    const bpmn::Expression* text = nullptr;
    Rule kind = Rule::date;
    if (source.time_date) text = &*source.time_date;
    if (source.time_duration) text = &*source.time_duration, kind = Rule::duration;
    if (source.time_cycle) text = &*source.time_cycle, kind = Rule::cycle;
    if (text == nullptr) return;
    // A rule as it stands is an expression of itself.
    auto rule = is_timer_rule(kind, text->text) ? parse('"' + text->text + '"', text->place) : expression(*text);
    if (rule) trigger.timer = TimerRule{kind, *std::move(rule)};
}

}  // namespace trien::execution::detail
