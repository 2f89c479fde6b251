// SPDX-License-Identifier: Apache-2.0
// Tasks, call activities and sub-processes (BPMN 2.0.1, 13.3).
#include "engine/execution/decide.hpp"
#include "engine/execution/detail/game.hpp"

namespace trien::execution::detail {

namespace {

Item::Kind item_kind(const Node& node) {
    if (bpmn::is_sub_process(node.kind)) return Item::Kind::scope;
    return node.kind == NodeKind::receive_task ? Item::Kind::wait : Item::Kind::work;
}

}  // namespace

void Game::begin_activity(Serial parent, NodeIndex node) {
    if (net_in(parent).node(node).loop) return begin_loop(parent, node);
    open_instance(parent, node, std::nullopt);
}

void Game::open_instance(Serial parent, NodeIndex index, std::optional<std::uint32_t> counter) {
    const Node& node = net_in(parent).node(index);
    Opened event;
    event.parent = parent;
    event.kind = item_kind(node);
    event.node = node.id;
    if (node.kind == NodeKind::call_activity) {
        const auto process = callable(parent, index);
        if (!process) return;
        event.kind = Item::Kind::scope;
        event.process = process;
    }
    const Serial number = open(std::move(event));
    if (counter) set_counter(number, *node.loop, *counter);
    for (auto& [name, value] : inputs_of(parent, node, item(number).variables)) set(number, name, value);
    if (!counter) await_boundaries(number, node);
    if (item(number).kind == Item::Kind::scope) return begin_scope(number);
    perform_task(number, index);
}

std::optional<Binding> Game::callable(Serial parent, NodeIndex index) {
    const std::string& called = net_in(parent).node(index).called;
    const Net* net = context_.process ? context_.process({called, ""}) : nullptr;
    int depth = 0;
    for (Serial at = parent; at != 0; at = item(at).parent) depth += item(at).process ? 1 : 0;
    std::string fault;
    if (net == nullptr)
        fault = "execution.no-process";
    else if (net->scopes.front().starts.empty())
        fault = "execution.no-start";
    else if (depth > max_call_depth)
        fault = "execution.call-depth";
    if (fault.empty()) return Binding{net->process, net->digest};
    incident(parent, index, fault, called);
    return std::nullopt;
}

void Game::perform_task(Serial number, NodeIndex index) {
    const Node& node = net_of(number).node(index);
    if (node.passes_through) return finish(number);
    switch (node.kind) {
        case NodeKind::script_task: return perform_script(number, node);
        case NodeKind::business_rule_task: return perform_rule(number, node);
        case NodeKind::receive_task: return await(number, node);
        case NodeKind::send_task:
            for (const Trigger& trigger : node.triggers) throw_trigger(number, index, trigger);
            return finish(number);
        default: return;  // somebody outside completes it
    }
}

void Game::perform_script(Serial number, const Node& node) {
    if (node.script) take_result(number, node, value_of(*node.script, number));
    finish(number);
}

void Game::perform_rule(Serial number, const Node& node) {
    if (!context_.rule) return;
    const auto result = context_.rule(node, visible(number));
    if (!result) return;
    take_result(number, node, *result);
    finish(number);
}

void Game::finish(Serial number) {
    if (item(number).parent == 0) return end_process(Status::completed);
    const Serial parent = item(number).parent;
    const NodeIndex index = index_of(number);
    const Node& node = net_of(number).node(index);
    const bool is_undone = item(parent).kind == Item::Kind::compensation;
    if (!is_undone || node.for_compensation) {
        const bool collects = item(parent).kind == Item::Kind::loop && !node.loop->output.empty();
        if (collects)
            collect_output(number);
        else
            map_outputs(number, node);
    }
    emit(Closed{number, Closed::How::completed, node.compensable && !is_undone});
    go_on_after(parent, index);
}

void Game::go_on_after(Serial parent, NodeIndex index) {
    switch (item(parent).kind) {
        case Item::Kind::loop: return instance_done(parent);
        case Item::Kind::compensation: return go_on_with_compensation(parent);
        default: break;
    }
    const Node& node = net_in(parent).node(index);
    if (node.event_sub_process) return;
    leave(parent, index);
    check_ad_hoc(parent);
}

}  // namespace trien::execution::detail
