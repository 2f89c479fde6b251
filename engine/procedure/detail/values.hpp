// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/span.hpp"
#include "engine/execution/expression.hpp"
#include "engine/procedure/detail/faults.hpp"

/// Typed values of our elements. The schema has checked the form of each, so a fall-back only stands for an absent
/// attribute.
namespace trien::procedure::detail {

/// White space collapsed, in Normalisation Form C.
[[nodiscard]] std::string words(std::string_view text);
[[nodiscard]] std::string words_of(const XmlElement& element, std::string_view attribute);

[[nodiscard]] bool flag_of(const XmlElement& element, std::string_view attribute, bool absent = false);
[[nodiscard]] std::int64_t count_of(const XmlElement& element, std::string_view attribute, std::int64_t absent = 1);
[[nodiscard]] std::optional<std::int64_t> count_if(const XmlElement& element, std::string_view attribute);
[[nodiscard]] Date day_of(const XmlElement& element, std::string_view attribute);
[[nodiscard]] std::optional<Date> day_if(const XmlElement& element, std::string_view attribute);
[[nodiscard]] std::optional<std::chrono::minutes> time_of_day_if(const XmlElement& element, std::string_view attribute);
[[nodiscard]] std::vector<ElementId> ids_of(const XmlElement& element, std::string_view attribute);
/// The attributes "unit" and "amount", under another name where the element gives it one.
[[nodiscard]] calendar::Span span_of(const XmlElement& element, std::string_view amount = "amount");

/// The children of our namespace with a name.
[[nodiscard]] std::vector<const XmlElement*> parts(const XmlElement& element, std::string_view name);
/// The text of a child; empty without it.
[[nodiscard]] std::string text_part(const XmlElement& element, std::string_view name);
/// The attribute "ref" of a child.
[[nodiscard]] std::optional<std::string> ref_part(const XmlElement& element, std::string_view name);

/// A condition in FEEL. Nothing, and PROC-014, when it cannot be read.
[[nodiscard]] std::optional<execution::Expression> condition_of(std::string_view text,
                                                                const trien::Place& at,
                                                                Faults& faults);

}  // namespace trien::procedure::detail
