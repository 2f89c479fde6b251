// SPDX-License-Identifier: Apache-2.0
#include "engine/render/table.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <span>
#include <utility>

namespace trien::render {

namespace {

using Lines = std::vector<SetLine>;

constexpr double padding_across = 4;  ///< between rule and text, points
constexpr double padding_along = 2.5;
constexpr Pen rule{0.5};
constexpr double line_spacing = 1.2;

/// A cell with its text broken and its place in a set of rows.
struct SetCell {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t rows = 1;
    std::size_t columns = 1;
    bool middle = false;
    Lines lines;

    [[nodiscard]] double height() const { return height_of(lines) + 2 * padding_along; }
    [[nodiscard]] bool covers(std::size_t wanted) const { return row <= wanted && wanted < row + rows; }
};

/// Rows that are drawn together.
struct SetRows {
    std::vector<SetCell> cells;
    std::vector<double> heights;

    [[nodiscard]] double height() const { return std::accumulate(heights.begin(), heights.end(), 0.0); }
};

/// Rows are as high as their cells need; a cell that spans rows makes the last of them higher.
void set_heights(SetRows& rows) {
    for (const bool spanning : {false, true}) {
        for (const SetCell& cell : rows.cells) {
            if ((cell.rows > 1) != spanning) continue;
            const auto first = rows.heights.begin() + static_cast<std::ptrdiff_t>(cell.row);
            const auto last = first + static_cast<std::ptrdiff_t>(cell.rows) - 1;
            *last = std::max(*last, cell.height() - std::accumulate(first, last, 0.0));
        }
    }
}

class TableSetter {
  public:
    TableSetter(const Table& table, const TableFrame& frame, const Fonts& fonts) : frame_(frame), fonts_(fonts) {
        const double whole = std::accumulate(table.widths.begin(), table.widths.end(), 0.0);
        edges_.push_back(frame.left);
        for (const double share : table.widths) edges_.push_back(edges_.back() + frame.width * share / whole);
    }

    std::vector<Strip> strips(const Table& table) {
        if (!table.head.empty()) {
            head_ = std::make_shared<const Strip>(strip(set(table.head)));
            strips_.push_back(*head_);
            strips_.back().keeps = true;
        }
        for (std::size_t first = 0; first < table.body.size();) {
            const std::size_t count = bound(std::span(table.body).subspan(first));
            add(set(std::span(table.body).subspan(first, count)));
            first += count;
        }
        if (!strips_.empty()) strips_.front().gap = table.gap;
        return std::move(strips_);
    }

  private:
    /// How many rows, from the first on, cells bind together.
    static std::size_t bound(std::span<const Row> rows) {
        std::size_t reach = 1;
        for (std::size_t row = 0; row < std::min(reach, rows.size()); ++row) {
            for (const Cell& cell : rows[row].cells) reach = std::max(reach, row + cell.rows);
        }
        return std::min(reach, rows.size());
    }

    [[nodiscard]] double width(std::size_t column, std::size_t columns) const {
        return edges_.at(column + columns) - edges_.at(column);
    }

    [[nodiscard]] SetRows set(std::span<const Row> rows) const {
        SetRows result;
        std::vector<std::size_t> free_from(edges_.size() - 1, 0);  // by column: the first row no cell covers yet
        for (std::size_t row = 0; row < rows.size(); ++row) {
            result.heights.push_back(rows[row].least_height);
            std::size_t column = 0;
            for (const Cell& cell : rows[row].cells) {
                while (free_from.at(column) > row) ++column;
                const std::size_t span = std::min(cell.rows, rows.size() - row);
                for (std::size_t i = 0; i < cell.columns; ++i) free_from.at(column + i) = row + span;
                result.cells.push_back({row, column, span, cell.columns, cell.middle,
                                        lines_of(cell, width(column, cell.columns) - 2 * padding_across)});
                column += cell.columns;
            }
        }
        set_heights(result);
        return result;
    }

