// SPDX-License-Identifier: Apache-2.0
// One decision under way: a copy of the state, the events so far, and the token game that makes more of them.
//
// Every change goes through emit(), so the events always tell the whole change. Items are looked up by number at each
// use, as emitting may move them.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/execution/command.hpp"
#include "engine/execution/net.hpp"
#include "engine/execution/state.hpp"

namespace trien::execution::detail {

class Game {
  public:
    Game(const Net& net, const State& state, const Context& context) : net_(net), context_(context), state_(state) {}

    // --- commands (commands.cpp) ---
    Result<void> perform(const Start& command);
    Result<void> perform(const Complete& command);
    Result<void> perform(const Fail& command);
    Result<void> perform(const Escalate& command);
    Result<void> perform(const Retry& command);
    Result<void> perform(const DeliverMessage& command);
    Result<void> perform(const BroadcastSignal& command);
    Result<void> perform(const FireTimer& command);
    Result<void> perform(const SetVariables& command);
    Result<void> perform(const Activate& command);
    Result<void> perform(const CompleteAdHoc& command);
    Result<void> perform(const Cancel& command);
    Result<void> perform(const CancelTransaction& command);
    Result<void> perform(const Compensate& command);

    /// Lets everything happen that happens by itself.
    void run();
    [[nodiscard]] Events take_events() { return std::move(events_); }

  private:
    /// Something to do before anything else is looked at.
    struct Step {
        Serial item = 0;           ///< a scope, or a loop that goes on
        FlowIndex flow = nothing;  ///< the flow of a token that arrived in the scope
    };
    /// A message or signal thrown here, on its way to whoever waits for it here.
    struct Flying {
        Wait::Kind kind = Wait::Kind::message;
        std::string name;
        Variables payload;
    };

    // --- state (game.cpp) ---
    void emit(Event event);
    [[nodiscard]] Serial next() const { return state_.last + 1; }
    [[nodiscard]] bool is_open(Serial item) const { return state_.item(item) != nullptr; }
    [[nodiscard]] const Item& item(Serial number) const;
    /// The net that runs inside an item, the one around it, and the part of the net a scope runs.
    [[nodiscard]] const Net& net_in(Serial item) const;
    [[nodiscard]] const Net& net_of(Serial item) const;
    [[nodiscard]] const Scope& body_of(Serial scope) const;
    /// The item's node in net_of(); `nothing` for the process.
    [[nodiscard]] NodeIndex index_of(Serial item) const;
    [[nodiscard]] std::vector<Serial> children(Serial item) const;
    [[nodiscard]] bool has_children(Serial item) const;
    Serial open(Opened event);
    void close(Serial item, Closed::How how);
    void incident(Serial parent, NodeIndex node, std::string fault, std::string detail);
    /// Stops a decision that has gone on for too long.
    bool halts(Serial parent, NodeIndex node);

    // --- tokens (tokens.cpp) ---
    void step(const Step& next_step);
    void enter(Serial scope, NodeIndex node, const std::vector<FlowIndex>& taken);
    /// What happens in a node that a token has entered.
    void begin(Serial scope, NodeIndex node);
    void leave(Serial scope, NodeIndex node);
    void take(Serial scope, FlowIndex flow);
    /// The flows the token goes on over. Nothing if no condition holds.
    [[nodiscard]] std::optional<std::vector<FlowIndex>> choose(Serial scope, NodeIndex node) const;
    bool pass_inclusive_join();
    /// The marked ones among a node's incoming flows.
    [[nodiscard]] std::vector<FlowIndex> tokens_before(Serial scope, NodeIndex node) const;
    [[nodiscard]] std::vector<FlowIndex> tokens_of(Serial scope) const;
    [[nodiscard]] std::vector<NodeIndex> nodes_under_way(Serial scope) const;

    // --- activities (activities.cpp); `parent` is a scope, a loop, or a compensation that runs a handler ---
    void begin_activity(Serial parent, NodeIndex node);
    /// One run of an activity: the activity itself, or the instance of its loop with that counter.
    void open_instance(Serial parent, NodeIndex node, std::optional<std::uint32_t> counter);
    [[nodiscard]] std::optional<Binding> callable(Serial parent, NodeIndex node);
    void perform_task(Serial work, NodeIndex node);
    void perform_script(Serial work, const Node& node);
    void perform_rule(Serial work, const Node& node);
    void finish(Serial item);
    void go_on_after(Serial parent, NodeIndex node);

    // --- scopes (scopes.cpp) ---
    void prepare_scope(Serial scope);
    void begin_scope(Serial scope);
    void begin_event_sub_process(Serial scope, NodeIndex start, const Variables& payload);
    /// Ends one scope nothing is left in.
    bool complete_scope();
    void terminate(Serial scope);
    void check_ad_hoc(Serial scope);
    void end_process(Status status, std::string error = {});

    // --- loops (loops.cpp) ---
    void begin_loop(Serial parent, NodeIndex node);
    bool plan_instances(Serial parent, NodeIndex node, Opened& event);
    void go_on_with_loop(Serial loop);
    [[nodiscard]] bool standard_loop_goes_on(Serial loop, const Loop& rule) const;
    void open_next(Serial loop);
    void set_counter(Serial instance, const Loop& rule, std::uint32_t counter);
    void instance_done(Serial loop);
    void throw_from_loop(Serial loop);
    void collect_output(Serial instance);
    [[nodiscard]] std::vector<Value> collected(Serial loop, const Loop& rule) const;
    void finish_loop(Serial loop);

