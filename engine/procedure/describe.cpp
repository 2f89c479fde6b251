// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/describe.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/procedure/phrases.hpp"

namespace trien::procedure {

namespace {

std::string joined(const std::vector<std::string>& items, std::string_view separator) {
    return fmt::format("{}", fmt::join(items, separator));
}

/// Writes the document section by section.
class Writer {
  public:
    Writer(const Procedure& procedure, const Library* library) : procedure_(procedure), say_(procedure, library) {}

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
        item("e", "Phí, lệ phí", say_.fee());
        item("g", "Tên mẫu đơn, mẫu tờ khai", say_.application_forms());
        item("h", "Yêu cầu, điều kiện thực hiện", say_.conditions());
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
            line(fmt::format("- {}", Phrases::reference(reference)));
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
            line(fmt::format("   - {}", Phrases::component(component)));
        }
    }

    void deadlines() {
        if (procedure_.deadlines.empty()) item("b", "Thời hạn giải quyết", "Không quy định thời hạn chung");
        if (procedure_.deadlines.size() == 1) {
            item("b", "Thời hạn giải quyết", Phrases::rule(procedure_.deadlines.front().rule));
        } else if (procedure_.deadlines.size() > 1) {
            line("b) Thời hạn giải quyết:");
            for (const Deadline& deadline : procedure_.deadlines) {
                line(fmt::format("   - {}: {}", Phrases::column(deadline.time_case), Phrases::rule(deadline.rule)));
            }
        }
        for (const std::string& note : say_.deadline_notes()) line(fmt::format("   {}", note));
    }

    void write(const Step& step) {
        line(fmt::format("   {}. {}", step.ordinal, step.name));
        line(fmt::format("      Việc: {}    Trách nhiệm: {}", Phrases::act(step.act), say_.role(step.role)));
        write_roles(step);
        for (const TimeColumn& column : procedure_.time_columns()) {
            const TimeGroup* const group = procedure_.time_of(step, column.time_case.id);
            if (group == nullptr) continue;
            const bool is_standard = column.time_case == TimeCase();
            const std::string heading = is_standard ? "" : fmt::format(" ({})", Phrases::column(column.time_case));
            line(fmt::format("      Thời gian{}: {}", heading, say_.time(*group)));
        }
        write_limits(step);
        for (const AllowedOutcome& allowed : step.outcomes) {
            if (allowed.outcome != Outcome::completed) line(fmt::format("      Kết quả: {}", say_.outcome(allowed)));
        }
        for (const std::string& name : step.determines) {
            line(fmt::format("      Xác định: {}", say_.question(name)));
        }
        if (!step.outputs.empty()) line(fmt::format("      Biểu mẫu/Kết quả: {}", joined(step.outputs, "; ")));
    }

    void write_roles(const Step& step) {
        if (step.accountable) line(fmt::format("      Chịu trách nhiệm: {}", say_.role(*step.accountable)));
        for (const RoleId& role : step.supporting) line(fmt::format("      Phối hợp: {}", say_.role(role)));
        for (const RoleId& role : step.consulted) line(fmt::format("      Hỏi ý kiến: {}", say_.role(role)));
        for (const RoleId& role : step.informed) line(fmt::format("      Thông báo cho: {}", say_.role(role)));
    }

    /// Who may not do it, who may, and who hears of it when it takes too long.
    void write_limits(const Step& step) {
        for (const Separation& rule : step.separate_from) line(fmt::format("      {}", say_.separation(rule)));
        if (step.authority) line(fmt::format("      Thẩm quyền: {}", Phrases::authority(*step.authority)));
        if (step.escalation) line(fmt::format("      {}", say_.escalation(*step.escalation)));
    }

    void forms() {
        heading("6. BIỂU MẪU");
        if (procedure_.forms.empty()) line("Không");
        for (const Form& form : procedure_.forms) line(fmt::format("- {}", form.name));
    }

    void records() {
        heading("7. HỒ SƠ CẦN LƯU");
        for (const Record& record : procedure_.records) {
            line(fmt::format("- {}; lưu tại: {}; thời gian lưu: {}", record.name, record.kept_by,
                             Phrases::keeping(record)));
        }
    }

    void sources() {
        if (procedure_.sources.empty()) return;
        heading("NGUỒN");
        for (const Source& source : procedure_.sources) {
            line(fmt::format("- {}: {} ({})", source.part, source.citation, Phrases::checked(source)));
        }
    }

    const Procedure& procedure_;
    Phrases say_;
    std::string text_;
};

}  // namespace

std::string describe(const Procedure& procedure, const Library* library) {
    return Writer(procedure, library).text();
}

}  // namespace trien::procedure
