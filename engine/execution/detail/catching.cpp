// SPDX-License-Identifier: Apache-2.0
// Events that are awaited: who waits, and what happens when they occur (BPMN 2.0.1, 10.5, 13.5).
#include <algorithm>

#include "engine/execution/detail/game.hpp"
#include "engine/execution/timer.hpp"

namespace trien::execution::detail {

namespace {

/// What is awaited from outside. Errors, escalations, cancellations and compensations find their catchers themselves.
std::optional<Wait::Kind> awaited_kind(Trigger::Kind kind) {
    switch (kind) {
        case Trigger::Kind::message: return Wait::Kind::message;
        case Trigger::Kind::signal: return Wait::Kind::signal;
        case Trigger::Kind::timer: return Wait::Kind::timer;
        case Trigger::Kind::conditional: return Wait::Kind::condition;
        default: return std::nullopt;
    }
}

/// A boundary event or event sub-process that leaves what it interrupts nothing of goes on waiting.
bool goes_on_waiting(const Node& event) {
    const bool may = event.kind == NodeKind::boundary_event || event.kind == NodeKind::start_event;
    return may && !event.interrupting;
}

}  // namespace

void Game::begin_catch(Serial scope, NodeIndex index) {
    const Net& net = net_in(scope);
    const Node& node = net.node(index);
    Opened event;
    event.parent = scope;
    event.kind = Item::Kind::wait;
    event.node = node.id;
    const Serial wait = open(std::move(event));
    if (node.kind != NodeKind::event_based_gateway) return await(wait, node);
    for (const FlowIndex flow : net.outgoing(index)) await(wait, net.node(net.flows[flow].target));
}

void Game::await(Serial host, const Node& node) {
    for (std::uint32_t i = 0; i < node.triggers.size(); ++i) {
        const Trigger& trigger = node.triggers[i];
        const auto kind = awaited_kind(trigger.kind);
        if (!kind || is_awaited_already(host, node.id, i)) continue;
        Wait wait;
        wait.number = next();
        wait.host = host;
        wait.kind = *kind;
        wait.node = node.id;
        wait.starts = node.kind == NodeKind::start_event && item(host).kind == Item::Kind::scope;
        wait.trigger = i;
        wait.name = trigger.name;
        if (trigger.timer) {
            await_timer(std::move(wait), *trigger.timer);
            continue;
        }
        variables_changed_ = variables_changed_ || kind == Wait::Kind::condition;
        emit(Awaited{std::move(wait)});
    }
}

bool Game::is_awaited_already(Serial host, const ElementId& node, std::uint32_t trigger) const {
    return std::ranges::any_of(state_.waits, [&](const Wait& wait) {
        return wait.host == host && wait.node == node && wait.trigger == trigger;
    });
}

void Game::await_boundaries(Serial host, const Node& activity) {
    const Net& net = net_of(host);
    for (const NodeIndex boundary : activity.boundaries) await(host, net.node(boundary));
}

void Game::await_timer(Wait wait, const TimerRule& rule) {
    const std::string text = timer_text(value_of(rule.rule, wait.host));
    const auto plan = plan_timer(rule.kind, text, context_.now);
    if (!plan) return timer_incident(wait, rule);
    wait.rule = plan->rule;
    wait.due = plan->due;
    wait.remaining = plan->remaining;
    emit(Awaited{std::move(wait)});
}

void Game::timer_incident(const Wait& wait, const TimerRule& rule) {
    Opened event;
    event.parent = wait.host;
    event.kind = Item::Kind::incident;
    event.node = wait.node;
    event.fault = "execution.timer";
    event.detail = rule.rule.text();
    open(std::move(event));
}

Game::AwaitedEvent Game::event_of(const Wait& wait) const {
    const Net& net = wait.starts ? net_in(wait.host) : net_of(wait.host);
    return {&net, net.find(wait.node)};
}

void Game::occur(Serial number, const Variables& payload) {
    const Wait* found = state_.wait(number);
    if (found == nullptr) return;  // what occurred before has ended it
    const Wait wait = *found;
    const AwaitedEvent event = event_of(wait);
    if (!note_occurrence(wait, event.node())) return;
    if (wait.starts) return begin_event_sub_process(wait.host, event.index, payload);
    if (event.node().kind == NodeKind::boundary_event) return trigger_boundary(wait.host, event.index, payload);
    catch_event(wait, payload);
}

bool Game::note_occurrence(const Wait& wait, const Node& event) {
    if (!event.parallel_multiple) {
        if (goes_on_waiting(event))
            renew(wait);
        else
            emit(Occurred{wait.number, false, true});
        return true;
    }
    emit(Occurred{wait.number, true, true});
    std::vector<Serial> all;
    for (const Wait& other : state_.waits) {
        if (other.host != wait.host || other.node != wait.node) continue;
        if (!other.met) return false;
        all.push_back(other.number);
    }
    for (const Serial other : all) emit(Occurred{other, false, true});
    if (goes_on_waiting(event)) await(wait.host, event);
    return true;
}

void Game::renew(const Wait& wait) {
    const bool is_timer = wait.kind == Wait::Kind::timer;
    const bool is_condition = wait.kind == Wait::Kind::condition;
    emit(Occurred{wait.number, !is_timer, is_condition});
    if (!is_timer) return;
    const auto plan = next_time({wait.rule, wait.due.value_or(context_.now), wait.remaining});
    if (!plan) return;
    Wait next_wait = wait;
    next_wait.number = next();
    next_wait.due = plan->due;
    next_wait.remaining = plan->remaining;
    emit(Awaited{std::move(next_wait)});
}

void Game::trigger_boundary(Serial host, NodeIndex boundary, const Variables& payload) {
    const Node& event = net_of(host).node(boundary);
    const Serial scope = item(host).parent;
    if (event.interrupting) close(host, Closed::How::interrupted);
    take_payload(scope, event, payload);
    enter(scope, boundary, {});
    if (event.interrupting) check_ad_hoc(scope);
}

void Game::catch_event(const Wait& wait, const Variables& payload) {
    const Serial host = wait.host;
    const NodeIndex index = index_of(host);
    const Node& node = net_of(host).node(index);
    if (node.kind == NodeKind::event_based_gateway) {
        return pass_event_gateway(host, net_of(host).find(wait.node), payload);
    }
    if (bpmn::is_activity(node.kind)) {
        take_outputs(host, node, payload);
        return finish(host);
    }
    const Serial scope = item(host).parent;
    close(host, Closed::How::completed);
    take_payload(scope, node, payload);
    leave(scope, index);
}

void Game::pass_event_gateway(Serial gateway, NodeIndex event, const Variables& payload) {
    const Net& net = net_of(gateway);
    const NodeIndex index = index_of(gateway);
    const Serial scope = item(gateway).parent;
    const bool others_wait = std::ranges::find(state_.waits, gateway, &Wait::host) != state_.waits.end();
    if (!net.node(index).parallel_events || !others_wait) close(gateway, Closed::How::completed);
    const auto from_gateway = [&](FlowIndex flow) { return net.flows[flow].source == index; };
    const FlowIndex flow = *std::ranges::find_if(net.incoming(event), from_gateway);
    emit(FlowTaken{scope, net.flows[flow].id});
    emit(Entered{scope, net.node(event).id, {net.flows[flow].id}});
    ++entered_;
    take_payload(scope, net.node(event), payload);
    leave(scope, event);
}

const Wait* Game::receiver(Wait::Kind kind, const std::string& name) const {
    const auto waits_for_it = [&](const Wait& wait) { return wait.kind == kind && wait.name == name && !wait.met; };
    const auto found = std::ranges::find_if(state_.waits, waits_for_it);
    return found == state_.waits.end() ? nullptr : &*found;
}

bool Game::land_one() {
    if (flying_.empty()) return false;
    const Flying thrown = std::move(flying_.front());
    flying_.pop_front();
    if (thrown.kind == Wait::Kind::message) {
        if (const Wait* wait = receiver(thrown.kind, thrown.name)) occur(wait->number, thrown.payload);
    } else {
        broadcast(thrown.name, thrown.payload);
    }
    return true;
}

void Game::broadcast(const std::string& signal, const Variables& payload) {
    std::vector<Serial> receivers;
    for (const Wait& wait : state_.waits) {
        if (wait.kind == Wait::Kind::signal && wait.name == signal && !wait.met) receivers.push_back(wait.number);
    }
    for (const Serial receiver : receivers) occur(receiver, payload);
}

bool Game::check_conditions() {
    if (!variables_changed_) return false;
    variables_changed_ = false;
    std::vector<Serial> conditions;
    for (const Wait& wait : state_.waits) {
        if (wait.kind == Wait::Kind::condition) conditions.push_back(wait.number);
    }
    bool any = false;
    for (const Serial number : conditions) {
        if (const Wait* wait = state_.wait(number)) any = check_condition(*wait) || any;
    }
    return any;
}

bool Game::check_condition(const Wait& wait) {
    const Node& event = event_of(wait).node();
    const bool is_met = condition_holds(*event.triggers.at(wait.trigger).condition, wait.host);
    if (is_met == wait.met) return false;
    if (is_met) {
        occur(wait.number, {});
        return true;
    }
    // A condition occurs when it becomes true; so it must have been false in between (10.5.5).
    if (!event.parallel_multiple) emit(Occurred{wait.number, true, false});
    return false;
}

}  // namespace trien::execution::detail
