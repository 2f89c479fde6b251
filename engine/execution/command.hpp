// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/execution/net.hpp"
#include "engine/execution/state.hpp"

namespace trien::execution {

/// What starts a process. With neither a name nor a node: its one none start event, or everything without an incoming
/// flow where it has no start event.
struct Start {
    enum class By : std::uint8_t { nobody, message, signal, node };
    Variables variables;
    By by = By::nobody;
    std::string name;   ///< of the message or signal; id of the start event (timer, condition, one of several)
    Variables payload;  ///< of the message or signal
};

/// The work is done.
struct Complete {
    WorkId work;
    Variables outputs;
};

/// The work cannot be done: a BPMN error with this code. If nothing catches it, it becomes an incident and the work
/// stays open.
struct Fail {
    WorkId work;
    std::string error;
};

/// The work needs attention: a BPMN escalation with this code. The work goes on unless a boundary event interrupts it.
struct Escalate {
    WorkId work;
    std::string code;
};

/// Tries an incident again, after its cause was mended.
struct Retry {
    WorkId incident;
};

/// The process variable with the case's correlation key.
inline constexpr std::string_view correlation_variable = "correlationKey";

/// A message for this case. It goes to the one that has waited longest among those that wait for its name.
struct DeliverMessage {
    std::string name;
    /// Must equal the text in the variable `correlationKey`, if both are given; else the name alone decides.
    std::optional<std::string> correlation;
    Variables payload;
};

/// A signal, for all that wait for its name.
struct BroadcastSignal {
    std::string name;
    Variables payload;
};

/// The instant of a timer has come; the caller has looked at the clock.
struct FireTimer {
    WorkId timer;
};

/// Writes variables and looks at every condition anew.
struct SetVariables {
    Variables variables;
};

/// Begins an activity of an ad hoc sub-process under way.
struct Activate {
    ElementId activity;
};

/// Ends an ad hoc sub-process; what still runs in it is cancelled if the sub-process says so, else must be done first.
struct CompleteAdHoc {
    ElementId sub_process;
};

/// Ends the case.
struct Cancel {};

/// Cancels a transaction under way: undoes it and goes on from its cancel boundary event.
struct CancelTransaction {
    ElementId transaction;
};

/// Undoes a completed activity, or all that can be undone, in the process itself.
struct Compensate {
    std::optional<ElementId> activity;
};

using Command = std::variant<Start,
                             Complete,
                             Fail,
                             Escalate,
                             Retry,
                             DeliverMessage,
                             BroadcastSignal,
                             FireTimer,
                             SetVariables,
                             Activate,
                             CompleteAdHoc,
                             Cancel,
                             CancelTransaction,
                             Compensate>;

/// What a decision may know of the world; what it used of it is in the events.
struct Context {
    Instant now;
    /// The net of a called process: of that version, or, when the digest is empty, the one to bind now. Null if there
    /// is none. May be empty where nothing is called.
    std::function<const Net*(const Binding&)> process;
    /// The result of a business rule task; nothing makes it work for somebody outside. May be empty.
    std::function<std::optional<Value>(const Node&, const Variables&)> rule;
};

}  // namespace trien::execution
