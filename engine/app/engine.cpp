// SPDX-License-Identifier: Apache-2.0
#include "engine/app/engine.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"
#include "engine/authority/codec.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/postgres_store.hpp"
#include "engine/journal/proof.hpp"
#include "engine/journal/sqlite_store.hpp"
#include "engine/journal/tiles.hpp"
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

std::vector<std::string> streams_of(const Draft& draft) {
    std::vector<std::string> streams;
    for (const journal::Append& append : draft.appends) streams.push_back(append.stream);
    return streams;
}

/// Who acts when a timer fires: nobody of the office.
constexpr const char* clock_actor = "system:clock";

/// Cases a process works on at one time, and then some.
constexpr std::size_t cached_streams = 20'000;

/// What a running case waits for: its deadline, and the timers of its procedure, whose body is the id of the wait.
std::vector<journal::Timer> timers_of(const Dossier& dossier) {
    if (dossier.id.value().empty() || dossier.status() != dossier::Status::running) return {};
    const std::string stream = dossier_stream(dossier.id);
    std::vector<journal::Timer> timers;
    // The due instant itself is in time.
    const Instant late(dossier.due.utc() + std::chrono::microseconds{1}, dossier.due.offset());
    if (!dossier.waits_for()) timers.push_back({{late, "deadline/" + dossier.id.value()}, stream, ""});
    for (const execution::Wait* const wait : execution::open_timers(dossier.execution)) {
        const std::string id = execution::work_id(*wait).value();
        timers.push_back({{wait->due.value(), fmt::format("timer/{}/{}", dossier.id.value(), id)}, stream, id});
    }
    return timers;
}

/// Sets what the case waits for from now on, and ends what it no longer waits for.
void set_timers(const Dossier& before, const Dossier& after, Draft& draft) {
    const auto had = timers_of(before);
    const auto has = timers_of(after);
    const auto is_in = [](const std::vector<journal::Timer>& timers, const journal::Timer& timer) {
        return std::ranges::find(timers, timer) != timers.end();
    };
    for (const journal::Timer& timer : has) {
        if (!is_in(had, timer)) draft.timers.push_back(timer);
    }
    for (const journal::Timer& timer : had) {
        if (!is_in(has, timer)) draft.ended.push_back(timer.key);
    }
}

}  // namespace

Draft dossier_draft(const LoadedDossier& loaded, const dossier::Events& events) {
    const Dossier& before = *loaded.dossier;
    auto after = std::make_shared<Dossier>(before);
    for (const auto& event : events) *after = dossier::evolve(std::move(*after), event);
    const std::string stream = dossier_stream(after->id);
    Draft draft;
    draft.appends.push_back({stream, loaded.head.version, to_journal(events)});
    if (!events.empty()) draft.changes = dossier_changes(before, *after);
    draft.result = dossier::answer_of(*after);
    set_timers(before, *after, draft);
    draft.after = std::move(after);
    return draft;
}

Draft projected(Draft draft, Projector projector) {
    for (const journal::Append& append : draft.appends) {
        for (const journal::NewEvent& event : append.events) {
            journal::Entry entry;
            entry.stream = append.stream;
            entry.type = event.type;
            entry.body = event.body.json();
            entry.personal = event.personal;
            std::ranges::move(projector(entry), std::back_inserter(draft.changes));
        }
    }
    return draft;
}

std::vector<authority::Instrument> instruments_of(const LoadedInstruments& loaded) {
    std::vector<authority::Instrument> instruments;
    for (const LoadedInstrument& one : loaded) instruments.push_back(one.instrument);
    return instruments;
}

std::vector<journal::NewEvent> to_journal(const dossier::Events& events) {
    std::vector<journal::NewEvent> encoded;
    for (const dossier::DossierEvent& event : events) {
        encoded.push_back({dossier::type_of(event), dossier::to_canonical(event), dossier::personal_of(event)});
    }
    return encoded;
}

std::unique_ptr<journal::Store> open_journal(const Instance& instance) {
    const std::string& connection = instance.configuration().journal;
    return connection.empty() ? journal::open_sqlite_store(instance.journal_path())
                              : journal::open_postgres_store(connection);
}

