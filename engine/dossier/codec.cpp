// SPDX-License-Identifier: Apache-2.0
#include "engine/dossier/codec.hpp"

#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/base/overloaded.hpp"

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

Json to_json(const procedure::ProcedureKey& key) {
    return {{"set", key.set}, {"code", key.code}, {"issue", key.issue}};
}

procedure::ProcedureKey read_key(Fields fields) {
    return {fields.text("set"), fields.text("code"), fields.number("issue")};
}

Json to_json(const Original& original) {
    return {{"file", original.file.hex()},
            {"title", original.title},
            {"pages", original.pages},
            {"sheets", original.sheets}};
}

Original read_original(Fields fields) {
    return {read_digest(fields, "file"), fields.text("title"), fields.number("pages"), fields.number("sheets")};
}

Json to_json(const OpenTask& task) {
    Json json = {{"task", task.id.value()},   {"step", task.step.value()}, {"name", task.name},
                 {"role", task.role.value()}, {"round", task.round},       {"since", task.since.text()}};
    if (task.holder) json["holder"] = task.holder->value();
    return json;
}

OpenTask read_task(Fields& fields) {
    return {
        TaskId(fields.text("task")), ElementId(fields.text("step")), fields.text("name"), RoleId(fields.text("role")),
        fields.number("round"),      fields.instant("since"),        std::nullopt};
}

Json to_json(const Certification& c) {
    Json json = {{"register", c.book.value()}, {"year", c.year},        {"volume", c.volume},
                 {"ordinal", c.ordinal},       {"fee", c.fee.amount()}, {"document", c.document.hex()},
                 {"capacity", c.capacity}};
    if (c.instrument) json["instrument"] = c.instrument->value();
    return json;
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

Status read_status(Fields& fields) {
    const std::string name = fields.text("status");
    for (const Status status : {Status::running, Status::done, Status::refused}) {
        if (text_of(status) == name) return status;
    }
    throw fields.fault("status", {"Trạng thái lạ", "an unknown status"});
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

TokensMoved read_moved(Fields fields) {
    TokensMoved moved{fields.texts("marking"), {}, read_status(fields)};
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

Json list_to_json(const auto& items) {
    Json list = Json::array();
    for (const auto& item : items) list.push_back(to_json(item));
    return list;
}

}  // namespace

std::string type_of(const DossierEvent& event) {
    return std::visit(Overloaded{[](const DossierOpened&) { return "dossier.opened"; },
                                 [](const TokensMoved&) { return "dossier.moved"; },
                                 [](const TaskClaimed&) { return "task.claimed"; },
                                 [](const TaskReleased&) { return "task.released"; },
                                 [](const TaskCompleted&) { return "task.completed"; },
                                 [](const ApprovalMoved&) { return "approval.moved"; },
                                 [](const CopyCertified&) { return "copy.certified"; },
                                 [](const DocumentSealed&) { return "document.sealed"; },
                                 [](const DeadlinePassed&) { return "deadline.passed"; }},
                      event);
}

Json to_json(const DossierEvent& event) {
    return std::visit(
        Overloaded{[](const DossierOpened& e) -> Json {
                       return {{"dossier", e.id.value()},
                               {"procedure", to_json(e.procedure)},
                               {"procedureDigest", e.procedure_digest.hex()},
                               {"act", e.act.value()},
                               {"received", e.received.text()},
                               {"due", e.due.text()},
                               {"dueExplanation", e.due_explanation},
                               {"calendarRevision", e.calendar_revision.hex()},
                               {"original", to_json(e.original)},
                               {"copies", e.copies}};
                   },
                   [](const TokensMoved& e) -> Json {
                       return {
                           {"marking", e.marking}, {"opened", list_to_json(e.opened)}, {"status", text_of(e.status)}};
                   },
                   [](const TaskClaimed& e) -> Json {
                       return {{"task", e.task.value()}, {"by", e.by.value()}, {"at", e.at.text()}};
                   },
                   [](const TaskReleased& e) -> Json {
                       return {{"task", e.task.value()}, {"by", e.by.value()}, {"at", e.at.text()}};
                   },
                   [](const TaskCompleted& e) -> Json {
                       Json json = {{"task", e.task.value()},
                                    {"step", e.step.value()},
                                    {"by", e.by.value()},
                                    {"at", e.at.text()},
                                    {"outcome", procedure::text_of(e.outcome)}};
                       if (!e.ground.empty()) json["ground"] = e.ground;
                       if (!e.reason.empty()) json["reason"] = e.reason;
                       return json;
                   },
                   [](const ApprovalMoved& e) -> Json { return {{"event", lifecycle::name(e.event)}}; },
                   [](const CopyCertified& e) -> Json {
                       return {{"certification", to_json(e.certification)}, {"authority", Json::parse(e.authority)}};
                   },
                   [](const DocumentSealed& e) -> Json { return {{"document", e.document.hex()}}; },
                   [](const DeadlinePassed& e) -> Json { return {{"at", e.at.text()}}; }},
        event);
}

Personal personal_of(const DossierEvent& event) {
    Personal personal;
    const auto* opened = std::get_if<DossierOpened>(&event);
    if (opened == nullptr) return personal;
    if (!opened->requester.name.empty()) personal["requester.name"] = opened->requester.name;
    if (!opened->requester.identity.empty()) personal["requester.identity"] = opened->requester.identity;
    return personal;
}

DossierEvent dossier_event(const std::string& type, const Json& body, const Personal& personal) {
    Fields fields(body, type);
    if (type == "dossier.opened") return read_opened(fields, personal);
    if (type == "dossier.moved") return read_moved(fields);
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
        return CopyCertified{read_certification(fields.object("certification")), canonical(body.at("authority"))};
    }
    if (type == "document.sealed") return DocumentSealed{read_digest(fields, "document")};
    if (type == "deadline.passed") return DeadlinePassed{fields.instant("at")};
    throw malformed(type, "type");
}

Json to_json(const Dossier& d) {
    Json history = Json::array();
    for (const CompletedTask& done : d.history) {
        history.push_back({{"task", done.id.value()},
                           {"step", done.step.value()},
                           {"by", done.by.value()},
                           {"outcome", procedure::text_of(done.outcome)},
                           {"at", done.at.text()}});
    }
    Json json = {{"schema", "trien.dossier/1"},
                 {"dossier", d.id.value()},
                 {"procedure", to_json(d.procedure)},
                 {"procedureDigest", d.procedure_digest.hex()},
                 {"act", d.act.value()},
                 {"received", d.received.text()},
                 {"due", d.due.text()},
                 {"requester", d.requester.name},
                 {"original", to_json(d.original)},
                 {"copies", d.copies},
                 {"status", text_of(d.status)},
                 {"approval", lifecycle::name(lifecycle::replay(d.approval))},
                 {"tasks", list_to_json(d.tasks)},
                 {"history", history}};
    if (d.certification) json["certification"] = to_json(*d.certification);
    if (d.sealed) json["document"] = d.sealed->hex();
    if (d.overdue_since) json["overdueSince"] = d.overdue_since->text();
    return json;
}

}  // namespace trien::dossier
