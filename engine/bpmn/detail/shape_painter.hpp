// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/bpmn/detail/canvas.hpp"
#include "engine/bpmn/detail/catalogue.hpp"

namespace trien::bpmn::detail {

/// How shapes and edges of one diagram are drawn: what the drawing knows beside the element itself.
struct Style {
    Pen pen;            ///< of outlines, in the colours of the file
    Pen symbol;         ///< of what is drawn inside: seen on any ground
    Lettering letters;  ///< inside the shape
    Lettering label;    ///< beside it, on the white of the page
};

[[nodiscard]] Style style_of(const Colours& colours, const std::optional<Label>& label, const Diagram& diagram);

/// Draws one shape without its title.
class ShapePainter {
  public:
    ShapePainter(Canvas& canvas, const Shape& shape, const Style& style, const std::string& name)
        : canvas_(canvas), shape_(shape), style_(style), name_(name) {}

    /// @param is_expanded  of a sub-process: what it holds is drawn inside it.
    void flow_node(const FlowNode& node, bool is_expanded);
    void data(const DataElement& data, bool is_collection);
    /// @param is_empty  nothing is drawn inside: the name stands in the middle.
    void participant(const Participant& participant, bool is_empty);
    void lane();
    void annotation();
    void group();
    void message();
    void other(const OtherElement& other);

  private:
    // Activities
    void activity(const FlowNode& node, bool is_expanded);
    void task_type(const FlowNode& node);
    void markers(const FlowNode& node, bool is_expanded);
    // Events and gateways
    void event(const FlowNode& node);
    void event_symbol(const FlowNode& node, Point centre, double half);
    void gateway(const FlowNode& node);
    void event_gateway_symbol(const FlowNode& node, double size);
    // Parts
    void symbol(std::string_view d, Point centre, double half, bool filled, double width = 1.2);
    void envelope(Point centre, double half, bool filled);
    void page(const Bounds& at);
    void cylinder(const Bounds& at);
    void inner_name(const Bounds& room, bool at_top);
    void activity_name(bool has_corner, bool has_markers);
    void side_name(bool is_horizontal, double band);
    void outer_name();
    void bands(const Participant& participant);
    [[nodiscard]] bool is_horizontal() const;

    Canvas& canvas_;
    const Shape& shape_;
    const Style& style_;
    const std::string& name_;
};

}  // namespace trien::bpmn::detail
