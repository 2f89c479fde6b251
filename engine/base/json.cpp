// SPDX-License-Identifier: Apache-2.0
#include "engine/base/json.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace trien {

namespace {

constexpr int max_depth = 64;

void require_canonical(const Json& value) {
    if (value.is_number_float()) {
        throw Error(Fault::input, "json.float", {},
                    {"Số thực không được phép trong bản ghi", "a floating-point number may not enter a record"});
    }
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) {
            if (std::ranges::any_of(key, [](char c) { return static_cast<unsigned char>(c) > 0x7e; })) {
                throw Error(Fault::input, "json.key", {"", 0, 0, key},
                            {"Tên trường phải là ASCII", "a member's name must be ASCII"});
            }
            require_canonical(member);
        }
    } else if (value.is_array()) {
        for (const Json& item : value) require_canonical(item);
    }
}

/// Line and column, from 1, of a byte offset.
Place place_of(std::string_view text, std::size_t offset, const std::string& name) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = std::ranges::count(before, '\n') + 1;
    const auto start = before.rfind('\n');
    const auto column = before.size() - (start == std::string_view::npos ? 0 : start + 1);
    return {name, line, static_cast<std::int64_t>(std::max<std::size_t>(column, 1)), ""};
}

}  // namespace

std::string canonical(const Json& value) {
    require_canonical(value);
    try {
        return value.dump();
    } catch (const Json::exception& e) {
        throw Error(Fault::input, "json.utf8", {},
                    {"Chuỗi không phải UTF-8 hợp lệ", fmt::format("a string is not well-formed UTF-8: {}", e.what())});
    }
}

Json parse_json(std::string_view text, const std::string& name) {
    std::vector<std::set<std::string>> members;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > max_depth) {
            throw Error(Fault::input, "json.depth", {name, 0, 0, ""},
                        {fmt::format("JSON lồng sâu quá {} mức", max_depth),
                         fmt::format("the JSON is nested deeper than {} levels", max_depth)});
        }
        if (event == Json::parse_event_t::object_start) members.emplace_back();
        if (event == Json::parse_event_t::object_end) members.pop_back();
        if (event == Json::parse_event_t::key && !members.back().insert(parsed.get<std::string>()).second) {
            throw Error(Fault::input, "json.duplicate", {name, 0, 0, parsed.get<std::string>()},
                        {"Trường bị lặp lại trong cùng một đối tượng", "a member stands twice in one object"},
                        {"Bỏ một trong hai", "remove one of the two"});
        }
        return true;
    };
    try {
        return Json::parse(text, watch);
    } catch (const Json::out_of_range& e) {
        throw Error(Fault::input, "json.number", {name, 0, 0, ""},
                    {"Có số vượt quá giới hạn", fmt::format("a number is out of range: {}", e.what())},
                    {"Sửa số này", "mend the number"});
    } catch (const Json::parse_error& e) {
        throw Error(Fault::input, "json.syntax", place_of(text, e.byte, name),
                    {"Không đọc được JSON tại vị trí này", fmt::format("this is not JSON: {}", e.what())},
                    {"Sửa cú pháp tại dòng, cột đã nêu", "mend the syntax at the line and column named"});
    }
}

}  // namespace trien