Engine::State::State(Instance opened, const Clock& source, Checkpoints checkpoints)
    : instance(std::move(opened)),
      clock(source),
      blobs(instance.blobs_path()),
      journal_key(journal::SigningKey::load(instance.journal_key_path())),
      readers([this] { return open_journal(instance); }),
      writer_(open_journal(instance)),
      group_(*writer_),
      streams_(cached_streams) {
    if (checkpoints == Checkpoints::beside_commands) {
        const auto publish = [folder = instance.log_path()](journal::Store& store, const journal::StoredCheckpoint&) {
            journal::write_tiles(store, folder);
        };
        sequencer_ = std::make_unique<journal::Sequencer>(open_journal(instance), journal_key,
                                                          instance.configuration().origin, publish, nullptr);
    }
}

std::optional<Json> Engine::State::known_answer(const Caller& caller) {
    const auto stored = readers.borrow()->result_of(caller.command);
    return stored ? std::optional(CanonicalReader(*stored).value()) : std::nullopt;
}

Present Engine::State::present() {
    {
        const std::lock_guard lock(mutex_);
        if (instruments_) return {clock.now(), instruments_};
    }
    return {clock.now(), instruments()};
}

Result<Json> Engine::State::run(const Caller& caller,
                                const std::vector<std::string>& streams,
                                const Decide& decide,
                                Running running) {
    constexpr int attempts = 20;
    for (int attempt = 1;; ++attempt) {
        auto turn = mailboxes_.wait_for(streams);
        if (running.costly) {
            if (auto known = known_answer(caller)) return *std::move(known);
        }
        std::vector<std::string> touched = streams;
        try {
            const Present present = this->present();
            Result<Draft> draft = decide(present);
            if (!draft) {
                if (auto known = known_answer(caller)) return *std::move(known);
                // What was remembered may be older than what another process wrote.
                if (attempt < attempts && forget_stale(streams, present)) continue;
                return tl::unexpected(std::move(draft.error()));
            }
            for (const LoadedInstrument& used : present.relied_on()) {
                draft->appends.push_back({used.stream, used.version, {}});
            }
            std::ranges::move(streams_of(*draft), std::back_inserter(touched));
            const bool destroys = !draft->destroyed.empty();
            const auto ticket = enqueue(caller, present.now, *std::move(draft));
            if (running.hands_on_early) turn.clear();
            const journal::Outcome outcome = group_.wait(ticket);
            if (!outcome) throw Error(outcome.error());
            if (outcome->repeated || destroys) forget(touched);
            if (!sequencer_) make_checkpoint();
            return CanonicalReader(outcome->result).value();
        } catch (const Error& error) {
            forget(touched);
            if (error.fault() != Fault::conflict || attempt == attempts) throw;
            (void)instruments();
        }
    }
}

journal::Commit Engine::State::commit_of(const Caller& caller, Instant now, Draft draft) {
    return {caller.command,
            now,
            caller.person,
            std::move(draft.appends),
            std::move(draft.changes),
            std::move(draft.snapshots),
            draft.result.text(),
            std::move(draft.timers),
            std::move(draft.ended),
            {},
            std::move(draft.destroyed)};
}

void Engine::State::purge() {
    group_.run_between([](journal::Store& store) { store.purge(); });
}

void Engine::State::rebuild_views() {
    group_.run_between([](journal::Store& store) { store.rebuild_views(Projector()); });
}

dossier::Events Engine::State::due_events(const Dossier& dossier, const journal::Timer& timer, Instant present) {
    if (timer.body.empty()) return dossier::pass_deadline(dossier, present);
    const dossier::Context context{present, PersonId(clock_actor), {}, nullptr, procedures(), &instance.calendars()};
    auto events =
        dossier::fire(dossier, execution::WorkId(timer.body), procedure_of(dossier.procedure_digest), context);
    return events ? *std::move(events) : dossier::Events();  // refused: it was cancelled meanwhile
}

journal::Fired Engine::State::fire_timers() {
    const Instant present = clock.now();
    const auto fire = [&](const journal::Timer& timer) -> journal::Commit {
        const auto entries = readers.borrow()->read(timer.stream);
        if (entries.empty()) return {};
        const LoadedDossier loaded{std::make_shared<const Dossier>(fold(entries)),
                                   {entries.back().version, entries.back().leaf}};
        const auto events = due_events(*loaded.dossier, timer, present);
        if (events.empty()) return {};
        streams_.forget(timer.stream);
        return commit_of({PersonId(clock_actor), {}}, present, dossier_draft(loaded, events));
    };
    const auto reader = readers.borrow();
    journal::Fired fired = journal::fire_due(*reader, group_, present, fire);
    if (fired.count > 0 && !sequencer_) make_checkpoint();
    return fired;
}

