// SPDX-License-Identifier: Apache-2.0
// Random processes, and the kernel made to follow a given way through them: out of an exclusive gateway goes the flow
// to the node named by the variable "way_<gateway>", out of an inclusive one those whose "to_<gateway>_<node>" is true.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engine/execution/decide.hpp"
#include "engine/gate/soundness.hpp"

namespace trien::gate {

/// A terse text (tests/unit/execution/terse.hpp): any nodes, any flows, events and sub-processes. Mostly unsound.
[[nodiscard]] std::string any_net(std::mt19937& dice);
/// The same of blocks that begin and end well.
[[nodiscard]] std::string block_net(std::mt19937& dice);

/// The kernel on the way of a counterexample.
class Replay {
  public:
    explicit Replay(const execution::Net& net);

    /// False where the kernel cannot be made to follow: a gateway decides twice in one move.
    [[nodiscard]] bool follow(const std::vector<Move>& moves);
    /// Why the kernel does not follow the way; empty while it does.
    [[nodiscard]] const std::string& refusal() const { return refusal_; }
    [[nodiscard]] const execution::State& state() const { return state_; }
    [[nodiscard]] const execution::Events& events() const { return events_; }
    /// A flow was given a token while it held one, or a node was opened while it was open.
    [[nodiscard]] bool was_unsafe() const { return was_unsafe_; }
    [[nodiscard]] int times_entered(const ElementId& node) const;

    void give(const execution::Command& command);
    /// What a move is in the kernel.
    [[nodiscard]] std::optional<execution::Command> command_of(const Move& move);

  private:
    [[nodiscard]] std::optional<execution::Variables> variables_for(const Move& move) const;
    void note_unsafe(const execution::Event& event);

    const execution::Net& net_;
    execution::Context context_;
    execution::State state_;
    execution::Events events_;
    std::string refusal_;
    bool was_unsafe_ = false;
};

}  // namespace trien::gate
