// SPDX-License-Identifier: Apache-2.0
// Does every case that follows this procedure come to an end, whatever people decide on the way?
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/message.hpp"
#include "engine/execution/net.hpp"

namespace trien::gate {

enum class Verdict : std::uint8_t { sound, unsound, unknown };

/// What is wrong with a net.
enum class Flaw : std::uint8_t {
    unsafe,    ///< a flow gets a second token, or a step is opened twice at once
    endless,   ///< tokens go round without anybody having to do anything
    deadlock,  ///< the case stands still for ever
    livelock,  ///< the case goes round for ever: from here no way leads to an end
    improper,  ///< an end event is reached twice in one case
    dead,      ///< a step whose turn never comes
};

/// One thing somebody did or that came from outside, and what followed by itself.
struct Move {
    enum class Kind : std::uint8_t {
        begin,       ///< the case begins; `element` is the start event, empty for all plain starts
        complete,    ///< the work, awaited event or compensation is done
        event,       ///< an event occurs: behind an event-based gateway, on a boundary, in an event sub-process
        signal,      ///< the signal `code` is given
        fail,        ///< the work fails with the error `code`
        escalate,    ///< the work escalates with `code`
        activate,    ///< an activity of an ad hoc sub-process is begun
        end_ad_hoc,  ///< an ad hoc sub-process is ended
        cancel,      ///< a transaction is cancelled
        undone,      ///< a cancelled transaction is undone
    };
    Kind kind = Kind::complete;
    ElementId element;
    std::string code;
    std::vector<ElementId> entered;  ///< nodes, in order
    std::vector<ElementId> taken;    ///< flows, in order
};

/// How a flaw comes about: the fewest moves that lead to it.
struct Counterexample {
    std::vector<Move> moves;
    std::vector<ElementId> elements;  ///< the nodes and flows of the way and of the flaw, each once, for the picture
};

struct SoundnessFlaw {
    Flaw flaw = Flaw::deadlock;
    std::vector<ElementId> at;  ///< where: the flow, the waiting join, the steps that go round, the dead steps
    Message text;               ///< the way to it and what is wrong, in plain words
    Message mend;
    Counterexample way;  ///< empty for dead steps
};

struct Soundness {
    Verdict verdict = Verdict::unknown;
    /// By contracting blocks, without looking at states.
    bool by_reduction = false;
    std::size_t states = 0;       ///< markings at rest
    std::size_t transitions = 0;  ///< moves between them
    std::vector<SoundnessFlaw> flaws;
    Message why_unknown;  ///< when the verdict is unknown
};

struct SoundnessOptions {
    bool may_reduce = true;  ///< false: always look at all states
    std::size_t max_states = 2'000'000;
};

/// Decides whether a net is sound: safe, with the option to complete from everywhere, with proper completion and
/// without dead steps (van der Aalst's soundness, read for BPMN). Data is ignored: every way a condition might let
/// a case go is taken to be possible. docs/gate.md tells what each kind of element is taken to do.
///
/// What cannot be decided is `unknown`, never `sound`.
[[nodiscard]] Soundness check_soundness(const execution::Net& net, const SoundnessOptions& options = {});

[[nodiscard]] std::string_view text_of(Verdict verdict);
[[nodiscard]] std::string_view text_of(Flaw flaw);
[[nodiscard]] std::string_view text_of(Move::Kind kind);

}  // namespace trien::gate
