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

/// What a flow node cannot say itself.
struct FlowNodeLook {
    bool is_expanded = false;                 ///< of a sub-process or call activity: what it holds is drawn inside it
    const GlobalTask* called_task = nullptr;  ///< of a call activity that calls no process
};

/// Draws one shape without its title.
class ShapePainter {
  public:
    /// @param labels  takes names that stand beside their shapes, so that they can be drawn over everything else.
    ShapePainter(Canvas& canvas, Canvas& labels, const Shape& shape, const Style& style, const std::string& name)
        : canvas_(canvas), labels_(labels), shape_(shape), style_(style), name_(name) {}

    void flow_node(const FlowNode& node, const FlowNodeLook& look);
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
    void activity(const FlowNode& node, const FlowNodeLook& look);
    void task_type(NodeKind kind, bool instantiates);
    bool markers(const FlowNode& node, const FlowNodeLook& look);
    void trigger(const FlowNode& node);
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
    void centred_name();
    void corner_name(const Lettering& letters);
    void activity_name(bool has_corner, bool has_markers);
    void side_name(bool is_horizontal, double band);
    void outer_name();
    void bands(const Participant& participant);
    [[nodiscard]] bool is_horizontal() const;

    Canvas& canvas_;
    Canvas& labels_;
    const Shape& shape_;
    const Style& style_;
    const std::string& name_;
};

}  // namespace trien::bpmn::detail
