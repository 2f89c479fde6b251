// SPDX-License-Identifier: Apache-2.0
#include "engine/app/detail/step_table.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/app/detail/typography.hpp"
#include "engine/procedure/phrases.hpp"

namespace trien::app {

namespace {

using namespace typography;
using procedure::Phrases;
using procedure::Procedure;
using procedure::Step;
using procedure::TimeColumn;
using procedure::TimeGroup;
using render::Cell;
using render::Row;
using render::Table;

// Shares of the page: number, what, who, each time, result.
constexpr double number_width = 6;
constexpr double name_width = 34;
constexpr double role_width = 19;
constexpr double time_width = 13;
constexpr double result_width = 23;

/// "03 ngày làm việc", and with an extension "03 ngày làm việc + 02 ngày làm việc".
std::string limit_text(const TimeColumn& column) {
    std::string text;
    for (const calendar::Span& span : column.limit) {
        if (!text.empty()) text += " + ";
        text += calendar::span_text(span).vi;
    }
    return text;
}

class Builder {
  public:
    Builder(const Procedure& procedure, const procedure::Library& library)
        : procedure_(procedure), say_(procedure, &library), columns_(procedure.time_columns()) {}

    [[nodiscard]] Table table() const {
        Table table;
        table.gap = 6;
        table.widths = {number_width, name_width, role_width};
        table.widths.insert(table.widths.end(), columns_.size(), time_width);
        table.widths.push_back(result_width);
        table.head.push_back(head());
        for (std::size_t i = 0; i < procedure_.steps.size(); ++i) table.body.push_back(row(i));
        return table;
    }

  private:
    [[nodiscard]] Row head() const {
        Row row{{head_cell("TT"), head_cell("Trình tự các bước thực hiện"), head_cell("Trách nhiệm")}};
        for (const TimeColumn& column : columns_) {
            Cell cell = head_cell(
                columns_.size() == 1 ? "Thời gian" : fmt::format("Thời gian {}", Phrases::column(column.time_case)));
            const std::string limit = limit_text(column);
            if (!limit.empty()) {
                cell.paragraphs.push_back({{{fmt::format("({})", limit), small}}, render::Align::centre});
            }
            row.cells.push_back(cell);
        }
        row.cells.push_back(head_cell("Biểu mẫu/ Kết quả"));
        return row;
    }

    [[nodiscard]] Row row(std::size_t index) const {
        const Step& step = procedure_.steps[index];
        Row row{{number_cell(static_cast<std::size_t>(step.ordinal)), name(step), roles(step)}};
        for (const TimeColumn& column : columns_) {
            const std::string& time_case = column.time_case.id;
            const TimeGroup* const group = procedure_.time_of(step, time_case);
            const bool merged =
                index > 0 && group != nullptr && procedure_.time_of(procedure_.steps[index - 1], time_case) == group;
            if (!merged) row.cells.push_back(time(index, group, time_case));
        }
        row.cells.push_back(results(step));
        return row;
    }

    /// The time cell that begins with a step.
    [[nodiscard]] Cell time(std::size_t index, const TimeGroup* group, const std::string& time_case) const {
        if (group == nullptr) return centred_cell("–");
        const auto has_group = [&](const Step& step) { return procedure_.time_of(step, time_case) == group; };
        const auto first = procedure_.steps.begin() + static_cast<std::ptrdiff_t>(index);
        const auto run = std::find_if_not(first, procedure_.steps.end(), has_group) - first;
        const bool is_whole = run == std::ranges::count_if(procedure_.steps, has_group);
        Cell cell = centred_cell(is_whole ? calendar::span_text(group->time).vi : say_.time(*group));
        cell.rows = static_cast<std::size_t>(run);
        return cell;
    }

    [[nodiscard]] Cell name(const Step& step) const {
        Cell result = cell(step.name);
        const auto remark = [&](const std::string& text) {
            result.paragraphs.push_back({{{text, small}}, render::Align::left, 0, 2});
        };
        for (const std::string& fact : step.determines) remark(fmt::format("Xác định: {}", say_.question(fact)));
        for (const procedure::AllowedOutcome& allowed : step.outcomes) {
            if (allowed.outcome == procedure::Outcome::completed) continue;
            remark(fmt::format("Có thể {}", say_.outcome(allowed)));
        }
        for (const procedure::Separation& separation : step.separate_from) remark(say_.separation(separation));
        if (step.authority) remark(fmt::format("Thẩm quyền: {}", Phrases::authority(*step.authority)));
        if (step.escalation) remark(say_.escalation(*step.escalation));
        return result;
    }

    [[nodiscard]] Cell roles(const Step& step) const {
        Cell result = cell(say_.role(step.role));
        const auto add = [&](const char* title, const RoleId& role) {
            const std::string text = fmt::format("{}: {}", title, say_.role(role));
            result.paragraphs.push_back({{{text, small}}, render::Align::left, 0, 2});
        };
        if (step.accountable) add("Chịu trách nhiệm", *step.accountable);
        for (const auto& role : step.supporting) add("Phối hợp", role);
        for (const auto& role : step.consulted) add("Hỏi ý kiến", role);
        for (const auto& role : step.informed) add("Thông báo cho", role);
        return result;
    }

    [[nodiscard]] Cell results(const Step& step) const {
        std::vector<std::string> names;
        for (const std::string& id : step.forms) {
            const auto form = std::ranges::find(procedure_.forms, id, &procedure::Form::id);
            names.push_back(form == procedure_.forms.end() ? id : form->name);
        }
        for (const std::string& output : step.outputs) {
            if (std::ranges::find(names, output) == names.end()) names.push_back(output);
        }
        Cell result;
        for (const std::string& name : names) {
            result.paragraphs.push_back({{{"- " + name, table_text}}, render::Align::left, 0, 2});
        }
        return result;
    }

    const Procedure& procedure_;
    Phrases say_;
    std::vector<TimeColumn> columns_;
};

}  // namespace

Table step_table(const Procedure& procedure, const procedure::Library& library) {
    return Builder(procedure, library).table();
}

}  // namespace trien::app
