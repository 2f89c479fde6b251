// SPDX-License-Identifier: Apache-2.0
// From the tree of a valid file to its meaning, one function a type. The schema has checked the form of every value: a
// fall-back only stands for an absent attribute.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/bpmn/detail/names.hpp"
#include "engine/bpmn/model.hpp"

namespace trien::bpmn::detail {

class Interpreter {
  public:
    Interpreter(const XmlElement& root, const std::string& file);

    [[nodiscard]] Definitions definitions();

  private:
    // Small values: read_values.cpp
    template <class T>
    [[nodiscard]] T element(const XmlElement& xml) {
        T read;
        read_element(read, xml);
        return read;
    }
    void read_element(Element& element, const XmlElement& xml);
    [[nodiscard]] Place place(const XmlElement& xml) const;
    [[nodiscard]] QName reference(const XmlElement& xml, std::string_view attribute) const;
    [[nodiscard]] QName reference_part(const XmlElement& xml, std::string_view child) const;
    [[nodiscard]] std::vector<QName> reference_parts(const XmlElement& xml, std::string_view child) const;
    [[nodiscard]] Expression expression(const XmlElement& xml);
    [[nodiscard]] std::optional<Expression> expression_part(const XmlElement& xml, std::string_view child);

    // Data and resources: read_data.cpp
    [[nodiscard]] DataElement data_element(const XmlElement& xml, DataElement::Kind kind);
    [[nodiscard]] DataSet data_set(const XmlElement& xml, std::string_view direction);
    void read_data_interface(DataInterface& data, const XmlElement& xml);
    [[nodiscard]] std::optional<DataInterface> io_part(const XmlElement& xml);
    [[nodiscard]] DataAssociation data_association(const XmlElement& xml);
    [[nodiscard]] std::vector<DataElement> properties(const XmlElement& xml);
    [[nodiscard]] std::vector<ResourceRole> resource_roles(const XmlElement& xml);

    // Flow nodes: read_flow_nodes.cpp
    [[nodiscard]] Container container(const XmlElement& xml);
    void read_flow_element(Container& into, const XmlElement& xml);
    [[nodiscard]] FlowNode flow_node(const XmlElement& xml, NodeKind kind);
    [[nodiscard]] ActivityPart activity_part(const XmlElement& xml);
    [[nodiscard]] StandardLoop standard_loop(const XmlElement& xml);
    [[nodiscard]] MultiInstance multi_instance(const XmlElement& xml);
    [[nodiscard]] EventPart event_part(const XmlElement& xml, NodeKind kind);
    [[nodiscard]] GatewayPart gateway_part(const XmlElement& xml);
    [[nodiscard]] std::vector<EventDefinition> event_definitions(const XmlElement& xml);
    [[nodiscard]] EventDefinition event_definition(const XmlElement& xml, EventDefinition::Kind kind);
    [[nodiscard]] SequenceFlow sequence_flow(const XmlElement& xml);
    [[nodiscard]] Lane lane(const XmlElement& xml);
    void read_lanes(std::vector<Lane>& into, const XmlElement& lane_set);
    template <class Scope>
    bool read_artifact(Scope& into, const XmlElement& xml);
    [[nodiscard]] Association association(const XmlElement& xml);
    [[nodiscard]] OtherElement other_element(const XmlElement& xml);

    // Root elements: read_definitions.cpp
    void read_root(Definitions& into, const XmlElement& xml);
    [[nodiscard]] Process process(const XmlElement& xml);
    [[nodiscard]] Collaboration collaboration(const XmlElement& xml);
    [[nodiscard]] Participant participant(const XmlElement& xml);
    [[nodiscard]] GlobalTask global_task(const XmlElement& xml, NodeKind kind);
    [[nodiscard]] Interface interface(const XmlElement& xml);
    [[nodiscard]] Resource resource(const XmlElement& xml);
    void read_others(std::vector<OtherElement>& into, const XmlElement& xml);

    // Diagrams: read_diagrams.cpp
    [[nodiscard]] Diagram diagram(const XmlElement& xml);
    [[nodiscard]] Shape shape(const XmlElement& xml);
    [[nodiscard]] Edge edge(const XmlElement& xml);
    [[nodiscard]] std::optional<Label> label_of(const XmlElement& xml) const;

    const XmlElement& root_;
    std::string file_;
    Names names_;
    std::string expression_language_;
    std::unordered_map<std::string, const XmlElement*> root_event_definitions_;  ///< by id
    std::unordered_set<const XmlElement*> read_;                                 ///< those that have a type
};

/// The kind of flow node an element is. Nothing for other elements.
[[nodiscard]] std::optional<NodeKind> node_kind(std::string_view name);
[[nodiscard]] std::optional<EventDefinition::Kind> event_definition_kind(std::string_view name);

[[nodiscard]] bool flag(const XmlElement& xml, std::string_view attribute, bool absent = false);
[[nodiscard]] std::optional<std::int64_t> count(const XmlElement& xml, std::string_view attribute);
/// The children of that name in the namespace of BPMN models.
[[nodiscard]] std::vector<const XmlElement*> parts(const XmlElement& xml, std::string_view name);
[[nodiscard]] std::vector<std::string> texts(const XmlElement& xml, std::string_view child);
[[nodiscard]] std::string text_part(const XmlElement& xml, std::string_view child);

}  // namespace trien::bpmn::detail
