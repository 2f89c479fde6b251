// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <string>

#include "engine/bpmn/detail/interpreter.hpp"

namespace trien::bpmn::detail {

bool flag(const XmlElement& xml, std::string_view attribute, bool absent) {
    if (!xml.has(attribute)) return absent;
    const std::string value = trimmed(xml.attribute(attribute));
    return value == "true" || value == "1";
}

std::optional<std::int64_t> count(const XmlElement& xml, std::string_view attribute) {
    std::string_view digits = xml.attribute(attribute);
    digits.remove_prefix(std::min(digits.find_first_not_of(" \t\r\n+"), digits.size()));
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    // The schema allows any number of digits.
    if (fault == std::errc::result_out_of_range) return INT64_MAX;
    return fault == std::errc() ? std::optional(value) : std::nullopt;
}

std::vector<const XmlElement*> parts(const XmlElement& xml, std::string_view name) {
    std::vector<const XmlElement*> found;
    for (const XmlElement& child : xml.children) {
        if (child.is(model_namespace, name)) found.push_back(&child);
    }
    return found;
}

std::vector<std::string> texts(const XmlElement& xml, std::string_view child) {
    std::vector<std::string> found;
    for (const XmlElement* const part : parts(xml, child)) found.push_back(trimmed(part->text));
    return found;
}

std::string text_part(const XmlElement& xml, std::string_view child) {
    const XmlElement* const part = xml.child(model_namespace, child);
    return part == nullptr ? std::string() : trimmed(part->own_text());
}

Place Interpreter::place(const XmlElement& xml) const {
    return names_.place(xml, file_);
}

void Interpreter::read_element(Element& element, const XmlElement& xml) {
    read_.insert(&xml);
    element.id = xml.attribute("id");
    element.name = xml.attribute("name");
    element.place = place(xml);
    for (const XmlElement* const part : parts(xml, "documentation")) {
        const std::string& format = part->attribute("textFormat");
        element.documentation.push_back({part->own_text(), format.empty() ? "text/plain" : format});
        read_.insert(part);
    }
    if (const XmlElement* const extensions = xml.child(model_namespace, "extensionElements")) {
        element.extensions = extensions->children;
    }
    for (const XmlAttribute& attribute : xml.attributes) {
        if (!attribute.space.empty() && attribute.space != xmlns_namespace && attribute.space != xsi_namespace) {
            element.foreign.push_back(attribute);
        }
    }
}

QName Interpreter::reference(const XmlElement& xml, std::string_view attribute) const {
    return xml.has(attribute) ? names_.resolve(xml.attribute(attribute), xml) : QName();
}

QName Interpreter::reference_part(const XmlElement& xml, std::string_view child) const {
    const XmlElement* const part = xml.child(model_namespace, child);
    return part == nullptr ? QName() : names_.resolve(part->text, *part);
}

std::vector<QName> Interpreter::reference_parts(const XmlElement& xml, std::string_view child) const {
    std::vector<QName> found;
    for (const XmlElement* const part : parts(xml, child)) found.push_back(names_.resolve(part->text, *part));
    return found;
}

Expression Interpreter::expression(const XmlElement& xml) {
    read_.insert(&xml);
    Expression read;
    read.place = place(xml);
    read.text = trimmed(xml.own_text());
    read.type = reference(xml, "evaluatesToTypeRef");
    const bool named_formal = xml.name == "formalExpression" || xml.name == "messagePath" || xml.name == "dataPath";
    const auto type = std::ranges::find_if(
        xml.attributes, [](const XmlAttribute& a) { return a.space == xsi_namespace && a.name == "type"; });
    read.formal = named_formal || (type != xml.attributes.end() && type->value.ends_with("tFormalExpression"));
    const std::string& language = xml.attribute("language");
    if (read.formal) read.language = language.empty() ? expression_language_ : language;
    return read;
}

std::optional<Expression> Interpreter::expression_part(const XmlElement& xml, std::string_view child) {
    const XmlElement* const part = xml.child(model_namespace, child);
    return part == nullptr ? std::nullopt : std::optional(expression(*part));
}

}  // namespace trien::bpmn::detail
