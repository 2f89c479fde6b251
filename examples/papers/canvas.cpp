// SPDX-License-Identifier: Apache-2.0
#include "examples/papers/detail/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>

#include <ft2build.h>
#include FT_FREETYPE_H

#include "engine/base/error.hpp"

namespace trien::papers {

namespace {

constexpr double a4_width = 595.276;  // points: 210 mm
constexpr double a4_height = 841.89;  // points: 297 mm

constexpr std::array<const char*, 4> font_files = {
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Italic.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-BoldItalic.ttf",
};

std::vector<std::string> letters_of(const std::string& text) {
    std::vector<std::string> letters;
    for (const char c : text) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (!continues) letters.emplace_back();
        letters.back() += c;
    }
    return letters;
}

int pixels(double points, int dpi) {
    return static_cast<int>(std::lround(points / 72 * dpi));
}

using FontOptions = Handle<cairo_font_options_t, cairo_font_options_destroy>;

/// Lives as long as the program: cairo's cache of scaled fonts does too.
FT_Library freetype() {
    static FT_Library library = [] {
        FT_Library made = nullptr;
        if (FT_Init_FreeType(&made) != 0) throw std::runtime_error("FreeType does not start");
        return made;
    }();
    return library;
}

void release_font(void* font) {
    FT_Done_Face(static_cast<FT_Face>(font));
}

cairo_font_face_t* open_face(const char* file) {
    static const cairo_user_data_key_t key{};
    FT_Face font = nullptr;
    if (FT_New_Face(freetype(), file, 0, &font) != 0) {
        throw Error(Fault::environment, "papers.no-font", {file, 0, 0, ""},
                    {"Không mở được tệp phông chữ", "the font file cannot be opened"},
                    {"Cài gói fonts-liberation2", "install the package fonts-liberation2"});
    }
    cairo_font_face_t* face = cairo_ft_font_face_create_for_ft_face(font, FT_LOAD_NO_HINTING);
    // The font must outlive the face, which cairo may keep in its cache.
    cairo_font_face_set_user_data(face, &key, font, release_font);
    return face;
}

}  // namespace

Faces::Faces() {
    for (std::size_t i = 0; i < font_files.size(); ++i) faces_[i].reset(open_face(font_files[i]));
}

cairo_font_face_t* Faces::face(const Style& style) const {
    return faces_[(style.bold ? 1U : 0U) + (style.italic ? 2U : 0U)].get();
}

Canvas::Canvas(const Faces& faces, int dpi)
    : faces_(&faces),
      dpi_(dpi),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(a4_width, dpi), pixels(a4_height, dpi))),
      pen_(cairo_create(surface_.get())) {
    cairo_set_source_rgb(pen_.get(), 1, 1, 1);
    cairo_paint(pen_.get());
    cairo_scale(pen_.get(), dpi / 72.0, dpi / 72.0);
    cairo_set_line_cap(pen_.get(), CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(pen_.get(), CAIRO_LINE_JOIN_ROUND);
    cairo_set_operator(pen_.get(), CAIRO_OPERATOR_MULTIPLY);  // ink over ink darkens
    const FontOptions options(cairo_font_options_create());
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(pen_.get(), options.get());
}

void Canvas::use(const Style& style) {
    cairo_set_font_face(pen_.get(), faces_->face(style));
    cairo_set_font_size(pen_.get(), style.size);
}

double Canvas::width_of(const std::string& text, const Style& style) {
    use(style);
    cairo_text_extents_t extents;
    cairo_text_extents(pen_.get(), text.c_str(), &extents);
    return extents.x_advance;
}

void Canvas::write(Spot at, const std::string& text, const Style& style, const Colour& ink) {
    use(style);
    cairo_set_source_rgb(pen_.get(), ink.red, ink.green, ink.blue);
    cairo_move_to(pen_.get(), at.x, at.y);
    cairo_show_text(pen_.get(), text.c_str());
}

void Canvas::write_centred(Spot middle, const std::string& text, const Style& style) {
    write({middle.x - width_of(text, style) / 2, middle.y}, text, style);
}

void Canvas::rule(Spot from, double length) {
    cairo_set_source_rgb(pen_.get(), 0, 0, 0);
    cairo_set_line_width(pen_.get(), 0.8);
    cairo_move_to(pen_.get(), from.x, from.y);
    cairo_rel_line_to(pen_.get(), length, 0);
    cairo_stroke(pen_.get());
}

void Canvas::stroke(const std::vector<Spot>& points, double width, const Colour& ink) {
    const auto at = [&](std::size_t i) { return points[std::min(i, points.size() - 1)]; };
    cairo_set_source_rgb(pen_.get(), ink.red, ink.green, ink.blue);
    cairo_set_line_width(pen_.get(), width);
    cairo_move_to(pen_.get(), points.front().x, points.front().y);
    // Catmull-Rom through the points, written as Bézier curves.
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const Spot before = i == 0 ? points[0] : points[i - 1];
        const Spot from = points[i];
        const Spot to = points[i + 1];
        const Spot after = at(i + 2);
        cairo_curve_to(pen_.get(), from.x + (to.x - before.x) / 6, from.y + (to.y - before.y) / 6,
                       to.x - (after.x - from.x) / 6, to.y - (after.y - from.y) / 6, to.x, to.y);
    }
    cairo_stroke(pen_.get());
}

