// SPDX-License-Identifier: Apache-2.0
// What is thrown and caught, and what is undone.
#include <algorithm>

#include "engine/gate/detail/game.hpp"

namespace trien::gate::detail {

using bpmn::NodeKind;

namespace {

/// How well an event catches an error or escalation: 2 by its code, 1 any, 0 not.
int match(const Node& event, Trigger::Kind kind, const std::string& code) {
    int best = 0;
    for (const Trigger& trigger : event.triggers) {
        if (trigger.kind != kind) continue;
        if (trigger.name == code) return 2;
        if (trigger.name.empty()) best = 1;
    }
    return best;
}

template <class Events>
NodeIndex best_of(const Net& net, const Events& events, Trigger::Kind kind, const std::string& code) {
    NodeIndex best = nothing;
    int quality = 0;
    for (const NodeIndex event : events) {
        const int matched = match(net.node(event), kind, code);
        if (matched > quality) best = event;
        quality = std::max(quality, matched);
    }
    return best;
}

}  // namespace

// --- throwing --------------------------------------------------------------------------------------------------------

void Game::throw_events(NodeIndex index) {
    const Node& node = net_.node(index);
    if (node.kind == NodeKind::end_event) reach_end(index);
    for (const Trigger& trigger : node.triggers) {
        if (!throw_trigger(index, trigger) || is_stopped()) return;
    }
    if (node.kind != NodeKind::end_event) leave(index);
}

void Game::reach_end(NodeIndex node) {
    const Place place = board_.of_end(node);
    if (place == no_place) return;
    if (marking_.test(place)) ended_twice_ = node;
    marking_.set(place);
}

bool Game::throw_trigger(NodeIndex index, const Trigger& trigger) {
    using Kind = Trigger::Kind;
    const ScopeIndex scope = net_.node(index).scope;
    switch (trigger.kind) {
        case Kind::message:
        case Kind::signal: flying_.push_back({trigger.kind == Kind::message, trigger.name}); return true;
        case Kind::escalation: {
            raise(scope, nothing, Kind::escalation, trigger.name);
            return runs(scope) && !is_interrupted(scope);
        }
        case Kind::error:
            if (!raise(scope, nothing, Kind::error, trigger.name)) end_process();
            return false;
        case Kind::terminate: terminate(scope); return false;
        case Kind::link: enter(net_.node(index).link_target); return false;
        case Kind::cancel: {
            NodeIndex at = net_.scopes[scope].owner;
            while (net_.node(at).kind != NodeKind::transaction) at = net_.scopes[net_.node(at).scope].owner;
            cancel(at);
            return false;
        }
        case Kind::compensate: return compensate(index, trigger.waits);
        case Kind::conditional:
        case Kind::timer: break;  // are only caught
    }
    return true;
}

void Game::land(const Call& call) {
    std::vector<const Action*> ready = board_.answers(call);
    std::erase_if(ready, [&](const Action* action) { return !is_possible(*action, marking_); });
    // A message is for one, that has waited longest; a signal for all, in the order of their waiting. Event
    // sub-processes have waited since their scope began. Of the others nobody here knows.
    const auto starts_something = [](const Action* action) { return action->kind == Action::Kind::event_sub_process; };
    auto known = std::ranges::stable_partition(ready, starts_something).begin() - ready.begin();
    while (!ready.empty() && !is_stopped()) {
        const auto next = known > 0 ? 0 : choices_->choose(ready.size());
        const Action& action = *ready[next];
        ready.erase(ready.begin() + next);
        --known;
        if (is_possible(action, marking_)) perform(action);
        if (call.is_message) return;
    }
}

// --- catching --------------------------------------------------------------------------------------------------------

bool Game::raise(ScopeIndex scope, NodeIndex below, Trigger::Kind kind, const std::string& code) {
    if (below != nothing && raise_at_boundary(below, kind, code)) return true;
    while (true) {
        if (raise_in_scope(scope, below, kind, code)) return true;
        below = net_.scopes[scope].owner;
        if (below == nothing) return false;
        if (raise_at_boundary(below, kind, code)) return true;
        scope = net_.node(below).scope;
    }
}

bool Game::raise_in_scope(ScopeIndex scope, NodeIndex below, Trigger::Kind kind, const std::string& code) {
    if (is_interrupted(scope)) return false;
    std::vector<NodeIndex> starts = net_.scopes[scope].event_starts;
    // What an event sub-process throws is for others to catch.
    std::erase_if(starts, [&](NodeIndex start) { return net_.scopes[net_.node(start).scope].owner == below; });
    const NodeIndex start = best_of(net_, starts, kind, code);
    if (start == nothing) return false;
    occur_in_scope(start);
    return true;
}

bool Game::raise_at_boundary(NodeIndex host, Trigger::Kind kind, const std::string& code) {
    const NodeIndex boundary = best_of(net_, net_.node(host).boundaries, kind, code);
    if (boundary == nothing) return false;
    occur_at_boundary(boundary);
    return true;
}

void Game::occur_at_boundary(NodeIndex boundary) {
    const Node& event = net_.node(boundary);
    if (event.interrupting)
        board_.end(event.attached_to, marking_);
    else if (!begin_side_event(boundary))
        return;
    enter(boundary);
}

void Game::occur_in_scope(NodeIndex start) {
    const NodeIndex sub_process = net_.scopes[net_.node(start).scope].owner;
    const ScopeIndex scope = net_.node(sub_process).scope;
    if (is_interrupted(scope)) return;
    if (net_.node(start).interrupting)
        marking_.remove(board_.all_inside(scope));
    else if (marking_.test(board_.of_node(sub_process)) || !begin_side_event(start))
        return;
    visited_[sub_process] = true;
    marking_.set(board_.of_node(sub_process));
    enter(start);
}

bool Game::begin_side_event(NodeIndex event) {
    const Place spent = board_.of_spent(event);
    if (spent != no_place && marking_.test(spent)) return false;
    const Bits* region = board_.own_region(event);
    if (region != nullptr && marking_.meets(*region)) return false;
    if (spent != no_place) marking_.set(spent);
    return true;
}

// --- undoing ---------------------------------------------------------------------------------------------------------

bool Game::compensate(NodeIndex node, bool waits) {
    bool any = false;
    for (NodeIndex handler = 0; handler < net_.nodes.size(); ++handler)
        any = any || net_.node(handler).for_compensation;
    // Whether something was completed that can be undone is not remembered.
    if (!any || choices_->choose(2) == 1) return true;
    for (NodeIndex handler = 0; handler < net_.nodes.size(); ++handler) {
        if (net_.node(handler).for_compensation) visited_[handler] = true;
    }
    rest(node);
    return !waits && !is_stopped();
}

void Game::cancel(NodeIndex transaction) {
    const bool is_undoing = marking_.test(board_.of_undoing(transaction));
    if (is_undoing) return;
    marking_.remove(board_.all_inside(net_.node(transaction).body));
    for (NodeIndex handler = 0; handler < net_.nodes.size(); ++handler) {
        if (net_.node(handler).for_compensation) visited_[handler] = true;
    }
    if (choices_->choose(2) == 0) return leave_cancelled(transaction);
    marking_.set(board_.of_undoing(transaction));
}

void Game::leave_cancelled(NodeIndex transaction) {
    for (const NodeIndex boundary : net_.node(transaction).boundaries) {
        if (has_trigger(net_.node(boundary), Trigger::Kind::cancel)) return occur_at_boundary(boundary);
    }
}

}  // namespace trien::gate::detail
