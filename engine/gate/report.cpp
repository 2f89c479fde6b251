// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/report.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace trien::gate {

namespace {

using Severity = Finding::Severity;

template <class Ids>
Json ids(const Ids& list) {
    Json array = Json::array();
    for (const auto& id : list) array.push_back(id.value());
    return array;
}

Json to_json(const Message& message) {
    return {{"vi", message.vi}, {"en", message.en}};
}

Json to_json(const Move& move) {
    Json json{{"kind", text_of(move.kind)},
              {"element", move.element.value()},
              {"entered", ids(move.entered)},
              {"taken", ids(move.taken)}};
    if (!move.code.empty()) json["code"] = move.code;
    return json;
}

Json to_json(const Finding& finding) {
    Json json{{"severity", text_of(finding.severity)},
              {"code", finding.code},
              {"text", to_json(finding.text)},
              {"mend", to_json(finding.mend)},
              {"elements", ids(finding.elements)}};
    if (finding.way.empty()) return json;
    json["way"] = Json::array();
    for (const Move& move : finding.way) json["way"].push_back(to_json(move));
    return json;
}

Json to_json(const TimePlan& plan) {
    Json json{{"case", plan.time_case.id},
              {"unit", plan.unit == TimePlan::Unit::office_minutes ? "officeMinute" : "calendarDay"},
              {"comparable", !plan.is_mixed}};
    if (plan.is_mixed) return json;
    json["best"] = plan.best;
    json["typical"] = plan.typical;
    json["worst"] = plan.worst ? Json(*plan.worst) : Json();
    json["limit"] = plan.limit ? Json(*plan.limit) : Json();
    json["longestWay"] = ids(plan.longest);
    json["slack"] = Json::object();
    for (const Slack& slack : plan.slack) json["slack"][slack.step.value()] = slack.amount;
    return json;
}

Json to_json(const StaffingRow& row) {
    Json vacancies = Json::array();
    for (const Vacancy& vacancy : row.vacancies) {
        vacancies.push_back({{"role", vacancy.role.value()}, {"from", trien::text(vacancy.days.from)}});
        if (vacancy.days.to) vacancies.back()["to"] = trien::text(*vacancy.days.to);
    }
    return {
        {"step", row.step.value()},          {"lead", row.lead.value()},        {"answering", row.answering.value()},
        {"supporting", ids(row.supporting)}, {"consulted", ids(row.consulted)}, {"informed", ids(row.informed)},
        {"holders", ids(row.holders)},       {"positions", row.positions},      {"vacancies", vacancies}};
}

Json to_json(const SeparationDay& day) {
    Json witness = Json::object();
    for (const Assigned& assigned : day.witness) witness[assigned.step.value()] = assigned.person.value();
    Json conflict = Json::array();
    for (const auto& [step, other] : day.conflict) conflict.push_back({step.value(), other.value()});
    return {{"day", trien::text(day.day)},
            {"witness", witness},
            {"conflict", conflict},
            {"indispensable", ids(day.indispensable)}};
}

template <class Items>
Json list(const Items& items) {
    Json array = Json::array();
    for (const auto& item : items) array.push_back(to_json(item));
    return array;
}

// --- words -----------------------------------------------------------------------------------------------------------

Message name_of(Severity severity) {
    switch (severity) {
        case Severity::error: return {"LỖI", "ERROR"};
        case Severity::warning: return {"CẢNH BÁO", "WARNING"};
        case Severity::note: break;
    }
    return {"LƯU Ý", "NOTE"};
}

Message soundness_line(const Soundness& soundness) {
    const Message how = soundness.by_reduction ? Message{"rút gọn sơ đồ", "by contracting the diagram"}
                                               : Message{fmt::format("xét {} trạng thái", soundness.states),
                                                         fmt::format("looking at {} states", soundness.states)};
    switch (soundness.verdict) {
        case Verdict::sound:
            return {fmt::format("Luồng: mọi hồ sơ đều đi tới kết thúc ({})", how.vi),
                    fmt::format("Flow: every case comes to an end ({})", how.en)};
        case Verdict::unsound: return {"Luồng: có lỗi", "Flow: not sound"};
        case Verdict::unknown: break;
    }
    return {"Luồng: chưa kết luận được", "Flow: not decided"};
}

Message time_line(const TimePlan& plan) {
    const Message it = case_text(plan.time_case);
    if (plan.is_mixed) {
        return {fmt::format("Thời gian, {}: lẫn đơn vị, không so được", it.vi),
                fmt::format("Time, {}: units are mixed", it.en)};
    }
    if (plan.typical == 0 && !plan.limit) {
        return {fmt::format("Thời gian, {}: không quy định", it.vi), fmt::format("Time, {}: none stated", it.en)};
    }
    const Message best = amount_text(plan, plan.best);
    const Message typical = amount_text(plan, plan.typical);
    const Message worst = plan.worst ? amount_text(plan, *plan.worst) : Message{"không giới hạn", "unlimited"};
    const Message limit = plan.limit ? amount_text(plan, *plan.limit) : Message{"không có", "none"};
    return {fmt::format("Thời gian, {}: ngắn nhất {}, dài nhất {}, nếu bị trả lại {}; thời hạn {}", it.vi, best.vi,
                        typical.vi, worst.vi, limit.vi),
            fmt::format("Time, {}: shortest {}, longest {}, with returns {}; deadline {}", it.en, best.en, typical.en,
                        worst.en, limit.en)};
}

}  // namespace

