// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/names.hpp"

namespace trien::bpmn::detail {

Names::Names(const XmlElement& root) : target_namespace_(root.attribute("targetNamespace")) {
    enter(root);
}

void Names::enter(const XmlElement& element) {
    for (const XmlElement& child : element.children) {
        parents_.emplace(&child, &element);
        enter(child);
    }
}

const XmlElement* Names::parent(const XmlElement& element) const {
    const auto found = parents_.find(&element);
    return found == parents_.end() ? nullptr : found->second;
}

Place Names::place(const XmlElement& element, const std::string& file) const {
    const XmlElement* named = &element;
    while (named != nullptr && !named->has("id")) named = parent(*named);
    return {file, element.line, element.column, named == nullptr ? std::string() : named->attribute("id")};
}

std::string_view Names::namespace_of(std::string_view prefix, const XmlElement& at) const {
    for (const XmlElement* scope = &at; scope != nullptr; scope = parent(*scope)) {
        for (const XmlAttribute& attribute : scope->attributes) {
            if (attribute.space == xmlns_namespace && attribute.name == prefix) return attribute.value;
        }
    }
    return {};
}

QName Names::resolve(std::string_view text, const XmlElement& at) const {
    const std::string name = trimmed(text);
    const std::size_t colon = name.find(':');
    // By the letter, a name without a prefix would be one of the default namespace. Nobody writes it so: files whose
    // default namespace is a third one mean their own elements too.
    if (colon == std::string::npos) return {"", name};
    const std::string_view space = namespace_of(std::string_view(name).substr(0, colon), at);
    // An undeclared prefix can only be part of a badly written id.
    if (space.empty()) return {"", name};
    return {space == target_namespace_ ? std::string() : std::string(space), name.substr(colon + 1)};
}

std::string trimmed(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return std::string(text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1));
}

}  // namespace trien::bpmn::detail
