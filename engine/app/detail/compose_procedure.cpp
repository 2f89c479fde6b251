// SPDX-License-Identifier: Apache-2.0
#include "engine/app/detail/compose_procedure.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/app/detail/step_table.hpp"
#include "engine/app/detail/typography.hpp"
#include "engine/base/text.hpp"
#include "engine/procedure/phrases.hpp"

namespace trien::app {

namespace {

using namespace typography;
using procedure::Phrases;
using procedure::Procedure;
using render::Align;
using render::Cell;
using render::Paragraph;
using render::Row;
using render::Table;

constexpr double signature_height = 54;
constexpr double block_gap = 14;

class Composer {
  public:
    Composer(const Procedure& procedure, const procedure::Library& library)
        : procedure_(procedure), library_(library), say_(procedure, &library) {}

    render::ControlledDocument document(const std::vector<std::string>& notes) && {
        const procedure::Control& control = procedure_.control;
        document_.title = fmt::format("{} {}", control.key.code, procedure_.name);
        document_.created = Instant::of(control.issued_on, {});
        document_.footer = {procedure_.name, fmt::format("Ngày hiệu lực: {}", vietnamese_text(control.effective_from)),
                            fmt::format("Lần ban hành: {:02}", control.key.issue)};
        add_front();
        add_sections();
        add_content(notes);
        add_lists();
        return std::move(document_);
    }

  private:
    void add(Paragraph paragraph) { document_.blocks.emplace_back(std::move(paragraph)); }
    void add(Table table) { document_.blocks.emplace_back(std::move(table)); }
    void heading(const std::string& title) { add({{{title, bold}}, Align::left, 0, block_gap, true}); }
    void text(const std::string& text) { add({{{text, body}}, Align::justify, 0, 4}); }
    void point(const std::string& text) { add({{{"- " + text, body}}, Align::justify, 12, 3}); }
    void section(const std::string& title, const std::string& body) {
        heading(title);
        text(body);
    }
    /// "c) Đối tượng thực hiện: …"
    void item(const std::string& letter, const std::string& title, const std::string& body) {
        add({{{fmt::format("{}) {}:", letter, title), bold}, {body, typography::body}}, Align::justify, 0, 5});
    }
    void item_heading(const std::string& title) { add({{{title, bold}}, Align::left, 0, 5, true}); }

    // --- The front page ----------------------------------------------------------------------------------------------

    void add_front() {
        add(header());
        if (procedure_.provisional) {
            add({{{"TẠM THỜI: có nội dung chưa đối chiếu với văn bản chính thức", bold}}, Align::centre, 0, block_gap});
        }
        add(approval());
        add({{{"TRANG THEO DÕI SỐ LẦN SỬA ĐỔI TÀI LIỆU", bold}}, Align::centre, 0, 2 * block_gap, true});
        add(change_log());
        const procedure::Control& control = procedure_.control;
        for (const procedure::ProcedureKey& old : control.supersedes) {
            text(fmt::format("Thay thế: {}, {}, lần ban hành {:02}", old.set, old.code, old.issue));
        }
        if (control.effective_to) {
            text(fmt::format("Hết hiệu lực sau ngày: {}", vietnamese_text(*control.effective_to)));
        }
    }

    [[nodiscard]] Table header() const {
        const procedure::Control& control = procedure_.control;
        Cell issuer = head_cell(to_upper(control.issuer));
        Cell name{{{{{"QUY TRÌNH", title_style}}, Align::centre},
                   {{{to_upper(procedure_.name), table_bold}}, Align::centre, 0, 4}},
                  1,
                  1,
                  true};
        std::vector<std::string> lines{fmt::format("Mã hiệu: {}", control.key.code),
                                       fmt::format("Lần ban hành: {:02}", control.key.issue),
                                       fmt::format("Ngày ban hành: {}", vietnamese_text(control.issued_on)),
                                       fmt::format("Bộ tài liệu: {}", control.key.set)};
        if (!procedure_.act.value().empty()) lines.push_back(fmt::format("Mã TTHC: {}", procedure_.act.value()));
        issuer.rows = name.rows = lines.size();
        Table table;
        table.widths = {27, 41, 32};
        table.body.push_back({{issuer, name, cell(lines.front())}});
        for (std::size_t i = 1; i < lines.size(); ++i) table.body.push_back({{cell(lines[i])}});
        return table;
    }

    [[nodiscard]] Table approval() const {
        const procedure::Control& control = procedure_.control;
        const std::vector<const procedure::Approval*> columns{&control.drafted, &control.reviewed, &control.approved};
        Table table;
        table.gap = block_gap;
        table.widths = {16, 28, 28, 28};
        table.body.push_back({{cell(""), head_cell("Soạn thảo"), head_cell("Xem xét"), head_cell("Phê duyệt")}});
        table.body.push_back({{head_cell("Họ tên"), cell(""), cell(""), cell("")}});
        table.body.push_back({{head_cell("Chữ ký"), cell(""), cell(""), cell("")}, signature_height});
        Row position{{head_cell("Chức vụ")}};
        Row day{{head_cell("Ngày")}};
        for (const procedure::Approval* const approval : columns) {
            position.cells.push_back(centred_cell(approval->position));
            day.cells.push_back(centred_cell(approval->on ? vietnamese_text(*approval->on) : ""));
        }
        table.body.push_back(position);
        table.body.push_back(day);
        return table;
    }

