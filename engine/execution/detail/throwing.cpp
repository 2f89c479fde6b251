// SPDX-License-Identifier: Apache-2.0
// Events that are thrown, and errors and escalations looking for who catches them (BPMN 2.0.1, 10.5.1, 13.5).
#include <algorithm>

#include "engine/execution/detail/game.hpp"

namespace trien::execution::detail {

namespace {

/// How well an event catches an error or escalation: 2 by its code, 1 any, 0 not.
int match(const Node& event, Trigger::Kind kind, const std::string& code) {
    int best = 0;
    for (const Trigger& trigger : event.triggers) {
        if (trigger.kind != kind) continue;
        if (trigger.name == code) best = 2;
        if (trigger.name.empty()) best = std::max(best, 1);
    }
    return best;
}

/// The event among several that catches best; the first of equals. `nothing` if none does.
NodeIndex best_of(const Net& net, const std::vector<NodeIndex>& events, Trigger::Kind kind, const std::string& code) {
    NodeIndex best = nothing;
    int quality = 0;
    for (const NodeIndex event : events) {
        const int matched = match(net.node(event), kind, code);
        if (matched <= quality) continue;
        best = event;
        quality = matched;
    }
    return best;
}

Wait::Kind wait_kind(Trigger::Kind kind) {
    return kind == Trigger::Kind::message ? Wait::Kind::message : Wait::Kind::signal;
}

Thrown::Kind thrown_kind(Trigger::Kind kind) {
    switch (kind) {
        case Trigger::Kind::message: return Thrown::Kind::message;
        case Trigger::Kind::signal: return Thrown::Kind::signal;
        case Trigger::Kind::error: return Thrown::Kind::error;
        default: return Thrown::Kind::escalation;
    }
}

}  // namespace

void Game::begin_throw(Serial scope, NodeIndex index) {
    const Node& node = net_in(scope).node(index);
    for (const Trigger& trigger : node.triggers) {
        if (!throw_trigger(scope, index, trigger) || !is_open(scope)) return;
    }
    if (node.kind != NodeKind::end_event) leave(scope, index);
}

bool Game::throw_trigger(Serial from, NodeIndex index, const Trigger& trigger) {
    switch (trigger.kind) {
        case Trigger::Kind::message:
        case Trigger::Kind::signal: throw_outside(from, index, trigger); return true;
        case Trigger::Kind::escalation:
            emit(Thrown{Thrown::Kind::escalation, net_in(from).node(index).id, trigger.name, {}});
            raise(from, trigger.kind, trigger.name);
            return is_open(from) && !item(from).is_interrupted;
        case Trigger::Kind::error:
            emit(Thrown{Thrown::Kind::error, net_in(from).node(index).id, trigger.name, {}});
            if (!raise(from, trigger.kind, trigger.name)) end_process(Status::failed, trigger.name);
            return false;
        case Trigger::Kind::terminate: terminate(from); return false;
        case Trigger::Kind::link: enter(from, net_in(from).node(index).link_target, {}); return false;
        case Trigger::Kind::cancel: cancel_transaction(transaction_around(from)); return false;
        case Trigger::Kind::compensate: {
            const Serial scope = compensated_scope(from, trigger.activity);
            begin_compensation(from, net_in(from).node(index).id, scope, trigger.activity);
            return !trigger.waits;
        }
        case Trigger::Kind::conditional:
        case Trigger::Kind::timer: break;  // are only caught
    }
    return true;
}

void Game::throw_outside(Serial from, NodeIndex index, const Trigger& trigger) {
    const Node& node = net_in(from).node(index);
    Variables payload = payload_of(from, node);
    emit(Thrown{thrown_kind(trigger.kind), node.id, trigger.name, payload});
    flying_.push_back({wait_kind(trigger.kind), trigger.name, std::move(payload)});
}

bool Game::raise(Serial from, Trigger::Kind kind, const std::string& code) {
    Serial below = 0;
    for (Serial at = from; at != 0;) {
        const Serial parent = item(at).parent;
        if (item(at).kind == Item::Kind::scope && raise_in_scope(at, below, kind, code)) return true;
        const bool carries = parent != 0 && item(parent).kind != Item::Kind::loop;
        if (carries && raise_at_boundary(at, kind, code)) return true;
        below = at;
        at = parent;
    }
    return false;
}

bool Game::raise_in_scope(Serial scope, Serial below, Trigger::Kind kind, const std::string& code) {
    if (item(scope).is_interrupted) return false;
    const Net& net = net_in(scope);
    std::vector<NodeIndex> starts = body_of(scope).event_starts;
    // What an event sub-process throws is for others to catch.
    if (below != 0) {
        const NodeIndex own = index_of(below);
        std::erase_if(starts, [&](NodeIndex start) { return net.scopes[net.node(start).scope].owner == own; });
    }
    const NodeIndex start = best_of(net, starts, kind, code);
    if (start == nothing) return false;
    begin_event_sub_process(scope, start, {});
    return true;
}

bool Game::raise_at_boundary(Serial host, Trigger::Kind kind, const std::string& code) {
    const NodeIndex index = index_of(host);
    if (index == nothing) return false;
    const Net& net = net_of(host);
    const NodeIndex boundary = best_of(net, net.node(index).boundaries, kind, code);
    if (boundary == nothing) return false;
    trigger_boundary(host, boundary, {});
    return true;
}

}  // namespace trien::execution::detail
