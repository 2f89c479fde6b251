// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/canonical.hpp"
#include "engine/base/digest.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/money.hpp"
#include "engine/calendar/deadline_clock.hpp"
#include "engine/dossier/lives.hpp"
#include "engine/execution/state.hpp"
#include "engine/lifecycle/approval.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::dossier {

/// Where the case stands as a whole.
enum class Status : std::uint8_t {
    running,
    done,
    refused,
    stopped,  ///< dừng giải quyết: cancelled, or failed with an error nothing caught
};

/// Who asks (người yêu cầu). Personal data: kept beside the journal's leaf, never in it.
struct Requester {
    std::string name;
    std::string identity;  ///< kind and number of the identity paper
    bool operator==(const Requester&) const = default;
};

/// The paper the case is about.
struct Original {
    Digest file;              ///< SHA-256 of the scanned file's bytes
    std::string title;        ///< tên của bản chính
    std::int64_t pages = 0;   ///< trang that bear information
    std::int64_t sheets = 0;  ///< tờ; a sheet has up to two pages
    bool operator==(const Original&) const = default;
};

/// Work that waits for somebody.
struct OpenTask {
    TaskId id;
    ElementId step;
    std::string name;  ///< of the step, as the procedure printed it
    RoleId role;       ///< whose work it is
    procedure::ActKind act = procedure::ActKind::examine;
    std::int64_t round = 1;  ///< how often the step was opened in this case
    Instant since;
    std::optional<PersonId> holder;  ///< who claimed it
    execution::Serial work = 0;      ///< the item of the execution it stands for
    bool operator==(const OpenTask&) const = default;
};

/// Work that was done.
struct CompletedTask {
    TaskId id;
    ElementId step;
    PersonId by;
    procedure::Outcome outcome = procedure::Outcome::completed;
    Instant at;
    bool operator==(const CompletedTask&) const = default;
};

/// The act of certification: its number in the register, and under what authority it was done.
struct Certification {
    RegisterCode book;
    int year = 0;
    int volume = 0;
    std::int64_t ordinal = 0;
    Dong fee;
    Digest document;  ///< SHA-256 of the signed file
    std::string capacity;
    std::optional<InstrumentId> instrument;
    bool operator==(const Certification&) const = default;
};

struct DossierOpened {
    DossierId id;
    procedure::ProcedureKey procedure;
    Digest procedure_digest;  ///< the case keeps the version it was received under (T11)
    ActCode act;
    Instant received;
    Instant due;
    std::string due_explanation;  ///< how the deadline was computed, in Vietnamese
    Digest calendar_revision;
    Requester requester;
    Original original;
    std::int64_t copies = 0;
    bool operator==(const DossierOpened&) const = default;
};

/// The case moved on through its procedure.
struct CaseMoved {
    execution::Events events;      ///< what happened, so that replay needs no net
    std::vector<OpenTask> opened;  ///< the work it led to, as people see it
    bool refused = false;          ///< an end that means refusal was reached
    bool operator==(const CaseMoved&) const = default;
};

struct TaskClaimed {
    TaskId task;
    PersonId by;
    Instant at;
    bool operator==(const TaskClaimed&) const = default;
};

struct TaskReleased {
    TaskId task;
    PersonId by;
    Instant at;
    bool operator==(const TaskReleased&) const = default;
};

struct TaskCompleted {
    TaskId task;
    ElementId step;
    PersonId by;
    Instant at;
    procedure::Outcome outcome = procedure::Outcome::completed;
    std::string ground;  ///< code of the legal ground of a refusal; may be empty
    std::string reason;  ///< words of the person; may be empty
    bool operator==(const TaskCompleted&) const = default;
};

/// The approval's statechart took an event.
struct ApprovalMoved {
    lifecycle::ApprovalEvent event = lifecycle::ApprovalEvent::submit;
    bool operator==(const ApprovalMoved&) const = default;
};

struct CopyCertified {
    Certification certification;
    Canonical authority;  ///< the decision with its whole proof
    bool operator==(const CopyCertified&) const = default;
};

/// The document of the matter was signed by somebody with the authority to (ký văn bản).
struct DocumentSigned {
    Digest document;       ///< SHA-256 of the signed file
    std::string capacity;  ///< "TUQ."
    std::optional<InstrumentId> instrument;
    Canonical authority;  ///< the decision with its whole proof
    bool operator==(const DocumentSigned&) const = default;
};

struct DocumentSealed {
    Digest document;  ///< SHA-256 of the signed and sealed file
    bool operator==(const DocumentSealed&) const = default;
};

