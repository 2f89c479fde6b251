// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/model.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace trien::procedure::detail {

namespace {

/// White space collapsed, in Normalisation Form C.
std::string words(std::string_view text) {
    std::string joined;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = text.find_first_not_of(" \t\r\n", at);
        if (start == std::string_view::npos) break;
        at = std::min(text.find_first_of(" \t\r\n", start), text.size());
        if (!joined.empty()) joined += ' ';
        joined += text.substr(start, at - start);
    }
    return nfc(joined);
}

std::string words_of(const XmlElement& element, std::string_view attribute) {
    return words(element.attribute(attribute));
}

// The schema has checked the form of every value below: a fall-back only stands for an absent attribute.

std::int64_t count_of(const XmlElement& element, std::string_view attribute, std::int64_t absent = 1) {
    std::string_view digits = element.attribute(attribute);
    digits.remove_prefix(std::min(digits.find_first_not_of(" \t\r\n+"), digits.size()));
    std::int64_t value = absent;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<std::int64_t> count_if(const XmlElement& element, std::string_view attribute) {
    return element.has(attribute) ? std::optional(count_of(element, attribute)) : std::nullopt;
}

std::optional<Date> day_if(const XmlElement& element, std::string_view attribute) {
    return parse_date(words_of(element, attribute));
}

Date day_of(const XmlElement& element, std::string_view attribute) {
    return day_if(element, attribute).value_or(Date());
}

std::optional<std::chrono::minutes> time_of_day_if(const XmlElement& element, std::string_view attribute) {
    const std::string clock = words_of(element, attribute);
    if (clock.size() != 5) return std::nullopt;
    return std::chrono::minutes{((clock[0] - '0') * 10 + clock[1] - '0') * 60 + (clock[3] - '0') * 10 + clock[4] - '0'};
}

calendar::Span span_of(const XmlElement& element) {
    return {static_cast<std::int32_t>(count_of(element, "amount")),
            calendar::parse_unit(words_of(element, "unit")).value_or(calendar::Unit::working_day)};
}

std::vector<const XmlElement*> parts(const XmlElement& element, std::string_view name) {
    std::vector<const XmlElement*> found;
    for (const XmlElement& child : element.children) {
        if (child.is(iso_namespace, name)) found.push_back(&child);
    }
    return found;
}

std::string text_part(const XmlElement& element, std::string_view name) {
    const XmlElement* const part = element.child(iso_namespace, name);
    return part == nullptr ? std::string() : words(part->own_text());
}

std::optional<std::string> ref_part(const XmlElement& element, std::string_view name) {
    const XmlElement* const part = element.child(iso_namespace, name);
    return part == nullptr ? std::nullopt : std::optional(words_of(*part, "ref"));
}

// --- iso:procedure ---------------------------------------------------------------------------------------------------

Approval approval(const XmlElement& control, std::string_view name) {
    const XmlElement* const part = control.child(iso_namespace, name);
    if (part == nullptr) return {};
    return {words_of(*part, "position"), day_if(*part, "on")};
}

Control control_of(const XmlElement& document) {
    Control control;
    control.key = {words_of(document, "set"), words_of(document, "code"), count_of(document, "issue")};
    const XmlElement* const part = document.child(iso_namespace, "control");
    if (part == nullptr) return control;
    control.issuer = words_of(*part, "issuer");
    control.issued_on = day_of(*part, "issuedOn");
    control.effective_from = day_of(*part, "effectiveFrom");
    control.effective_to = day_if(*part, "effectiveTo");
    control.drafted = approval(*part, "drafted");
    control.reviewed = approval(*part, "reviewed");
    control.approved = approval(*part, "approved");
    for (const XmlElement* const change : parts(*part, "change")) {
        control.changes.push_back(
            {count_of(*change, "issue"), day_of(*change, "on"), words_of(*change, "basis"), words(change->own_text())});
    }
    return control;
}

void read_components(Procedure& procedure, const XmlElement& document) {
    const XmlElement* const dossier = document.child(iso_namespace, "dossier");
    if (dossier == nullptr) return;
    procedure.dossier_copies = count_of(*dossier, "copies");
    for (const XmlElement* const part : parts(*dossier, "component")) {
        procedure.components.push_back(
            {words_of(*part, "id"), words(part->own_text()),
             parse_component_form(words_of(*part, "form")).value_or(Component::Form::original),
             count_of(*part, "copies"), words_of(*part, "required") != "false"});
    }
}

calendar::DeadlineRule deadline_of(const XmlElement& document) {
    using Counting = calendar::DeadlineRule::Counting;
    calendar::DeadlineRule rule;
    const XmlElement* const part = document.child(iso_namespace, "deadline");
    if (part == nullptr) return rule;
    rule.limit = span_of(*part);
    rule.counting = words_of(*part, "counting") == "dayOfReceipt" ? Counting::day_of_receipt : Counting::next_day;
    rule.cut_off = time_of_day_if(*part, "cutOff");
    rule.longer_by_agreement = words_of(*part, "longerByAgreement") == "true";
    const XmlElement* const extension = part->child(iso_namespace, "extension");
    if (extension != nullptr) rule.extension_max = span_of(*extension);
    return rule;
}

Procedure procedure_of(const XmlElement& document) {
    Procedure procedure;
    procedure.control = control_of(document);
    procedure.act = ActCode(words_of(document, "nationalCode"));
    procedure.purpose = text_part(document, "purpose");
    procedure.scope = text_part(document, "scope");
    for (const XmlElement* const part : parts(document, "reference")) {
        procedure.references.push_back(
            {words_of(*part, "number"), words(part->own_text()), day_if(*part, "validFrom"), day_if(*part, "validTo")});
    }
    for (const XmlElement* const part : parts(document, "term")) {
        procedure.terms.push_back({words_of(*part, "name"), words(part->own_text())});
    }
    read_components(procedure, document);
    procedure.deadline = deadline_of(document);
    procedure.applicants = text_part(document, "applicants");
    procedure.agency = text_part(document, "agency");
    procedure.result = text_part(document, "result");
    procedure.conditions = text_part(document, "conditions");
    procedure.fee = ref_part(document, "fee");
    procedure.reasons = ref_part(document, "refusalGrounds");
    procedure.statement = ref_part(document, "statement");
    if (const auto book = ref_part(document, "register")) procedure.book = RegisterCode(*book);
    for (const XmlElement* const part : parts(document, "timeGroup")) {
        procedure.time_groups.push_back({words_of(*part, "id"),
                                         parse_time_case(words_of(*part, "case")).value_or(TimeCase::standard),
                                         span_of(*part)});
    }
    for (const XmlElement* const part : parts(document, "form")) {
        procedure.forms.push_back({words_of(*part, "id"), words(part->own_text())});
    }
    for (const XmlElement* const part : parts(document, "record")) {
        procedure.records.push_back({words(part->own_text()), words_of(*part, "keptBy"), count_if(*part, "years")});
    }
    return procedure;
}

// --- iso:step --------------------------------------------------------------------------------------------------------

void read_roles(Step& step, const XmlElement& row, const trien::Place& at, Faults& faults) {
    std::vector<RoleId> leads;
    for (const XmlElement* const part : parts(row, "responsible")) {
        const RoleId role(words_of(*part, "role"));
        (words_of(*part, "part") == "support" ? step.supporting : leads).push_back(role);
    }
    if (leads.empty()) {
        faults.error("PROC-032", at, {"Bỏ sót: bước này không có ai chủ trì", "nobody leads this step"},
                     {"Thêm iso:responsible với role", "add iso:responsible with a role"});
        return;
    }
    if (leads.size() > 1) {
        faults.error("PROC-033", at,
                     {fmt::format("Chồng chéo: bước này có {} vai trò cùng chủ trì", leads.size()),
                      fmt::format("{} roles lead this step at once", leads.size())},
                     {"Giữ một vai trò chủ trì, các vai trò khác ghi part=\"support\"",
                      "keep one lead and give the others part=\"support\""});
    }
    step.role = leads.front();
}

AllowedOutcome outcome_of(const XmlElement& part) {
    AllowedOutcome allowed;
    allowed.outcome = parse_outcome(words_of(part, "name")).value_or(Outcome::completed);
    allowed.reason_required = words_of(part, "reasonRequired") == "true";
    allowed.ground_required = words_of(part, "groundRequired") == "true";
    if (part.has("to")) allowed.back_to = ElementId(words_of(part, "to"));
    allowed.times_at_most = count_if(part, "limit");
    return allowed;
}

std::vector<ElementId> ids_of(const XmlElement& element, std::string_view attribute) {
    std::vector<ElementId> ids;
    const std::string list = words_of(element, attribute);
    for (std::size_t start = 0; start < list.size();) {
        const std::size_t end = std::min(list.find(' ', start), list.size());
        ids.emplace_back(list.substr(start, end - start));
        start = end + 1;
    }
    return ids;
}

Step step_of(const bpmn::FlowNode& task, const XmlElement& row, const trien::Place& at, Faults& faults) {
    Step step;
    step.id = ElementId(task.id);
    step.name = words(task.name);
    step.ordinal = count_of(row, "ordinal");
    step.act = parse_act_kind(words_of(row, "act")).value_or(ActKind::examine);
    read_roles(step, row, at, faults);
    for (const XmlElement* const part : parts(row, "time")) step.time_groups.push_back(words_of(*part, "group"));
    const XmlElement* const separation = row.child(iso_namespace, "separation");
    if (separation != nullptr) step.separate_from = ids_of(*separation, "from");
    for (const XmlElement* const part : parts(row, "outcome")) step.outcomes.push_back(outcome_of(*part));
    for (const XmlElement* const part : parts(row, "usesForm")) step.forms.push_back(words_of(*part, "ref"));
    for (const XmlElement* const part : parts(row, "output")) step.outputs.push_back(words(part->own_text()));
    return step;
}

// --- The process -----------------------------------------------------------------------------------------------------

/// A row of the step table: work for whoever holds its role, be it a program with an account of its own.
bool is_step(bpmn::NodeKind kind) {
    using enum bpmn::NodeKind;
    return kind == task || kind == user_task || kind == manual_task || kind == service_task ||
           kind == business_rule_task;
}

/// Walks the process once, at every depth.
class Interpreter {
  public:
    Interpreter(const bpmn::Process& process, Faults& faults) : process_(process), faults_(faults) {}

    std::optional<Draft> draft() && {
        const XmlElement* const document = own_extension(process_, "process", "procedure");
        read(process_.inside);
        if (document == nullptr) {
            faults_.error("PROC-012", process_.place,
                          {"Quy trình thiếu phần mở rộng iso:procedure", "the process lacks its iso:procedure"},
                          {"Thêm iso:procedure vào extensionElements của process",
                           "add iso:procedure to the extensionElements of the process"});
            return std::nullopt;
        }
        Procedure procedure = procedure_of(*document);
        procedure.name = words(process_.name);
        std::ranges::sort(steps_, {},
                          [&](const Step& step) { return std::pair(step.ordinal, step_places_.at(step.id).line); });
        procedure.steps = std::move(steps_);
        procedure.ends = std::move(ends_);
        return Draft{std::move(procedure), &process_, std::move(step_places_)};
    }

  private:
    void read(const bpmn::Container& scope) {
        for (const bpmn::FlowNode& node : scope.nodes) {
            if (is_step(node.kind)) {
                read_step(node);
            } else if (node.kind == bpmn::NodeKind::end_event) {
                read_end(node);
            } else {
                static_cast<void>(own_extension(node, bpmn::text_of(node.kind), ""));
            }
            read(node.inside);
        }
    }

    void read_step(const bpmn::FlowNode& task) {
        const XmlElement* const row = own_extension(task, bpmn::text_of(task.kind), "step");
        if (row == nullptr) {
            faults_.error("PROC-030", task.place, {"Bước công việc thiếu iso:step", "the task lacks its iso:step"},
                          {"Thêm iso:step với ordinal, act, vai trò, thời gian và kết quả có thể",
                           "add iso:step with ordinal, act, role, time and outcomes"});
            return;
        }
        trien::Place at = faults_.place(*row);
        at.element = task.id;
        steps_.push_back(step_of(task, *row, at, faults_));
        step_places_.emplace(steps_.back().id, std::move(at));
    }

    void read_end(const bpmn::FlowNode& event) {
        const XmlElement* const meaning = own_extension(event, bpmn::text_of(event.kind), "end");
        ends_.push_back(
            {ElementId(event.id), words(event.name), meaning != nullptr && words_of(*meaning, "refused") == "true"});
    }

    /// Our element among an element's extensions; anything else of our namespace there is a slip of the pen.
    /// @param name  empty when none has a place there.
    const XmlElement* own_extension(const bpmn::Element& element, std::string_view tag, std::string_view name) {
        const XmlElement* const own = element.extension(iso_namespace, name);
        for (const XmlElement& extension : element.extensions) {
            if (extension.space != iso_namespace || &extension == own) continue;
            trien::Place at = faults_.place(extension);
            at.element = element.id;
            faults_.error(
                "PROC-012", std::move(at),
                {fmt::format("iso:{} thừa hoặc không đứng được trong {}", extension.name, tag),
                 fmt::format("iso:{} has no place in {}, or stands there twice", extension.name, tag)},
                {"Kiểm tra tên: iso:procedure trong process, iso:step trong bước, iso:end trong sự kiện kết thúc",
                 "check the name: iso:procedure in the process, iso:step in a task, iso:end in an end event"});
        }
        return own;
    }

    const bpmn::Process& process_;
    Faults& faults_;
    std::vector<Step> steps_;
    std::vector<End> ends_;
    std::map<ElementId, trien::Place> step_places_;
};

}  // namespace

const bpmn::Process* executable_process(const bpmn::Definitions& definitions, Faults& faults) {
    std::vector<const bpmn::Process*> executable;
    for (const bpmn::Process& process : definitions.processes) {
        if (process.is_executable) executable.push_back(&process);
    }
    if (executable.size() == 1) return executable.front();
    faults.error(
        "PROC-010", executable.empty() ? definitions.place : executable[1]->place,
        {fmt::format("Tệp phải có đúng một quy trình isExecutable=\"true\", nhưng có {}", executable.size()),
         fmt::format("expected exactly one process with isExecutable=\"true\", but there are {}", executable.size())},
        {"Đặt isExecutable=\"true\" cho đúng một process", "set isExecutable=\"true\" on exactly one process"});
    return nullptr;
}

std::optional<Draft> interpret(const bpmn::Process& process, Faults& faults) {
    return Interpreter(process, faults).draft();
}

}  // namespace trien::procedure::detail
