// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
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
    std::shared_ptr<const dossier::Dossier> dossier;
    journal::Head head;
};

/// An instrument of authority with the version of its stream it was read from.
struct LoadedInstrument {
    std::string stream;
    std::int64_t version = 0;
    authority::Instrument instrument;
};
using LoadedInstruments = std::vector<LoadedInstrument>;

/// What a command is decided on besides its case. Whoever looks at the instruments relies on them: that they are still
/// the ones in force is then checked in the transaction that writes.
class Present {
  public:
    Present(Instant instant, std::shared_ptr<const LoadedInstruments> instruments)
        : now(instant), instruments_(std::move(instruments)) {}

    Instant now;
    [[nodiscard]] const LoadedInstruments& instruments() const {
        relied_on_ = true;
        return *instruments_;
    }
    /// Empty when nobody looked.
    [[nodiscard]] std::span<const LoadedInstrument> relied_on() const {
        return relied_on_ ? std::span<const LoadedInstrument>(*instruments_) : std::span<const LoadedInstrument>();
    }
    [[nodiscard]] bool shows(const std::shared_ptr<const LoadedInstruments>& others) const {
        return instruments_ == others;
    }

  private:
    std::shared_ptr<const LoadedInstruments> instruments_;
    mutable bool relied_on_ = false;
};

/// What a command is about to write.
struct Draft {
    std::vector<journal::Append> appends;
    std::vector<journal::Change> changes;
    std::vector<journal::SnapshotRow> snapshots;
    std::vector<journal::Timer> timers;
    std::vector<journal::TimerKey> ended;
    std::vector<journal::Subject> destroyed;
    Canonical result;
    std::shared_ptr<const dossier::Dossier> after;  ///< the case as its append will leave it
};

/// Decides a command. It may be asked again when another process was faster.
using Decide = std::function<Result<Draft>(const Present& present)>;

/// How a command is run.
struct Running {
    /// The next command on the same streams may be decided at once, on what this one will leave, instead of when it is
    /// on the disk: only for commands that read nothing but StreamCache.
    bool hands_on_early = false;
    /// Deciding is costly or uses a token: a command that is known already is answered before, not found out by the
    /// store afterwards.
    bool costly = false;
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
                                   Running running = {});

    /// Where a stream stands, for deciding.
    [[nodiscard]] journal::Head head(const std::string& stream);
    /// A case for deciding; the cache may answer.
    [[nodiscard]] Result<LoadedDossier> current(const DossierId& id);
    /// A case as stored, for reading.
    [[nodiscard]] Result<LoadedDossier> load(const DossierId& id);
    [[nodiscard]] const procedure::Procedure& procedure_of(const Digest& digest);
    /// Digest of the procedure in force of that name: national code, document code, or "set/code".
    [[nodiscard]] Result<Digest> procedure_in_force(const std::string& name);
    /// All instruments as they stand now.
    [[nodiscard]] std::shared_ptr<const LoadedInstruments> instruments();
    /// What is decided on besides the case; `present` must outlive it.
    [[nodiscard]] dossier::Context context(const PersonId& actor, const Present& present);
    /// The procedures that cases run on and call.
    [[nodiscard]] dossier::Procedures procedures();
    /// Refuses people the organisation does not know that day.
    [[nodiscard]] Result<void> in_office(const PersonId& person, Instant now) const;

    [[nodiscard]] journal::VerifierKey verifier_key() const;
    /// The proved history of a case, with that of the delegation it rests on (see make_evidence).
    [[nodiscard]] Json evidence_of(const dossier::Dossier& dossier, const std::optional<InstrumentId>& instrument);
    /// Removes what destroyed keys left in the database's files, and the cases that may still show the values.
    void purge();
    void rebuild_views();
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
    /// What happens to a case because a timer of it is due; nothing when it was cancelled meanwhile.
    [[nodiscard]] dossier::Events due_events(const dossier::Dossier& dossier,
                                             const journal::Timer& timer,
                                             Instant present);
    [[nodiscard]] std::optional<Json> known_answer(const Caller& caller);
    /// What the store is to write.
    [[nodiscard]] static journal::Commit commit_of(const Caller& caller, Instant now, Draft draft);
    /// Queues a draft, and remembers how it will leave its streams.
    [[nodiscard]] journal::GroupCommit::Ticket enqueue(const Caller& caller, Instant now, Draft draft);
    void forget(const std::vector<std::string>& streams);
    /// Forgets what is not as stored; true if there was any.
    bool forget_stale(const std::vector<std::string>& streams, const Present& present);
    /// What a command may be decided on: read last, perhaps older than what another process wrote.
    [[nodiscard]] Present present();

    std::unique_ptr<journal::Store> writer_;
    journal::GroupCommit group_;
    journal::Mailboxes mailboxes_;
    StreamCache streams_;
    std::mutex mutex_;                                      ///< of the members below
    std::map<Digest, procedure::Procedure> procedures_;     ///< read once each
    std::shared_ptr<const LoadedInstruments> instruments_;  ///< as read last
    std::unique_ptr<render::Fonts> fonts_;
    std::unique_ptr<journal::Sequencer> sequencer_;  // last: it uses the others
};

/// Opens the journal that trien.json names.
[[nodiscard]] std::unique_ptr<journal::Store> open_journal(const Instance& instance);

/// Dossier events as the journal takes them.
[[nodiscard]] std::vector<journal::NewEvent> to_journal(const dossier::Events& events);

/// What a case's events write, with the case as it will then stand as the answer.
[[nodiscard]] Draft dossier_draft(const LoadedDossier& loaded, const dossier::Events& events);

/// Adds the view rows that the draft's appends lead to.
/// @param projector  knows the states they build on.
[[nodiscard]] Draft projected(Draft draft, Projector projector = {});

[[nodiscard]] std::vector<authority::Instrument> instruments_of(const LoadedInstruments& loaded);

/// How the office's seal is put on a prepared document.
[[nodiscard]] sign::SignRequest seal_request(const organisation::Unit& unit, Instant now, const render::Fonts& fonts);

}  // namespace trien::app
