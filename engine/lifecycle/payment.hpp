// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/lifecycle/transition.hpp"

namespace trien::lifecycle {

/// How the fees of a dossier stand (phí, lệ phí).
enum class PaymentState : std::uint8_t {
    none,      ///< chưa có khoản thu
    due,       ///< phải nộp
    paid,      ///< đã nộp
    waived,    ///< được miễn
    refunded,  ///< đã hoàn
};

/// What may happen to them.
enum class PaymentEvent : std::uint8_t {
    assess,  ///< tính khoản thu
    pay,     ///< nộp
    waive,   ///< miễn
    refund,  ///< hoàn
};

[[nodiscard]] Words words(PaymentState state);
[[nodiscard]] Words words(PaymentEvent event);
[[nodiscard]] std::string_view name(PaymentState state);
[[nodiscard]] std::string_view name(PaymentEvent event);
[[nodiscard]] std::optional<PaymentEvent> payment_event(std::string_view name);

/// Which event leads where: the one table the chart is checked against, and the pictures are drawn from.
using PaymentTransition = Transition<PaymentState, PaymentEvent>;
[[nodiscard]] std::span<const PaymentTransition> payment_transitions();

/// The state after a history of events, run through the statechart.
/// @throws Error(Fault::corrupt) when the history holds an event the chart does not take.
[[nodiscard]] PaymentState replay(std::span<const PaymentEvent> history);

/// The state after one more event, or the refusal: what is awaited instead.
[[nodiscard]] Result<PaymentState> advance(std::span<const PaymentEvent> history, PaymentEvent event);

}  // namespace trien::lifecycle
