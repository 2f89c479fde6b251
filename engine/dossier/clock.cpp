// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/clock.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/calendar/replan.hpp"
#include "engine/calendar/timeliness.hpp"
#include "engine/dossier/detail/movement.hpp"

namespace trien::dossier {

namespace {

using procedure::ActKind;
using procedure::Outcome;
using procedure::Procedure;

constexpr const char* supplement = "supplement";

/// The one who asks must be able to do a step that is open: of these kinds, or of any when none is given.
Result<void> may_act(const Dossier& dossier, const Context& context, const std::vector<ActKind>& kinds) {
    const auto is_theirs = [&](const OpenTask& task) {
        const bool of_kind = kinds.empty() || std::ranges::find(kinds, task.act) != kinds.end();
        const bool has_role = std::ranges::find(context.roles, task.role) != context.roles.end();
        return of_kind && (has_role || task.holder == context.actor);
    };
    if (std::ranges::any_of(dossier.tasks, is_theirs)) return {};
    return refuse(Refusal::Reason::not_permitted, "dossier.not-yours",
                  {fmt::format("{} không có vai trò của bước nào đang mở để làm việc này", context.actor.value()),
                   fmt::format("{} has the role of no open step that this belongs to", context.actor.value())},
                  {"Chuyển cho người đang thụ lý hồ sơ", "pass it to whoever handles the case"});
}

execution::Variables variables_of(const Dossier& dossier) {
    const execution::Item* const root = dossier.execution.item(1);
    return root == nullptr ? execution::Variables() : root->variables;
}

Result<void> are_named(const std::vector<std::string>& gaps) {
    const bool named = !gaps.empty() && std::ranges::none_of(gaps, &std::string::empty);
    if (named) return {};
    return refuse(Refusal::Reason::invalid, "supplement.gaps",
                  {"Chưa nêu giấy tờ, nội dung còn thiếu", "what is missing is not named"},
                  {"Nêu tất cả trong một lần yêu cầu", "name everything in one request"});
}

/// An open task of the actor's that has asking as an outcome: then the procedure itself waits for the requester.
const OpenTask* task_that_asks(const Dossier& dossier, const Procedure& root, const Context& context) {
    const auto asks = [&](const OpenTask& task) {
        const bool is_theirs = std::ranges::find(context.roles, task.role) != context.roles.end();
        const Procedure& procedure = detail::procedure_around(dossier.execution, task.work, root, context);
        return is_theirs && Procedure::allowed(*procedure.step(task.step), Outcome::supplement) != nullptr;
    };
    const auto found = std::ranges::find_if(dossier.tasks, asks);
    return found == dossier.tasks.end() ? nullptr : &*found;
}

Dossier after(Dossier dossier, const Events& events) {
    for (const DossierEvent& event : events) dossier = evolve(std::move(dossier), event);
    return dossier;
}

}  // namespace

calendar::DeadlineClock clock_of(const Dossier& dossier, const Procedure& procedure) {
    const procedure::Deadline* const deadline = procedure.deadline_for(variables_of(dossier));
    calendar::DeadlineClock clock;
    if (deadline != nullptr) clock.rule = deadline->rule;
    clock.received = dossier.received;
    clock.stops = dossier.stops;
    clock.extensions = dossier.extensions;
    return clock;
}

calendar::ClockReading read_clock(const Dossier& dossier, const Procedure& procedure, const Context& context) {
    return calendar::read(detail::calendar_of(dossier, context), clock_of(dossier, procedure), context.now);
}

Result<Events> ask_supplement(const Dossier& dossier,
                              const AskSupplement& command,
                              const Procedure& procedure,
                              const Context& context) {
    if (auto may = may_act(dossier, context, {ActKind::receive, ActKind::examine, ActKind::handle}); !may) {
        return tl::unexpected(may.error());
    }
    if (auto taken = lifecycle::advance(dossier.lives.progress, lifecycle::ProgressEvent::ask_supplement); !taken) {
        return tl::unexpected(taken.error());
    }
    if (auto named = are_named(command.gaps); !named) return tl::unexpected(named.error());
    const calendar::CountingRules& rules = detail::calendar_of(dossier, context).counting();
    const calendar::DeadlineClock clock = clock_of(dossier, procedure);
    const auto warning = calendar::warning_before_stop(clock, rules, supplement);
    if (warning && command.again.empty()) {
        return refuse(Refusal::Reason::invalid, "supplement.again", *warning,
                      {"Nếu vẫn phải yêu cầu, nêu lý do bằng --again", "if it must be, say why with --again"});
    }
    if (const auto stopped = calendar::stop(clock, rules, context.now, supplement); !stopped) {
        return tl::unexpected(stopped.error());
    }
    Events events{SupplementAsked{context.actor, context.now, command.gaps, command.again}};
    if (const OpenTask* const task = task_that_asks(dossier, procedure, context)) {
        const auto asked = complete(dossier, {task->id, Outcome::supplement, "", "", {}, {}}, procedure, context);
        if (!asked) return tl::unexpected(asked.error());
        events.insert(events.end(), asked->begin(), asked->end());
    }
    if (!after(dossier, events).waits_for()) events.emplace_back(ClockStopped{supplement, context.now});
    return events;
}

Result<Events> receive_supplement(const Dossier& dossier, const Procedure& procedure, const Context& context) {
    if (!dossier.supplement_asked) {
        return refuse(Refusal::Reason::wrong_state, "supplement.not-asked",
                      {fmt::format("Hồ sơ {} không chờ bổ sung", dossier.id.value()),
                       fmt::format("the case {} waits for no supplement", dossier.id.value())});
    }
    Events events{SupplementReceived{context.actor, context.now}};
    const auto& waits = dossier.execution.waits;
    if (std::ranges::find(waits, supplement, &execution::Wait::name) != waits.end()) {
        const auto moved = receive(dossier, {supplement, {}}, procedure, context);
        if (!moved) return tl::unexpected(moved.error());
        events.insert(events.end(), moved->begin(), moved->end());
    }
    if (after(dossier, events).waits_for() == supplement) events.emplace_back(ClockContinued{context.now});
    detail::follow_deadline(dossier, events, procedure, context, {"đã nhận bổ sung", "the supplement was received"});
    return events;
}

Result<Events> extend(const Dossier& dossier,
                      const ExtendDeadline& command,
                      const Procedure& procedure,
                      const Context& context) {
    if (auto may = may_act(dossier, context, {}); !may) return tl::unexpected(may.error());
    const calendar::Extension extension{context.now, command.by, command.agreement};
    if (const auto extended = calendar::extend(clock_of(dossier, procedure), extension); !extended) {
        return tl::unexpected(extended.error());
    }
    Events events{DeadlineExtended{context.actor, extension}};
    detail::follow_deadline(dossier, events, procedure, context, {"gia hạn", "extended"});
    return events;
}

Result<Events> stop(const Dossier& dossier,
                    const StopDossier& command,
                    const Procedure& procedure,
                    const Context& context) {
    if (auto taken = lifecycle::advance(dossier.lives.progress, lifecycle::ProgressEvent::stop); !taken) {
        return tl::unexpected(taken.error());
    }
    if (auto may = may_act(dossier, context, {}); !may) return tl::unexpected(may.error());
    if (command.reason.empty()) {
        return refuse(Refusal::Reason::invalid, "dossier.stop-reason",
                      {"Dừng hồ sơ phải nêu lý do", "stopping a case needs a reason"},
                      {"Ghi lý do", "give the reason"});
    }
    auto moved = detail::move(dossier, execution::Cancel{}, procedure, context);
    if (!moved) return tl::unexpected(moved.error());
    return Events{DossierStopped{context.actor, context.now, command.reason}, *std::move(moved)};
}

Events replan(const Dossier& dossier, const Procedure& procedure, const Context& context) {
    if (dossier.status() != Status::running) return {};
    const calendar::WorkCalendar& newer = context.calendars->in_force(dossier.received.date());
    if (newer.revision() == dossier.calendar_revision) return {};
    const calendar::WorkCalendar& older = detail::calendar_of(dossier, context);
    const auto planned = calendar::replan(clock_of(dossier, procedure), older, newer, context.now);
    return {DeadlineMoved{context.now, dossier.due, planned.after, calendar::explanation(planned.rules).vi,
                          planned.why.vi, newer.revision()}};
}

Events pass_deadline(const Dossier& dossier, Instant now) {
    const bool may_be_late = dossier.status() == Status::running && !dossier.waits_for() && !dossier.overdue_since;
    if (!may_be_late || now <= dossier.due) return {};
    return {DeadlinePassed{now}};
}

}  // namespace trien::dossier
