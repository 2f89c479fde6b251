// SPDX-License-Identifier: Apache-2.0
// The token game on a board: from a marking at rest, by one action from outside, to the next marking at rest. It goes
// through the same stages in the same order as execution::decide, without data: what data decides is a choice.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/gate/detail/board.hpp"

namespace trien::gate::detail {

/// The ways taken where there are several; counts through all combinations.
///
///     do { choices.rewind(); … choices.choose(3) … } while (choices.next());
class Choices {
  public:
    /// One of `ways`, by number.
    std::uint32_t choose(std::size_t ways);
    void rewind() { at_ = 0; }
    /// False when every combination has been seen.
    bool next();

  private:
    struct Choice {
        std::uint32_t way;
        std::uint32_t ways;
    };
    std::vector<Choice> taken_;
    std::size_t at_ = 0;
};

/// What one action did, for people: the nodes entered and the flows taken, in order.
struct Trace {
    struct Item {
        bool is_flow = false;
        std::uint32_t index = 0;  ///< of the flow or node
    };
    std::vector<Item> items;
};

/// What went wrong within one action.
struct Mishap {
    enum class Kind : std::uint8_t {
        none,
        second_token,     ///< laid on the flow `index`, which holds one
        second_instance,  ///< of the node `index`, which is at work
        endless,          ///< the node `index` was entered, and no end of moving on was in sight
    };
    Kind kind = Kind::none;
    std::uint32_t index = 0;
};

class Game {
  public:
    explicit Game(const Board& board);

    /// Whether the action can happen in the marking.
    [[nodiscard]] static bool is_possible(const Action& action, const Bits& marking) {
        return action.needs == no_place || marking.test(action.needs);
    }
    /// Plays one action, and all that follows by itself. The result is in marking(), mishap() and ended_twice().
    void play(const Bits& marking, const Action& action, Choices& choices, Trace* trace = nullptr);

    /// All places free: the case is over.
    [[nodiscard]] const Bits& marking() const { return marking_; }
    [[nodiscard]] const Mishap& mishap() const { return mishap_; }
    /// Whether the action did anything: an event that may occur now need not.
    [[nodiscard]] bool has_moved(const Bits& before) const { return entered_ > 0 || marking_ != before; }
    /// The end event that was reached a second time; `nothing` if none was.
    [[nodiscard]] NodeIndex ended_twice() const { return ended_twice_; }
    /// By node: whether a token was ever in it.
    [[nodiscard]] const std::vector<bool>& visited() const { return visited_; }

  private:
    // --- stages ---
    void perform(const Action& action);
    void begin(const Action& action);
    void settle();
    void step(FlowIndex flow);
    void land(const Call& call);
    bool complete_scope();
    bool pass_inclusive_join();

    // --- tokens ---
    void enter(NodeIndex node);
    void begin_activity(NodeIndex node);
    void rest(NodeIndex node);
    void leave(NodeIndex node);
    void take(FlowIndex flow);
    void choose_event(const Action& action);

    // --- scopes ---
    void finish(NodeIndex activity);
    void end_process();
    void terminate(ScopeIndex scope);
    [[nodiscard]] bool runs(ScopeIndex scope) const { return marking_.test(board_.of_scope(scope)); }
    [[nodiscard]] bool is_interrupted(ScopeIndex scope) const { return marking_.meets(board_.interrupters(scope)); }

    // --- events ---
    void throw_events(NodeIndex node);
    /// False when the token that throws goes no further by itself.
    bool throw_trigger(NodeIndex node, const Trigger& trigger);
    bool raise(ScopeIndex scope, NodeIndex below, Trigger::Kind kind, const std::string& code);
    bool raise_in_scope(ScopeIndex scope, NodeIndex below, Trigger::Kind kind, const std::string& code);
    bool raise_at_boundary(NodeIndex host, Trigger::Kind kind, const std::string& code);
    void occur_at_boundary(NodeIndex boundary);
    void occur_in_scope(NodeIndex start);
    /// Notes that a non-interrupting event occurs. False if it has already, or if its last round is still under way.
    bool begin_side_event(NodeIndex event);
    void reach_end(NodeIndex node);
    bool compensate(NodeIndex node, bool waits);
    void complete(NodeIndex node);
    void cancel(NodeIndex transaction);
    void leave_cancelled(NodeIndex transaction);

    void stop(Mishap::Kind kind, std::uint32_t index) { mishap_ = {kind, index}; }
    [[nodiscard]] bool is_stopped() const { return mishap_.kind != Mishap::Kind::none; }

    const Board& board_;
    const Net& net_;
    Bits marking_;
    std::vector<FlowIndex> queue_;  ///< those before next_ are done
    std::size_t next_ = 0;
    std::vector<Call> flying_;
    Choices* choices_ = nullptr;
    Trace* trace_ = nullptr;
    Mishap mishap_;
    NodeIndex ended_twice_ = nothing;
    int entered_ = 0;
    std::vector<bool> visited_;
};

}  // namespace trien::gate::detail
