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
constexpr double smallest_letters = 8;

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

void ShapePainter::inner_name(const Bounds& room, bool at_top) {
    const Lettering& letters = style_.letters;
    const auto fitting = static_cast<std::size_t>(std::max(1.0, room.height / line_height(letters)));
    const auto lines = wrapped(name_, room.width - 2 * margin, letters.size, fitting);
    const double height = line_height(letters) * static_cast<double>(lines.size());
    canvas_.centred_lines(lines, room.centre().x, at_top ? room.y + margin : room.centre().y - height / 2, letters);
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
        canvas_.centred_lines(wrapped(name_, room.width * 1.15 + margin, style_.label.size), room.centre().x, room.y,
                              style_.label);
    } else {
        canvas_.centred_lines(wrapped(name_, std::max(at.width * 1.4, 100.0), style_.label.size), at.centre().x,
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

// --- Flow nodes ------------------------------------------------------------------------------------------------------

void ShapePainter::flow_node(const FlowNode& node, bool is_expanded) {
    if (is_activity(node.kind)) return activity(node, is_expanded);
    if (is_event(node.kind)) {
        event(node);
    } else {
        gateway(node);
    }
    outer_name();
}

void ShapePainter::activity(const FlowNode& node, bool is_expanded) {
    const Bounds& at = shape_.bounds;
    constexpr double radius = 8;
    Pen pen = style_.pen;
    if (node.kind == NodeKind::call_activity) pen.width = 3.5;
    if (node.activity.is_event_based) pen.dashes = "1.5 4";
    canvas_.rectangle(at, radius, pen);
    if (node.kind == NodeKind::transaction) {
        pen.fill = "none";
        canvas_.rectangle({at.x + 3, at.y + 3, at.width - 6, at.height - 6}, radius - 2, pen);
    }
    task_type(node);
    markers(node, is_expanded);
    if (is_expanded) return inner_name(at, true);
    const bool has_corner = (is_task(node.kind) && node.kind != NodeKind::task) || node.activity.is_event_based;
    const bool has_markers = is_sub_process(node.kind) || node.activity.standard_loop || node.activity.multi_instance ||
                             node.activity.is_for_compensation;
    activity_name(has_corner, has_markers);
}

/// In the middle, below the symbol in the corner where it would hide it, and smaller where it would not fit.
void ShapePainter::activity_name(bool has_corner, bool has_markers) {
    const Bounds& at = shape_.bounds;
    const double first = at.y + (has_corner ? 21 : margin);
    const double last = at.bottom() - (has_markers ? 17 : margin);
    Lettering letters = style_.letters;
    std::vector<std::string> lines = wrapped(name_, at.width - 2 * margin, letters.size);
    const auto height = [&] { return line_height(letters) * static_cast<double>(lines.size()); };
    while (height() > last - first && letters.size > smallest_letters) {
        letters.size -= 0.5;
        lines = wrapped(name_, at.width - 2 * margin, letters.size);
    }
    const double room = last - at.y - margin;
    const auto fitting = static_cast<std::size_t>(std::max(1.0, room / line_height(letters)));
    if (height() > room) lines = wrapped(name_, at.width - 2 * margin, letters.size, fitting);
    const double lowest = last - height();
    canvas_.centred_lines(lines, at.centre().x, std::min(std::max(at.centre().y - height() / 2, first), lowest),
                          letters);
}

void ShapePainter::task_type(const FlowNode& node) {
    const Point corner{shape_.bounds.x + 14, shape_.bounds.y + 14};
    switch (node.kind) {
        case NodeKind::user_task: return symbol(icons::person, corner, 7.5, false);
        case NodeKind::manual_task: return symbol(icons::hand, corner, 8, false);
        case NodeKind::service_task: return symbol(icons::gear, corner, 8.5, false);
        case NodeKind::script_task: return symbol(icons::scroll, corner, 7.5, false);
        case NodeKind::send_task: return envelope(corner, 8.5, true);
        case NodeKind::receive_task:
            if (node.activity.instantiate) symbol(icons::disc, corner, 10, false);
            return envelope(corner, node.activity.instantiate ? 6 : 8.5, false);
        case NodeKind::business_rule_task:
            symbol(icons::table, corner, 8.5, false);
            return symbol(icons::table_head, corner, 8.5, true);
        default: return;
    }
}

void ShapePainter::markers(const FlowNode& node, bool is_expanded) {
    struct Marker {
        std::string_view d;
        double width;
    };
    const ActivityPart& activity = node.activity;
    std::vector<Marker> row;
    if (activity.standard_loop) row.push_back({icons::loop, 1.6});
    if (activity.multi_instance) {
        row.push_back({activity.multi_instance->is_sequential ? icons::three_rows : icons::three_columns, 2});
    }
    if (activity.is_for_compensation) row.push_back({icons::rewind, 1.2});
    if (is_sub_process(node.kind) && !is_expanded) row.push_back({icons::boxed_plus, 1.2});
    if (node.kind == NodeKind::ad_hoc_sub_process) row.push_back({icons::wave, 2});
    constexpr double step = 18;
    double x = shape_.bounds.centre().x - step * (static_cast<double>(row.size()) - 1) / 2;
    for (const Marker& marker : row) {
        symbol(marker.d, {x, shape_.bounds.bottom() - 9.5}, 6.5, false, marker.width);
        x += step;
    }
    if (activity.is_event_based && !is_expanded) {
        const auto start = std::ranges::find(node.inside.nodes, NodeKind::start_event, &FlowNode::kind);
        if (start == node.inside.nodes.end()) return;
        const Point corner{shape_.bounds.x + 14, shape_.bounds.y + 14};
        symbol(icons::disc, corner, 9, false);
        event_symbol(*start, corner, 5.5);
    }
}

void ShapePainter::event(const FlowNode& node) {
    const Bounds& at = shape_.bounds;
    const double radius = std::min(at.width, at.height) / 2;
    const bool is_boundary = node.kind == NodeKind::boundary_event;
    Pen pen = style_.pen;
    if (node.kind == NodeKind::end_event) pen.width = 3.2;
    if (!node.event.is_interrupting) pen.dashes = "4.5 2.5";
    canvas_.circle(at.centre(), radius, pen);
    if (is_boundary || node.kind == NodeKind::intermediate_catch_event ||
        node.kind == NodeKind::intermediate_throw_event) {
        pen.fill = "none";
        canvas_.circle(at.centre(), radius - 3, pen);
    }
    event_symbol(node, at.centre(), radius * 0.52);
}

void ShapePainter::event_symbol(const FlowNode& node, Point centre, double half) {
    using Kind = EventDefinition::Kind;
    const auto& definitions = node.event.definitions;
    if (definitions.empty()) return;
    const bool throws = node.kind == NodeKind::end_event || node.kind == NodeKind::intermediate_throw_event;
    if (definitions.size() > 1) {
        return symbol(node.event.is_parallel_multiple ? icons::plus : icons::pentagon, centre, half * 1.15, throws);
    }
    switch (definitions.front().kind) {
        case Kind::message: return envelope(centre, half, throws);
        case Kind::timer: return symbol(icons::clock, centre, half * 1.25, false, 1);
        case Kind::signal: return symbol(icons::triangle, centre, half, throws);
        case Kind::error: return symbol(icons::lightning, centre, half, throws);
        case Kind::escalation: return symbol(icons::arrowhead_up, centre, half, throws);
        case Kind::compensate: return symbol(icons::rewind, centre, half, throws);
        case Kind::conditional: return symbol(icons::sheet, centre, half, false);
        case Kind::link: return symbol(icons::block_arrow, centre, half, throws);
        case Kind::cancel: return symbol(icons::cross, centre, half, throws);
        case Kind::terminate: return symbol(icons::disc, centre, half * 1.15, true);
    }
}

void ShapePainter::gateway(const FlowNode& node) {
    const Bounds& at = shape_.bounds;
    const Point centre = at.centre();
    canvas_.polygon({{centre.x, at.y}, {at.right(), centre.y}, {centre.x, at.bottom()}, {at.x, centre.y}}, true,
                    style_.pen);
    const double size = std::min(at.width, at.height) / 2;
    switch (node.kind) {
        case NodeKind::exclusive_gateway:
            if (shape_.is_marker_visible) symbol(icons::cross, centre, size * 0.4, true, 0.5);
            return;
        case NodeKind::parallel_gateway: return symbol(icons::plus, centre, size * 0.5, true, 0.5);
        case NodeKind::inclusive_gateway: return symbol(icons::disc, centre, size * 0.45, false, 2.6);
        case NodeKind::complex_gateway: return symbol(icons::asterisk, centre, size * 0.5, false, 3);
        default: return event_gateway_symbol(node, size);
    }
}

void ShapePainter::event_gateway_symbol(const FlowNode& node, double size) {
    const Point centre = shape_.bounds.centre();
    symbol(icons::disc, centre, size * 0.55, false, 1);
    if (!node.gateway.instantiate) symbol(icons::disc, centre, size * 0.45, false, 1);
    symbol(node.gateway.is_parallel ? icons::plus : icons::pentagon, centre, size * 0.32, false);
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
    if (is_empty) return inner_name(at, false);
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
    inner_name(shape_.bounds, false);
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
    inner_name(shape_.bounds, true);
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
        return inner_name(at, false);
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
