// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/model.hpp"

#include <algorithm>
#include <array>

namespace trien::bpmn {

const XmlElement* Element::extension(std::string_view space, std::string_view called) const {
    const auto found = std::ranges::find_if(extensions, [&](const XmlElement& e) { return e.is(space, called); });
    return found == extensions.end() ? nullptr : &*found;
}

bool EventPart::has(EventDefinition::Kind kind) const {
    return std::ranges::find(definitions, kind, &EventDefinition::kind) != definitions.end();
}

const FlowNode* find_node(const Container& scope, std::string_view id) {
    for (const FlowNode& node : scope.nodes) {
        if (node.id == id) return &node;
        if (const FlowNode* const inner = find_node(node.inside, id)) return inner;
    }
    return nullptr;
}

std::string_view text_of(NodeKind kind) {
    static constexpr std::array<std::string_view, 22> names = {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "subProcess",
        "transaction",
        "adHocSubProcess",
        "callActivity",
        "exclusiveGateway",
        "inclusiveGateway",
        "parallelGateway",
        "eventBasedGateway",
        "complexGateway",
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    };
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view text_of(EventDefinition::Kind kind) {
    static constexpr std::array<std::string_view, 10> names = {
        "cancelEventDefinition",     "compensateEventDefinition", "conditionalEventDefinition", "errorEventDefinition",
        "escalationEventDefinition", "linkEventDefinition",       "messageEventDefinition",     "signalEventDefinition",
        "terminateEventDefinition",  "timerEventDefinition",
    };
    return names.at(static_cast<std::size_t>(kind));
}

}  // namespace trien::bpmn
