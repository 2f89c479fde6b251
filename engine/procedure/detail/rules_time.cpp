// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <compare>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/procedure/detail/rules.hpp"

namespace trien::procedure::detail {

namespace {

using std::chrono::minutes;
using Spans = std::vector<calendar::Span>;

Message name_of(const TimeCase& time_case) {
    if (!time_case.name.empty()) return {time_case.name, fmt::format("the case \"{}\"", time_case.id)};
    if (time_case.id == standard_case) return {"trường hợp thường", "the standard case"};
    return {fmt::format("trường hợp “{}”", time_case.id), fmt::format("the case \"{}\"", time_case.id)};
}

const TimeGroup* group_called(const Procedure& procedure, const std::string& id) {
    const auto found = std::ranges::find(procedure.time_groups, id, &TimeGroup::id);
    return found == procedure.time_groups.end() ? nullptr : &*found;
}

// --- Deadlines -------------------------------------------------------------------------------------------------------

void check_last_deadline(const Draft& draft, Faults& faults) {
    const auto& deadlines = draft.procedure.deadlines;
    for (const Deadline& deadline : deadlines) {
        const bool is_last = &deadline == &deadlines.back();
        if (is_last != deadline.condition.has_value()) continue;
        faults.error("PROC-045", draft.place(),
                     {"Thời hạn cuối cùng không có condition, các thời hạn trước nó phải có",
                      "the last deadline has no condition, those before it need one"},
                     {"Xếp thời hạn có điều kiện lên trước", "put the deadlines with a condition first"});
    }
}

void check_cases_differ(const Draft& draft, Faults& faults) {
    std::set<std::string> seen;
    for (const TimeColumn& column : draft.procedure.time_columns()) {
        if (seen.insert(column.time_case.id).second) continue;
        faults.error("PROC-045", draft.place(),
                     {fmt::format("Trường hợp “{}” dùng cho hai thời hạn", column.time_case.id),
                      fmt::format("two deadlines are of the case \"{}\"", column.time_case.id)},
                     {"Đặt case khác nhau", "give each a case of its own"});
    }
}

void check_fact(const Draft& draft, const trien::Place& at, const std::string& name, Faults& faults) {
    const auto& facts = draft.procedure.facts;
    if (std::ranges::find(facts, name, &Fact::name) != facts.end()) return;
    faults.error("PROC-048", at,
                 {fmt::format("Không có tình tiết “{}”", name), fmt::format("there is no fact \"{}\"", name)},
                 {"Sửa tên, hoặc thêm iso:fact", "mend the name, or add an iso:fact"});
}

void check_facts(const Draft& draft, Faults& faults) {
    for (const Deadline& deadline : draft.procedure.deadlines) {
        if (!deadline.condition) continue;
        for (const std::string& name : deadline.condition->names()) check_fact(draft, draft.place(), name, faults);
    }
    for (const Step& step : draft.procedure.steps) {
        for (const std::string& name : step.determines) check_fact(draft, draft.steps.at(step.id), name, faults);
    }
}

// --- Step times ------------------------------------------------------------------------------------------------------

void check_groups(const Draft& draft, const std::vector<TimeColumn>& columns, Faults& faults) {
    for (const TimeGroup& group : draft.procedure.time_groups) {
        const bool is_known = std::ranges::any_of(
            columns, [&](const TimeColumn& column) { return column.time_case.id == group.time_case; });
        if (is_known) continue;
        faults.error(
            "PROC-037", draft.place(),
            {fmt::format("Nhóm thời gian “{}” thuộc trường hợp “{}”, không thời hạn nào có", group.id, group.time_case),
             fmt::format("time group \"{}\" is of the case \"{}\", which no deadline has", group.id, group.time_case)},
            {"Sửa case, hoặc thêm iso:deadline", "mend the case, or add an iso:deadline"});
    }
    for (const Step& step : draft.procedure.steps) {
        for (const std::string& id : step.time_groups) {
            if (group_called(draft.procedure, id) != nullptr) continue;
            faults.error(
                "PROC-037", draft.steps.at(step.id),
                {fmt::format("Không có nhóm thời gian “{}”", id), fmt::format("there is no time group \"{}\"", id)},
                {"Sửa group, hoặc thêm iso:timeGroup", "mend the group, or add an iso:timeGroup"});
        }
    }
}

/// A step has one time in each column. Where no law sets a deadline it may have none.
void check_times_of_step(const Draft& draft, const Step& step, const TimeColumn& column, Faults& faults) {
    const auto count = std::ranges::count_if(step.time_groups, [&](const std::string& id) {
        const TimeGroup* const group = group_called(draft.procedure, id);
        return group != nullptr && group->time_case == column.time_case.id;
    });
    if (count == 1 || (count == 0 && column.limit.empty())) return;
    const Message name = name_of(column.time_case);
    faults.error("PROC-037", draft.steps.at(step.id),
                 {fmt::format("Bước phải có đúng một thời gian cho {}, nhưng có {}", name.vi, count),
                  fmt::format("expected exactly one time for {}, but there are {}", name.en, count)},
                 {"Nêu một iso:time trỏ đến iso:timeGroup", "name one iso:time that refers to an iso:timeGroup"});
}

// --- The sum ---------------------------------------------------------------------------------------------------------

/// The times of a case, each group once however many steps share it.
Spans times_of(const Procedure& procedure, const std::string& time_case) {
    std::set<std::string> used;
    for (const Step& step : procedure.steps) used.insert(step.time_groups.begin(), step.time_groups.end());
    Spans times;
    for (const TimeGroup& group : procedure.time_groups) {
        if (group.time_case == time_case && used.contains(group.id)) times.push_back(group.time);
    }
    return times;
}

/// The sum of spans that compare with each other.
Message total_text(const Spans& spans) {
    minutes working{0};
    std::int32_t days = 0;
    for (const calendar::Span& span : spans) {
        if (const auto office_time = calendar::working_minutes(span)) {
            working += *office_time;
        } else {
            days += span.amount;
        }
    }
    return days > 0 ? calendar::span_text({days, calendar::Unit::calendar_day}) : calendar::working_time_text(working);
}

void check_sum(const Draft& draft, const TimeColumn& column, Faults& faults) {
    const Spans times = times_of(draft.procedure, column.time_case.id);
    const auto order = calendar::compare(times, column.limit);
    const Message name = name_of(column.time_case);
    if (order == std::partial_ordering::unordered) {
        faults.warning(
            "PROC-041", draft.place(),
            {fmt::format("Không so được tổng thời gian các bước với thời hạn ở {}: lẫn ngày làm việc với ngày",
                         name.vi),
             fmt::format("in {} the steps cannot be compared with the deadline: working and calendar days mix",
                         name.en)},
            {"Kiểm tra bằng tay, hoặc dùng một đơn vị", "check by hand, or use one unit"});
    }
    if (order != std::partial_ordering::greater) return;
    const Message total = total_text(times);
    const Message limit = total_text(column.limit);
    faults.error("PROC-040", draft.place(),
                 {fmt::format("Tổng thời gian các bước ở {} là {}, quá thời hạn {}", name.vi, total.vi, limit.vi),
                  fmt::format("in {} the steps take {}, more than the deadline of {}", name.en, total.en, limit.en)},
                 {"Rút ngắn các bước: tổng không được vượt thời hạn theo luật",
                  "shorten the steps: their sum may not exceed the legal deadline"});
}

// --- The clock -------------------------------------------------------------------------------------------------------

void clock_fault(const Draft& draft, const Clock& clock, Message text, Message mend, Faults& faults) {
    trien::Place at = draft.place();
    at.element = clock.element.value();
    faults.error("PROC-046", std::move(at), std::move(text), std::move(mend));
}

void check_clocks(const Draft& draft, Faults& faults) {
    const auto& clocks = draft.procedure.clocks;
    for (const Clock& clock : clocks) {
        const auto same_effect = std::ranges::count_if(
            clocks, [&](const Clock& other) { return other.element == clock.element && other.effect == clock.effect; });
        if (same_effect > 1) {
            clock_fault(draft, clock,
                        {fmt::format("Hai iso:clock “{}” ở cùng một phần tử", text_of(clock.effect)),
                         fmt::format("two iso:clock \"{}\" in one element", text_of(clock.effect))},
                        {"Giữ một", "keep one"}, faults);
        }
        const bool has_partner = std::ranges::any_of(
            clocks, [&](const Clock& other) { return other.reason == clock.reason && other.effect != clock.effect; });
        if (!has_partner) {
            clock_fault(draft, clock,
                        {fmt::format("Đồng hồ “{}” vì “{}” không có lệnh ngược lại", text_of(clock.effect),
                                     text_of(clock.reason)),
                         fmt::format("the clock's \"{}\" for \"{}\" has no counterpart", text_of(clock.effect),
                                     text_of(clock.reason))},
                        {"Thêm iso:clock stop hoặc continue cùng lý do", "add the iso:clock of the other effect"},
                        faults);
        }
    }
}

}  // namespace

void check_times(const Draft& draft, Faults& faults) {
    const auto columns = draft.procedure.time_columns();
    check_last_deadline(draft, faults);
    check_cases_differ(draft, faults);
    check_facts(draft, faults);
    check_groups(draft, columns, faults);
    for (const Step& step : draft.procedure.steps) {
        for (const TimeColumn& column : columns) check_times_of_step(draft, step, column, faults);
    }
    for (const TimeColumn& column : columns) {
        if (!column.limit.empty()) check_sum(draft, column, faults);
    }
    check_clocks(draft, faults);
}

}  // namespace trien::procedure::detail
