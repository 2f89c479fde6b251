// SPDX-License-Identifier: Apache-2.0
#include "ocr/searchable_pdf.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "ocr/detail/glyphless_font.hpp"
#include "ocr/detail/qpdf.hpp"

namespace trien::ocr {

namespace {

using Object = QPDFObjectHandle;

constexpr double points_per_inch = 72;
// Of a line's height, from its middle down to the baseline: letters with accents above and tails below.
constexpr double baseline_below_middle = 0.3;

/// UTF-16 code units; the recogniser knows no character beyond the Basic Multilingual Plane.
std::vector<std::uint32_t> code_units(const std::string& text) {
    std::vector<std::uint32_t> units;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k)
            point = point << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        constexpr std::uint32_t replacement = 0xFFFD;
        units.push_back(point > 0xFFFF ? replacement : point);
        i += length;
    }
    return units;
}

std::string hex_of(const std::vector<std::uint32_t>& units) {
    std::string hex;
    for (const std::uint32_t unit : units) hex += fmt::format("{:04X}", unit);
    return hex;
}

/// A direction on the page: along the writing, and down across it; in pixels of the page as scanned.
struct Axes {
    Point along;
    Point down;
};

double dot(const Point& a, const Point& b) {
    return a.x * b.x + a.y * b.y;
}

/// The writing's place on one page.
class TextLayer {
  public:
    explicit TextLayer(const Page& page)
        : page_(page),
          scale_(points_per_inch / page.dpi),
          angle_((page.report.turned + page.report.skew_millidegrees / 1000.0) * std::numbers::pi / 180),
          axes_{{std::cos(angle_), -std::sin(angle_)}, {std::sin(angle_), std::cos(angle_)}} {}

    /// Content stream operators that show every word unseen.
    std::string operators() {
        content_ = "BT\n3 Tr\n";
        for (const Block& block : page_.blocks) {
            for (const Line& line : block.lines) add(line);
        }
        return content_ + "ET\n";
    }

    [[nodiscard]] const std::set<std::uint32_t>& used() const { return used_; }

  private:
    [[nodiscard]] bool lies_sideways() const { return page_.report.turned % 180 != 0; }
    [[nodiscard]] double length_of(const Box& box) const { return lies_sideways() ? box.height : box.width; }
    [[nodiscard]] double height_of(const Box& box) const { return lies_sideways() ? box.width : box.height; }

    void add(const Line& line) {
        const double height = height_of(line.box);
        if (height <= 0) return;
        const double baseline = dot(line.box.centre(), axes_.down) + baseline_below_middle * height;
        content_ += fmt::format("/F0 {:.2f} Tf\n", height * scale_);
        for (const Word& word : line.words) add(word, baseline, height);
    }

    void add(const Word& word, double baseline, double height) {
        std::vector<std::uint32_t> units = code_units(word.text);
        const double length = length_of(word.box);
        if (units.empty() || length <= 0) return;
        const double natural = static_cast<double>(units.size()) * glyphless_advance / 1000 * height;
        const double start = dot(word.box.centre(), axes_.along) - length / 2;
        const double x = start * axes_.along.x + baseline * axes_.down.x;
        const double y = page_.height - (start * axes_.along.y + baseline * axes_.down.y);
        units.push_back(' ');  // readers join words that touch, as strokes of a seal read as letters may
        used_.insert(units.begin(), units.end());
        content_ += fmt::format("{:.2f} Tz {:.5f} {:.5f} {:.5f} {:.5f} {:.2f} {:.2f} Tm <{}> Tj\n",
                                100 * length / natural, std::cos(angle_), std::sin(angle_), -std::sin(angle_),
                                std::cos(angle_), x * scale_, y * scale_, hex_of(units));
    }

    const Page& page_;
    double scale_;
    double angle_;  ///< of the writing, counter-clockwise
    Axes axes_;
    std::string content_;
    std::set<std::uint32_t> used_;
};

