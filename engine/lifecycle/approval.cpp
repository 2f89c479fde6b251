// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/approval.hpp"

#include <algorithm>
#include <array>

#include <boost/mpl/list.hpp>
#include <boost/statechart/custom_reaction.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>
#include <fmt/format.h>

namespace trien::lifecycle {

// Named, not anonymous: clang refuses Boost.Statechart events of unnamed namespaces.
namespace approval_chart {

namespace sc = boost::statechart;
namespace mpl = boost::mpl;

struct Submit : sc::event<Submit> {};
struct TakeUp : sc::event<TakeUp> {};
struct Approve : sc::event<Approve> {};
struct ReturnBack : sc::event<ReturnBack> {};
struct Refuse : sc::event<Refuse> {};
struct Sign : sc::event<Sign> {};
struct Seal : sc::event<Seal> {};
struct Issue : sc::event<Issue> {};
struct StrikeOut : sc::event<StrikeOut> {};

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

/// Lets the machine ask a leaf for its name without run-time type information.
struct Leaf {
    Leaf() = default;
    Leaf(const Leaf&) = delete;
    Leaf& operator=(const Leaf&) = delete;
    virtual ~Leaf() = default;
    [[nodiscard]] virtual ApprovalState state() const = 0;
};

template <ApprovalState State>
struct Named : Leaf {
    [[nodiscard]] ApprovalState state() const override { return State; }
};

struct Machine : sc::state_machine<Machine, Open> {
    /// Boost.Statechart drops events nobody reacts to; here that is a refusal.
    void unconsumed_event(const sc::event_base& /*event*/) { taken = false; }
    bool taken = true;
};

/// Nothing binds the office yet: the matter can still be refused.
struct Open : sc::simple_state<Open, Machine, Drafted> {
    using reactions = mpl::list<sc::transition<Refuse, Refused>>;
};
struct Drafted : Named<ApprovalState::drafted>, sc::simple_state<Drafted, Open> {
    using reactions = mpl::list<sc::transition<Submit, Submitted>>;
};
struct Submitted : Named<ApprovalState::submitted>, sc::simple_state<Submitted, Open> {
    using reactions = mpl::list<sc::transition<TakeUp, InReview>, sc::transition<Sign, Signed>>;
};
struct InReview : Named<ApprovalState::in_review>, sc::simple_state<InReview, Open> {
    using reactions = mpl::list<sc::transition<Approve, AwaitingSignature>, sc::transition<ReturnBack, Returned>>;
};
struct Returned : Named<ApprovalState::returned>, sc::simple_state<Returned, Open> {
    using reactions = mpl::list<sc::transition<TakeUp, InReview>, sc::transition<Submit, Submitted>>;
};
struct AwaitingSignature : Named<ApprovalState::awaiting_signature>, sc::simple_state<AwaitingSignature, Open> {
    using reactions = mpl::list<sc::transition<Sign, Signed>, sc::transition<ReturnBack, Returned>>;
};

/// Signed: the act stands in the register. It can be struck out with a reason, never refused or sent back.
struct Binding : sc::simple_state<Binding, Machine, Signed> {
    using reactions = mpl::list<sc::transition<StrikeOut, StruckOut>>;
};
struct Signed : Named<ApprovalState::signed_>, sc::simple_state<Signed, Binding> {
    using reactions = mpl::list<sc::transition<Seal, Sealed>, sc::transition<Issue, Issued>>;
};
struct Sealed : Named<ApprovalState::sealed>, sc::simple_state<Sealed, Binding> {
    using reactions = mpl::list<sc::transition<Issue, Issued>>;
};
struct Issued : Named<ApprovalState::issued>, sc::simple_state<Issued, Binding> {};

struct Refused : Named<ApprovalState::refused>, sc::simple_state<Refused, Machine> {};
struct StruckOut : Named<ApprovalState::struck_out>, sc::simple_state<StruckOut, Machine> {};

}  // namespace approval_chart

namespace {

using approval_chart::Machine;

constexpr std::array state_names =
    std::to_array<std::string_view>({"drafted", "submitted", "in-review", "returned", "awaiting-signature", "signed",
                                     "sealed", "issued", "refused", "struck-out"});
constexpr std::array event_names = std::to_array<std::string_view>(
    {"submit", "take-up", "approve", "return", "refuse", "sign", "seal", "issue", "strike-out"});

constexpr std::array transitions = std::to_array<ApprovalTransition>({
    {ApprovalState::drafted, ApprovalEvent::submit, ApprovalState::submitted},
    {ApprovalState::drafted, ApprovalEvent::refuse, ApprovalState::refused},
    {ApprovalState::submitted, ApprovalEvent::take_up, ApprovalState::in_review},
    {ApprovalState::submitted, ApprovalEvent::sign, ApprovalState::signed_},
    {ApprovalState::submitted, ApprovalEvent::refuse, ApprovalState::refused},
    {ApprovalState::in_review, ApprovalEvent::approve, ApprovalState::awaiting_signature},
    {ApprovalState::in_review, ApprovalEvent::return_back, ApprovalState::returned},
    {ApprovalState::in_review, ApprovalEvent::refuse, ApprovalState::refused},
    {ApprovalState::returned, ApprovalEvent::take_up, ApprovalState::in_review},
    {ApprovalState::returned, ApprovalEvent::submit, ApprovalState::submitted},
    {ApprovalState::returned, ApprovalEvent::refuse, ApprovalState::refused},
    {ApprovalState::awaiting_signature, ApprovalEvent::sign, ApprovalState::signed_},
    {ApprovalState::awaiting_signature, ApprovalEvent::return_back, ApprovalState::returned},
    {ApprovalState::awaiting_signature, ApprovalEvent::refuse, ApprovalState::refused},
    {ApprovalState::signed_, ApprovalEvent::seal, ApprovalState::sealed},
    {ApprovalState::signed_, ApprovalEvent::issue, ApprovalState::issued},
    {ApprovalState::signed_, ApprovalEvent::strike_out, ApprovalState::struck_out},
    {ApprovalState::sealed, ApprovalEvent::issue, ApprovalState::issued},
    {ApprovalState::sealed, ApprovalEvent::strike_out, ApprovalState::struck_out},
    {ApprovalState::issued, ApprovalEvent::strike_out, ApprovalState::struck_out},
});

void process(Machine& machine, ApprovalEvent event) {
    namespace chart = approval_chart;
    switch (event) {
        using enum ApprovalEvent;
        case submit: machine.process_event(chart::Submit()); break;
        case take_up: machine.process_event(chart::TakeUp()); break;
        case approve: machine.process_event(chart::Approve()); break;
        case return_back: machine.process_event(chart::ReturnBack()); break;
        case refuse: machine.process_event(chart::Refuse()); break;
        case sign: machine.process_event(chart::Sign()); break;
        case seal: machine.process_event(chart::Seal()); break;
        case issue: machine.process_event(chart::Issue()); break;
        case strike_out: machine.process_event(chart::StrikeOut()); break;
    }
}

void rehydrate(Machine& machine, std::span<const ApprovalEvent> history) {
    machine.initiate();
    for (const ApprovalEvent event : history) {
        process(machine, event);
        if (machine.taken) continue;
        throw Error(Fault::corrupt, "approval.history", {"", 0, 0, std::string(name(event))},
                    {"Lịch sử phê duyệt chứa một việc không thể xảy ra ở bước đó",
                     "the approval's history holds an event that cannot happen there"});
    }
}

ApprovalState state_of(const Machine& machine) {
    return machine.state_cast<const approval_chart::Leaf&>().state();
}

/// "sign, return, refuse": what the state takes.
std::string awaited(ApprovalState state) {
    std::string list;
    for (const ApprovalTransition& t : transitions) {
        if (t.from == state) list += (list.empty() ? "" : ", ") + std::string(name(t.event));
    }
    return list.empty() ? "-" : list;
}

}  // namespace

std::string_view name(ApprovalState state) {
    return state_names.at(static_cast<std::size_t>(state));
}
std::string_view name(ApprovalEvent event) {
    return event_names.at(static_cast<std::size_t>(event));
}

std::optional<ApprovalEvent> approval_event(std::string_view name) {
    const auto found = std::ranges::find(event_names, name);
    if (found == event_names.end()) return std::nullopt;
    return static_cast<ApprovalEvent>(found - event_names.begin());
}

bool needs_reason(ApprovalEvent event) {
    return event == ApprovalEvent::return_back || event == ApprovalEvent::refuse || event == ApprovalEvent::strike_out;
}

std::span<const ApprovalTransition> approval_transitions() {
    return transitions;
}

ApprovalState replay(std::span<const ApprovalEvent> history) {
    Machine machine;
    rehydrate(machine, history);
    return state_of(machine);
}

Result<ApprovalState> advance(std::span<const ApprovalEvent> history, ApprovalEvent event, std::string_view reason) {
    if (needs_reason(event) && reason.empty()) {
        return refuse(
            Refusal::Reason::invalid, "approval.reason-required",
            {"Phải nêu lý do khi trả lại, từ chối hoặc hủy", "a return, refusal or striking out needs a reason"},
            {"Ghi lý do", "give the reason"});
    }
    Machine machine;
    rehydrate(machine, history);
    const ApprovalState before = state_of(machine);
    process(machine, event);
    if (!machine.taken) {
        return refuse(Refusal::Reason::wrong_state, "approval.wrong-state",
                      {fmt::format("Hồ sơ đang ở trạng thái “{}”, không thể “{}”; đang chờ: {}", name(before),
                                   name(event), awaited(before)),
                       fmt::format("expected to {}, but the approval is {}; it awaits: {}", name(event), name(before),
                                   awaited(before))});
    }
    return state_of(machine);
}

}  // namespace trien::lifecycle
