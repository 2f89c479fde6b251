// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/procedure/detail/model.hpp"

namespace trien::procedure::detail {

namespace {

using std::chrono::minutes;

const trien::Place& place_of(const Draft& draft, const Step& step) {
    return draft.steps.at(step.id);
}

// --- Steps -----------------------------------------------------------------------------------------------------------

void check_ordinals(const Draft& draft, Faults& faults) {
    std::map<std::int64_t, const Step*> first;
    for (const Step& step : draft.procedure.steps) {
        const auto [other, is_new] = first.emplace(step.ordinal, &step);
        if (is_new) continue;
        faults.error(
            "PROC-031", place_of(draft, step),
            {fmt::format("Số thứ tự {} đã dùng cho bước “{}”", step.ordinal, other->second->id.value()),
             fmt::format("ordinal {} is already that of step \"{}\"", step.ordinal, other->second->id.value())},
            {"Đánh lại số thứ tự các bước", "number the steps anew"});
    }
}

void check_roles(const Draft& draft, const Library& library, Faults& faults) {
    for (const Step& step : draft.procedure.steps) {
        std::vector<RoleId> roles = step.supporting;
        if (!step.role.value().empty()) roles.push_back(step.role);
        for (const RoleId& role : roles) {
            if (library.role(role) != nullptr) continue;
            faults.error(
                "PROC-034", place_of(draft, step),
                {fmt::format("Không có vai trò “{}” trong roles.json", role.value()),
                 fmt::format("roles.json has no role \"{}\"", role.value())},
                {"Sửa mã vai trò, hoặc thêm vai trò vào roles.json", "mend the role, or add it to roles.json"});
        }
    }
}

void check_separation(const Draft& draft, Faults& faults) {
    for (const Step& step : draft.procedure.steps) {
        for (const ElementId& other : step.separate_from) {
            if (other != step.id && draft.procedure.step(other) != nullptr) continue;
            faults.error(
                "PROC-035", place_of(draft, step),
                {fmt::format("Quy tắc tách người nhắc đến “{}”, không phải một bước khác của quy trình", other.value()),
                 fmt::format("the separation names \"{}\", which is no other step of this procedure", other.value())},
                {"Ghi id của bước phải do người khác làm", "name the step somebody else must do"});
        }
    }
}

void check_outcomes(const Draft& draft, Faults& faults) {
    for (const Step& step : draft.procedure.steps) {
        for (const AllowedOutcome& allowed : step.outcomes) {
            const bool is_return = allowed.outcome == Outcome::returned;
            const bool leads_to_step = allowed.back_to && draft.procedure.step(*allowed.back_to) != nullptr;
            if (is_return && (!leads_to_step || !allowed.times_at_most || !allowed.reason_required)) {
                faults.error(
                    "PROC-036", place_of(draft, step),
                    {"Kết quả “return” phải có to là một bước, limit và reasonRequired=\"true\"",
                     "the outcome \"return\" needs a step in \"to\", a limit and reasonRequired=\"true\""},
                    {"Ví dụ: <iso:outcome name=\"return\" to=\"examine\" limit=\"2\" reasonRequired=\"true\"/>",
                     "as in <iso:outcome name=\"return\" to=\"examine\" limit=\"2\" reasonRequired=\"true\"/>"});
            }
            if (!is_return && (allowed.back_to || allowed.times_at_most)) {
                faults.error(
                    "PROC-036", place_of(draft, step),
                    {"Chỉ kết quả “return” mới có to và limit", "only the outcome \"return\" has \"to\" and a limit"},
                    {"Bỏ to và limit", "remove \"to\" and \"limit\""});
            }
            if (allowed.ground_required && !draft.procedure.reasons) {
                faults.error("PROC-039", place_of(draft, step),
                             {"Bước đòi căn cứ từ chối nhưng quy trình không nêu iso:refusalGrounds",
                              "the step asks for a ground, but the procedure names no iso:refusalGrounds"},
                             {"Thêm iso:refusalGrounds", "add iso:refusalGrounds"});
            }
        }
    }
}

void check_forms(const Draft& draft, Faults& faults) {
    for (const Step& step : draft.procedure.steps) {
        for (const std::string& form : step.forms) {
            if (std::ranges::find(draft.procedure.forms, form, &Form::id) != draft.procedure.forms.end()) continue;
            faults.error("PROC-038", place_of(draft, step),
                         {fmt::format("Không có biểu mẫu “{}” trong quy trình", form),
                          fmt::format("the procedure has no form \"{}\"", form)},
                         {"Sửa ref, hoặc thêm iso:form", "mend the ref, or add an iso:form"});
        }
    }
}

// --- Time ------------------------------------------------------------------------------------------------------------

const TimeGroup* group_called(const Procedure& procedure, const std::string& id) {
    const auto found = std::ranges::find(procedure.time_groups, id, &TimeGroup::id);
    return found == procedure.time_groups.end() ? nullptr : &*found;
}

bool has_case(const Procedure& procedure, TimeCase time_case) {
    return std::ranges::find(procedure.time_groups, time_case, &TimeGroup::time_case) != procedure.time_groups.end();
}

Message name_of(TimeCase time_case) {
    if (time_case == TimeCase::standard) return {"trường hợp thường", "the standard case"};
    return {"trường hợp gia hạn", "the extended case"};
}

void check_times_of_step(const Draft& draft, const Step& step, TimeCase time_case, Faults& faults) {
    const auto is_of_case = [&](const std::string& id) {
        const TimeGroup* const group = group_called(draft.procedure, id);
        return group != nullptr && group->time_case == time_case;
    };
    const auto count = std::ranges::count_if(step.time_groups, is_of_case);
    if (count == 1) return;
    const Message name = name_of(time_case);
    faults.error("PROC-037", place_of(draft, step),
                 {fmt::format("Bước phải có đúng một thời gian cho {}, nhưng có {}", name.vi, count),
                  fmt::format("expected exactly one time for {}, but there are {}", name.en, count)},
                 {"Nêu một iso:time trỏ đến iso:timeGroup", "name one iso:time that refers to an iso:timeGroup"});
}

void check_step_times(const Draft& draft, Faults& faults) {
    for (const Step& step : draft.procedure.steps) {
        for (const std::string& id : step.time_groups) {
            if (group_called(draft.procedure, id) != nullptr) continue;
            faults.error(
                "PROC-037", place_of(draft, step),
                {fmt::format("Không có nhóm thời gian “{}”", id), fmt::format("there is no time group \"{}\"", id)},
                {"Sửa group, hoặc thêm iso:timeGroup", "mend the group, or add an iso:timeGroup"});
        }
        check_times_of_step(draft, step, TimeCase::standard, faults);
        if (has_case(draft.procedure, TimeCase::extended)) {
            check_times_of_step(draft, step, TimeCase::extended, faults);
        }
    }
}

/// The office time of spans. Nothing when one of them is in calendar days: units are not added to each other silently.
std::optional<minutes> sum(const std::vector<calendar::Span>& spans) {
    minutes total{0};
    for (const calendar::Span& span : spans) {
        const auto working = calendar::working_minutes(span);
        if (!working) return std::nullopt;
        total += *working;
    }
    return total;
}

/// The times of a case, each group once however many steps share it.
std::vector<calendar::Span> times_of(const Procedure& procedure, TimeCase time_case) {
    std::set<std::string> used;
    for (const Step& step : procedure.steps) used.insert(step.time_groups.begin(), step.time_groups.end());
    std::vector<calendar::Span> times;
    for (const TimeGroup& group : procedure.time_groups) {
        if (group.time_case == time_case && used.contains(group.id)) times.push_back(group.time);
    }
    return times;
}

void check_sum(const Draft& draft, TimeCase time_case, Faults& faults) {
    const calendar::DeadlineRule& deadline = draft.procedure.deadline;
    std::vector<calendar::Span> allowed{deadline.limit};
    if (time_case == TimeCase::extended && deadline.extension_max.amount > 0) allowed.push_back(deadline.extension_max);

    const auto times = sum(times_of(draft.procedure, time_case));
    const auto limit = sum(allowed);
    const Message name = name_of(time_case);
    if (!times || !limit) {
        faults.warning(
            "PROC-041", draft.place(),
            {fmt::format("Không so được tổng thời gian các bước với thời hạn ở {}: lẫn ngày làm việc với ngày",
                         name.vi),
             fmt::format("in {} the steps cannot be compared with the deadline: working and calendar days mix",
                         name.en)},
            {"Kiểm tra bằng tay, hoặc dùng một đơn vị", "check by hand, or use one unit"});
        return;
    }
    if (*times <= *limit) return;
    const Message total = calendar::working_time_text(*times);
    const Message at_most = calendar::working_time_text(*limit);
    faults.error("PROC-040", draft.place(),
                 {fmt::format("Tổng thời gian các bước ở {} là {}, quá thời hạn {}", name.vi, total.vi, at_most.vi),
                  fmt::format("in {} the steps take {}, more than the deadline of {}", name.en, total.en, at_most.en)},
                 {"Rút ngắn các bước: tổng không được vượt thời hạn theo luật",
                  "shorten the steps: their sum may not exceed the legal deadline"});
}

// --- Document control ------------------------------------------------------------------------------------------------

void check_change_log(const Draft& draft, Faults& faults) {
    const Control& control = draft.procedure.control;
    if (control.key.issue == 1) return;
    if (std::ranges::find(control.changes, control.key.issue, &Change::issue) != control.changes.end()) return;
    faults.error("PROC-042", draft.place(),
                 {fmt::format("Lần ban hành {} chưa có dòng trong trang theo dõi sửa đổi", control.key.issue),
                  fmt::format("issue {} has no row in the change log", control.key.issue)},
                 {"Thêm iso:change với nội dung và căn cứ sửa đổi", "add an iso:change with what changed and why"});
}

void check_references(const Draft& draft, Faults& faults) {
    const Date effective = draft.procedure.control.effective_from;
    for (const Reference& reference : draft.procedure.references) {
        const bool not_yet = reference.valid_from && *reference.valid_from > effective;
        const bool no_more = reference.valid_to && *reference.valid_to < effective;
        if (!not_yet && !no_more) continue;
        faults.warning("PROC-043", draft.place(),
                       {fmt::format("Văn bản {} {} vào ngày quy trình có hiệu lực {}", reference.number,
                                    not_yet ? "chưa có hiệu lực" : "đã hết hiệu lực", vietnamese_text(effective)),
                        fmt::format("{} is {} in force on {}, when the procedure takes effect", reference.number,
                                    not_yet ? "not yet" : "no longer", trien::text(effective))},
                       {"Cập nhật tài liệu viện dẫn", "bring the references up to date"});
    }
}

void check_reference(const Draft& draft, const char* code, const std::string& what, bool known, Faults& faults) {
    if (known) return;
    faults.error(code, draft.place(),
                 {fmt::format("Thư viện không có {}", what), fmt::format("the library has no {}", what)},
                 {"Sửa ref, hoặc thêm dữ liệu vào thư mục processes", "mend the ref, or add the data under processes"});
}

void check_law_data(const Draft& draft, const Library& library, Faults& faults) {
    const Procedure& procedure = draft.procedure;
    if (procedure.fee) {
        check_reference(draft, "PROC-050", "fees: " + *procedure.fee, library.fee(*procedure.fee) != nullptr, faults);
    }
    if (procedure.reasons) {
        const bool known = library.grounds(*procedure.reasons) != nullptr;
        check_reference(draft, "PROC-051", "reasons: " + *procedure.reasons, known, faults);
    }
    if (procedure.statement) {
        const bool known = library.statement(*procedure.statement) != nullptr;
        check_reference(draft, "PROC-052", "statements: " + *procedure.statement, known, faults);
    }
    if (procedure.book) {
        const bool known = library.book(*procedure.book) != nullptr;
        check_reference(draft, "PROC-053", "registers: " + procedure.book->value(), known, faults);
    }
}

// --- Returns ---------------------------------------------------------------------------------------------------------

/// Every return leads where it says.
void check_returns(const Draft& draft, Faults& faults) {
    for (const Step& step : draft.procedure.steps) {
        const AllowedOutcome* const allowed = Procedure::allowed(step, Outcome::returned);
        if (allowed == nullptr || !allowed->back_to) continue;
        const auto next = steps_after(draft.procedure.net, step.id, Outcome::returned);
        if (std::ranges::find(next, *allowed->back_to) != next.end()) continue;
        faults.error("PROC-036", place_of(draft, step),
                     {fmt::format("Kết quả “return” không dẫn về bước “{}”", allowed->back_to->value()),
                      fmt::format("the outcome \"return\" does not lead back to \"{}\"", allowed->back_to->value())},
                     {"Sửa điều kiện của các luồng sau bước, hoặc thuộc tính to",
                      "mend the conditions behind the step, or the attribute \"to\""});
    }
}

}  // namespace

void check_rules(const Draft& draft, const Library* library, Faults& faults) {
    check_ordinals(draft, faults);
    check_separation(draft, faults);
    check_outcomes(draft, faults);
    check_forms(draft, faults);
    check_step_times(draft, faults);
    check_sum(draft, TimeCase::standard, faults);
    if (has_case(draft.procedure, TimeCase::extended)) check_sum(draft, TimeCase::extended, faults);
    check_change_log(draft, faults);
    check_references(draft, faults);
    check_flow(draft, faults);
    check_returns(draft, faults);
    if (library == nullptr) return;
    check_roles(draft, *library, faults);
    check_law_data(draft, *library, faults);
}

}  // namespace trien::procedure::detail
