// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/procedure/describe.hpp"

namespace trien::procedure {

namespace {

std::string clock_text(std::chrono::minutes time_of_day) {
    return fmt::format("{:02}:{:02}", time_of_day / std::chrono::hours{1}, time_of_day.count() % 60);
}

template <class T, class Convert>
Json list_of(const std::vector<T>& items, Convert convert) {
    Json list = Json::array();
    for (const T& item : items) list.push_back(convert(item));
    return list;
}

Json date_or_null(const std::optional<Date>& date) {
    return date ? Json(text(*date)) : Json(nullptr);
}

template <class T>
Json value_or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json json_of(calendar::Span span) {
    return {{"amount", span.amount}, {"unit", calendar::name_of(span.unit)}};
}

Json json_of(const Approval& approval) {
    return {{"position", approval.position}, {"on", date_or_null(approval.on)}};
}

Json json_of(const ProcedureKey& key) {
    return {{"set", key.set}, {"code", key.code}, {"issue", key.issue}};
}

Json json_of(const Control& control) {
    return {{"set", control.key.set},
            {"code", control.key.code},
            {"issue", control.key.issue},
            {"supersedes", list_of(control.supersedes, [](const ProcedureKey& key) { return json_of(key); })},
            {"issuer", control.issuer},
            {"issuedOn", text(control.issued_on)},
            {"effectiveFrom", text(control.effective_from)},
            {"effectiveTo", date_or_null(control.effective_to)},
            {"drafted", json_of(control.drafted)},
            {"reviewed", json_of(control.reviewed)},
            {"approved", json_of(control.approved)},
            {"changes", list_of(control.changes, [](const Change& change) {
                 return Json{{"issue", change.issue},
                             {"on", text(change.on)},
                             {"basis", change.basis},
                             {"summary", change.summary}};
             })}};
}

Json json_of(const TimeCase& time_case) {
    return {{"id", time_case.id}, {"name", time_case.name}};
}

Json json_of(const Deadline& deadline) {
    const calendar::DeadlineRule& rule = deadline.rule;
    const bool same_day = rule.counting == calendar::DeadlineRule::Counting::day_of_receipt;
    return {{"case", json_of(deadline.time_case)},
            {"condition", deadline.condition ? Json(deadline.condition->text()) : Json(nullptr)},
            {"extendedCase", deadline.extended_case ? json_of(*deadline.extended_case) : Json(nullptr)},
            {"limit", json_of(rule.limit)},
            {"counting", same_day ? "dayOfReceipt" : "nextDay"},
            {"cutOff", rule.cut_off ? Json(clock_text(*rule.cut_off)) : Json(nullptr)},
            {"extensionMax", rule.extension_max.amount > 0 ? json_of(rule.extension_max) : Json(nullptr)},
            {"longerByAgreement", rule.longer_by_agreement}};
}

Json json_of(const Component& component) {
    return {{"id", component.id},
            {"name", component.name},
            {"form", text_of(component.form)},
            {"copies", component.copies},
            {"required", component.required}};
}

Json json_of(const AllowedOutcome& allowed) {
    return {{"name", text_of(allowed.outcome)},
            {"reasonRequired", allowed.reason_required},
            {"groundRequired", allowed.ground_required},
            {"to", allowed.back_to ? Json(allowed.back_to->value()) : Json(nullptr)},
            {"limit", value_or_null(allowed.times_at_most)},
            {"warnAfter", value_or_null(allowed.warn_after)}};
}

Json json_of(const Separation& separation) {
    return {{"from", separation.from.value()}, {"identity", text_of(separation.identity)}};
}

Json json_of(const StepAuthority& authority) {
    return {{"kind", text_of(authority.kind)}, {"act", authority.act.value()}};
}

Json json_of(const Escalation& escalation) {
    return {{"after", json_of(escalation.after)}, {"to", escalation.to.value()}};
}

Json json_of(const std::vector<RoleId>& roles) {
    return list_of(roles, [](const RoleId& role) { return role.value(); });
}

Json json_of(const Step& step) {
    return {{"id", step.id.value()},
            {"ordinal", step.ordinal},
            {"name", step.name},
            {"role", step.role.value()},
            {"accountable", step.answering().value()},
            {"supporting", json_of(step.supporting)},
            {"consulted", json_of(step.consulted)},
            {"informed", json_of(step.informed)},
            {"act", text_of(step.act)},
            {"timeGroups", step.time_groups},
            {"separateFrom", list_of(step.separate_from, [](const Separation& rule) { return json_of(rule); })},
            {"authority", step.authority ? json_of(*step.authority) : Json(nullptr)},
            {"escalation", step.escalation ? json_of(*step.escalation) : Json(nullptr)},
            {"outcomes", list_of(step.outcomes, [](const AllowedOutcome& allowed) { return json_of(allowed); })},
            {"determines", step.determines},
            {"forms", step.forms},
            {"outputs", step.outputs}};
}

Json json_of(const Record& record) {
    return {{"name", record.name},
            {"keptBy", record.kept_by},
            {"years", value_or_null(record.years)},
            {"bySchedule", record.by_schedule}};
}

Json json_of(const Clock& clock) {
    return {{"element", clock.element.value()}, {"effect", text_of(clock.effect)}, {"reason", text_of(clock.reason)}};
}

}  // namespace

Json to_json(const Procedure& procedure) {
    Json json{{"schema", "trien/procedure/1"},
              {"name", procedure.name},
              {"nationalCode", procedure.act.value()},
              {"digest", procedure.digest.hex()},
              {"noWait", procedure.no_wait},
              {"provisional", procedure.provisional},
              {"control", json_of(procedure.control)},
              {"purpose", procedure.purpose},
              {"scope", procedure.scope},
              {"applicants", procedure.applicants},
              {"agency", procedure.agency},
              {"result", procedure.result},
              {"conditions", procedure.conditions},
              {"dossierCopies", procedure.dossier_copies},
              {"fee", value_or_null(procedure.fee)},
              {"feeNote", procedure.fee_note},
              {"refusalGrounds", value_or_null(procedure.reasons)},
              {"statement", value_or_null(procedure.statement)},
              {"register", procedure.book ? Json(procedure.book->value()) : Json(nullptr)}};
    json["sources"] = list_of(procedure.sources, [](const Source& source) {
        return Json{{"citation", source.citation}, {"part", source.part}, {"verified", source.verified}};
    });
    json["references"] = list_of(procedure.references, [](const Reference& reference) {
        return Json{{"number", reference.number},
                    {"title", reference.title},
                    {"validFrom", date_or_null(reference.valid_from)},
                    {"validTo", date_or_null(reference.valid_to)}};
    });
    json["terms"] =
        list_of(procedure.terms, [](const Term& term) { return Json{{"name", term.name}, {"meaning", term.meaning}}; });
    json["components"] = list_of(procedure.components, [](const Component& component) { return json_of(component); });
    json["facts"] = list_of(procedure.facts,
                            [](const Fact& fact) { return Json{{"name", fact.name}, {"question", fact.question}}; });
    json["deadlines"] = list_of(procedure.deadlines, [](const Deadline& deadline) { return json_of(deadline); });
    json["timeGroups"] = list_of(procedure.time_groups, [](const TimeGroup& group) {
        return Json{{"id", group.id}, {"case", group.time_case}, {"time", json_of(group.time)}};
    });
    json["forms"] =
        list_of(procedure.forms, [](const Form& form) { return Json{{"id", form.id}, {"name", form.name}}; });
    json["records"] = list_of(procedure.records, [](const Record& record) { return json_of(record); });
    json["steps"] = list_of(procedure.steps, [](const Step& step) { return json_of(step); });
    json["clocks"] = list_of(procedure.clocks, [](const Clock& clock) { return json_of(clock); });
    json["ends"] = list_of(procedure.ends, [](const End& end) {
        return Json{{"id", end.id.value()}, {"name", end.name}, {"refused", end.refused}};
    });
    return json;
}

}  // namespace trien::procedure
