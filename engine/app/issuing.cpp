// SPDX-License-Identifier: Apache-2.0
// Putting a procedure in force: past the gate, or not at all.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"
#include "engine/app/engine.hpp"
#include "engine/base/file.hpp"
#include "engine/gate/gate.hpp"
#include "engine/procedure/reader.hpp"

namespace trien::app {

namespace {

using procedure::Procedure;

/// The other procedures in force; an earlier issue of the same document is not another one.
std::vector<const Procedure*> others_in_force(Engine::State& state, const Procedure& procedure) {
    std::vector<const Procedure*> others;
    const std::string matter = matter_of(procedure.act, procedure.control.key);
    for (const journal::Row& row : state.readers.borrow()->view(views::procedure)) {
        if (row.key == matter) continue;
        const Json issued = Json::parse(row.body);
        others.push_back(&state.procedure_of(Digest::parse(issued.at("digest").get<std::string>()).value()));
    }
    return others;
}

Result<void> passes_gate(Engine::State& state, const Procedure& procedure, Date day) {
    gate::World world;
    world.library = &state.instance.library();
    world.organisation = &state.instance.organisation();
    world.calendar = &state.instance.calendars().in_force(day);
    world.issued = others_in_force(state, procedure);
    world.on = day;
    const gate::Report report = gate::check(procedure, world);
    if (gate::may_issue(report)) return {};
    const auto first = std::ranges::find(report.findings, gate::Finding::Severity::error, &gate::Finding::severity);
    return refuse(
        Refusal::Reason::invalid, first->code, first->text,
        {fmt::format("{}. Xem tất cả: trien procedure lint FILE --organisation organisation.json", first->mend.vi),
         fmt::format("{}. All of it: trien procedure lint FILE --organisation organisation.json", first->mend.en)},
        procedure.control.key.code);
}

Result<void> is_in_force(const Procedure& procedure, Date day) {
    const Date from = procedure.control.effective_from;
    if (from <= day) return {};
    return refuse(Refusal::Reason::invalid, "procedure.not-yet",
                  {fmt::format("Quy trình {} chỉ có hiệu lực từ {}", procedure.control.key.code, vietnamese_text(from)),
                   fmt::format("the procedure {} takes effect only on {}", procedure.control.key.code, text(from))},
                  {"Ban hành vào ngày có hiệu lực", "issue it on that day"});
}

}  // namespace

Result<Json> Engine::issue_procedure(const Caller& caller, const std::filesystem::path& file) {
    const Procedure procedure = procedure::load_procedure(file, &state_->instance.library());
    const procedure::ProcedureKey& key = procedure.control.key;
    const std::string stream = procedure_stream(matter_of(procedure.act, key));
    return state_->run(caller, {stream}, [&](const Present& present) -> Result<Draft> {
        const Date day = present.now.date();
        if (auto known = state_->in_office(caller.person, present.now); !known) return tl::unexpected(known.error());
        if (auto valid = is_in_force(procedure, day); !valid) return tl::unexpected(valid.error());
        if (auto passed = passes_gate(*state_, procedure, day); !passed) return tl::unexpected(passed.error());
        Draft draft;
        draft.result = CanonicalObject()
                           .with("act", procedure.act)
                           .with("code", key.code)
                           .with("digest", state_->blobs.put(read_file(file)))
                           .with("effectiveFrom", text(procedure.control.effective_from))
                           .with("issue", key.issue)
                           .with("name", procedure.name)
                           .with("process", procedure.net.process)
                           .with("set", key.set)
                           .done();
        draft.appends.push_back({stream, state_->head(stream).version, {{procedure_issued_type, draft.result, {}}}});
        return projected(std::move(draft));
    });
}

}  // namespace trien::app
