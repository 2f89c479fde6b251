// SPDX-License-Identifier: Apache-2.0
// Soundness and time.
#include <fmt/format.h>

#include "engine/gate/detail/checks.hpp"
#include "engine/gate/detail/words.hpp"

namespace trien::gate::detail {

namespace {

std::string code_of(Flaw flaw) {
    switch (flaw) {
        case Flaw::deadlock: return "GATE-001";
        case Flaw::livelock: return "GATE-002";
        case Flaw::unsafe: return "GATE-003";
        case Flaw::improper: return "GATE-004";
        case Flaw::dead: return "GATE-005";
        case Flaw::endless: break;
    }
    return "GATE-006";
}

Message steps_in_words(const procedure::Procedure& procedure, const std::vector<ElementId>& ids) {
    std::vector<Message> all;
    for (const ElementId& id : ids) all.push_back(named_step(procedure, id));
    return listed(all);
}

void report_too_slow(const procedure::Procedure& procedure, const TimePlan& plan, Report& report) {
    const Message name = case_text(plan.time_case);
    const Message time = amount_text(plan, plan.typical);
    const Message limit = amount_text(plan, *plan.limit);
    const Message way = steps_in_words(procedure, plan.longest);
    report.error(
        "GATE-010",
        {fmt::format("Ở {}, đường dài nhất qua {} mất {}, quá thời hạn {}", name.vi, way.vi, time.vi, limit.vi),
         fmt::format("in {}, the longest way through {} takes {}, more than the deadline of {}", name.en, way.en,
                     time.en, limit.en)},
        {"Rút ngắn các bước này: tổng thời gian không được vượt thời hạn theo luật",
         "shorten these steps: together they may not take longer than the legal deadline"},
        plan.longest);
}

void report_worst(const TimePlan& plan, Report& report) {
    const Message name = case_text(plan.time_case);
    const Message limit = amount_text(plan, *plan.limit);
    if (!plan.worst) {
        report.warning(
            "GATE-012",
            {fmt::format("Ở {} có bước trả lại không giới hạn số lần: không bảo đảm được thời hạn", name.vi),
             fmt::format("in {} a step may return the case without limit: no deadline can be kept", name.en)},
            {"Ghi limit cho kết quả “return”", "give the outcome \"return\" a limit"});
        return;
    }
    const Message worst = amount_text(plan, *plan.worst);
    report.note("GATE-013",
                {fmt::format("Ở {}, nếu hồ sơ bị trả lại đủ số lần cho phép thì mất {}, quá thời hạn {}", name.vi,
                             worst.vi, limit.vi),
                 fmt::format("in {}, a case returned as often as allowed takes {}, more than the deadline of {}",
                             name.en, worst.en, limit.en)},
                {"Chừa thời gian cho việc trả lại, hoặc giảm số lần", "leave time for returns, or allow fewer"});
}

}  // namespace

void report_soundness(const execution::Net& net, Report& report) {
    report.soundness = check_soundness(net);
    for (const SoundnessFlaw& flaw : report.soundness.flaws) {
        report.error(code_of(flaw.flaw), flaw.text, flaw.mend, flaw.way.elements);
        report.findings.back().way = flaw.way.moves;
    }
    if (report.soundness.verdict != Verdict::unknown) return;
    const Message& why = report.soundness.why_unknown;
    report.error("GATE-007",
                 {fmt::format("Không xác định được quy trình có luôn kết thúc hay không: {}", why.vi),
                  fmt::format("whether the procedure always comes to an end cannot be decided: {}", why.en)},
                 {"Làm sơ đồ đơn giản hơn ở chỗ này", "draw this part more simply"});
}

void report_times(const procedure::Procedure& procedure, Report& report) {
    for (const TimePlan& plan : report.times) {
        if (plan.is_mixed) {
            const Message name = case_text(plan.time_case);
            report.warning(
                "GATE-011",
                {fmt::format("Ở {} có ngày làm việc lẫn với ngày thường: không so được với thời hạn", name.vi),
                 fmt::format("in {} working days stand beside calendar days: they cannot be compared", name.en)},
                {"Dùng một đơn vị, hoặc kiểm tra bằng tay", "use one unit, or check by hand"});
        }
        if (!plan.limit || plan.is_mixed) continue;
        if (plan.typical > *plan.limit)
            report_too_slow(procedure, plan, report);
        else if (!plan.worst || *plan.worst > *plan.limit)
            report_worst(plan, report);
    }
}

}  // namespace trien::gate::detail
