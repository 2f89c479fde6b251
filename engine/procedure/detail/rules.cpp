// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/rules.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace trien::procedure::detail {

namespace {

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

std::vector<RoleId> roles_of(const Step& step) {
    std::vector<RoleId> roles = step.supporting;
    std::ranges::copy(step.consulted, std::back_inserter(roles));
    std::ranges::copy(step.informed, std::back_inserter(roles));
    if (!step.role.value().empty()) roles.push_back(step.role);
    if (step.accountable) roles.push_back(*step.accountable);
    if (step.escalation) roles.push_back(step.escalation->to);
    return roles;
}

void check_roles(const Draft& draft, const Library& library, Faults& faults) {
    for (const Step& step : draft.procedure.steps) {
        for (const RoleId& role : roles_of(step)) {
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
        for (const auto& [other, identity] : step.separate_from) {
            if (other != step.id && draft.procedure.step(other) != nullptr) continue;
            faults.error(
                "PROC-035", place_of(draft, step),
                {fmt::format("Quy tắc tách người nhắc đến “{}”, không phải một bước khác của quy trình", other.value()),
                 fmt::format("the separation names \"{}\", which is no other step of this procedure", other.value())},
                {"Ghi id của bước phải do người khác làm", "name the step somebody else must do"});
        }
    }
}

void check_return(const Draft& draft, const Step& step, const AllowedOutcome& allowed, Faults& faults) {
    const bool is_return = allowed.outcome == Outcome::returned;
    const bool leads_to_step = allowed.back_to && draft.procedure.step(*allowed.back_to) != nullptr;
    if (is_return && (!leads_to_step || !allowed.times_at_most || !allowed.reason_required)) {
        faults.error("PROC-036", place_of(draft, step),
                     {"Kết quả “return” phải có to là một bước, limit và reasonRequired=\"true\"",
                      "the outcome \"return\" needs a step in \"to\", a limit and reasonRequired=\"true\""},
                     {"Ví dụ: <iso:outcome name=\"return\" to=\"examine\" limit=\"2\" reasonRequired=\"true\"/>",
                      "as in <iso:outcome name=\"return\" to=\"examine\" limit=\"2\" reasonRequired=\"true\"/>"});
    }
    if (!is_return && (allowed.back_to || allowed.times_at_most)) {
        faults.error("PROC-036", place_of(draft, step),
                     {"Chỉ kết quả “return” mới có to và limit", "only the outcome \"return\" has \"to\" and a limit"},
                     {"Bỏ to và limit", "remove \"to\" and \"limit\""});
    }
}

void check_supplement(const Draft& draft, const Step& step, const AllowedOutcome& allowed, Faults& faults) {
    if ((allowed.outcome == Outcome::supplement) == allowed.warn_after.has_value()) return;
    faults.error("PROC-047", place_of(draft, step),
                 {"Kết quả “supplement” phải có warnAfter, và chỉ nó mới có",
                  "the outcome \"supplement\" needs warnAfter, and no other has it"},
                 {"Ví dụ: <iso:outcome name=\"supplement\" warnAfter=\"1\"/>",
                  "as in <iso:outcome name=\"supplement\" warnAfter=\"1\"/>"});
}

void check_ground(const Draft& draft, const Step& step, const AllowedOutcome& allowed, Faults& faults) {
    if (!allowed.ground_required || draft.procedure.reasons) return;
    faults.error("PROC-039", place_of(draft, step),
                 {"Bước đòi căn cứ từ chối nhưng quy trình không nêu iso:refusalGrounds",
                  "the step asks for a ground, but the procedure names no iso:refusalGrounds"},
                 {"Thêm iso:refusalGrounds", "add iso:refusalGrounds"});
}

void check_outcomes(const Draft& draft, Faults& faults) {
    for (const Step& step : draft.procedure.steps) {
        for (const AllowedOutcome& allowed : step.outcomes) {
            check_return(draft, step, allowed, faults);
            check_supplement(draft, step, allowed, faults);
            check_ground(draft, step, allowed, faults);
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
    check_times(draft, faults);
    check_document(draft, library, faults);
    check_flow(draft, faults);
    check_returns(draft, faults);
    if (library != nullptr) check_roles(draft, *library, faults);
}

}  // namespace trien::procedure::detail
