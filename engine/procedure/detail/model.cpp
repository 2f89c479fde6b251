// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/model.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/procedure/detail/document.hpp"
#include "engine/procedure/detail/step.hpp"
#include "engine/procedure/detail/values.hpp"

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

/// Tasks and events may.
bool may_hold_clock(const XmlElement& element) {
    return element.name.ends_with("ask") || element.name.ends_with("Event");
}

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
        Procedure procedure = read_document(*document, faults_.place(process_), faults_);
        procedure.name = words_of(process_, "name");
        std::ranges::sort(steps_, {},
                          [&](const Step& step) { return std::pair(step.ordinal, step_places_.at(step.id).line); });
        for (Step& step : steps_) {
            if (step.authority && step.authority->act.value().empty()) step.authority->act = procedure.act;
        }
        procedure.steps = std::move(steps_);
        procedure.ends = std::move(ends_);
        procedure.clocks = std::move(clocks_);
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
        std::ranges::copy(read_clocks(part), std::back_inserter(clocks_));
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
        steps_.push_back(detail::read_step(task, *row, at, faults_));
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
        return condition_of(words(condition.own_text()), at, faults_);
    }

    /// Our element in an element's extensionElements; anything else of our namespace there, but clocks where they may
    /// stand, is a slip of the pen.
    /// @param name  empty when none has a place there.
    const XmlElement* own_extension(const XmlElement& element, std::string_view name) {
        const XmlElement* const extensions = element.child(bpmn::model_namespace, "extensionElements");
        if (extensions == nullptr) return nullptr;
        const XmlElement* const own = extensions->child(iso_namespace, name);
        for (const XmlElement& extension : extensions->children) {
            if (extension.space != iso_namespace || &extension == own) continue;
            if (extension.name == "clock" && may_hold_clock(element)) continue;
            trien::Place at = faults_.place(extension);
            at.element = element.attribute("id");
            faults_.error(
                "PROC-012", std::move(at),
                {fmt::format("iso:{} thừa hoặc không đứng được trong {}", extension.name, element.name),
                 fmt::format("iso:{} has no place in {}, or stands there twice", extension.name, element.name)},
                {"Kiểm tra tên: iso:procedure trong process, iso:step trong bước, iso:end trong sự kiện kết thúc, "
                 "iso:clock trong bước hoặc sự kiện",
                 "check the name: iso:procedure in the process, iso:step in a task, iso:end in an end event, iso:clock "
                 "in either"});
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
    std::vector<Clock> clocks_;
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
