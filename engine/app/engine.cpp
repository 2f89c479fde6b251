// SPDX-License-Identifier: Apache-2.0
#include "engine/app/engine.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"
#include "engine/authority/codec.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/proof.hpp"
#include "engine/journal/sqlite_store.hpp"
#include "engine/procedure/reader.hpp"
#include "engine/registers/register_book.hpp"

namespace trien::app {

namespace {

using dossier::Dossier;

Dossier fold(const std::vector<journal::Entry>& entries) {
    Dossier dossier;
    for (const journal::Entry& entry : entries) {
        dossier = dossier::evolve(std::move(dossier), dossier::dossier_event(entry.type, entry.body, entry.personal));
    }
    return dossier;
}

/// The case as the next reader will see it, for answers.
Json answer(const Dossier& before, const dossier::Events& events) {
    Dossier after = before;
    for (const auto& event : events) after = dossier::evolve(std::move(after), event);
    Json json = dossier::to_json(after);
    json.erase("requester");  // answers are stored in clear
    return json;
}

}  // namespace

Draft dossier_draft(const LoadedDossier& loaded, const dossier::Events& events) {
    Draft draft;
    draft.projector.knows(loaded.dossier);
    draft.appends.push_back({dossier_stream(loaded.dossier.id), loaded.version, to_journal(events)});
    draft.result = answer(loaded.dossier, events);
    return draft;
}

std::vector<journal::NewEvent> to_journal(const dossier::Events& events) {
    std::vector<journal::NewEvent> encoded;
    for (const dossier::DossierEvent& event : events) {
        encoded.push_back({dossier::type_of(event), dossier::to_json(event), dossier::personal_of(event)});
    }
    return encoded;
}

Engine::State::State(Instance opened, const Clock& source)
    : instance(std::move(opened)),
      clock(source),
      store(journal::open_sqlite_store(instance.journal_path())),
      blobs(instance.blobs_path()),
      journal_key(journal::SigningKey::load(instance.journal_key_path())) {}

std::optional<Json> Engine::State::known_answer(const Caller& caller) {
    const auto stored = store->result_of(caller.command);
    return stored ? std::optional(Json::parse(*stored)) : std::nullopt;
}

Json Engine::State::commit(const Caller& caller, Instant now, Draft draft) {
    journal::Commit commit{caller.command,         now, caller.person, std::move(draft.appends), {}, {},
                           canonical(draft.result)};
    commit.snapshots = std::move(draft.snapshots);
    for (const journal::Append& append : commit.appends) {
        for (const journal::NewEvent& event : append.events) {
            journal::Entry entry;
            entry.stream = append.stream;
            entry.type = event.type;
            entry.body = event.body;
            entry.personal = event.personal;
            std::ranges::move(draft.projector(entry), std::back_inserter(commit.changes));
        }
    }
    const auto committed = store->commit(commit);
    journal::make_checkpoint(*store, journal_key, instance.configuration().origin);
    return Json::parse(committed.result);
}

Result<LoadedDossier> Engine::State::load(const DossierId& id) {
    const auto entries = store->read(dossier_stream(id));
    if (entries.empty()) {
        return refuse(Refusal::Reason::not_found, "dossier.unknown",
                      {fmt::format("Không có hồ sơ {}", id.value()), fmt::format("there is no case {}", id.value())},
                      {"Xem: trien dossier list", "see: trien dossier list"});
    }
    return LoadedDossier{fold(entries), static_cast<std::int64_t>(entries.size())};
}

const procedure::Procedure& Engine::State::procedure_of(const Digest& digest) {
    const auto known = procedures.find(digest);
    if (known != procedures.end()) return known->second;
    auto read = procedure::read_procedure(blobs.get(digest), blobs.path_of(digest).string(), &instance.library());
    if (!read.procedure) {
        const Finding& finding = read.findings.front();
        throw Error(Fault::corrupt, finding.code, finding.place, finding.text, finding.mend);
    }
    return procedures.emplace(digest, std::move(*read.procedure)).first->second;
}

Result<Digest> Engine::State::procedure_in_force(const ActCode& act) {
    const auto row = store->view_row(views::procedure, act.value());
    if (!row) {
        return refuse(Refusal::Reason::not_found, "procedure.none",
                      {fmt::format("Chưa ban hành quy trình nào cho thủ tục {}", act.value()),
                       fmt::format("no procedure is in force for {}", act.value())},
                      {"Ban hành quy trình trước", "issue the procedure first"});
    }
    return Digest::parse(Json::parse(*row).at("digest").get<std::string>()).value();
}

std::vector<authority::Instrument> Engine::State::instruments() {
    // The view says which there are; what they say is read from the entries, whose hashes are checked on the way.
    std::vector<authority::Instrument> instruments;
    for (const journal::Row& row : store->view(views::delegation)) {
        authority::Instrument instrument;
        for (const journal::Entry& entry : store->read(delegation_stream(InstrumentId(row.key)))) {
            instrument = authority::evolve(std::move(instrument), authority::instrument_event(entry.type, entry.body));
        }
        instruments.push_back(std::move(instrument));
    }
    return instruments;
}

dossier::Context Engine::State::context(const PersonId& actor, const ActCode& act, Instant now) {
    return {now, actor, instance.organisation().roles_of(actor, now.date()),
            authority::decide({actor, act, now}, instance.organisation(), instance.rules(), instruments())};
}

Result<void> Engine::State::in_office(const PersonId& person, Instant now) const {
    if (!instance.organisation().appointments_of(person, now.date()).empty()) return {};
    return refuse(Refusal::Reason::not_permitted, "person.unknown",
                  {fmt::format("{} không giữ chức vụ nào vào ngày {}", person.value(), vietnamese_text(now.date())),
                   fmt::format("{} holds no post on {}", person.value(), text(now.date()))},
                  {"Kiểm tra mã người dùng trong organisation.json", "check the person's id in organisation.json"});
}

journal::VerifierKey Engine::State::verifier_key() const {
    return {instance.configuration().origin, journal_key.public_key()};
}

const render::Fonts& Engine::State::fonts() {
    if (!fonts_) fonts_ = std::make_unique<render::Fonts>();
    return *fonts_;
}

Engine::Engine(Instance instance, const Clock& clock) : state_(std::make_unique<State>(std::move(instance), clock)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

const Instance& Engine::instance() const {
    return state_->instance;
}
Instant Engine::now() const {
    return state_->now();
}

// --- procedures ----------------------------------------------------------------------------------------------------

Result<Json> Engine::issue_procedure(const Caller& caller, const std::filesystem::path& file) {
    if (auto known = state_->known_answer(caller)) return *known;
    const Instant now = state_->now();
    const procedure::Procedure procedure = procedure::load_procedure(file, &state_->instance.library());
    if (procedure.control.effective_from > now.date()) {
        return refuse(Refusal::Reason::invalid, "procedure.not-yet",
                      {fmt::format("Quy trình {} chỉ có hiệu lực từ {}", procedure.control.key.code,
                                   vietnamese_text(procedure.control.effective_from)),
                       fmt::format("the procedure {} takes effect only on {}", procedure.control.key.code,
                                   text(procedure.control.effective_from))},
                      {"Ban hành vào ngày có hiệu lực", "issue it on that day"});
    }
    const Digest kept = state_->blobs.put(read_file(file));
    const std::string stream = procedure_stream(procedure.act);
    Draft draft;
    draft.result = {{"act", procedure.act.value()},
                    {"set", procedure.control.key.set},
                    {"code", procedure.control.key.code},
                    {"issue", procedure.control.key.issue},
                    {"name", procedure.name},
                    {"digest", kept.hex()},
                    {"effectiveFrom", text(procedure.control.effective_from)}};
    draft.appends.push_back({stream, state_->store->version(stream), {{procedure_issued_type, draft.result, {}}}});
    return state_->commit(caller, now, std::move(draft));
}

// --- papers --------------------------------------------------------------------------------------------------------

Result<Json> Engine::record_paper(const Caller& caller, const IngestedPaper& paper) {
    if (auto known = state_->known_answer(caller)) return *known;
    const Digest digest = state_->blobs.put_file(paper.file);
    const auto row = state_->store->view_row(views::record, digest.hex());
    if (row) return Json::parse(*row);
    Draft draft;
    draft.result = {{"file", digest.hex()},
                    {"name", paper.file.filename().string()},
                    {"pages", paper.pages},
                    {"verdict", paper.verdict},
                    {"fields", paper.fields}};
    draft.appends.push_back({record_stream(digest), 0, {{paper_ingested_type, draft.result, {}}}});
    return state_->commit(caller, state_->now(), std::move(draft));
}

// --- cases ---------------------------------------------------------------------------------------------------------

Result<Json> Engine::open_dossier(const Caller& caller, const OpenRequest& request) {
    if (auto known = state_->known_answer(caller)) return *known;
    const Instant now = state_->now();
    if (auto known = state_->in_office(caller.person, now); !known) return tl::unexpected(known.error());
    const auto in_force = state_->procedure_in_force(request.act);
    if (!in_force) return tl::unexpected(in_force.error());
    const procedure::Procedure& procedure = state_->procedure_of(*in_force);
    const Digest original = state_->blobs.put_file(request.original);

    return retry_on_conflict([&]() -> Result<Json> {
        const std::string& office = state_->instance.unit().code;
        const std::string codes = dossier_code_stream(office, now.date());
        const std::int64_t given = state_->store->version(codes);
        const Date day = now.date();
        const DossierId id(fmt::format("{}-{:02}{:02}{:02}-{:04}", office, static_cast<int>(day.year()) % 100,
                                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                                       given + 1));
        const auto events = dossier::open(
            {id, request.requester, {original, request.title, request.pages, request.sheets}, request.copies},
            procedure, state_->instance.calendar(), state_->context(caller.person, request.act, now));
        if (!events) return tl::unexpected(events.error());
        LoadedDossier fresh;
        fresh.dossier.id = id;
        Draft draft = dossier_draft(fresh, *events);
        draft.appends.push_back({codes, given, {{dossier_code_given_type, {{"dossier", id.value()}}, {}}}});
        return state_->commit(caller, now, std::move(draft));
    });
}

Result<Dossier> Engine::dossier(const DossierId& id) {
    auto loaded = state_->load(id);
    if (!loaded) return tl::unexpected(loaded.error());
    return std::move(loaded->dossier);
}

std::vector<Json> Engine::dossiers() {
    std::vector<Json> rows;
    for (const journal::Row& row : state_->store->view(views::dossier)) rows.push_back(Json::parse(row.body));
    return rows;
}

Result<Json> Engine::show_dossier(const DossierId& id) {
    const auto loaded = state_->load(id);
    if (!loaded) return tl::unexpected(loaded.error());
    Json shown = dossier::to_json(loaded->dossier);
    for (const journal::Entry& entry : state_->store->read(dossier_stream(id))) {
        shown["events"].push_back({{"index", entry.index},
                                   {"version", entry.version},
                                   {"type", entry.type},
                                   {"at", entry.at.text()},
                                   {"actor", entry.actor.value()},
                                   {"body", entry.body}});
    }
    return shown;
}

std::vector<Json> Engine::tasks(const TaskFilter& filter) {
    const Instant now = state_->now();
    std::vector<Json> tasks;
    for (const journal::Row& row : state_->store->view(views::task)) {
        Json task = Json::parse(row.body);
        if (filter.dossier && task.at("dossier") != filter.dossier->value()) continue;
        if (filter.person) {
            const bool held = task.value("holder", "") == filter.person->value();
            const RoleId role(task.at("role").get<std::string>());
            const bool free = !task.contains("holder");
            const auto may = [&] {
                return state_->instance.organisation().has_role(*filter.person, role, now.date()) ||
                       check_authority(*filter.person, ActCode(task.at("act").get<std::string>()), now).capacity ==
                           authority::Capacity::tuq;
            };
            if (!held && !(free && may())) continue;
        }
        task["late"] = now > Instant::parse(task.at("due").get<std::string>()).value();
        tasks.push_back(std::move(task));
    }
    std::ranges::sort(tasks, {}, [](const Json& task) {
        return std::pair(task.at("due").get<std::string>(), task.at("task").get<std::string>());
    });
    return tasks;
}

Result<Json> Engine::claim(const Caller& caller, const TaskId& task) {
    if (auto known = state_->known_answer(caller)) return *known;
    const Instant now = state_->now();
    const auto loaded = state_->load(dossier::dossier_of(task));
    if (!loaded) return tl::unexpected(loaded.error());
    const auto events = dossier::claim(loaded->dossier, {task}, state_->procedure_of(loaded->dossier.procedure_digest),
                                       state_->context(caller.person, loaded->dossier.act, now));
    if (!events) return tl::unexpected(events.error());
    return state_->commit(caller, now, dossier_draft(*loaded, *events));
}

Result<Json> Engine::release(const Caller& caller, const TaskId& task) {
    if (auto known = state_->known_answer(caller)) return *known;
    const Instant now = state_->now();
    const auto loaded = state_->load(dossier::dossier_of(task));
    if (!loaded) return tl::unexpected(loaded.error());
    const auto events =
        dossier::release(loaded->dossier, {task}, state_->context(caller.person, loaded->dossier.act, now));
    if (!events) return tl::unexpected(events.error());
    return state_->commit(caller, now, dossier_draft(*loaded, *events));
}

Result<Json> Engine::complete(const Caller& caller, dossier::CompleteTask command) {
    if (auto known = state_->known_answer(caller)) return *known;
    const Instant now = state_->now();
    const auto loaded = state_->load(dossier::dossier_of(command.task));
    if (!loaded) return tl::unexpected(loaded.error());
    const procedure::Procedure& procedure = state_->procedure_of(loaded->dossier.procedure_digest);
    if (!command.ground.empty()) {
        const auto ground =
            state_->instance.library().ground(procedure.reasons.value_or(""), command.ground, now.date());
        if (!ground) return tl::unexpected(ground.error());
        if (command.reason.empty()) command.reason = ground->text.vi;
    }
    const auto events = dossier::complete(loaded->dossier, command, procedure,
                                          state_->context(caller.person, loaded->dossier.act, now));
    if (!events) return tl::unexpected(events.error());
    return state_->commit(caller, now, dossier_draft(*loaded, *events));
}

// --- authority -----------------------------------------------------------------------------------------------------

std::vector<Json> Engine::delegations() {
    std::vector<Json> rows;
    for (const auto& instrument : state_->instruments()) rows.push_back(authority::to_json(instrument));
    return rows;
}

authority::Decision Engine::check_authority(const PersonId& person, const ActCode& act, Instant at) {
    return authority::decide({person, act, at}, state_->instance.organisation(), state_->instance.rules(),
                             state_->instruments());
}

Json Engine::explain_authority(const PersonId& person, const ActCode& act, Instant at) {
    Json json = authority::to_json(check_authority(person, act, at));
    json["schema"] = "trien.authority-decision/1";
    return json;
}

// --- certification -------------------------------------------------------------------------------------------------

std::filesystem::path Engine::original_path(const Dossier& dossier) const {
    return state_->blobs.path_of(dossier.original.file);
}

std::vector<RegisterLine> Engine::register_lines(const RegisterCode& code, int year) {
    std::vector<RegisterLine> lines;
    for (const journal::Entry& entry : state_->store->read(registers::stream_of(code, year))) {
        const auto number = registers::number_allotted_from(entry.body);
        const auto loaded = state_->load(number.line.dossier);
        lines.push_back({entry.body, loaded ? loaded->dossier.requester.name : std::string()});
    }
    return lines;
}

// --- proof ---------------------------------------------------------------------------------------------------------

std::optional<Json> Engine::find_document(const Digest& file) {
    const auto row = state_->store->view_row(views::document, file.hex());
    return row ? std::optional(Json::parse(*row)) : std::nullopt;
}

}  // namespace trien::app