journal::GroupCommit::Ticket Engine::State::enqueue(const Caller& caller, Instant now, Draft draft) {
    const auto after = std::move(draft.after);
    journal::Encoded encoded = journal::encode(
        commit_of(caller, now, std::move(draft)), [this](const std::string& stream) { return head(stream); },
        [this](const journal::Subject& subject) -> std::optional<journal::PersonalKey> {
            if (head(subject.stream).version == 0) return std::nullopt;
            return readers.borrow()->personal_key(subject);
        });
    std::vector<std::pair<std::string, CachedStream>> left;
    for (const journal::EncodedAppend& append : encoded.appends) {
        const bool is_case = after && append.stream == dossier_stream(after->id);
        left.emplace_back(append.stream, CachedStream{append.head(), is_case ? after : nullptr});
    }
    auto ticket = group_.enqueue(std::move(encoded));
    for (auto& [stream, cached] : left) streams_.put(stream, std::move(cached));
    return ticket;
}

void Engine::State::forget(const std::vector<std::string>& streams) {
    for (const std::string& stream : streams) streams_.forget(stream);
}

bool Engine::State::forget_stale(const std::vector<std::string>& streams, const Present& present) {
    bool any = !present.shows(instruments());
    for (const std::string& stream : streams) {
        const auto cached = streams_.find(stream);
        if (!cached || readers.borrow()->head(stream) == cached->head) continue;
        streams_.forget(stream);
        any = true;
    }
    return any;
}

void Engine::State::make_checkpoint() {
    try {
        journal::make_checkpoint(*readers.borrow(), journal_key, instance.configuration().origin);
    } catch (const Error& error) {
        // Another process was faster and has signed the same tree.
        if (error.fault() != Fault::conflict) throw;
    }
}

journal::Head Engine::State::head(const std::string& stream) {
    const auto cached = streams_.find(stream);
    return cached ? cached->head : readers.borrow()->head(stream);
}

Result<LoadedDossier> Engine::State::current(const DossierId& id) {
    const auto cached = streams_.find(dossier_stream(id));
    if (cached && cached->dossier) return LoadedDossier{cached->dossier, cached->head};
    return load(id);
}

Result<LoadedDossier> Engine::State::load(const DossierId& id) {
    const auto entries = readers.borrow()->read(dossier_stream(id));
    if (entries.empty()) {
        return refuse(Refusal::Reason::not_found, "dossier.unknown",
                      {fmt::format("Không có hồ sơ {}", id.value()), fmt::format("there is no case {}", id.value())},
                      {"Xem: trien dossier list", "see: trien dossier list"});
    }
    return LoadedDossier{std::make_shared<const Dossier>(fold(entries)), {entries.back().version, entries.back().leaf}};
}

const procedure::Procedure& Engine::State::procedure_of(const Digest& digest) {
    const std::lock_guard lock(mutex_);
    const auto known = procedures_.find(digest);
    if (known != procedures_.end()) return known->second;
    auto read = procedure::read_procedure(blobs.get(digest), blobs.path_of(digest).string(), &instance.library());
    if (!read.procedure) {
        const Finding& finding = read.findings.front();
        throw Error(Fault::corrupt, finding.code, finding.place, finding.text, finding.mend);
    }
    return procedures_.emplace(digest, std::move(*read.procedure)).first->second;
}

Result<Digest> Engine::State::procedure_in_force(const std::string& name) {
    std::vector<Digest> found;
    for (const journal::Row& row : readers.borrow()->view(views::procedure)) {
        const Json issued = Json::parse(row.body);
        if (row.key != name && issued.at("code") != name) continue;
        const Digest digest = Digest::parse(issued.at("digest").get<std::string>()).value();
        if (row.key == name) return digest;
        found.push_back(digest);
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        return refuse(Refusal::Reason::not_found, "procedure.none",
                      {fmt::format("Chưa ban hành quy trình nào cho thủ tục {}", name),
                       fmt::format("no procedure is in force for {}", name)},
                      {"Ban hành quy trình trước: trien procedure issue", "issue it first: trien procedure issue"});
    }
    return refuse(Refusal::Reason::invalid, "procedure.ambiguous",
                  {fmt::format("Mã {} có trong {} bộ quy trình", name, found.size()),
                   fmt::format("{} sets have a procedure {}", found.size(), name)},
                  {"Ghi mã thủ tục quốc gia, hoặc “bộ/mã”", "give the national code, or \"set/code\""});
}

