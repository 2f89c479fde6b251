// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/app/detail/reader_pool.hpp"
#include "engine/app/detail/stream_cache.hpp"
#include "engine/app/engine.hpp"
#include "engine/app/projector.hpp"
#include "engine/blob/blob_store.hpp"
#include "engine/dossier/codec.hpp"
#include "engine/journal/group_commit.hpp"
#include "engine/journal/mailboxes.hpp"
#include "engine/journal/sequencer.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/store.hpp"
#include "engine/journal/timers.hpp"
#include "engine/procedure/procedure.hpp"
#include "engine/render/fonts.hpp"
#include "engine/sign/pades.hpp"
#include "engine/sign/trust.hpp"

namespace trien::app {

/// A case with where its stream stands: what the next append builds on.
struct LoadedDossier {
    dossier::Dossier dossier;
    journal::Head head;
};

/// What a command is about to write.
struct Draft {
    std::vector<journal::Append> appends;
    std::vector<journal::SnapshotRow> snapshots;
    std::vector<journal::Timer> timers;
    std::vector<journal::TimerKey> ended;
    std::vector<journal::Subject> destroyed;
    Projector projector;  ///< knows the states the appends build on
    Json result;
    std::shared_ptr<const dossier::Dossier> after;  ///< the case as its append will leave it
};

/// Decides a command at an instant. It may be asked again when another process was faster.
using Decide = std::function<Result<Draft>(Instant now)>;

/// When the next command on the same streams may be decided.
enum class Release : std::uint8_t {
    durable,  ///< once this one is on the disk
    queued,   ///< at once, on what this one will leave: only for commands that read nothing but StreamCache
};

struct Engine::State {
    State(Instance opened, const Clock& source, Checkpoints checkpoints);

    Instance instance;
    const Clock& clock;
    blob::BlobStore blobs;
    journal::SigningKey journal_key;
    ReaderPool readers;

    [[nodiscard]] Instant now() const { return clock.now(); }
    /// Decides under the mailboxes of these streams, and returns when the command is durable. A command that is known
    /// gets its stored answer; one that another process overtook is decided again.
    [[nodiscard]] Result<Json> run(const Caller& caller,
                                   const std::vector<std::string>& streams,
                                   const Decide& decide,
                                   Release release = Release::durable);

    /// Where a stream stands, for deciding.
    [[nodiscard]] journal::Head head(const std::string& stream);
    /// A case for deciding; the cache may answer.
    [[nodiscard]] Result<LoadedDossier> current(const DossierId& id);
    /// A case as stored, for reading.
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
    /// Fires what is due by the clock.
    [[nodiscard]] journal::Fired fire_timers();
    /// Signs what is not yet signed.
    void make_checkpoint();
    [[nodiscard]] sign::TrustStore trust() const { return sign::read_trust_store(instance.trust_path()); }
    [[nodiscard]] const render::Fonts& fonts();
    /// The key must certify this person, or seal for this unit, today.
    [[nodiscard]] Result<void> key_belongs(const sign::SigningKey& key, const PersonId& person, Instant now) const;
    [[nodiscard]] Result<void> seal_belongs(const sign::SigningKey& key, Instant now) const;

  private:
    [[nodiscard]] std::optional<Json> known_answer(const Caller& caller);
    /// What the store is to write.
    [[nodiscard]] journal::Commit commit_of(const Caller& caller, Instant now, const Draft& draft) const;
    /// Queues a draft, and remembers how it will leave its streams.
    [[nodiscard]] journal::GroupCommit::Ticket enqueue(const Caller& caller, Instant now, const Draft& draft);
    void forget(const std::vector<std::string>& streams);
    /// Forgets what is not as stored; true if there was any.
    bool forget_stale(const std::vector<std::string>& streams);

    std::unique_ptr<journal::Store> writer_;
    journal::GroupCommit group_;
    journal::Mailboxes mailboxes_;
    StreamCache streams_;
    std::mutex mutex_;                                                                   ///< of the members below
    std::map<Digest, procedure::Procedure> procedures_;                                  ///< read once each
    std::map<std::string, std::pair<std::int64_t, authority::Instrument>> instruments_;  ///< with the stream's version
    std::unique_ptr<render::Fonts> fonts_;
    std::unique_ptr<journal::Sequencer> sequencer_;  // last: it uses the others
};

/// Opens the journal that trien.json names.
[[nodiscard]] std::unique_ptr<journal::Store> open_journal(const Instance& instance);

/// The timer that notes a case as overdue; set while the case runs.
[[nodiscard]] journal::TimerKey deadline_timer(const dossier::Dossier& dossier);

/// Dossier events as the journal takes them.
[[nodiscard]] std::vector<journal::NewEvent> to_journal(const dossier::Events& events);

/// What a case's events write, with the case as it will then stand as the answer.
[[nodiscard]] Draft dossier_draft(const LoadedDossier& loaded, const dossier::Events& events);

/// How the office's seal is put on a prepared document.
[[nodiscard]] sign::SignRequest seal_request(const organisation::Unit& unit, Instant now, const render::Fonts& fonts);

}  // namespace trien::app
