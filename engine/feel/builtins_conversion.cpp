// SPDX-License-Identifier: Apache-2.0
// Conversions and truth (OMG DMN 1.3, 10.3.4.1 and 10.3.4.2).
#include <algorithm>
#include <array>

#include "engine/feel/detail/call.hpp"
#include "engine/feel/detail/operators.hpp"

namespace trien::feel::detail {

namespace {

Value to_string(const Value& from) {
    switch (from.kind()) {
        case Kind::null:
        case Kind::string: return from;
        case Kind::date: return text(*from.as<Date>());
        case Kind::time: return text(*from.as<Time>());
        case Kind::date_time: return text(*from.as<DateTime>());
        case Kind::day_time_duration: return text(*from.as<DayTimeDuration>());
        case Kind::year_month_duration: return text(*from.as<YearMonthDuration>());
        default: return text(from);
    }
}

Value to_number(const Value& from) {
    if (from.kind() == Kind::number) return from;
    const auto* const text = from.as<std::string>();
    return text == nullptr ? Value() : Value(Number::parse(*text));
}

bool is_one_of(const std::optional<String>& separator, std::string_view allowed) {
    return !separator || (separator->text().size() == 1 && allowed.find(separator->text()) != std::string_view::npos);
}

Value to_number_written(const String& from,
                        const std::optional<String>& grouping,
                        const std::optional<String>& decimal) {
    if (!is_one_of(grouping, " ,.") || !is_one_of(decimal, ".,") || (grouping && grouping == decimal)) return Null{};
    std::string text = from.text();
    if (grouping) std::erase(text, grouping->text().front());
    if (decimal && decimal->text() == ",") {
        if (text.find('.') != std::string::npos) return Null{};
        std::ranges::replace(text, ',', '.');
    }
    return Number::parse(text);
}

/// Of the same kind and not to be told apart: unlike `=`, a time with an offset is never one without.
bool is_same(const Value& value1, const Value& value2) {
    return value1 == value2;
}

}  // namespace

std::span<const Builtin> conversion_builtins() {
    static constexpr std::array<Builtin, 3> functions{
        {{"string", "from", typed<to_string>},
         {"number", "from", typed<to_number>},
         {"number", "from, grouping separator, decimal separator", typed<to_number_written>}}};
    return functions;
}

std::span<const Builtin> boolean_builtins() {
    static constexpr std::array<Builtin, 2> functions{
        {{"not", "negand", typed<negation>}, {"is", "value1, value2", typed<is_same>}}};
    return functions;
}

}  // namespace trien::feel::detail
