// SPDX-License-Identifier: Apache-2.0
// What every element of a BPMN 2.0.1 file has (8.2.1, BaseElement), and the small values elements are made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/bpmn/xml.hpp"

namespace trien::bpmn {

struct Documentation {
    std::string text;  ///< without mark-up inside it; the tree keeps that
    std::string format = "text/plain";
    bool operator==(const Documentation&) const = default;
};

/// BaseElement. What is not BPMN's own is kept as it was written: `extensions` are the children of extensionElements,
/// `foreign` the attributes of other namespaces.
struct Element {
    std::string id;    ///< empty when the file gives none
    std::string name;  ///< empty for elements that have none
    Place place;       ///< where its tag ends, with its id
    std::vector<Documentation> documentation;
    std::vector<XmlElement> extensions;
    std::vector<XmlAttribute> foreign;

    /// The first extension of that name. Null if there is none.
    [[nodiscard]] const XmlElement* extension(std::string_view space, std::string_view called) const;
};

/// A reference to an element by its qualified name.
struct QName {
    std::string space;  ///< namespace URI; empty when it means this very file
    std::string name;   ///< the id

    [[nodiscard]] bool empty() const { return name.empty(); }
    [[nodiscard]] bool here() const { return space.empty() && !name.empty(); }
    auto operator<=>(const QName&) const = default;
};

/// Expression or FormalExpression (8.3.7).
struct Expression {
    Place place;           ///< its id, or that of the element it stands in
    std::string text;      ///< trimmed of blank space at both ends
    std::string language;  ///< URI; that of definitions where it gives none; empty for informal ones (natural language)
    bool formal = false;   ///< xsi:type="tFormalExpression"
    QName type;            ///< evaluatesToTypeRef
};

}  // namespace trien::bpmn
