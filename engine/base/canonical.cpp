// SPDX-License-Identifier: Apache-2.0
#include "engine/base/canonical.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"

namespace trien {

namespace {

/// RFC 8785, 3.2.2.2: what JSON must escape, and nothing else.
bool needs_escape(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

void append_escape(std::string& to, char c) {
    static constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
    static constexpr std::string_view letters = "\"\\bfnrt";
    if (const auto at = meanings.find(c); at != std::string_view::npos) {
        to += '\\';
        to += letters[at];
    } else {
        to += "\\u00" + to_hex(std::string_view(&c, 1));
    }
}

void append_text(std::string& to, std::string_view text) {
    if (!is_utf8(text)) {
        throw Error(Fault::input, "json.utf8", {},
                    {"Chuỗi không phải UTF-8 hợp lệ", "a string is not well-formed UTF-8"});
    }
    to += '"';
    while (!text.empty()) {
        const auto plain = static_cast<std::size_t>(std::ranges::find_if(text, needs_escape) - text.begin());
        to += text.substr(0, plain);
        if (plain == text.size()) break;
        append_escape(to, text[plain]);
        text.remove_prefix(plain + 1);
    }
    to += '"';
}

bool is_plain(std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return c > 0x1f && c < 0x7f && !needs_escape(c); });
}

}  // namespace

Json Canonical::json() const {
    CanonicalReader in(text_);
    return in.value();
}

std::string canonical_text(std::string_view text) {
    std::string quoted;
    quoted.reserve(text.size() + 2);
    append_text(quoted, text);
    return quoted;
}

void CanonicalObject::begin_member(std::string_view name) {
    const bool in_order = text_.empty() || std::string_view(text_).substr(last_name_, last_size_) < name;
    if (!in_order || !is_plain(name)) {
        throw std::logic_error("a canonical object's members stand in the order of their plain names: " +
                               std::string(name));
    }
    if (text_.empty()) text_.reserve(256);
    text_ += text_.empty() ? "{\"" : ",\"";
    last_name_ = text_.size();
    last_size_ = name.size();
    text_ += name;
    text_ += "\":";
}

CanonicalObject& CanonicalObject::raw(std::string_view name, std::string_view value) {
    begin_member(name);
    text_ += value;
    return *this;
}

CanonicalObject& CanonicalObject::with(std::string_view name, std::string_view text) {
    begin_member(name);
    append_text(text_, text);
    return *this;
}

CanonicalObject& CanonicalObject::number_with(std::string_view name, std::int64_t number) {
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    return raw(name, {std::begin(digits), end});
}

CanonicalObject& CanonicalObject::with(std::string_view name, const Instant& instant) {
    return with(name, std::string_view(instant.text()));
}

CanonicalObject& CanonicalObject::with(std::string_view name, const Digest& digest) {
    return with(name, std::string_view(digest.hex()));
}

Canonical CanonicalObject::done() {
    text_ += text_.empty() ? "{}" : "}";
    return Canonical(std::exchange(text_, {}));
}

CanonicalArray& CanonicalArray::add(const Canonical& value) {
    text_ += text_.empty() ? '[' : ',';
    text_ += value.text();
    return *this;
}

CanonicalArray& CanonicalArray::add(std::string_view text) {
    text_ += text_.empty() ? '[' : ',';
    append_text(text_, text);
    return *this;
}

Canonical CanonicalArray::done() {
    text_ += text_.empty() ? "[]" : "]";
    return Canonical(std::exchange(text_, {}));
}

}  // namespace trien
