// SPDX-License-Identifier: Apache-2.0
// A net made ready for the search of all states: places as bits, the token rules of execution/rules.hpp as masks, and
// everything that can happen from outside as a list.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/execution/net.hpp"
#include "engine/execution/rules.hpp"
#include "engine/gate/detail/marking.hpp"

namespace trien::gate::detail {

using execution::FlowIndex;
using execution::Net;
using execution::Node;
using execution::NodeIndex;
using execution::nothing;
using execution::ScopeIndex;
using execution::Trigger;

/// What somebody outside does, or what comes from outside; the game goes on by itself from there.
struct Action {
    enum class Kind : std::uint8_t {
        begin,         ///< the process starts at `node`, at all its plain starts (`nothing`), or by the event of `flow`
        complete,      ///< the work, event or compensation of `node` is done
        choose_event,  ///< of an event-based gateway: the event behind `flow`
        boundary,      ///< the boundary event `node`
        event_sub_process,  ///< the start event `node` of an event sub-process
        broadcast,          ///< the signal `code` is given to all that wait for it
        fail,               ///< the work of `node` fails with the error `code`
        escalate,           ///< the work of `node` escalates with `code`
        activate,           ///< the activity `node` of an ad hoc sub-process begins
        end_ad_hoc,         ///< the ad hoc sub-process `node` ends
        cancel,             ///< the transaction `node` is cancelled by command
        cancelled,          ///< all of the cancelled transaction `node` is undone
    };
    Kind kind = Kind::complete;
    NodeIndex node = nothing;
    Place needs = no_place;  ///< must be marked
    FlowIndex flow = nothing;
    std::string code;
};

/// What is thrown inside the process and may be caught inside it: the name of a message or signal.
struct Call {
    bool is_message = false;
    std::string name;
    bool operator==(const Call&) const = default;
};

/// A net as masks. The net must outlive it, and have no obstacle (obstacle.hpp).
class Board {
  public:
    explicit Board(const Net& net);

    [[nodiscard]] const Net& net() const { return *net_; }
    [[nodiscard]] std::size_t words() const { return words_; }
    [[nodiscard]] Bits none() const { return Bits(words_); }

    // --- places ---
    /// Marked from the start to the end of the case.
    static constexpr Place running = 0;
    [[nodiscard]] Place of_flow(FlowIndex flow) const { return 1 + flow; }
    /// Marked while the node works or waits; no_place if it never does.
    [[nodiscard]] Place of_node(NodeIndex node) const { return node_place_[node]; }
    /// Marked once an end event was reached; no_place where it may be reached often.
    [[nodiscard]] Place of_end(NodeIndex node) const { return end_place_[node]; }
    /// Marked once a non-interrupting event has occurred that occurs only once; else no_place.
    [[nodiscard]] Place of_spent(NodeIndex event) const { return spent_place_[event]; }
    /// Marked while a cancelled transaction is undone; no_place for anything else.
    [[nodiscard]] Place of_undoing(NodeIndex transaction) const { return undoing_place_[transaction]; }
    /// Marked while the scope runs.
    [[nodiscard]] Place of_scope(ScopeIndex scope) const;

    // --- rules ---
    /// execution::may_enter, for nodes with incoming flows.
    [[nodiscard]] bool may_enter(NodeIndex node, const Bits& marking) const;
    /// execution::alternatives
    [[nodiscard]] const std::vector<std::vector<FlowIndex>>& ways(NodeIndex node) const { return ways_[node]; }
    /// What keeps a scope from ending.
    [[nodiscard]] const Bits& content(ScopeIndex scope) const { return content_[scope]; }
    /// Everything in a scope and in the scopes inside it, memories included.
    [[nodiscard]] const Bits& all_inside(ScopeIndex scope) const { return all_inside_[scope]; }
    /// Ends an activity: its own place, all inside it, the memories of its boundary.
    void end(NodeIndex activity, Bits& marking) const;
    /// The interrupting event sub-processes of a scope.
    [[nodiscard]] const Bits& interrupters(ScopeIndex scope) const { return interrupters_[scope]; }
    /// Where the tokens of a non-interrupting event or of an ad hoc activity can get to. Null when they meet others
    /// there, or each other in a join: then it matters how often it occurs.
    [[nodiscard]] const Bits* own_region(NodeIndex start) const;
    /// Inclusive joins of all scopes, outer scopes first.
    [[nodiscard]] const std::vector<NodeIndex>& inclusive_joins() const { return inclusive_joins_; }

    // --- what can happen ---
    [[nodiscard]] const std::vector<Action>& starts() const { return starts_; }
    [[nodiscard]] const std::vector<Action>& actions() const { return actions_; }
    /// What happens where a message or signal is caught.
    [[nodiscard]] std::vector<const Action*> answers(const Call& call) const;
    /// Whether the same marking can come again: a cycle of flows, or something that can happen over and over.
    [[nodiscard]] bool can_repeat() const { return can_repeat_; }

  private:
    void place_nodes();
    void compile_joins();
    void compile_scopes();
    void find_regions();
    void find_actions();
    void add_event_actions(NodeIndex event, Action action);
    void add_broadcasts();
    void add_failures(NodeIndex work);
    void add_scope_actions(NodeIndex sub_process);
    void add_starts();

    /// One incoming flow of an inclusive join: its place, and where a token can still come to it from.
    struct Arm {
        Place place;
        Bits from;
    };
    struct Answer {
        Call call;
        Action action;
    };

    const Net* net_;
    std::size_t words_ = 0;
    std::vector<Place> node_place_;
    std::vector<Place> end_place_;
    std::vector<Place> spent_place_;
    std::vector<Place> undoing_place_;
    std::vector<std::vector<std::vector<FlowIndex>>> ways_;
    std::vector<Bits> incoming_;  ///< of joins; without words for other nodes
    std::vector<std::vector<Arm>> arms_;
    std::vector<Bits> content_;
    std::vector<Bits> all_inside_;
    std::vector<Bits> all_of_;  ///< by node; without words where the own place is all
    std::vector<Bits> interrupters_;
    std::vector<Bits> region_;  ///< by node; empty where none is kept
    std::vector<bool> has_region_;
    std::vector<NodeIndex> inclusive_joins_;
    std::vector<Action> starts_;
    std::vector<Action> actions_;
    std::vector<Answer> answers_;
    bool can_repeat_ = false;
};

/// Whether a token stays in the node until something comes from outside or, for a sub-process, from inside.
[[nodiscard]] bool rests(const Node& node);
[[nodiscard]] bool has_trigger(const Node& node, Trigger::Kind kind);
/// A link event: a way of drawing a sequence flow.
[[nodiscard]] bool is_link(const Node& node);
/// A boundary event or event sub-process start that leaves what it occurs on running.
[[nodiscard]] bool is_side_event(const Net& net, NodeIndex node);
/// Where a token goes from a node: over its flows, its boundary events, its link.
[[nodiscard]] std::vector<NodeIndex> next_nodes(const Net& net, NodeIndex node);
/// Whether tokens can go round.
[[nodiscard]] bool has_cycle(const Net& net);
/// Whether a loop may run its activity not even once.
[[nodiscard]] bool may_be_skipped(const Node& node);

}  // namespace trien::gate::detail
