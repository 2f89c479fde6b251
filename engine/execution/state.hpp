// SPDX-License-Identifier: Apache-2.0
// A running process: what is open, rebuilt from its events. Nothing here looks at the net: replay needs none.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/strong.hpp"
#include "engine/execution/expression.hpp"

namespace trien::execution {

/// Counts items and waits of one case, from 1; never used again. 0 is none.
using Serial = std::uint32_t;
/// What people and workers call open work and what timers are called: "<node id>/<number>".
using WorkId = Strong<struct WorkIdTag>;

enum class Status : std::uint8_t {
    ready,  ///< not started
    running,
    completed,   ///< every token reached an end
    terminated,  ///< a terminate end event of the process
    failed,      ///< an error nothing caught
    cancelled,   ///< by command
};

/// Which version of which process runs in a scope; bound when it starts.
struct Binding {
    std::string process;
    std::string digest;
    bool operator==(const Binding&) const = default;
};

/// A completed activity that can be undone (10.7).
struct Completed {
    Serial item = 0;
    ElementId node;
    Variables variables;            ///< of a sub-process, as they were
    std::vector<Completed> inside;  ///< of a sub-process
    bool operator==(const Completed&) const = default;
};

/// How far a loop is.
struct Progress {
    std::optional<std::uint32_t> planned;  ///< instances of a multi-instance activity
    std::vector<Value> elements;           ///< of its collection, if it has one
    std::uint32_t started = 0;
    std::uint32_t completed = 0;
    std::uint32_t terminated = 0;
    bool operator==(const Progress&) const = default;
};

/// Something open. Items form a tree: the process at its root, in each scope what runs there.
struct Item {
    enum class Kind : std::uint8_t {
        scope,         ///< process, sub-process, event sub-process, called process
        work,          ///< a task somebody or something outside has to do
        wait,          ///< an event or event-based gateway that waits
        loop,          ///< the instances of a looping activity
        compensation,  ///< undoes completed activities, last first
        incident,      ///< stands still until somebody retries
    };
    Serial number = 0;
    Serial parent = 0;
    Kind kind = Kind::scope;
    ElementId node;                  ///< of the net around it; empty for the process
    std::optional<Binding> process;  ///< of the process and of called ones
    std::vector<ElementId> tokens;   ///< of a scope: the flows that hold one, in order of arrival
    Variables variables;
    std::vector<Completed> completed;  ///< of a scope: what can be undone; of a compensation: what is still to undo
    std::optional<Progress> progress;  ///< of a loop
    bool is_interrupted = false;       ///< of a scope: an interrupting event ended what ran there
    std::string fault;                 ///< of an incident: code, see incident_text()
    std::string detail;                ///< of an incident: the expression, flow or process it is about
    bool operator==(const Item&) const = default;
};

/// An event somebody waits for from outside.
struct Wait {
    enum class Kind : std::uint8_t { message, signal, timer, condition };
    Serial number = 0;
    Serial host = 0;  ///< the item it belongs to: the waiting event, the activity of a boundary event, the scope
    Kind kind = Kind::message;
    ElementId node;                          ///< the event
    bool starts = false;                     ///< it starts an event sub-process: it lies inside its host, not on it
    std::uint32_t trigger = 0;               ///< which of the event's definitions
    std::string name;                        ///< of a message or signal
    std::string rule;                        ///< of a timer: ISO 8601
    std::optional<Instant> due;              ///< of a timer
    std::optional<std::uint32_t> remaining;  ///< of a cycle with an end: how often more, this time included
    bool met = false;  ///< has occurred and stays: of a parallel multiple event, of a condition that holds
    bool operator==(const Wait&) const = default;
};

struct State {
    Status status = Status::ready;
    std::string error;        ///< code of what failed
    Serial last = 0;          ///< number given last
    std::vector<Item> items;  ///< by number
    std::vector<Wait> waits;  ///< by number

