// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <boost/mpl/list.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>
#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/lifecycle/transition.hpp"

/// What the charts share. A source file writes its chart in Boost.Statechart (in a named namespace: clang refuses
/// events of unnamed ones) and describes the life in a struct `Life`:
///
///     using State, Event, Machine;
///     static constexpr std::string_view code;       // of its refusals: "payment" in "payment.wrong-state"
///     static constexpr Words subject;               // what lives: {"payment", "khoản phí, lệ phí"}
///     static constexpr std::array<Words, …> states, events;   // in the order of the enumerators
///     static constexpr std::array<Transition<State, Event>, …> transitions;
///
/// Machines are made for one question and dropped: a history is replayed, one event is tried, the state is read.
/// Reactions only move, they carry no actions, so a machine throws nothing; faults are thrown beside it, after it has
/// answered.
namespace trien::lifecycle::detail {

namespace sc = boost::statechart;
namespace mpl = boost::mpl;

/// The chart's event of an enumerator.
template <auto Event>
struct On : sc::event<On<Event>> {};

/// Lets a machine ask the leaf it stands in for its state, without run-time type information.
template <class State>
struct Leaf {
    Leaf() = default;
    Leaf(const Leaf&) = delete;
    Leaf& operator=(const Leaf&) = delete;
    virtual ~Leaf() = default;
    [[nodiscard]] virtual State state() const = 0;
};

template <auto State>
struct Named : Leaf<decltype(State)> {
    [[nodiscard]] decltype(State) state() const override { return State; }
};

/// A machine that knows whether it took its last event: Boost.Statechart drops those nobody reacts to.
template <class Chart, class Initial>
struct Machine : sc::state_machine<Chart, Initial> {
    void unconsumed_event(const sc::event_base& /*event*/) { taken = false; }
    bool taken = true;
};

template <class Life>
typename Life::State state_of(const typename Life::Machine& machine) {
    return machine.template state_cast<const Leaf<typename Life::State>&>().state();
}

/// Hands the machine an event; false when it does not take it, and stands where it stood.
template <class Life>
bool take(typename Life::Machine& machine, typename Life::Event event) {
    const auto process = [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        machine.taken = true;
        return ((static_cast<std::size_t>(event) == Index &&
                 (machine.process_event(On<static_cast<typename Life::Event>(Index)>()), true)) ||
                ...);
    };
    return process(std::make_index_sequence<Life::events.size()>()) && machine.taken;
}

/// Brings a new machine to the end of a history.
/// @throws Error(Fault::corrupt) when the chart does not take one of its events.
template <class Life>
void rehydrate(typename Life::Machine& machine, std::span<const typename Life::Event> history) {
    machine.initiate();
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (take<Life>(machine, history[i])) continue;
        throw Error(Fault::corrupt, fmt::format("{}.history", Life::code), {"", 0, 0, fmt::format("event {}", i + 1)},
                    {fmt::format("Lịch sử của {} chứa một việc không thể xảy ra ở bước đó", Life::subject.vi),
                     fmt::format("the history of the {} holds an event that cannot happen there", Life::subject.name)},
                    {"Kiểm tra nhật ký mà lịch sử này được đọc ra", "check the journal the history was read from"});
    }
}

template <class Life>
typename Life::State replay(std::span<const typename Life::Event> history) {
    typename Life::Machine machine;
    rehydrate<Life>(machine, history);
    return state_of<Life>(machine);
}

template <class Life>
Words words(typename Life::State state) {
    return Life::states.at(static_cast<std::size_t>(state));
}
template <class Life>
Words words(typename Life::Event event) {
    return Life::events.at(static_cast<std::size_t>(event));
}

template <class Life>
std::optional<typename Life::Event> event_named(std::string_view name) {
    const auto found = std::ranges::find(Life::events, name, &Words::name);
    if (found == Life::events.end()) return std::nullopt;
    return static_cast<typename Life::Event>(found - Life::events.begin());
}

/// "sign, return, refuse": what the state takes, in the language of `member`.
template <class Life>
std::string awaited(typename Life::State state, std::string_view Words::* member) {
    std::string list;
    for (std::size_t i = 0; i < Life::events.size(); ++i) {
        const bool takes = std::ranges::any_of(Life::transitions, [&](const auto& row) {
            return row.from == state && static_cast<std::size_t>(row.event) == i;
        });
        if (takes) list.append(list.empty() ? "" : ", ").append(Life::events[i].*member);
    }
    return list;
}

template <class Life>
Message cannot(typename Life::State state, typename Life::Event event) {
    const std::string vi = awaited<Life>(state, &Words::vi);
    const std::string en = awaited<Life>(state, &Words::name);
    return {fmt::format("Không thể “{}”: {} đang ở trạng thái “{}”; đang chờ: {}", words<Life>(event).vi,
                        Life::subject.vi, words<Life>(state).vi, vi.empty() ? "không việc gì" : vi),
            fmt::format("expected to {}, but the {} is {}; it awaits: {}", words<Life>(event).name, Life::subject.name,
                        words<Life>(state).name, en.empty() ? "nothing" : en)};
}

template <class Life>
Result<typename Life::State> advance(std::span<const typename Life::Event> history, typename Life::Event event) {
    typename Life::Machine machine;
    rehydrate<Life>(machine, history);
    if (take<Life>(machine, event)) return state_of<Life>(machine);
    return refuse(Refusal::Reason::wrong_state, fmt::format("{}.wrong-state", Life::code),
                  cannot<Life>(state_of<Life>(machine), event));
}

/// For lives in which some events need a reason (`needs_reason(event)`).
template <class Life>
Result<typename Life::State> advance(std::span<const typename Life::Event> history,
                                     typename Life::Event event,
                                     std::string_view reason) {
    if (!needs_reason(event) || !reason.empty()) return advance<Life>(history, event);
    return refuse(Refusal::Reason::invalid, fmt::format("{}.reason-required", Life::code),
                  {fmt::format("Phải nêu lý do khi “{}”", words<Life>(event).vi),
                   fmt::format("expected a reason to {}, but there is none", words<Life>(event).name)},
                  {"Ghi lý do", "give the reason"});
}

}  // namespace trien::lifecycle::detail