/// Hands a page's picture over when the file is written, so that only one lies in memory.
class PictureBytes final : public Object::StreamDataProvider {
  public:
    PictureBytes(PageSource& source, int number) : source_(source), number_(number) {}
    void provideStreamData(QPDFObjGen const& /*unused*/, Pipeline* pipeline) override {
        const Encoded encoded = source_.encoded(number_);
        pipeline->writeString(encoded.bytes);
        pipeline->finish();
    }

  private:
    PageSource& source_;
    int number_;
};

/// sRGB as a calibrated space (IEC 61966-2-1 primaries, gamma 2.2), which PDF/A takes without an ICC profile.
Object colour_space(const Encoded& picture) {
    constexpr const char* white = "/WhitePoint [0.9505 1 1.089]";
    if (picture.components == 1) return Object::parse(fmt::format("[/CalGray <<{} /Gamma 2.2>>]", white));
    return Object::parse(
        fmt::format("[/CalRGB <<{} /Gamma [2.2 2.2 2.2] /Matrix [0.4124 0.2126 0.0193 0.3576 0.7152 0.1192 0.1805 "
                    "0.0722 0.9505]>>]",
                    white));
}

std::pair<std::string, std::string> filter_of(const Encoded& picture) {
    if (picture.filter == Encoded::Filter::jpeg) return {"/DCTDecode", "null"};
    if (picture.filter == Encoded::Filter::g4) {
        return {"/CCITTFaxDecode", fmt::format("<</K -1 /Columns {} /Rows {} /BlackIs1 {}>>", picture.width,
                                               picture.height, picture.black_is_zero ? "false" : "true")};
    }
    if (!picture.png_predictor) return {"/FlateDecode", "null"};
    return {"/FlateDecode", fmt::format("<</Predictor 15 /Colors {} /BitsPerComponent {} /Columns {}>>",
                                        picture.components, picture.bits, picture.width)};
}

/// Builds the file page by page.
class PdfMaker {
  public:
    PdfMaker(const Document& document, PageSource& source) : document_(document), source_(source) {}

    std::string make() {
        pdf_.emptyPDF();
        font_ = pdf_.makeIndirectObject(Object::newDictionary());
        for (const Page& page : document_.pages) add(page);
        complete_font();
        catalogue();
        return write();
    }

  private:
    Object reference(const std::string& dictionary) { return pdf_.makeIndirectObject(Object::parse(dictionary)); }

    Object picture(const Page& page) {
        const Encoded encoded = source_.encoded(page.number);
        Object stream = Object::newStream(&pdf_);
        stream.replaceDict(
            Object::parse(fmt::format("<</Type /XObject /Subtype /Image /Width {} /Height {} "
                                      "/BitsPerComponent {}>>",
                                      encoded.width, encoded.height, encoded.bits)));
        stream.getDict().replaceKey("/ColorSpace", colour_space(encoded));
        const auto [filter, parameters] = filter_of(encoded);
        stream.replaceStreamData(std::make_shared<PictureBytes>(source_, page.number), Object::newName(filter),
                                 Object::parse(parameters));
        return stream;
    }

    void add(const Page& page) {
        TextLayer layer(page);
        const double width = page.width * points_per_inch / page.dpi;
        const double height = page.height * points_per_inch / page.dpi;
        const std::string content =
            fmt::format("q {:.2f} 0 0 {:.2f} 0 0 cm /Im0 Do Q\n{}", width, height, layer.operators());
        used_.insert(layer.used().begin(), layer.used().end());
        Object dictionary = Object::parse(fmt::format(
            "<</Type /Page /MediaBox [0 0 {:.2f} {:.2f}] /Rotate {} /Resources <</XObject <<>> /Font <<>>>>>>", width,
            height, page.report.turned));
        Object resources = dictionary.getKey("/Resources");
        resources.getKey("/XObject").replaceKey("/Im0", picture(page));
        resources.getKey("/Font").replaceKey("/F0", font_);
        dictionary.replaceKey("/Contents", Object::newStream(&pdf_, content));
        QPDFPageDocumentHelper(pdf_).addPage(QPDFPageObjectHelper(pdf_.makeIndirectObject(dictionary)), false);
    }

