// SPDX-License-Identifier: Apache-2.0
#include "engine/app/projector.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/authority/codec.hpp"
#include "engine/dossier/codec.hpp"

namespace trien::app {

namespace {

using journal::Change;
using journal::Entry;
using Changes = std::vector<Change>;

Change row(const char* view, const std::string& key, const Canonical& body) {
    return {view, key, body.text()};
}
Change no_row(const char* view, const std::string& key) {
    return {view, key, std::nullopt};
}

Canonical task_row(const dossier::Dossier& dossier, const dossier::OpenTask& task) {
    return CanonicalObject()
        .with("act", dossier.act)
        .with("dossier", dossier.id)
        .with("due", dossier.due)
        .with("holder", task.holder)
        .with("name", task.name)
        .with("role", task.role)
        .with("round", task.round)
        .with("since", task.since)
        .with("step", task.step)
        .with("task", task.id)
        .done();
}

/// No personal value enters a view: it would outlive the destruction of its key.
Canonical dossier_row(const dossier::Dossier& dossier) {
    CanonicalObject json;
    json.with("act", dossier.act)
        .with("approval", lifecycle::name(lifecycle::replay(dossier.approval)))
        .with("dossier", dossier.id)
        .with("due", dossier.due);
    if (dossier.certification) json.with("ordinal", dossier.certification->ordinal);
    return json.with("overdueSince", dossier.overdue_since)
        .with("received", dossier.received)
        .with("status", dossier::text_of(dossier.status()))
        .with("title", dossier.original.title)
        .done();
}

Change document_row(const Digest& document, const char* kind, const std::string& of) {
    return row(views::document, document.hex(), CanonicalObject().with("kind", kind).with("of", of).done());
}

bool is_of_dossier(const Entry& entry) {
    return entry.stream.starts_with("dossier/");
}

}  // namespace

std::string dossier_stream(const DossierId& id) {
    return "dossier/" + id.value();
}
std::string delegation_stream(const InstrumentId& id) {
    return "delegation/" + id.value();
}
std::string matter_of(const ActCode& act, const procedure::ProcedureKey& key) {
    return act.value().empty() ? key.set + "/" + key.code : act.value();
}
std::string procedure_stream(const std::string& matter) {
    return std::string(procedure_streams) + matter;
}
std::string record_stream(const Digest& file) {
    return "record/" + file.hex();
}
std::string destruction_stream(const DossierId& id) {
    return "destruction/" + id.value();
}
std::string dossier_code_stream(const std::string& organisation_code, Date day) {
    return fmt::format("dossier-code/{}/{}", organisation_code, text(day));
}

void Projector::knows(const authority::Instrument& instrument) {
    instruments_[delegation_stream(instrument.delegation.id)] = instrument;
}

Changes dossier_changes(const dossier::Dossier& before, const dossier::Dossier& after) {
    Changes changes;
    for (const dossier::OpenTask& task : before.tasks) {
        if (after.task(task.id) == nullptr) changes.push_back(no_row(views::task, task.id.value()));
    }
    for (const dossier::OpenTask& task : after.tasks) {
        if (std::ranges::find(before.tasks, task) != before.tasks.end()) continue;
        changes.push_back(row(views::task, task.id.value(), task_row(after, task)));
    }
    changes.push_back(row(views::dossier, after.id.value(), dossier_row(after)));
    if (after.certification != before.certification) {
        changes.push_back(document_row(after.certification.value().document, "signed-copy", after.id.value()));
    }
    if (after.signed_document != before.signed_document) {
        changes.push_back(document_row(after.signed_document.value(), "signed-document", after.id.value()));
    }
    if (after.sealed != before.sealed) {
        changes.push_back(document_row(after.sealed.value(), "certified-copy", after.id.value()));
    }
    return changes;
}

Changes Projector::next_of_dossier(const Entry& entry) {
    dossier::Dossier& dossier = dossiers_[entry.stream];
    const dossier::Dossier before = dossier;
    dossier = dossier::evolve(std::move(dossier), dossier::dossier_event(entry.type, entry.body, entry.personal));
    Changes changes = dossier_changes(before, dossier);
    if (dossier.status() != dossier::Status::running) dossiers_.erase(entry.stream);
    return changes;
}

Changes Projector::next_of_delegation(const Entry& entry) {
    authority::Instrument& instrument = instruments_[entry.stream];
    instrument = authority::evolve(std::move(instrument), authority::instrument_event(entry.type, entry.body));
    const std::string& number = instrument.delegation.id.value();
    return {row(views::delegation, number, Canonical(authority::to_json(instrument))),
            document_row(instrument.document, "delegation", number)};
}

Changes Projector::operator()(const Entry& entry) {
    if (is_of_dossier(entry)) return next_of_dossier(entry);
    if (entry.stream.starts_with("delegation/")) return next_of_delegation(entry);
    if (entry.type == procedure_issued_type) {
        return {row(views::procedure, entry.stream.substr(procedure_streams.size()), Canonical(entry.body))};
    }
    if (entry.type == destruction_requested_type || entry.type == personal_destroyed_type) {
        return {row(views::destruction, entry.body.at("dossier").get<std::string>(), Canonical(entry.body))};
    }
    if (entry.type == paper_ingested_type) {
        return {row(views::record, entry.body.at("file").get<std::string>(), Canonical(entry.body))};
    }
    return {};
}

void ViewReplay::see(const Entry& entry) {
    if (!is_of_dossier(entry)) return put(others_(entry), entry.index);
    const auto event = dossier::dossier_event(entry.type, entry.body, entry.personal);
    Running& running = running_[entry.stream];
    running.dossier = dossier::evolve(std::move(running.dossier), event);
    running.index = entry.index;
    if (running.dossier.status() == dossier::Status::running) return;
    put(dossier_changes({}, running.dossier), entry.index);
    running_.erase(entry.stream);
}

journal::DerivedViews ViewReplay::views() {
    for (const auto& [stream, running] : running_) put(dossier_changes({}, running.dossier), running.index);
    running_.clear();
    return std::move(views_);
}

void ViewReplay::put(Changes changes, std::int64_t index) {
    for (Change& change : changes) journal::apply(std::move(change), index, views_);
}

}  // namespace trien::app
