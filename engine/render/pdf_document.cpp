// SPDX-License-Identifier: Apache-2.0
#include "engine/render/pdf_document.hpp"

#include <cmath>
#include <deque>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <hpdf.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"
#include "engine/render/detail/letters.hpp"

namespace trien::render {

namespace {

constexpr const char* encoding_name = "TrienVietnamese";

HPDF_REAL real(double value) {
    return static_cast<HPDF_REAL>(value);
}

[[noreturn]] void fail(HPDF_STATUS code, HPDF_STATUS detail) {
    throw Error(Fault::corrupt, "render.libharu", {},
                {fmt::format("Thư viện vẽ PDF báo lỗi 0x{:04X} (chi tiết {})", code, detail),
                 fmt::format("the PDF drawing library reports error 0x{:04X} (detail {})", code, detail)});
}

HPDF_BOOL is_part_of_code(HPDF_Encoder /*encoder*/, HPDF_BYTE /*byte*/) {
    return HPDF_TRUE;
}

/// Maps each two-byte code to its letter; libharu calls it when the first font asks for the encoder.
HPDF_STATUS fill_encoder(HPDF_Encoder encoder) {
    if (const HPDF_STATUS status = HPDF_CMapEncoder_InitAttr(encoder); status != HPDF_OK) return status;
    auto* table = static_cast<HPDF_CMapEncoderAttr>(encoder->attr);
    const auto map = [table](std::uint16_t code, char32_t letter) {
        table->cid_map[code & 0xFFU][code >> 8U] = code;
        table->unicode_map[code & 0xFFU][code >> 8U] = static_cast<HPDF_UNICODE>(letter);
    };
    for (std::size_t position = 0; position < letter_count(); ++position) map(code_at(position), letter_at(position));
    // libharu 2.3.0 drops the highest code of a table, so one that is never drawn takes that place.
    map(code_at(letter_count()), U' ');
    table->is_lead_byte_fn = is_part_of_code;
    table->is_trial_byte_fn = is_part_of_code;
    std::string("Adobe").copy(table->registry, HPDF_LIMIT_MAX_NAME_LEN);
    std::string("Identity-H").copy(table->ordering, HPDF_LIMIT_MAX_NAME_LEN);
    encoder->type = HPDF_ENCODER_TYPE_DOUBLE_BYTE;
    return HPDF_OK;
}

/// Writes the entries of an image dictionary that libharu has no calls for.
HPDF_STATUS write_entries(HPDF_Dict dictionary, HPDF_Stream out) {
    return HPDF_Stream_WriteStr(out, static_cast<const char*>(dictionary->attr));
}

}  // namespace

struct PdfDocument::State {
    explicit State(const Fonts& shared) : fonts(shared), document(HPDF_New(nullptr, nullptr)) {
        if (!document) fail(HPDF_FAILD_TO_ALLOC_MEM, 0);
        std::string name = encoding_name;
        check(
            HPDF_Doc_RegisterEncoder(document.get(), HPDF_CMapEncoder_New(document->mmgr, name.data(), fill_encoder)));
    }

    void check(HPDF_STATUS status) const {
        if (status != HPDF_OK) fail(status, HPDF_GetErrorDetail(document.get()));
    }

    /// Passes on what libharu made, or throws the error it recorded.
    template <class T>
    T made(T object) const {
        if (object == nullptr) fail(HPDF_GetError(document.get()), HPDF_GetErrorDetail(document.get()));
        return object;
    }

    HPDF_Font font(Face face) {
        HPDF_Font& font = faces.at(static_cast<std::size_t>(face));
        if (font == nullptr) font = load(fonts.file(face));
        return font;
    }

    HPDF_Font load(const std::string& file) {
        HPDF_Stream stream = made(HPDF_MemStream_New(document->mmgr, static_cast<HPDF_UINT>(file.size())));
        check(HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(file.data()),
                                static_cast<HPDF_UINT>(file.size())));
        HPDF_FontDef definition = made(HPDF_TTFontDef_Load(document->mmgr, stream, HPDF_TRUE));
        const std::string name = definition->base_font;
        check(HPDF_Doc_RegisterFontDef(document.get(), definition));
        std::string tag = "TRIENA";
        tag.back() = static_cast<char>('A' + document->fontdef_list->count);
        HPDF_TTFontDef_SetTagName(definition, tag.data());
        return made(HPDF_GetFont(document.get(), name.c_str(), encoding_name));
    }

