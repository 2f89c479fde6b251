// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/xml.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace trien::bpmn {

namespace {

const XmlAttribute* find_plain(const XmlElement& element, std::string_view name) {
    const auto found = std::ranges::find_if(element.attributes,
                                            [&](const XmlAttribute& a) { return a.space.empty() && a.name == name; });
    return found == element.attributes.end() ? nullptr : &*found;
}

}  // namespace

const std::string& XmlElement::attribute(std::string_view attribute_name) const {
    static const std::string absent;
    const XmlAttribute* const found = find_plain(*this, attribute_name);
    return found == nullptr ? absent : found->value;
}

bool XmlElement::has(std::string_view attribute_name) const {
    return find_plain(*this, attribute_name) != nullptr;
}

const XmlElement* XmlElement::child(std::string_view in_space, std::string_view called) const {
    const auto found = std::ranges::find_if(children, [&](const XmlElement& e) { return e.is(in_space, called); });
    return found == children.end() ? nullptr : &*found;
}

XmlElement* XmlElement::child(std::string_view in_space, std::string_view called) {
    return const_cast<XmlElement*>(std::as_const(*this).child(in_space, called));
}

std::string XmlElement::own_text() const {
    std::string own = text;
    for (const XmlElement& child : children) own += child.tail;
    return own;
}

}  // namespace trien::bpmn
