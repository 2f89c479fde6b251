// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/lifecycle/transition.hpp"

namespace trien::lifecycle {

/// Where an issue of a procedure stands as a controlled document (ISO 9001:2015, 7.5.2 and 7.5.3).
enum class ProcedureDocumentState : std::uint8_t {
    drafted,     ///< bản thảo
    in_review,   ///< đang xem xét
    reviewed,    ///< đã xem xét
    approved,    ///< đã phê duyệt
    issued,      ///< đã ban hành
    superseded,  ///< đã được thay thế
    withdrawn,   ///< đã thu hồi
};

/// What may happen to it.
enum class ProcedureDocumentEvent : std::uint8_t {
    submit,       ///< trình xem xét
    return_back,  ///< trả lại; needs a reason
    review,       ///< xem xét xong
    approve,      ///< phê duyệt
    issue,        ///< ban hành
    supersede,    ///< thay thế; by the next issue
    withdraw,     ///< thu hồi; needs a reason
    discard,      ///< hủy bỏ; never issued
};

[[nodiscard]] Words words(ProcedureDocumentState state);
[[nodiscard]] Words words(ProcedureDocumentEvent event);
[[nodiscard]] std::string_view name(ProcedureDocumentState state);
[[nodiscard]] std::string_view name(ProcedureDocumentEvent event);
[[nodiscard]] std::optional<ProcedureDocumentEvent> procedure_document_event(std::string_view name);
/// True for events that need a reason: return and withdrawal.
[[nodiscard]] bool needs_reason(ProcedureDocumentEvent event);

/// Which event leads where: the one table the chart is checked against, and the pictures are drawn from.
using ProcedureDocumentTransition = Transition<ProcedureDocumentState, ProcedureDocumentEvent>;
[[nodiscard]] std::span<const ProcedureDocumentTransition> procedure_document_transitions();

/// The state after a history of events, run through the statechart.
/// @throws Error(Fault::corrupt) when the history holds an event the chart does not take.
[[nodiscard]] ProcedureDocumentState replay(std::span<const ProcedureDocumentEvent> history);

/// The state after one more event, or the refusal: what is awaited instead.
/// @param reason  required where needs_reason(event).
[[nodiscard]] Result<ProcedureDocumentState> advance(std::span<const ProcedureDocumentEvent> history,
                                                     ProcedureDocumentEvent event,
                                                     std::string_view reason);

}  // namespace trien::lifecycle
