// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/note.hpp"

#include <charconv>

#include <fmt/format.h>

namespace trien::journal {

namespace {

constexpr std::string_view signature_mark = "\u2014 ";

}  // namespace

std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<std::int64_t> parse_count(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count < 0) return std::nullopt;
    return fmt::to_string(count) == text ? std::optional(count) : std::nullopt;
}

std::optional<Digest> parse_hash(std::string_view text) {
    const auto bytes = from_base64(text);
    return bytes ? Digest::parse(to_hex(*bytes)) : std::nullopt;
}

std::optional<Note> split_note(std::string_view note) {
    const auto blank = note.find("\n\n");
    if (blank == std::string_view::npos) return std::nullopt;
    Note split{note.substr(0, blank + 1), {}};
    std::string_view rest = note.substr(blank + 2);
    while (const auto line = take_line(rest)) split.lines.push_back(*line);
    return split;
}

std::string signature_line(std::string_view name, std::string_view id, std::string_view signature) {
    std::string raw(id);
    raw += signature;
    return fmt::format("{}{} {}\n", signature_mark, name, to_base64(raw));
}

std::optional<std::string> signature_of(std::string_view line, std::string_view name, std::string_view id) {
    const std::string start = fmt::format("{}{} ", signature_mark, name);
    if (!line.starts_with(start)) return std::nullopt;
    const auto raw = from_base64(line.substr(start.size()));
    if (!raw || !raw->starts_with(id)) return std::nullopt;
    return raw->substr(id.size());
}

}  // namespace trien::journal
