// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/bpmn/detail/canvas.hpp"
#include "engine/bpmn/detail/catalogue.hpp"
#include "engine/bpmn/detail/shape_painter.hpp"

namespace trien::bpmn::detail {

/// Draws one edge without its title. An edge has two waypoints at least.
class EdgePainter {
  public:
    EdgePainter(Canvas& canvas, Canvas& labels, const Edge& edge, const Style& style)
        : canvas_(canvas), labels_(labels), edge_(edge), style_(style) {}

    /// @param source  what the flow leaves; null when it is not known.
    void sequence_flow(const SequenceFlow& flow, const FlowNode* source);
    void message_flow();
    /// An association of artifacts or data.
    void association(bool starts_with_arrow, bool ends_with_arrow);
    void conversation_link();
    void plain();
    void name(const std::string& name);

  private:
    [[nodiscard]] Pen line_pen() const;
    [[nodiscard]] Point from_start(std::size_t which) const { return edge_.waypoints.at(which); }
    [[nodiscard]] Point from_end(std::size_t which) const {
        return edge_.waypoints.at(edge_.waypoints.size() - 1 - which);
    }
    void filled_arrow();
    void open_arrow(Point tip, Point from, bool closed);

    Canvas& canvas_;
    Canvas& labels_;
    const Edge& edge_;
    const Style& style_;
};

}  // namespace trien::bpmn::detail
