// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/counting.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace trien::calendar {

namespace {

/// Two words that stand for yes and no.
struct Words {
    std::string_view yes;
    std::string_view no;
};

constexpr Words used{"used", "notUsed"};
constexpr Words then{"nextWorkingDay", "sameDay"};
constexpr Words continues{"likeReceipt", "atOnce"};

bool read_choice(Fields& rule, const std::string& name, Words words) {
    const std::string word = rule.text(name);
    if (word == words.yes) return true;
    if (word == words.no) return false;
    throw rule.fault(name, {fmt::format("Phải là {} hoặc {}", words.yes, words.no),
                            fmt::format("must be {} or {}", words.yes, words.no)});
}

StopRule read_stop(Fields& fields) {
    StopRule rule;
    rule.reason = fields.text("reason");
    rule.name = read_message(fields, "name");
    rule.uses_day_of_stop = read_choice(fields, "dayOfStop", used);
    rule.uses_day_of_continuing = read_choice(fields, "dayOfContinuing", used);
    rule.continues_like_receipt = read_choice(fields, "continues", continues);
    rule.source = read_source(fields);
    fields.done();
    return rule;
}

LateRule read_late(Fields& fields, const CountingRules& rules) {
    LateRule rule{fields.text("reason"), fields.number("atMost"), read_source(fields)};
    if (rules.stop(rule.reason) == nullptr) {
        throw fields.fault("reason", {fmt::format("“{}” không có trong stops", rule.reason),
                                      fmt::format("stops has no reason \"{}\"", rule.reason)});
    }
    if (rule.at_most < 0) throw fields.fault("atMost", {"Phải từ 0", "must be at least 0"});
    fields.done();
    return rule;
}

template <class Rule>
const Rule* find_reason(const std::vector<Rule>& rules, std::string_view reason) {
    const auto found = std::ranges::find(rules, reason, &Rule::reason);
    return found == rules.end() ? nullptr : &*found;
}

}  // namespace

const StopRule* CountingRules::stop(std::string_view reason) const {
    return find_reason(stops, reason);
}

const LateRule* CountingRules::late_by(std::string_view reason) const {
    return find_reason(late, reason);
}

CountingRules read_counting(Fields& calendar) {
    Fields fields = calendar.object("counting");
    CountingRules rules;
    Fields receipt = fields.object("receipt");
    rules.receipt = read_source(receipt);
    receipt.done();
    Fields end = fields.object("endOnDayOff");
    rules.end_on_day_off_moves = read_choice(end, "then", then);
    rules.end_on_day_off = read_source(end);
    end.done();
    for (Fields& entry : fields.objects("stops")) {
        StopRule rule = read_stop(entry);
        if (rules.stop(rule.reason) != nullptr) {
            throw entry.fault("reason", {fmt::format("“{}” có hai lần", rule.reason),
                                         fmt::format("\"{}\" stands here twice", rule.reason)});
        }
        rules.stops.push_back(std::move(rule));
    }
    for (Fields& entry : fields.objects("late")) rules.late.push_back(read_late(entry, rules));
    fields.done();
    return rules;
}

}  // namespace trien::calendar