void Report::error(std::string code, Message text, Message mend, std::vector<ElementId> elements) {
    findings.push_back({Severity::error, std::move(code), std::move(text), std::move(mend), std::move(elements), {}});
}

void Report::warning(std::string code, Message text, Message mend, std::vector<ElementId> elements) {
    findings.push_back({Severity::warning, std::move(code), std::move(text), std::move(mend), std::move(elements), {}});
}

void Report::note(std::string code, Message text, Message mend, std::vector<ElementId> elements) {
    findings.push_back({Severity::note, std::move(code), std::move(text), std::move(mend), std::move(elements), {}});
}

bool may_issue(const Report& report) {
    return std::ranges::find(report.findings, Severity::error, &Finding::severity) == report.findings.end();
}

Json to_json(const Report& report) {
    Json skipped = Json::array();
    for (const Skipped& part : report.skipped)
        skipped.push_back({{"check", to_json(part.check)}, {"why", to_json(part.why)}});
    return {{"schema", "trien.gate/1"},
            {"key", {{"set", report.key.set}, {"code", report.key.code}, {"issue", report.key.issue}}},
            {"mayIssue", may_issue(report)},
            {"findings", list(report.findings)},
            {"skipped", skipped},
            {"soundness",
             {{"verdict", text_of(report.soundness.verdict)},
              {"byReduction", report.soundness.by_reduction},
              {"states", report.soundness.states},
              {"transitions", report.soundness.transitions}}},
            {"times", list(report.times)},
            {"staffing", list(report.staffing)},
            {"separation", list(report.separation)}};
}

std::string text(const Report& report, Language language) {
    std::string lines;
    const auto add = [&](const Message& line) { lines += (lines.empty() ? "" : "\n") + line.in(language); };
    add({fmt::format("Kiểm tra trước khi ban hành: {}, {}, lần ban hành {}", report.key.code, report.key.set,
                     report.key.issue),
         fmt::format("Check before issue: {}, {}, issue {}", report.key.code, report.key.set, report.key.issue)});
    add(soundness_line(report.soundness));
    for (const TimePlan& plan : report.times) add(time_line(plan));
    for (const Skipped& part : report.skipped) {
        add({fmt::format("Chưa kiểm tra: {} ({})", part.check.vi, part.why.vi),
             fmt::format("Not checked: {} ({})", part.check.en, part.why.en)});
    }
    for (const Finding& finding : report.findings) {
        const Message severity = name_of(finding.severity);
        add({fmt::format("{} {}: {}. {}.", severity.vi, finding.code, finding.text.vi, finding.mend.vi),
             fmt::format("{} {}: {}; {}.", severity.en, finding.code, finding.text.en, finding.mend.en)});
    }
    add(may_issue(report) ? Message{"Kết luận: được ban hành", "Verdict: may be issued"}
                          : Message{"Kết luận: chưa được ban hành", "Verdict: may not be issued"});
    return lines;
}

std::string_view text_of(Severity severity) {
    switch (severity) {
        case Severity::error: return "error";
        case Severity::warning: return "warning";
        case Severity::note: break;
    }
    return "note";
}

}  // namespace trien::gate
