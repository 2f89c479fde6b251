// SPDX-License-Identifier: Apache-2.0
// A BPMN 2.0.1 file (ISO/IEC 19510:2013) as plain values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bpmn/data.hpp"
#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/flow_node.hpp"

namespace trien::bpmn {

struct Message : Element {
    QName item;
};

struct Signal : Element {
    QName item;  ///< structureRef
};

/// Also an escalation: both are a code and a payload.
struct ErrorType : Element {
    std::string code;  ///< errorCode, escalationCode
    QName item;        ///< structureRef
};

struct Operation : Element {
    QName in_message;
    QName out_message;
    std::vector<QName> errors;
};

struct Interface : Element {
    std::vector<Operation> operations;
};

struct Process : Element {
    enum class Type : std::uint8_t { none, open, closed };
    bool is_executable = false;  ///< only where the file says so itself
    bool is_closed = false;
    Type type = Type::none;
    std::vector<DataElement> properties;
    std::optional<DataInterface> io;
    std::vector<ResourceRole> resources;
    Container inside;
};

/// A task of the file, for call activities.
struct GlobalTask : Element {
    NodeKind kind = NodeKind::task;  ///< task, user, manual, script or business rule task
    std::string implementation;
    std::string script;
    std::string script_language;
    std::optional<DataInterface> io;
    std::vector<ResourceRole> resources;
};

struct Participant : Element {
    QName process;
    std::optional<std::int64_t> minimum;  ///< participantMultiplicity
    std::optional<std::int64_t> maximum;
};

struct MessageFlow : Element {
    QName source;
    QName target;
    QName message;
};

/// A collaboration, or a choreography or global conversation, which are collaborations too.
struct Collaboration : Element {
    std::string tag;  ///< "collaboration", "choreography", "globalConversation"
    bool is_closed = false;
    std::vector<Participant> participants;
    std::vector<MessageFlow> message_flows;
    std::vector<Association> associations;
    std::vector<TextAnnotation> annotations;
    std::vector<Group> groups;
};

struct CategoryValue : Element {
    std::string value;
};

struct Import {
    std::string type;
    std::string location;
    std::string space;
};

/// One file.
struct Definitions : Element {
    std::string target_namespace;
    std::string expression_language;  ///< XPath 1.0 where the file gives none, as the standard says
    std::string type_language;
    std::vector<Import> imports;
    std::vector<ItemDefinition> items;
    std::vector<Message> messages;
    std::vector<Signal> signals;
    std::vector<ErrorType> errors;
    std::vector<ErrorType> escalations;
    std::vector<EventDefinition> event_definitions;  ///< for eventDefinitionRef
    std::vector<Interface> interfaces;
    std::vector<Resource> resources;
    std::vector<DataElement> data_stores;
    std::vector<CategoryValue> category_values;
    std::vector<GlobalTask> global_tasks;
    std::vector<Process> processes;
    std::vector<Collaboration> collaborations;
    std::vector<OtherElement> others;  ///< wherever they stand, but for those of containers
    std::vector<Diagram> diagrams;
};

/// The element of that id in a list of elements. Null if there is none.
template <class T>
[[nodiscard]] const T* find(const std::vector<T>& elements, std::string_view id) {
    for (const T& element : elements) {
        if (element.id == id) return &element;
    }
    return nullptr;
}

/// The flow node of that id in a scope or in one inside it, at any depth. Null if there is none.
[[nodiscard]] const FlowNode* find_node(const Container& scope, std::string_view id);

}  // namespace trien::bpmn
