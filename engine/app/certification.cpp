// SPDX-License-Identifier: Apache-2.0
// From the examined case to the signed, registered and sealed copy.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"
#include "engine/app/evidence.hpp"
#include "engine/authority/codec.hpp"
#include "engine/base/file.hpp"
#include "engine/base/text.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/proof.hpp"
#include "engine/registers/register_book.hpp"
#include "engine/render/appearance.hpp"
#include "engine/sign/pades.hpp"

namespace trien::app {

namespace {

using dossier::Dossier;
using procedure::ActKind;
using procedure::Outcome;
using procedure::Procedure;
using registers::NumberAllotted;

/// A case at the step that a command is for, and what deciding on it needs.
struct Desk {
    LoadedDossier loaded;
    const Procedure& procedure;
    TaskId task;
    dossier::Context context;

    [[nodiscard]] const Dossier& dossier() const { return *loaded.dossier; }
};

/// Refused while no task of this kind of act is open.
Result<Desk> desk_of(
    Engine::State& state, const Caller& caller, const DossierId& id, ActKind act, const Present& present) {
    auto loaded = state.current(id);
    if (!loaded) return tl::unexpected(loaded.error());
    const Dossier& dossier = *loaded->dossier;
    const Procedure& procedure = state.procedure_of(dossier.procedure_digest);
    const auto task =
        std::ranges::find_if(dossier.tasks, [&](const dossier::OpenTask& open) { return open.act == act; });
    if (task == dossier.tasks.end()) {
        const std::string waiting = dossier.tasks.empty() ? "-" : dossier.tasks.front().name;
        return refuse(Refusal::Reason::wrong_state, "certify.step",
                      {fmt::format("Hồ sơ {} chưa đến bước này; đang chờ: {}", id.value(), waiting),
                       fmt::format("the case {} is not at this step; it awaits: {}", id.value(), waiting)},
                      {"Hoàn thành các bước trước", "complete the earlier steps"});
    }
    const TaskId task_id = task->id;
    return Desk{std::move(*loaded), procedure, task_id, state.context(caller.person, present)};
}

registers::RegisterBook load_book(journal::Store& store, const RegisterCode& code, int year) {
    const std::string stream = registers::stream_of(code, year);
    registers::RegisterBook book{code, year, 1, 0};
    std::int64_t from = 1;
    if (const auto snapshot = store.snapshot(stream)) {
        const Json state = Json::parse(snapshot->body);
        book.volume = state.at("volume").get<int>();
        book.last = state.at("last").get<std::int64_t>();
        from = snapshot->version + 1;
    }
    for (const journal::Entry& entry : store.read(stream, from)) {
        book = registers::evolve(std::move(book), registers::number_allotted_from(entry.body));
    }
    return book;
}

/// The statement as the wording in force gives it. Its first three lines are title, number and date; what follows
/// describes the signature block, which is drawn.
Result<render::CertificationStatement> statement_of(const procedure::Library& library,
                                                    const Procedure& procedure,
                                                    const NumberAllotted& number,
                                                    const std::vector<std::string>& signature_lines,
                                                    const std::string& signer) {
    const Date day = number.at.date();
    const auto wording = library.wording(procedure.statement.value_or(""), day);
    if (!wording) return tl::unexpected(wording.error());
    const auto lines =
        wording->filled({{"number", registers::ordinal_text(number.ordinal)},
                         {"volume", fmt::format("{:02}/{}", number.volume, number.year)},
                         {"date", fmt::format("{:02} tháng {:02} năm {}", static_cast<unsigned>(day.day()),
                                              static_cast<unsigned>(day.month()), static_cast<int>(day.year()))}});
    if (lines.size() < 3) {
        throw Error(Fault::environment, "statement.lines",
                    {"processes/statements", 0, 0, procedure.statement.value_or("")},
                    {"Lời chứng phải có ít nhất ba dòng: tên, số, ngày",
                     "a statement has at least three lines: title, number, date"});
    }
    return render::CertificationStatement{lines[0], lines[1], lines[2], "", signature_lines, signer};
}

render::Attachment attachment(
    const char* name, const char* type, const char* description, Instant at, std::string bytes) {
    return {name, type, render::Relationship::supplement, description, at, std::move(bytes)};
}

/// What the copy carries to prove itself: the case so far, the procedure it followed, the delegation it rests on.
std::vector<render::Attachment> attachments_of(Engine::State& state,
                                               const Dossier& dossier,
                                               const authority::Decision& authority,
                                               Instant now) {
    state.make_checkpoint();
    const Json evidence = state.evidence_of(dossier, authority.instrument);
    std::vector<render::Attachment> attachments;
    if (authority.instrument) {
        const auto signed_file = Digest::parse(evidence.at("instrument").get<std::string>());
        attachments.push_back(attachment(delegation_file, "application/pdf", "Quyết định ủy quyền đã ký số", now,
                                         state.blobs.get(signed_file.value())));
    }
    attachments.push_back(attachment(evidence_file, "application/json", "Lịch sử hồ sơ có chứng minh, đến trước khi ký",
                                     now, canonical(evidence)));
    attachments.push_back(attachment(procedure_file, "application/xml", "Quy trình ISO đã áp dụng", now,
                                     state.blobs.get(dossier.procedure_digest)));
    return attachments;
}

/// What the signature itself says of the delegation.
sign::SignerClaims claims_of(Engine::State& state, const authority::Decision& authority) {
    sign::SignerClaims claims;
    claims.role = authority.signature_lines.front();
    if (!authority.instrument) return claims;
    for (const auto& instrument : instruments_of(*state.instruments())) {
        if (instrument.delegation.id != *authority.instrument) continue;
        const Date last = instrument.delegation.to;
        std::string scope;
        for (const ActCode& act : instrument.delegation.acts) scope += (scope.empty() ? "" : ", ") + act.value();
        claims.delegation = sign::DelegationAssertion{
            instrument.document, instrument.delegation.id.value(),
            Instant::of(last, std::chrono::hours{23} + std::chrono::minutes{59} + std::chrono::seconds{59}), scope};
    }
    return claims;
}

}  // namespace

Result<void> Engine::State::key_belongs(const sign::SigningKey& key, const PersonId& person, Instant now) const {
    const auto* holder = instance.organisation().holder_of(sha256(key.certificate()), now.date());
    if (holder != nullptr && holder->id == person) return {};
    return refuse(Refusal::Reason::not_permitted, "sign.not-your-certificate",
                  {fmt::format("Chứng thư số này không phải của {}", person.value()),
                   fmt::format("this certificate is not {}'s", person.value())},
                  {"Dùng chứng thư số của chính người ký", "use the signer's own certificate"});
}

Result<void> Engine::State::seal_belongs(const sign::SigningKey& key, Instant now) const {
    const auto* unit = instance.organisation().seal_of(sha256(key.certificate()), now.date());
    if (unit != nullptr && unit->id == instance.unit().id) return {};
    return refuse(Refusal::Reason::not_permitted, "sign.not-the-seal",
                  {fmt::format("Chứng thư số này không phải con dấu số của {}", instance.unit().name),
                   "this certificate is not the seal of the office"},
                  {"Dùng con dấu số của đơn vị", "use the office's digital seal"});
}

namespace {

/// A copy that has its number and its signature.
struct CertifiedCopy {
    NumberAllotted number;
    Digest document;
};

/// Numbers, draws and signs the copy; nothing is written to the journal yet.
Result<CertifiedCopy> make_copy(Engine::State& state,
                                const Desk& desk,
                                const authority::Decision& authority,
                                const registers::RegisterBook& book,
                                Dong fee,
                                const std::vector<render::ScannedPage>& pages,
                                sign::SigningKey& key,
                                Instant now) {
    const Dossier& dossier = desk.dossier();
    const organisation::Unit& unit = state.instance.unit();
    const std::string signer = state.instance.organisation().person(desk.context.actor)->name;
    const auto number = registers::allot(book, now, {dossier.id, dossier.original.title, signer, dossier.copies, fee});
    if (!number) return tl::unexpected(number.error());
    const auto statement =
        statement_of(state.instance.library(), desk.procedure, *number, authority.signature_lines, signer);
    if (!statement) return tl::unexpected(statement.error());

    const std::string drawn = render::render_certified_copy(
        {to_upper(unit.superior), to_upper(unit.name), state.instance.rules().practice().copy_mark, pages, *statement,
         dossier.original.title, now, attachments_of(state, dossier, authority, now)},
        state.fonts());
    sign::SignRequest request;
    request.field = "NguoiKy";
    request.signing_time = now;
    request.name = signer;
    request.location = unit.name;
    request.claims = claims_of(state, authority);
    request.certify = true;
    request.appearance = render::drawn_signature(signer, state.fonts()).pdf;
    return CertifiedCopy{*number, state.blobs.put(sign::sign_pdf(drawn, request, key, state.trust()))};
}

/// The book that a case's act is registered in, this year; nothing for a case without one.
std::optional<std::string> register_stream_of(Engine::State& state, const DossierId& id) {
    const auto loaded = state.current(id);
    if (!loaded) return std::nullopt;
    const auto& book = state.procedure_of(loaded->dossier->procedure_digest).book;
    if (!book) return std::nullopt;
    return registers::stream_of(*book, static_cast<int>(state.now().date().year()));
}

/// The file goes out only once the journal holds it; the proof beside it shows that it does. Done again for a repeated
/// command, so that a crash between the two costs nothing.
void hand_out(Engine::State& state, const DossierId& id, const std::filesystem::path& file) {
    state.make_checkpoint();
    const auto reader = state.readers.borrow();
    const auto entries = reader->read(dossier_stream(id));
    const auto entry = std::ranges::find(entries, dossier::type_of(dossier::DossierEvent(dossier::DocumentSealed{})),
                                         &journal::Entry::type);
    const auto sealed = std::get<dossier::DocumentSealed>(dossier::dossier_event(entry->type, entry->body, {}));
    std::filesystem::create_directories(file.parent_path());
    write_file(file, state.blobs.get(sealed.document));
    write_file(file.string() + ".proof.json", canonical(journal::prove(*reader, entry->index)));
}

}  // namespace

Result<Json> Engine::certify_copy(const Caller& caller,
                                  const DossierId& id,
                                  const std::vector<render::ScannedPage>& pages,
                                  const OpenKey& certifier_key) {
    std::unique_ptr<sign::SigningKey> key;
    const auto decide = [&](const Present& present) -> Result<Draft> {
        const Instant now = present.now;
        const auto desk = desk_of(*state_, caller, id, ActKind::sign, present);
        if (!desk) return tl::unexpected(desk.error());
        const auto& [loaded, procedure, task, context] = *desk;
        const Dossier& dossier = desk->dossier();

        // Everything that can be refused is refused before the key is touched.
        dossier::CompleteTask command{task, Outcome::approved, "", "", dossier::CopyCertified{}, std::nullopt};
        if (const auto dry_run = dossier::complete(dossier, command, procedure, context); !dry_run) {
            return tl::unexpected(dry_run.error());
        }
        if (!procedure.book) {
            return refuse(Refusal::Reason::invalid, "certify.no-register",
                          {fmt::format("Quy trình {} không ghi vào sổ chứng thực nào", procedure.control.key.code),
                           fmt::format("the procedure {} names no register", procedure.control.key.code)},
                          {"Dùng: trien task approve --signed FILE.pdf", "use: trien task approve --signed FILE.pdf"});
        }
        const procedure::Step& step = *procedure.step(dossier.task(task)->step);
        const authority::Decision authority = context.authority(dossier::act_of(procedure, step));
        const auto fee = state_->instance.library().fee_due(procedure.fee.value_or(""), now.date(),
                                                            {dossier.original.pages, dossier.copies});
        if (!fee) return tl::unexpected(fee.error());
        if (!key) key = certifier_key();
        if (auto own = state_->key_belongs(*key, caller.person, now); !own) return tl::unexpected(own.error());

        const RegisterCode code = procedure.book.value();
        const int year = static_cast<int>(now.date().year());
        const std::string register_stream = registers::stream_of(code, year);
        const auto book = load_book(*state_->readers.borrow(), code, year);
        const auto copy = make_copy(*state_, *desk, authority, book, fee->amount, pages, *key, now);
        if (!copy) return tl::unexpected(copy.error());
        const NumberAllotted& number = copy->number;
        command.certified =
            dossier::CopyCertified{{number.code, number.year, number.volume, number.ordinal, fee->amount,
                                    copy->document, authority::abbreviation(*authority.capacity), authority.instrument},
                                   Canonical(authority::to_json(authority))};
        const auto events = dossier::complete(dossier, command, procedure, context);
        if (!events) return tl::unexpected(events.error());
        Draft draft = dossier_draft(loaded, *events);
        draft.appends.push_back({register_stream,
                                 book.last,
                                 {{registers::number_allotted_type, Canonical(registers::to_json(number)), {}}}});
        draft.snapshots.push_back(
            {register_stream, number.ordinal, canonical({{"volume", number.volume}, {"last", number.ordinal}})});
        return draft;
    };
    std::vector<std::string> streams = {dossier_stream(id)};
    if (auto book = register_stream_of(*state_, id)) streams.push_back(*std::move(book));
    return state_->run(caller, streams, decide, {.costly = true});
}

Result<Json> Engine::seal_copy(const Caller& caller, const DossierId& id, const OpenKey& seal_key) {
    const std::filesystem::path file = state_->instance.documents_path() / (id.value() + ".pdf");
    std::unique_ptr<sign::SigningKey> key;
    const auto decide = [&](const Present& present) -> Result<Draft> {
        const Instant now = present.now;
        const auto desk = desk_of(*state_, caller, id, ActKind::seal, present);
        if (!desk) return tl::unexpected(desk.error());
        const auto& [loaded, procedure, task, context] = *desk;
        const Dossier& dossier = desk->dossier();

        dossier::CompleteTask command{task, Outcome::completed, "", "", std::nullopt, dossier::DocumentSealed{}};
        if (const auto dry_run = dossier::complete(dossier, command, procedure, context); !dry_run) {
            return tl::unexpected(dry_run.error());
        }
        if (!key) key = seal_key();
        if (auto own = state_->seal_belongs(*key, now); !own) return tl::unexpected(own.error());

        const std::string sealed =
            sign::sign_pdf(state_->blobs.get(dossier.certification.value().document),
                           seal_request(state_->instance.unit(), now, state_->fonts()), *key, state_->trust());
        command.sealed = dossier::DocumentSealed{state_->blobs.put(sealed)};
        const auto events = dossier::complete(dossier, command, procedure, context);
        if (!events) return tl::unexpected(events.error());
        return dossier_draft(loaded, *events);
    };
    auto result = state_->run(caller, {dossier_stream(id)}, decide, {.costly = true});
    if (!result) return result;
    hand_out(*state_, id, file);
    (*result)["file"] = file.string();
    return result;
}

sign::SignRequest seal_request(const organisation::Unit& unit, Instant now, const render::Fonts& fonts) {
    sign::SignRequest request;
    request.field = "CoQuan";
    request.signing_time = now;
    request.name = unit.name;
    request.location = unit.name;
    request.appearance = render::agency_seal({to_upper(unit.name), to_upper(unit.superior), 36}, fonts).pdf;
    return request;
}

}  // namespace trien::app
