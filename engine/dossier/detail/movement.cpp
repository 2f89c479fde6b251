// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/detail/movement.hpp"

#include <algorithm>
#include <utility>

#include "engine/dossier/clock.hpp"
#include "engine/execution/decide.hpp"

namespace trien::dossier::detail {

namespace {

using execution::Item;
using procedure::Procedure;
using procedure::Step;

/// How often a step was opened so far.
std::int64_t rounds_of(const Dossier& dossier, const ElementId& step) {
    return std::ranges::count(dossier.history, step, &CompletedTask::step) +
           std::ranges::count(dossier.tasks, step, &OpenTask::step) +
           std::ranges::count(dossier.withdrawn, step, &step_of);
}

execution::Context execution_context(const Context& context) {
    execution::Context of_net;
    of_net.now = context.now;
    if (context.procedures) {
        of_net.process = [&](const execution::Binding& binding) -> const execution::Net* {
            const Procedure* const called = context.procedures(binding);
            return called == nullptr ? nullptr : &called->net;
        };
    }
    return of_net;
}

bool reaches_refusal(const execution::Events& events, const Procedure& procedure) {
    return std::ranges::any_of(events, [&](const execution::Event& event) {
        const auto* const entered = std::get_if<execution::Entered>(&event);
        const auto* const end = entered == nullptr ? nullptr : procedure.end(entered->node);
        return end != nullptr && end->refused;
    });
}

/// The work that opened after a case stood at `before`.
std::vector<OpenTask> opened_since(const Dossier& before,
                                   const execution::State& after,
                                   const Procedure& root,
                                   const Context& context) {
    std::vector<OpenTask> opened;
    for (const Item* const item : execution::open_work(after)) {
        if (item->number <= before.execution.last) continue;
        // Whatever is work has a row in the step table (PROC-030).
        const Step& step = *procedure_around(after, item->number, root, context).step(item->node);
        OpenTask task;
        task.step = step.id;
        task.name = step.name;
        task.role = step.role;
        task.act = step.act;
        task.round = rounds_of(before, step.id) + 1 + std::ranges::count(opened, step.id, &OpenTask::step);
        task.id = task_id(before.id, step.id, task.round);
        task.since = context.now;
        task.work = item->number;
        opened.push_back(std::move(task));
    }
    return opened;
}

}  // namespace

const Procedure& procedure_around(const execution::State& state,
                                  execution::Serial item,
                                  const Procedure& root,
                                  const Context& context) {
    const Item* at = state.item(item);
    while (at != nullptr && !at->process) at = state.item(at->parent);
    if (at == nullptr || at->parent == 0) return root;
    const Procedure* const called = context.procedures ? context.procedures(*at->process) : nullptr;
    if (called != nullptr) return *called;
    throw Error(Fault::corrupt, "dossier.procedure", {"", 0, 0, at->process->process},
                {"Không còn bản quy trình được gọi mà hồ sơ đang chạy",
                 "the called procedure that the case runs on is missing"});
}

Result<CaseMoved> move(const Dossier& before,
                       const execution::Command& command,
                       const Procedure& procedure,
                       const Context& context) {
    auto events = execution::decide(procedure.net, before.execution, command, execution_context(context));
    if (!events) return tl::unexpected(events.error());
    execution::State after = before.execution;
    for (const execution::Event& event : *events) execution::apply(after, event);
    CaseMoved moved;
    moved.opened = opened_since(before, after, procedure, context);
    moved.refused = reaches_refusal(*events, procedure);
    moved.events = *std::move(events);
    return moved;
}

const calendar::WorkCalendar& calendar_of(const Dossier& dossier, const Context& context) {
    const calendar::WorkCalendar* const kept = context.calendars->find(dossier.calendar_revision);
    return kept != nullptr ? *kept : context.calendars->in_force(dossier.received.date());
}

namespace {

using procedure::Clock;

/// The elements that began and ended in a move, in order.
struct ElementChange {
    ElementId element;
    Clock::Effect effect = Clock::Effect::stop;  ///< that a change of this kind has
};

std::vector<ElementChange> changes_of(const execution::State& before, const execution::Events& events) {
    execution::State state = before;
    std::vector<ElementChange> changes;
    for (const execution::Event& event : events) {
        if (const auto* entered = std::get_if<execution::Entered>(&event)) {
            changes.push_back({entered->node, Clock::Effect::stop});
        } else if (const auto* closed = std::get_if<execution::Closed>(&event)) {
            const Item* const item = state.item(closed->number);
            if (item != nullptr) changes.push_back({item->node, Clock::Effect::continue_again});
        } else if (const auto* occurred = std::get_if<execution::Occurred>(&event)) {
            const execution::Wait* const wait = state.wait(occurred->wait);
            if (wait != nullptr) changes.push_back({wait->node, Clock::Effect::continue_again});
        }
        execution::apply(state, event);
    }
    return changes;
}

/// Stops and goes on as the procedure's elements say; one reason at a time.
void apply_clocks(const Dossier& before, const Procedure& procedure, Instant now, Events& events) {
    const execution::Events moves = std::get<CaseMoved>(events.back()).events;
    std::optional<std::string> waits_for = before.waits_for();
    for (const ElementChange& change : changes_of(before.execution, moves)) {
        for (const Clock& clock : procedure.clocks) {
            if (clock.element != change.element || clock.effect != change.effect) continue;
            const std::string reason(procedure::text_of(clock.reason));
            if (clock.effect == Clock::Effect::stop && !waits_for) {
                events.emplace_back(ClockStopped{reason, now});
                waits_for = reason;
            } else if (clock.effect == Clock::Effect::continue_again && waits_for == reason) {
                events.emplace_back(ClockContinued{now});
                waits_for.reset();
            }
        }
    }
}

}  // namespace

void follow_clock(const Dossier& before, Events& events, const Procedure& procedure, const Context& context) {
    const std::size_t moves = events.size();
    if (!procedure.clocks.empty()) apply_clocks(before, procedure, context.now, events);
    const bool may_differ = events.size() > moves || procedure.deadlines.size() > 1;
    if (!may_differ) return;
    follow_deadline(before, events, procedure, context, {"theo diễn biến hồ sơ", "as the case went on"});
}

void follow_deadline(
    const Dossier& before, Events& events, const Procedure& procedure, const Context& context, const Message& why) {
    Dossier after = before;
    for (const DossierEvent& event : events) after = evolve(std::move(after), event);
    if (after.status() != Status::running || after.waits_for()) return;
    const auto reading = read_clock(after, procedure, context);
    if (reading.due == after.due) return;
    events.emplace_back(DeadlineMoved{context.now, after.due, reading.due, calendar::explanation(reading.rules).vi,
                                      why.vi, reading.calendar_revision});
}

}  // namespace trien::dossier::detail
