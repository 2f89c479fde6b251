// SPDX-License-Identifier: Apache-2.0
#include "engine/render/official_document.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/render/layout.hpp"
#include "engine/render/pdf_document.hpp"
#include "engine/render/signature_block.hpp"

namespace trien::render {

namespace {

// Decree 30/2020/NĐ-CP, Annex I, part I: margins, letter sizes and cells.
constexpr Margins margins{mm(20), mm(20), mm(30), mm(15)};
constexpr double text_width = a4.width - margins.left - margins.right;
constexpr double agency_width = mm(66);
constexpr double nation_width = text_width - agency_width;
constexpr double recipients_width = mm(75);
constexpr double first_line_indent = mm(12.7);
constexpr double paragraph_gap = 6;
constexpr double rule = 0.6;
constexpr Style body{Face::regular, 14};
constexpr Style body_bold{Face::bold, 14};
constexpr Style body_italic{Face::italic, 14};
constexpr Style number_style{Face::regular, 13};
constexpr Style date_style{Face::italic, 13};
constexpr double number_field_width = mm(12);

constexpr const char* nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
constexpr const char* motto = "Độc lập - Tự do - Hạnh phúc";

using Lines = std::vector<SetLine>;

/// A point list's letter in Vietnamese order: a) b) c) d) đ) e) …
std::string point_letter(std::size_t index) {
    static const std::vector<std::string> letters = {"a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m",
                                                     "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"};
    return letters.at(index % letters.size());
}

Lines centred(const std::string& text, Style style, double width, const Fonts& fonts) {
    return set_paragraph({{text, style}}, {width, 0, Align::centre}, fonts);
}

/// Draws one document; the strips it hands to the pages refer to it.
class Writer {
  public:
    Writer(const OfficialDocument& document, const Fonts& fonts)
        : document_(document),
          fonts_(fonts),
          pdf_(fonts),
          block_({}, document.capacity_lines, document.signer_name, text_width - recipients_width, fonts) {}

    std::string write() {
        add_head();
        add_subject();
        add_bases();
        add_articles();
        keep_ending_together();
        add_ending();
        fill_pages(pdf_, margins, strips_, [](Page& page) {
            if (page.number() == 1) return;
            page.centred_text({a4.width / 2, a4.height - mm(12)}, std::to_string(page.number()), {Face::regular, 13});
        });
        options_.title = document_.kind + " " + document_.abstract;
        options_.created = document_.created;
        options_.attachments = document_.attachments;
        return to_pdfa3(pdf_.finish(), options_);
    }

  private:
    struct Head {
        Lines superior;
        Lines office;
        Lines nation;
        Lines motto;
    };

    void add_head() {
        const Head head{centred(document_.superior_office, {Face::regular, 12}, agency_width, fonts_),
                        centred(document_.office, {Face::bold, 12}, agency_width, fonts_),
                        centred(nation, {Face::bold, 12}, nation_width, fonts_),
                        centred(motto, {Face::bold, 13}, nation_width, fonts_)};
        const double names =
            std::max(height_of(head.superior) + height_of(head.office), height_of(head.nation) + height_of(head.motto));
        constexpr double number_row = 13 * 1.25 + 12;
        strips_.push_back({names + number_row, 0, true, [this, head, names](Page& page, double top) {
                               draw_names(page, head, top);
                               const double baseline = top - names - number_row + 4;
                               draw_number(page, baseline);
                               draw_date(page, baseline);
                           }});
    }

    static void draw_names(Page& page, const Head& head, double top) {
        const double left = margins.left;
        const double right = left + agency_width;
        const double office_bottom = draw_lines(page, head.office, left, draw_lines(page, head.superior, left, top));
        draw_rule(page, left + agency_width / 2, office_bottom - 3, agency_width / 3);
        const double motto_bottom = draw_lines(page, head.motto, right, draw_lines(page, head.nation, right, top));
        const double motto_width = page_width_of(head.motto);
        draw_rule(page, right + nation_width / 2, motto_bottom - 2, motto_width);
    }

    /// A centred line is as wide as what lies between its two equal edges.
    static double page_width_of(const Lines& lines) { return nation_width - 2 * lines.front().words.front().x; }

    static void draw_rule(Page& page, double middle, double y, double length) {
        page.line({middle - length / 2, y}, {middle + length / 2, y}, {rule});
    }

    void draw_number(Page& page, double baseline) {
        const std::string before = "Số: ";
        const std::string after = "/" + document_.symbol;
        const double middle = margins.left + agency_width / 2;
        if (document_.number)
            return page.centred_text({middle, baseline}, before + *document_.number + after, number_style);

        const double before_width = fonts_.width(before, number_style);
        const double whole = before_width + number_field_width + fonts_.width(after, number_style);
        const double field_left = middle - whole / 2 + before_width;
        page.text({middle - whole / 2, baseline}, before, number_style);
        page.text({field_left + number_field_width, baseline}, after, number_style);
        options_.text_fields.push_back({number_field, page.number(), line_box(field_left, number_field_width, baseline),
                                        "Số văn bản", number_style.size});
    }

