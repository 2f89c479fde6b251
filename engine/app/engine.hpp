// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/app/instance.hpp"
#include "engine/app/stamps.hpp"
#include "engine/authority/decision.hpp"
#include "engine/base/clock.hpp"
#include "engine/base/error.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/json.hpp"
#include "engine/dossier/clock.hpp"
#include "engine/dossier/decide.hpp"
#include "engine/journal/verify.hpp"
#include "engine/render/certified_copy.hpp"
#include "engine/sign/keys.hpp"

namespace trien::app {

/// Who sends a command, and its id: the same id again is the same command, and gets the stored answer.
struct Caller {
    PersonId person;
    CommandId command;
};

/// Opens a key only when everything else has been checked: touch the token last (domain.md 6.3, S2).
using OpenKey = std::function<std::unique_ptr<sign::SigningKey>()>;

/// A case as it comes in at the counter.
struct OpenRequest {
    std::string procedure;  ///< national code, document code where only one set has it, or "set/code"
    dossier::Requester requester;
    std::filesystem::path original;  ///< the scanned paper; its bytes are kept unchanged
    std::string title;
    std::int64_t pages = 0;
    std::int64_t sheets = 0;
    std::int64_t copies = 1;
};

/// A document somebody made, signed with any program, and hands in with a step.
struct Handed {
    enum class As : std::uint8_t { signed_by_actor, sealed };
    As as = As::signed_by_actor;
    std::filesystem::path file;  ///< PDF with a valid signature, by the trust folder of the office
};

/// One line of the open work.
struct TaskFilter {
    std::optional<PersonId> person;  ///< only what this person holds or has a role for
    std::optional<DossierId> dossier;
};

/// A paper that the scanner brought in, and what was read from it.
struct IngestedPaper {
    std::filesystem::path file;
    std::int64_t pages = 0;
    std::string verdict;  ///< done, needs_review
    Json fields;          ///< header fields as read; no personal values
};

/// One line of a register, with the requester's name opened.
struct RegisterLine {
    Json number;            ///< body of the event that allotted it
    std::string requester;  ///< empty when its key was destroyed
};

/// What became of the timers that were due.
struct Fired {
    std::int64_t count = 0;
    Findings findings;  ///< of those that could not fire; they stay due
};

/// The use cases of an office. Commands answer with JSON, the same whenever the command id comes again; refusals of
/// the rules come as Refusal, failures of the world as Error.
///
/// Any number of threads may use an Engine at once.
class Engine {
  public:
    /// When the journal's tree is extended and signed: after each command for a program that does one and ends; beside
    /// them, within a second, for one that serves many.
    enum class Checkpoints : std::uint8_t { with_each_command, beside_commands };

    /// @param clock  the only source of the present; must outlive the engine.
    Engine(Instance instance, const Clock& clock, Checkpoints checkpoints = Checkpoints::with_each_command);
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) = delete;

    [[nodiscard]] const Instance& instance() const;
    [[nodiscard]] Instant now() const;

    // Procedures (quy trình)

    /// Puts a procedure in force, if it passes the gate (gate/gate.hpp): its bytes are kept, its digest stands in the
    /// journal.
    [[nodiscard]] Result<Json> issue_procedure(const Caller& caller, const std::filesystem::path& file);

    // Papers (số hóa)

    /// Records that a paper was ingested; its bytes are kept. The same bytes again are answered with nothing new.
    [[nodiscard]] Result<Json> record_paper(const Caller& caller, const IngestedPaper& paper);

    // Cases (hồ sơ)

    [[nodiscard]] Result<Json> open_dossier(const Caller& caller, const OpenRequest& request);
    [[nodiscard]] Result<dossier::Dossier> dossier(const DossierId& id);
    /// The case with its events, for people who check (schema trien.dossier/1).
    [[nodiscard]] Result<Json> show_dossier(const DossierId& id);
    [[nodiscard]] std::vector<Json> dossiers();
    [[nodiscard]] std::vector<Json> tasks(const TaskFilter& filter);
    [[nodiscard]] Result<Json> claim(const Caller& caller, const TaskId& task);
    [[nodiscard]] Result<Json> release(const Caller& caller, const TaskId& task);
    /// Gives a task to a colleague (giao việc).
    [[nodiscard]] Result<Json> assign(const Caller& caller, const TaskId& task, const PersonId& to);
    /// @param document  what a step that signs or seals asks for, where `certify` does not make it.
    [[nodiscard]] Result<Json> complete(const Caller& caller,
                                        dossier::CompleteTask command,
                                        const std::optional<Handed>& document = std::nullopt);

    /// Lets a case go on that waits for a message (thông điệp).
    [[nodiscard]] Result<Json> send(const Caller& caller, const DossierId& id, const dossier::SendMessage& message);
    /// Tries again what stood still for somebody to mend (sự cố).
    [[nodiscard]] Result<Json> retry(const Caller& caller, const DossierId& id, const execution::WorkId& incident);
    [[nodiscard]] Result<Json> ask_supplement(const Caller& caller,
                                              const DossierId& id,
                                              const dossier::AskSupplement& command);
    [[nodiscard]] Result<Json> receive_supplement(const Caller& caller, const DossierId& id);
    [[nodiscard]] Result<Json> extend(const Caller& caller,
                                      const DossierId& id,
                                      const dossier::ExtendDeadline& command);
    [[nodiscard]] Result<Json> stop(const Caller& caller, const DossierId& id, const dossier::StopDossier& command);
    /// Counts the deadline of a running case anew, where a later revision of the calendar asks for it.
    [[nodiscard]] Result<Json> replan(const Caller& caller, const DossierId& id);
    /// The running cases that nobody can take further, and why: found from the procedures and the organisation of
    /// today, not from the time that went by (schema of a row: dossier, code, about, vi, en).
    [[nodiscard]] std::vector<Json> stuck();

