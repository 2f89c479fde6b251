// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/codec.hpp"

#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/base/overloaded.hpp"
#include "engine/execution/codec.hpp"

namespace trien::dossier {

namespace {

Error malformed(const std::string& type, const std::string& member) {
    return Error(Fault::input, "dossier.event", {"", 0, 0, type + "." + member},
                 {"Sự kiện hồ sơ không đúng dạng", "a dossier event is malformed"});
}

Digest read_digest(Fields& fields, const std::string& name) {
    const auto digest = Digest::parse(fields.text(name));
    if (!digest) throw fields.fault(name, {"Không phải SHA-256", "this is not a SHA-256"});
    return *digest;
}

Canonical to_canonical(const procedure::ProcedureKey& key) {
    return CanonicalObject().with("code", key.code).with("issue", key.issue).with("set", key.set).done();
}

procedure::ProcedureKey read_key(Fields fields) {
    return {fields.text("set"), fields.text("code"), fields.number("issue")};
}

Canonical to_canonical(const Original& original) {
    return CanonicalObject()
        .with("file", original.file)
        .with("pages", original.pages)
        .with("sheets", original.sheets)
        .with("title", original.title)
        .done();
}

Original read_original(Fields fields) {
    return {read_digest(fields, "file"), fields.text("title"), fields.number("pages"), fields.number("sheets")};
}

Canonical to_canonical(const OpenTask& task) {
    return CanonicalObject()
        .with("holder", task.holder)
        .with("kind", procedure::text_of(task.act))
        .with("name", task.name)
        .with("role", task.role)
        .with("round", task.round)
        .with("since", task.since)
        .with("step", task.step)
        .with("task", task.id)
        .with("work", task.work)
        .done();
}

OpenTask read_task(Fields& fields) {
    OpenTask task;
    task.id = TaskId(fields.text("task"));
    task.step = ElementId(fields.text("step"));
    task.name = fields.text("name");
    task.role = RoleId(fields.text("role"));
    const auto act = procedure::parse_act_kind(fields.text("kind"));
    if (!act) throw malformed("task", "kind");
    task.act = *act;
    task.round = fields.number("round");
    task.since = fields.instant("since");
    task.work = static_cast<execution::Serial>(fields.number("work"));
    return task;
}

Canonical to_canonical(const Certification& c) {
    return CanonicalObject()
        .with("capacity", c.capacity)
        .with("document", c.document)
        .with("fee", c.fee.amount())
        .with("instrument", c.instrument)
        .with("ordinal", c.ordinal)
        .with("register", c.book)
        .with("volume", c.volume)
        .with("year", c.year)
        .done();
}

Certification read_certification(Fields fields) {
    Certification c{RegisterCode(fields.text("register")),
                    static_cast<int>(fields.number("year")),
                    static_cast<int>(fields.number("volume")),
                    fields.number("ordinal"),
                    Dong(fields.number("fee")),
                    read_digest(fields, "document"),
                    fields.text("capacity"),
                    std::nullopt};
    if (fields.has("instrument")) c.instrument = InstrumentId(fields.text("instrument"));
    return c;
}

DossierOpened read_opened(Fields fields, const Personal& personal) {
    const auto value = [&](const std::string& name) {
        const auto found = personal.find(name);
        return found == personal.end() ? std::string() : found->second;
    };
    return {DossierId(fields.text("dossier")),
            read_key(fields.object("procedure")),
            read_digest(fields, "procedureDigest"),
            ActCode(fields.text("act")),
            fields.instant("received"),
            fields.instant("due"),
            fields.text("dueExplanation"),
            read_digest(fields, "calendarRevision"),
            {value("requester.name"), value("requester.identity")},
            read_original(fields.object("original")),
            fields.number("copies")};
}

CaseMoved read_moved(Fields fields, const Json& body) {
    CaseMoved moved;
    for (const Json& event : body.at("events")) moved.events.push_back(execution::event_from_json(event));
    moved.refused = fields.flag_or("refused", false);
    for (Fields& task : fields.objects("opened")) moved.opened.push_back(read_task(task));
    return moved;
}

TaskCompleted read_completed(Fields fields) {
    const auto outcome = procedure::parse_outcome(fields.text("outcome"));
    if (!outcome) throw malformed("task.completed", "outcome");
    return {TaskId(fields.text("task")),
            ElementId(fields.text("step")),
            PersonId(fields.text("by")),
            fields.instant("at"),
            *outcome,
            fields.text_or("ground", ""),
            fields.text_or("reason", "")};
}

ApprovalMoved read_approval(Fields fields) {
    const auto event = lifecycle::approval_event(fields.text("event"));
    if (!event) throw malformed("approval.moved", "event");
    return {*event};
}

std::optional<Canonical> certification_of(const Dossier& dossier) {
    return dossier.certification ? std::optional(to_canonical(*dossier.certification)) : std::nullopt;
}

Canonical to_canonical(const CompletedTask& done) {
    return CanonicalObject()
        .with("at", done.at)
        .with("by", done.by)
        .with("outcome", procedure::text_of(done.outcome))
        .with("step", done.step)
        .with("task", done.id)
        .done();
}

Canonical list_of(const auto& items) {
    return canonical_list(items, [](const auto& item) { return to_canonical(item); });
}

Canonical to_canonical(const DossierOpened& e) {
    return CanonicalObject()
        .with("act", e.act)
        .with("calendarRevision", e.calendar_revision)
        .with("copies", e.copies)
        .with("dossier", e.id)
        .with("due", e.due)
        .with("dueExplanation", e.due_explanation)
        .with("original", to_canonical(e.original))
        .with("procedure", to_canonical(e.procedure))
        .with("procedureDigest", e.procedure_digest)
        .with("received", e.received)
        .done();
}

Canonical to_canonical(const CaseMoved& e) {
    CanonicalObject json;
    json.with("events", canonical_list(e.events, [](const auto& event) { return execution::to_canonical(event); }))
        .with("opened", list_of(e.opened));
    if (e.refused) json.with("refused", true);
    return json.done();
}

/// Who took or gave back which task, and when.
template <class Event>
Canonical holder_to_canonical(const Event& e) {
    return CanonicalObject().with("at", e.at).with("by", e.by).with("task", e.task).done();
}

Canonical to_canonical(const TaskCompleted& e) {
    CanonicalObject json;
    json.with("at", e.at).with("by", e.by);
    if (!e.ground.empty()) json.with("ground", e.ground);
    json.with("outcome", procedure::text_of(e.outcome));
    if (!e.reason.empty()) json.with("reason", e.reason);
    return json.with("step", e.step).with("task", e.task).done();
}

Canonical to_canonical(const TaskAssigned& e) {
    return CanonicalObject().with("at", e.at).with("by", e.by).with("task", e.task).with("to", e.to).done();
}

/// What is missing is personal and stands beside the body.
Canonical to_canonical(const SupplementAsked& e) {
    CanonicalObject json;
    if (!e.again.empty()) json.with("again", e.again);
    return json.with("at", e.at).with("by", e.by).done();
}

Canonical to_canonical(const SupplementReceived& e) {
    return CanonicalObject().with("at", e.at).with("by", e.by).done();
}

Canonical to_canonical(const ClockStopped& e) {
    return CanonicalObject().with("at", e.at).with("reason", e.reason).done();
}

Canonical to_canonical(const DeadlineExtended& e) {
    CanonicalObject json;
    if (!e.extension.agreement.empty()) json.with("agreement", e.extension.agreement);
    return json.with("amount", e.extension.by.amount)
        .with("at", e.extension.at)
        .with("by", e.by)
        .with("unit", calendar::name_of(e.extension.by.unit))
        .done();
}

Canonical to_canonical(const DeadlineMoved& e) {
    return CanonicalObject()
        .with("at", e.at)
        .with("before", e.before)
        .with("calendarRevision", e.calendar_revision)
        .with("due", e.due)
        .with("dueExplanation", e.explanation)
        .with("why", e.why)
        .done();
}

Canonical to_canonical(const DossierStopped& e) {
    return CanonicalObject().with("at", e.at).with("by", e.by).with("reason", e.reason).done();
}

Canonical to_canonical(const DocumentSigned& e) {
    return CanonicalObject()
        .with("authority", e.authority)
        .with("capacity", e.capacity)
        .with("document", e.document)
        .with("instrument", e.instrument)
        .done();
}

Canonical to_canonical(const CopyCertified& e) {
    return CanonicalObject().with("authority", e.authority).with("certification", to_canonical(e.certification)).done();
}

}  // namespace

std::string type_of(const DossierEvent& event) {
    return std::visit(
        Overloaded{[](const DossierOpened&) { return "dossier.opened"; },
                   [](const CaseMoved&) { return "dossier.moved"; }, [](const TaskClaimed&) { return "task.claimed"; },
                   [](const TaskReleased&) { return "task.released"; },
                   [](const TaskCompleted&) { return "task.completed"; },
                   [](const ApprovalMoved&) { return "approval.moved"; },
                   [](const CopyCertified&) { return "copy.certified"; },
                   [](const DocumentSigned&) { return "document.signed"; },
                   [](const DocumentSealed&) { return "document.sealed"; },
                   [](const DeadlinePassed&) { return "deadline.passed"; },
                   [](const TaskAssigned&) { return "task.assigned"; },
                   [](const SupplementAsked&) { return "supplement.asked"; },
                   [](const SupplementReceived&) { return "supplement.received"; },
                   [](const ClockStopped&) { return "clock.stopped"; },
                   [](const ClockContinued&) { return "clock.continued"; },
                   [](const DeadlineExtended&) { return "deadline.extended"; },
                   [](const DeadlineMoved&) { return "deadline.moved"; },
                   [](const DossierStopped&) { return "dossier.stopped"; }},
        event);
}

Canonical to_canonical(const DossierEvent& event) {
    return std::visit(
        Overloaded{
            [](const TaskClaimed& e) { return holder_to_canonical(e); },
            [](const TaskReleased& e) { return holder_to_canonical(e); },
            [](const ApprovalMoved& e) { return CanonicalObject().with("event", lifecycle::name(e.event)).done(); },
            [](const DocumentSealed& e) { return CanonicalObject().with("document", e.document).done(); },
            [](const DeadlinePassed& e) { return CanonicalObject().with("at", e.at).done(); },
            [](const ClockContinued& e) { return CanonicalObject().with("at", e.at).done(); },
            [](const auto& e) { return to_canonical(e); }},
        event);
}

Personal personal_of(const DossierEvent& event) {
    Personal personal;
    if (const auto* asked = std::get_if<SupplementAsked>(&event)) {
        personal["supplement.gaps"] = fmt::format("{}", fmt::join(asked->gaps, "\n"));
    }
    const auto* opened = std::get_if<DossierOpened>(&event);
    if (opened == nullptr) return personal;
    if (!opened->requester.name.empty()) personal["requester.name"] = opened->requester.name;
    if (!opened->requester.identity.empty()) personal["requester.identity"] = opened->requester.identity;
    return personal;
}

namespace {

std::vector<std::string> lines_of(const Personal& personal, const std::string& name) {
    std::vector<std::string> lines;
    const auto found = personal.find(name);
    if (found == personal.end()) return lines;
    std::istringstream text(found->second);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

DeadlineExtended read_extended(Fields& fields) {
    const auto unit = calendar::parse_unit(fields.text("unit"));
    if (!unit) throw malformed("deadline.extended", "unit");
    const calendar::Span by{static_cast<std::int32_t>(fields.number("amount")), *unit};
    return {PersonId(fields.text("by")), {fields.instant("at"), by, fields.text_or("agreement", "")}};
}

/// The events about the clock of the deadline. Nothing for other types.
std::optional<DossierEvent> clock_event(const std::string& type, Fields& fields, const Personal& personal) {
    if (type == "deadline.passed") return DeadlinePassed{fields.instant("at")};
    if (type == "supplement.asked") {
        return SupplementAsked{PersonId(fields.text("by")), fields.instant("at"), lines_of(personal, "supplement.gaps"),
                               fields.text_or("again", "")};
    }
    if (type == "supplement.received") return SupplementReceived{PersonId(fields.text("by")), fields.instant("at")};
    if (type == "clock.stopped") return ClockStopped{fields.text("reason"), fields.instant("at")};
    if (type == "clock.continued") return ClockContinued{fields.instant("at")};
    if (type == "deadline.extended") return read_extended(fields);
    if (type == "deadline.moved") {
        return DeadlineMoved{fields.instant("at"),  fields.instant("before"),
                             fields.instant("due"), fields.text("dueExplanation"),
                             fields.text("why"),    read_digest(fields, "calendarRevision")};
    }
    return std::nullopt;
}

}  // namespace

DossierEvent dossier_event(const std::string& type, const Json& body, const Personal& personal) {
    Fields fields(body, type);
    if (type == "dossier.opened") return read_opened(fields, personal);
    if (type == "dossier.moved") return read_moved(fields, body);
    if (type == "task.claimed") {
        return TaskClaimed{TaskId(fields.text("task")), PersonId(fields.text("by")), fields.instant("at")};
    }
    if (type == "task.released") {
        return TaskReleased{TaskId(fields.text("task")), PersonId(fields.text("by")), fields.instant("at")};
    }
    if (type == "task.completed") return read_completed(fields);
    if (type == "approval.moved") return read_approval(fields);
    if (type == "copy.certified") {
        (void)fields.object("authority");
        return CopyCertified{read_certification(fields.object("certification")), Canonical(body.at("authority"))};
    }
    if (type == "document.signed") {
        DocumentSigned event{read_digest(fields, "document"), fields.text("capacity"), std::nullopt,
                             Canonical(body.at("authority"))};
        if (fields.has("instrument")) event.instrument = InstrumentId(fields.text("instrument"));
        return event;
    }
    if (type == "document.sealed") return DocumentSealed{read_digest(fields, "document")};
    if (type == "task.assigned") {
        return TaskAssigned{TaskId(fields.text("task")), PersonId(fields.text("by")), PersonId(fields.text("to")),
                            fields.instant("at")};
    }
    if (type == "dossier.stopped") {
        return DossierStopped{PersonId(fields.text("by")), fields.instant("at"), fields.text("reason")};
    }
    if (auto event = clock_event(type, fields, personal)) return *std::move(event);
    throw malformed(type, "type");
}

Json to_json(const Dossier& d) {
    return CanonicalObject()
        .with("act", d.act)
        .with("approval", lifecycle::name(lifecycle::replay(d.approval)))
        .with("certification", certification_of(d))
        .with("copies", d.copies)
        .with("deadline", lifecycle::name(lifecycle::replay(d.lives.deadline)))
        .with("delivery", lifecycle::name(lifecycle::replay(d.lives.delivery)))
        .with("document", d.sealed)
        .with("dossier", d.id)
        .with("due", d.due)
        .with("history", list_of(d.history))
        .with("original", to_canonical(d.original))
        .with("overdueSince", d.overdue_since)
        .with("procedure", to_canonical(d.procedure))
        .with("procedureDigest", d.procedure_digest)
        .with("progress", lifecycle::name(lifecycle::replay(d.lives.progress)))
        .with("received", d.received)
        .with("requester", d.requester.name)
        .with("schema", "trien.dossier/1")
        .with("signedDocument", d.signed_document)
        .with("status", text_of(d.status()))
        .with("tasks", list_of(d.tasks))
        .with("waitsFor", d.waits_for())
        .done()
        .json();
}

Canonical answer_of(const Dossier& d) {
    return CanonicalObject()
        .with("act", d.act)
        .with("approval", lifecycle::name(lifecycle::replay(d.approval)))
        .with("certification", certification_of(d))
        .with("document", d.sealed)
        .with("dossier", d.id)
        .with("due", d.due)
        .with("schema", "trien.dossier-answer/1")
        .with("status", text_of(d.status()))
        .with("tasks", list_of(d.tasks))
        .with("waitsFor", d.waits_for())
        .done();
}

}  // namespace trien::dossier
