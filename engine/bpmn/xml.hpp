// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trien::bpmn {

/// One attribute. Namespace declarations are attributes too: `xmlns="…"` and `xmlns:p="…"`, in xmlns_namespace.
struct XmlAttribute {
    std::string space;   ///< namespace URI; empty for attributes without a prefix
    std::string prefix;  ///< as written; empty without one
    std::string name;    ///< local name
    std::string value;
    bool operator==(const XmlAttribute&) const = default;
};

/// One element of a checked document. Text and attribute values are UTF-8.
///
/// Mixed content is kept as in ElementTree: `text` stands before the first child, and what follows a child before the
/// next is that child's `tail`. Comments and processing instructions are not kept.
struct XmlElement {
    std::string space;   ///< namespace URI
    std::string prefix;  ///< as written; empty for the default namespace
    std::string name;    ///< local name
    std::int64_t line = 0;
    std::int64_t column = 0;
    std::vector<XmlAttribute> attributes;  ///< in the order written
    std::string text;
    std::vector<XmlElement> children;
    std::string tail;

    [[nodiscard]] bool is(std::string_view in_space, std::string_view called) const {
        return space == in_space && name == called;
    }
    /// The value of an attribute without a namespace. Empty when absent.
    [[nodiscard]] const std::string& attribute(std::string_view attribute_name) const;
    [[nodiscard]] bool has(std::string_view attribute_name) const;
    /// The first child of that name. Null if there is none.
    [[nodiscard]] const XmlElement* child(std::string_view in_space, std::string_view called) const;
    [[nodiscard]] XmlElement* child(std::string_view in_space, std::string_view called);
    /// All its own text, without that of its children.
    [[nodiscard]] std::string own_text() const;
};

inline constexpr std::string_view model_namespace = "http://www.omg.org/spec/BPMN/20100524/MODEL";
inline constexpr std::string_view di_namespace = "http://www.omg.org/spec/BPMN/20100524/DI";
inline constexpr std::string_view xsi_namespace = "http://www.w3.org/2001/XMLSchema-instance";
inline constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

}  // namespace trien::bpmn
