// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/applied_rule.hpp"

#include <fmt/format.h>

namespace trien::calendar {

Message explanation(const AppliedRules& rules) {
    Message sentence;
    for (const AppliedRule& rule : rules) {
        const char* const separator = sentence.empty() ? "" : "; ";
        sentence.vi += separator + rule.text.vi;
        sentence.en += separator + rule.text.en;
    }
    return sentence;
}

std::vector<Message> explanation_lines(const AppliedRules& rules) {
    std::vector<Message> lines;
    for (const AppliedRule& rule : rules) {
        Message& line = lines.emplace_back(rule.text);
        const Message source = source_text(rule.source);
        if (source.empty()) continue;
        line.vi += fmt::format(" [{}]", source.vi);
        line.en += fmt::format(" [{}]", source.en);
    }
    return lines;
}

}  // namespace trien::calendar
