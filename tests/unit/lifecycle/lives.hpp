// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/lifecycle/approval.hpp"
#include "engine/lifecycle/deadline_watch.hpp"
#include "engine/lifecycle/delivery.hpp"
#include "engine/lifecycle/payment.hpp"
#include "engine/lifecycle/procedure_document.hpp"
#include "engine/lifecycle/progress.hpp"

/// The lives under one face, for tests that hold for each of them.
namespace trien::lifecycle {

template <class State_, class Event_>
struct Life {
    using State = State_;
    using Event = Event_;
    using Row = Transition<State, Event>;
    using History = std::vector<Event>;

    static Result<State> advance(const History& history, Event event) { return lifecycle::advance(history, event); }
};

struct Approval : Life<ApprovalState, ApprovalEvent> {
    static constexpr std::string_view title = "Approval";
    static constexpr auto table = approval_transitions;
    static constexpr auto parse = approval_event;
    static Result<State> advance(const History& history, Event event) {
        return lifecycle::advance(history, event, "lý do");
    }
};
struct Progress : Life<ProgressState, ProgressEvent> {
    static constexpr std::string_view title = "Progress";
    static constexpr auto table = progress_transitions;
    static constexpr auto parse = progress_event;
};
struct DeadlineWatch : Life<DeadlineWatchState, DeadlineWatchEvent> {
    static constexpr std::string_view title = "Deadline watch";
    static constexpr auto table = deadline_watch_transitions;
    static constexpr auto parse = deadline_watch_event;
};
struct Payment : Life<PaymentState, PaymentEvent> {
    static constexpr std::string_view title = "Payment";
    static constexpr auto table = payment_transitions;
    static constexpr auto parse = payment_event;
};
struct Delivery : Life<DeliveryState, DeliveryEvent> {
    static constexpr std::string_view title = "Delivery";
    static constexpr auto table = delivery_transitions;
    static constexpr auto parse = delivery_event;
};
struct ProcedureDocument : Life<ProcedureDocumentState, ProcedureDocumentEvent> {
    static constexpr std::string_view title = "Procedure document";
    static constexpr auto table = procedure_document_transitions;
    static constexpr auto parse = procedure_document_event;
    static Result<State> advance(const History& history, Event event) {
        return lifecycle::advance(history, event, "lý do");
    }
};

using Lives = testing::Types<Approval, Progress, DeadlineWatch, Payment, Delivery, ProcedureDocument>;

struct TitleOfLife {
    template <class Life>
    static std::string GetName(int /*index*/) {
        std::string name(Life::title);
        std::erase(name, ' ');
        return name;
    }
};

}  // namespace trien::lifecycle
