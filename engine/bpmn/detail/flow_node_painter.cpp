// SPDX-License-Identifier: Apache-2.0
// Activities, events and gateways.
#include <algorithm>

#include "engine/bpmn/detail/icons.hpp"
#include "engine/bpmn/detail/lettering.hpp"
#include "engine/bpmn/detail/shape_painter.hpp"

namespace trien::bpmn::detail {

namespace {

constexpr double margin = 4;
constexpr double smallest_letters = 8;

}  // namespace

void ShapePainter::flow_node(const FlowNode& node, const FlowNodeLook& look) {
    if (is_activity(node.kind)) return activity(node, look);
    if (is_event(node.kind)) {
        event(node);
    } else {
        gateway(node);
    }
    outer_name();
}

void ShapePainter::activity(const FlowNode& node, const FlowNodeLook& look) {
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
    const NodeKind symbol_kind = look.called_task == nullptr ? node.kind : look.called_task->kind;
    task_type(symbol_kind, node.activity.instantiate);
    const bool has_markers = markers(node, look);
    if (node.activity.is_event_based && !look.is_expanded) trigger(node);
    if (look.is_expanded) return corner_name(style_.letters);
    const bool has_corner = (is_task(symbol_kind) && symbol_kind != NodeKind::task) || node.activity.is_event_based;
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

void ShapePainter::task_type(NodeKind kind, bool instantiates) {
    const Point corner{shape_.bounds.x + 14, shape_.bounds.y + 14};
    switch (kind) {
        case NodeKind::user_task: return symbol(icons::person, corner, 7.5, false);
        case NodeKind::manual_task: return symbol(icons::hand, corner, 8, false);
        case NodeKind::service_task: return symbol(icons::gear, corner, 8.5, false);
        case NodeKind::script_task: return symbol(icons::scroll, corner, 7.5, false);
        case NodeKind::send_task: return envelope(corner, 8.5, true);
        case NodeKind::receive_task:
            if (instantiates) symbol(icons::disc, corner, 10, false);
            return envelope(corner, instantiates ? 6 : 8.5, false);
        case NodeKind::business_rule_task:
            symbol(icons::table, corner, 8.5, false);
            return symbol(icons::table_head, corner, 8.5, true);
        default: return;
    }
}

/// @returns whether there are any.
bool ShapePainter::markers(const FlowNode& node, const FlowNodeLook& look) {
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
    const bool can_open =
        is_sub_process(node.kind) || (node.kind == NodeKind::call_activity && look.called_task == nullptr);
    if (can_open && !look.is_expanded) row.push_back({icons::boxed_plus, 1.2});
    if (node.kind == NodeKind::ad_hoc_sub_process) row.push_back({icons::wave, 2});
    constexpr double step = 18;
    double x = shape_.bounds.centre().x - step * (static_cast<double>(row.size()) - 1) / 2;
    for (const Marker& marker : row) {
        symbol(marker.d, {x, shape_.bounds.bottom() - 9.5}, 6.5, false, marker.width);
        x += step;
    }
    return !row.empty();
}

/// A collapsed event sub-process shows what starts it.
void ShapePainter::trigger(const FlowNode& node) {
    const auto start = std::ranges::find(node.inside.nodes, NodeKind::start_event, &FlowNode::kind);
    if (start == node.inside.nodes.end()) return;
    const Point corner{shape_.bounds.x + 14, shape_.bounds.y + 14};
    symbol(icons::disc, corner, 9, false);
    event_symbol(*start, corner, 5.5);
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

}  // namespace trien::bpmn::detail
