// SPDX-License-Identifier: Apache-2.0
// Strings (OMG DMN 1.3, 10.3.4.3); positions and lengths count code points.
#include <array>
#include <string>

#include "engine/base/text.hpp"
#include "engine/feel/detail/call.hpp"
#include "engine/feel/detail/regex.hpp"
#include "engine/feel/detail/unicode.hpp"

namespace trien::feel::detail {

namespace {

Value substring(const String& string, const Number& start, const std::optional<Number>& count) {
    const std::string& text = string.text();
    const auto size = static_cast<std::int64_t>(length(text));
    const auto first = start.whole();
    const auto wanted = count ? count->whole() : std::optional(size);
    if (!first || *first == 0 || *first > size || *first < -size) return Null{};
    if (!wanted || (count && *wanted < 1)) return Null{};
    const std::int64_t skipped = *first > 0 ? *first - 1 : size + *first;
    const std::size_t begin = offset_of(text, static_cast<std::size_t>(skipped));
    const std::string_view rest = std::string_view(text).substr(begin);
    return rest.substr(0, offset_of(rest, static_cast<std::size_t>(*wanted)));
}

Value string_length(const String& string) {
    return length(string.text());
}

Value upper_case(const String& string) {
    return to_upper(string.text());
}

Value lower_case(const String& string) {
    return to_lower(string.text());
}

Value substring_before(const String& string, const String& match) {
    const std::size_t at = string.text().find(match.text());
    return at == std::string::npos ? std::string() : string.text().substr(0, at);
}

Value substring_after(const String& string, const String& match) {
    const std::size_t at = string.text().find(match.text());
    return at == std::string::npos ? std::string() : string.text().substr(at + match.text().size());
}

Value contains(const String& string, const String& match) {
    return string.text().find(match.text()) != std::string::npos;
}

Value starts_with(const String& string, const String& match) {
    return string.text().starts_with(match.text());
}

Value ends_with(const String& string, const String& match) {
    return string.text().ends_with(match.text());
}

std::string_view view(const std::optional<String>& text) {
    return text ? std::string_view(text->text()) : std::string_view();
}

/// Compiles a pattern and charges for that and for going through the text: both are dear beside a step.
std::optional<Regex> regex_for(Call& call, const String& text, const String& pattern, std::string_view flags) {
    call.spend(100 + pattern.text().size() / 8);
    auto regex = Regex::compile(pattern.text(), flags);
    if (regex) call.spend(regex->effort(text.text().size()) / 4096);
    return regex;
}

Value regex_fault(Call& call) {
    return call.nothing("mẫu hoặc cờ của biểu thức chính quy không dùng được",
                        "the regular expression or its flags cannot be used");
}

Value matches(Call& call, const String& input, const String& pattern, const std::optional<String>& flags) {
    const auto regex = regex_for(call, input, pattern, view(flags));
    if (!regex) return regex_fault(call);
    return regex->matches(input.text());
}

Value replace(Call& call,
              const String& input,
              const String& pattern,
              const String& replacement,
              const std::optional<String>& flags) {
    const auto regex = regex_for(call, input, pattern, view(flags));
    if (!regex) return regex_fault(call);
    auto replaced =
        regex->replace(input.text(), replacement.text(), [&](std::size_t bytes) { call.spend(1 + bytes / 512); });
    return replaced ? Value(*std::move(replaced)) : regex_fault(call);
}

Value split(Call& call, const String& string, const String& delimiter) {
    const auto regex = regex_for(call, string, delimiter, "");
    if (!regex) return regex_fault(call);
    const auto parts = regex->split(string.text());
    if (!parts) return regex_fault(call);
    return List(std::vector<Value>(parts->begin(), parts->end()));
}

}  // namespace

std::span<const Builtin> string_builtins() {
    static constexpr std::array<Builtin, 12> functions{
        {{"substring", "string, start position, length?", typed<substring>},
         {"string length", "string", typed<string_length>},
         {"upper case", "string", typed<upper_case>},
         {"lower case", "string", typed<lower_case>},
         {"substring before", "string, match", typed<substring_before>},
         {"substring after", "string, match", typed<substring_after>},
         {"contains", "string, match", typed<contains>},
         {"starts with", "string, match", typed<starts_with>},
         {"ends with", "string, match", typed<ends_with>},
         {"matches", "input, pattern, flags?", typed<matches>},
         {"replace", "input, pattern, replacement, flags?", typed<replace>},
         {"split", "string, delimiter", typed<split>}}};
    return functions;
}

}  // namespace trien::feel::detail
