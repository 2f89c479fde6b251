// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/lifecycle/transition.hpp"

namespace trien::lifecycle {

/// How far the handling of a dossier has come (tiến độ hồ sơ). Suspended, it remembers where it stood.
enum class ProgressState : std::uint8_t {
    received,               ///< đã tiếp nhận
    processing,             ///< đang giải quyết
    awaiting_supplement,    ///< chờ bổ sung
    awaiting_verification,  ///< chờ xác minh
    awaiting_obligation,    ///< chờ thực hiện nghĩa vụ
    done,                   ///< đã giải quyết xong
    refused,                ///< đã từ chối
    stopped,                ///< đã dừng
};

/// What may happen to it.
enum class ProgressEvent : std::uint8_t {
    take_up,             ///< thụ lý
    ask_supplement,      ///< yêu cầu bổ sung
    await_verification,  ///< gửi xác minh
    await_obligation,    ///< yêu cầu thực hiện nghĩa vụ
    resume,              ///< giải quyết tiếp; back to where it was suspended
    finish,              ///< giải quyết xong
    refuse,              ///< từ chối
    stop,                ///< dừng; withdrawn by the citizen, or not supplemented in time
};

[[nodiscard]] Words words(ProgressState state);
[[nodiscard]] Words words(ProgressEvent event);
[[nodiscard]] std::string_view name(ProgressState state);
[[nodiscard]] std::string_view name(ProgressEvent event);
[[nodiscard]] std::optional<ProgressEvent> progress_event(std::string_view name);

/// Which event leads where: the one table the chart is checked against, and the pictures are drawn from.
using ProgressTransition = Transition<ProgressState, ProgressEvent>;
[[nodiscard]] std::span<const ProgressTransition> progress_transitions();

/// The state after a history of events, run through the statechart.
/// @throws Error(Fault::corrupt) when the history holds an event the chart does not take.
[[nodiscard]] ProgressState replay(std::span<const ProgressEvent> history);

/// The state after one more event, or the refusal: what is awaited instead.
[[nodiscard]] Result<ProgressState> advance(std::span<const ProgressEvent> history, ProgressEvent event);

}  // namespace trien::lifecycle
