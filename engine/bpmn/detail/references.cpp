// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/bpmn/detail/interpreter.hpp"
#include "engine/bpmn/reader.hpp"

namespace trien::bpmn {

namespace {

/// What a reference may lead to.
enum class Goal : std::uint8_t {
    anything,
    activity,
    called,
    data,
    event_definition,
    flow_node,
    named,  ///< an element of the name the rule gives
};

/// One kind of reference, an attribute or a child element; the names are unique enough to need no owner.
struct Rule {
    std::string_view reference;
    Goal goal = Goal::named;
    std::string_view element;
};

/// References to types (structureRef, evaluatesToTypeRef) and to services are not here: they lead out of BPMN.
constexpr std::array<Rule, 35> rules{{
    {"activityRef", Goal::activity, ""},
    {"attachedToRef", Goal::activity, ""},
    {"bpmnElement", Goal::anything, ""},
    {"calledElement", Goal::called, ""},
    {"categoryValueRef", Goal::named, "categoryValue"},
    {"choreographyActivityShape", Goal::named, "BPMNShape"},
    {"correlationPropertyRef", Goal::named, "correlationProperty"},
    {"dataObjectRef", Goal::named, "dataObject"},
    {"dataStoreRef", Goal::named, "dataStore"},
    {"default", Goal::named, "sequenceFlow"},
    {"errorRef", Goal::named, "error"},
    {"escalationRef", Goal::named, "escalation"},
    {"eventDefinitionRef", Goal::event_definition, ""},
    {"flowNodeRef", Goal::flow_node, ""},
    {"inMessageRef", Goal::named, "message"},
    {"incoming", Goal::named, "sequenceFlow"},
    {"initiatingParticipantRef", Goal::named, "participant"},
    {"itemRef", Goal::named, "itemDefinition"},
    {"itemSubjectRef", Goal::named, "itemDefinition"},
    {"labelStyle", Goal::named, "BPMNLabelStyle"},
    {"loopDataInputRef", Goal::data, ""},
    {"loopDataOutputRef", Goal::data, ""},
    {"messageFlowRef", Goal::named, "messageFlow"},
    {"messageRef", Goal::named, "message"},
    {"noneBehaviorEventRef", Goal::event_definition, ""},
    {"oneBehaviorEventRef", Goal::event_definition, ""},
    {"outMessageRef", Goal::named, "message"},
    {"outgoing", Goal::named, "sequenceFlow"},
    {"parameterRef", Goal::named, "resourceParameter"},
    {"participantRef", Goal::named, "participant"},
    {"processRef", Goal::named, "process"},
    {"resourceRef", Goal::named, "resource"},
    {"signalRef", Goal::named, "signal"},
    {"sourceRef", Goal::anything, ""},
    {"targetRef", Goal::anything, ""},
}};

bool reaches(const Rule& rule, std::string_view tag) {
    static const std::set<std::string_view> data{"dataInput",  "dataObject",   "dataObjectReference",
                                                 "dataOutput", "dataStore",    "dataStoreReference",
                                                 "property",   "inputDataItem"};
    const auto node = detail::node_kind(tag);
    switch (rule.goal) {
        case Goal::anything: return true;
        case Goal::activity: return node && is_activity(*node);
        case Goal::called: return tag == "process" || tag.starts_with("global");
        case Goal::data: return data.contains(tag);
        case Goal::event_definition: return detail::event_definition_kind(tag).has_value();
        case Goal::flow_node:
            return node || tag.find("horeography") != std::string_view::npos || tag == "implicitThrowEvent";
        case Goal::named: return tag == rule.element;
    }
    return false;
}

const Rule* rule_of(std::string_view reference) {
    const auto* const found = std::ranges::find(rules, reference, &Rule::reference);
    return found == rules.end() ? nullptr : found;
}

class ReferenceCheck {
  public:
    ReferenceCheck(const XmlElement& root, const std::string& file) : names_(root), file_(file) {
        collect(root);
        check(root);
    }
    [[nodiscard]] Findings findings() && { return std::move(findings_); }

  private:
    static bool is_bpmn(const XmlElement& xml) { return xml.space == model_namespace || xml.space == di_namespace; }

    void collect(const XmlElement& xml) {
        if (is_bpmn(xml) && xml.has("id")) tags_.emplace(detail::trimmed(xml.attribute("id")), xml.name);
        for (const XmlElement& child : xml.children) collect(child);
    }

    void check(const XmlElement& xml) {
        if (!is_bpmn(xml) || xml.name == "extensionElements") return;
        for (const XmlAttribute& attribute : xml.attributes) {
            if (attribute.space.empty()) check(xml, attribute.name, attribute.value);
        }
        if (xml.attributes.empty() && xml.children.empty()) check(xml, xml.name, xml.text);
        for (const XmlElement& child : xml.children) check(child);
    }

    void check(const XmlElement& xml, std::string_view reference, std::string_view text) {
        const Rule* const rule = rule_of(reference);
        if (rule == nullptr) return;
        const QName name = names_.resolve(text, xml);
        if (!name.here()) return;
        const auto found = tags_.find(name.name);
        // A called process may stand in another file without saying so by a namespace; publication resolves it.
        if (found == tags_.end() && rule->goal == Goal::called) return;
        if (found == tags_.end()) return dangling(xml, reference, name.name);
        if (!reaches(*rule, found->second)) wrong_kind(xml, reference, name.name, found->second);
    }

    void dangling(const XmlElement& xml, std::string_view reference, const std::string& id) {
        findings_.push_back({Finding::Severity::error,
                             "BPMN-010",
                             names_.place(xml, file_),
                             {fmt::format("{} trỏ đến “{}”, không có trong tệp", reference, id),
                              fmt::format("{} leads to \"{}\", which is not in the file", reference, id)},
                             {"Sửa tham chiếu, hoặc thêm phần tử đó", "mend the reference, or add that element"}});
    }

    void wrong_kind(const XmlElement& xml, std::string_view reference, const std::string& id, std::string_view tag) {
        findings_.push_back({Finding::Severity::error,
                             "BPMN-011",
                             names_.place(xml, file_),
                             {fmt::format("{} không thể trỏ đến “{}”, một {}", reference, id, tag),
                              fmt::format("{} may not lead to \"{}\", a {}", reference, id, tag)},
                             {"Trỏ đến phần tử đúng loại", "refer to an element of the right kind"}});
    }

    detail::Names names_;
    std::string file_;
    std::unordered_map<std::string, std::string_view> tags_;  ///< by id
    Findings findings_;
};

}  // namespace

Findings check_references(const XmlElement& root, const std::string& file) {
    return ReferenceCheck(root, file).findings();
}

}  // namespace trien::bpmn
