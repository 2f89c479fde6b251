// SPDX-License-Identifier: Apache-2.0
// How tokens move from node to node, and how scopes end.
#include "engine/gate/detail/game.hpp"

#include <algorithm>

#include "engine/execution/decide.hpp"

namespace trien::gate::detail {

using bpmn::NodeKind;

// --- choices ---------------------------------------------------------------------------------------------------------

std::uint32_t Choices::choose(std::size_t ways) {
    if (ways < 2) return 0;
    if (at_ == taken_.size()) taken_.push_back({0, static_cast<std::uint32_t>(ways)});
    return taken_[at_++].way;
}

bool Choices::next() {
    while (!taken_.empty()) {
        Choice& last = taken_.back();
        if (++last.way < last.ways) return true;
        taken_.pop_back();
    }
    return false;
}

// --- stages ----------------------------------------------------------------------------------------------------------

Game::Game(const Board& board)
    : board_(board), net_(board.net()), marking_(board.none()), visited_(net_.nodes.size(), false) {}

void Game::play(const Bits& marking, const Action& action, Choices& choices, Trace* trace) {
    marking_ = marking;
    queue_.clear();
    next_ = 0;
    flying_.clear();
    choices_ = &choices;
    trace_ = trace;
    mishap_ = {};
    ended_twice_ = nothing;
    entered_ = 0;
    choices.rewind();
    perform(action);
    settle();
}

void Game::settle() {
    while (!is_stopped() && marking_.test(Board::running)) {
        if (next_ < queue_.size()) {
            step(queue_[next_++]);
        } else if (!flying_.empty()) {
            const Call call = std::move(flying_.front());
            flying_.erase(flying_.begin());
            land(call);
        } else if (!complete_scope() && !pass_inclusive_join()) {
            return;
        }
    }
}

void Game::perform(const Action& action) {
    using Kind = Action::Kind;
    switch (action.kind) {
        case Kind::begin: return begin(action);
        case Kind::complete: return complete(action.node);
        case Kind::choose_event: return choose_event(action);
        case Kind::boundary: return occur_at_boundary(action.node);
        case Kind::event_sub_process: return occur_in_scope(action.node);
        case Kind::broadcast: return land({false, action.code});
        case Kind::fail: raise(net_.node(action.node).scope, action.node, Trigger::Kind::error, action.code); return;
        case Kind::escalate:
            raise(net_.node(action.node).scope, action.node, Trigger::Kind::escalation, action.code);
            return;
        case Kind::activate: {
            const ScopeIndex scope = net_.node(action.node).scope;
            const Bits* region = board_.own_region(action.node);
            if (region != nullptr && marking_.meets(*region)) return;
            if (net_.scopes[scope].is_sequential && marking_.meets(board_.content(scope))) return;
            return enter(action.node);
        }
        case Kind::end_ad_hoc: {
            const ScopeIndex body = net_.node(action.node).body;
            if (!net_.scopes[body].cancels_remaining && marking_.meets(board_.content(body))) return;
            return finish(action.node);
        }
        case Kind::cancel: return cancel(action.node);
        case Kind::cancelled: return leave_cancelled(action.node);
    }
}

void Game::begin(const Action& action) {
    marking_.set(Board::running);
    if (action.node == nothing) {
        for (const NodeIndex start : net_.scopes.front().starts) enter(start);
        return;
    }
    const Node& node = net_.node(action.node);
    if (action.flow != nothing) {
        visited_[action.node] = true;
        if (node.parallel_events) {
            for (const FlowIndex flow : net_.outgoing(action.node)) {
                if (flow != action.flow) enter(net_.flows[flow].target);
            }
        }
        return choose_event(action);
    }
    if (node.kind == NodeKind::start_event) return enter(action.node);
    // A receive task that starts the process: its message has come.
    visited_[action.node] = true;
    if (trace_ != nullptr) trace_->items.push_back({false, action.node});
    leave(action.node);
}

void Game::step(FlowIndex flow) {
    const NodeIndex node = net_.flows[flow].target;
    const execution::Join join = execution::join_of(net_.node(node));
    if (join == execution::Join::inclusive) return;  // when nothing else moves
    if (!marking_.test(board_.of_flow(flow))) return;
    if (join == execution::Join::any) {
        marking_.reset(board_.of_flow(flow));
        return enter(node);
    }
    if (!board_.may_enter(node, marking_)) return;
    for (const FlowIndex taken : net_.incoming(node)) marking_.reset(board_.of_flow(taken));
    enter(node);
}

bool Game::pass_inclusive_join() {
    for (const NodeIndex join : board_.inclusive_joins()) {
        if (!board_.may_enter(join, marking_)) continue;
        for (const FlowIndex taken : net_.incoming(join)) marking_.reset(board_.of_flow(taken));
        enter(join);
        return true;
    }
    return false;
}

bool Game::complete_scope() {
    for (auto scope = static_cast<ScopeIndex>(net_.scopes.size()); scope-- > 0;) {
        if (net_.scopes[scope].is_ad_hoc || !runs(scope) || marking_.meets(board_.content(scope))) continue;
        const NodeIndex owner = net_.scopes[scope].owner;
        if (owner == nothing)
            end_process();
        else
            finish(owner);
        return true;
    }
    return false;
}

// --- tokens ----------------------------------------------------------------------------------------------------------

void Game::enter(NodeIndex index) {
    if (is_stopped()) return;
    if (++entered_ > execution::max_steps) return stop(Mishap::Kind::endless, index);
    visited_[index] = true;
    if (trace_ != nullptr) trace_->items.push_back({false, index});
    const Node& node = net_.node(index);
    if (bpmn::is_activity(node.kind)) return begin_activity(index);
    const bool throws = node.kind == NodeKind::intermediate_throw_event || node.kind == NodeKind::end_event;
    if (throws) return throw_events(index);
    if (rests(node)) return rest(index);
    leave(index);
}

void Game::begin_activity(NodeIndex index) {
    const Node& node = net_.node(index);
    if (may_be_skipped(node) && choices_->choose(2) == 1) return leave(index);
    if (node.kind == NodeKind::send_task) {
        for (const Trigger& trigger : node.triggers) flying_.push_back({true, trigger.name});
    }
    if (!rests(node)) return leave(index);
    rest(index);
    if (node.body == nothing || net_.scopes[node.body].is_ad_hoc) return;
    for (const NodeIndex start : net_.scopes[node.body].starts) {
        if (!is_stopped() && runs(node.body)) enter(start);
    }
}

void Game::rest(NodeIndex node) {
    const Place place = board_.of_node(node);
    if (marking_.test(place)) return stop(Mishap::Kind::second_instance, node);
    marking_.set(place);
}

void Game::leave(NodeIndex node) {
    const auto& ways = board_.ways(node);
    if (ways.empty()) return;
    for (const FlowIndex flow : ways[choices_->choose(ways.size())]) take(flow);
}

void Game::take(FlowIndex flow) {
    if (is_stopped()) return;
    if (trace_ != nullptr) trace_->items.push_back({true, flow});
    const Place place = board_.of_flow(flow);
    if (marking_.test(place)) return stop(Mishap::Kind::second_token, flow);
    marking_.set(place);
    queue_.push_back(flow);
}

void Game::choose_event(const Action& action) {
    if (board_.of_node(action.node) != no_place) marking_.reset(board_.of_node(action.node));
    const NodeIndex event = net_.flows[action.flow].target;
    visited_[event] = true;
    if (trace_ != nullptr) {
        trace_->items.push_back({true, action.flow});
        trace_->items.push_back({false, event});
    }
    leave(event);
}

// --- scopes ----------------------------------------------------------------------------------------------------------

void Game::complete(NodeIndex index) {
    const Node& node = net_.node(index);
    board_.end(index, marking_);
    if (bpmn::is_activity(node.kind) || node.kind == NodeKind::intermediate_catch_event) return leave(index);
    const auto waits = [](const Trigger& t) { return t.kind == Trigger::Kind::compensate && t.waits; };
    if (node.kind != NodeKind::end_event && std::ranges::any_of(node.triggers, waits)) leave(index);
}

void Game::finish(NodeIndex activity) {
    board_.end(activity, marking_);
    if (!net_.node(activity).event_sub_process) leave(activity);
}

void Game::end_process() {
    marking_ = board_.none();
    queue_.clear();
    next_ = 0;
    flying_.clear();
}

void Game::terminate(ScopeIndex scope) {
    const NodeIndex owner = net_.scopes[scope].owner;
    if (owner == nothing) return end_process();
    finish(owner);
}

}  // namespace trien::gate::detail