    /// Lets everything happen that is due by the clock (hẹn giờ): timers of procedures fire, cases become overdue.
    Fired fire_timers();

    // Authority (thẩm quyền)

    /// The chair signs the written delegation, the records clerk seals it, and from then on it is in the journal.
    [[nodiscard]] Result<Json> grant_delegation(const Caller& caller,
                                                const authority::Delegation& delegation,
                                                const PersonId& sealed_by,
                                                const OpenKey& delegator_key,
                                                const OpenKey& seal_key);
    [[nodiscard]] Result<Json> revoke_delegation(const Caller& caller,
                                                 const InstrumentId& id,
                                                 const authority::Revocation& revocation);
    [[nodiscard]] std::vector<Json> delegations();
    /// "May this person do this act at this instant, and in what capacity?", for any past minute too.
    [[nodiscard]] authority::Decision check_authority(const PersonId& person, const ActCode& act, Instant at);
    /// The same as data, with the whole proof (schema trien.authority-decision/1).
    [[nodiscard]] Json explain_authority(const PersonId& person, const ActCode& act, Instant at);

    // Personal data (dữ liệu cá nhân)

    /// Asks that the requester's data of a finished case be destroyed. One person asks, another destroys.
    /// @param ground     code of the list "huy-du-lieu-ca-nhan".
    /// @param retention  retention class and period the data fell under, in words; may be empty.
    [[nodiscard]] Result<Json> request_destruction(const Caller& caller,
                                                   const DossierId& id,
                                                   const std::string& ground,
                                                   const std::string& retention);
    /// Destroys the key of the data, for good; what the journal proves stays proved. The scanned papers and issued
    /// documents are files with a retention of their own and are not touched.
    /// @throws Error(Fault::retry) when a reader kept the database from forgetting the key at once; the same command
    ///         again finishes the work.
    [[nodiscard]] Result<Json> destroy_personal_data(const Caller& caller, const DossierId& id);
    /// What was asked for and what was destroyed.
    [[nodiscard]] std::vector<Json> destructions();

    // Certification (chứng thực)

    /// Where the case's scanned original lies.
    [[nodiscard]] std::filesystem::path original_path(const dossier::Dossier& dossier) const;
    /// Numbers, draws, signs and registers the certified copy; completes the signing step.
    /// @param pages  of the original, with the words read from them.
    [[nodiscard]] Result<Json> certify_copy(const Caller& caller,
                                            const DossierId& id,
                                            const std::vector<render::ScannedPage>& pages,
                                            const OpenKey& certifier_key);
    /// Puts the ward's seal on the signed copy; completes the sealing step and writes the file out.
    [[nodiscard]] Result<Json> seal_copy(const Caller& caller, const DossierId& id, const OpenKey& seal_key);
    /// Lines of one year of a register, by ordinal.
    [[nodiscard]] std::vector<RegisterLine> register_lines(const RegisterCode& code, int year);

    // Proof

    /// @param witnessed  checkpoints kept elsewhere: signed notes, or the states of witnesses.
    [[nodiscard]] journal::VerifyReport verify_journal(const std::vector<std::filesystem::path>& witnessed = {});
    /// Signs a checkpoint over all entries and publishes it with its tiles in the instance's log/
    /// (schema trien.checkpoint/1).
    Json publish_checkpoint();
    /// The proof of one entry (docs/formats/journal.md, "Proof").
    [[nodiscard]] Json prove_entry(std::int64_t index);
    /// The proofs of a case's whole history in one file (schema trien.evidence/1).
    [[nodiscard]] Result<Json> prove_dossier(const DossierId& id);
    /// What to send to a witness. @param old_size  what it signed last; absent: what any witness signed last.
    [[nodiscard]] std::string witness_request(std::optional<std::int64_t> old_size);
    /// Keeps the lines that witnesses answered, if their keys are in the trust folder (schema trien.cosignatures/1).
    [[nodiscard]] Result<Json> add_cosignatures(std::string_view lines);
    /// Throws the views away and fills them again from the journal. Other processes wait meanwhile.
    void rebuild_views();
    /// Has the newest checkpoint stamped by the office's time-stamping authority, when that is due.
    /// @throws Error(Fault::environment) "stamp.no-authority", and what app::stamp_journal throws.
    Stamp stamp_journal(const StampOptions& options, const sign::Post& post);
    /// What the journal knows of a file: nothing, or the view row and the proof of its entry.
    [[nodiscard]] std::optional<Json> find_document(const Digest& file);

    /// The engine's own parts; only engine/app's sources see inside (detail/engine_state.hpp).
    struct State;

  private:
    std::unique_ptr<State> state_;
};

}  // namespace trien::app
