// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/feel/expression.hpp"

namespace trien::procedure {

/// Index into Net::places.
using PlaceIndex = std::size_t;
/// Index into Net::transitions.
using TransitionIndex = std::size_t;

/// Where a token can lie.
struct Place {
    enum class Kind : std::uint8_t {
        flow,  ///< a sequence flow: the token is on its way
        task,  ///< a task: somebody has to act
        end,   ///< an end event: the token has arrived for good
    };
    Kind kind = Kind::flow;
    ElementId element;
    bool operator==(const Place&) const = default;
};

/// What can happen: takes one token from each input, lays one on each output.
struct Transition {
    enum class Kind : std::uint8_t {
        start_task,     ///< a token on a flow opens the task
        complete_task,  ///< somebody completed the task: never fires by itself
        gateway,        ///< one way through a gateway
        end,            ///< a token reaches an end event
    };
    Kind kind = Kind::gateway;
    ElementId element;  ///< of the task, gateway or event
    std::vector<PlaceIndex> inputs;
    std::vector<PlaceIndex> outputs;
    /// Index into Net::guards; must hold.
    std::optional<std::size_t> guard;
    /// Indices into Net::guards; none may hold: the conditions written before this one, or all others for the default
    /// flow (BPMN 2.0.1, 10.5.3: the first condition that holds takes the token).
    std::vector<std::size_t> unless;
    bool operator==(const Transition&) const = default;
};

/// A procedure compiled once: the only execution semantics there is (game, checks and audit all use it).
struct Net {
    std::vector<Place> places;
    std::vector<Transition> transitions;
    std::vector<feel::Expression> guards;
    /// The flows that leave the start event: they hold the first tokens.
    std::vector<PlaceIndex> initial;
    bool operator==(const Net&) const = default;
};

/// Tokens per place, in the order of Net::places.
struct Marking {
    std::vector<std::uint32_t> tokens;
    bool operator==(const Marking&) const = default;
};

/// What a run of automatic transitions led to.
struct Settled {
    Marking marking;
    std::vector<TransitionIndex> fired;  ///< in order
};

/// Does a condition hold?
/// @throws Error(Fault::input) "procedure.condition" when it takes more than an evaluation may.
[[nodiscard]] bool holds(const feel::Expression& condition, const feel::Context& variables);

/// The marking of a case that has just begun.
[[nodiscard]] Marking initial(const Net& net);

/// The transitions that may fire now, in ascending order.
[[nodiscard]] std::vector<TransitionIndex> enabled(const Net& net,
                                                   const Marking& marking,
                                                   const feel::Context& variables);

/// The marking after one transition. Only tokens are moved; guards are the caller's matter.
/// @throws std::logic_error when an input holds no token: callers fire what `enabled` named.
[[nodiscard]] Marking fire(const Net& net, Marking marking, TransitionIndex transition);

/// Fires everything but task completions until nothing moves. Ends for every net a clean reading gives: a cycle
/// without a task is refused there (PROC-024).
[[nodiscard]] Settled settle(const Net& net, Marking marking, const feel::Context& variables);

/// The transition that completes a task. Nothing if the net has no such task.
[[nodiscard]] std::optional<TransitionIndex> completion_of(const Net& net, const ElementId& task);

/// The tasks that hold a token, in the order of the places; a task held twice is named twice.
[[nodiscard]] std::vector<ElementId> open_tasks(const Net& net, const Marking& marking);

/// The end events reached, in the order of the places.
[[nodiscard]] std::vector<ElementId> reached_ends(const Net& net, const Marking& marking);

/// True when every token lies in an end event: the case is over.
[[nodiscard]] bool is_final(const Net& net, const Marking& marking);

}  // namespace trien::procedure
