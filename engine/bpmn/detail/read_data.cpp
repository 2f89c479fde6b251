// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <utility>

#include "engine/bpmn/detail/interpreter.hpp"

namespace trien::bpmn::detail {

DataElement Interpreter::data_element(const XmlElement& xml, DataElement::Kind kind) {
    auto data = element<DataElement>(xml);
    data.kind = kind;
    data.item = reference(xml, "itemSubjectRef");
    data.refers_to = reference(xml, kind == DataElement::Kind::data_store_reference ? "dataStoreRef" : "dataObjectRef");
    data.is_collection = flag(xml, "isCollection");
    if (const XmlElement* const state = xml.child(model_namespace, "dataState")) {
        data.state = state->attribute("name");
        read_.insert(state);
    }
    return data;
}

/// @param direction  "Input" or "Output": how its members' elements are called.
DataSet Interpreter::data_set(const XmlElement& xml, std::string_view direction) {
    auto set = element<DataSet>(xml);
    const std::string refs = std::string(direction) + "Refs";
    set.members = texts(xml, "data" + refs);
    set.optional = texts(xml, "optional" + refs);
    set.while_executing = texts(xml, "whileExecuting" + refs);
    return set;
}

void Interpreter::read_data_interface(DataInterface& data, const XmlElement& xml) {
    for (const XmlElement* const part : parts(xml, "dataInput")) {
        data.inputs.push_back(data_element(*part, DataElement::Kind::data_input));
    }
    for (const XmlElement* const part : parts(xml, "dataOutput")) {
        data.outputs.push_back(data_element(*part, DataElement::Kind::data_output));
    }
    for (const XmlElement* const part : parts(xml, "inputSet")) data.input_sets.push_back(data_set(*part, "Input"));
    for (const XmlElement* const part : parts(xml, "outputSet")) data.output_sets.push_back(data_set(*part, "Output"));
}

std::optional<DataInterface> Interpreter::io_part(const XmlElement& xml) {
    const XmlElement* const part = xml.child(model_namespace, "ioSpecification");
    if (part == nullptr) return std::nullopt;
    auto data = element<DataInterface>(*part);
    read_data_interface(data, *part);
    return data;
}

DataAssociation Interpreter::data_association(const XmlElement& xml) {
    auto association = element<DataAssociation>(xml);
    association.is_input = xml.name == "dataInputAssociation";
    association.sources = texts(xml, "sourceRef");
    association.target = text_part(xml, "targetRef");
    association.transformation = expression_part(xml, "transformation");
    for (const XmlElement* const part : parts(xml, "assignment")) {
        auto assignment = element<Assignment>(*part);
        if (auto from = expression_part(*part, "from")) assignment.from = *std::move(from);
        if (auto to = expression_part(*part, "to")) assignment.to = *std::move(to);
        association.assignments.push_back(std::move(assignment));
    }
    return association;
}

std::vector<DataElement> Interpreter::properties(const XmlElement& xml) {
    std::vector<DataElement> found;
    for (const XmlElement* const part : parts(xml, "property")) {
        found.push_back(data_element(*part, DataElement::Kind::property));
    }
    return found;
}

std::vector<ResourceRole> Interpreter::resource_roles(const XmlElement& xml) {
    using Kind = ResourceRole::Kind;
    static constexpr std::array<std::pair<std::string_view, Kind>, 4> forms{
        {{"resourceRole", Kind::resource_role},
         {"performer", Kind::performer},
         {"humanPerformer", Kind::human_performer},
         {"potentialOwner", Kind::potential_owner}}};
    std::vector<ResourceRole> roles;
    for (const auto& [name, kind] : forms) {
        for (const XmlElement* const part : parts(xml, name)) {
            auto role = element<ResourceRole>(*part);
            role.kind = kind;
            role.resource = reference_part(*part, "resourceRef");
            for (const XmlElement* const binding : parts(*part, "resourceParameterBinding")) {
                read_.insert(binding);
                auto value = expression_part(*binding, "formalExpression");
                if (!value) value = expression_part(*binding, "expression");
                role.bindings.push_back({reference(*binding, "parameterRef"), value.value_or(Expression())});
            }
            if (const XmlElement* const assigned = part->child(model_namespace, "resourceAssignmentExpression")) {
                read_.insert(assigned);
                role.assignment = expression_part(*assigned, "formalExpression");
                if (!role.assignment) role.assignment = expression_part(*assigned, "expression");
            }
            roles.push_back(std::move(role));
        }
    }
    return roles;
}

}  // namespace trien::bpmn::detail
