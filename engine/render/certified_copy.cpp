// SPDX-License-Identifier: Apache-2.0
#include "engine/render/certified_copy.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/render/layout.hpp"
#include "engine/render/pdf_document.hpp"
#include "engine/render/signature_block.hpp"

namespace trien::render {

namespace {

constexpr double points_per_inch = 72;
constexpr double edge = mm(15);
constexpr double text_width = a4.width - 2 * edge;
constexpr double office_width = text_width * 0.45;
constexpr double signer_width = text_width - office_width;
constexpr Style plain{Face::regular, 13};
constexpr Style title_style{Face::bold, 13};
constexpr double gap = 6;

/// The statement of certification and the signature block, set and measured but not yet placed.
class StatementBlock {
  public:
    StatementBlock(const CertifiedCopy& copy, const Fonts& fonts)
        : signer_({{copy.statement.date_line, {Face::italic, 13}}},
                  copy.statement.capacity_lines,
                  copy.statement.signer_name,
                  signer_width,
                  fonts) {
        const auto set = [&](const std::string& text, Style style, double width) {
            return set_paragraph({{text, style}}, {width, 0, Align::centre}, fonts);
        };
        title_ = set(copy.statement.title, title_style, text_width);
        number_ = set(copy.statement.number_line, plain, text_width);
        superior_ = set(copy.superior_office, {Face::regular, 12}, office_width);
        office_ = set(copy.office, {Face::bold, 12}, office_width);
        extent_ = set(copy.statement.extent_line, {Face::italic, 12}, office_width);
    }

    [[nodiscard]] double height() const {
        const double left = height_of(superior_) + height_of(office_) + 3 * gap + height_of(extent_);
        return gap + height_of(title_) + height_of(number_) + gap + std::max(left, signer_.height());
    }

    /// @returns the signature fields of the block.
    std::vector<SignatureField> draw(Page& page, double top) const {
        page.line({edge, top}, {edge + text_width, top}, {0.6});
        top = draw_lines(page, title_, edge, top - gap);
        top = draw_lines(page, number_, edge, top) - gap;
        draw_office(page, top);
        signer_.draw(page, edge + office_width, top);
        return signer_.fields(page.number(), edge + office_width, top);
    }

  private:
    void draw_office(Page& page, double top) const {
        top = draw_lines(page, superior_, edge, top);
        top = draw_lines(page, office_, edge, top);
        const double middle = edge + office_width / 2;
        page.line({middle - mm(12), top}, {middle + mm(12), top}, {0.6});
        draw_lines(page, extent_, edge, top - 3 * gap);
    }

    SignatureBlock signer_;
    std::vector<SetLine> title_;
    std::vector<SetLine> number_;
    std::vector<SetLine> superior_;
    std::vector<SetLine> office_;
    std::vector<SetLine> extent_;
};

/// Where a scan lies on the paper, and by how much it had to shrink to fit.
struct PlacedScan {
    Rectangle box;
    double shrink = 1;
};

/// Real size, centred, upper edge on the paper's upper edge.
PlacedScan place_scan(const EncodedImage& image, double dpi) {
    const double width = image.width * points_per_inch / dpi;
    const double height = image.height * points_per_inch / dpi;
    const double shrink = std::min({1.0, a4.width / width, a4.height / height});
    const double left = (a4.width - width * shrink) / 2;
    return {{left, a4.height - height * shrink, left + width * shrink, a4.height}, shrink};
}

std::vector<HiddenWord> place_words(const ScannedPage& scan, const EncodedImage& image, Rectangle box) {
    const double scale = box.width() / image.width;
    std::vector<HiddenWord> placed;
    for (const ScannedWord& word : scan.words) {
        const double left = box.left + word.left * scale;
        const double top = box.top - word.top * scale;
        placed.push_back({word.text, {left, top - word.height * scale, left + word.width * scale, top}});
    }
    return placed;
}

Place place_of(int page) {
    return {{}, 0, 0, fmt::format("page {}", page)};
}

EncodedImage read_scan(const ScannedPage& scan, int page) {
    if (!(scan.dpi > 0)) {
        throw Error(Fault::input, "render.no-resolution", place_of(page),
                    {"Trang quét không có độ phân giải", "the scanned page has no resolution"},
                    {"Ghi rõ số điểm ảnh trên inch (dpi) khi quét", "state the dots per inch of the scan"});
    }
    try {
        return read_image(scan.image);
    } catch (const Error& error) {
        throw error.at(place_of(page));
    }
}

PlacedScan draw_scan(Page& page, const ScannedPage& scan) {
    const EncodedImage image = read_scan(scan, page.number());
    const PlacedScan placed = place_scan(image, scan.dpi);
    page.image(image, placed.box);
    if (!scan.words.empty()) page.hidden_words(place_words(scan, image, placed.box));
    return placed;
}

void draw_mark(Page& page, const std::string& mark, const Fonts& fonts) {
    if (mark.empty()) return;
    constexpr Style style{Face::bold, 14};
    const double width = fonts.width(mark, style);
    page.text({a4.width - edge - width, a4.height - mm(12)}, mark, style);
}

/// Blank height at the foot of the paper, points: below the scan, and at the scan's own foot.
double free_foot(const ScannedPage& scan, const PlacedScan& placed) {
    if (!scan.free_bottom_mm) return 0;
    return placed.box.bottom + mm(*scan.free_bottom_mm) * placed.shrink;
}

std::vector<SignatureField> draw_statement(PdfDocument& document, Page last, double free, const StatementBlock& block) {
    if (free >= block.height() + 2 * edge) return block.draw(last, block.height() + edge);
    Page added = document.add_page();
    return block.draw(added, a4.height - edge);
}

void require_pages(const CertifiedCopy& copy) {
    if (!copy.pages.empty()) return;
    throw Error(Fault::input, "render.no-pages", {}, {"Bản sao không có trang nào", "the copy has no pages"},
                {"Quét bản chính rồi chứng thực lại", "scan the original, then certify again"});
}

}  // namespace

std::string render_certified_copy(const CertifiedCopy& copy, const Fonts& fonts) {
    require_pages(copy);
    PdfDocument document(fonts);
    const StatementBlock block(copy, fonts);
    ArchiveOptions options;
    options.title = copy.title;
    options.created = copy.created;
    options.attachments = copy.attachments;
    for (std::size_t i = 0; i < copy.pages.size(); ++i) {
        Page page = document.add_page();
        const PlacedScan placed = draw_scan(page, copy.pages[i]);
        if (i == 0) draw_mark(page, copy.copy_mark, fonts);
        if (i + 1 < copy.pages.size()) continue;
        options.signature_fields = draw_statement(document, page, free_foot(copy.pages[i], placed), block);
    }
    return to_pdfa3(document.finish(), options);
}

}  // namespace trien::render
