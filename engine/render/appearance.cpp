// SPDX-License-Identifier: Apache-2.0
#include "engine/render/appearance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <fmt/format.h>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/text.hpp"
#include "engine/render/archive.hpp"
#include "engine/render/detail/letters.hpp"
#include "engine/render/pdf_document.hpp"

namespace trien::render {

namespace {

using std::numbers::pi;

constexpr Colour ink_blue{0.06, 0.18, 0.62};
constexpr Colour seal_red{0.85, 0.07, 0.12};

/// Makes an appearance of what was drawn.
Appearance finished(PdfDocument& document, Size size, std::string_view title) {
    ArchiveOptions options;
    options.title = title;
    return {to_pdfa3(document.finish(), options), size};
}

Point on_circle(Point centre, double radius, double angle) {
    return {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
}

/// A smooth curve through all points (Catmull-Rom, as Bézier pieces).
std::vector<Curve> smooth(const std::vector<Point>& points) {
    const auto at = [&points](std::size_t i) { return points[std::min(i, points.size() - 1)]; };
    const auto step = [](Point from, Point before, Point after, double share) {
        return Point{from.x + (after.x - before.x) * share, from.y + (after.y - before.y) * share};
    };
    std::vector<Curve> curves;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const Point before = at(i == 0 ? 0 : i - 1);
        curves.push_back(
            {at(i), step(at(i), before, at(i + 1), 1.0 / 6), step(at(i + 1), at(i + 2), at(i), 1.0 / 6), at(i + 1)});
    }
    return curves;
}

/// Numbers from 0 to 1 that depend on a name and on nothing else.
class Whim {
  public:
    explicit Whim(std::string_view name) : digest_(sha256(nfc(name))) {}
    double next() { return digest_.bytes.at(used_++ % digest_.bytes.size()) / 255.0; }
    double between(double least, double most) { return least + (most - least) * next(); }

  private:
    Digest digest_;
    std::size_t used_ = 0;
};

/// A row of slanted loops, the first of them tall, as a quick hand writes a name.
std::vector<Point> loops(Whim& whim) {
    constexpr int steps = 10;  // points a loop
    const int count = 4 + static_cast<int>(whim.between(0, 2.99));
    const int second_tall = static_cast<int>(whim.between(1, 6));
    const double slant = whim.between(0.25, 0.55);
    const double advance = mm(24) / count;
    std::vector<Point> points;
    double x = mm(7);
    for (int loop = 0; loop < count; ++loop) {
        const bool tall = loop == 0 || loop == second_tall;
        const double half_height = tall ? whim.between(mm(3.5), mm(6)) : whim.between(mm(0.9), mm(2));
        const double wide = whim.between(mm(0.6), mm(2));
        for (int i = 0; i < steps; ++i) {
            const double turn = 2 * pi * i / steps;
            const double y = half_height * (1 - std::cos(turn));
            points.push_back({x + advance * i / steps - wide * std::sin(turn) + slant * y, mm(6) + y});
        }
        x += advance * whim.between(0.8, 1.2);
    }
    return points;
}

/// The last stroke: out to the right, back under the name, and out again.
void add_flourish(std::vector<Point>& points, Whim& whim) {
    const double x = points.back().x;
    const double dip = whim.between(mm(1.5), mm(3.5));
    const double back = whim.between(mm(5), mm(16));
    points.push_back({x + mm(3), whim.between(mm(8), mm(12))});
    points.push_back({x + mm(4.5), mm(6)});
    points.push_back({back + mm(10), dip});
    points.push_back({back, dip + mm(1)});
    points.push_back({back + mm(9), dip + whim.between(mm(1), mm(2.5))});
    points.push_back({mm(41), dip + whim.between(mm(2), mm(6))});
}

std::vector<Point> star(Point centre, double radius) {
    // The inner corners of a regular five-pointed star.
    const double inner = radius * std::sin(pi / 10) / std::sin(3 * pi / 10);
    std::vector<Point> corners;
    corners.reserve(10);
    for (int i = 0; i < 10; ++i) corners.push_back(on_circle(centre, i % 2 == 0 ? radius : inner, pi / 2 + i * pi / 5));
    return corners;
}

/// The measures of a seal, from its centre outwards, points.
struct SealShape {
    explicit SealShape(double diameter_mm) : radius(mm(diameter_mm) / 2) {}