    HPDF_Image add_image(int width, int height, int bits, const std::string& samples, std::string more) {
        HPDF_Dict image = made(HPDF_DictStream_New(document->mmgr, document->xref));
        image->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
        check(HPDF_Dict_AddName(image, "Type", "XObject"));
        check(HPDF_Dict_AddName(image, "Subtype", "Image"));
        check(HPDF_Dict_AddNumber(image, "Width", width));
        check(HPDF_Dict_AddNumber(image, "Height", height));
        check(HPDF_Dict_AddNumber(image, "BitsPerComponent", bits));
        check(HPDF_Stream_Write(image->stream, reinterpret_cast<const HPDF_BYTE*>(samples.data()),
                                static_cast<HPDF_UINT>(samples.size())));
        image->attr = entries.emplace_back(std::move(more)).data();
        image->write_fn = write_entries;
        return image;
    }

    const Fonts& fonts;
    std::deque<std::string> entries;  // a deque: the images point into it
    std::array<HPDF_Font, 4> faces{};
    std::vector<HPDF_Page> pages;
    Handle<_HPDF_Doc_Rec, HPDF_Free> document;
};

namespace {

/// The drawing of one page: libharu's handle with every call checked.
class Pencil {
  public:
    template <class State>
    Pencil(const State& state, int number)
        : page_(state.pages.at(static_cast<std::size_t>(number - 1))), document_(state.document.get()) {}

    template <class... Parameters, class... Values>
    void operator()(HPDF_STATUS (*call)(HPDF_Page, Parameters...), Values... values) const {
        const HPDF_STATUS status = call(page_, static_cast<Parameters>(values)...);
        if (status != HPDF_OK) fail(status, HPDF_GetErrorDetail(document_));
    }

  private:
    HPDF_Page page_;
    HPDF_Doc document_;
};

void choose(const Pencil& draw, Pen pen) {
    draw(HPDF_Page_SetLineWidth, pen.width);
    draw(HPDF_Page_SetRGBStroke, pen.colour.red, pen.colour.green, pen.colour.blue);
}

}  // namespace

std::string Page::encode(std::string_view text, Face face) const {
    try {
        return document_->fonts().encode(text, face);
    } catch (const Error& error) {
        throw error.at({{}, 0, 0, fmt::format("page {}", number_)});
    }
}

void Page::text(Point start, std::string_view text, Style style, Colour colour, double turn) {
    const std::string codes = encode(text, style.face);
    const Pencil draw(*document_->state_, number_);
    if (colour != black) {
        draw(HPDF_Page_GSave);
        draw(HPDF_Page_SetRGBFill, colour.red, colour.green, colour.blue);
    }
    draw(HPDF_Page_BeginText);
    draw(HPDF_Page_SetFontAndSize, document_->state_->font(style.face), style.size);
    draw(HPDF_Page_SetTextMatrix, std::cos(turn), std::sin(turn), -std::sin(turn), std::cos(turn), start.x, start.y);
    draw(HPDF_Page_ShowText, codes.c_str());
    draw(HPDF_Page_EndText);
    if (colour != black) draw(HPDF_Page_GRestore);
}

void Page::centred_text(Point middle, std::string_view text, Style style) {
    const double width = document_->fonts().width_of_codes(encode(text, style.face), style);
    this->text({middle.x - width / 2, middle.y}, text, style);
}

void Page::words(double baseline, std::span<const PlacedWord> words) {
    std::vector<std::string> codes;
    for (const PlacedWord& word : words) codes.push_back(encode(word.text + " ", word.style.face));

    const Pencil draw(*document_->state_, number_);
    draw(HPDF_Page_BeginText);
    Point at;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Style style = words[i].style;
        const bool same = i > 0 && words[i - 1].style.face == style.face && words[i - 1].style.size == style.size;
        if (!same) draw(HPDF_Page_SetFontAndSize, document_->state_->font(style.face), style.size);
        draw(HPDF_Page_MoveTextPos, words[i].x - at.x, baseline - at.y);
        draw(HPDF_Page_ShowText, codes[i].c_str());
        at = {words[i].x, baseline};
    }
    draw(HPDF_Page_EndText);
}

