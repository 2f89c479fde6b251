// SPDX-License-Identifier: Apache-2.0
#include "engine/base/json.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <limits>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/digest.hpp"
#include "engine/base/text.hpp"

namespace trien {

namespace {

constexpr int max_depth = 64;

/// RFC 8259 §2 allows any name; ours stay ASCII, so that sorting them never depends on how letters are encoded.
bool is_member_name(std::string_view name) {
    return std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) > 0x7e; });
}

void require_canonical(const Json& value) {
    if (value.is_number_float()) {
        throw Error(Fault::input, "json.float", {},
                    {"Số thực không được phép trong bản ghi", "a floating-point number may not enter a record"});
    }
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) {
            if (!is_member_name(key)) {
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

void CanonicalReader::fail() {
    ok_ = false;
    rest_ = {};
}

bool CanonicalReader::take(std::string_view bytes) {
    if (!rest_.starts_with(bytes)) return false;
    rest_.remove_prefix(bytes.size());
    return true;
}

bool CanonicalReader::take(char byte) {
    if (rest_.empty() || rest_.front() != byte) return false;
    rest_.remove_prefix(1);
    return true;
}

void CanonicalReader::expect(std::string_view bytes) {
    if (!take(bytes)) fail();
}

/// RFC 8785 §3.2.2.2: the short escapes where there are, else \u00 and two lower-case digits; nothing else is escaped.
bool CanonicalReader::take_escape(std::string& text) {
    static constexpr std::string_view letters = "\"\\bfnrt";
    static constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
    if (rest_.size() < 2 || rest_[0] != '\\') return false;
    if (const auto at = letters.find(rest_[1]); at != std::string_view::npos) {
        text += meanings[at];
        rest_.remove_prefix(2);
        return true;
    }
    if (!take("\\u00")) return false;
    const std::string_view hex = rest_.substr(0, 2);
    const auto raw = from_hex(hex);
    if (!raw || raw->size() != 1 || to_hex(*raw) != hex) return false;
    if (static_cast<unsigned char>(raw->front()) >= 0x20 || meanings.find(raw->front()) != std::string_view::npos) {
        return false;
    }
    text += *raw;
    rest_.remove_prefix(2);
    return true;
}

std::string CanonicalReader::text() {
    std::string text;
    if (!take('"')) fail();
    unsigned char bits = 0;
    while (ok_) {
        const auto plain_end = std::ranges::find_if(rest_, [&](char c) {
            const auto byte = static_cast<unsigned char>(c);
            bits |= byte;
            return byte == '"' || byte == '\\' || byte < 0x20;
        });
        const auto plain = static_cast<std::size_t>(plain_end - rest_.begin());
        text.append(rest_, 0, plain);
        rest_.remove_prefix(plain);
        if (take('"')) break;
        if (!take_escape(text)) fail();
    }
    if (bits > 0x7f && !is_utf8(text)) fail();
    if (!ok_) text.clear();
    return text;
}

Json CanonicalReader::any_number() {
    const std::size_t sign = rest_.starts_with('-') ? 1 : 0;
    const auto end = std::min(rest_.find_first_not_of("0123456789", sign), rest_.size());
    const std::string_view number = rest_.substr(0, end);
    const std::string_view digits = number.substr(sign);
    rest_.remove_prefix(end);
    const auto fits = [&](auto& into) {
        return std::from_chars(number.data(), number.data() + number.size(), into).ec == std::errc();
    };
    std::int64_t negative = 0;
    std::uint64_t positive = 0;
    if (digits.empty() || (digits.front() == '0' && number != "0") || !(sign == 1 ? fits(negative) : fits(positive))) {
        fail();
        return nullptr;
    }
    return sign == 1 ? Json(negative) : Json(positive);
}

std::int64_t CanonicalReader::number() {
    const Json number = any_number();
    const auto* const positive = number.get_ptr<const Json::number_unsigned_t*>();
    if (positive != nullptr && *positive > std::numeric_limits<std::int64_t>::max()) fail();
    return ok_ ? number.get<std::int64_t>() : 0;
}

Json CanonicalReader::value(int depth) {
    if (depth > max_depth) fail();
    if (take('{')) return object(depth);
    if (take('[')) return array(depth);
    if (rest_.starts_with('"')) return text();
    if (take("true")) return true;
    if (take("false")) return false;
    if (take("null")) return nullptr;
    return any_number();
}

Json CanonicalReader::array(int depth) {
    Json::array_t items;
    if (take(']')) return Json(std::move(items));
    do items.push_back(value(depth + 1));
    while (take(','));
    if (!take(']')) fail();
    return Json(std::move(items));
}

Json CanonicalReader::object(int depth) {
    Json::object_t members;
    if (take('}')) return Json(std::move(members));
    do {
        std::string name = text();
        if (!take(':')) fail();
        const bool in_order = members.empty() || std::prev(members.end())->first < name;
        if (!in_order || !is_member_name(name)) fail();
        members.emplace_hint(members.end(), std::move(name), value(depth + 1));
    } while (take(','));
    if (!take('}')) fail();
    return Json(std::move(members));
}

}  // namespace trien