    double radius;
    double rim = radius - 0.9;               // outer circle, thick
    double band_outer = radius * 0.925;      // thin circle inside the rim
    double band_inner = radius * 0.62;       // thin circle around the emblem
    double upper_baseline = radius * 0.685;  // letters stand outwards
    double lower_baseline = radius * 0.86;   // letters stand inwards
    double band_middle = (band_inner + band_outer) / 2;
    Point centre{radius, radius};
};

/// Letters of one word line along a circle.
struct ArcText {
    std::vector<std::string> letters;
    std::vector<double> widths;  ///< at size 1
    double width = 0;            ///< sum, at size 1
};

ArcText measure(std::string_view text, const Fonts& fonts) {
    ArcText arc;
    for (const char32_t letter : code_points(nfc(text))) {
        arc.letters.push_back(utf8_of(letter));
        arc.widths.push_back(fonts.width(arc.letters.back(), {Face::bold, 1}));
        arc.width += arc.widths.back();
    }
    return arc;
}

/// @param direction  -1 for the upper arc (clockwise, feet to the centre), +1 for the lower one (heads to the centre).
void draw_arc(Page& page, const ArcText& arc, const SealShape& shape, double size, int direction) {
    const double radius = direction < 0 ? shape.upper_baseline : shape.lower_baseline;
    double angle = -direction * pi / 2 - direction * arc.width * size / radius / 2;
    for (std::size_t i = 0; i < arc.letters.size(); ++i) {
        const double half = arc.widths[i] * size / 2;
        angle += direction * half / radius;
        const double turn = angle + direction * pi / 2;
        const Point middle = on_circle(shape.centre, radius, angle);
        const Point start{middle.x - half * std::cos(turn), middle.y - half * std::sin(turn)};
        page.text(start, arc.letters[i], {Face::bold, size}, seal_red, turn);
        angle += direction * half / radius;
    }
}

/// Small stars part the two texts where there are two.
void draw_separators(Page& page, const ArcText& upper, const ArcText& lower, const SealShape& shape, double size) {
    if (lower.letters.empty()) return;
    const double upper_end = pi / 2 - upper.width * size / shape.upper_baseline / 2;
    const double lower_end = -pi / 2 + lower.width * size / shape.lower_baseline / 2;
    const double middle = (upper_end + lower_end) / 2;
    for (const double angle : {middle, pi - middle}) {
        page.fill(star(on_circle(shape.centre, shape.band_middle, angle), shape.radius * 0.05), seal_red);
    }
}

/// The largest size at which both texts fit around the seal with a gap at each side.
double size_of_letters(const ArcText& upper, const ArcText& lower, const SealShape& shape) {
    constexpr double usable = 2 * pi * 0.86;
    const double angle_at_size_1 = upper.width / shape.upper_baseline + lower.width / shape.lower_baseline;
    const double largest = shape.radius * 0.17;
    const double least = shape.radius * 0.09;
    const double size = angle_at_size_1 > 0 ? std::min(largest, usable / angle_at_size_1) : largest;
    if (size >= least) return size;
    throw Error(Fault::input, "render.seal-text-long", {},
                {"Chữ trên con dấu quá dài", "the text on the seal is too long"},
                {"Rút ngắn tên cơ quan trên con dấu", "shorten the agency's name on the seal"});
}

}  // namespace

Appearance drawn_signature(std::string_view signer_name, const Fonts& fonts) {
    Whim whim(signer_name);
    std::vector<Point> points = loops(whim);
    add_flourish(points, whim);

    PdfDocument document(fonts);
    document.add_page(signature_picture).stroke(smooth(points), {1.1, ink_blue});
    return finished(document, signature_picture, "Chữ ký");
}

Appearance signature_from_png(std::string_view png, const Fonts& fonts) {
    const EncodedImage image = read_image(png);
    const double scale = std::min(signature_picture.width / image.width, signature_picture.height / image.height);
    const double width = image.width * scale;
    const double height = image.height * scale;
    const double left = (signature_picture.width - width) / 2;
    const double bottom = (signature_picture.height - height) / 2;

    PdfDocument document(fonts);
    document.add_page(signature_picture).image(image, {left, bottom, left + width, bottom + height});
    return finished(document, signature_picture, "Chữ ký");
}

Appearance agency_seal(const AgencySeal& seal, const Fonts& fonts) {
    const SealShape shape(seal.diameter_mm);
    const ArcText upper = measure(seal.upper_text, fonts);
    const ArcText lower = measure(seal.lower_text, fonts);
    const double size = size_of_letters(upper, lower, shape);

    PdfDocument document(fonts);
    Page page = document.add_page({2 * shape.radius, 2 * shape.radius});
    page.circle(shape.centre, shape.rim, {1.8, seal_red});
    page.circle(shape.centre, shape.band_outer, {0.6, seal_red});
    page.circle(shape.centre, shape.band_inner, {0.6, seal_red});
    page.fill(star(shape.centre, shape.radius * 0.42), seal_red);
    draw_arc(page, upper, shape, size, -1);
    draw_arc(page, lower, shape, size, +1);
    draw_separators(page, upper, lower, shape, size);
    return finished(document, page.size(), "Con dấu");
}

Appearance text_line(std::string_view text, Style style, Size box, const Fonts& fonts) {
    // Capitals are about two thirds of the size high; half of that puts them in the middle.
    const double baseline = box.height / 2 - style.size / 3;
    PdfDocument document(fonts);
    document.add_page(box).text({0, baseline}, text, style);
    return finished(document, box, text);
}

}  // namespace trien::render
