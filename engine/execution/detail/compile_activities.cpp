// SPDX-License-Identifier: Apache-2.0
// Activities: tasks, calls, loops.
#include <fmt/format.h>

#include "engine/execution/detail/compiler.hpp"
#include "engine/execution/foreign.hpp"

namespace trien::execution::detail {

void Compiler::complete_activity(Node& node, const bpmn::FlowNode& source) {
    const bpmn::ActivityPart& activity = source.activity;
    node.event_sub_process = activity.is_event_based;
    node.for_compensation = activity.is_for_compensation;
    node.instantiates = activity.instantiate;
    node.implementation = activity.implementation;
    if (!bpmn::is_sub_process(source.kind)) node.properties = names_of(activity.properties);
    if (activity.standard_loop || activity.multi_instance) node.loop = loop_of(source);
    if (source.kind == NodeKind::call_activity) return complete_call(node, source);
    complete_task(node, source);
}

void Compiler::complete_task(Node& node, const bpmn::FlowNode& source) {
    const bool is_plain = source.kind == NodeKind::task || source.kind == NodeKind::manual_task;
    node.passes_through = is_plain && !options_.tasks_wait;
    if (source.kind == NodeKind::script_task) {
        set_script(node, source.place, source.activity.script, source.activity.script_format);
    }
    if (source.kind != NodeKind::send_task && source.kind != NodeKind::receive_task) return;
    Trigger trigger;
    trigger.kind = Trigger::Kind::message;
    // A task that names no message is known by its own id.
    trigger.name = source.activity.message.empty() ? source.id : message_name(source.activity.message.name);
    node.triggers.push_back(std::move(trigger));
}

void Compiler::complete_call(Node& node, const bpmn::FlowNode& source) {
    const bpmn::QName& called = source.activity.called_element;
    const bpmn::GlobalTask* task = bpmn::find(definitions_.global_tasks, called.name);
    if (task == nullptr) {
        node.called = called.name;
        return;
    }
    node.kind = task->kind;
    node.implementation = task->implementation;
    const bool is_plain = task->kind == NodeKind::task || task->kind == NodeKind::manual_task;
    node.passes_through = is_plain && !options_.tasks_wait;
    if (task->kind == NodeKind::script_task) set_script(node, task->place, task->script, task->script_language);
}

void Compiler::set_script(Node& node, const Place& place, const std::string& script, const std::string& format) {
    if (script.empty()) return;
    if (format.empty() || is_feel(format)) {
        node.script = parse(script, place);
        return;
    }
    report("EXEC-003", place,
           {fmt::format("Ngôn ngữ kịch bản “{}” không chạy được", format),
            fmt::format("scripts in {} cannot be run", format)},
           {"Viết kịch bản bằng FEEL: một ngữ cảnh {biến: giá trị}",
            "write the script in FEEL: a context {variable: value}"});
}

void Compiler::complete_ad_hoc(Scope& scope, const bpmn::ActivityPart& activity) {
    scope.is_ad_hoc = true;
    scope.is_sequential = activity.is_ordered_sequentially;
    scope.cancels_remaining = activity.cancel_remaining_instances;
    scope.completion = expression(activity.completion_condition);
}

Loop Compiler::loop_of(const bpmn::FlowNode& source) {
    if (source.activity.multi_instance) return multi_instance_of(*source.activity.multi_instance, source.place);
    const bpmn::StandardLoop& standard = *source.activity.standard_loop;
    Loop loop;
    loop.test_before = standard.test_before;
    loop.maximum = standard.maximum;
    loop.condition = expression(standard.condition);
    return loop;
}

Loop Compiler::multi_instance_of(const bpmn::MultiInstance& source, const Place& place) {
    Loop loop;
    loop.kind = source.is_sequential ? Loop::Kind::sequential : Loop::Kind::parallel;
    loop.cardinality = expression(source.cardinality);
    if (!source.data_input.empty()) loop.collection = variable_expression(source.data_input.name, place);
    if (source.input_item) loop.item = variable_of(source.input_item->id);
    if (!source.data_output.empty()) loop.output = variable_of(source.data_output.name);
    if (source.output_item) loop.output_item = variable_of(source.output_item->id);
    loop.completion = expression(source.completion_condition);
    set_behavior(loop, source, place);
    return loop;
}

void Compiler::set_behavior(Loop& loop, const bpmn::MultiInstance& source, const Place& place) {
    using Behavior = bpmn::MultiInstance::Behavior;
    for (const bpmn::ComplexBehavior& behavior : source.complex_behavior) {
        auto condition = expression(behavior.condition);
        if (condition) loop.complex.push_back({*std::move(condition), triggers_of(behavior.events)});
    }
    if (source.behavior == Behavior::complex) loop.throws = Loop::Throws::complex;
    if (source.behavior != Behavior::one && source.behavior != Behavior::none) return;
    loop.throws = source.behavior == Behavior::one ? Loop::Throws::first : Loop::Throws::each;
    const auto& wanted = source.behavior == Behavior::one ? source.one_behavior_event : source.none_behavior_event;
    const auto* definition = bpmn::find(definitions_.event_definitions, wanted.name);
    if (definition != nullptr) {
        loop.triggers.push_back(trigger_of(*definition));
        return;
    }
    report("EXEC-007", place,
           {"Hoạt động nhiều phiên bản không nêu sự kiện phải phát",
            "the multi-instance activity does not name the event it throws"},
           {"Thêm oneBehaviorEventRef hoặc noneBehaviorEventRef", "add oneBehaviorEventRef or noneBehaviorEventRef"});
}

}  // namespace trien::execution::detail
