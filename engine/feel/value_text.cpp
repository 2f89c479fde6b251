// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include <fmt/format.h>

#include "engine/feel/value.hpp"

namespace trien::feel {

namespace {

std::string quoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        switch (c) {
            case '"': quoted += "\\\""; break;
            case '\\': quoted += "\\\\"; break;
            case '\n': quoted += "\\n"; break;
            case '\r': quoted += "\\r"; break;
            case '\t': quoted += "\\t"; break;
            default: quoted += c;
        }
    }
    return quoted + '"';
}

std::string of_list(const List& list) {
    std::string items;
    for (const Value& item : list.items()) items += (items.empty() ? "" : ", ") + text(item);
    return "[" + items + "]";
}

std::string of_context(const Context& context) {
    std::string entries;
    for (const auto& [name, value] : context.entries()) {
        entries += (entries.empty() ? "" : ", ") + quoted(name) + ": " + text(value);
    }
    return "{" + entries + "}";
}

std::string of_range(const Range& range) {
    return fmt::format("{}{}..{}{}", range.start_included() ? '[' : '(', text(range.start()), text(range.end()),
                       range.end_included() ? ']' : ')');
}

std::string literal(const std::string& text) {
    return "@\"" + text + "\"";
}

}  // namespace

std::string text(const Value& value) {
    switch (value.kind()) {
        case Kind::null: return "null";
        case Kind::boolean: return *value.as<bool>() ? "true" : "false";
        case Kind::number: return value.as<Number>()->text();
        case Kind::string: return quoted(*value.as<std::string>());
        case Kind::date: return literal(trien::text(*value.as<Date>()));
        case Kind::time: return literal(text(*value.as<Time>()));
        case Kind::date_time: return literal(text(*value.as<DateTime>()));
        case Kind::day_time_duration: return literal(text(*value.as<DayTimeDuration>()));
        case Kind::year_month_duration: return literal(text(*value.as<YearMonthDuration>()));
        case Kind::list: return of_list(*value.as<List>());
        case Kind::context: return of_context(*value.as<Context>());
        case Kind::range: return of_range(*value.as<Range>());
        case Kind::function: return "function";
    }
    return {};
}

}  // namespace trien::feel
