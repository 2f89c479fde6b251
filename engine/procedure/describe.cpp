// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/describe.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace trien::procedure {

namespace {

std::string clock_text(std::chrono::minutes time_of_day) {
    return fmt::format("{:02}:{:02}", time_of_day / std::chrono::hours{1}, time_of_day.count() % 60);
}

std::string_view words_for(ActKind act) {
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

std::string_view words_for(Outcome outcome) {
    switch (outcome) {
        case Outcome::completed: return "hoàn thành";
        case Outcome::approved: return "đồng ý";
        case Outcome::returned: return "trả lại";
        case Outcome::refused: return "từ chối";
        case Outcome::supplement: return "yêu cầu bổ sung một lần cho đủ";
    }
    return {};
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

/// Writes the document section by section.
class Writer {
  public:
    Writer(const Procedure& procedure, const Library* library) : procedure_(procedure), library_(library) {}

    std::string text() && {
        header();
        change_log();
        section("1. MỤC ĐÍCH", procedure_.purpose);
        section("2. PHẠM VI", procedure_.scope);
        references();
        terms();
        heading("5. NỘI DUNG QUY TRÌNH");
        components();
        deadlines();
        item("c", "Đối tượng thực hiện", procedure_.applicants);
        item("d", "Cơ quan thực hiện", procedure_.agency);
        item("đ", "Kết quả thực hiện", procedure_.result);
        item("e", "Phí, lệ phí", fee());
        item("g", "Tên mẫu đơn, mẫu tờ khai", application_forms());
        item("h", "Yêu cầu, điều kiện thực hiện", procedure_.conditions.empty() ? "Không" : procedure_.conditions);
        item("i", "Căn cứ pháp lý", "Các văn bản tại Mục 3");
        line("k) Quy trình xử lý công việc");
        for (const Step& step : procedure_.steps) write(step);
        forms();
        records();
        sources();
        return std::move(text_);
    }

  private:
    void line(std::string_view text) {
        text_ += text;
        text_ += '\n';
    }
    void heading(std::string_view title) {
        text_ += '\n';
        line(title);
    }
    void section(std::string_view title, std::string_view body) {
        heading(title);
        line(body);
    }
    void item(std::string_view letter, std::string_view title, std::string_view body) {
        line(fmt::format("{}) {}: {}", letter, title, body));
    }

    void header() {
        const Control& control = procedure_.control;
        line(to_upper(control.issuer));
        line("QUY TRÌNH");
        line(to_upper(procedure_.name));
        if (procedure_.provisional) line("TẠM THỜI: có nội dung chưa đối chiếu với văn bản chính thức");
        line(fmt::format("Bộ tài liệu: {}", control.key.set));
        const std::string& act = procedure_.act.value();
        line(fmt::format("Mã hiệu: {}{}", control.key.code, act.empty() ? "" : fmt::format("    Mã TTHC: {}", act)));
        line(fmt::format("Lần ban hành: {:02}    Ngày ban hành: {}    Ngày hiệu lực: {}", control.key.issue,
                         vietnamese_text(control.issued_on), vietnamese_text(control.effective_from)));
        if (control.effective_to)
            line(fmt::format("Hết hiệu lực sau ngày: {}", vietnamese_text(*control.effective_to)));
        for (const ProcedureKey& old : control.supersedes) {
            line(fmt::format("Thay thế: {}, {}, lần ban hành {:02}", old.set, old.code, old.issue));
        }
        line(fmt::format("Soạn thảo: {}    Xem xét: {}    Phê duyệt: {}", control.drafted.position,
                         control.reviewed.position, control.approved.position));
    }

    void change_log() {
        heading("SỬA ĐỔI TÀI LIỆU");
        if (procedure_.control.changes.empty()) line("Chưa sửa đổi");
        for (const Change& change : procedure_.control.changes) {
            line(fmt::format("Lần {:02}, {}: {} (căn cứ: {})", change.issue, vietnamese_text(change.on), change.summary,
                             change.basis));
        }
    }

    void references() {
        heading("3. TÀI LIỆU VIỆN DẪN");
        for (const Reference& reference : procedure_.references) {
            std::string validity;
            if (reference.valid_from)
                validity += fmt::format("; hiệu lực từ {}", vietnamese_text(*reference.valid_from));
            if (reference.valid_to) validity += fmt::format("; đến hết {}", vietnamese_text(*reference.valid_to));
            line(fmt::format("- {}: {}{}", reference.number, reference.title, validity));
        }
    }

    void terms() {
        heading("4. ĐỊNH NGHĨA/VIẾT TẮT");
        if (procedure_.terms.empty()) line("Không");
        for (const Term& term : procedure_.terms) line(fmt::format("- {}: {}", term.name, term.meaning));
    }

    void components() {
        line(fmt::format("a) Thành phần, số lượng hồ sơ: {:02} bộ", procedure_.dossier_copies));
        for (const Component& component : procedure_.components) {
            line(fmt::format("   - {} ({}, {:02} bản{})", component.name, words_for(component.form), component.copies,
                             component.required ? "" : ", nếu có"));
        }
    }

    void deadlines() {
        if (procedure_.deadlines.empty()) item("b", "Thời hạn giải quyết", "Không quy định thời hạn chung");
        if (procedure_.deadlines.size() == 1) {
            item("b", "Thời hạn giải quyết", rule_text(procedure_.deadlines.front().rule));
        } else if (procedure_.deadlines.size() > 1) {
            line("b) Thời hạn giải quyết:");
            for (const Deadline& deadline : procedure_.deadlines) {
                line(fmt::format("   - {}: {}", column_name(deadline.time_case), rule_text(deadline.rule)));
            }
        }
        for (const Clock& clock : procedure_.clocks) {
            if (clock.effect != Clock::Effect::stop) continue;
            line(fmt::format("   Không tính thời gian {}", words_for(clock.reason)));
        }
        if (procedure_.no_wait) line("   Thủ tục không chờ: trả kết quả ngay khi người yêu cầu có mặt");
    }

    static std::string rule_text(const calendar::DeadlineRule& rule) {
        std::string body = calendar::span_text(rule.limit).vi;
        if (rule.counting == calendar::DeadlineRule::Counting::day_of_receipt) body += ", tính cả ngày tiếp nhận";
        if (rule.cut_off) {
            body += fmt::format("; nhận sau {} thì tính từ ngày làm việc tiếp theo", clock_text(*rule.cut_off));
        }
        if (rule.extension_max.amount > 0) {
            body += fmt::format("; gia hạn không quá {}", calendar::span_text(rule.extension_max).vi);
        }
        if (rule.longer_by_agreement) body += "; lâu hơn nếu có thỏa thuận bằng văn bản với người yêu cầu";
        return body;
    }

    static std::string column_name(const TimeCase& time_case) {
        if (!time_case.name.empty()) return time_case.name;
        return time_case.id == standard_case ? "trường hợp thường" : time_case.id;
    }

    [[nodiscard]] std::string fee() const {
        if (!procedure_.fee) return procedure_.fee_note.empty() ? "Không" : procedure_.fee_note;
        return procedure_.fee_note.empty() ? rates() : fmt::format("{}. {}", rates(), procedure_.fee_note);
    }

    [[nodiscard]] std::string rates() const {
        const Fee* const found = library_ == nullptr ? nullptr : library_->fee(*procedure_.fee);
        if (found == nullptr) return *procedure_.fee;
        std::vector<std::string> rates;
        rates.reserve(found->rates.size());
        for (const FeeRate& rate : found->rates) rates.push_back(rate.provenance.citation);
        return fmt::format("{} ({})", found->name.vi, joined(rates, "; "));
    }

    [[nodiscard]] std::string application_forms() const {
        std::vector<std::string> names;
        for (const Component& component : procedure_.components) {
            if (component.form == Component::Form::form) names.push_back(component.name);
        }
        return names.empty() ? "Không" : joined(names, "; ");
    }

    [[nodiscard]] std::string role_name(const RoleId& id) const {
        const Role* const role = library_ == nullptr ? nullptr : library_->role(id);
        return role == nullptr ? id.value() : fmt::format("{} ({})", role->name.vi, role->abbreviation);
    }

    /// "01 ngày làm việc, chung các bước 1, 2, 3".
    [[nodiscard]] std::string time_text(const TimeGroup& group) const {
        std::vector<std::string> sharing;
        for (const Step& step : procedure_.steps) {
            if (procedure_.time_of(step, group.time_case) == &group) sharing.push_back(std::to_string(step.ordinal));
        }
        const std::string time = calendar::span_text(group.time).vi;
        return sharing.size() == 1 ? time : fmt::format("{}, chung các bước {}", time, joined(sharing, ", "));
    }

    void write(const Step& step) {
        line(fmt::format("   {}. {}", step.ordinal, step.name));
        line(fmt::format("      Việc: {}    Trách nhiệm: {}", words_for(step.act), role_name(step.role)));
        write_roles(step);
        for (const TimeColumn& column : procedure_.time_columns()) {
            const TimeGroup* const group = procedure_.time_of(step, column.time_case.id);
            if (group == nullptr) continue;
            const bool is_standard = column.time_case == TimeCase();
            const std::string heading = is_standard ? "" : fmt::format(" ({})", column_name(column.time_case));
            line(fmt::format("      Thời gian{}: {}", heading, time_text(*group)));
        }
        write_limits(step);
        for (const AllowedOutcome& allowed : step.outcomes) {
            if (allowed.outcome != Outcome::completed) line(fmt::format("      Kết quả: {}", outcome_text(allowed)));
        }
        for (const std::string& name : step.determines) {
            line(fmt::format("      Xác định: {}", question(name)));
        }
        if (!step.outputs.empty()) line(fmt::format("      Biểu mẫu/Kết quả: {}", joined(step.outputs, "; ")));
    }

    void write_roles(const Step& step) {
        if (step.accountable) line(fmt::format("      Chịu trách nhiệm: {}", role_name(*step.accountable)));
        for (const RoleId& role : step.supporting) line(fmt::format("      Phối hợp: {}", role_name(role)));
        for (const RoleId& role : step.consulted) line(fmt::format("      Hỏi ý kiến: {}", role_name(role)));
        for (const RoleId& role : step.informed) line(fmt::format("      Thông báo cho: {}", role_name(role)));
    }

    /// Who may not do it, who may, and who hears of it when it takes too long.
    void write_limits(const Step& step) {
        for (const auto& [other, identity] : step.separate_from) {
            const Step* const separated = procedure_.step(other);
            if (separated == nullptr) continue;
            line(fmt::format("      Không do {} đã làm bước {} thực hiện", words_for(identity), separated->ordinal));
        }
        if (step.authority) {
            const std::string act = step.authority->act.value();
            line(fmt::format("      Thẩm quyền: {}{}", words_for(step.authority->kind),
                             act.empty() ? "" : fmt::format(" thủ tục {}", act)));
        }
        if (step.escalation) {
            line(fmt::format("      Quá {} chưa xong: báo cáo {}", calendar::span_text(step.escalation->after).vi,
                             role_name(step.escalation->to)));
        }
    }

    [[nodiscard]] std::string question(const std::string& fact) const {
        const auto found = std::ranges::find(procedure_.facts, fact, &Fact::name);
        return found == procedure_.facts.end() ? fact : found->question;
    }

    [[nodiscard]] std::string outcome_text(const AllowedOutcome& allowed) const {
        std::string text(words_for(allowed.outcome));
        const Step* const back_to = allowed.back_to ? procedure_.step(*allowed.back_to) : nullptr;
        if (back_to != nullptr) text += fmt::format(" về bước {}", back_to->ordinal);
        if (allowed.times_at_most) text += fmt::format(", không quá {} lần", *allowed.times_at_most);
        if (allowed.warn_after) text += fmt::format(", quá {} lần thì cảnh báo", *allowed.warn_after);
        if (allowed.reason_required) text += ", phải nêu lý do";
        if (allowed.ground_required) text += ", phải nêu căn cứ";
        return text;
    }

    void forms() {
        heading("6. BIỂU MẪU");
        if (procedure_.forms.empty()) line("Không");
        for (const Form& form : procedure_.forms) line(fmt::format("- {}", form.name));
    }

    void records() {
        heading("7. HỒ SƠ CẦN LƯU");
        for (const Record& record : procedure_.records) {
            line(fmt::format("- {}; lưu tại: {}; thời gian lưu: {}", record.name, record.kept_by, keeping(record)));
        }
    }

    static std::string keeping(const Record& record) {
        if (record.by_schedule) return "theo bảng thời hạn bảo quản của cơ quan";
        return record.years ? fmt::format("{} năm", *record.years) : "vĩnh viễn";
    }

    void sources() {
        if (procedure_.sources.empty()) return;
        heading("NGUỒN");
        for (const Source& source : procedure_.sources) {
            line(fmt::format("- {}: {} ({})", source.part, source.citation,
                             source.verified ? "đã đối chiếu" : "CHƯA ĐỐI CHIẾU"));
        }
    }

    const Procedure& procedure_;
    const Library* library_;
    std::string text_;
};

}  // namespace

std::string describe(const Procedure& procedure, const Library* library) {
    return Writer(procedure, library).text();
}

}  // namespace trien::procedure
