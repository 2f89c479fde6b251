// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "engine/render/layout.hpp"

namespace trien::render {

/// Text of one or more lines, alone or in a cell.
struct Paragraph {
    std::vector<Run> runs;
    Align align = Align::left;
    double indent = 0;   ///< of all its lines, points
    double gap = 0;      ///< blank above it, points
    bool keeps = false;  ///< stays on one page with what follows: a heading
};

/// A cell, which may span columns and rows.
struct Cell {
    std::vector<Paragraph> paragraphs;
    std::size_t columns = 1;
    std::size_t rows = 1;
    bool middle = false;  ///< its text stands half-way down, not at the top
};

/// A row. As in HTML, cells that a cell of a row above covers are not written again.
struct Row {
    std::vector<Cell> cells;
    double least_height = 0;  ///< points
};

/// A ruled table.
struct Table {
    std::vector<double> widths;  ///< of the columns, as shares of the whole
    std::vector<Row> head;       ///< again on every page; may be empty
    std::vector<Row> body;
    double gap = 0;  ///< blank above it, points
};

/// Where a table stands.
struct TableFrame {
    double left = 0;    ///< points from the page's left edge
    double width = 0;   ///< points
    double height = 0;  ///< the most a page holds, points
};

/// Sets a table row by row, each with the table's head for a page it begins. Rows that a cell spans stay on one page; a
/// row is divided, between its lines, only when no page holds it.
/// @throws Error(Fault::input) on malformed UTF-8 or a character without glyph.
[[nodiscard]] std::vector<Strip> set_table(const Table& table, const TableFrame& frame, const Fonts& fonts);

/// The lines of a paragraph in a column.
[[nodiscard]] std::vector<SetLine> set_paragraph(const Paragraph& paragraph, double width, const Fonts& fonts);

}  // namespace trien::render