    /// Identity-H with each character's UTF-16 value as its code; every code shows the empty glyph.
    void complete_font() {
        const std::string program = glyphless_font();
        Object file = Object::newStream(&pdf_, program);
        file.getDict().replaceKey("/Length1", Object::newInteger(static_cast<long long>(program.size())));
        std::string glyph_of_code;
        for (int code = 0; code <= 0xFFFF; ++code) glyph_of_code += std::string("\0\1", 2);
        Object descriptor = reference(
            "<</Type /FontDescriptor /FontName /Glyphless /Flags 4 /FontBBox [0 0 500 1000] /ItalicAngle 0 "
            "/Ascent 1000 /Descent 0 /CapHeight 1000 /StemV 80>>");
        descriptor.replaceKey("/FontFile2", file);
        Object descendant = reference(fmt::format(
            "<</Type /Font /Subtype /CIDFontType2 /BaseFont /Glyphless /DW {} /CIDSystemInfo <</Registry (Adobe) "
            "/Ordering (Identity) /Supplement 0>>>>",
            glyphless_advance));
        descendant.replaceKey("/FontDescriptor", descriptor);
        descendant.replaceKey("/CIDToGIDMap", Object::newStream(&pdf_, glyph_of_code));
        font_.replaceKey("/Type", Object::newName("/Font"));
        font_.replaceKey("/Subtype", Object::newName("/Type0"));
        font_.replaceKey("/BaseFont", Object::newName("/Glyphless"));
        font_.replaceKey("/Encoding", Object::newName("/Identity-H"));
        font_.replaceKey("/DescendantFonts", Object::newArray({descendant}));
        font_.replaceKey("/ToUnicode", Object::newStream(&pdf_, to_unicode()));
    }

    [[nodiscard]] std::string to_unicode() const {
        std::string map =
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) "
            "/Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
        const std::vector<std::uint32_t> codes(used_.begin(), used_.end());
        constexpr std::size_t most_in_a_block = 100;  // Adobe Technical Note 5014
        for (std::size_t first = 0; first < codes.size(); first += most_in_a_block) {
            const std::size_t count = std::min(most_in_a_block, codes.size() - first);
            map += fmt::format("{} beginbfchar\n", count);
            for (std::size_t i = first; i < first + count; ++i) map += fmt::format("<{0:04X}> <{0:04X}>\n", codes[i]);
            map += "endbfchar\n";
        }
        return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    }

    void catalogue() {
        Object root = pdf_.getRoot();
        root.replaceKey("/Lang", Object::newString("vi"));
        // ISO 19005-2, 6.6: the identification must stand in uncompressed XMP.
        Object metadata = Object::newStream(
            &pdf_,
            "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
            "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" pdfaid:part=\"2\" "
            "pdfaid:conformance=\"U\"/></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
        metadata.getDict().replaceKey("/Type", Object::newName("/Metadata"));
        metadata.getDict().replaceKey("/Subtype", Object::newName("/XML"));
        root.replaceKey("/Metadata", metadata);
    }

    std::string write() {
        QPDFWriter writer(pdf_);
        writer.setOutputMemory();
        writer.setMinimumPDFVersion("1.7");
        writer.setObjectStreamMode(qpdf_o_generate);
        writer.setDeterministicID(true);
        writer.write();
        const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
        return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
    }

    const Document& document_;
    PageSource& source_;
    QPDF pdf_;
    Object font_;
    std::set<std::uint32_t> used_;
};

}  // namespace

std::string searchable_pdf(const Document& document, PageSource& source) {
    return PdfMaker(document, source).make();
}

}  // namespace trien::ocr
