// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/values.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace trien::procedure::detail {

std::string words(std::string_view text) {
    std::string joined;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = text.find_first_not_of(" \t\r\n", at);
        if (start == std::string_view::npos) break;
        at = std::min(text.find_first_of(" \t\r\n", start), text.size());
        if (!joined.empty()) joined += ' ';
        joined += text.substr(start, at - start);
    }
    return nfc(joined);
}

std::string words_of(const XmlElement& element, std::string_view attribute) {
    return words(element.attribute(attribute));
}

bool flag_of(const XmlElement& element, std::string_view attribute, bool absent) {
    return element.has(attribute) ? words_of(element, attribute) == "true" : absent;
}

std::int64_t count_of(const XmlElement& element, std::string_view attribute, std::int64_t absent) {
    std::string_view digits = element.attribute(attribute);
    digits.remove_prefix(std::min(digits.find_first_not_of(" \t\r\n+"), digits.size()));
    std::int64_t value = absent;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<std::int64_t> count_if(const XmlElement& element, std::string_view attribute) {
    return element.has(attribute) ? std::optional(count_of(element, attribute)) : std::nullopt;
}

std::optional<Date> day_if(const XmlElement& element, std::string_view attribute) {
    return parse_date(words_of(element, attribute));
}

Date day_of(const XmlElement& element, std::string_view attribute) {
    return day_if(element, attribute).value_or(Date());
}

std::optional<std::chrono::minutes> time_of_day_if(const XmlElement& element, std::string_view attribute) {
    const std::string clock = words_of(element, attribute);
    if (clock.size() != 5) return std::nullopt;
    return std::chrono::minutes{((clock[0] - '0') * 10 + clock[1] - '0') * 60 + (clock[3] - '0') * 10 + clock[4] - '0'};
}

std::vector<ElementId> ids_of(const XmlElement& element, std::string_view attribute) {
    std::vector<ElementId> ids;
    const std::string list = words_of(element, attribute);
    for (std::size_t start = 0; start < list.size();) {
        const std::size_t end = std::min(list.find(' ', start), list.size());
        ids.emplace_back(list.substr(start, end - start));
        start = end + 1;
    }
    return ids;
}

calendar::Span span_of(const XmlElement& element, std::string_view amount) {
    return {static_cast<std::int32_t>(count_of(element, amount)),
            calendar::parse_unit(words_of(element, "unit")).value_or(calendar::Unit::working_day)};
}

std::vector<const XmlElement*> parts(const XmlElement& element, std::string_view name) {
    std::vector<const XmlElement*> found;
    for (const XmlElement& child : element.children) {
        if (child.is(iso_namespace, name)) found.push_back(&child);
    }
    return found;
}

std::string text_part(const XmlElement& element, std::string_view name) {
    const XmlElement* const part = element.child(iso_namespace, name);
    return part == nullptr ? std::string() : words(part->own_text());
}

std::optional<std::string> ref_part(const XmlElement& element, std::string_view name) {
    const XmlElement* const part = element.child(iso_namespace, name);
    return part == nullptr ? std::nullopt : std::optional(words_of(*part, "ref"));
}

std::optional<execution::Expression> condition_of(std::string_view text, const trien::Place& at, Faults& faults) {
    auto parsed = execution::Expression::parse(text);
    if (parsed) return std::move(*parsed);
    const auto& fault = parsed.error();
    faults.error("PROC-014", at,
                 {fmt::format("Điều kiện “{}” sai ở ký tự thứ {}: {}", text, fault.offset + 1, fault.text.vi),
                  fmt::format("the condition \"{}\" is wrong at byte {}: {}", text, fault.offset + 1, fault.text.en)},
                 {"Viết như: outcome = \"approve\"", "write it as: outcome = \"approve\""});
    return std::nullopt;
}

}  // namespace trien::procedure::detail