dossier::Procedures Engine::State::procedures() {
    return [this](const execution::Binding& binding) -> const procedure::Procedure* {
        if (const auto bound = Digest::parse(binding.digest)) return &procedure_of(*bound);
        for (const journal::Row& row : readers.borrow()->view(views::procedure)) {
            const Json issued = Json::parse(row.body);
            if (issued.at("process") != binding.process) continue;
            return &procedure_of(Digest::parse(issued.at("digest").get<std::string>()).value());
        }
        return nullptr;
    };
}

std::shared_ptr<const LoadedInstruments> Engine::State::instruments() {
    // What is in force is read from the entries, whose hashes are checked on the way; what was read before is read
    // again only when its stream has grown.
    const auto reader = readers.borrow();
    const auto versions = reader->versions(delegation_streams);
    const std::lock_guard lock(mutex_);
    const auto same = [](const LoadedInstrument& known, const auto& stored) {
        return known.stream == stored.first && known.version == stored.second;
    };
    if (instruments_ && std::ranges::equal(*instruments_, versions, same)) return instruments_;
    auto loaded = std::make_shared<LoadedInstruments>();
    for (const auto& [stream, version] : versions) {
        LoadedInstrument& one = loaded->emplace_back(LoadedInstrument{stream, 0, {}});
        for (const journal::Entry& entry : reader->read(stream)) {
            one.instrument =
                authority::evolve(std::move(one.instrument), authority::instrument_event(entry.type, entry.body));
            one.version = entry.version;
        }
    }
    instruments_ = std::move(loaded);
    return instruments_;
}

dossier::Context Engine::State::context(const PersonId& actor, const Present& present) {
    const auto authority = [this, actor, &present](const ActCode& act) {
        return authority::decide({actor, act, present.now}, instance.organisation(), instance.rules(),
                                 instruments_of(present.instruments()));
    };
    return {present.now, actor,        instance.organisation().roles_of(actor, present.now.date()),
            authority,   procedures(), &instance.calendars()};
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
    const std::lock_guard lock(mutex_);
    if (!fonts_) fonts_ = std::make_unique<render::Fonts>();
    return *fonts_;
}

