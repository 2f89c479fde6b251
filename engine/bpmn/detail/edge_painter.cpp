// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/edge_painter.hpp"

#include <algorithm>
#include <cmath>

#include "engine/bpmn/detail/icons.hpp"
#include "engine/bpmn/detail/lettering.hpp"

namespace trien::bpmn::detail {

namespace {

double distance(Point a, Point b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// The point so far along the way from one to another and so far to its right.
Point beside(Point from, Point to, double along, double right) {
    const double length = distance(from, to);
    if (length == 0) return from;
    const Point unit{(to.x - from.x) / length, (to.y - from.y) / length};
    return {from.x + unit.x * along - unit.y * right, from.y + unit.y * along + unit.x * right};
}

/// The middle of the way along all points.
Point middle(const std::vector<Point>& points) {
    double length = 0;
    for (std::size_t i = 1; i < points.size(); ++i) length += distance(points[i - 1], points[i]);
    double left = length / 2;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double step = distance(points[i - 1], points[i]);
        if (left <= step) return beside(points[i - 1], points[i], left, 0);
        left -= step;
    }
    return points.back();
}

}  // namespace

Pen EdgePainter::line_pen() const {
    Pen pen = style_.pen;
    pen.fill = "none";
    return pen;
}

void EdgePainter::filled_arrow() {
    Pen pen = style_.pen;
    pen.fill = pen.stroke;
    pen.width = 1;
    pen.is_outline = false;
    const Point tip = from_end(0);
    canvas_.polygon({tip, beside(tip, from_end(1), 10, 4), beside(tip, from_end(1), 10, -4)}, true, pen);
}

void EdgePainter::open_arrow(Point tip, Point from, bool closed) {
    Pen pen = style_.pen;
    pen.fill = closed ? "#ffffff" : "none";
    pen.is_outline = false;
    canvas_.polygon({beside(tip, from, 9, 4.5), tip, beside(tip, from, 9, -4.5)}, closed, pen);
}

void EdgePainter::sequence_flow(const SequenceFlow& flow, const FlowNode* source) {
    canvas_.polygon(edge_.waypoints, false, line_pen());
    filled_arrow();
    const Point start = from_start(0);
    const Point next = from_start(1);
    const bool leaves_activity = source != nullptr && is_activity(source->kind);
    Pen pen = style_.pen;
    pen.is_outline = false;
    if (flow.is_default) {
        canvas_.polygon({beside(start, next, 7, 5), beside(start, next, 12, -5)}, false, pen);
    } else if (flow.condition && leaves_activity) {
        pen.fill = "#ffffff";
        canvas_.polygon({start, beside(start, next, 8, 4.5), beside(start, next, 16, 0), beside(start, next, 8, -4.5)},
                        true, pen);
    }
}

void EdgePainter::message_flow() {
    Pen pen = line_pen();
    pen.dashes = "7 4";
    canvas_.polygon(edge_.waypoints, false, pen);
    pen.dashes.clear();
    pen.fill = "#ffffff";
    pen.is_outline = false;
    canvas_.circle(beside(from_start(0), from_start(1), 3.5, 0), 3.5, pen);
    open_arrow(from_end(0), from_end(1), true);
    if (edge_.message == Edge::Message::none) return;
    if (edge_.message == Edge::Message::non_initiating) pen.fill = "#d9dde3";
    const Point centre = middle(edge_.waypoints);
    canvas_.icon(icons::envelope, centre, 12, pen);
    canvas_.icon(icons::envelope_flap, centre, 12, pen);
}

void EdgePainter::association(bool starts_with_arrow, bool ends_with_arrow) {
    Pen pen = line_pen();
    pen.dashes = "1.5 3.5";
    canvas_.polygon(edge_.waypoints, false, pen);
    if (starts_with_arrow) open_arrow(from_start(0), from_start(1), false);
    if (ends_with_arrow) open_arrow(from_end(0), from_end(1), false);
}

void EdgePainter::conversation_link() {
    Pen pen = line_pen();
    pen.width = 5;
    canvas_.polygon(edge_.waypoints, false, pen);
    pen.width = 2.2;
    pen.stroke = "#ffffff";
    pen.is_outline = false;
    canvas_.polygon(edge_.waypoints, false, pen);
}

void EdgePainter::plain() {
    canvas_.polygon(edge_.waypoints, false, line_pen());
}

void EdgePainter::name(const std::string& name) {
    const Lettering& letters = style_.label;
    if (edge_.label && edge_.label->bounds && edge_.label->bounds->width > 0) {
        const Bounds& room = *edge_.label->bounds;
        labels_.centred_lines(wrapped(name, std::max(room.width * 1.15 + 4, 40.0), letters.size), room.centre().x,
                              room.y, letters);
        return;
    }
    const Point at = middle(edge_.waypoints);
    const double above = edge_.message == Edge::Message::none ? 4 : 12;
    const auto lines = wrapped(name, 100, letters.size);
    labels_.centred_lines(lines, at.x, at.y - above - line_height(letters) * static_cast<double>(lines.size()),
                          letters);
}

}  // namespace trien::bpmn::detail
