// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/delivery.hpp"

#include "engine/lifecycle/detail/chart.hpp"

namespace trien::lifecycle {

namespace delivery_chart {

using namespace detail;
using State = DeliveryState;
using Event = DeliveryEvent;

struct NotReady;
struct Undelivered;
struct Ready;
struct Sent;
struct HandedOver;

struct Chart : Machine<Chart, NotReady> {};

struct NotReady : Named<State::not_ready>, sc::simple_state<NotReady, Chart> {
    using reactions = mpl::list<sc::transition<On<Event::make_ready>, Ready>>;
};

/// There is a result, and the citizen does not have it yet.
struct Undelivered : sc::simple_state<Undelivered, Chart, Ready> {
    using reactions = mpl::list<sc::transition<On<Event::hand_over>, HandedOver>>;
};
struct Ready : Named<State::ready>, sc::simple_state<Ready, Undelivered> {
    using reactions = mpl::list<sc::transition<On<Event::send>, Sent>>;
};
struct Sent : Named<State::sent>, sc::simple_state<Sent, Undelivered> {
    using reactions = mpl::list<sc::transition<On<Event::come_back>, Ready>>;
};

struct HandedOver : Named<State::handed_over>, sc::simple_state<HandedOver, Chart> {};

}  // namespace delivery_chart

namespace {

struct Life {
    using State = DeliveryState;
    using Event = DeliveryEvent;
    using Machine = delivery_chart::Chart;

    static constexpr std::string_view code = "delivery";
    static constexpr Words subject = {"result", "kết quả"};
    static constexpr std::array states = std::to_array<Words>({
        {"not-ready", "chưa có kết quả"},
        {"ready", "chờ trả"},
        {"sent", "đã gửi bưu chính"},
        {"handed-over", "đã trả"},
    });
    static constexpr std::array events = std::to_array<Words>({
        {"make-ready", "có kết quả"},
        {"send", "gửi bưu chính"},
        {"hand-over", "trả kết quả"},
        {"come-back", "bưu chính chuyển hoàn"},
    });
    static constexpr std::array transitions = std::to_array<DeliveryTransition>({
        {State::not_ready, Event::make_ready, State::ready},
        {State::ready, Event::send, State::sent},
        {State::ready, Event::hand_over, State::handed_over},
        {State::sent, Event::hand_over, State::handed_over},
        {State::sent, Event::come_back, State::ready},
    });
};

}  // namespace

Words words(DeliveryState state) {
    return detail::words<Life>(state);
}
Words words(DeliveryEvent event) {
    return detail::words<Life>(event);
}
std::string_view name(DeliveryState state) {
    return words(state).name;
}
std::string_view name(DeliveryEvent event) {
    return words(event).name;
}

std::optional<DeliveryEvent> delivery_event(std::string_view name) {
    return detail::event_named<Life>(name);
}

std::span<const DeliveryTransition> delivery_transitions() {
    return Life::transitions;
}

DeliveryState replay(std::span<const DeliveryEvent> history) {
    return detail::replay<Life>(history);
}

Result<DeliveryState> advance(std::span<const DeliveryEvent> history, DeliveryEvent event) {
    return detail::advance<Life>(history, event);
}

}  // namespace trien::lifecycle
