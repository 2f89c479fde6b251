// SPDX-License-Identifier: Apache-2.0
#include "engine/render/controlled_document.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "engine/base/overloaded.hpp"
#include "engine/render/pdf_document.hpp"

namespace trien::render {

namespace {

constexpr double side_margin = mm(20);
constexpr double left_margin = mm(25);  // wider: where the sheets are bound
constexpr double top_margin = mm(18);
constexpr double foot_of_page = mm(10);
constexpr double gap_over_footer = 8;
constexpr double letters_of_footer = 10;
constexpr Style title_of_figure{Face::bold, 13};

/// Sets and draws one document.
class Writer {
  public:
    Writer(const ControlledDocument& document, const Fonts& fonts)
        : document_(document), fonts_(fonts), pdf_(fonts), margins_(margins()) {}

    std::string write() {
        const std::vector<Strip> strips = this->strips();
        pages_ = page_count(margins_, strips) + document_.figures.size();
        fill_pages(pdf_, margins_, strips, [this](Page& page) { draw_footer(page); });
        for (const Figure& figure : document_.figures) add(figure);

        ArchiveOptions options;
        options.title = document_.title;
        options.created = document_.created;
        options.attachments = document_.attachments;
        return to_pdfa3(pdf_.finish(), options);
    }

  private:
    /// The text ends above the footer, however many lines the name takes.
    [[nodiscard]] Margins margins() const {
        const double footer = footer_of(a4, "Trang: 00/00").height;
        return {top_margin, foot_of_page + footer + gap_over_footer, left_margin, side_margin};
    }

    [[nodiscard]] std::vector<Strip> strips() const {
        const double width = a4.width - margins_.left - margins_.right;
        const TableFrame frame{margins_.left, width, a4.height - margins_.top - margins_.bottom};
        std::vector<Strip> strips;
        for (const Block& block : document_.blocks) {
            std::ranges::move(std::visit(Overloaded{
                                             [&](const Paragraph& text) { return set(text, width); },
                                             [&](const Table& table) { return set_table(table, frame, fonts_); },
                                         },
                                         block),
                              std::back_inserter(strips));
        }
        return strips;
    }

    [[nodiscard]] std::vector<Strip> set(const Paragraph& paragraph, double width) const {
        std::vector<Strip> strips;
        for (const SetLine& line : set_paragraph(paragraph, width, fonts_)) {
            Strip strip;
            strip.height = line.height;
            strip.gap = strips.empty() ? paragraph.gap : 0;
            strip.keeps = paragraph.keeps;
            strip.draw = [line](Page& page, double top) { draw_lines(page, {line}, left_margin, top); };
            strips.push_back(std::move(strip));
        }
        return strips;
    }

    [[nodiscard]] Strip footer_of(Size page, const std::string& number) const {
        const Style style{Face::regular, letters_of_footer};
        const auto cell = [&](const std::string& text, Align align) {
            return Cell{{{{{text, style}}, align}}, 1, 1, true};
        };
        Table table;
        table.widths = {41, 27, 13, 19};
        table.body = {{{cell(document_.footer.name, Align::left), cell(document_.footer.validity, Align::centre),
                        cell(number, Align::centre), cell(document_.footer.issue, Align::centre)}}};
        const TableFrame frame{left_margin, page.width - left_margin - side_margin, page.height};
        return set_table(table, frame, fonts_).front();
    }

    void draw_footer(Page& page) const {
        const Strip footer = footer_of(page.size(), fmt::format("Trang: {}/{}", page.number(), pages_));
        footer.draw(page, foot_of_page + footer.height);
    }

    void add(const Figure& figure) {
        const bool is_wide = figure.size.width > figure.size.height;
        Page page = pdf_.add_page(is_wide ? Size{a4.height, a4.width} : a4);
        draw_footer(page);
        const double top = page.size().height - top_margin;
        page.centred_text({page.size().width / 2, top - title_of_figure.size}, figure.title, title_of_figure);
        draw_figure(page, figure,
                    {left_margin, margins_.bottom, page.size().width - side_margin, top - 2 * title_of_figure.size},
                    fonts_);
    }

    const ControlledDocument& document_;
    const Fonts& fonts_;
    PdfDocument pdf_;
    Margins margins_;
    std::size_t pages_ = 0;
};

}  // namespace

std::string render_controlled_document(const ControlledDocument& document, const Fonts& fonts) {
    return Writer(document, fonts).write();
}

}  // namespace trien::render
