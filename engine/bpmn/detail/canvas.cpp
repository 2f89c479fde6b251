// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/canvas.hpp"

#include <cmath>

#include <fmt/format.h>

namespace trien::bpmn::detail {

namespace {

std::string attributes_of(const Pen& pen, double scale = 1) {
    std::string text = fmt::format(" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"", pen.fill, pen.stroke,
                                   number_text(pen.width / scale));
    if (!pen.dashes.empty()) text += fmt::format(" stroke-dasharray=\"{}\"", pen.dashes);
    if (pen.is_outline) text += " class=\"outline\"";
    return text;
}

}  // namespace

std::string number_text(double value) {
    std::string text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

double line_height(const Lettering& letters) {
    return letters.size * 1.2;
}

void Canvas::open_group(const std::string& classes,
                        const std::string& id,
                        const std::string& title,
                        const std::string& description) {
    out_ += fmt::format("{:{}}<g class=\"{}\"", "", 2 * depth_, xml_text(classes));
    if (!id.empty()) out_ += fmt::format(" data-element=\"{}\"", xml_text(id));
    out_ += ">\n";
    ++depth_;
    if (!title.empty()) out_ += fmt::format("{:{}}<title>{}</title>\n", "", 2 * depth_, xml_text(title));
    if (!description.empty()) out_ += fmt::format("{:{}}<desc>{}</desc>\n", "", 2 * depth_, xml_text(description));
}

void Canvas::close_group() {
    --depth_;
    out_ += fmt::format("{:{}}</g>\n", "", 2 * depth_);
}

void Canvas::rectangle(const Bounds& at, double radius, const Pen& pen) {
    const std::string rounded = radius > 0 ? fmt::format(" rx=\"{}\"", number_text(radius)) : std::string();
    out_ += fmt::format("{:{}}<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}{}/>\n", "", 2 * depth_,
                        number_text(at.x), number_text(at.y), number_text(std::fmax(at.width, 0)),
                        number_text(std::fmax(at.height, 0)), rounded, attributes_of(pen));
}

void Canvas::circle(Point centre, double radius, const Pen& pen) {
    out_ += fmt::format("{:{}}<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", "", 2 * depth_, number_text(centre.x),
                        number_text(centre.y), number_text(std::fmax(radius, 0)), attributes_of(pen));
}

void Canvas::polygon(const std::vector<Point>& points, bool closed, const Pen& pen) {
    std::string list;
    for (const Point& point : points) {
        if (!list.empty()) list += ' ';
        list += number_text(point.x) + "," + number_text(point.y);
    }
    out_ += fmt::format("{:{}}<{} points=\"{}\"{}/>\n", "", 2 * depth_, closed ? "polygon" : "polyline", list,
                        attributes_of(pen));
}

void Canvas::path(const std::string& d, const Pen& pen) {
    out_ += fmt::format("{:{}}<path d=\"{}\"{}/>\n", "", 2 * depth_, d, attributes_of(pen));
}

void Canvas::icon(std::string_view d, Point centre, double half, const Pen& pen) {
    if (half <= 0) return;
    out_ += fmt::format("{:{}}<path transform=\"translate({} {}) scale({})\" d=\"{}\"{}/>\n", "", 2 * depth_,
                        number_text(centre.x), number_text(centre.y), number_text(half), d, attributes_of(pen, half));
}

void Canvas::lines(const std::vector<std::string>& lines,
                   double x,
                   double top,
                   const Lettering& letters,
                   std::string_view anchor,
                   const std::string& transform) {
    if (lines.empty()) return;
    out_ += fmt::format("{:{}}<text font-size=\"{}\" fill=\"{}\"", "", 2 * depth_, number_text(letters.size),
                        letters.colour);
    if (!anchor.empty()) out_ += fmt::format(" text-anchor=\"{}\"", anchor);
    if (letters.bold) out_ += " font-weight=\"bold\"";
    if (letters.italic) out_ += " font-style=\"italic\"";
    if (letters.has_halo) out_ += " class=\"halo\"";
    if (!transform.empty()) out_ += fmt::format(" transform=\"{}\"", transform);
    out_ += '>';
    double baseline = top + letters.size * 0.95;
    for (const std::string& line : lines) {
        // The blank between lines parts the words for those who hear the text.
        const char* const blank = &line == &lines.back() ? "" : " ";
        out_ += fmt::format("<tspan x=\"{}\" y=\"{}\">{}{}</tspan>", number_text(x), number_text(baseline),
                            xml_text(line), blank);
        baseline += line_height(letters);
    }
    out_ += "</text>\n";
}

void Canvas::centred_lines(const std::vector<std::string>& text, double x, double top, const Lettering& letters) {
    lines(text, x, top, letters, "middle", "");
}

void Canvas::left_lines(const std::vector<std::string>& text, double x, double top, const Lettering& letters) {
    lines(text, x, top, letters, "", "");
}

void Canvas::rising_lines(const std::vector<std::string>& text, Point centre, const Lettering& letters) {
    const double height = line_height(letters) * static_cast<double>(text.size());
    lines(text, 0, -height / 2, letters, "middle",
          fmt::format("translate({} {}) rotate(-90)", number_text(centre.x), number_text(centre.y)));
}

}  // namespace trien::bpmn::detail
