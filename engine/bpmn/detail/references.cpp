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
    collaboration,
    data,
    event_definition,
    flow_node,
    message_end,
    named,  ///< an element of the name the rule gives
};

/// One kind of reference, an attribute or a child element.
struct Rule {
    std::string_view reference;
    Goal goal = Goal::named;
    std::string_view element = {};
    std::string_view owner = {};  ///< where one name means several kinds of reference; empty for all others
};

/// References to types (structureRef, evaluatesToTypeRef) and to implementations are not here: they lead out of BPMN.
constexpr std::array rules{
    Rule{"activityRef", Goal::activity},
    Rule{"attachedToRef", Goal::activity},
    Rule{"bpmnElement", Goal::anything},
    Rule{"calledElement", Goal::called},
    Rule{"categoryValueRef", Goal::named, "categoryValue"},
    Rule{"choreographyActivityShape", Goal::named, "BPMNShape"},
    Rule{"correlationPropertyRef", Goal::named, "correlationProperty"},
    Rule{"dataInputRefs", Goal::named, "dataInput"},
    Rule{"dataObjectRef", Goal::named, "dataObject"},
    Rule{"dataOutputRefs", Goal::named, "dataOutput"},
    Rule{"dataStoreRef", Goal::named, "dataStore"},
    Rule{"default", Goal::named, "sequenceFlow"},
    Rule{"definitionalCollaborationRef", Goal::collaboration},
    Rule{"errorRef", Goal::named, "error"},
    Rule{"escalationRef", Goal::named, "escalation"},
    Rule{"eventDefinitionRef", Goal::event_definition},
    Rule{"flowNodeRef", Goal::flow_node},
    Rule{"inMessageRef", Goal::named, "message"},
    Rule{"incoming", Goal::named, "sequenceFlow"},
    Rule{"initiatingParticipantRef", Goal::named, "participant"},
    Rule{"itemRef", Goal::named, "itemDefinition"},
    Rule{"itemSubjectRef", Goal::named, "itemDefinition"},
    Rule{"labelStyle", Goal::named, "BPMNLabelStyle"},
    Rule{"loopDataInputRef", Goal::data},
    Rule{"loopDataOutputRef", Goal::data},
    Rule{"messageFlowRef", Goal::named, "messageFlow"},
    Rule{"messageRef", Goal::named, "message"},
    Rule{"noneBehaviorEventRef", Goal::event_definition},
    Rule{"oneBehaviorEventRef", Goal::event_definition},
    Rule{"operationRef", Goal::named, "operation"},
    Rule{"optionalInputRefs", Goal::named, "dataInput"},
    Rule{"optionalOutputRefs", Goal::named, "dataOutput"},
    Rule{"outMessageRef", Goal::named, "message"},
    Rule{"outgoing", Goal::named, "sequenceFlow"},
    Rule{"parameterRef", Goal::named, "resourceParameter"},
    Rule{"participantRef", Goal::named, "participant"},
    Rule{"processRef", Goal::named, "process"},
    Rule{"resourceRef", Goal::named, "resource"},
    Rule{"signalRef", Goal::named, "signal"},
    Rule{"sourceRef", Goal::data, "", "dataInputAssociation"},
    Rule{"sourceRef", Goal::data, "", "dataOutputAssociation"},
    Rule{"sourceRef", Goal::flow_node, "", "sequenceFlow"},
    Rule{"sourceRef", Goal::message_end, "", "messageFlow"},
    Rule{"sourceRef", Goal::anything},
    Rule{"targetRef", Goal::data, "", "dataInputAssociation"},
    Rule{"targetRef", Goal::data, "", "dataOutputAssociation"},
    Rule{"targetRef", Goal::flow_node, "", "sequenceFlow"},
    Rule{"targetRef", Goal::message_end, "", "messageFlow"},
    Rule{"targetRef", Goal::anything},
    Rule{"whileExecutingInputRefs", Goal::named, "dataInput"},
    Rule{"whileExecutingOutputRefs", Goal::named, "dataOutput"},
};

/// Pictures, and what only repeats or remarks: a file can be understood without them.
Finding::Severity severity_of(std::string_view reference) {
    static const std::set<std::string_view> remarks{"bpmnElement", "categoryValueRef", "choreographyActivityShape",
                                                    "flowNodeRef", "incoming",         "labelStyle",
                                                    "outgoing"};
    return remarks.contains(reference) ? Finding::Severity::warning : Finding::Severity::error;
}

bool is_flow_node(std::string_view tag) {
    return detail::node_kind(tag) || tag.find("horeography") != std::string_view::npos || tag == "implicitThrowEvent";
}

bool reaches(const Rule& rule, std::string_view tag) {
    static const std::set<std::string_view> data{"dataInput",     "dataObject",     "dataObjectReference",
                                                 "dataOutput",    "dataStore",      "dataStoreReference",
                                                 "inputDataItem", "outputDataItem", "property"};
    const auto node = detail::node_kind(tag);
    switch (rule.goal) {
        case Goal::anything: return true;
        case Goal::activity: return node && is_activity(*node);
        case Goal::called: return tag == "process" || tag.starts_with("global");
        case Goal::collaboration:
            return tag == "collaboration" || tag.find("horeography") != std::string_view::npos ||
                   tag == "globalConversation";
        case Goal::data: return data.contains(tag);
        case Goal::event_definition: return detail::event_definition_kind(tag).has_value();
        case Goal::flow_node: return is_flow_node(tag);
        case Goal::message_end:
            return is_flow_node(tag) || tag == "participant" || tag.find("onversation") != std::string_view::npos;
        case Goal::named: return tag == rule.element;
    }
    return false;
}

/// @param owner  the element that has the attribute or the child.
const Rule* rule_of(std::string_view reference, std::string_view owner) {
    const auto* const found = std::ranges::find_if(rules, [&](const Rule& rule) {
        return rule.reference == reference && (rule.owner.empty() || rule.owner == owner);
    });
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
            if (attribute.space.empty()) check(xml, xml.name, attribute.name, attribute.value);
        }
        const XmlElement* const owner = names_.parent(xml);
        if (owner != nullptr && xml.attributes.empty() && xml.children.empty()) {
            check(xml, owner->name, xml.name, xml.text);
        }
        for (const XmlElement& child : xml.children) check(child);
    }

    void check(const XmlElement& xml, std::string_view owner, std::string_view reference, std::string_view text) {
        const Rule* const rule = rule_of(reference, owner);
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
        findings_.push_back({severity_of(reference),
                             "BPMN-010",
                             names_.place(xml, file_),
                             {fmt::format("{} trỏ đến “{}”, không có trong tệp", reference, id),
                              fmt::format("{} leads to \"{}\", which is not in the file", reference, id)},
                             {"Sửa tham chiếu, hoặc thêm phần tử đó", "mend the reference, or add that element"}});
    }

    void wrong_kind(const XmlElement& xml, std::string_view reference, const std::string& id, std::string_view tag) {
        findings_.push_back({severity_of(reference),
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