    /// Null if it is not open.
    [[nodiscard]] const Item* item(Serial number) const;
    [[nodiscard]] const Wait* wait(Serial number) const;
    bool operator==(const State&) const = default;
};

// --- Events ----------------------------------------------------------------------------------------------------------

/// The process began. Opens its root, item 1.
struct Started {
    Binding process;
    bool operator==(const Started&) const = default;
};

/// A token came to a node: taken from these flows, or from none where an event or a person sent it.
struct Entered {
    Serial scope = 0;
    ElementId node;
    std::vector<ElementId> taken;
    bool operator==(const Entered&) const = default;
};

/// A token was laid on a sequence flow.
struct FlowTaken {
    Serial scope = 0;
    ElementId flow;
    bool operator==(const FlowTaken&) const = default;
};

/// Something opened. A `work` item is a task for somebody outside.
struct Opened {
    Serial number = 0;
    Serial parent = 0;
    Item::Kind kind = Item::Kind::work;
    ElementId node;
    std::optional<Binding> process;
    std::optional<std::uint32_t> planned;  ///< of a multi-instance loop
    std::vector<Value> elements;           ///< of a multi-instance loop
    Serial undoes_in = 0;                  ///< of a compensation: the scope whose completed activities it undoes
    std::vector<Serial> undoes;            ///< of a compensation: which
    std::string fault;
    std::string detail;
    bool operator==(const Opened&) const = default;
};

/// Something ended, and with it all inside it and every wait of it.
struct Closed {
    enum class How : std::uint8_t { completed, interrupted, terminated };
    Serial number = 0;
    How how = How::completed;
    bool compensable = false;  ///< remembered in the scope around it
    bool operator==(const Closed&) const = default;
};

/// All tokens and items of a scope ended, and nothing starts its event sub-processes any more; the scope itself stays,
/// and so does what is awaited on its boundary.
struct Cleared {
    Serial scope = 0;
    bool operator==(const Cleared&) const = default;
};

/// Somebody began to wait for an event. A timer wait is the order to set a timer.
struct Awaited {
    Wait wait;
    bool operator==(const Awaited&) const = default;
};

/// The awaited event occurred.
struct Occurred {
    Serial wait = 0;
    bool stays = false;  ///< goes on waiting
    bool met = false;    ///< Wait::met from now on
    bool operator==(const Occurred&) const = default;
};

struct VariableSet {
    Serial item = 0;
    std::string name;
    Value value;
    bool operator==(const VariableSet&) const = default;
};

/// The process told the world something. Messages and signals are for the outbox.
struct Thrown {
    enum class Kind : std::uint8_t { message, signal, error, escalation };
    Kind kind = Kind::message;
    ElementId node;
    std::string name;  ///< of the message or signal; code of the error or escalation
    Variables payload;
    bool operator==(const Thrown&) const = default;
};

/// The process is over.
struct Ended {
    Status status = Status::completed;
    std::string error;  ///< code of an error nothing caught
    bool operator==(const Ended&) const = default;
};

using Event =
    std::variant<Started, Entered, FlowTaken, Opened, Closed, Cleared, Awaited, Occurred, VariableSet, Thrown, Ended>;
using Events = std::vector<Event>;

/// The state after an event. Total and pure: every event ever written must apply, for ever; one about something that is
/// not open changes nothing.
[[nodiscard]] State evolve(State state, const Event& event);
/// The same in place.
void apply(State& state, const Event& event);

// --- Questions -------------------------------------------------------------------------------------------------------

[[nodiscard]] WorkId work_id(const Item& item);
[[nodiscard]] WorkId work_id(const Wait& wait);
/// The number in a work or timer id. Nothing if it is not one.
[[nodiscard]] std::optional<Serial> serial_of(const WorkId& id);
/// What waits for somebody outside, in order of opening.
[[nodiscard]] std::vector<const Item*> open_work(const State& state);
/// Set timers; a timer that is not among them was cancelled or has fired.
[[nodiscard]] std::vector<const Wait*> open_timers(const State& state);
[[nodiscard]] std::vector<const Item*> incidents(const State& state);
/// Everything open inside an item, itself excluded, in order of opening.
[[nodiscard]] std::vector<Serial> inside(const State& state, Serial item);
/// The nearest scope around an item; 0 for the process.
[[nodiscard]] Serial scope_around(const State& state, Serial item);

[[nodiscard]] std::string_view text_of(Status status);
[[nodiscard]] std::string_view text_of(Item::Kind kind);
[[nodiscard]] std::string_view text_of(Wait::Kind kind);
[[nodiscard]] std::string_view text_of(Closed::How how);
[[nodiscard]] std::string_view text_of(Thrown::Kind kind);

}  // namespace trien::execution
