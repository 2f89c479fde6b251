// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/lifecycle/transition.hpp"

namespace trien::lifecycle {

/// How a dossier stands to its deadline (thời hạn). Overdue is no ground to refuse the result: a life of its own.
enum class DeadlineWatchState : std::uint8_t {
    counting,  ///< đang tính
    stopped,   ///< tạm dừng
    overdue,   ///< quá hạn
    met,       ///< đúng hạn
    missed,    ///< trễ hạn
};

/// What may happen to it.
enum class DeadlineWatchEvent : std::uint8_t {
    stop,    ///< tạm dừng
    go_on,   ///< tính tiếp
    pass,    ///< qua hạn; the deadline passes
    revise,  ///< gia hạn hoặc tính lại; extended, or planned anew by another calendar
    end,     ///< kết thúc; the dossier is handled
};

[[nodiscard]] Words words(DeadlineWatchState state);
[[nodiscard]] Words words(DeadlineWatchEvent event);
[[nodiscard]] std::string_view name(DeadlineWatchState state);
[[nodiscard]] std::string_view name(DeadlineWatchEvent event);
[[nodiscard]] std::optional<DeadlineWatchEvent> deadline_watch_event(std::string_view name);

/// Which event leads where: the one table the chart is checked against, and the pictures are drawn from.
using DeadlineWatchTransition = Transition<DeadlineWatchState, DeadlineWatchEvent>;
[[nodiscard]] std::span<const DeadlineWatchTransition> deadline_watch_transitions();

/// The state after a history of events, run through the statechart.
/// @throws Error(Fault::corrupt) when the history holds an event the chart does not take.
[[nodiscard]] DeadlineWatchState replay(std::span<const DeadlineWatchEvent> history);

/// The state after one more event, or the refusal: what is awaited instead.
[[nodiscard]] Result<DeadlineWatchState> advance(std::span<const DeadlineWatchEvent> history, DeadlineWatchEvent event);

}  // namespace trien::lifecycle