void Page::hidden_words(std::span<const HiddenWord> words) {
    // How far letters reach below the baseline, as a share of their height.
    constexpr double descent = 0.22;
    constexpr Style unit{Face::regular, 1};
    const Fonts& fonts = document_->fonts();
    const Pencil draw(*document_->state_, number_);
    draw(HPDF_Page_GSave);
    draw(HPDF_Page_BeginText);
    draw(HPDF_Page_SetFontAndSize, document_->state_->font(unit.face), unit.size);
    draw(HPDF_Page_SetTextRenderingMode, HPDF_INVISIBLE);
    for (const HiddenWord& word : words) {
        const std::string codes = fonts.encode_known(word.text, unit.face);
        const double natural = fonts.width_of_codes(codes, unit);
        if (natural <= 0 || word.box.width() <= 0 || word.box.height() <= 0) continue;
        draw(HPDF_Page_SetTextMatrix, word.box.width() / natural, 0, 0, word.box.height(), word.box.left,
             word.box.bottom + descent * word.box.height());
        draw(HPDF_Page_ShowText, (codes + fonts.encode(" ", unit.face)).c_str());
    }
    draw(HPDF_Page_EndText);
    draw(HPDF_Page_GRestore);
}

void Page::line(Point from, Point to, Pen pen) {
    const Pencil draw(*document_->state_, number_);
    draw(HPDF_Page_GSave);
    choose(draw, pen);
    draw(HPDF_Page_MoveTo, from.x, from.y);
    draw(HPDF_Page_LineTo, to.x, to.y);
    draw(HPDF_Page_Stroke);
    draw(HPDF_Page_GRestore);
}

void Page::circle(Point centre, double radius, Pen pen) {
    const Pencil draw(*document_->state_, number_);
    draw(HPDF_Page_GSave);
    choose(draw, pen);
    draw(HPDF_Page_Circle, centre.x, centre.y, radius);
    draw(HPDF_Page_Stroke);
    draw(HPDF_Page_GRestore);
}

void Page::stroke(std::span<const Curve> curves, Pen pen) {
    if (curves.empty()) return;
    const Pencil draw(*document_->state_, number_);
    draw(HPDF_Page_GSave);
    choose(draw, pen);
    draw(HPDF_Page_SetLineCap, HPDF_ROUND_END);
    draw(HPDF_Page_SetLineJoin, HPDF_ROUND_JOIN);
    draw(HPDF_Page_MoveTo, curves.front().from.x, curves.front().from.y);
    for (const Curve& curve : curves) {
        draw(HPDF_Page_CurveTo, curve.control1.x, curve.control1.y, curve.control2.x, curve.control2.y, curve.to.x,
             curve.to.y);
    }
    draw(HPDF_Page_Stroke);
    draw(HPDF_Page_GRestore);
}

void Page::fill(std::span<const Point> corners, Colour colour) {
    if (corners.empty()) return;
    const Pencil draw(*document_->state_, number_);
    draw(HPDF_Page_GSave);
    draw(HPDF_Page_SetRGBFill, colour.red, colour.green, colour.blue);
    draw(HPDF_Page_MoveTo, corners.front().x, corners.front().y);
    for (const Point corner : corners.subspan(1)) draw(HPDF_Page_LineTo, corner.x, corner.y);
    draw(HPDF_Page_ClosePath);
    draw(HPDF_Page_Fill);
    draw(HPDF_Page_GRestore);
}

void Page::image(const EncodedImage& image, Rectangle box) {
    PdfDocument::State& state = *document_->state_;
    HPDF_Image drawn = state.add_image(image.width, image.height, image.bits, image.data, image.entries);
    if (!image.alpha.empty()) {
        HPDF_Image alpha = state.add_image(image.width, image.height, 8, image.alpha, "/ColorSpace /DeviceGray");
        state.check(HPDF_Dict_Add(drawn, "SMask", alpha));
    }
    Pencil(state, number_)(HPDF_Page_DrawImage, drawn, box.left, box.bottom, box.width(), box.height());
}

PdfDocument::PdfDocument(const Fonts& fonts) : state_(std::make_unique<State>(fonts)) {}

PdfDocument::~PdfDocument() = default;

const Fonts& PdfDocument::fonts() const {
    return state_->fonts;
}

Page PdfDocument::add_page(Size size) {
    HPDF_Page page = state_->made(HPDF_AddPage(state_->document.get()));
    state_->pages.push_back(page);
    state_->check(HPDF_Page_SetWidth(page, real(size.width)));
    state_->check(HPDF_Page_SetHeight(page, real(size.height)));
    return {*this, size, static_cast<int>(state_->pages.size())};
}

std::string PdfDocument::finish() {
    HPDF_Doc document = state_->document.get();
    state_->check(HPDF_SaveToStream(document));
    HPDF_UINT32 size = HPDF_GetStreamSize(document);
    std::string bytes(size, '\0');
    state_->check(HPDF_ReadFromStream(document, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size));
    bytes.resize(size);
    return bytes;
}

}  // namespace trien::render
