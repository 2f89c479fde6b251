// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/progress.hpp"

#include <boost/statechart/shallow_history.hpp>

#include "engine/lifecycle/detail/chart.hpp"

namespace trien::lifecycle {

namespace progress_chart {

using namespace detail;
using State = ProgressState;
using Event = ProgressEvent;

struct Open;
struct Active;
struct Received;
struct Processing;
struct Suspended;
struct AwaitingSupplement;
struct AwaitingVerification;
struct AwaitingObligation;
struct Done;
struct Refused;
struct Stopped;

struct Chart : Machine<Chart, Open> {};

/// Neither done nor refused.
struct Open : sc::simple_state<Open, Chart, Active> {
    using reactions = mpl::list<sc::transition<On<Event::stop>, Stopped>>;
};

/// In the hands of the office. Entered again, it stands where it was left; at first, in Received.
struct Active : sc::simple_state<Active, Open, mpl::list<sc::shallow_history<Received>>, sc::has_shallow_history> {
    using reactions = mpl::list<sc::transition<On<Event::ask_supplement>, AwaitingSupplement>,
                                sc::transition<On<Event::await_verification>, AwaitingVerification>,
                                sc::transition<On<Event::await_obligation>, AwaitingObligation>,
                                sc::transition<On<Event::finish>, Done>,
                                sc::transition<On<Event::refuse>, Refused>>;
};
struct Received : Named<State::received>, sc::simple_state<Received, Active> {
    using reactions = mpl::list<sc::transition<On<Event::take_up>, Processing>>;
};
struct Processing : Named<State::processing>, sc::simple_state<Processing, Active> {};

/// In the hands of somebody else.
struct Suspended : sc::simple_state<Suspended, Open, AwaitingSupplement> {
    using reactions = mpl::list<sc::transition<On<Event::resume>, Active>>;
};
struct AwaitingSupplement : Named<State::awaiting_supplement>, sc::simple_state<AwaitingSupplement, Suspended> {};
struct AwaitingVerification : Named<State::awaiting_verification>, sc::simple_state<AwaitingVerification, Suspended> {};
struct AwaitingObligation : Named<State::awaiting_obligation>, sc::simple_state<AwaitingObligation, Suspended> {};

struct Done : Named<State::done>, sc::simple_state<Done, Chart> {};
struct Refused : Named<State::refused>, sc::simple_state<Refused, Chart> {};
struct Stopped : Named<State::stopped>, sc::simple_state<Stopped, Chart> {};

}  // namespace progress_chart

namespace {

struct Life {
    using State = ProgressState;
    using Event = ProgressEvent;
    using Machine = progress_chart::Chart;

    static constexpr std::string_view code = "progress";
    static constexpr Words subject = {"dossier", "hồ sơ"};
    static constexpr std::array states = std::to_array<Words>({
        {"received", "đã tiếp nhận"},
        {"processing", "đang giải quyết"},
        {"awaiting-supplement", "chờ bổ sung"},
        {"awaiting-verification", "chờ xác minh"},
        {"awaiting-obligation", "chờ thực hiện nghĩa vụ"},
        {"done", "đã giải quyết xong"},
        {"refused", "đã từ chối"},
        {"stopped", "đã dừng"},
    });
    static constexpr std::array events = std::to_array<Words>({
        {"take-up", "thụ lý"},
        {"ask-supplement", "yêu cầu bổ sung"},
        {"await-verification", "gửi xác minh"},
        {"await-obligation", "yêu cầu thực hiện nghĩa vụ"},
        {"resume", "giải quyết tiếp"},
        {"finish", "giải quyết xong"},
        {"refuse", "từ chối"},
        {"stop", "dừng"},
    });
    static constexpr std::array transitions = std::to_array<ProgressTransition>({
        {State::received, Event::take_up, State::processing},
        {State::received, Event::ask_supplement, State::awaiting_supplement},
        {State::received, Event::await_verification, State::awaiting_verification},
        {State::received, Event::await_obligation, State::awaiting_obligation},
        {State::received, Event::finish, State::done},
        {State::received, Event::refuse, State::refused},
        {State::received, Event::stop, State::stopped},
        {State::processing, Event::ask_supplement, State::awaiting_supplement},
        {State::processing, Event::await_verification, State::awaiting_verification},
        {State::processing, Event::await_obligation, State::awaiting_obligation},
        {State::processing, Event::finish, State::done},
        {State::processing, Event::refuse, State::refused},
        {State::processing, Event::stop, State::stopped},
        {State::awaiting_supplement, Event::resume, State::received},
        {State::awaiting_supplement, Event::resume, State::processing},
        {State::awaiting_supplement, Event::stop, State::stopped},
        {State::awaiting_verification, Event::resume, State::received},
        {State::awaiting_verification, Event::resume, State::processing},
        {State::awaiting_verification, Event::stop, State::stopped},
        {State::awaiting_obligation, Event::resume, State::received},
        {State::awaiting_obligation, Event::resume, State::processing},
        {State::awaiting_obligation, Event::stop, State::stopped},
    });
};

}  // namespace

Words words(ProgressState state) {
    return detail::words<Life>(state);
}
Words words(ProgressEvent event) {
    return detail::words<Life>(event);
}
std::string_view name(ProgressState state) {
    return words(state).name;
}
std::string_view name(ProgressEvent event) {
    return words(event).name;
}

std::optional<ProgressEvent> progress_event(std::string_view name) {
    return detail::event_named<Life>(name);
}

std::span<const ProgressTransition> progress_transitions() {
    return Life::transitions;
}

ProgressState replay(std::span<const ProgressEvent> history) {
    return detail::replay<Life>(history);
}

Result<ProgressState> advance(std::span<const ProgressEvent> history, ProgressEvent event) {
    return detail::advance<Life>(history, event);
}

}  // namespace trien::lifecycle
