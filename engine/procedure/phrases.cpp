// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/phrases.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace trien::procedure {

namespace {

std::string clock_text(std::chrono::minutes time_of_day) {
    return fmt::format("{:02}:{:02}", time_of_day / std::chrono::hours{1}, time_of_day.count() % 60);
}

std::string_view words_for(Component::Form form) {
    switch (form) {
        case Component::Form::original: return "bản chính";
        case Component::Form::copy: return "bản sao";
        case Component::Form::certified_copy: return "bản sao chứng thực";
        case Component::Form::form: return "mẫu đơn, tờ khai";
        case Component::Form::shown: return "xuất trình";
        case Component::Form::database: return "khai thác từ cơ sở dữ liệu, không yêu cầu người dân nộp";
    }
    return {};
}

std::string_view words_for(Identity identity) {
    switch (identity) {
        case Identity::real: return "người trực tiếp";
        case Identity::effective: return "người đứng tên";
        case Identity::both: return "người";
    }
    return {};
}

std::string_view words_for(StepAuthority::Kind kind) {
    switch (kind) {
        case StepAuthority::Kind::sign: return "ký";
        case StepAuthority::Kind::approve: return "duyệt";
        case StepAuthority::Kind::advise: return "cho ý kiến";
    }
    return {};
}

std::string_view words_for(Clock::Reason reason) {
    switch (reason) {
        case Clock::Reason::supplement: return "chờ bổ sung hồ sơ";
        case Clock::Reason::verification: return "chờ kết quả xác minh";
        case Clock::Reason::obligation: return "chờ thực hiện nghĩa vụ tài chính";
    }
    return {};
}

std::string joined(const std::vector<std::string>& items, std::string_view separator) {
    return fmt::format("{}", fmt::join(items, separator));
}

}  // namespace

std::string Phrases::role(const RoleId& id) const {
    const Role* const role = library_ == nullptr ? nullptr : library_->role(id);
    return role == nullptr ? id.value() : fmt::format("{} ({})", role->name.vi, role->abbreviation);
}

std::string_view Phrases::act(ActKind act) {
    switch (act) {
        case ActKind::receive: return "tiếp nhận";
        case ActKind::examine: return "kiểm tra";
        case ActKind::sign: return "ký";
        case ActKind::seal: return "đóng dấu";
        case ActKind::hand_over: return "trả kết quả";
        case ActKind::draft: return "soạn thảo";
        case ActKind::enter: return "vào sổ";
        case ActKind::present: return "trình";
        case ActKind::direct: return "cho ý kiến phân phối";
        case ActKind::handle: return "giải quyết";
        case ActKind::issue: return "phát hành";
        case ActKind::file: return "lập hồ sơ, lưu";
    }
    return {};
}

std::string_view Phrases::name(Outcome outcome) {
    switch (outcome) {
        case Outcome::completed: return "hoàn thành";
        case Outcome::approved: return "đồng ý";
        case Outcome::returned: return "trả lại";
        case Outcome::refused: return "từ chối";
        case Outcome::supplement: return "yêu cầu bổ sung một lần cho đủ";
    }
    return {};
}

std::string Phrases::reference(const Reference& reference) {
    std::string text = fmt::format("{}: {}", reference.number, reference.title);
    if (reference.valid_from) text += fmt::format("; hiệu lực từ {}", vietnamese_text(*reference.valid_from));
    if (reference.valid_to) text += fmt::format("; đến hết {}", vietnamese_text(*reference.valid_to));
    return text;
}

std::string Phrases::component(const Component& component) {
    return fmt::format("{} ({}, {:02} bản{})", component.name, words_for(component.form), component.copies,
                       component.required ? "" : ", nếu có");
}

std::string Phrases::rule(const calendar::DeadlineRule& rule) {
    std::string text = calendar::span_text(rule.limit).vi;
    if (rule.counting == calendar::DeadlineRule::Counting::day_of_receipt) text += ", tính cả ngày tiếp nhận";
    if (rule.cut_off) {
        text += fmt::format("; nhận sau {} thì tính từ ngày làm việc tiếp theo", clock_text(*rule.cut_off));
    }
    if (rule.extension_max.amount > 0) {
        text += fmt::format("; gia hạn không quá {}", calendar::span_text(rule.extension_max).vi);
    }
    if (rule.longer_by_agreement) text += "; lâu hơn nếu có thỏa thuận bằng văn bản với người yêu cầu";
    return text;
}