/// The case's deadline went by while it was still running (quá hạn).
struct DeadlinePassed {
    Instant at;
    bool operator==(const DeadlinePassed&) const = default;
};

/// Somebody gave the task to a colleague (giao việc).
struct TaskAssigned {
    TaskId task;
    PersonId by;
    PersonId to;
    Instant at;
    bool operator==(const TaskAssigned&) const = default;
};

/// The requester was asked for what is missing (yêu cầu bổ sung hồ sơ).
struct SupplementAsked {
    PersonId by;
    Instant at;
    std::vector<std::string> gaps;  ///< personal data: what is missing may say much of the requester
    std::string again;              ///< why, when it was not the first time
    bool operator==(const SupplementAsked&) const = default;
};

struct SupplementReceived {
    PersonId by;
    Instant at;
    bool operator==(const SupplementReceived&) const = default;
};

/// The clock of the deadline stands still.
struct ClockStopped {
    std::string reason;  ///< of the calendar's rules of counting: "supplement"
    Instant at;
    bool operator==(const ClockStopped&) const = default;
};

struct ClockContinued {
    Instant at;
    bool operator==(const ClockContinued&) const = default;
};

struct DeadlineExtended {
    PersonId by;
    calendar::Extension extension;
    bool operator==(const DeadlineExtended&) const = default;
};

/// The deadline is another one: after a pause, an extension, a new revision of the calendar, or because the case turned
/// out to be of another kind.
struct DeadlineMoved {
    Instant at;
    Instant before;
    Instant due;
    std::string explanation;   ///< how the new one was counted, in Vietnamese
    std::string why;           ///< in Vietnamese
    Digest calendar_revision;  ///< by which it was counted
    bool operator==(const DeadlineMoved&) const = default;
};

/// The case ended without a result (dừng giải quyết).
struct DossierStopped {
    PersonId by;
    Instant at;
    std::string reason;
    bool operator==(const DossierStopped&) const = default;
};

using DossierEvent = std::variant<DossierOpened,
                                  CaseMoved,
                                  TaskClaimed,
                                  TaskReleased,
                                  TaskCompleted,
                                  ApprovalMoved,
                                  CopyCertified,
                                  DocumentSigned,
                                  DocumentSealed,
                                  DeadlinePassed,
                                  TaskAssigned,
                                  SupplementAsked,
                                  SupplementReceived,
                                  ClockStopped,
                                  ClockContinued,
                                  DeadlineExtended,
                                  DeadlineMoved,
                                  DossierStopped>;

/// A case (hồ sơ), rebuilt from its events.
struct Dossier {
    DossierId id;
    procedure::ProcedureKey procedure;
    Digest procedure_digest;
    ActCode act;
    Instant received;
    Instant due;
    Digest calendar_revision;  ///< by which the deadline was counted last
    std::vector<calendar::Stop> stops;
    std::optional<Instant> supplement_asked;  ///< while the requester is to complete the dossier
    std::vector<calendar::Extension> extensions;
    Requester requester;
    Original original;
    std::int64_t copies = 0;
    execution::State execution;  ///< of the procedure
    bool refused = false;        ///< an end that means refusal was reached
    std::vector<OpenTask> tasks;
    std::vector<CompletedTask> history;
    std::vector<TaskId> withdrawn;  ///< tasks that ended before anybody completed them
    std::vector<lifecycle::ApprovalEvent> approval;
    Lives lives;
    std::optional<Certification> certification;
    std::optional<Digest> signed_document;
    std::optional<Digest> sealed;
    std::optional<Instant> overdue_since;  ///< when the deadline was seen to have passed

    [[nodiscard]] Status status() const;
    /// Why the clock of the deadline stands still; nothing while it runs.
    [[nodiscard]] std::optional<std::string> waits_for() const;
    [[nodiscard]] const OpenTask* task(const TaskId& wanted) const;
    bool operator==(const Dossier&) const = default;
};

[[nodiscard]] std::string_view text_of(Status status);

/// Tasks are called "<case>/<step>/<round>".
[[nodiscard]] TaskId task_id(const DossierId& dossier, const ElementId& step, std::int64_t round);
/// The case a task belongs to.
[[nodiscard]] DossierId dossier_of(const TaskId& task);
/// The step a task is done for.
[[nodiscard]] ElementId step_of(const TaskId& task);

/// The case after an event. Total and pure: every event ever written must apply, for ever.
[[nodiscard]] Dossier evolve(Dossier dossier, const DossierEvent& event);

}  // namespace trien::dossier