    [[nodiscard]] Lines lines_of(const Cell& cell, double width) const {
        Lines lines;
        for (const Paragraph& paragraph : cell.paragraphs) {
            Lines more = set_paragraph(paragraph, width, fonts_);
            if (!lines.empty() && !more.empty()) more.front().height += paragraph.gap;
            std::ranges::move(more, std::back_inserter(lines));
        }
        return lines;
    }

    void add(SetRows rows) {
        const double most = frame_.height - (head_ ? head_->height : 0);
        if (rows.height() <= most) {
            strips_.push_back(strip(std::move(rows)));
        } else if (rows.heights.size() > 1) {
            for (std::size_t row = 0; row < rows.heights.size(); ++row) add(row_alone(rows, row));
        } else {
            cut(std::move(rows), most);
        }
    }

    /// One of several rows, with the text of the cells that spanned it.
    static SetRows row_alone(const SetRows& rows, std::size_t row) {
        SetRows alone{{}, {0}};
        for (const SetCell& cell : rows.cells) {
            if (!cell.covers(row)) continue;
            alone.cells.push_back(cell);
            alone.cells.back().row = 0;
            alone.cells.back().rows = 1;
        }
        set_heights(alone);
        return alone;
    }

    /// Divides a row that no page holds into rows of a page each.
    void cut(SetRows row, double most) {
        while (row.height() > most) {
            SetRows part{{}, {0}};
            for (SetCell& cell : row.cells) part.cells.push_back(taken(cell, most));
            set_heights(part);
            strips_.push_back(strip(std::move(part)));
            row.heights = {0};
            set_heights(row);
        }
        strips_.push_back(strip(std::move(row)));
    }

    /// Takes the lines off a cell that fit, one at least, so that cutting ends.
    static SetCell taken(SetCell& cell, double most) {
        SetCell part = cell;
        part.lines.clear();
        while (!cell.lines.empty() && (part.lines.empty() || part.height() + cell.lines.front().height <= most)) {
            part.lines.push_back(std::move(cell.lines.front()));
            cell.lines.erase(cell.lines.begin());
        }
        return part;
    }

    [[nodiscard]] Strip strip(SetRows rows) const {
        Strip strip;
        strip.height = rows.height();
        strip.head = head_;
        strip.draw = [rows = std::move(rows), edges = edges_](Page& page, double top) { draw(rows, edges, page, top); };
        return strip;
    }

    static void draw(const SetRows& rows, const std::vector<double>& edges, Page& page, double top) {
        std::vector<double> tops{top};
        for (const double height : rows.heights) tops.push_back(tops.back() - height);
        for (const SetCell& cell : rows.cells) {
            const Rectangle box{edges.at(cell.column), tops.at(cell.row + cell.rows),
                                edges.at(cell.column + cell.columns), tops.at(cell.row)};
            frame(page, box);
            const double spare = cell.middle ? (box.height() - cell.height()) / 2 : 0;
            draw_lines(page, cell.lines, box.left + padding_across, box.top - padding_along - spare);
        }
    }

    static void frame(Page& page, const Rectangle& box) {
        page.line({box.left, box.top}, {box.right, box.top}, rule);
        page.line({box.left, box.bottom}, {box.right, box.bottom}, rule);
        page.line({box.left, box.bottom}, {box.left, box.top}, rule);
        page.line({box.right, box.bottom}, {box.right, box.top}, rule);
    }

    TableFrame frame_;
    const Fonts& fonts_;
    std::vector<double> edges_;  ///< of the columns, one more than there are
    std::shared_ptr<const Strip> head_;
    std::vector<Strip> strips_;
};

}  // namespace

std::vector<SetLine> set_paragraph(const Paragraph& paragraph, double width, const Fonts& fonts) {
    Lines lines = set_paragraph(paragraph.runs, {width - paragraph.indent, 0, paragraph.align, line_spacing}, fonts);
    for (SetLine& line : lines) {
        for (SetWord& word : line.words) word.x += paragraph.indent;
    }
    return lines;
}

std::vector<Strip> set_table(const Table& table, const TableFrame& frame, const Fonts& fonts) {
    return TableSetter(table, frame, fonts).strips(table);
}

}  // namespace trien::render
