// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/dossier.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/overloaded.hpp"

namespace trien::dossier {

namespace {

void opened(Dossier& dossier, const DossierOpened& event) {
    dossier.id = event.id;
    dossier.procedure = event.procedure;
    dossier.procedure_digest = event.procedure_digest;
    dossier.act = event.act;
    dossier.received = event.received;
    dossier.due = event.due;
    dossier.calendar_revision = event.calendar_revision;
    dossier.requester = event.requester;
    dossier.original = event.original;
    dossier.copies = event.copies;
}

using lifecycle::DeadlineWatchEvent;
using lifecycle::DeliveryEvent;
using lifecycle::ProgressEvent;

void set_holder(Dossier& dossier, const TaskId& task, std::optional<PersonId> holder) {
    const auto found = std::ranges::find(dossier.tasks, task, &OpenTask::id);
    if (found == dossier.tasks.end()) return;
    if (holder && found->act != procedure::ActKind::receive) dossier.lives.follow(ProgressEvent::take_up);
    found->holder = std::move(holder);
}

void completed(Dossier& dossier, const TaskCompleted& event) {
    const OpenTask* const done = dossier.task(event.task);
    if (done != nullptr && done->act == procedure::ActKind::hand_over) dossier.lives.follow(DeliveryEvent::hand_over);
    std::erase_if(dossier.tasks, [&](const OpenTask& task) { return task.id == event.task; });
    dossier.history.push_back({event.task, event.step, event.by, event.outcome, event.at});
}

void moved(Dossier& dossier, const CaseMoved& event) {
    for (const execution::Event& fact : event.events) execution::apply(dossier.execution, fact);
    dossier.refused = dossier.refused || event.refused;
    // What an event interrupted is nobody's work any more.
    const auto is_over = [&](const OpenTask& task) { return dossier.execution.item(task.work) == nullptr; };
    for (const OpenTask& task : dossier.tasks) {
        if (is_over(task)) dossier.withdrawn.push_back(task.id);
    }
    std::erase_if(dossier.tasks, is_over);
    dossier.tasks.insert(dossier.tasks.end(), event.opened.begin(), event.opened.end());
    const bool can_be_handed_over =
        std::ranges::find(event.opened, procedure::ActKind::hand_over, &OpenTask::act) != event.opened.end();
    if (can_be_handed_over) dossier.lives.follow(DeliveryEvent::make_ready);
    const Status status = dossier.status();
    if (status == Status::running) return;
    dossier.lives.follow(DeadlineWatchEvent::end);
    dossier.lives.follow(ProgressEvent::resume);  // what ends while something is awaited
    if (status == Status::done) dossier.lives.follow(ProgressEvent::finish);
    if (status == Status::refused) dossier.lives.follow(ProgressEvent::refuse);
    if (status == Status::stopped) dossier.lives.follow(ProgressEvent::stop);
}

void clock_stopped(Dossier& dossier, const ClockStopped& event) {
    dossier.stops.push_back({event.at, event.reason, std::nullopt});
    dossier.lives.follow(DeadlineWatchEvent::stop);
    if (event.reason == "supplement") dossier.lives.follow(ProgressEvent::ask_supplement);
    if (event.reason == "verification") dossier.lives.follow(ProgressEvent::await_verification);
    if (event.reason == "obligation") dossier.lives.follow(ProgressEvent::await_obligation);
}

void clock_continued(Dossier& dossier, const ClockContinued& event) {
    if (!dossier.stops.empty()) dossier.stops.back().continued = event.at;
    dossier.lives.follow(DeadlineWatchEvent::go_on);
    dossier.lives.follow(ProgressEvent::resume);
}

void passed(Dossier& dossier, const DeadlinePassed& event) {
    dossier.overdue_since = event.at;
    dossier.lives.follow(DeadlineWatchEvent::pass);
}

void moved(Dossier& dossier, const DeadlineMoved& event) {
    dossier.lives.follow(DeadlineWatchEvent::revise);
    dossier.due = event.due;
    dossier.calendar_revision = event.calendar_revision;
    // The later deadline takes the lateness back, if there was one.
    if (dossier.overdue_since && event.at <= event.due) dossier.overdue_since.reset();
}

}  // namespace

std::optional<std::string> Dossier::waits_for() const {
    if (stops.empty() || stops.back().continued) return std::nullopt;
    return stops.back().reason;
}

Status Dossier::status() const {
    switch (execution.status) {
        case execution::Status::ready:
        case execution::Status::running: return Status::running;
        case execution::Status::completed:
        case execution::Status::terminated: return refused ? Status::refused : Status::done;
        case execution::Status::failed:
        case execution::Status::cancelled: break;
    }
    return Status::stopped;
}

const OpenTask* Dossier::task(const TaskId& wanted) const {
    const auto found = std::ranges::find(tasks, wanted, &OpenTask::id);
    return found == tasks.end() ? nullptr : &*found;
}

std::string_view text_of(Status status) {
    switch (status) {
        case Status::running: return "running";
        case Status::done: return "done";
        case Status::refused: return "refused";
        case Status::stopped: return "stopped";
    }
    return "";
}

TaskId task_id(const DossierId& dossier, const ElementId& step, std::int64_t round) {
    return TaskId(fmt::format("{}/{}/{}", dossier.value(), step.value(), round));
}

ElementId step_of(const TaskId& task) {
    const std::string& text = task.value();
    const std::size_t first = text.find('/');
    const std::size_t last = text.rfind('/');
    if (first == std::string::npos || last <= first) return ElementId("");
    return ElementId(text.substr(first + 1, last - first - 1));
}

DossierId dossier_of(const TaskId& task) {
    return DossierId(task.value().substr(0, task.value().find('/')));
}

Dossier evolve(Dossier dossier, const DossierEvent& event) {
    std::visit(
        Overloaded{[&](const DossierOpened& e) { opened(dossier, e); }, [&](const CaseMoved& e) { moved(dossier, e); },
                   [&](const TaskClaimed& e) { set_holder(dossier, e.task, e.by); },
                   [&](const TaskReleased& e) { set_holder(dossier, e.task, std::nullopt); },
                   [&](const TaskCompleted& e) { completed(dossier, e); },
                   [&](const ApprovalMoved& e) { dossier.approval.push_back(e.event); },
                   [&](const CopyCertified& e) { dossier.certification = e.certification; },
                   [&](const DocumentSigned& e) { dossier.signed_document = e.document; },
                   [&](const DocumentSealed& e) { dossier.sealed = e.document; },
                   [&](const DeadlinePassed& e) { passed(dossier, e); },
                   [&](const TaskAssigned& e) { set_holder(dossier, e.task, e.to); },
                   [&](const SupplementAsked& e) { dossier.supplement_asked = e.at; },
                   [&](const SupplementReceived&) { dossier.supplement_asked.reset(); },
                   [&](const ClockStopped& e) { clock_stopped(dossier, e); },
                   [&](const ClockContinued& e) { clock_continued(dossier, e); },
                   [&](const DeadlineExtended& e) { dossier.extensions.push_back(e.extension); },
                   [&](const DeadlineMoved& e) { moved(dossier, e); }, [&](const DossierStopped&) {}},
        event);
    return dossier;
}

}  // namespace trien::dossier
