// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/lifecycle/transition.hpp"

namespace trien::lifecycle {

/// Where the approval of a matter stands (vòng đời phê duyệt). The same for every procedure.
enum class ApprovalState : std::uint8_t {
    drafted,             ///< mới lập
    submitted,           ///< đã trình
    in_review,           ///< đang thẩm tra
    returned,            ///< trả lại để làm lại
    awaiting_signature,  ///< chờ ký
    signed_,             ///< đã ký  NOLINT(readability-identifier-naming): "signed" is a keyword
    sealed,              ///< đã đóng dấu
    issued,              ///< đã phát hành, trả kết quả
    refused,             ///< từ chối
    struck_out,          ///< hủy bỏ sau khi ký, có lý do
};

/// What may happen to it.
enum class ApprovalEvent : std::uint8_t {
    submit,       ///< trình
    take_up,      ///< nhận thẩm tra
    approve,      ///< duyệt, chuyển ký
    return_back,  ///< trả lại; needs a reason
    refuse,       ///< từ chối; needs a legal reason
    sign,         ///< ký
    seal,         ///< đóng dấu
    issue,        ///< phát hành
    strike_out,   ///< hủy; needs a reason
};

[[nodiscard]] Words words(ApprovalState state);
[[nodiscard]] Words words(ApprovalEvent event);
[[nodiscard]] std::string_view name(ApprovalState state);
[[nodiscard]] std::string_view name(ApprovalEvent event);
[[nodiscard]] std::optional<ApprovalEvent> approval_event(std::string_view name);
/// True for events that need a reason: return, refusal, striking out.
[[nodiscard]] bool needs_reason(ApprovalEvent event);

/// Which event leads where: the one table the chart is checked against, and the pictures are drawn from.
using ApprovalTransition = Transition<ApprovalState, ApprovalEvent>;
[[nodiscard]] std::span<const ApprovalTransition> approval_transitions();

/// The state after a history of events, run through the statechart.
/// @throws Error(Fault::corrupt) when the history holds an event the chart does not take.
[[nodiscard]] ApprovalState replay(std::span<const ApprovalEvent> history);

/// The state after one more event, or the refusal: what is awaited instead.
/// @param reason  required where needs_reason(event).
[[nodiscard]] Result<ApprovalState> advance(std::span<const ApprovalEvent> history,
                                            ApprovalEvent event,
                                            std::string_view reason);

}  // namespace trien::lifecycle
