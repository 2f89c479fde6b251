// SPDX-License-Identifier: Apache-2.0
// The commands of people on one case: tasks, messages, the clock of the deadline.
#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"
#include "engine/app/engine.hpp"
#include "engine/authority/codec.hpp"
#include "engine/base/file.hpp"
#include "engine/sign/verifier.hpp"

namespace trien::app {

namespace {

using dossier::Dossier;
using procedure::Procedure;

/// What a command on a case decides, by the procedure the case is bound to.
using DecideCase = std::function<Result<dossier::Events>(const Dossier&, const Procedure&, const dossier::Context&)>;

Result<Json> run_on_case(Engine::State& state, const Caller& caller, const DossierId& id, const DecideCase& decide) {
    return state.run(caller, {dossier_stream(id)}, [&](const Present& present) -> Result<Draft> {
        const auto loaded = state.current(id);
        if (!loaded) return tl::unexpected(loaded.error());
        const Dossier& dossier = *loaded->dossier;
        const auto events =
            decide(dossier, state.procedure_of(dossier.procedure_digest), state.context(caller.person, present));
        if (!events) return tl::unexpected(events.error());
        return dossier_draft(*loaded, *events);
    });
}

/// The same for commands that need no role, only somebody of the office.
Result<Json> run_in_office(Engine::State& state, const Caller& caller, const DossierId& id, const DecideCase& decide) {
    return run_on_case(state, caller, id,
                       [&](const Dossier& dossier, const Procedure& procedure,
                           const dossier::Context& context) -> Result<dossier::Events> {
                           auto known = state.in_office(caller.person, context.now);
                           if (!known) return tl::unexpected(known.error());
                           return decide(dossier, procedure, context);
                       });
}

}  // namespace

// --- tasks ---------------------------------------------------------------------------------------------------------

Result<Json> Engine::claim(const Caller& caller, const TaskId& task) {
    return run_on_case(*state_, caller, dossier::dossier_of(task),
                       [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context) {
                           return dossier::claim(dossier, {task}, procedure, context);
                       });
}

Result<Json> Engine::release(const Caller& caller, const TaskId& task) {
    return run_on_case(*state_, caller, dossier::dossier_of(task),
                       [&](const Dossier& dossier, const Procedure& /*procedure*/, const dossier::Context& context) {
                           return dossier::release(dossier, {task}, context);
                       });
}

Result<Json> Engine::assign(const Caller& caller, const TaskId& task, const PersonId& to) {
    return run_on_case(*state_, caller, dossier::dossier_of(task),
                       [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context) {
                           const auto roles = state_->instance.organisation().roles_of(to, context.now.date());
                           return dossier::assign(dossier, {task, to, roles}, procedure, context);
                       });
}

namespace {

/// Whether a file has a valid signature by a certificate that somebody is known by.
template <class IsTheirs>
bool is_signed_by(std::string_view pdf, const sign::TrustStore& trust, Instant now, const IsTheirs& is_theirs) {
    const auto report = sign::verify_pdf(pdf, trust, {sign::Profile::foreign, now, std::nullopt});
    return std::ranges::any_of(report.signatures, [&](const sign::SignatureReport& signature) {
        return signature.verdict == sign::Verdict::valid && is_theirs(sha256(signature.certificate));
    });
}

/// Puts the document somebody hands in into the command: signed by them, or sealed by the office.
Result<void> hand_in(Engine::State& state,
                     const Handed& document,
                     const dossier::OpenTask& task,
                     const Procedure& procedure,
                     const dossier::Context& context,
                     dossier::CompleteTask& command) {
    const organisation::Organisation& organisation = state.instance.organisation();
    const std::string pdf = read_file(document.file);
    const Date day = context.now.date();
    const bool good = is_signed_by(pdf, state.trust(), context.now, [&](const Digest& certificate) {
        if (document.as == Handed::As::sealed) {
            const auto* const unit = organisation.seal_of(certificate, day);
            return unit != nullptr && unit->id == state.instance.unit().id;
        }
        const auto* const holder = organisation.holder_of(certificate, day);
        return holder != nullptr && holder->id == context.actor;
    });
    if (!good) {
        return refuse(Refusal::Reason::invalid, "document.not-signed",
                      {fmt::format("{} không có {} hợp lệ", document.file.string(),
                                   document.as == Handed::As::sealed ? "con dấu số của đơn vị"
                                                                     : "chữ ký số của " + context.actor.value()),
                       fmt::format("{} has no valid {}", document.file.string(),
                                   document.as == Handed::As::sealed ? "seal of the office"
                                                                     : "signature by " + context.actor.value())},
                      {"Xem chi tiết: trien verify", "see: trien verify"});
    }
    if (document.as == Handed::As::sealed) {
        command.sealed = dossier::DocumentSealed{state.blobs.put(pdf)};
        return {};
    }
    const authority::Decision authority = context.authority(dossier::act_of(procedure, *procedure.step(task.step)));
    if (!authority.allowed()) return tl::unexpected(authority.refusal.value());
    command.signed_document =
        dossier::DocumentSigned{state.blobs.put(pdf), authority::abbreviation(*authority.capacity),
                                authority.instrument, Canonical(authority::to_json(authority))};
    return {};
}

/// A refusal names its ground by code; its words are the law's.
Result<void> name_ground(const Engine::State& state,
                         const Procedure& procedure,
                         Date day,
                         dossier::CompleteTask& command) {
    if (command.ground.empty()) return {};
    const auto ground = state.instance.library().ground(procedure.reasons.value_or(""), command.ground, day);
    if (!ground) return tl::unexpected(ground.error());
    if (command.reason.empty()) command.reason = ground->text.vi;
    return {};
}

}  // namespace

Result<Json> Engine::complete(const Caller& caller,
                              dossier::CompleteTask command,
                              const std::optional<Handed>& document) {
    return run_on_case(*state_, caller, dossier::dossier_of(command.task),
                       [&](const Dossier& dossier, const Procedure& procedure,
                           const dossier::Context& context) -> Result<dossier::Events> {
                           auto named = name_ground(*state_, procedure, context.now.date(), command);
                           if (!named) return tl::unexpected(named.error());
                           const dossier::OpenTask* const task = dossier.task(command.task);
                           if (document && task != nullptr) {
                               auto handed = hand_in(*state_, *document, *task, procedure, context, command);
                               if (!handed) return tl::unexpected(handed.error());
                           }
                           return dossier::complete(dossier, command, procedure, context);
                       });
}

// --- what comes from outside ---------------------------------------------------------------------------------------

Result<Json> Engine::send(const Caller& caller, const DossierId& id, const dossier::SendMessage& message) {
    return run_in_office(*state_, caller, id,
                         [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context) {
                             return dossier::receive(dossier, message, procedure, context);
                         });
}

Result<Json> Engine::retry(const Caller& caller, const DossierId& id, const execution::WorkId& incident) {
    return run_in_office(*state_, caller, id,
                         [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context) {
                             return dossier::retry(dossier, incident, procedure, context);
                         });
}

// --- the clock of the deadline -------------------------------------------------------------------------------------

Result<Json> Engine::ask_supplement(const Caller& caller, const DossierId& id, const dossier::AskSupplement& command) {
    return run_on_case(*state_, caller, id,
                       [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context) {
                           return dossier::ask_supplement(dossier, command, procedure, context);
                       });
}

Result<Json> Engine::receive_supplement(const Caller& caller, const DossierId& id) {
    return run_in_office(*state_, caller, id,
                         [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context) {
                             return dossier::receive_supplement(dossier, procedure, context);
                         });
}

Result<Json> Engine::extend(const Caller& caller, const DossierId& id, const dossier::ExtendDeadline& command) {
    return run_on_case(*state_, caller, id,
                       [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context) {
                           return dossier::extend(dossier, command, procedure, context);
                       });
}

Result<Json> Engine::stop(const Caller& caller, const DossierId& id, const dossier::StopDossier& command) {
    return run_on_case(*state_, caller, id,
                       [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context) {
                           return dossier::stop(dossier, command, procedure, context);
                       });
}

Result<Json> Engine::replan(const Caller& caller, const DossierId& id) {
    return run_in_office(*state_, caller, id,
                         [&](const Dossier& dossier, const Procedure& procedure, const dossier::Context& context)
                             -> Result<dossier::Events> { return dossier::replan(dossier, procedure, context); });
}

// --- who holds what ------------------------------------------------------------------------------------------------

namespace {

/// Who may take up an open task on a day.
bool has_candidate(Engine& engine, const dossier::OpenTask& task, const ActCode& act, Instant now) {
    const organisation::Organisation& organisation = engine.instance().organisation();
    if (task.act != procedure::ActKind::sign) return !organisation.holders(task.role, now.date()).empty();
    return std::ranges::any_of(organisation.people(), [&](const organisation::Person& person) {
        return engine.check_authority(person.id, act, now).allowed();
    });
}

Json stuck_row(const Dossier& dossier, const char* code, const std::string& about, const Message& why) {
    return {{"dossier", dossier.id.value()}, {"code", code}, {"about", about}, {"vi", why.vi}, {"en", why.en}};
}

void find_incidents(const Dossier& dossier, std::vector<Json>& stuck) {
    for (const execution::Item* const item : execution::incidents(dossier.execution)) {
        stuck.push_back(stuck_row(dossier, item->fault.c_str(), execution::work_id(*item).value(),
                                  {fmt::format("sự cố khi chạy quy trình: {}", item->detail),
                                   fmt::format("the procedure stands still: {}", item->detail)}));
    }
}

}  // namespace

std::vector<Json> Engine::stuck() {
    const Instant now = state_->now();
    std::vector<Json> stuck;
    for (const Json& row : dossiers()) {
        if (row.at("status") != dossier::text_of(dossier::Status::running)) continue;
        const auto loaded = state_->load(DossierId(row.at("dossier").get<std::string>()));
        if (!loaded) continue;
        const Dossier& dossier = *loaded->dossier;
        find_incidents(dossier, stuck);
        for (const dossier::OpenTask& task : dossier.tasks) {
            const bool left = task.holder && !state_->in_office(*task.holder, now);
            if (left) {
                stuck.push_back(
                    stuck_row(dossier, "stuck.holder-left", task.id.value(),
                              {fmt::format("người giữ việc {} không còn chức vụ", task.holder->value()),
                               fmt::format("{}, who holds it, has no post any more", task.holder->value())}));
            } else if (!task.holder && !has_candidate(*this, task, dossier.act, now)) {
                stuck.push_back(stuck_row(dossier, "stuck.nobody", task.id.value(),
                                          {fmt::format("không ai có vai trò {} hôm nay", task.role.value()),
                                           fmt::format("nobody has the role {} today", task.role.value())}));
            }
        }
        const bool awaits_nothing =
            dossier.tasks.empty() && dossier.execution.waits.empty() && execution::incidents(dossier.execution).empty();
        if (awaits_nothing) {
            stuck.push_back(stuck_row(dossier, "stuck.nothing-open", "",
                                      {"không bước nào mở, không chờ gì", "no step is open and nothing is awaited"}));
        }
    }
    return stuck;
}

}  // namespace trien::app
