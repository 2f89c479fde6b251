// SPDX-License-Identifier: Apache-2.0
// Processes, sub-processes, event sub-processes and ad hoc sub-processes (BPMN 2.0.1, 10.3.5, 13.3.4, 13.3.5).
#include <algorithm>

#include "engine/execution/detail/game.hpp"

namespace trien::execution::detail {

void Game::begin_scope(Serial scope) {
    prepare_scope(scope);
    if (body_of(scope).is_ad_hoc) return;
    for (const NodeIndex start : body_of(scope).starts) {
        if (is_open(scope)) enter(scope, start, {});
    }
}

void Game::prepare_scope(Serial scope) {
    const Net& net = net_in(scope);
    const Scope& body = body_of(scope);
    for (const NodeIndex start : body.event_starts) await(scope, net.node(start));
}

void Game::begin_event_sub_process(Serial scope, NodeIndex start, const Variables& payload) {
    const Net& net = net_in(scope);
    const Node& event = net.node(start);
    const bool undoes = event.triggers.front().kind == Trigger::Kind::compensate;
    if (event.interrupting && !undoes) emit(Cleared{scope});
    Opened opened;
    opened.parent = scope;
    opened.kind = Item::Kind::scope;
    opened.node = net.node(net.scopes[event.scope].owner).id;
    const Serial inner = open(std::move(opened));
    prepare_scope(inner);
    take_payload(inner, event, payload);
    enter(inner, start, {});
}

bool Game::complete_scope() {
    const auto is_done = [&](const Item& it) {
        if (it.kind != Item::Kind::scope || !it.tokens.empty() || has_children(it.number)) return false;
        const Scope& body = body_of(it.number);
        return !body.is_ad_hoc || (body.completion && condition_holds(*body.completion, it.number));
    };
    // The innermost first: it is the youngest.
    const auto done = std::ranges::find_if(state_.items.rbegin(), state_.items.rend(), is_done);
    if (done == state_.items.rend()) return false;
    finish(done->number);
    return true;
}

void Game::end_process(Status status, std::string error) {
    emit(Ended{status, std::move(error)});
    steps_.clear();
    flying_.clear();
}

void Game::terminate(Serial scope) {
    if (item(scope).parent == 0) return end_process(Status::terminated);
    emit(Cleared{scope});
    finish(scope);
}

void Game::check_ad_hoc(Serial scope) {
    if (!is_open(scope) || !body_of(scope).is_ad_hoc) return;
    const Scope& body = body_of(scope);
    if (!body.completion || !body.cancels_remaining || !condition_holds(*body.completion, scope)) return;
    terminate(scope);
}

}  // namespace trien::execution::detail
