// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/app/engine.hpp"
#include "engine/app/projector.hpp"
#include "engine/blob/blob_store.hpp"
#include "engine/dossier/codec.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/store.hpp"
#include "engine/procedure/procedure.hpp"
#include "engine/render/fonts.hpp"
#include "engine/sign/pades.hpp"
#include "engine/sign/trust.hpp"

namespace trien::app {

/// A case as read from its stream, with the version the next append builds on.
struct LoadedDossier {
    dossier::Dossier dossier;
    std::int64_t version = 0;
};

/// What a command is about to write.
struct Draft {
    std::vector<journal::Append> appends;
    std::vector<journal::SnapshotRow> snapshots;
    Projector projector;  ///< knows the states the appends build on
    Json result;
};

struct Engine::State {
    State(Instance opened, const Clock& source);

    Instance instance;
    const Clock& clock;
    std::unique_ptr<journal::Store> store;
    blob::BlobStore blobs;
    journal::SigningKey journal_key;
    std::map<Digest, procedure::Procedure> procedures;  ///< read once each

    [[nodiscard]] Instant now() const { return clock.now(); }
    [[nodiscard]] std::optional<Json> known_answer(const Caller& caller);
    /// Writes entries, views and the answer in one transaction, then signs a checkpoint outside it.
    Json commit(const Caller& caller, Instant now, Draft draft);

    [[nodiscard]] Result<LoadedDossier> load(const DossierId& id);
    [[nodiscard]] const procedure::Procedure& procedure_of(const Digest& digest);
    /// Digest of the procedure in force for an act.
    [[nodiscard]] Result<Digest> procedure_in_force(const ActCode& act);
    [[nodiscard]] std::vector<authority::Instrument> instruments();
    [[nodiscard]] dossier::Context context(const PersonId& actor, const ActCode& act, Instant now);
    /// Refuses people the organisation does not know that day.
    [[nodiscard]] Result<void> in_office(const PersonId& person, Instant now) const;

    [[nodiscard]] journal::VerifierKey verifier_key() const;
    /// The proved history of a case, with that of the delegation it rests on (see make_evidence).
    [[nodiscard]] Json evidence_of(const dossier::Dossier& dossier, const std::optional<InstrumentId>& instrument);
    [[nodiscard]] sign::TrustStore trust() const { return sign::read_trust_store(instance.trust_path()); }
    [[nodiscard]] const render::Fonts& fonts();
    /// The key must certify this person, or seal for this unit, today.
    [[nodiscard]] Result<void> key_belongs(const sign::SigningKey& key, const PersonId& person, Instant now) const;
    [[nodiscard]] Result<void> seal_belongs(const sign::SigningKey& key, Instant now) const;

  private:
    std::unique_ptr<render::Fonts> fonts_;
};

/// Dossier events as the journal takes them.
[[nodiscard]] std::vector<journal::NewEvent> to_journal(const dossier::Events& events);

/// What a case's events write, with the case as it will then stand as the answer.
[[nodiscard]] Draft dossier_draft(const LoadedDossier& loaded, const dossier::Events& events);

/// How the office's seal is put on a prepared document.
[[nodiscard]] sign::SignRequest seal_request(const organisation::Unit& unit, Instant now, const render::Fonts& fonts);

/// Runs a command again when somebody else was faster, a few times.
template <class Command>
auto retry_on_conflict(const Command& command) {
    constexpr int attempts = 5;
    for (int attempt = 1;; ++attempt) {
        try {
            return command();
        } catch (const Error& error) {
            if (error.fault() != Fault::conflict || attempt == attempts) throw;
        }
    }
}

}  // namespace trien::app
