// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/json.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"

namespace trien::feel {

namespace {

/// Meets a function on the way; caught in to_json.
struct HoldsFunction {};

Json plain(const Value& value);

Json tagged(const char* tag, Json content) {
    return Json{{tag, std::move(content)}};
}

Json of_number(const Number& number) {
    if (const auto whole = number.whole()) return *whole;
    return tagged("number", number.text());
}

Json of_list(const List& list) {
    Json items = Json::array();
    for (const Value& item : list.items()) items.push_back(plain(item));
    return items;
}

Json of_context(const Context& context) {
    Json entries = Json::array();
    for (const auto& [name, value] : context.entries()) {
        entries.push_back(name);
        entries.push_back(plain(value));
    }
    return tagged("context", std::move(entries));
}

Json of_range(const Range& range) {
    Json ends = Json::array();
    ends.push_back(range.start_included());
    ends.push_back(plain(range.start()));
    ends.push_back(plain(range.end()));
    ends.push_back(range.end_included());
    return tagged("range", std::move(ends));
}

Json plain(const Value& value) {
    switch (value.kind()) {
        case Kind::null: return nullptr;
        case Kind::boolean: return *value.as<bool>();
        case Kind::number: return of_number(*value.as<Number>());
        case Kind::string: return *value.as<std::string>();
        case Kind::date: return tagged("date", trien::text(*value.as<Date>()));
        case Kind::time: return tagged("time", text(*value.as<Time>()));
        case Kind::date_time: return tagged("dateTime", text(*value.as<DateTime>()));
        case Kind::day_time_duration: return tagged("duration", text(*value.as<DayTimeDuration>()));
        case Kind::year_month_duration: return tagged("duration", text(*value.as<YearMonthDuration>()));
        case Kind::list: return of_list(*value.as<List>());
        case Kind::context: return of_context(*value.as<Context>());
        case Kind::range: return of_range(*value.as<Range>());
        case Kind::function: break;
    }
    throw HoldsFunction{};
}

using Read = std::optional<Value>;

template <class T>
Read some(const std::optional<T>& value) {
    return value ? Read(Value(*value)) : std::nullopt;
}

Read read_list(const Json& json) {
    std::vector<Value> items;
    for (const Json& item : json) {
        auto value = from_json(item);
        if (!value) return std::nullopt;
        items.push_back(*std::move(value));
    }
    return List(std::move(items));
}

Read read_context(const Json& json) {
    if (!json.is_array() || json.size() % 2 != 0) return std::nullopt;
    std::vector<Context::Entry> entries;
    for (std::size_t i = 0; i < json.size(); i += 2) {
        auto value = from_json(json[i + 1]);
        if (!json[i].is_string() || !value) return std::nullopt;
        entries.emplace_back(json[i].get<std::string>(), *std::move(value));
    }
    return Context(std::move(entries));
}

Read read_range(const Json& json) {
    if (!json.is_array() || json.size() != 4 || !json[0].is_boolean() || !json[3].is_boolean()) return std::nullopt;
    const auto start = from_json(json[1]);
    const auto end = from_json(json[2]);
    if (!start || !end) return std::nullopt;
    return Range(json[0].get<bool>(), *start, *end, json[3].get<bool>());
}

Read read_text(const std::string& tag, const std::string& text) {
    if (tag == "number") return some(Number::parse(text));
    if (tag == "date") return some(parse_date(text));
    if (tag == "time") return some(parse_time(text));
    if (tag == "dateTime") return some(parse_date_time(text));
    if (tag != "duration") return std::nullopt;
    const Read days = some(parse_day_time_duration(text));
    return days ? days : some(parse_year_month_duration(text));
}

Read read_tagged(const std::string& tag, const Json& content) {
    if (content.is_string()) return read_text(tag, content.get<std::string>());
    if (tag == "context") return read_context(content);
    if (tag == "range") return read_range(content);
    return std::nullopt;
}

Read read(const Json& json) {
    switch (json.type()) {
        case Json::value_t::null: return Value();
        case Json::value_t::boolean: return Value(json.get<bool>());
        case Json::value_t::string: return Value(json.get<std::string>());
        case Json::value_t::array: return read_list(json);
        case Json::value_t::object:
            if (json.size() != 1) return std::nullopt;
            return read_tagged(json.begin().key(), json.begin().value());
        case Json::value_t::number_integer: return Value(json.get<std::int64_t>());
        case Json::value_t::number_unsigned:
            if (json.get<std::uint64_t>() > std::uint64_t{INT64_MAX}) return std::nullopt;
            return Value(json.get<std::int64_t>());
        default: return std::nullopt;
    }
}

}  // namespace

Result<Json> to_json(const Value& value) {
    try {
        return plain(value);
    } catch (const HoldsFunction&) {
        return refuse(
            Refusal::Reason::invalid, "feel.not-recordable",
            {"Giá trị chứa một hàm, không ghi lại được", "the value holds a function, which cannot be recorded"},
            {"Gọi hàm và ghi kết quả của nó", "call the function and record what it gives"});
    }
}

std::optional<Value> from_json(const Json& json) {
    auto value = read(json);
    if (!value || value->extent().depth > max_value_depth) return std::nullopt;
    // One value, one form: "1.50", unsorted names and the like are not read.
    const auto again = to_json(*value);
    if (!again || *again != json) return std::nullopt;
    return value;
}

}  // namespace trien::feel
