// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "engine/bpmn/model.hpp"

namespace trien::bpmn::detail {

/// What a shape or an edge can show.
using Subject = std::variant<std::monostate,
                             const FlowNode*,
                             const SequenceFlow*,
                             const DataElement*,
                             const DataAssociation*,
                             const Lane*,
                             const Participant*,
                             const MessageFlow*,
                             const Association*,
                             const TextAnnotation*,
                             const Group*,
                             const Message*,
                             const OtherElement*>;

/// Everything of a file that can be shown, by id.
class Catalogue {
  public:
    explicit Catalogue(const Definitions& definitions);

    /// Nothing for an unknown id.
    [[nodiscard]] Subject subject(std::string_view id) const;
    template <class T>
    [[nodiscard]] const T* find(std::string_view id) const {
        const Subject found = subject(id);
        const T* const* const typed = std::get_if<const T*>(&found);
        return typed == nullptr ? nullptr : *typed;
    }
    /// The name shown: its own, or that of what it refers to.
    [[nodiscard]] std::string name(const Subject& subject) const;

  private:
    template <class T>
    void add(const std::vector<T>& elements);
    void add_container(const Container& container);
    void add_lanes(const std::vector<Lane>& lanes);

    std::unordered_map<std::string_view, Subject> subjects_;
    std::unordered_map<std::string_view, std::string_view> category_values_;
};

/// Null for nothing.
[[nodiscard]] const Element* element_of(const Subject& subject);

}  // namespace trien::bpmn::detail
