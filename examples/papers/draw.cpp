// SPDX-License-Identifier: Apache-2.0
#include "examples/papers/detail/draw.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "examples/papers/detail/canvas.hpp"

namespace trien::papers {

namespace {

// Decree 30/2020/NĐ-CP, Annex I: A4, margins 20 mm above and below, 30 mm left, 15-20 mm right.
constexpr double top = 57;
constexpr double bottom = 785;
constexpr double left = 85;
constexpr double right = 545;
constexpr double line_height = 1.32;
constexpr double first_indent = 28;
constexpr double office_middle = 165;
constexpr double motto_middle = 405;

constexpr Colour pen_ink{0.10, 0.16, 0.58};
constexpr Colour seal_ink{0.82, 0.12, 0.14};

constexpr Style bold_style{14, true, false};
constexpr const char* nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
constexpr const char* motto = "Độc lập - Tự do - Hạnh phúc";

/// A word with its own style, so that one line may mix them.
struct Piece {
    std::string text;
    Style style;
    double width = 0;
};

/// How the digits go by hand, in a box one unit high.
const std::vector<std::vector<Spot>>& digit_strokes(char digit) {
    static const std::vector<std::vector<Spot>> shapes[10] = {
        {{{.5, 0}, {.12, .3}, {.1, .7}, {.45, 1}, {.72, .7}, {.72, .3}, {.46, .02}}},
        {{{.25, .28}, {.5, 0}, {.44, 1}}},
        {{{.12, .25}, {.4, 0}, {.68, .25}, {.42, .6}, {.06, .98}, {.75, .92}}},
        {{{.12, .1}, {.5, 0}, {.66, .22}, {.34, .46}, {.7, .7}, {.44, 1}, {.08, .9}}},
        {{{.5, 0}, {.06, .66}, {.78, .6}}, {{.58, .34}, {.5, 1.06}}},
        {{{.68, .02}, {.24, .05}, {.18, .42}, {.52, .4}, {.7, .7}, {.4, 1}, {.08, .9}}},
        {{{.6, 0}, {.2, .45}, {.14, .85}, {.44, 1}, {.68, .75}, {.42, .54}, {.18, .72}}},
        {{{.06, .05}, {.72, .02}, {.34, 1}}},
        {{{.64, .15}, {.34, 0}, {.2, .22}, {.6, .66}, {.48, 1}, {.16, .86}, {.34, .5}, {.64, .15}}},
        {{{.64, .2}, {.34, 0}, {.14, .28}, {.4, .5}, {.64, .2}, {.6, .6}, {.42, 1}}},
    };
    return shapes[digit - '0'];
}

/// Sets one paper from the top of its first sheet to the bottom of its last.
class Setter {
  public:
    Setter(const Paper& paper, int dpi, Dice& dice) : paper_(paper), dpi_(dpi), dice_(dice), canvas_(faces_, dpi) {}

    std::vector<DrawnPage> set() {
        paper_.office_head ? office_head() : centred_head();
        for (const Paragraph& paragraph : paper_.body) set_paragraph(paragraph);
        signatures();
        finish_page();
        return std::move(pages_);
    }

  private:
    void line(std::string text) { lines_.push_back(std::move(text)); }

    void centred_line(double middle, double y, const std::string& text, const Style& style) {
        canvas_.write_centred({middle, y}, text, style);
        line(text);
    }

    void finish_page() {
        pages_.push_back({canvas_.picture(), std::move(lines_)});
        lines_.clear();
    }

    void next_page() {
        finish_page();
        canvas_ = Canvas(faces_, dpi_);
        centred_line((left + right) / 2, 40, std::to_string(pages_.size() + 1), {13, false, false});
        y_ = top;
    }

    void need(double height) {
        if (y_ + height > bottom) next_page();
    }

    void nation_and_motto(double middle, double y) {
        centred_line(middle, y, nation, {13, true, false});
        const Style style{14, true, false};
        centred_line(middle, y + 17, motto, style);
        const double length = canvas_.width_of(motto, style);
        canvas_.rule({middle - length / 2, y + 22}, length);
    }

    void centred_head() {
        y_ = top + 14;
        nation_and_motto((left + right) / 2, y_);
        y_ += 40;
        title();
    }