    [[nodiscard]] Table change_log() const {
        Table table;
        table.gap = 6;
        table.widths = {7, 43, 34, 16};
        table.head.push_back({{head_cell("STT"), head_cell("Tóm lược nội dung cần sửa đổi"),
                               head_cell("Cơ sở pháp lý hoặc căn cứ về việc sửa đổi"), head_cell("Lần sửa đổi")}});
        for (const procedure::Change& change : procedure_.control.changes) {
            const std::string issue = fmt::format("{:02} ({})", change.issue, vietnamese_text(change.on));
            table.body.push_back(
                {{number_cell(table.body.size() + 1), cell(change.summary), cell(change.basis), centred_cell(issue)}});
        }
        if (table.body.empty()) table.body.push_back({{cell(""), cell("Chưa sửa đổi"), cell(""), cell("")}});
        return table;
    }

    // --- The sections ------------------------------------------------------------------------------------------------

    void add_sections() {
        section("1. MỤC ĐÍCH", procedure_.purpose);
        section("2. PHẠM VI", procedure_.scope);
        heading("3. TÀI LIỆU VIỆN DẪN");
        for (const procedure::Reference& reference : procedure_.references) point(Phrases::reference(reference));
        heading("4. ĐỊNH NGHĨA/VIẾT TẮT");
        if (procedure_.terms.empty()) text("Không");
        for (const procedure::Term& term : procedure_.terms) point(fmt::format("{}: {}", term.name, term.meaning));
    }

    void add_content(const std::vector<std::string>& notes) {
        heading("5. NỘI DUNG QUY TRÌNH");
        item("a", "Thành phần, số lượng hồ sơ", fmt::format("{:02} bộ", procedure_.dossier_copies));
        for (const procedure::Component& component : procedure_.components) point(Phrases::component(component));
        add_deadlines();
        item("c", "Đối tượng thực hiện", procedure_.applicants);
        item("d", "Cơ quan thực hiện", procedure_.agency);
        item("đ", "Kết quả thực hiện", procedure_.result);
        item("e", "Phí, lệ phí", say_.fee());
        item("g", "Tên mẫu đơn, mẫu tờ khai", say_.application_forms());
        item("h", "Yêu cầu, điều kiện thực hiện", say_.conditions());
        item("i", "Căn cứ pháp lý", "Các văn bản tại Mục 3");
        item_heading("k) Quy trình xử lý công việc");
        add(step_table(procedure_, library_));
        for (const std::string& note : notes) add({{{note, small}}, Align::justify, 0, 3});
    }

    void add_deadlines() {
        const auto& deadlines = procedure_.deadlines;
        if (deadlines.empty()) {
            item("b", "Thời hạn giải quyết", "Không quy định thời hạn chung");
        } else if (deadlines.size() == 1) {
            item("b", "Thời hạn giải quyết", Phrases::rule(deadlines.front().rule));
        } else {
            item_heading("b) Thời hạn giải quyết:");
            for (const procedure::Deadline& deadline : deadlines) {
                point(fmt::format("{}: {}", Phrases::column(deadline.time_case), Phrases::rule(deadline.rule)));
            }
        }
        for (const std::string& note : say_.deadline_notes()) point(note);
    }

    void add_lists() {
        heading("6. BIỂU MẪU");
        if (procedure_.forms.empty()) text("Không");
        for (const procedure::Form& form : procedure_.forms) point(form.name);
        heading("7. HỒ SƠ CẦN LƯU");
        add(records());
        if (!procedure_.sources.empty()) {
            heading("NGUỒN");
            add(sources());
        }
    }

    [[nodiscard]] Table records() const {
        Table table;
        table.gap = 6;
        table.widths = {6, 44, 30, 20};
        table.head.push_back({{head_cell("TT"), head_cell("Tên hồ sơ"), head_cell("Nơi lưu/người lưu trữ"),
                               head_cell("Thời gian lưu")}});
        for (const procedure::Record& record : procedure_.records) {
            table.body.push_back({{number_cell(table.body.size() + 1), cell(record.name), cell(record.kept_by),
                                   centred_cell(Phrases::keeping(record))}});
        }
        return table;
    }

    [[nodiscard]] Table sources() const {
        Table table;
        table.gap = 6;
        table.widths = {6, 40, 36, 18};
        table.head.push_back({{head_cell("TT"), head_cell("Nội dung"), head_cell("Đọc ở"), head_cell("Tình trạng")}});
        for (const procedure::Source& source : procedure_.sources) {
            table.body.push_back({{number_cell(table.body.size() + 1), cell(source.part), cell(source.citation),
                                   centred_cell(std::string(Phrases::checked(source)))}});
        }
        return table;
    }

    const Procedure& procedure_;
    const procedure::Library& library_;
    Phrases say_;
    render::ControlledDocument document_;
};

}  // namespace

render::ControlledDocument compose(const Procedure& procedure,
                                   const procedure::Library& library,
                                   const std::vector<std::string>& notes) {
    return Composer(procedure, library).document(notes);
}

}  // namespace trien::app
