// SPDX-License-Identifier: Apache-2.0
#include "engine/render/figure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/render/layout.hpp"

namespace trien::render {

namespace {

// All in the unit of the figure.
constexpr double letters = 12;
constexpr double smallest_letters = 6;
constexpr double line_spacing = 1.15;
constexpr double arrow_length = 9;
constexpr double arrow_half = 3.5;
constexpr Colour white{1, 1, 1};

class Painter {
  public:
    Painter(Page& page, const Fonts& fonts, Point origin, double scale)
        : page_(page), fonts_(fonts), origin_(origin), scale_(scale) {}

    void draw(const FigureShape& shape) {
        using enum FigureShape::Form;
        switch (shape.form) {
            case box: polygon(corners(shape.box), shape.weight); break;
            case diamond: polygon(tips(shape.box), shape.weight); break;
            case circle:
                page_.circle(on_page(centre(shape.box)), scale_ * shape.box.width() / 2, {scale_ * shape.weight});
                break;
        }
    }

    void write(const FigureText& text) {
        if (text.rising) return write_rising(text);
        const std::vector<SetLine> lines = fitted(text.text, {text.box.width(), text.box.height()});
        Point corner = on_page({text.box.left, text.box.top});
        corner.y -= (scale_ * text.box.height() - height_of(lines)) / 2;
        if (text.cleared) clear(lines, corner, scale_ * text.box.width());
        draw_lines(page_, lines, corner.x, corner.y);
    }

    void draw(const FigureArrow& arrow) {
        if (arrow.points.size() < 2) return;
        for (std::size_t i = 1; i < arrow.points.size(); ++i) line(arrow.points[i - 1], arrow.points[i], 1);
        head(arrow.points[arrow.points.size() - 2], arrow.points.back());
    }

  private:
    [[nodiscard]] Point on_page(Point point) const {
        return {origin_.x + scale_ * point.x, origin_.y + scale_ * point.y};
    }
    static Point centre(const Rectangle& box) { return {(box.left + box.right) / 2, (box.bottom + box.top) / 2}; }
    static std::array<Point, 4> corners(const Rectangle& box) {
        return {{{box.left, box.bottom}, {box.right, box.bottom}, {box.right, box.top}, {box.left, box.top}}};
    }
    static std::array<Point, 4> tips(const Rectangle& box) {
        const Point middle = centre(box);
        return {{{box.left, middle.y}, {middle.x, box.bottom}, {box.right, middle.y}, {middle.x, box.top}}};
    }

    void line(Point from, Point to, double weight) { page_.line(on_page(from), on_page(to), {scale_ * weight}); }

    void polygon(std::array<Point, 4> points, double weight) {
        for (std::size_t i = 0; i < points.size(); ++i) line(points[i], points[(i + 1) % points.size()], weight);
    }

    void head(Point from, Point tip) {
        const double turn = std::atan2(tip.y - from.y, tip.x - from.x);
        const Point along{std::cos(turn), std::sin(turn)};
        const Point base{tip.x - arrow_length * along.x, tip.y - arrow_length * along.y};
        const std::array<Point, 3> triangle{on_page(tip),
                                            on_page({base.x - arrow_half * along.y, base.y + arrow_half * along.x}),
                                            on_page({base.x + arrow_half * along.y, base.y - arrow_half * along.x})};
        page_.fill(triangle, black);
    }

    /// The text in lines, in the largest letters with which it fits.
    [[nodiscard]] std::vector<SetLine> fitted(const std::string& text, Size room) const {
        for (double size = letters;; size -= 1) {
            std::vector<SetLine> lines = set_paragraph({{text, {Face::regular, scale_ * size}}},
                                                       {scale_ * room.width, 0, Align::centre, line_spacing}, fonts_);
            if (height_of(lines) <= scale_ * room.height || size <= smallest_letters) return lines;
        }
    }

    /// Whitens what centred lines cover: a line ends as far from the right edge as its first word begins from the left.
    void clear(const std::vector<SetLine>& lines, Point corner, double width) {
        for (const SetLine& line : lines) {
            const double side = line.words.front().x;
            const double left = corner.x + side;
            const double right = corner.x + width - side;
            const double bottom = corner.y - line.height;
            page_.fill(std::array<Point, 4>{{{left, bottom}, {right, bottom}, {right, corner.y}, {left, corner.y}}},
                       white);
            corner.y = bottom;
        }
    }

    void write_rising(const FigureText& text) {
        const std::vector<SetLine> lines = fitted(text.text, {text.box.height(), text.box.width()});
        Point at = on_page({text.box.left, text.box.bottom});
        at.x += (scale_ * text.box.width() - height_of(lines)) / 2;
        for (const SetLine& line : lines) {
            at.x += line.height;
            for (const SetWord& word : line.words) {
                page_.text({at.x - line.height / 4, at.y + word.x}, word.text, word.style, black, std::numbers::pi / 2);
            }
        }
    }

    Page& page_;
    const Fonts& fonts_;
    Point origin_;  ///< of the figure, on the page
    double scale_;
};

}  // namespace

void draw_figure(Page& page, const Figure& figure, const Rectangle& box, const Fonts& fonts) {
    if (figure.size.width <= 0 || figure.size.height <= 0) return;
    const double scale = std::min(box.width() / figure.size.width, box.height() / figure.size.height);
    const Point origin{(box.left + box.right - scale * figure.size.width) / 2,
                       (box.bottom + box.top - scale * figure.size.height) / 2};
    Painter painter(page, fonts, origin, scale);
    for (const FigureShape& shape : figure.shapes) painter.draw(shape);
    for (const FigureArrow& arrow : figure.arrows) painter.draw(arrow);
    for (const FigureText& text : figure.texts) painter.write(text);
}

}  // namespace trien::render
