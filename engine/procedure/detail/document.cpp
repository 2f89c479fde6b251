// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/document.hpp"

#include <utility>

#include "engine/procedure/detail/values.hpp"

namespace trien::procedure::detail {

namespace {

ProcedureKey key_of(const XmlElement& element) {
    return {words_of(element, "set"), words_of(element, "code"), count_of(element, "issue")};
}

Approval approval(const XmlElement& control, std::string_view name) {
    const XmlElement* const part = control.child(iso_namespace, name);
    if (part == nullptr) return {};
    return {words_of(*part, "position"), day_if(*part, "on")};
}

Control control_of(const XmlElement& document) {
    Control control;
    control.key = key_of(document);
    const XmlElement* const part = document.child(iso_namespace, "control");
    if (part == nullptr) return control;
    control.issuer = words_of(*part, "issuer");
    control.issued_on = day_of(*part, "issuedOn");
    control.effective_from = day_of(*part, "effectiveFrom");
    control.effective_to = day_if(*part, "effectiveTo");
    control.drafted = approval(*part, "drafted");
    control.reviewed = approval(*part, "reviewed");
    control.approved = approval(*part, "approved");
    for (const XmlElement* const old : parts(*part, "supersedes")) control.supersedes.push_back(key_of(*old));
    for (const XmlElement* const change : parts(*part, "change")) {
        control.changes.push_back(
            {count_of(*change, "issue"), day_of(*change, "on"), words_of(*change, "basis"), words(change->own_text())});
    }
    return control;
}

void read_texts(Procedure& procedure, const XmlElement& document) {
    procedure.purpose = text_part(document, "purpose");
    procedure.scope = text_part(document, "scope");
    procedure.applicants = text_part(document, "applicants");
    procedure.agency = text_part(document, "agency");
    procedure.result = text_part(document, "result");
    procedure.conditions = text_part(document, "conditions");
    for (const XmlElement* const part : parts(document, "source")) {
        procedure.sources.push_back(
            {words_of(*part, "citation"), words(part->own_text()), words_of(*part, "status") == "verified"});
    }
    for (const XmlElement* const part : parts(document, "reference")) {
        procedure.references.push_back(
            {words_of(*part, "number"), words(part->own_text()), day_if(*part, "validFrom"), day_if(*part, "validTo")});
    }
    for (const XmlElement* const part : parts(document, "term")) {
        procedure.terms.push_back({words_of(*part, "name"), words(part->own_text())});
    }
}

void read_components(Procedure& procedure, const XmlElement& document) {
    const XmlElement* const dossier = document.child(iso_namespace, "dossier");
    if (dossier == nullptr) return;
    procedure.dossier_copies = count_of(*dossier, "copies");
    for (const XmlElement* const part : parts(*dossier, "component")) {
        procedure.components.push_back(
            {words_of(*part, "id"), words(part->own_text()),
             parse_component_form(words_of(*part, "form")).value_or(Component::Form::original),
             count_of(*part, "copies"), flag_of(*part, "required", true)});
    }
}

void read_law_data(Procedure& procedure, const XmlElement& document) {
    const XmlElement* const fee = document.child(iso_namespace, "fee");
    if (fee != nullptr && fee->has("ref")) procedure.fee = words_of(*fee, "ref");
    procedure.fee_note = text_part(document, "fee");
    procedure.reasons = ref_part(document, "refusalGrounds");
    procedure.statement = ref_part(document, "statement");
    if (const auto book = ref_part(document, "register")) procedure.book = RegisterCode(*book);
}

void read_forms(Procedure& procedure, const XmlElement& document) {
    for (const XmlElement* const part : parts(document, "form")) {
        procedure.forms.push_back({words_of(*part, "id"), words(part->own_text())});
    }
    for (const XmlElement* const part : parts(document, "record")) {
        procedure.records.push_back({words(part->own_text()), words_of(*part, "keptBy"), count_if(*part, "years"),
                                     flag_of(*part, "bySchedule")});
    }
}

// --- Time ------------------------------------------------------------------------------------------------------------

std::string case_of(const XmlElement& element, std::string_view absent) {
    return element.has("case") ? words_of(element, "case") : std::string(absent);
}

calendar::DeadlineRule rule_of(const XmlElement& part) {
    using Counting = calendar::DeadlineRule::Counting;
    calendar::DeadlineRule rule;
    rule.limit = span_of(part);
    rule.counting = words_of(part, "counting") == "dayOfReceipt" ? Counting::day_of_receipt : Counting::next_day;
    rule.cut_off = time_of_day_if(part, "cutOff");
    rule.longer_by_agreement = flag_of(part, "longerByAgreement");
    const XmlElement* const extension = part.child(iso_namespace, "extension");
    if (extension != nullptr) rule.extension_max = span_of(*extension);
    return rule;
}

Deadline deadline_of(const XmlElement& part, const trien::Place& at, Faults& faults) {
    Deadline deadline;
    deadline.time_case = {case_of(part, standard_case), words_of(part, "name")};
    if (part.has("condition")) {
        trien::Place here = at;
        here.line = part.line;
        here.column = part.column;
        deadline.condition = condition_of(words_of(part, "condition"), here, faults);
    }
    deadline.rule = rule_of(part);
    const XmlElement* const extension = part.child(iso_namespace, "extension");
    if (extension != nullptr && extension->has("case")) {
        deadline.extended_case = {words_of(*extension, "case"), words_of(*extension, "name")};
    }
    return deadline;
}

void read_times(Procedure& procedure, const XmlElement& document, const trien::Place& at, Faults& faults) {
    for (const XmlElement* const part : parts(document, "fact")) {
        procedure.facts.push_back({words_of(*part, "name"), words(part->own_text())});
    }
    for (const XmlElement* const part : parts(document, "deadline")) {
        procedure.deadlines.push_back(deadline_of(*part, at, faults));
    }
    for (const XmlElement* const part : parts(document, "timeGroup")) {
        procedure.time_groups.push_back({words_of(*part, "id"), case_of(*part, standard_case), span_of(*part)});
    }
}

}  // namespace

Procedure read_document(const XmlElement& document, const trien::Place& at, Faults& faults) {
    Procedure procedure;
    procedure.control = control_of(document);
    procedure.act = ActCode(words_of(document, "nationalCode"));
    procedure.no_wait = flag_of(document, "noWait");
    procedure.provisional = flag_of(document, "provisional");
    read_texts(procedure, document);
    read_components(procedure, document);
    read_times(procedure, document, at, faults);
    read_law_data(procedure, document);
    read_forms(procedure, document);
    return procedure;
}

}  // namespace trien::procedure::detail
