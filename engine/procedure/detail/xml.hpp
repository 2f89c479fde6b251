// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"

namespace trien::procedure::detail {

inline constexpr std::string_view bpmn_namespace = "http://www.omg.org/spec/BPMN/20100524/MODEL";
inline constexpr std::string_view iso_namespace = "urn:trien:iso-procedure:1";

/// One element of a checked document. Text and attribute values are UTF-8.
struct XmlElement {
    std::string space;  ///< namespace URI
    std::string name;   ///< local name
    std::int64_t line = 0;
    std::int64_t column = 0;
    std::map<std::string, std::string, std::less<>> attributes;  ///< those without a namespace
    std::vector<XmlElement> children;
    std::string text;  ///< its own, without that of its children

    [[nodiscard]] bool is(std::string_view in_space, std::string_view called) const {
        return space == in_space && name == called;
    }
    /// Empty when absent.
    [[nodiscard]] const std::string& attribute(std::string_view attribute_name) const;
    [[nodiscard]] bool has(std::string_view attribute_name) const { return attributes.contains(attribute_name); }
    /// The first child of that name. Null if there is none.
    [[nodiscard]] const XmlElement* child(std::string_view in_space, std::string_view called) const;
};

/// The document when it is well-formed and valid, and what is wrong when not.
struct XmlResult {
    std::optional<XmlElement> root;
    Findings findings;
};

/// Reads a document against the BPMN 2.0 schemas and our extension's, under the limits that read_procedure states.
/// Never throws for what the bytes hold. PROC-001 … PROC-006.
[[nodiscard]] XmlResult read_xml(std::string_view bytes, const std::string& name);

}  // namespace trien::procedure::detail
