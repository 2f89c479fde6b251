// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/layout.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/bpmn/detail/scope_layout.hpp"

namespace trien::bpmn {

namespace {

using namespace detail;

constexpr double pool_band = 30;
constexpr double pool_gap = 60;
constexpr double empty_pool_height = 60;

/// Pools one below the other, message flows between them.
class CollaborationLayout {
  public:
    CollaborationLayout(const Definitions& definitions, const Collaboration& collaboration)
        : definitions_(definitions), collaboration_(collaboration) {}

    Block arranged() && {
        for (const Participant& participant : collaboration_.participants) add_pool(participant);
        // Pools and lanes are the shapes that lie on their side: all end where the widest does.
        for (Shape& shape : drawn_.shapes) {
            if (shape.is_horizontal) shape.bounds.width = width_ - shape.bounds.x;
        }
        for (const Shape& shape : drawn_.shapes) bounds_.emplace(shape.element, shape.bounds);
        for (const MessageFlow& flow : collaboration_.message_flows) add_message_flow(flow);
        return std::move(drawn_);
    }

  private:
    void add_pool(const Participant& participant) {
        const Process* const process =
            participant.process.here() ? find(definitions_.processes, participant.process.name) : nullptr;
        Block inside;
        double height = empty_pool_height;
        if (process != nullptr && !process->inside.nodes.empty()) {
            inside = arrange_scope(process->inside);
            height = inside.size.height;
        }
        Shape pool = shape_of(participant.id, {0, y_, 0, height});
        pool.is_horizontal = true;
        pools_.push_back(drawn_.shapes.size());
        drawn_.shapes.push_back(std::move(pool));
        width_ = std::max(width_, inside.size.width + pool_band);
        place(drawn_, std::move(inside), pool_band, y_);
        y_ += height + pool_gap;
    }

    void add_message_flow(const MessageFlow& flow) {
        const auto from = bounds_.find(flow.source.name);
        const auto to = bounds_.find(flow.target.name);
        if (flow.id.empty() || from == bounds_.end() || to == bounds_.end()) return;
        const Bounds& start = from->second;
        const Bounds& end = to->second;
        const bool goes_down = start.centre().y < end.centre().y;
        const double first_y = goes_down ? start.bottom() : start.y;
        const double last_y = goes_down ? end.y : end.bottom();
        const double first_x = is_pool(start) ? end.centre().x : start.centre().x;
        const double last_x = is_pool(end) ? first_x : end.centre().x;
        if (first_x == last_x) {
            drawn_.edges.push_back(edge_of(flow.id, {{first_x, first_y}, {last_x, last_y}}));
        } else {
            const double between = gap_beside(goes_down ? start.bottom() : start.y, goes_down) + 7 * bends_++;
            drawn_.edges.push_back(
                edge_of(flow.id, {{first_x, first_y}, {first_x, between}, {last_x, between}, {last_x, last_y}}));
        }
    }

    [[nodiscard]] bool is_pool(const Bounds& box) const { return box.x == 0 && box.width == width_; }

    /// The upper third of the gap below (or above) the pool a point lies in.
    [[nodiscard]] double gap_beside(double y, bool below) const {
        for (const std::size_t pool : pools_) {
            const Bounds& at = drawn_.shapes[pool].bounds;
            if (y >= at.y && y <= at.bottom()) return (below ? at.bottom() : at.y - pool_gap) + pool_gap / 3;
        }
        return y;
    }

    const Definitions& definitions_;
    const Collaboration& collaboration_;
    Block drawn_;
    std::vector<std::size_t> pools_;  ///< their places among the shapes
    std::map<std::string, Bounds> bounds_;
    double width_ = 400;
    double y_ = 0;
    int bends_ = 0;
};

Diagram diagram_of(const std::string& element, Block block) {
    Diagram diagram;
    diagram.id = element + "_diagram";
    diagram.element = element;
    diagram.shapes = std::move(block.shapes);
    diagram.edges = std::move(block.edges);
    return diagram;
}

}  // namespace

Diagram arrange(const Definitions& definitions) {
    const auto with_pools = std::ranges::find_if(definitions.collaborations,
                                                 [](const Collaboration& c) { return c.tag == "collaboration"; });
    if (with_pools != definitions.collaborations.end() && !with_pools->participants.empty()) {
        return diagram_of(with_pools->id, CollaborationLayout(definitions, *with_pools).arranged());
    }
    if (definitions.processes.empty()) return {};
    const Process& process = definitions.processes.front();
    return diagram_of(process.id, arrange_scope(process.inside));
}

}  // namespace trien::bpmn
