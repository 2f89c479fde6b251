// SPDX-License-Identifier: Apache-2.0
#include "engine/app/detail/process_figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace trien::app {

namespace {

using render::FigureShape;

// In the pixels of the diagram.
constexpr double band_width = 30;
constexpr double text_margin = 4;
constexpr bpmn::Bounds label{0, 0, 90, 30};  ///< of a name whose place the file does not give
constexpr double line_height = 14;           ///< of one line of letters
constexpr double thick = 3;
constexpr double ring_gap = 3;

/// What the diagram shows, by id.
class Names {
  public:
    explicit Names(const bpmn::Definitions& definitions) {
        for (const bpmn::Process& process : definitions.processes) add(process.inside);
        for (const bpmn::Collaboration& collaboration : definitions.collaborations) {
            for (const bpmn::Participant& pool : collaboration.participants) bands_.emplace(pool.id, pool.name);
        }
    }

    [[nodiscard]] const bpmn::FlowNode* node(const std::string& id) const {
        return found(nodes_, id).value_or(nullptr);
    }
    /// The name of a pool or lane.
    [[nodiscard]] std::optional<std::string> band(const std::string& id) const { return found(bands_, id); }
    [[nodiscard]] std::string flow(const std::string& id) const { return found(flows_, id).value_or(std::string()); }

  private:
    template <class T>
    static std::optional<T> found(const std::map<std::string, T>& map, const std::string& id) {
        const auto at = map.find(id);
        return at == map.end() ? std::nullopt : std::optional<T>(at->second);
    }

    void add(const bpmn::Container& scope) {
        for (const bpmn::Lane& lane : scope.lanes) add(lane);
        for (const bpmn::SequenceFlow& flow : scope.flows) flows_.emplace(flow.id, flow.name);
        for (const bpmn::FlowNode& node : scope.nodes) {
            nodes_.emplace(node.id, &node);
            add(node.inside);
        }
    }
    void add(const bpmn::Lane& lane) {
        bands_.emplace(lane.id, lane.name);
        for (const bpmn::Lane& inner : lane.lanes) add(inner);
    }

    std::map<std::string, const bpmn::FlowNode*> nodes_;
    std::map<std::string, std::string> bands_;
    std::map<std::string, std::string> flows_;
};

std::string symbol_of(bpmn::NodeKind kind) {
    switch (kind) {
        case bpmn::NodeKind::exclusive_gateway: return "X";
        case bpmn::NodeKind::parallel_gateway: return "+";
        case bpmn::NodeKind::inclusive_gateway: return "O";
        default: return {};
    }
}

class Converter {
  public:
    Converter(const bpmn::Definitions& definitions, const bpmn::Diagram& diagram, const Prefix& prefix)
        : names_(definitions), prefix_(prefix), diagram_(diagram) {
        for (const bpmn::Shape& shape : diagram.shapes) reach(shape.bounds);
        for (const bpmn::Edge& edge : diagram.edges) {
            for (const bpmn::Point& point : edge.waypoints) reach({point.x, point.y, 0, 0});
        }
    }

    render::Figure figure() && {
        if (left_ > right_) return {};
        figure_.size = {right_ - left_, bottom_ - top_};
        for (const bpmn::Shape& shape : diagram_.shapes) add(shape);
        for (const bpmn::Edge& edge : diagram_.edges) add(edge);
        return std::move(figure_);
    }

  private:
    void reach(const bpmn::Bounds& box) {
        left_ = std::min(left_, box.x);
        top_ = std::min(top_, box.y);
        right_ = std::max(right_, box.right());
        // Names stand below events and gateways.
        bottom_ = std::max(bottom_, box.bottom() + label.height);
    }

    [[nodiscard]] render::Point place(const bpmn::Point& point) const { return {point.x - left_, bottom_ - point.y}; }
    [[nodiscard]] render::Rectangle place(const bpmn::Bounds& box) const {
        return {box.x - left_, bottom_ - box.bottom(), box.right() - left_, bottom_ - box.y};
    }

