// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/detail/movement.hpp"

#include <algorithm>
#include <utility>

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

}  // namespace trien::dossier::detail