    void office_head() {
        const double first = top + 14;
        nation_and_motto(motto_middle, first);
        double y = first;
        for (const std::string& text : paper_.superior) y = office_line(y, text, {12.5, false, false});
        for (const std::string& text : paper_.agency) y = office_line(y, text, {12.5, true, false});
        const double length = canvas_.width_of(paper_.agency.back(), {12.5, true, false}) * 0.45;
        canvas_.rule({office_middle - length / 2, y - 10}, length);
        y = std::max(y + 12, first + 46);
        number_line(y);
        date_line(y);
        y_ = y + 18;
        title();
    }

    double office_line(double y, const std::string& text, const Style& style) {
        centred_line(office_middle, y, text, style);
        return y + 15.5;
    }

    /// The printed form leaves room where the clerk writes by hand.
    void number_line(double y) {
        const Style style{13, false, false};
        const std::string room = paper_.handwritten ? "          " : paper_.number;
        const std::string slash = paper_.symbol.empty() ? "" : "/" + paper_.symbol;
        const std::string printed = "Số: " + room + slash;
        const double start = office_middle - canvas_.width_of(printed, style) / 2;
        canvas_.write({start, y}, printed, style);
        if (paper_.handwritten) by_hand({start + canvas_.width_of("Số:  ", style), y}, paper_.number);
        line("Số: " + (paper_.handwritten ? "" : paper_.number) + slash);
    }

    void date_line(double y) {
        const Style style{14, false, true};
        const auto month = static_cast<unsigned>(paper_.date.month());
        const std::string day = fmt::format("{:02}", static_cast<unsigned>(paper_.date.day()));
        const std::string before = paper_.place + ", ngày ";
        const std::string after =
            fmt::format(" tháng {} năm {}", month < 3 ? fmt::format("0{}", month) : fmt::to_string(month),
                        static_cast<int>(paper_.date.year()));
        const std::string printed = before + (paper_.handwritten ? "      " : day) + after;
        const double start = motto_middle - canvas_.width_of(printed, style) / 2;
        canvas_.write({start, y}, printed, style);
        if (paper_.handwritten) by_hand({start + canvas_.width_of(before, style) + 2, y}, day);
        line(before + (paper_.handwritten ? "" : day) + after);
    }

    void by_hand(Spot at, const std::string& digits) {
        const double height = dice_.between(11.5, 13.5);
        for (const char digit : digits) {
            for (std::vector<Spot> stroke : digit_strokes(digit)) {
                for (Spot& point : stroke) {
                    const double lean = (1 - point.y) * 0.15;
                    point = {at.x + (point.x + lean + dice_.between(-0.03, 0.03)) * height * 0.8,
                             at.y + (point.y - 0.95 + dice_.between(-0.03, 0.03)) * height};
                }
                canvas_.stroke(stroke, 1.3, pen_ink);
            }
            at.x += height * 0.72;
            at.y += dice_.between(-0.8, 0.8);
        }
    }

    void title() {
        if (paper_.title.empty()) {
            for (const std::string& text : paper_.abstract) {
                centred_line(office_middle, y_, text, {12.5, false, false});
                y_ += 15;
            }
            return;
        }
        const double middle = (left + right) / 2;
        y_ += 18;
        centred_line(middle, y_, paper_.title, {15, true, false});
        for (const std::string& text : paper_.abstract) {
            y_ += 18;
            centred_line(middle, y_, text, bold_style);
        }
        if (paper_.abstract.empty()) return;
        const double length = canvas_.width_of(paper_.abstract.back(), bold_style) * 0.4;
        canvas_.rule({middle - length / 2, y_ + 6}, length);
        y_ += 8;
    }

    std::vector<Piece> pieces_of(const Paragraph& paragraph) {
        std::vector<Piece> pieces;
        for (const Run& run : paragraph.runs) {
            const Style style{paragraph.size, run.bold, run.italic};
            std::size_t start = 0;
            while (start < run.text.size()) {
                const std::size_t end = std::min(run.text.find(' ', start), run.text.size());
                const std::string word = run.text.substr(start, end - start);
                if (!word.empty()) pieces.push_back({word, style, canvas_.width_of(word, style)});
                start = end + 1;
            }
        }
        return pieces;
    }

