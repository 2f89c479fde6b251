// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/approval.hpp"

#include "engine/lifecycle/detail/chart.hpp"

namespace trien::lifecycle {

namespace approval_chart {

using namespace detail;
using State = ApprovalState;
using Event = ApprovalEvent;

struct Open;
struct Binding;
struct Drafted;
struct Submitted;
struct InReview;
struct Returned;
struct AwaitingSignature;
struct Signed;
struct Sealed;
struct Issued;
struct Refused;
struct StruckOut;

struct Chart : Machine<Chart, Open> {};

/// Nothing binds the office yet: the matter can still be refused.
struct Open : sc::simple_state<Open, Chart, Drafted> {
    using reactions = mpl::list<sc::transition<On<Event::refuse>, Refused>>;
};
struct Drafted : Named<State::drafted>, sc::simple_state<Drafted, Open> {
    using reactions = mpl::list<sc::transition<On<Event::submit>, Submitted>>;
};
struct Submitted : Named<State::submitted>, sc::simple_state<Submitted, Open> {
    using reactions = mpl::list<sc::transition<On<Event::take_up>, InReview>, sc::transition<On<Event::sign>, Signed>>;
};
struct InReview : Named<State::in_review>, sc::simple_state<InReview, Open> {
    using reactions = mpl::list<sc::transition<On<Event::approve>, AwaitingSignature>,
                                sc::transition<On<Event::return_back>, Returned>>;
};
struct Returned : Named<State::returned>, sc::simple_state<Returned, Open> {
    using reactions =
        mpl::list<sc::transition<On<Event::take_up>, InReview>, sc::transition<On<Event::submit>, Submitted>>;
};
struct AwaitingSignature : Named<State::awaiting_signature>, sc::simple_state<AwaitingSignature, Open> {
    using reactions =
        mpl::list<sc::transition<On<Event::sign>, Signed>, sc::transition<On<Event::return_back>, Returned>>;
};

/// Signed: the act stands in the register. It can be struck out with a reason, never refused or sent back.
struct Binding : sc::simple_state<Binding, Chart, Signed> {
    using reactions = mpl::list<sc::transition<On<Event::strike_out>, StruckOut>>;
};
struct Signed : Named<State::signed_>, sc::simple_state<Signed, Binding> {
    using reactions = mpl::list<sc::transition<On<Event::seal>, Sealed>, sc::transition<On<Event::issue>, Issued>>;
};
struct Sealed : Named<State::sealed>, sc::simple_state<Sealed, Binding> {
    using reactions = mpl::list<sc::transition<On<Event::issue>, Issued>>;
};
struct Issued : Named<State::issued>, sc::simple_state<Issued, Binding> {};

struct Refused : Named<State::refused>, sc::simple_state<Refused, Chart> {};
struct StruckOut : Named<State::struck_out>, sc::simple_state<StruckOut, Chart> {};

}  // namespace approval_chart

namespace {

struct Life {
    using State = ApprovalState;
    using Event = ApprovalEvent;
    using Machine = approval_chart::Chart;

    static constexpr std::string_view code = "approval";
    static constexpr Words subject = {"approval", "hồ sơ"};
    static constexpr std::array states = std::to_array<Words>({
        {"drafted", "mới lập"},
        {"submitted", "đã trình"},
        {"in-review", "đang thẩm tra"},
        {"returned", "trả lại để làm lại"},
        {"awaiting-signature", "chờ ký"},
        {"signed", "đã ký"},
        {"sealed", "đã đóng dấu"},
        {"issued", "đã phát hành"},
        {"refused", "đã từ chối"},
        {"struck-out", "đã hủy bỏ"},
    });
    static constexpr std::array events = std::to_array<Words>({
        {"submit", "trình"},
        {"take-up", "nhận thẩm tra"},
        {"approve", "duyệt"},
        {"return", "trả lại"},
        {"refuse", "từ chối"},
        {"sign", "ký"},
        {"seal", "đóng dấu"},
        {"issue", "phát hành"},
        {"strike-out", "hủy bỏ"},
    });
    static constexpr std::array transitions = std::to_array<ApprovalTransition>({
        {State::drafted, Event::submit, State::submitted},
        {State::drafted, Event::refuse, State::refused},
        {State::submitted, Event::take_up, State::in_review},
        {State::submitted, Event::sign, State::signed_},
        {State::submitted, Event::refuse, State::refused},
        {State::in_review, Event::approve, State::awaiting_signature},
        {State::in_review, Event::return_back, State::returned},
        {State::in_review, Event::refuse, State::refused},
        {State::returned, Event::take_up, State::in_review},
        {State::returned, Event::submit, State::submitted},
        {State::returned, Event::refuse, State::refused},
        {State::awaiting_signature, Event::sign, State::signed_},
        {State::awaiting_signature, Event::return_back, State::returned},
        {State::awaiting_signature, Event::refuse, State::refused},
        {State::signed_, Event::seal, State::sealed},
        {State::signed_, Event::issue, State::issued},
        {State::signed_, Event::strike_out, State::struck_out},
        {State::sealed, Event::issue, State::issued},
        {State::sealed, Event::strike_out, State::struck_out},
        {State::issued, Event::strike_out, State::struck_out},
    });
};

}  // namespace

Words words(ApprovalState state) {
    return detail::words<Life>(state);
}
Words words(ApprovalEvent event) {
    return detail::words<Life>(event);
}
std::string_view name(ApprovalState state) {
    return words(state).name;
}
std::string_view name(ApprovalEvent event) {
    return words(event).name;
}

std::optional<ApprovalEvent> approval_event(std::string_view name) {
    return detail::event_named<Life>(name);
}

bool needs_reason(ApprovalEvent event) {
    return event == ApprovalEvent::return_back || event == ApprovalEvent::refuse || event == ApprovalEvent::strike_out;
}

std::span<const ApprovalTransition> approval_transitions() {
    return Life::transitions;
}

ApprovalState replay(std::span<const ApprovalEvent> history) {
    return detail::replay<Life>(history);
}

Result<ApprovalState> advance(std::span<const ApprovalEvent> history, ApprovalEvent event, std::string_view reason) {
    return detail::advance<Life>(history, event, reason);
}

}  // namespace trien::lifecycle
