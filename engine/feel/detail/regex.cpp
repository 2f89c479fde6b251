// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/detail/regex.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <re2/re2.h>

namespace trien::feel::detail {

namespace {

using Groups = std::array<re2::StringPiece, 10>;

std::string_view view(re2::StringPiece piece) {
    return {piece.data(), piece.size()};
}

/// The pattern without the white space that flag `x` makes meaningless.
std::string without_space(std::string_view pattern) {
    std::string kept;
    int brackets = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size()) {
            kept += c;
            kept += pattern[++i];
            continue;
        }
        if (c == '[') ++brackets;
        if (c == ']') --brackets;
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space || brackets > 0) kept += c;
    }
    return kept;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What a match is replaced by. Nothing for a malformed replacement.
std::optional<std::string> filled(std::string_view replacement, const Groups& groups) {
    std::string text;
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        const char c = replacement[i];
        if (c != '$' && c != '\\') {
            text += c;
            continue;
        }
        const char next = i + 1 < replacement.size() ? replacement[++i] : '\0';
        if (c == '$' && is_digit(next)) {
            text += view(groups[static_cast<std::size_t>(next - '0')]);
        } else if (c == '\\' && (next == '$' || next == '\\')) {
            text += next;
        } else {
            return std::nullopt;
        }
    }
    return text;
}

}  // namespace

struct Regex::Program {
    Program(const std::string& pattern, const RE2::Options& options) : re(pattern, options) {}

    /// The next match from `at` on; groups the pattern lacks are empty.
    bool find(std::string_view text, std::size_t at, Groups& groups) const {
        groups.fill({});
        const int count = std::min(re.NumberOfCapturingGroups() + 1, static_cast<int>(groups.size()));
        return re.Match(re2::StringPiece(text.data(), text.size()), at, text.size(), RE2::UNANCHORED, groups.data(),
                        count);
    }
    [[nodiscard]] bool matches_empty() const { return RE2::FullMatch("", re); }

    RE2 re;
};

std::optional<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
    std::string modes;
    bool extended = false;
    for (const char flag : flags) {
        if (flag != 's' && flag != 'm' && flag != 'i' && flag != 'x') return std::nullopt;
        if (flag == 'x') extended = true;
        if (flag != 'x') modes += flag;
    }
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(std::int64_t{1} << 20);
    std::string source = modes.empty() ? "" : "(?" + modes + ")";
    source += extended ? without_space(pattern) : std::string(pattern);
    auto program = std::make_shared<const Program>(source, options);
    if (!program->re.ok()) return std::nullopt;
    return Regex(std::move(program));
}

std::size_t Regex::effort(std::size_t bytes) const {
    return bytes * static_cast<std::size_t>(program_->re.ProgramSize());
}

bool Regex::matches(std::string_view text) const {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), program_->re);
}

std::optional<std::string> Regex::replace(std::string_view text,
                                          std::string_view replacement,
                                          const std::function<void(std::size_t bytes)>& grown) const {
    Groups groups;
    if (program_->matches_empty() || !filled(replacement, groups)) return std::nullopt;
    std::string replaced;
    std::size_t at = 0;
    while (program_->find(text, at, groups)) {
        const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::string filling = *filled(replacement, groups);
        grown(filling.size());
        replaced += text.substr(at, start - at);
        replaced += filling;
        at = start + groups[0].size();
        if (groups[0].empty()) return std::nullopt;
    }
    replaced += text.substr(at);
    return replaced;
}

std::optional<std::vector<std::string>> Regex::split(std::string_view text) const {
    if (program_->matches_empty()) return std::nullopt;
    std::vector<std::string> parts;
    Groups groups;
    std::size_t at = 0;
    while (program_->find(text, at, groups)) {
        if (groups[0].empty()) return std::nullopt;
        const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
        parts.emplace_back(text.substr(at, start - at));
        at = start + groups[0].size();
    }
    parts.emplace_back(text.substr(at));
    return parts;
}

}  // namespace trien::feel::detail