void Canvas::ring(Spot centre, double radius, double width, const Colour& ink) {
    cairo_set_source_rgba(pen_.get(), ink.red, ink.green, ink.blue, 0.85);
    cairo_set_line_width(pen_.get(), width);
    cairo_arc(pen_.get(), centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
    cairo_stroke(pen_.get());
}

void Canvas::star(Spot centre, double radius, const Colour& ink) {
    cairo_set_source_rgba(pen_.get(), ink.red, ink.green, ink.blue, 0.85);
    cairo_new_path(pen_.get());
    for (int corner = 0; corner < 10; ++corner) {
        const double reach = corner % 2 == 0 ? radius : radius * 0.4;
        const double angle = std::numbers::pi * (corner / 5.0 - 0.5);
        cairo_line_to(pen_.get(), centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle));
    }
    cairo_fill(pen_.get());
}

void Canvas::write_around(Spot centre, double radius, const std::string& text, const Style& style, const Colour& ink) {
    const double spacing = 1.12;
    double angle = -width_of(text, style) * spacing / radius / 2;
    for (const std::string& letter : letters_of(text)) {
        const double half = width_of(letter, style) * spacing / radius / 2;
        angle += half;
        cairo_save(pen_.get());
        cairo_translate(pen_.get(), centre.x, centre.y);
        cairo_rotate(pen_.get(), angle);
        write({-width_of(letter, style) / 2, -radius}, letter, style, ink);
        cairo_restore(pen_.get());
        angle += half;
    }
}

Picture Canvas::picture() const {
    cairo_surface_flush(surface_.get());
    const int width = cairo_image_surface_get_width(surface_.get());
    const int height = cairo_image_surface_get_height(surface_.get());
    const int stride = cairo_image_surface_get_stride(surface_.get());
    const unsigned char* rows = cairo_image_surface_get_data(surface_.get());
    Picture picture(pixCreate(width, height, 32));
    pixSetResolution(picture.get(), dpi_, dpi_);
    for (int y = 0; y < height; ++y) {
        l_uint32* line = pixGetData(picture.get()) + std::ptrdiff_t{y} * pixGetWpl(picture.get());
        for (int x = 0; x < width; ++x) {
            l_uint32 pixel = 0;
            std::memcpy(&pixel, rows + std::ptrdiff_t{y} * stride + std::ptrdiff_t{x} * 4, sizeof pixel);
            line[x] = pixel << 8U;  // cairo keeps 0xXXRRGGBB, Leptonica 0xRRGGBBXX
        }
    }
    return picture;
}

}  // namespace trien::papers
