// SPDX-License-Identifier: Apache-2.0
// What the office's journal shows to others: checkpoints, proofs, and what witnesses say of it.
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"
#include "engine/app/detail/journal_audit.hpp"
#include "engine/app/engine.hpp"
#include "engine/app/evidence.hpp"
#include "engine/app/journal_keys.hpp"
#include "engine/authority/codec.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/proof.hpp"
#include "engine/journal/tiles.hpp"
#include "engine/journal/witness.hpp"

namespace trien::app {

Json Engine::State::evidence_of(const dossier::Dossier& dossier, const std::optional<InstrumentId>& instrument) {
    const auto store = readers.borrow();
    std::vector<std::int64_t> proved;
    for (const auto& entry : store->read(dossier_stream(dossier.id))) proved.push_back(entry.index);
    if (!instrument) return make_evidence(*store, verifier_key(), proved, dossier.procedure_digest, std::nullopt);
    authority::Instrument folded;
    for (const auto& entry : store->read(delegation_stream(*instrument))) {
        proved.push_back(entry.index);
        folded = authority::evolve(std::move(folded), authority::instrument_event(entry.type, entry.body));
    }
    return make_evidence(*store, verifier_key(), proved, dossier.procedure_digest, folded.document);
}

journal::VerifyReport Engine::verify_journal(const std::vector<std::filesystem::path>& witnessed) {
    journal::VerifyOptions options{state_->verifier_key()};
    JournalAudit audit;
    options.replay = audit.replay();
    options.check_stamp = stamp_check(state_->trust());
    for (const auto& file : witnessed) options.witnessed.push_back(journal::witnessed_note(file, options.trusted));
    auto report = journal::verify(*state_->readers.borrow(), options);
    audit.conclude(state_->blobs, report);
    return report;
}

Json Engine::publish_checkpoint() {
    const auto folder = state_->instance.log_path();
    state_->make_checkpoint();
    journal::write_tiles(*state_->readers.borrow(), folder);
    const auto published = journal::read_published(folder);
    return {{"schema", "trien.checkpoint/1"},
            {"origin", published.checkpoint.origin},
            {"size", published.checkpoint.size},
            {"root", published.checkpoint.root.hex()},
            {"note", published.note}};
}

Json Engine::prove_entry(std::int64_t index) {
    return journal::prove(*state_->readers.borrow(), index);
}

Result<Json> Engine::prove_dossier(const DossierId& id) {
    const auto loaded = state_->load(id);
    if (!loaded) return tl::unexpected(loaded.error());
    const dossier::Dossier& dossier = *loaded->dossier;
    return state_->evidence_of(dossier, dossier.certification ? dossier.certification->instrument : std::nullopt);
}

std::string Engine::witness_request(std::optional<std::int64_t> old_size) {
    const auto store = state_->readers.borrow();
    return journal::make_request(*store, old_size ? *old_size : journal::cosigned_size(*store)).text();
}

Result<Json> Engine::add_cosignatures(std::string_view lines) {
    const auto trusted = read_journal_keys(state_->instance.trust_path()).witnesses;
    const auto store = state_->readers.borrow();
    const auto kept = journal::keep_cosignatures(*store, lines, trusted);
    if (!kept) return tl::unexpected(kept.error());
    journal::write_tiles(*store, state_->instance.log_path());
    Json list = Json::array();
    for (const auto& [size, witness, at] : *kept) {
        list.push_back({{"size", size}, {"witness", witness}, {"at", at.text()}});
    }
    return Json{{"schema", "trien.cosignatures/1"}, {"cosignatures", std::move(list)}};
}

}  // namespace trien::app
