// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/decide.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/calendar/deadline.hpp"
#include "engine/dossier/detail/movement.hpp"

namespace trien::dossier {

namespace {

using lifecycle::ApprovalEvent;
using lifecycle::ApprovalState;
using procedure::ActKind;
using procedure::AllowedOutcome;
using procedure::Outcome;
using procedure::Procedure;
using procedure::Step;

/// A task of the case with its step, and the procedure that step is of: the case's own or a called one.
struct Work {
    const OpenTask* task = nullptr;
    const Procedure* procedure = nullptr;
    const Step* step = nullptr;
};

// --- who may ------------------------------------------------------------------------------------------------------

Result<Work> find_work(const Dossier& dossier, const TaskId& id, const Procedure& root, const Context& context) {
    const OpenTask* task = dossier.task(id);
    if (task == nullptr) {
        return refuse(
            Refusal::Reason::not_found, "task.not-open",
            {fmt::format("Hồ sơ {} không có việc “{}” đang mở", dossier.id.value(), id.value()),
             fmt::format("the case {} has no open task {}", dossier.id.value(), id.value())},
            {"Xem lại danh sách việc: có thể đã có người xử lý", "look at the task list again: it may be done"});
    }
    const Procedure& procedure = detail::procedure_around(dossier.execution, task->work, root, context);
    return Work{task, &procedure, procedure.step(task->step)};
}

Result<void> may_perform(const Dossier& dossier, const Work& work, const Context& context) {
    const Step& step = *work.step;
    const Procedure& procedure = *work.procedure;
    if (dossier.supplement_asked) {
        return refuse(Refusal::Reason::wrong_state, "dossier.waits",
                      {fmt::format("Hồ sơ {} đang chờ người yêu cầu bổ sung", dossier.id.value()),
                       fmt::format("the case {} waits for the requester's supplement", dossier.id.value())},
                      {"Ghi nhận bổ sung trước: trien dossier supplied", "first note it came: trien dossier supplied"});
    }
    if (step.act == ActKind::sign) {
        const authority::Decision decision = context.authority(act_of(procedure, step));
        if (!decision.allowed()) return tl::unexpected(decision.refusal.value());
    } else if (std::ranges::find(context.roles, step.role) == context.roles.end()) {
        return refuse(Refusal::Reason::not_permitted, "task.role",
                      {fmt::format("Bước “{}” thuộc vai trò {}; {} không có vai trò này", step.name, step.role.value(),
                                   context.actor.value()),
                       fmt::format("expected somebody with the role {} for step {}, but {} does not have it",
                                   step.role.value(), step.id.value(), context.actor.value())},
                      {"Chuyển cho người có vai trò này", "pass it to somebody who has the role"},
                      procedure.control.key.code);
    }
    for (const auto& [other, identity] : step.separate_from) {
        const bool same_person = std::ranges::any_of(
            dossier.history, [&](const CompletedTask& done) { return done.step == other && done.by == context.actor; });
        if (!same_person) continue;
        return refuse(Refusal::Reason::not_permitted, "task.separation",
                      {fmt::format("{} đã làm bước “{}” của hồ sơ này nên không được làm bước “{}”",
                                   context.actor.value(), procedure.step(other)->name, step.name),
                       fmt::format("{} performed {} in this case and may not perform {} (separation of duties)",
                                   context.actor.value(), other.value(), step.id.value())},
                      {"Chuyển cho người khác có thẩm quyền", "pass it to another person with the authority"},
                      procedure.control.key.code);
    }
    if (work.task->holder && *work.task->holder != context.actor) {
        return refuse(Refusal::Reason::conflict, "task.held",
                      {fmt::format("Việc này {} đang giữ", work.task->holder->value()),
                       fmt::format("{} holds this task", work.task->holder->value())},
                      {"Đề nghị người đó nhả việc", "ask the holder to release it"});
    }
    return {};
}

// --- the approval's life -------------------------------------------------------------------------------------------

/// What completing a step means for the approval, where it stands. Nothing when somebody before said the same already,
/// as the second of two examiners.
std::optional<ApprovalEvent> approval_event_of(ActKind act, Outcome outcome, ApprovalState state) {
    using enum ApprovalState;
    if (outcome == Outcome::returned) return ApprovalEvent::return_back;
    if (outcome == Outcome::refused) return ApprovalEvent::refuse;
    if (outcome == Outcome::supplement) return std::nullopt;
    const auto when = [](bool holds, ApprovalEvent event) { return holds ? std::optional(event) : std::nullopt; };
    const bool is_signed = state == signed_ || state == sealed || state == issued;
    switch (act) {
        case ActKind::receive: return when(state == drafted || state == returned, ApprovalEvent::submit);
        case ActKind::examine: return when(state == in_review, ApprovalEvent::approve);
        case ActKind::sign: return when(!is_signed, ApprovalEvent::sign);
        case ActKind::seal: return when(state != sealed, ApprovalEvent::seal);
        case ActKind::hand_over:
        case ActKind::issue: return when(state == signed_ || state == sealed, ApprovalEvent::issue);
        case ActKind::draft:
        case ActKind::enter:
        case ActKind::present:
        case ActKind::direct:
        case ActKind::handle:
        case ActKind::file: break;
    }
    return std::nullopt;
}

/// Whether somebody who begins the step takes the approval into review.
bool takes_up_review(const Dossier& dossier, const Step& step) {
    const ApprovalState state = lifecycle::replay(dossier.approval);
    const bool awaits_review = state == ApprovalState::submitted || state == ApprovalState::returned;
    return step.act == ActKind::examine && awaits_review;
}

/// Claims a task nobody holds; taking up an examination also moves the approval into review.
Events claim_events(const Dossier& dossier, const Work& work, const Context& context) {
    Events events;
    if (work.task->holder) return events;
    events.emplace_back(TaskClaimed{work.task->id, context.actor, context.now});
    if (takes_up_review(dossier, *work.step)) events.emplace_back(ApprovalMoved{ApprovalEvent::take_up});
    return events;
}

// --- completing ----------------------------------------------------------------------------------------------------

Result<void> outcome_is_allowed(const Dossier& dossier, const Step& step, const CompleteTask& command) {
    const AllowedOutcome* allowed = Procedure::allowed(step, command.outcome);
    if (allowed == nullptr) {
        return refuse(
            Refusal::Reason::invalid, "task.outcome",
            {fmt::format("Bước “{}” không có kết quả “{}”", step.name, procedure::text_of(command.outcome)),
             fmt::format("step {} has no outcome \"{}\"", step.id.value(), procedure::text_of(command.outcome))},
            {"Chọn kết quả khác", "choose another outcome"});
    }
    if ((allowed->reason_required && command.reason.empty()) || (allowed->ground_required && command.ground.empty())) {
        return refuse(Refusal::Reason::invalid, "task.reason-required",
                      {allowed->ground_required ? "Từ chối phải nêu căn cứ pháp lý" : "Trả lại phải nêu lý do",
                       allowed->ground_required ? "a refusal needs its legal ground" : "a return needs a reason"},
                      {"Ghi lý do hoặc mã căn cứ", "give the reason or the ground's code"});
    }
    const auto times = std::ranges::count_if(dossier.history, [&](const CompletedTask& done) {
        return done.step == step.id && done.outcome == command.outcome;
    });
    if (allowed->times_at_most && times >= *allowed->times_at_most) {
        return refuse(Refusal::Reason::wrong_state, "task.limit",
                      {fmt::format("Bước “{}” chỉ được “{}” tối đa {} lần", step.name,
                                   procedure::text_of(command.outcome), *allowed->times_at_most),
                       fmt::format("step {} may {} at most {} times", step.id.value(),
                                   procedure::text_of(command.outcome), *allowed->times_at_most)},
                      {"Duyệt hoặc từ chối", "approve or refuse"});
    }
    return {};
}

/// The questions the step answers, answered with yes or no; of one that is sent back or refused nobody asks.
Result<void> facts_are_known(const Work& work, const CompleteTask& command) {
    if (command.outcome != Outcome::completed && command.outcome != Outcome::approved) return {};
    for (const std::string& name : work.step->determines) {
        const auto given = command.variables.find(name);
        if (given != command.variables.end() && given->second.as<bool>() != nullptr) continue;
        const auto& facts = work.procedure->facts;
        const auto fact = std::ranges::find(facts, name, &procedure::Fact::name);
        const std::string question = fact == facts.end() ? name : fact->question;
        return refuse(Refusal::Reason::invalid, "task.fact",
                      {fmt::format("Bước “{}” phải trả lời: {}", work.step->name, question),
                       fmt::format("step {} has to answer: {}", work.step->id.value(), question)},
                      {fmt::format("Thêm --set {}=true hoặc --set {}=false", name, name),
                       fmt::format("add --set {}=true or --set {}=false", name, name)});
    }
    return {};
}

/// A signature or seal is a document, not a tick in a box: without it the step cannot be completed.
Result<void> document_is_there(const Work& work, const CompleteTask& command) {
    const Step& step = *work.step;
    const bool signs = step.act == ActKind::sign && command.outcome == Outcome::approved;
    const bool certifies = work.procedure->statement.has_value();
    if (signs && !(certifies ? command.certified.has_value() : command.signed_document.has_value())) {
        return refuse(Refusal::Reason::invalid, "task.needs-signature",
                      {fmt::format("Bước “{}” chỉ xong khi văn bản đã được ký số", step.name),
                       fmt::format("step {} is done only by signing the document", step.id.value())},
                      certifies ? Message{"Dùng: trien certify copy", "use: trien certify copy"}
                                : Message{"Nộp văn bản đã ký bằng --signed FILE.pdf",
                                          "hand in the signed document with --signed FILE.pdf"});
    }
    if (step.act == ActKind::seal && !command.sealed) {
        return refuse(
            Refusal::Reason::invalid, "task.needs-seal",
            {fmt::format("Bước “{}” chỉ xong khi văn bản đã được đóng dấu số", step.name),
             fmt::format("step {} is done only by sealing the document", step.id.value())},
            {"Dùng: trien certify seal, hoặc --sealed FILE.pdf", "use: trien certify seal, or --sealed FILE.pdf"});
    }
    return {};
}

}  // namespace

ActCode act_of(const Procedure& procedure, const Step& step) {
    const ActCode& act = step.authority ? step.authority->act : procedure.act;
    return act.value().empty() ? ActCode(internal_act) : act;
}

Result<Events> open(const OpenDossier& command, const Procedure& procedure, const Context& context) {
    if (command.requester.name.empty()) {
        return refuse(Refusal::Reason::invalid, "dossier.requester",
                      {"Chưa có tên người yêu cầu", "the requester's name is missing"},
                      {"Ghi họ tên người yêu cầu", "give the requester's name"});
    }
    if (command.original.pages < 1 || command.original.sheets < 1 || command.copies < 1) {
        return refuse(Refusal::Reason::invalid, "dossier.counts",
                      {"Số trang, số tờ và số bản sao phải từ 1", "pages, sheets and copies must be at least 1"},
                      {"Đếm lại", "count again"});
    }
    const procedure::Deadline* const deadline = procedure.deadline_for({});
    if (deadline == nullptr) {
        return refuse(Refusal::Reason::invalid, "dossier.no-deadline",
                      {"Quy trình không quy định thời hạn giải quyết nên không tiếp nhận hồ sơ của người dân",
                       "the procedure sets no legal deadline, so no citizen's dossier is opened by it"},
                      {"Chọn thủ tục hành chính có thời hạn", "choose a procedure with a deadline"});
    }
    const auto due = calendar::due(context.calendars->in_force(context.now.date()), context.now, deadline->rule);
    const DossierOpened opened{
        command.id,         procedure.control.key, procedure.digest,  procedure.act,    context.now,   due.due,
        due.explanation.vi, due.calendar_revision, command.requester, command.original, command.copies};
    execution::Start start;
    start.variables = {
        {"copies", command.copies}, {"pages", command.original.pages}, {"sheets", command.original.sheets}};
    const auto moved = detail::move(evolve({}, opened), start, procedure, context);
    if (!moved) return tl::unexpected(moved.error());
    return Events{opened, *moved};
}

Result<Events> claim(const Dossier& dossier,
                     const ClaimTask& command,
                     const Procedure& procedure,
                     const Context& context) {
    const auto work = find_work(dossier, command.task, procedure, context);
    if (!work) return tl::unexpected(work.error());
    if (auto may = may_perform(dossier, *work, context); !may) return tl::unexpected(may.error());
    return claim_events(dossier, *work, context);
}

Result<Events> release(const Dossier& dossier, const ReleaseTask& command, const Context& context) {
    const OpenTask* task = dossier.task(command.task);
    if (task == nullptr || task->holder != context.actor) {
        return refuse(Refusal::Reason::wrong_state, "task.not-held",
                      {fmt::format("{} không giữ việc “{}”", context.actor.value(), command.task.value()),
                       fmt::format("{} does not hold the task {}", context.actor.value(), command.task.value())});
    }
    return Events{TaskReleased{command.task, context.actor, context.now}};
}

Result<Events> assign(const Dossier& dossier,
                      const AssignTask& command,
                      const Procedure& procedure,
                      const Context& context) {
    const auto work = find_work(dossier, command.task, procedure, context);
    if (!work) return tl::unexpected(work.error());
    const Step& step = *work->step;
    const auto has = [](const std::vector<RoleId>& roles, const RoleId& role) {
        return std::ranges::find(roles, role) != roles.end();
    };
    if (work->task->holder != context.actor && !has(context.roles, step.answering())) {
        return refuse(
            Refusal::Reason::not_permitted, "task.assign",
            {fmt::format("{} không giữ việc này và không chịu trách nhiệm bước “{}”", context.actor.value(), step.name),
             fmt::format("{} neither holds this task nor answers for step {}", context.actor.value(), step.id.value())},
            {"Đề nghị người giữ việc hoặc người chịu trách nhiệm giao",
             "ask the holder or whoever answers for the step"});
    }
    if (!has(command.roles_of_assignee, step.role)) {
        return refuse(Refusal::Reason::invalid, "task.assignee",
                      {fmt::format("{} không có vai trò {} của bước này", command.to.value(), step.role.value()),
                       fmt::format("{} does not have the role {} of this step", command.to.value(), step.role.value())},
                      {"Giao cho người có vai trò này", "give it to somebody who has the role"});
    }
    Events events{TaskAssigned{command.task, context.actor, command.to, context.now}};
    if (takes_up_review(dossier, step)) events.emplace_back(ApprovalMoved{ApprovalEvent::take_up});
    return events;
}

Result<Events> complete(const Dossier& dossier,
                        const CompleteTask& command,
                        const Procedure& procedure,
                        const Context& context) {
    const auto work = find_work(dossier, command.task, procedure, context);
    if (!work) return tl::unexpected(work.error());
    const Step& step = *work->step;
    if (auto may = may_perform(dossier, *work, context); !may) return tl::unexpected(may.error());
    if (auto allowed = outcome_is_allowed(dossier, step, command); !allowed) return tl::unexpected(allowed.error());
    if (auto known = facts_are_known(*work, command); !known) return tl::unexpected(known.error());
    if (auto there = document_is_there(*work, command); !there) return tl::unexpected(there.error());

    Events events = claim_events(dossier, *work, context);
    if (command.certified) events.emplace_back(*command.certified);
    if (command.signed_document) events.emplace_back(*command.signed_document);
    if (command.sealed) events.emplace_back(*command.sealed);
    events.emplace_back(TaskCompleted{command.task, step.id, context.actor, context.now, command.outcome,
                                      command.ground, command.reason});

    Dossier after = dossier;
    for (const DossierEvent& event : events) after = evolve(std::move(after), event);
    if (const auto approval = approval_event_of(step.act, command.outcome, lifecycle::replay(after.approval))) {
        const std::string& why = command.reason.empty() ? command.ground : command.reason;
        const auto state = lifecycle::advance(after.approval, *approval, why);
        if (!state) return tl::unexpected(state.error());
        events.emplace_back(ApprovalMoved{*approval});
    }

    execution::Complete done{execution::WorkId(fmt::format("{}/{}", step.id.value(), work->task->work)),
                             command.variables};
    done.outputs.insert_or_assign(std::string(procedure::outcome_variable), procedure::text_of(command.outcome));
    auto moved = detail::move(after, done, procedure, context);
    if (!moved) return tl::unexpected(moved.error());
    events.emplace_back(*std::move(moved));
    detail::follow_clock(dossier, events, procedure, context);
    return events;
}

namespace {

Result<Events> moved_by(const Dossier& dossier,
                        const execution::Command& command,
                        const Procedure& procedure,
                        const Context& context) {
    auto moved = detail::move(dossier, command, procedure, context);
    if (!moved) return tl::unexpected(moved.error());
    Events events{*std::move(moved)};
    detail::follow_clock(dossier, events, procedure, context);
    return events;
}

}  // namespace

Result<Events> receive(const Dossier& dossier,
                       const SendMessage& command,
                       const Procedure& procedure,
                       const Context& context) {
    return moved_by(dossier, execution::DeliverMessage{command.name, std::nullopt, command.payload}, procedure,
                    context);
}

Result<Events> fire(const Dossier& dossier,
                    const execution::WorkId& timer,
                    const Procedure& procedure,
                    const Context& context) {
    return moved_by(dossier, execution::FireTimer{timer}, procedure, context);
}

Result<Events> retry(const Dossier& dossier,
                     const execution::WorkId& incident,
                     const Procedure& procedure,
                     const Context& context) {
    return moved_by(dossier, execution::Retry{incident}, procedure, context);
}

}  // namespace trien::dossier
