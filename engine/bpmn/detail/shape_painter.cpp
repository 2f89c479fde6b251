// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/shape_painter.hpp"

#include <algorithm>

#include "engine/bpmn/detail/icons.hpp"
#include "engine/bpmn/detail/lettering.hpp"

namespace trien::bpmn::detail {

namespace {

/// The side of a pool or lane that carries its name.
constexpr double name_band = 30;
constexpr double margin = 4;

}  // namespace

Style style_of(const Colours& colours, const std::optional<Label>& label, const Diagram& diagram) {
    Style style;
    style.pen.stroke = plain_colour(colours.stroke, style.pen.stroke);
    style.pen.fill = plain_colour(colours.fill, style.pen.fill);
    const auto font = std::ranges::find(diagram.label_styles, label ? label->style : std::string(), &LabelStyle::id);
    if (label && !label->style.empty() && font != diagram.label_styles.end()) {
        if (font->size >= 6 && font->size <= 24) style.letters.size = font->size;
        style.letters.bold = font->bold;
        style.letters.italic = font->italic;
    }
    const std::string wished = plain_colour(colours.label, style.letters.colour);
    style.label = style.letters;
    style.letters.colour = readable_on(style.pen.fill, wished);
    style.symbol = style.pen;
    style.symbol.stroke = readable_on(style.pen.fill, style.pen.stroke);
    style.symbol.is_outline = false;
    style.label.has_halo = true;
    style.label.colour = readable_on("#ffffff", wished);
    return style;
}

// --- Text ------------------------------------------------------------------------------------------------------------

void ShapePainter::centred_name() {
    const Lettering& letters = style_.letters;
    const Bounds& at = shape_.bounds;
    const auto fitting = static_cast<std::size_t>(std::max(1.0, at.height / line_height(letters)));
    const auto lines = wrapped(name_, at.width - 2 * margin, letters.size, fitting);
    const double height = line_height(letters) * static_cast<double>(lines.size());
    canvas_.centred_lines(lines, at.centre().x, at.centre().y - height / 2, letters);
}

/// In the upper left corner, out of the way of what is inside.
void ShapePainter::corner_name(const Lettering& letters) {
    const Bounds& at = shape_.bounds;
    canvas_.left_lines(wrapped(name_, at.width - 4 * margin, letters.size), at.x + 2 * margin, at.y + margin, letters);
}

void ShapePainter::side_name(bool is_horizontal, double band) {
    const Bounds& at = shape_.bounds;
    const Lettering& letters = style_.letters;
    const auto most = static_cast<std::size_t>(std::max(1.0, band / line_height(letters)));
    const auto lines = wrapped(name_, (is_horizontal ? at.height : at.width) - 2 * margin, letters.size, most);
    if (is_horizontal) {
        canvas_.rising_lines(lines, {at.x + band / 2, at.centre().y}, letters);
    } else {
        const double height = line_height(letters) * static_cast<double>(lines.size());
        canvas_.centred_lines(lines, at.centre().x, at.y + (band - height) / 2, letters);
    }
}

/// Where the file says, else under the shape.
void ShapePainter::outer_name() {
    const Bounds& at = shape_.bounds;
    if (shape_.label && shape_.label->bounds && shape_.label->bounds->width > 0) {
        const Bounds& room = *shape_.label->bounds;
        labels_.centred_lines(wrapped(name_, room.width * 1.15 + margin, style_.label.size), room.centre().x, room.y,
                              style_.label);
    } else {
        labels_.centred_lines(wrapped(name_, std::max(at.width * 1.4, 100.0), style_.label.size), at.centre().x,
                              at.bottom() + margin, style_.label);
    }
}

void ShapePainter::symbol(std::string_view d, Point centre, double half, bool filled, double width) {
    Pen pen = style_.symbol;
    pen.width = width;
    pen.fill = filled ? pen.stroke : "none";
    canvas_.icon(d, centre, half, pen);
}

void ShapePainter::envelope(Point centre, double half, bool filled) {
    symbol(icons::envelope, centre, half, filled);
    Pen flap = style_.symbol;
    flap.width = 1.2;
    if (filled) flap.stroke = flap.fill;
    flap.fill = "none";
    canvas_.icon(icons::envelope_flap, centre, half, flap);
}

// --- Data ------------------------------------------------------------------------------------------------------------

void ShapePainter::page(const Bounds& at) {
    const double fold = std::min(at.width, at.height) * 0.28;
    canvas_.polygon({{at.x, at.y},
                     {at.right() - fold, at.y},
                     {at.right(), at.y + fold},
                     {at.right(), at.bottom()},
                     {at.x, at.bottom()}},
                    true, style_.pen);
    Pen pen = style_.pen;
    pen.fill = "none";
    pen.is_outline = false;
    canvas_.polygon({{at.right() - fold, at.y}, {at.right() - fold, at.y + fold}, {at.right(), at.y + fold}}, false,
                    pen);
}

void ShapePainter::cylinder(const Bounds& at) {
    const double rim = at.height * 0.12;
    const double upper = at.y + rim;
    const double lower = at.bottom() - rim;
    const std::string radii = "A" + number_text(at.width / 2) + " " + number_text(rim) + " 0 0 ";
    const auto front_rim = [&](double y) { return radii + "0 " + number_text(at.right()) + " " + number_text(y); };
    const std::string left = number_text(at.x) + " ";
    canvas_.path("M" + left + number_text(upper) + "V" + number_text(lower) + front_rim(lower) + "V" +
                     number_text(upper) + radii + "0 " + left + number_text(upper) + "Z",
                 style_.pen);
    Pen pen = style_.pen;
    pen.fill = "none";
    pen.is_outline = false;
    for (int rim_number = 0; rim_number < 3; ++rim_number) {
        const double y = upper + 4 * rim_number;
        canvas_.path("M" + left + number_text(y) + front_rim(y), pen);
    }
}

void ShapePainter::data(const DataElement& data, bool is_collection) {
    using Kind = DataElement::Kind;
    const Bounds& at = shape_.bounds;
    if (data.kind == Kind::data_store || data.kind == Kind::data_store_reference) {
        cylinder(at);
        return outer_name();
    }
    page(at);
    const Point corner{at.x + at.width * 0.27, at.y + at.height * 0.2};
    if (data.kind == Kind::data_input) symbol(icons::block_arrow, corner, 6, false);
    if (data.kind == Kind::data_output) symbol(icons::block_arrow, corner, 6, true);
    if (is_collection) symbol(icons::three_columns, {at.centre().x, at.bottom() - 7}, 5.5, false, 1.6);
    outer_name();
}

// --- Pools, lanes, artifacts -----------------------------------------------------------------------------------------

bool ShapePainter::is_horizontal() const {
    return shape_.is_horizontal.value_or(shape_.bounds.width >= shape_.bounds.height);
}

void ShapePainter::participant(const Participant& participant, bool is_empty) {
    if (shape_.band != Shape::Band::none) return bands(participant);
    const Bounds& at = shape_.bounds;
    canvas_.rectangle(at, 0, style_.pen);
    if (participant.maximum.value_or(1) > 1) {
        symbol(icons::three_columns, {at.centre().x, at.bottom() - 9.5}, 6.5, false, 2);
    }
    if (is_empty) return centred_name();
    Pen line = style_.pen;
    line.is_outline = false;
    if (is_horizontal()) {
        canvas_.polygon({{at.x + name_band, at.y}, {at.x + name_band, at.bottom()}}, false, line);
    } else {
        canvas_.polygon({{at.x, at.y + name_band}, {at.right(), at.y + name_band}}, false, line);
    }
    side_name(is_horizontal(), name_band);
}

/// A participant of a choreography task: the one who begins is white, the other grey.
void ShapePainter::bands(const Participant& participant) {
    Pen pen = style_.pen;
    if (!shape_.is_initiating && shape_.colours.fill.empty()) pen.fill = "#d9dde3";
    canvas_.rectangle(shape_.bounds, shape_.band == Shape::Band::middle ? 0 : 6, pen);
    centred_name();
    if (participant.maximum.value_or(1) > 1) {
        symbol(icons::three_columns, {shape_.bounds.centre().x, shape_.bounds.bottom() - 6}, 4, false, 1.4);
    }
}

void ShapePainter::lane() {
    canvas_.rectangle(shape_.bounds, 0, style_.pen);
    side_name(is_horizontal(), name_band);
}

void ShapePainter::annotation() {
    const Bounds& at = shape_.bounds;
    Pen pen = style_.pen;
    pen.fill = "none";
    const double foot = std::min(12.0, at.width / 3);
    canvas_.polygon({{at.x + foot, at.y}, {at.x, at.y}, {at.x, at.bottom()}, {at.x + foot, at.bottom()}}, false, pen);
    canvas_.left_lines(wrapped(name_, at.width - 2 * margin, style_.label.size), at.x + margin + 2, at.y + margin,
                       style_.label);
}

void ShapePainter::group() {
    Pen pen = style_.pen;
    pen.fill = "none";
    pen.dashes = "9 3 2 3";
    canvas_.rectangle(shape_.bounds, 10, pen);
    corner_name(style_.label);
}

void ShapePainter::message() {
    canvas_.rectangle(shape_.bounds, 0, style_.pen);
    const Bounds& at = shape_.bounds;
    canvas_.polygon({{at.x, at.y}, {at.centre().x, at.centre().y + 1}, {at.right(), at.y}}, false, style_.pen);
    outer_name();
}

/// Conversations are hexagons; whatever else is a rounded rectangle with its name.
void ShapePainter::other(const OtherElement& other) {
    const Bounds& at = shape_.bounds;
    if (other.tag.find("onversation") == std::string::npos) {
        canvas_.rectangle(at, 8, style_.pen);
        return centred_name();
    }
    Pen pen = style_.pen;
    if (other.tag == "callConversation") pen.width = 3.5;
    const double slant = at.width / 4;
    canvas_.polygon({{at.x + slant, at.y},
                     {at.right() - slant, at.y},
                     {at.right(), at.centre().y},
                     {at.right() - slant, at.bottom()},
                     {at.x + slant, at.bottom()},
                     {at.x, at.centre().y}},
                    true, pen);
    if (other.tag == "subConversation") symbol(icons::boxed_plus, {at.centre().x, at.bottom() - 9}, 6, false);
    outer_name();
}

}  // namespace trien::bpmn::detail
