// SPDX-License-Identifier: Apache-2.0
// Changes to the tree of a file, which is then written (writer.hpp) or read again (interpret in reader.hpp). The tree
// stays the one truth about a file: whatever an edit does not name is kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/xml.hpp"

namespace trien::bpmn {

/// The element of that id, in extensions too. Null if there is none.
[[nodiscard]] XmlElement* find_element(XmlElement& root, std::string_view id);

/// Sets an attribute that has no namespace.
void set_attribute(XmlElement& element, std::string_view name, std::string value);
void remove_attribute(XmlElement& element, std::string_view name);

/// The extension of that name, added when there is none, together with the extensionElements around it.
/// @param of      an element of BPMN's model namespace.
/// @param prefix  for a new extension; it is declared there.
[[nodiscard]] XmlElement& extension(XmlElement& of,
                                    std::string_view space,
                                    std::string_view prefix,
                                    std::string_view name);

/// Puts these diagrams in the place of those the file has. What other tools say in their diagrams is lost with them.
void set_diagrams(XmlElement& root, const std::vector<Diagram>& diagrams);

}  // namespace trien::bpmn