    void add(const bpmn::Shape& shape) {
        if (const auto band = names_.band(shape.element)) {
            figure_.shapes.push_back({FigureShape::Form::box, place(shape.bounds)});
            const bpmn::Bounds& box = shape.bounds;
            figure_.texts.push_back(
                {*band, place(bpmn::Bounds{box.x, box.y + text_margin, band_width, box.height - 2 * text_margin}),
                 true});
        } else if (const bpmn::FlowNode* const node = names_.node(shape.element)) {
            add(shape, *node);
        } else {
            figure_.shapes.push_back({FigureShape::Form::box, place(shape.bounds)});
        }
    }

    void add(const bpmn::Shape& shape, const bpmn::FlowNode& node) {
        const render::Rectangle box = place(shape.bounds);
        const std::string name = prefix_(node.id) + node.name;
        if (bpmn::is_activity(node.kind)) {
            figure_.shapes.push_back({FigureShape::Form::box, box});
            if (!node.inside.nodes.empty()) return;
            figure_.texts.push_back({name, {box.left + text_margin, box.bottom, box.right - text_margin, box.top}});
            return;
        }
        if (bpmn::is_gateway(node.kind)) {
            figure_.shapes.push_back({FigureShape::Form::diamond, box});
            figure_.texts.push_back({symbol_of(node.kind), box});
        } else {
            add_event(node.kind, box);
        }
        figure_.texts.push_back({name, label_of(shape), false, true});
    }

    void add_event(bpmn::NodeKind kind, const render::Rectangle& box) {
        const bool ends = kind == bpmn::NodeKind::end_event;
        figure_.shapes.push_back({FigureShape::Form::circle, box, ends ? thick : 1});
        if (ends || kind == bpmn::NodeKind::start_event) return;
        figure_.shapes.push_back(
            {FigureShape::Form::circle,
             {box.left + ring_gap, box.bottom + ring_gap, box.right - ring_gap, box.top - ring_gap}});
    }

    [[nodiscard]] render::Rectangle label_of(const bpmn::Shape& shape) const {
        if (shape.label && shape.label->bounds) return place(*shape.label->bounds);
        return place(
            bpmn::Bounds{shape.bounds.centre().x - label.width / 2, shape.bounds.bottom(), label.width, label.height});
    }

    void add(const bpmn::Edge& edge) {
        if (edge.waypoints.size() < 2) return;
        render::FigureArrow arrow;
        for (const bpmn::Point& point : edge.waypoints) arrow.points.push_back(place(point));
        figure_.arrows.push_back(std::move(arrow));
        const std::string name = names_.flow(edge.element);
        if (!name.empty()) figure_.texts.push_back({name, label_of(edge), false, true});
    }

    /// Without a place in the file, at the middle of the longest stretch, which no other flow shares.
    [[nodiscard]] render::Rectangle label_of(const bpmn::Edge& edge) const {
        if (edge.label && edge.label->bounds) return place(*edge.label->bounds);
        const auto length = [&](std::size_t i) {
            return std::hypot(edge.waypoints[i].x - edge.waypoints[i - 1].x,
                              edge.waypoints[i].y - edge.waypoints[i - 1].y);
        };
        std::size_t longest = 1;
        for (std::size_t i = 2; i < edge.waypoints.size(); ++i) {
            if (length(i) > length(longest)) longest = i;
        }
        const bpmn::Point& from = edge.waypoints[longest - 1];
        const bpmn::Point& to = edge.waypoints[longest];
        const bpmn::Point middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
        if (std::abs(to.x - from.x) < std::abs(to.y - from.y)) {
            return place(bpmn::Bounds{middle.x, middle.y - line_height / 2, label.width * 2 / 3, line_height});
        }
        return place(bpmn::Bounds{middle.x - label.width / 2, middle.y - line_height, label.width, line_height});
    }

    Names names_;
    const Prefix& prefix_;
    const bpmn::Diagram& diagram_;
    double left_ = std::numeric_limits<double>::max();
    double top_ = left_;
    double right_ = -left_;
    double bottom_ = -left_;
    render::Figure figure_;
};

}  // namespace

render::Figure process_figure(const bpmn::Definitions& definitions,
                              const bpmn::Diagram& diagram,
                              const Prefix& prefix) {
    return Converter(definitions, diagram, prefix).figure();
}

}  // namespace trien::app