    // --- throwing (throwing.cpp) ---
    void begin_throw(Serial scope, NodeIndex node);
    /// False when the token that throws goes no further by itself.
    bool throw_trigger(Serial from, NodeIndex node, const Trigger& trigger);
    void throw_outside(Serial from, NodeIndex node, const Trigger& trigger);
    /// Looks outwards for who catches an error or escalation. False if nobody does.
    bool raise(Serial from, Trigger::Kind kind, const std::string& code);
    bool raise_in_scope(Serial scope, Serial below, Trigger::Kind kind, const std::string& code);
    bool raise_at_boundary(Serial host, Trigger::Kind kind, const std::string& code);

    // --- catching (catching.cpp) ---
    void begin_catch(Serial scope, NodeIndex node);
    void await(Serial host, const Node& node);
    [[nodiscard]] bool is_awaited_already(Serial host, const ElementId& node, std::uint32_t trigger) const;
    void await_boundaries(Serial host, const Node& activity);
    void await_timer(Wait wait, const TimerRule& rule);
    void timer_incident(const Wait& wait, const TimerRule& rule);
    /// The event of a wait. The start of an event sub-process lies in the net inside its host, all others around it.
    struct AwaitedEvent {
        const Net* net;
        NodeIndex index;
        [[nodiscard]] const Node& node() const { return net->node(index); }
    };
    [[nodiscard]] AwaitedEvent event_of(const Wait& wait) const;
    void occur(Serial wait, const Variables& payload);
    /// Ends or renews the wait. False when a parallel multiple event still waits for others.
    bool note_occurrence(const Wait& wait, const Node& event);
    void renew(const Wait& wait);
    void trigger_boundary(Serial host, NodeIndex boundary, const Variables& payload);
    void catch_event(const Wait& wait, const Variables& payload);
    void pass_event_gateway(Serial gateway, NodeIndex event, const Variables& payload);
    bool land_one();
    void broadcast(const std::string& signal, const Variables& payload);
    bool check_conditions();
    bool check_condition(const Wait& wait);
    [[nodiscard]] const Wait* receiver(Wait::Kind kind, const std::string& name) const;

    // --- compensation (compensation.cpp) ---
    /// Undoes what was completed in a scope: one activity, or all (`nothing`).
    void begin_compensation(Serial parent, const ElementId& node, Serial scope, NodeIndex only);
    void go_on_with_compensation(Serial compensation);
    void undo_from_inside(Serial compensation, NodeIndex sub_process);
    void finish_compensation(Serial compensation);
    /// The scope whose completed activities a compensation thrown in a scope undoes.
    [[nodiscard]] Serial compensated_scope(Serial scope, NodeIndex only) const;
    void cancel_transaction(Serial transaction);
    [[nodiscard]] Serial transaction_around(Serial item) const;
    void leave_cancelled(Serial transaction);

    // --- data (data.cpp) ---
    /// A variable as an item sees it: its own, then those around it up to its process.
    [[nodiscard]] std::optional<Value> variable(Serial item, const std::string& name) const;
    [[nodiscard]] bool declares(Serial item, const std::string& name) const;
    [[nodiscard]] Variables visible(Serial item) const;
    [[nodiscard]] Value value_of(const Expression& expression, Serial item, const Variables& local = {}) const;
    [[nodiscard]] bool condition_holds(const Expression& condition, Serial item) const;
    void set(Serial item, const std::string& name, const Value& value);
    /// Writes a variable where it is declared, as an item sees it, else in its process.
    void assign(Serial from, const std::string& name, const Value& value);
    [[nodiscard]] Variables inputs_of(Serial parent, const Node& node, const Variables& local = {}) const;
    void map_outputs(Serial item, const Node& node);
    /// What came from outside for an open activity: its data outputs are its own, all else is of its surroundings.
    void take_outputs(Serial item, const Node& node, const Variables& outputs);
    void take_result(Serial item, const Node& node, const Value& result);
    void take_payload(Serial scope, const Node& event, const Variables& payload);
    [[nodiscard]] Variables payload_of(Serial from, const Node& event) const;

    // --- what commands look for (commands.cpp) ---
    [[nodiscard]] Result<std::vector<NodeIndex>> chosen_starts(const Start& command) const;
    void start_at(Serial root, NodeIndex start, const Start& command);
    [[nodiscard]] Result<Serial> open_item(const WorkId& id, Item::Kind kind) const;
    void resume_steps();
    void await_again(Serial host, const ElementId& node);
    void begin_again(Serial parent, const ElementId& node);
    /// The open scope of a sub-process; 0 if there is none.
    [[nodiscard]] Serial scope_of_node(const ElementId& node) const;

    const Net& net_;
    const Context& context_;
    State state_;
    Events events_;
    std::deque<Step> steps_;
    std::deque<Flying> flying_;
    int entered_ = 0;
    bool variables_changed_ = false;
    bool halted_ = false;
};

/// A link event: a way of drawing a sequence flow (10.5.5).
[[nodiscard]] bool is_link(const Node& node);
/// A transaction with a cancel boundary event.
[[nodiscard]] bool can_be_cancelled(const Net& net, NodeIndex transaction);

}  // namespace trien::execution::detail
