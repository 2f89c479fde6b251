// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/procedure_document.hpp"

#include "engine/lifecycle/detail/chart.hpp"

namespace trien::lifecycle {

namespace procedure_document_chart {

using namespace detail;
using State = ProcedureDocumentState;
using Event = ProcedureDocumentEvent;

struct InPreparation;
struct Drafted;
struct UnderReview;
struct InReview;
struct Reviewed;
struct Approved;
struct Issued;
struct Superseded;
struct Withdrawn;

struct Chart : Machine<Chart, InPreparation> {};

/// Nobody works by it yet: it can still be dropped.
struct InPreparation : sc::simple_state<InPreparation, Chart, Drafted> {
    using reactions = mpl::list<sc::transition<On<Event::discard>, Withdrawn>>;
};
struct Drafted : Named<State::drafted>, sc::simple_state<Drafted, InPreparation> {
    using reactions = mpl::list<sc::transition<On<Event::submit>, InReview>>;
};

/// In the hands of those who review and approve.
struct UnderReview : sc::simple_state<UnderReview, InPreparation, InReview> {
    using reactions = mpl::list<sc::transition<On<Event::return_back>, Drafted>>;
};
struct InReview : Named<State::in_review>, sc::simple_state<InReview, UnderReview> {
    using reactions = mpl::list<sc::transition<On<Event::review>, Reviewed>>;
};
struct Reviewed : Named<State::reviewed>, sc::simple_state<Reviewed, UnderReview> {
    using reactions = mpl::list<sc::transition<On<Event::approve>, Approved>>;
};

struct Approved : Named<State::approved>, sc::simple_state<Approved, InPreparation> {
    using reactions = mpl::list<sc::transition<On<Event::issue>, Issued>>;
};

struct Issued : Named<State::issued>, sc::simple_state<Issued, Chart> {
    using reactions =
        mpl::list<sc::transition<On<Event::supersede>, Superseded>, sc::transition<On<Event::withdraw>, Withdrawn>>;
};
struct Superseded : Named<State::superseded>, sc::simple_state<Superseded, Chart> {};
struct Withdrawn : Named<State::withdrawn>, sc::simple_state<Withdrawn, Chart> {};

}  // namespace procedure_document_chart

namespace {

struct Life {
    using State = ProcedureDocumentState;
    using Event = ProcedureDocumentEvent;
    using Machine = procedure_document_chart::Chart;

    static constexpr std::string_view code = "procedure-document";
    static constexpr Words subject = {"procedure document", "tài liệu"};
    static constexpr std::array states = std::to_array<Words>({
        {"drafted", "bản thảo"},
        {"in-review", "đang xem xét"},
        {"reviewed", "đã xem xét"},
        {"approved", "đã phê duyệt"},
        {"issued", "đã ban hành"},
        {"superseded", "đã được thay thế"},
        {"withdrawn", "đã thu hồi"},
    });
    static constexpr std::array events = std::to_array<Words>({
        {"submit", "trình xem xét"},
        {"return", "trả lại"},
        {"review", "xem xét xong"},
        {"approve", "phê duyệt"},
        {"issue", "ban hành"},
        {"supersede", "thay thế"},
        {"withdraw", "thu hồi"},
        {"discard", "hủy bỏ"},
    });
    static constexpr std::array transitions = std::to_array<ProcedureDocumentTransition>({
        {State::drafted, Event::submit, State::in_review},
        {State::drafted, Event::discard, State::withdrawn},
        {State::in_review, Event::return_back, State::drafted},
        {State::in_review, Event::review, State::reviewed},
        {State::in_review, Event::discard, State::withdrawn},
        {State::reviewed, Event::return_back, State::drafted},
        {State::reviewed, Event::approve, State::approved},
        {State::reviewed, Event::discard, State::withdrawn},
        {State::approved, Event::issue, State::issued},
        {State::approved, Event::discard, State::withdrawn},
        {State::issued, Event::supersede, State::superseded},
        {State::issued, Event::withdraw, State::withdrawn},
    });
};

}  // namespace

Words words(ProcedureDocumentState state) {
    return detail::words<Life>(state);
}
Words words(ProcedureDocumentEvent event) {
    return detail::words<Life>(event);
}
std::string_view name(ProcedureDocumentState state) {
    return words(state).name;
}
std::string_view name(ProcedureDocumentEvent event) {
    return words(event).name;
}

std::optional<ProcedureDocumentEvent> procedure_document_event(std::string_view name) {
    return detail::event_named<Life>(name);
}

bool needs_reason(ProcedureDocumentEvent event) {
    return event == ProcedureDocumentEvent::return_back || event == ProcedureDocumentEvent::withdraw;
}

std::span<const ProcedureDocumentTransition> procedure_document_transitions() {
    return Life::transitions;
}

ProcedureDocumentState replay(std::span<const ProcedureDocumentEvent> history) {
    return detail::replay<Life>(history);
}

Result<ProcedureDocumentState> advance(std::span<const ProcedureDocumentEvent> history,
                                       ProcedureDocumentEvent event,
                                       std::string_view reason) {
    return detail::advance<Life>(history, event, reason);
}

}  // namespace trien::lifecycle
