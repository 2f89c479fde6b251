// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/error.hpp"
#include "engine/execution/command.hpp"
#include "engine/execution/net.hpp"
#include "engine/execution/state.hpp"

namespace trien::execution {

/// How many nodes one command may enter by itself; then an incident stops it, to be retried (BPMN sets no bound).
inline constexpr int max_steps = 1000;
/// How deep called processes may lie in each other.
inline constexpr int max_call_depth = 32;

/// What a command leads to: the facts, with everything that follows by itself until somebody has to act or wait
/// (BPMN 2.0.1, 13). Reads only; the same arguments give the same events. Applying them to `state` gives exactly the
/// state the decision worked on.
///
/// `state` is one that events made: what codec.hpp read from elsewhere is checked against the net, not for sense.
/// What stands still for a reason somebody must mend (no condition holds, a rule that is no timer …) is an incident: an
/// open item, not a refusal.
[[nodiscard]] Result<Events> decide(const Net& net, const State& state, const Command& command, const Context& context);

}  // namespace trien::execution