std::string Phrases::column(const TimeCase& time_case) {
    if (!time_case.name.empty()) return time_case.name;
    return time_case.id == standard_case ? "trường hợp thường" : time_case.id;
}

std::vector<std::string> Phrases::deadline_notes() const {
    std::vector<std::string> notes;
    for (const Clock& clock : procedure_.clocks) {
        if (clock.effect != Clock::Effect::stop) continue;
        notes.push_back(fmt::format("Không tính thời gian {}", words_for(clock.reason)));
    }
    if (procedure_.no_wait) notes.emplace_back("Thủ tục không chờ: trả kết quả ngay khi người yêu cầu có mặt");
    return notes;
}

std::string Phrases::fee() const {
    if (!procedure_.fee) return procedure_.fee_note.empty() ? "Không" : procedure_.fee_note;
    return procedure_.fee_note.empty() ? rates() : fmt::format("{}. {}", rates(), procedure_.fee_note);
}

std::string Phrases::rates() const {
    const Fee* const found = library_ == nullptr ? nullptr : library_->fee(*procedure_.fee);
    if (found == nullptr) return *procedure_.fee;
    std::vector<std::string> rates;
    rates.reserve(found->rates.size());
    for (const FeeRate& rate : found->rates) rates.push_back(rate.provenance.citation);
    return fmt::format("{} ({})", found->name.vi, joined(rates, "; "));
}

std::string Phrases::application_forms() const {
    std::vector<std::string> names;
    for (const Component& component : procedure_.components) {
        if (component.form == Component::Form::form) names.push_back(component.name);
    }
    return names.empty() ? "Không" : joined(names, "; ");
}

std::string Phrases::conditions() const {
    return procedure_.conditions.empty() ? "Không" : procedure_.conditions;
}

std::string Phrases::keeping(const Record& record) {
    if (record.by_schedule) return "theo bảng thời hạn bảo quản của cơ quan";
    return record.years ? fmt::format("{} năm", *record.years) : "vĩnh viễn";
}

std::string_view Phrases::checked(const Source& source) {
    return source.verified ? "đã đối chiếu" : "CHƯA ĐỐI CHIẾU";
}

std::string Phrases::time(const TimeGroup& group) const {
    std::vector<std::string> sharing;
    for (const Step& step : procedure_.steps) {
        if (procedure_.time_of(step, group.time_case) == &group) sharing.push_back(std::to_string(step.ordinal));
    }
    const std::string time = calendar::span_text(group.time).vi;
    return sharing.size() == 1 ? time : fmt::format("{}, chung các bước {}", time, joined(sharing, ", "));
}

std::string Phrases::outcome(const AllowedOutcome& allowed) const {
    std::string text(name(allowed.outcome));
    const Step* const back_to = allowed.back_to ? procedure_.step(*allowed.back_to) : nullptr;
    if (back_to != nullptr) text += fmt::format(" về bước {}", back_to->ordinal);
    if (allowed.times_at_most) text += fmt::format(", không quá {} lần", *allowed.times_at_most);
    if (allowed.warn_after) text += fmt::format(", quá {} lần thì cảnh báo", *allowed.warn_after);
    if (allowed.reason_required) text += ", phải nêu lý do";
    if (allowed.ground_required) text += ", phải nêu căn cứ";
    return text;
}

std::string Phrases::separation(const Separation& separation) const {
    const Step* const other = procedure_.step(separation.from);
    return fmt::format("Không do {} đã làm bước {} thực hiện", words_for(separation.identity),
                       other == nullptr ? separation.from.value() : std::to_string(other->ordinal));
}

std::string Phrases::authority(const StepAuthority& authority) {
    const std::string& act = authority.act.value();
    return fmt::format("{}{}", words_for(authority.kind), act.empty() ? "" : fmt::format(" thủ tục {}", act));
}

std::string Phrases::escalation(const Escalation& escalation) const {
    return fmt::format("Quá {} chưa xong: báo cáo {}", calendar::span_text(escalation.after).vi, role(escalation.to));
}

std::string Phrases::question(const std::string& fact) const {
    const auto found = std::ranges::find(procedure_.facts, fact, &Fact::name);
    return found == procedure_.facts.end() ? fact : found->question;
}

}  // namespace trien::procedure
