// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/catalogue.hpp"

#include <type_traits>

namespace trien::bpmn::detail {

Catalogue::Catalogue(const Definitions& definitions) {
    add(definitions.data_stores);
    add(definitions.messages);
    add(definitions.others);
    for (const Process& process : definitions.processes) {
        if (process.io) {
            add(process.io->inputs);
            add(process.io->outputs);
        }
        add_container(process.inside);
    }
    for (const Collaboration& collaboration : definitions.collaborations) {
        add(collaboration.participants);
        add(collaboration.message_flows);
        add(collaboration.associations);
        add(collaboration.annotations);
        add(collaboration.groups);
    }
    for (const CategoryValue& value : definitions.category_values) category_values_.emplace(value.id, value.value);
}

template <class T>
void Catalogue::add(const std::vector<T>& elements) {
    for (const T& element : elements) {
        if (!element.id.empty()) subjects_.emplace(element.id, &element);
    }
}

void Catalogue::add_container(const Container& container) {
    add(container.nodes);
    add(container.flows);
    add(container.data);
    add(container.associations);
    add(container.annotations);
    add(container.groups);
    add(container.others);
    add_lanes(container.lanes);
    for (const FlowNode& node : container.nodes) {
        add(node.data_associations);
        if (node.activity.io) {
            add(node.activity.io->inputs);
            add(node.activity.io->outputs);
        }
        add_container(node.inside);
    }
}

void Catalogue::add_lanes(const std::vector<Lane>& lanes) {
    add(lanes);
    for (const Lane& lane : lanes) add_lanes(lane.lanes);
}

Subject Catalogue::subject(std::string_view id) const {
    const auto found = subjects_.find(id);
    return found == subjects_.end() ? Subject() : found->second;
}

std::string Catalogue::name(const Subject& subject) const {
    if (const auto* const annotation = std::get_if<const TextAnnotation*>(&subject)) return (*annotation)->text;
    if (const auto* const group = std::get_if<const Group*>(&subject)) {
        const auto value = category_values_.find((*group)->category_value.name);
        return value == category_values_.end() ? std::string() : std::string(value->second);
    }
    const Element* const element = element_of(subject);
    if (element == nullptr) return {};
    std::string name = element->name;
    if (const auto* const data = std::get_if<const DataElement*>(&subject)) {
        const DataElement* const whole = find<DataElement>((*data)->refers_to.name);
        if (name.empty() && whole != nullptr) name = whole->name;
        if (!(*data)->state.empty()) name += "\n[" + (*data)->state + "]";
    }
    return name;
}

const Element* element_of(const Subject& subject) {
    return std::visit(
        [](const auto& typed) -> const Element* {
            if constexpr (std::is_same_v<std::decay_t<decltype(typed)>, std::monostate>) {
                return nullptr;
            } else {
                return typed;
            }
        },
        subject);
}

}  // namespace trien::bpmn::detail
