// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/bpmn/element.hpp"

namespace trien::bpmn::detail {

/// Knows the parent of every element of a tree, and so which namespace a prefix means where. The tree stays as it is
/// and where it is.
class Names {
  public:
    explicit Names(const XmlElement& root);

    /// What a qualified name means where it stands. Its space is empty for an element of this very file: its prefix
    /// means the target namespace, or it has none.
    [[nodiscard]] QName resolve(std::string_view text, const XmlElement& at) const;
    /// Null for the root.
    [[nodiscard]] const XmlElement* parent(const XmlElement& element) const;
    /// Where an element begins, with its id or that of the nearest one around it.
    [[nodiscard]] Place place(const XmlElement& element, const std::string& file) const;

  private:
    void enter(const XmlElement& element);
    [[nodiscard]] std::string_view namespace_of(std::string_view prefix, const XmlElement& at) const;

    std::unordered_map<const XmlElement*, const XmlElement*> parents_;
    std::string_view target_namespace_;
};

/// Without blank space at both ends.
[[nodiscard]] std::string trimmed(std::string_view text);

}  // namespace trien::bpmn::detail
