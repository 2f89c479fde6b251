// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/lifecycle/transition.hpp"

namespace trien::lifecycle {

/// How the result of a dossier comes to the citizen (trả kết quả).
enum class DeliveryState : std::uint8_t {
    not_ready,    ///< chưa có kết quả
    ready,        ///< chờ trả
    sent,         ///< đã gửi bưu chính
    handed_over,  ///< đã trả
};

/// What may happen to it.
enum class DeliveryEvent : std::uint8_t {
    make_ready,  ///< có kết quả
    send,        ///< gửi bưu chính
    hand_over,   ///< trả kết quả; at the desk, or by the post
    come_back,   ///< bưu chính chuyển hoàn
};

[[nodiscard]] Words words(DeliveryState state);
[[nodiscard]] Words words(DeliveryEvent event);
[[nodiscard]] std::string_view name(DeliveryState state);
[[nodiscard]] std::string_view name(DeliveryEvent event);
[[nodiscard]] std::optional<DeliveryEvent> delivery_event(std::string_view name);

/// Which event leads where: the one table the chart is checked against, and the pictures are drawn from.
using DeliveryTransition = Transition<DeliveryState, DeliveryEvent>;
[[nodiscard]] std::span<const DeliveryTransition> delivery_transitions();

/// The state after a history of events, run through the statechart.
/// @throws Error(Fault::corrupt) when the history holds an event the chart does not take.
[[nodiscard]] DeliveryState replay(std::span<const DeliveryEvent> history);

/// The state after one more event, or the refusal: what is awaited instead.
[[nodiscard]] Result<DeliveryState> advance(std::span<const DeliveryEvent> history, DeliveryEvent event);

}  // namespace trien::lifecycle