Engine::Engine(Instance instance, const Clock& clock, Checkpoints checkpoints)
    : state_(std::make_unique<State>(std::move(instance), clock, checkpoints)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

const Instance& Engine::instance() const {
    return state_->instance;
}
Instant Engine::now() const {
    return state_->now();
}

// --- procedures ----------------------------------------------------------------------------------------------------

// --- papers --------------------------------------------------------------------------------------------------------

Result<Json> Engine::record_paper(const Caller& caller, const IngestedPaper& paper) {
    const Digest digest = state_->blobs.put_file(paper.file);
    if (const auto row = state_->readers.borrow()->view_row(views::record, digest.hex())) return Json::parse(*row);
    return state_->run(caller, {record_stream(digest)}, [&](const Present&) -> Result<Draft> {
        Draft draft;
        draft.result = CanonicalObject()
                           .with("fields", Canonical(paper.fields))
                           .with("file", digest)
                           .with("name", paper.file.filename().string())
                           .with("pages", paper.pages)
                           .with("verdict", paper.verdict)
                           .done();
        draft.appends.push_back({record_stream(digest), 0, {{paper_ingested_type, draft.result, {}}}});
        return projected(std::move(draft));
    });
}

// --- cases ---------------------------------------------------------------------------------------------------------

namespace {

/// Only a version in force starts cases.
Result<void> in_force_on(const procedure::Procedure& procedure, Date day) {
    const auto& last = procedure.control.effective_to;
    if (!last || day <= *last) return {};
    return refuse(
        Refusal::Reason::wrong_state, "procedure.expired",
        {fmt::format("Quy trình {} hết hiệu lực từ sau ngày {}", procedure.control.key.code, vietnamese_text(*last)),
         fmt::format("the procedure {} was in force until {}", procedure.control.key.code, text(*last))},
        {"Ban hành lần tiếp theo của quy trình", "issue the next issue of the procedure"});
}

}  // namespace

Result<Json> Engine::open_dossier(const Caller& caller, const OpenRequest& request) {
    const auto in_force = state_->procedure_in_force(request.procedure);
    if (!in_force) return tl::unexpected(in_force.error());
    const procedure::Procedure& procedure = state_->procedure_of(*in_force);
    const Digest original = state_->blobs.put_file(request.original);
    const std::string& office = state_->instance.unit().code;
    const Date day = state_->now().date();
    const std::string codes = dossier_code_stream(office, day);

    const auto decide = [&](const Present& present) -> Result<Draft> {
        if (auto known = state_->in_office(caller.person, present.now); !known) return tl::unexpected(known.error());
        if (auto valid = in_force_on(procedure, present.now.date()); !valid) return tl::unexpected(valid.error());
        const std::int64_t given = state_->head(codes).version;
        const DossierId id(fmt::format("{}-{:02}{:02}{:02}-{:04}", office, static_cast<int>(day.year()) % 100,
                                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                                       given + 1));
        const auto events = dossier::open(
            {id, request.requester, {original, request.title, request.pages, request.sheets}, request.copies},
            procedure, state_->context(caller.person, present));
        if (!events) return tl::unexpected(events.error());
        Draft draft = dossier_draft({std::make_shared<const Dossier>(), {}}, *events);
        draft.appends.push_back(
            {codes, given, {{dossier_code_given_type, CanonicalObject().with("dossier", id).done(), {}}}});
        return draft;
    };
    return state_->run(caller, {codes}, decide, {.hands_on_early = true});
}

Result<Dossier> Engine::dossier(const DossierId& id) {
    auto loaded = state_->load(id);
    if (!loaded) return tl::unexpected(loaded.error());
    return *loaded->dossier;
}

std::vector<Json> Engine::dossiers() {
    std::vector<Json> rows;
    for (const journal::Row& row : state_->readers.borrow()->view(views::dossier))
        rows.push_back(Json::parse(row.body));
    return rows;
}

Result<Json> Engine::show_dossier(const DossierId& id) {
    const auto loaded = state_->load(id);
    if (!loaded) return tl::unexpected(loaded.error());
    Json shown = dossier::to_json(*loaded->dossier);
    for (const journal::Entry& entry : state_->readers.borrow()->read(dossier_stream(id))) {
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
    const std::string prefix = filter.dossier ? filter.dossier->value() + "/" : "";
    for (const journal::Row& row : state_->readers.borrow()->view(views::task, prefix)) {
        Json task = CanonicalReader(row.body).value();
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

Fired Engine::fire_timers() {
    // Of two timers of one case the second builds on what the first has written, and what fires may set the next one.
    constexpr int most_passes = 100;
    Fired all;
    for (int pass = 0; pass < most_passes; ++pass) {
        const auto fired = state_->fire_timers();
        all.count += fired.count;
        all.findings = fired.findings;
        if (fired.count == 0) break;
    }
    return all;
}

// --- authority -----------------------------------------------------------------------------------------------------

std::vector<Json> Engine::delegations() {
    std::vector<Json> rows;
    for (const auto& instrument : instruments_of(*state_->instruments()))
        rows.push_back(authority::to_json(instrument));
    return rows;
}

authority::Decision Engine::check_authority(const PersonId& person, const ActCode& act, Instant at) {
    return authority::decide({person, act, at}, state_->instance.organisation(), state_->instance.rules(),
                             instruments_of(*state_->instruments()));
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
    for (const journal::Entry& entry : state_->readers.borrow()->read(registers::stream_of(code, year))) {
        const auto number = registers::number_allotted_from(entry.body);
        const auto loaded = state_->load(number.line.dossier);
        lines.push_back({entry.body, loaded ? loaded->dossier->requester.name : std::string()});
    }
    return lines;
}

// --- proof ---------------------------------------------------------------------------------------------------------

void Engine::rebuild_views() {
    state_->rebuild_views();
}

std::optional<Json> Engine::find_document(const Digest& file) {
    const auto row = state_->readers.borrow()->view_row(views::document, file.hex());
    return row ? std::optional(Json::parse(*row)) : std::nullopt;
}

}  // namespace trien::app
