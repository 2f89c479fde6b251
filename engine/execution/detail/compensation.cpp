// SPDX-License-Identifier: Apache-2.0
// Compensation and transactions (BPMN 2.0.1, 10.3.5, 10.7, 13.5.5).
#include <algorithm>
#include <stdexcept>

#include "engine/execution/detail/game.hpp"

namespace trien::execution::detail {

namespace {

bool is_compensation_start(const Node& node) {
    return !node.triggers.empty() && node.triggers.front().kind == Trigger::Kind::compensate;
}

NodeIndex cancel_boundary(const Net& net, NodeIndex transaction) {
    for (const NodeIndex boundary : net.node(transaction).boundaries) {
        const auto& triggers = net.node(boundary).triggers;
        if (std::ranges::find(triggers, Trigger::Kind::cancel, &Trigger::kind) != triggers.end()) return boundary;
    }
    return nothing;
}

}  // namespace

bool can_be_cancelled(const Net& net, NodeIndex transaction) {
    return net.node(transaction).kind == NodeKind::transaction && cancel_boundary(net, transaction) != nothing;
}

void Game::begin_compensation(Serial parent, const ElementId& node, Serial scope, NodeIndex only) {
    Opened event;
    event.parent = parent;
    event.kind = Item::Kind::compensation;
    event.node = node;
    event.undoes_in = scope;
    for (const Completed& done : item(scope).completed) {
        if (only == nothing || done.node == net_in(scope).node(only).id) event.undoes.push_back(done.item);
    }
    go_on_with_compensation(open(std::move(event)));
}

void Game::go_on_with_compensation(Serial compensation) {
    if (item(compensation).completed.empty()) return finish_compensation(compensation);
    const Net& net = net_in(compensation);
    const NodeIndex done = net.find(item(compensation).completed.back().node);
    const NodeIndex handler = net.node(done).handler;
    if (handler == nothing) return undo_from_inside(compensation, done);
    if (halts(compensation, handler)) return;
    enter(compensation, handler, {});
}

void Game::undo_from_inside(Serial compensation, NodeIndex sub_process) {
    const Net& net = net_in(compensation);
    Opened event;
    event.parent = compensation;
    event.kind = Item::Kind::scope;
    event.node = net.node(sub_process).id;
    const Serial scope = open(std::move(event));
    for (const NodeIndex start : body_of(scope).event_starts) {
        if (is_compensation_start(net.node(start))) return begin_event_sub_process(scope, start, {});
    }
    begin_compensation(scope, {}, scope, nothing);
}

void Game::finish_compensation(Serial compensation) {
    const Serial parent = item(compensation).parent;
    const ElementId id = item(compensation).node;
    close(compensation, Closed::How::completed);
    if (id.value().empty()) return;
    if (id == item(parent).node) return leave_cancelled(parent);
    const NodeIndex index = net_in(parent).find(id);
    const Node& node = net_in(parent).node(index);
    const bool waits = std::ranges::any_of(node.triggers, [](const Trigger& trigger) {
        return trigger.kind == Trigger::Kind::compensate && trigger.waits;
    });
    if (waits && node.kind != NodeKind::end_event) leave(parent, index);
}

Serial Game::compensated_scope(Serial scope, NodeIndex only) const {
    Serial at = item(scope).kind == Item::Kind::scope ? scope : scope_around(state_, scope);
    const NodeIndex owner = body_of(at).owner;
    const bool is_event_sub_process = owner != nothing && net_in(at).node(owner).event_sub_process;
    if (is_event_sub_process) at = item(at).parent;
    if (only == nothing) return at;
    const ElementId& wanted = net_in(at).node(only).id;
    for (Serial outer = at; outer != 0; outer = item(outer).process ? 0 : scope_around(state_, outer)) {
        if (std::ranges::find(item(outer).completed, wanted, &Completed::node) != item(outer).completed.end()) {
            return outer;
        }
    }
    return at;
}

Serial Game::transaction_around(Serial number) const {
    for (Serial at = number; at != 0; at = item(at).parent) {
        const NodeIndex index = index_of(at);
        const bool is_scope = item(at).kind == Item::Kind::scope && index != nothing;
        if (is_scope && net_of(at).node(index).kind == NodeKind::transaction) return at;
    }
    throw std::logic_error("a cancel end event lies outside every transaction; the compiler refuses that");
}

void Game::cancel_transaction(Serial transaction) {
    emit(Cleared{transaction});
    begin_compensation(transaction, item(transaction).node, transaction, nothing);
}

void Game::leave_cancelled(Serial transaction) {
    const Serial parent = item(transaction).parent;
    const Serial host = item(parent).kind == Item::Kind::loop ? parent : transaction;
    const NodeIndex boundary = cancel_boundary(net_of(host), index_of(host));
    if (boundary == nothing) {
        throw std::logic_error("a transaction is cancelled without a cancel boundary event; the compiler refuses that");
    }
    trigger_boundary(host, boundary, {});
}

}  // namespace trien::execution::detail
