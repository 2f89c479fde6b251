// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/bpmn/xml.hpp"

namespace trien::bpmn {

/// The bytes of a file: UTF-8, two blanks a level. Mixed content is written as it is. The same tree gives the same
/// bytes, and reading them gives the same content; only comments, processing instructions and the layout of blank
/// space between elements are lost, and they are lost on reading.
[[nodiscard]] std::string write(const XmlElement& root);

/// Whether two trees say the same: elements with their names, prefixes, namespaces in scope, attributes in any order,
/// and text. Places and blank space between elements do not count.
[[nodiscard]] bool same_content(const XmlElement& left, const XmlElement& right);

}  // namespace trien::bpmn
