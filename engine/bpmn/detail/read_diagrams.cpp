// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <string>

#include "engine/bpmn/detail/interpreter.hpp"

namespace trien::bpmn::detail {

namespace {

constexpr std::string_view dc_namespace = "http://www.omg.org/spec/DD/20100524/DC";
constexpr std::string_view di_base_namespace = "http://www.omg.org/spec/DD/20100524/DI";
/// "BPMN in Color", of the interchange working group.
constexpr std::string_view color_namespace = "http://www.omg.org/spec/BPMN/non-normative/color/1.0";
constexpr std::string_view bioc_namespace = "http://bpmn.io/schema/bpmn/biocolor/1.0";

/// 0 for what is no finite number: the schema allows INF and NaN, a picture does not.
double number(const XmlElement& xml, std::string_view attribute) {
    const std::string text = trimmed(xml.attribute(attribute));
    const std::string_view digits = std::string_view(text).substr(text.starts_with('+') ? 1 : 0);
    double value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool usable = fault == std::errc() && value > -1e9 && value < 1e9;
    return usable ? value : 0;
}

std::optional<Bounds> bounds_of(const XmlElement& xml) {
    const XmlElement* const part = xml.child(dc_namespace, "Bounds");
    if (part == nullptr) return std::nullopt;
    return Bounds{number(*part, "x"), number(*part, "y"), number(*part, "width"), number(*part, "height")};
}

std::optional<bool> flag_if(const XmlElement& xml, std::string_view attribute) {
    return xml.has(attribute) ? std::optional(flag(xml, attribute)) : std::nullopt;
}

const std::string& foreign(const XmlElement& xml, std::string_view space, std::string_view name) {
    static const std::string absent;
    for (const XmlAttribute& attribute : xml.attributes) {
        if (attribute.space == space && attribute.name == name) return attribute.value;
    }
    return absent;
}

Colours colours_of(const XmlElement& xml) {
    Colours colours{foreign(xml, color_namespace, "background-color"), foreign(xml, color_namespace, "border-color"),
                    foreign(xml, color_namespace, "color")};
    if (colours.fill.empty()) colours.fill = foreign(xml, bioc_namespace, "fill");
    if (colours.stroke.empty()) colours.stroke = foreign(xml, bioc_namespace, "stroke");
    const XmlElement* const label = xml.child(di_namespace, "BPMNLabel");
    if (colours.label.empty() && label != nullptr) colours.label = foreign(*label, color_namespace, "color");
    return colours;
}

LabelStyle label_style(const XmlElement& xml) {
    LabelStyle style;
    style.id = xml.attribute("id");
    if (const XmlElement* const font = xml.child(dc_namespace, "Font")) {
        style.font = font->attribute("name");
        style.size = number(*font, "size");
        style.bold = flag(*font, "isBold");
        style.italic = flag(*font, "isItalic");
    }
    return style;
}

}  // namespace

std::optional<Label> Interpreter::label_of(const XmlElement& xml) const {
    const XmlElement* const part = xml.child(di_namespace, "BPMNLabel");
    if (part == nullptr) return std::nullopt;
    return Label{bounds_of(*part), reference(*part, "labelStyle").name};
}

Shape Interpreter::shape(const XmlElement& xml) {
    auto read = element<Shape>(xml);
    read.element = reference(xml, "bpmnElement").name;
    read.bounds = bounds_of(xml).value_or(Bounds());
    read.is_horizontal = flag_if(xml, "isHorizontal");
    read.is_expanded = flag_if(xml, "isExpanded");
    read.is_marker_visible = flag(xml, "isMarkerVisible");
    read.is_message_visible = flag(xml, "isMessageVisible");
    const std::string& band = xml.attribute("participantBandKind");
    if (band.starts_with("top")) read.band = Shape::Band::top;
    if (band.starts_with("middle")) read.band = Shape::Band::middle;
    if (band.starts_with("bottom")) read.band = Shape::Band::bottom;
    read.is_initiating = band.ends_with("_initiating") && !band.ends_with("non_initiating");
    read.label = label_of(xml);
    read.colours = colours_of(xml);
    return read;
}

Edge Interpreter::edge(const XmlElement& xml) {
    auto read = element<Edge>(xml);
    read.element = reference(xml, "bpmnElement").name;
    for (const XmlElement& child : xml.children) {
        if (child.is(di_base_namespace, "waypoint")) read.waypoints.push_back({number(child, "x"), number(child, "y")});
    }
    const std::string& message = xml.attribute("messageVisibleKind");
    if (message == "initiating") read.message = Edge::Message::initiating;
    if (message == "non_initiating") read.message = Edge::Message::non_initiating;
    read.label = label_of(xml);
    read.colours = colours_of(xml);
    return read;
}

Diagram Interpreter::diagram(const XmlElement& xml) {
    auto read = element<Diagram>(xml);
    if (const XmlElement* const plane = xml.child(di_namespace, "BPMNPlane")) {
        read.element = reference(*plane, "bpmnElement").name;
        for (const XmlElement& child : plane->children) {
            if (child.is(di_namespace, "BPMNShape")) read.shapes.push_back(shape(child));
            if (child.is(di_namespace, "BPMNEdge")) read.edges.push_back(edge(child));
        }
    }
    for (const XmlElement& child : xml.children) {
        if (child.is(di_namespace, "BPMNLabelStyle")) read.label_styles.push_back(label_style(child));
    }
    return read;
}

}  // namespace trien::bpmn::detail
