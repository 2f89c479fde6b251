// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/edit.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

namespace trien::bpmn {

namespace {

constexpr std::string_view dc_namespace = "http://www.omg.org/spec/DD/20100524/DC";
constexpr std::string_view di_base_namespace = "http://www.omg.org/spec/DD/20100524/DI";

XmlAttribute plain(std::string_view name, std::string value) {
    return {"", "", std::string(name), std::move(value)};
}

/// @param prefix  empty to declare the default namespace.
XmlAttribute declaration(std::string_view prefix, std::string_view space) {
    if (prefix.empty()) return {std::string(xmlns_namespace), "", "xmlns", std::string(space)};
    return {std::string(xmlns_namespace), "xmlns", std::string(prefix), std::string(space)};
}

XmlElement made(std::string_view space,
                std::string_view prefix,
                std::string_view name,
                std::initializer_list<XmlAttribute> attributes = {}) {
    XmlElement element;
    element.space = space;
    element.prefix = prefix;
    element.name = name;
    element.attributes = attributes;
    return element;
}

XmlElement di(std::string_view name, std::initializer_list<XmlAttribute> attributes = {}) {
    return made(di_namespace, "bpmndi", name, attributes);
}

std::string number(double value) {
    return fmt::format("{}", value);
}

XmlElement bounds_element(const Bounds& at) {
    return made(dc_namespace, "dc", "Bounds",
                {plain("x", number(at.x)), plain("y", number(at.y)), plain("width", number(at.width)),
                 plain("height", number(at.height))});
}

void add_label(XmlElement& to, const std::optional<Label>& label) {
    if (!label) return;
    XmlElement& element = to.children.emplace_back(di("BPMNLabel"));
    if (label->bounds) element.children.push_back(bounds_element(*label->bounds));
}

void add_flag(XmlElement& to, std::string_view name, const std::optional<bool>& value) {
    if (value) to.attributes.push_back(plain(name, *value ? "true" : "false"));
}

XmlElement shape_element(const Shape& shape) {
    XmlElement element = di("BPMNShape", {plain("id", shape.id), plain("bpmnElement", shape.element)});
    add_flag(element, "isHorizontal", shape.is_horizontal);
    add_flag(element, "isExpanded", shape.is_expanded);
    if (shape.is_marker_visible) add_flag(element, "isMarkerVisible", true);
    element.children.push_back(bounds_element(shape.bounds));
    add_label(element, shape.label);
    return element;
}

XmlElement edge_element(const Edge& edge) {
    XmlElement element = di("BPMNEdge", {plain("id", edge.id), plain("bpmnElement", edge.element)});
    for (const Point& point : edge.waypoints) {
        element.children.push_back(
            made(di_base_namespace, "di", "waypoint", {plain("x", number(point.x)), plain("y", number(point.y))}));
    }
    add_label(element, edge.label);
    return element;
}

XmlElement diagram_element(const Diagram& diagram) {
    XmlElement element = di("BPMNDiagram", {plain("id", diagram.id)});
    if (!diagram.name.empty()) element.attributes.push_back(plain("name", diagram.name));
    element.attributes.push_back(declaration("bpmndi", di_namespace));
    element.attributes.push_back(declaration("dc", dc_namespace));
    element.attributes.push_back(declaration("di", di_base_namespace));
    XmlElement& plane = element.children.emplace_back(
        di("BPMNPlane", {plain("id", diagram.id + "_plane"), plain("bpmnElement", diagram.element)}));
    for (const Shape& shape : diagram.shapes) plane.children.push_back(shape_element(shape));
    for (const Edge& edge : diagram.edges) plane.children.push_back(edge_element(edge));
    return element;
}

}  // namespace

XmlElement* find_element(XmlElement& root, std::string_view id) {
    if (root.attribute("id") == id) return &root;
    for (XmlElement& child : root.children) {
        if (XmlElement* const found = find_element(child, id)) return found;
    }
    return nullptr;
}

void set_attribute(XmlElement& element, std::string_view name, std::string value) {
    const auto found = std::ranges::find_if(element.attributes,
                                            [&](const XmlAttribute& a) { return a.space.empty() && a.name == name; });
    if (found == element.attributes.end()) {
        element.attributes.push_back(plain(name, std::move(value)));
    } else {
        found->value = std::move(value);
    }
}

void remove_attribute(XmlElement& element, std::string_view name) {
    std::erase_if(element.attributes, [&](const XmlAttribute& a) { return a.space.empty() && a.name == name; });
}

XmlElement& extension(XmlElement& of, std::string_view space, std::string_view prefix, std::string_view name) {
    XmlElement* extensions = of.child(model_namespace, "extensionElements");
    if (extensions == nullptr) {
        // After the documentation, before everything else.
        const auto place = std::ranges::find_if_not(
            of.children, [](const XmlElement& child) { return child.is(model_namespace, "documentation"); });
        extensions = &*of.children.insert(place, made(model_namespace, of.prefix, "extensionElements"));
    }
    if (XmlElement* const found = extensions->child(space, name)) return *found;
    return extensions->children.emplace_back(made(space, prefix, name, {declaration(prefix, space)}));
}

void set_diagrams(XmlElement& root, const std::vector<Diagram>& diagrams) {
    std::erase_if(root.children, [](const XmlElement& child) { return child.is(di_namespace, "BPMNDiagram"); });
    // After the root elements, before the relationships.
    auto place = std::ranges::find_if(
        root.children, [](const XmlElement& child) { return child.is(model_namespace, "relationship"); });
    for (const Diagram& diagram : diagrams) place = std::next(root.children.insert(place, diagram_element(diagram)));
}

}  // namespace trien::bpmn
