// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/model.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace trien::procedure::detail {

namespace {

/// FEEL as DMN 1.1, 1.2 and 1.3 name it.
constexpr std::array<std::string_view, 3> feel_languages{"http://www.omg.org/spec/FEEL/20140401",
                                                         "http://www.omg.org/spec/DMN/20180521/FEEL/",
                                                         "https://www.omg.org/spec/DMN/20191111/FEEL/"};

/// What BPMN means when a file names no language (BPMN 2.0.1, table 8.1).
constexpr std::string_view default_language = "http://www.w3.org/1999/XPath";

struct NodeForm {
    std::string_view name;
    Node::Kind kind;
};

constexpr std::array<NodeForm, 7> node_forms{{{"startEvent", Node::Kind::start},
                                              {"endEvent", Node::Kind::end},
                                              {"task", Node::Kind::task},
                                              {"userTask", Node::Kind::task},
                                              {"manualTask", Node::Kind::task},
                                              {"exclusiveGateway", Node::Kind::exclusive},
                                              {"parallelGateway", Node::Kind::parallel}}};

/// Parts of a process that say nothing about its execution.
const std::set<std::string_view> process_remarks{"documentation",  "extensionElements", "laneSet",
                                                 "textAnnotation", "association",       "group"};
/// Parts of a flow node that say nothing new about its execution.
const std::set<std::string_view> node_remarks{"documentation", "extensionElements", "incoming", "outgoing"};
const std::set<std::string_view> flow_remarks{"documentation", "extensionElements", "conditionExpression"};

bool is_true(std::string_view flag) {
    return flag == "true" || flag == "1";
}

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

Step step_of(const XmlElement& task, const XmlElement& row, const trien::Place& at, Faults& faults) {
    Step step;
    step.id = ElementId(task.attribute("id"));
    step.name = words_of(task, "name");
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

/// Walks the executable process once.
class Interpreter {
  public:
    Interpreter(const XmlElement& definitions, const XmlElement& process, Faults& faults)
        : process_(process), faults_(faults) {
        const std::string& language = definitions.attribute("expressionLanguage");
        language_ = language.empty() ? default_language : language;
    }

    std::optional<Draft> draft() && {
        const XmlElement* const document = own_extension(process_, "procedure");
        for (const XmlElement& part : process_.children) read(part);
        if (document == nullptr) {
            faults_.error("PROC-012", faults_.place(process_),
                          {"Quy trình thiếu phần mở rộng iso:procedure", "the process lacks its iso:procedure"},
                          {"Thêm iso:procedure vào extensionElements của process",
                           "add iso:procedure to the extensionElements of the process"});
            return std::nullopt;
        }
        Procedure procedure = procedure_of(*document);
        procedure.name = words_of(process_, "name");
        std::ranges::sort(steps_, {},
                          [&](const Step& step) { return std::pair(step.ordinal, step_places_.at(step.id).line); });
        procedure.steps = std::move(steps_);
        procedure.ends = std::move(ends_);
        return Draft{std::move(procedure), FlowGraph(std::move(nodes_), std::move(flows_)), faults_.place(process_),
                     std::move(step_places_)};
    }

  private:
    void read(const XmlElement& part) {
        const auto* const form = std::ranges::find(node_forms, part.name, &NodeForm::name);
        if (form != node_forms.end()) return read_node(part, form->kind);
        if (part.name == "sequenceFlow") return read_flow(part);
        if (!process_remarks.contains(part.name)) unsupported(part);
    }

    void read_node(const XmlElement& part, Node::Kind kind) {
        for (const XmlElement& child : part.children) {
            if (!node_remarks.contains(child.name)) unsupported(child, part);
        }
        refuse_attribute(part, "startQuantity", part.has("startQuantity") && count_of(part, "startQuantity") != 1);
        refuse_attribute(part, "completionQuantity",
                         part.has("completionQuantity") && count_of(part, "completionQuantity") != 1);
        refuse_attribute(part, "isForCompensation", is_true(part.attribute("isForCompensation")));
        require_id(part);

        const ElementId id(part.attribute("id"));
        nodes_.push_back({kind, id, faults_.place(part), part.attribute("default")});
        if (kind == Node::Kind::task) return read_step(part);
        if (kind == Node::Kind::end) return read_end(part);
        static_cast<void>(own_extension(part, ""));
    }

    void read_step(const XmlElement& task) {
        const XmlElement* const row = own_extension(task, "step");
        if (row == nullptr) {
            faults_.error("PROC-030", faults_.place(task),
                          {"Bước công việc thiếu iso:step", "the task lacks its iso:step"},
                          {"Thêm iso:step với ordinal, act, vai trò, thời gian và kết quả có thể",
                           "add iso:step with ordinal, act, role, time and outcomes"});
            return;
        }
        trien::Place at = faults_.place(*row);
        at.element = task.attribute("id");
        steps_.push_back(step_of(task, *row, at, faults_));
        step_places_.emplace(steps_.back().id, std::move(at));
    }

    void read_end(const XmlElement& event) {
        const XmlElement* const meaning = own_extension(event, "end");
        ends_.push_back({ElementId(event.attribute("id")), words_of(event, "name"),
                         meaning != nullptr && words_of(*meaning, "refused") == "true"});
    }

    void read_flow(const XmlElement& part) {
        for (const XmlElement& child : part.children) {
            if (!flow_remarks.contains(child.name)) unsupported(child, part);
        }
        require_id(part);
        const XmlElement* const condition = part.child(bpmn::model_namespace, "conditionExpression");
        flows_.push_back({ElementId(part.attribute("id")), ElementId(part.attribute("sourceRef")),
                          ElementId(part.attribute("targetRef")),
                          condition == nullptr ? std::nullopt : expression(*condition, part), faults_.place(part)});
    }

    /// @param flow  whose condition it is: conditions seldom have an id of their own.
    std::optional<feel::Expression> expression(const XmlElement& condition, const XmlElement& flow) {
        trien::Place at = faults_.place(condition);
        at.element = flow.attribute("id");
        const std::string_view language =
            condition.has("language") ? std::string_view(condition.attribute("language")) : language_;
        if (std::ranges::find(feel_languages, language) == feel_languages.end()) {
            faults_.error(
                "PROC-013", at,
                {fmt::format("Điều kiện viết bằng ngôn ngữ “{}”, ở đây chỉ dùng FEEL", language),
                 fmt::format("the condition is in the language \"{}\"; only FEEL is known", language)},
                {fmt::format("Đặt expressionLanguage=\"{}\" và viết điều kiện bằng FEEL", feel_languages.back()),
                 fmt::format("set expressionLanguage=\"{}\" and write it in FEEL", feel_languages.back())});
            return std::nullopt;
        }
        const std::string text = words(condition.own_text());
        auto parsed = feel::Expression::parse(text);
        if (parsed) return std::move(*parsed);
        const feel::ExpressionFault& fault = parsed.error();
        faults_.error(
            "PROC-014", at,
            {fmt::format("Điều kiện “{}” sai ở ký tự thứ {}: {}", text, fault.offset + 1, fault.text.vi),
             fmt::format("the condition \"{}\" is wrong at byte {}: {}", text, fault.offset + 1, fault.text.en)},
            {"Viết như: outcome = \"approve\"", "write it as: outcome = \"approve\""});
        return std::nullopt;
    }

    /// Our element in an element's extensionElements; anything else of our namespace there is a slip of the pen.
    /// @param name  empty when none has a place there.
    const XmlElement* own_extension(const XmlElement& element, std::string_view name) {
        const XmlElement* const extensions = element.child(bpmn::model_namespace, "extensionElements");
        if (extensions == nullptr) return nullptr;
        const XmlElement* const own = extensions->child(iso_namespace, name);
        for (const XmlElement& extension : extensions->children) {
            if (extension.space != iso_namespace || &extension == own) continue;
            trien::Place at = faults_.place(extension);
            at.element = element.attribute("id");
            faults_.error(
                "PROC-012", std::move(at),
                {fmt::format("iso:{} thừa hoặc không đứng được trong {}", extension.name, element.name),
                 fmt::format("iso:{} has no place in {}, or stands there twice", extension.name, element.name)},
                {"Kiểm tra tên: iso:procedure trong process, iso:step trong bước, iso:end trong sự kiện kết thúc",
                 "check the name: iso:procedure in the process, iso:step in a task, iso:end in an end event"});
        }
        return own;
    }

    void unsupported(const XmlElement& element) { unsupported(element, element); }

    /// @param owner  lends its id to elements that seldom have one of their own.
    void unsupported(const XmlElement& element, const XmlElement& owner) {
        trien::Place at = faults_.place(element);
        if (at.element.empty()) at.element = owner.attribute("id");
        faults_.error("PROC-011", std::move(at),
                      {fmt::format("Chưa thực hiện được phần tử “{}” trong quy trình chạy được", element.name),
                       fmt::format("\"{}\" is not executed by this engine", element.name)},
                      {"Thay bằng phần tử được hỗ trợ nêu trong docs/procedure-format.md",
                       "use one of the elements named in docs/procedure-format.md"});
    }

    void require_id(const XmlElement& element) {
        if (!element.attribute("id").empty()) return;
        faults_.error(
            "PROC-016", faults_.place(element),
            {fmt::format("Phần tử “{}” thiếu id", element.name), fmt::format("\"{}\" has no id", element.name)},
            {"Đặt id không trùng với phần tử khác", "give it an id of its own"});
    }

    void refuse_attribute(const XmlElement& element, std::string_view name, bool refused) {
        if (!refused) return;
        faults_.error("PROC-011", faults_.place(element),
                      {fmt::format("Chưa thực hiện được thuộc tính {}=\"{}\"", name, element.attribute(name)),
                       fmt::format("{}=\"{}\" is not executed by this engine", name, element.attribute(name))},
                      {"Bỏ thuộc tính này", "remove the attribute"});
    }

    const XmlElement& process_;
    Faults& faults_;
    std::string_view language_;
    std::vector<Node> nodes_;
    std::vector<Flow> flows_;
    std::vector<Step> steps_;
    std::vector<End> ends_;
    std::map<ElementId, trien::Place> step_places_;
};

}  // namespace

std::optional<Draft> interpret(const XmlElement& definitions, Faults& faults) {
    std::vector<const XmlElement*> executable;
    for (const XmlElement& part : definitions.children) {
        if (part.is(bpmn::model_namespace, "process") && is_true(part.attribute("isExecutable")))
            executable.push_back(&part);
    }
    if (executable.size() != 1) {
        faults.error(
            "PROC-010", faults.place(executable.empty() ? definitions : *executable[1]),
            {fmt::format("Tệp phải có đúng một quy trình isExecutable=\"true\", nhưng có {}", executable.size()),
             fmt::format("expected exactly one process with isExecutable=\"true\", but there are {}",
                         executable.size())},
            {"Đặt isExecutable=\"true\" cho đúng một process", "set isExecutable=\"true\" on exactly one process"});
        return std::nullopt;
    }
    return Interpreter(definitions, *executable.front(), faults).draft();
}

}  // namespace trien::procedure::detail
