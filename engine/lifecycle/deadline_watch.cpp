// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/deadline_watch.hpp"

#include "engine/lifecycle/detail/chart.hpp"

namespace trien::lifecycle {

namespace deadline_watch_chart {

using namespace detail;
using State = DeadlineWatchState;
using Event = DeadlineWatchEvent;

struct InTime;
struct Counting;
struct Stopped;
struct Overdue;
struct Met;
struct Missed;

struct Chart : Machine<Chart, InTime> {};

/// The deadline has not passed.
struct InTime : sc::simple_state<InTime, Chart, Counting> {
    using reactions = mpl::list<sc::transition<On<Event::end>, Met>>;
};
struct Counting : Named<State::counting>, sc::simple_state<Counting, InTime> {
    using reactions = mpl::list<sc::transition<On<Event::stop>, Stopped>,
                                sc::transition<On<Event::pass>, Overdue>,
                                sc::transition<On<Event::revise>, Counting>>;
};
struct Stopped : Named<State::stopped>, sc::simple_state<Stopped, InTime> {
    using reactions = mpl::list<sc::transition<On<Event::go_on>, Counting>, sc::transition<On<Event::revise>, Stopped>>;
};

struct Overdue : Named<State::overdue>, sc::simple_state<Overdue, Chart> {
    using reactions = mpl::list<sc::transition<On<Event::revise>, Counting>, sc::transition<On<Event::end>, Missed>>;
};
struct Met : Named<State::met>, sc::simple_state<Met, Chart> {};
struct Missed : Named<State::missed>, sc::simple_state<Missed, Chart> {};

}  // namespace deadline_watch_chart

namespace {

struct Life {
    using State = DeadlineWatchState;
    using Event = DeadlineWatchEvent;
    using Machine = deadline_watch_chart::Chart;

    static constexpr std::string_view code = "deadline-watch";
    static constexpr Words subject = {"deadline", "thời hạn"};
    static constexpr std::array states = std::to_array<Words>({
        {"counting", "đang tính"},
        {"stopped", "tạm dừng"},
        {"overdue", "quá hạn"},
        {"met", "đúng hạn"},
        {"missed", "trễ hạn"},
    });
    static constexpr std::array events = std::to_array<Words>({
        {"stop", "tạm dừng"},
        {"go-on", "tính tiếp"},
        {"pass", "qua hạn"},
        {"revise", "gia hạn hoặc tính lại"},
        {"end", "kết thúc"},
    });
    static constexpr std::array transitions = std::to_array<DeadlineWatchTransition>({
        {State::counting, Event::stop, State::stopped},
        {State::counting, Event::pass, State::overdue},
        {State::counting, Event::revise, State::counting},
        {State::counting, Event::end, State::met},
        {State::stopped, Event::go_on, State::counting},
        {State::stopped, Event::revise, State::stopped},
        {State::stopped, Event::end, State::met},
        {State::overdue, Event::revise, State::counting},
        {State::overdue, Event::end, State::missed},
    });
};

}  // namespace

Words words(DeadlineWatchState state) {
    return detail::words<Life>(state);
}
Words words(DeadlineWatchEvent event) {
    return detail::words<Life>(event);
}
std::string_view name(DeadlineWatchState state) {
    return words(state).name;
}
std::string_view name(DeadlineWatchEvent event) {
    return words(event).name;
}

std::optional<DeadlineWatchEvent> deadline_watch_event(std::string_view name) {
    return detail::event_named<Life>(name);
}

std::span<const DeadlineWatchTransition> deadline_watch_transitions() {
    return Life::transitions;
}

DeadlineWatchState replay(std::span<const DeadlineWatchEvent> history) {
    return detail::replay<Life>(history);
}

Result<DeadlineWatchState> advance(std::span<const DeadlineWatchEvent> history, DeadlineWatchEvent event) {
    return detail::advance<Life>(history, event);
}

}  // namespace trien::lifecycle
