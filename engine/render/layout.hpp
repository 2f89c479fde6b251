// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/render/fonts.hpp"
#include "engine/render/geometry.hpp"
#include "engine/render/pdf_document.hpp"

namespace trien::render {

/// Text in one style; a paragraph is a list of them ("Điều 1." in bold, the rest upright).
struct Run {
    std::string text;
    Style style;
};

enum class Align : std::uint8_t { left, centre, justify };

/// How a paragraph fills its column.
struct ParagraphShape {
    double width = 0;   ///< of the column, points
    double indent = 0;  ///< of the first line, points
    Align align = Align::justify;
    double line_spacing = 1.25;  ///< baseline to baseline, as a multiple of the largest letters
};

/// A word of a broken paragraph, with its place from the column's left edge.
struct SetWord {
    std::string text;
    Style style;
    double x = 0;
};

/// One line of a paragraph, ready to draw.
struct SetLine {
    std::vector<SetWord> words;
    double height = 0;  ///< points, baseline to baseline
};

/// Breaks a paragraph into lines so that the gaps between words come out as even as they can over the whole paragraph.
///
/// Vietnamese breaks at spaces only: never inside "30/2020/NĐ-CP", never at a no-break space. A word wider than the
/// column is cut between letters.
/// @throws Error(Fault::input) on malformed UTF-8 or a character without glyph.
[[nodiscard]] std::vector<SetLine> set_paragraph(const std::vector<Run>& runs,
                                                 const ParagraphShape& shape,
                                                 const Fonts& fonts);

/// Height of lines one below the other, points.
[[nodiscard]] double height_of(const std::vector<SetLine>& lines);

/// Draws lines one below the other. Returns the bottom of the last.
/// @param top  of the first line, points from the page's lower edge.
double draw_lines(Page& page, const std::vector<SetLine>& lines, double left, double top);

/// A piece of a page that is not cut: a line, a heading, a signature block.
struct Strip {
    double height = 0;   ///< points
    double gap = 0;      ///< blank above it, dropped at the top of a page
    bool keeps = false;  ///< stays on one page with the strip after it
    std::function<void(Page& page, double top)> draw;
    /// Drawn above it when it begins a page: the head of its table. May be null.
    std::shared_ptr<const Strip> head = nullptr;
};

/// The frame text stands in, points.
struct Margins {
    double top = 0;
    double bottom = 0;
    double left = 0;
    double right = 0;
};

/// How many A4 pages fill_pages will make of the strips.
[[nodiscard]] std::size_t page_count(const Margins& margins, const std::vector<Strip>& strips);

/// Fills A4 pages with strips from top to bottom. Strips that keep together move to a new page together, unless they
/// are more than a page holds.
/// @param began  called for every new page before anything else is drawn on it.
void fill_pages(PdfDocument& document,
                const Margins& margins,
                const std::vector<Strip>& strips,
                const std::function<void(Page& page)>& began);

}  // namespace trien::render