    void set_paragraph(const Paragraph& paragraph) {
        const std::vector<Piece> pieces = pieces_of(paragraph);
        const double space = canvas_.width_of(" ", {paragraph.size, false, false});
        y_ += paragraph.gap;
        double indent = paragraph.indented ? first_indent : 0;
        for (std::size_t first = 0; first < pieces.size();) {
            double width = pieces[first].width;
            std::size_t last = first + 1;
            while (last < pieces.size() && width + space + pieces[last].width <= right - left - indent) {
                width += space + pieces[last].width;
                ++last;
            }
            y_ += paragraph.size * line_height;
            need(0);
            set_line(paragraph,
                     {pieces.begin() + static_cast<std::ptrdiff_t>(first),
                      pieces.begin() + static_cast<std::ptrdiff_t>(last)},
                     {indent, space, right - left - indent - width, last == pieces.size()});
            indent = 0;
            first = last;
        }
    }

    struct LineRoom {
        double indent;
        double space;
        double spare;
        bool last;
    };

    void set_line(const Paragraph& paragraph, const std::vector<Piece>& pieces, const LineRoom& room) {
        double x = left + room.indent;
        double space = room.space;
        if (paragraph.align == Paragraph::Align::centred) x += room.spare / 2;
        if (paragraph.align == Paragraph::Align::justified && !room.last && pieces.size() > 1) {
            space += room.spare / static_cast<double>(pieces.size() - 1);
        }
        std::string text;
        for (const Piece& piece : pieces) {
            canvas_.write({x, y_}, piece.text, piece.style);
            x += piece.width + space;
            text += (text.empty() ? "" : " ") + piece.text;
        }
        line(text);
    }

    void signatures() {
        need(185);
        y_ += 26;
        recipients(y_);
        const double room = (right - left) / 2;
        for (std::size_t i = 0; i < paper_.signatures.size(); ++i) {
            const bool at_left = paper_.signatures.size() == 2 && i == 0;
            signature(paper_.signatures[i], at_left ? left + room / 2 : motto_middle, y_);
        }
        y_ += 160;
    }

    void recipients(double y) {
        if (paper_.recipients.empty()) return;
        canvas_.write({left, y}, "Nơi nhận:", {12, true, true});
        line("Nơi nhận:");
        for (const std::string& text : paper_.recipients) {
            y += 14;
            canvas_.write({left, y}, "- " + text, {11, false, false});
            line("- " + text);
        }
    }

    void signature(const Signature& signature, double middle, double y) {
        for (const std::string& text : signature.heading) {
            centred_line(middle, y, text, bold_style);
            y += 17;
        }
        if (!signature.note.empty()) centred_line(middle, y, signature.note, {13, false, true});
        const double name_line = y + 94;
        centred_line(middle, name_line, signature.name, bold_style);
        scribble({middle + dice_.between(-6.0, 10.0), y + 44});
        if (!signature.seal.empty()) seal({middle - 44 + dice_.between(-4.0, 4.0), y + 42}, signature.seal);
    }

    void scribble(Spot centre) {
        std::vector<Spot> points;
        const int loops = dice_.between(9, 13);
        for (int i = 0; i < loops; ++i) {
            const double run = -46.0 + 92.0 * i / loops;
            const double swing = (i % 2 == 0 ? -1 : 1) * dice_.between(5.0, 22.0) * (1 - 0.05 * i);
            points.push_back({centre.x + run + dice_.between(-9.0, 9.0), centre.y + swing});
        }
        points.push_back({centre.x + 62, centre.y + dice_.between(-14.0, -4.0)});
        canvas_.stroke(points, dice_.between(1.1, 1.5), pen_ink);
        canvas_.stroke({{centre.x - 40, centre.y + 19}, {centre.x + 8, centre.y + 13}, {centre.x + 52, centre.y + 17}},
                       1.1, pen_ink);
    }

    /// 36 mm across, the size of an agency's seal.
    void seal(Spot centre, const std::string& words) {
        const double radius = 51;
        canvas_.ring(centre, radius, 2.2, seal_ink);
        canvas_.ring(centre, radius - 3.6, 0.7, seal_ink);
        canvas_.ring(centre, radius - 17, 0.7, seal_ink);
        canvas_.write_around(centre, radius - 14, words, {9.5, true, false}, seal_ink);
        canvas_.star(centre, 15, seal_ink);
    }

    const Paper& paper_;
    int dpi_;
    Dice& dice_;
    Faces faces_;
    Canvas canvas_;
    double y_ = top;
    std::vector<std::string> lines_;
    std::vector<DrawnPage> pages_;
};

}  // namespace

std::vector<DrawnPage> draw(const Paper& paper, int dpi, Dice& dice) {
    return Setter(paper, dpi, dice).set();
}

}  // namespace trien::papers