    void draw_date(Page& page, double baseline) {
        const double middle = margins.left + agency_width + nation_width / 2;
        const std::string place = document_.place + ", ";
        if (document_.date) {
            return page.centred_text({middle, baseline}, place + date_in_document(*document_.date), date_style);
        }
        // The widest a date can be, so that whatever is filled in later fits.
        const double field_width = fonts_.width("ngày 00 tháng 00 năm 0000", date_style) + 4;
        const double place_width = fonts_.width(place, date_style);
        const double left = middle - (place_width + field_width) / 2;
        page.text({left, baseline}, place, date_style);
        options_.text_fields.push_back({date_field, page.number(), line_box(left + place_width, field_width, baseline),
                                        "Ngày, tháng, năm ban hành", date_style.size});
    }

    static Rectangle line_box(double left, double width, double baseline) {
        return {left, baseline - 4, left + width, baseline + 12};
    }

    void add_subject() {
        add_lines(centred(document_.kind, body_bold, text_width, fonts_), 18, true);
        const Lines abstract = centred(document_.abstract, body_bold, text_width * 0.9, fonts_);
        strips_.push_back({height_of(abstract) + 8, 0, true, [abstract](Page& page, double top) {
                               const double bottom = draw_lines(page, abstract, margins.left + text_width * 0.05, top);
                               draw_rule(page, margins.left + text_width / 2, bottom - 4, mm(40));
                           }});
        add_lines(centred(document_.authority, body_bold, text_width, fonts_), 12, true);
    }

    void add_bases() {
        for (std::size_t i = 0; i < document_.bases.size(); ++i) {
            const char* end = i + 1 < document_.bases.size() ? ";" : ".";
            add_paragraph({{document_.bases[i] + end, body_italic}});
        }
        if (!document_.enacting.empty())
            add_lines(centred(document_.enacting, body_bold, text_width, fonts_), 10, true);
    }

    void add_articles() {
        for (std::size_t i = 0; i < document_.articles.size(); ++i) {
            const Article& article = document_.articles[i];
            add_paragraph({{fmt::format("Điều {}.", i + 1), body_bold}, {article.text, body}});
            add_points(article.points);
            for (std::size_t n = 0; n < article.clauses.size(); ++n) {
                add_paragraph({{fmt::format("{}. {}", n + 1, article.clauses[n].text), body}});
                add_points(article.clauses[n].points);
            }
        }
    }

    void add_points(const std::vector<std::string>& points) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            const char* end = i + 1 < points.size() ? ";" : ".";
            add_paragraph({{point_letter(i) + ") " + points[i] + end, body}});
        }
    }

    void add_paragraph(const std::vector<Run>& runs) {
        add_lines(set_paragraph(runs, {text_width, first_line_indent, Align::justify}, fonts_), paragraph_gap, false);
    }

    /// The first two lines of a paragraph stay together, and so do the last two.
    void add_lines(const Lines& lines, double gap, bool keeps) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const bool inner = i + 1 < lines.size() && (i == 0 || i + 2 == lines.size());
            strips_.push_back(
                {lines[i].height, i == 0 ? gap : 0, keeps || inner,
                 [line = lines[i]](Page& page, double top) { draw_lines(page, {line}, margins.left, top); }});
        }
    }

    /// Signature and recipients never stand alone on a page: the last two lines of the body go with them.
    void keep_ending_together() {
        const std::size_t count = std::min<std::size_t>(2, strips_.size());
        for (std::size_t i = strips_.size() - count; i < strips_.size(); ++i) strips_[i].keeps = true;
    }

    void add_ending() {
        Lines recipients =
            set_paragraph({{"Nơi nhận:", {Face::bold_italic, 12}}}, {recipients_width, 0, Align::left}, fonts_);
        for (std::size_t i = 0; i < document_.recipients.size(); ++i) {
            const char* end = i + 1 < document_.recipients.size() ? ";" : ".";
            const Run run{"- " + document_.recipients[i] + end, {Face::regular, 11}};
            for (SetLine& line : set_paragraph({run}, {recipients_width, 0, Align::left}, fonts_)) {
                recipients.push_back(std::move(line));
            }
        }
        const double height = std::max(height_of(recipients), block_.height());
        strips_.push_back({height, 14, false, [this, recipients](Page& page, double top) {
                               const double left = margins.left + recipients_width;
                               draw_lines(page, recipients, margins.left, top);
                               block_.draw(page, left, top);
                               options_.signature_fields = block_.fields(page.number(), left, top);
                           }});
    }

    const OfficialDocument& document_;
    const Fonts& fonts_;
    PdfDocument pdf_;
    SignatureBlock block_;
    std::vector<Strip> strips_;
    ArchiveOptions options_;
};

}  // namespace

std::string date_in_document(Date date) {
    const auto month = static_cast<unsigned>(date.month());
    return fmt::format("ngày {:02} tháng {:0{}} năm {}", static_cast<unsigned>(date.day()), month, month <= 2 ? 2 : 1,
                       static_cast<int>(date.year()));
}

std::string render_official_document(const OfficialDocument& document, const Fonts& fonts) {
    return Writer(document, fonts).write();
}

}  // namespace trien::render
