// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/payment.hpp"

#include "engine/lifecycle/detail/chart.hpp"

namespace trien::lifecycle {

namespace payment_chart {

using namespace detail;
using State = PaymentState;
using Event = PaymentEvent;

struct None;
struct Due;
struct Paid;
struct Waived;
struct Refunded;

struct Chart : Machine<Chart, None> {};

struct None : Named<State::none>, sc::simple_state<None, Chart> {
    using reactions = mpl::list<sc::transition<On<Event::assess>, Due>>;
};
struct Due : Named<State::due>, sc::simple_state<Due, Chart> {
    using reactions = mpl::list<sc::transition<On<Event::pay>, Paid>, sc::transition<On<Event::waive>, Waived>>;
};
struct Paid : Named<State::paid>, sc::simple_state<Paid, Chart> {
    using reactions = mpl::list<sc::transition<On<Event::refund>, Refunded>>;
};
struct Waived : Named<State::waived>, sc::simple_state<Waived, Chart> {};
struct Refunded : Named<State::refunded>, sc::simple_state<Refunded, Chart> {};

}  // namespace payment_chart

namespace {

struct Life {
    using State = PaymentState;
    using Event = PaymentEvent;
    using Machine = payment_chart::Chart;

    static constexpr std::string_view code = "payment";
    static constexpr Words subject = {"payment", "khoản phí, lệ phí"};
    static constexpr std::array states = std::to_array<Words>({
        {"none", "chưa có khoản thu"},
        {"due", "phải nộp"},
        {"paid", "đã nộp"},
        {"waived", "được miễn"},
        {"refunded", "đã hoàn"},
    });
    static constexpr std::array events = std::to_array<Words>({
        {"assess", "tính khoản thu"},
        {"pay", "nộp"},
        {"waive", "miễn"},
        {"refund", "hoàn"},
    });
    static constexpr std::array transitions = std::to_array<PaymentTransition>({
        {State::none, Event::assess, State::due},
        {State::due, Event::pay, State::paid},
        {State::due, Event::waive, State::waived},
        {State::paid, Event::refund, State::refunded},
    });
};

}  // namespace

Words words(PaymentState state) {
    return detail::words<Life>(state);
}
Words words(PaymentEvent event) {
    return detail::words<Life>(event);
}
std::string_view name(PaymentState state) {
    return words(state).name;
}
std::string_view name(PaymentEvent event) {
    return words(event).name;
}

std::optional<PaymentEvent> payment_event(std::string_view name) {
    return detail::event_named<Life>(name);
}

std::span<const PaymentTransition> payment_transitions() {
    return Life::transitions;
}

PaymentState replay(std::span<const PaymentEvent> history) {
    return detail::replay<Life>(history);
}

Result<PaymentState> advance(std::span<const PaymentEvent> history, PaymentEvent event) {
    return detail::advance<Life>(history, event);
}

}  // namespace trien::lifecycle
