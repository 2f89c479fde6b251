// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/scope_layout.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace trien::bpmn::detail {

namespace {

constexpr Size task_size{110, 80};
constexpr Size gateway_size{50, 50};
constexpr Size event_size{36, 36};
constexpr Size page_size{36, 50};
constexpr Size store_size{50, 50};
constexpr Size note_size{120, 50};
constexpr double lane_band = 30;
/// From one boundary event to the next: their names stand side by side.
constexpr double boundary_step = 90;
constexpr double first_boundary = 26;
/// Room for the name of a sub-process above what it holds.
constexpr double name_room = 14;

/// Lays out one scope; a member function a step.
class ScopeLayout {
  public:
    explicit ScopeLayout(const Container& container) : container_(container) {
        for (std::size_t i = 0; i < container.lanes.size(); ++i) read_lane(container.lanes[i]);
    }

    Block arranged() && {
        for (const FlowNode& node : container_.nodes) add_node(node);
        for (const FlowNode& node : container_.nodes) add_boundary_event(node);
        for (const SequenceFlow& flow : container_.flows) add_flow(flow);
        add_handlers();
        add_beside();
        if (graph_.bands.empty()) return {{}, {}, {2 * task_size.width, task_size.height}};
        const Layering layering = layer(graph_);
        const Grid grid(layering, sizes_, wires_, is_obstacle_);
        draw(grid);
        return std::move(block_);
    }

  private:
    // --- Collecting --------------------------------------------------------------------------------------------------

    /// Only lanes without lanes inside have rows of their own.
    void read_lane(const Lane& lane) {
        for (const Lane& inner : lane.lanes) read_lane(inner);
        if (!lane.lanes.empty()) return;
        for (const std::string& node : lane.nodes) lane_of_.emplace(node, leaves_.size());
        leaves_.push_back(&lane);
    }

    /// @param node  null for data and notes, which lines may cross.
    std::size_t add(const std::string& id, Size size, std::size_t band, const FlowNode* node) {
        numbers_.emplace(id, sizes_.size());
        ids_.push_back(id);
        sizes_.push_back(size);
        nodes_.push_back(node);
        is_obstacle_.push_back(node != nullptr);
        graph_.bands.push_back(band);
        graph_.beside.emplace_back();
        graph_.band_count = std::max(graph_.band_count, std::max(leaves_.size(), band + 1));
        return sizes_.size() - 1;
    }

    /// What is in no lane stands below all lanes.
    [[nodiscard]] std::size_t band_of(const std::string& id) const {
        const auto found = lane_of_.find(id);
        return found == lane_of_.end() ? leaves_.size() : found->second;
    }

    void add_node(const FlowNode& node) {
        if (node.id.empty() || node.kind == NodeKind::boundary_event) return;
        Size size = is_gateway(node.kind) ? gateway_size : is_event(node.kind) ? event_size : task_size;
        if (is_sub_process(node.kind) && !node.inside.nodes.empty()) {
            Block inner = arrange_scope(node.inside);
            size = {inner.size.width, inner.size.height + name_room};
            inside_.emplace(add(node.id, size, band_of(node.id), &node), std::move(inner));
        } else {
            add(node.id, size, band_of(node.id), &node);
        }
    }

    void add_boundary_event(const FlowNode& node) {
        const auto host = numbers_.find(node.event.attached_to);
        if (node.kind != NodeKind::boundary_event || node.id.empty() || host == numbers_.end()) return;
        const double x = first_boundary + boundary_step * static_cast<double>(boundary_count_[host->second]++);
        double& width = sizes_[host->second].width;
        width = std::max(width, x + boundary_step / 2);
        boundary_.emplace(node.id, Wire{host->second, 0, x, event_size.height / 2});
    }

    void add_flow(const SequenceFlow& flow) { add_wire(flow.id, flow.source, flow.target); }

    void add_wire(const std::string& id, const std::string& source, const std::string& target) {
        const auto to = numbers_.find(target);
        const auto from = numbers_.find(source);
        const auto boundary = boundary_.find(source);
        if (id.empty() || to == numbers_.end()) return;
        if (boundary != boundary_.end()) {
            Wire wire = boundary->second;
            wire.to = to->second;
            wires_.push_back(wire);
        } else if (from != numbers_.end()) {
            wires_.push_back({from->second, to->second, std::nullopt, 0});
        } else {
            return;
        }
        graph_.edges.emplace_back(wires_.back().from, wires_.back().to);
        wire_ids_.push_back(id);
    }

    /// Compensation handlers hang on boundary events by associations; they are drawn like flows.
    void add_handlers() {
        for (const Association& association : container_.associations) {
            if (boundary_.contains(association.source.name)) {
                add_wire(association.id, association.source.name, association.target.name);
            }
        }
    }

    /// Data and notes stand below what they belong to.
    void add_beside() {
        std::map<std::string_view, std::string_view> owners;
        for (const FlowNode& node : container_.nodes) {
            for (const DataAssociation& data : node.data_associations) {
                for (const std::string& source : data.sources) owners.emplace(source, node.id);
                owners.emplace(data.target, node.id);
            }
        }
        for (const Association& association : container_.associations) {
            owners.emplace(association.source.name, association.target.name);
            owners.emplace(association.target.name, association.source.name);
        }
        std::set<std::string_view> referred;
        for (const DataElement& data : container_.data) referred.insert(data.refers_to.name);
        for (const DataElement& data : container_.data) {
            if (data.kind == DataElement::Kind::data_object && referred.contains(data.id)) continue;
            const bool is_store = data.kind == DataElement::Kind::data_store_reference;
            add_beside(data.id, is_store ? store_size : page_size, owners);
        }
        for (const TextAnnotation& note : container_.annotations) add_beside(note.id, note_size, owners);
    }

    void add_beside(const std::string& id, Size size, const std::map<std::string_view, std::string_view>& owners) {
        if (id.empty() || sizes_.empty()) return;
        const auto owner = owners.find(id);
        std::size_t by = 0;
        if (owner != owners.end()) {
            const auto known = numbers_.find(std::string(owner->second));
            if (known != numbers_.end() && !graph_.beside[known->second]) by = known->second;
        }
        const std::size_t band = graph_.bands[by];
        graph_.beside[add(id, size, band, nullptr)] = by;
    }

    // --- Drawing -----------------------------------------------------------------------------------------------------

    void draw(const Grid& grid) {
        const double left = lane_band * static_cast<double>(lane_depth(container_.lanes));
        block_.size = {grid.size().width + left, grid.size().height};
        std::size_t leaf = 0;
        for (const Lane& lane : container_.lanes) draw_lane(grid, lane, 0, leaf);
        for (std::size_t node = 0; node < ids_.size(); ++node) {
            Bounds at = grid.bounds(node);
            at.x += left;
            bounds_.emplace(ids_[node], at);
            draw_node(node, at);
        }
        for (const auto& [id, wire] : boundary_) draw_boundary_event(id, wire);
        for (std::size_t wire = 0; wire < wires_.size(); ++wire) {
            std::vector<Point> points = grid.line(wire);
            for (Point& point : points) point.x += left;
            block_.edges.push_back(edge_of(wire_ids_[wire], std::move(points)));
        }
        draw_associations();
    }

    static std::size_t lane_depth(const std::vector<Lane>& lanes) {
        std::size_t depth = 0;
        for (const Lane& lane : lanes) depth = std::max(depth, 1 + lane_depth(lane.lanes));
        return depth;
    }

    /// @param leaf  counts the lanes that have rows of their own.
    /// @returns the upper and lower side of the lane.
    std::pair<double, double> draw_lane(const Grid& grid, const Lane& lane, double x, std::size_t& leaf) {
        const std::size_t at = block_.shapes.size();
        block_.shapes.push_back(shape_of(lane.id, {}));
        std::pair<double, double> sides = lane.lanes.empty() ? grid.band(leaf++) : draw_lanes(grid, lane, x, leaf);
        Shape& shape = block_.shapes[at];
        shape.bounds = {x, sides.first, block_.size.width - x, sides.second - sides.first};
        shape.is_horizontal = true;
        return sides;
    }

    std::pair<double, double> draw_lanes(const Grid& grid, const Lane& lane, double x, std::size_t& leaf) {
        std::pair<double, double> sides;
        for (std::size_t i = 0; i < lane.lanes.size(); ++i) {
            const auto inner = draw_lane(grid, lane.lanes[i], x + lane_band, leaf);
            sides = {i == 0 ? inner.first : sides.first, inner.second};
        }
        return sides;
    }

    void draw_node(std::size_t node, const Bounds& at) {
        Shape shape = shape_of(ids_[node], at);
        shape.is_marker_visible = nodes_[node] != nullptr && nodes_[node]->kind == NodeKind::exclusive_gateway;
        const auto inner = inside_.find(node);
        if (inner != inside_.end()) shape.is_expanded = true;
        block_.shapes.push_back(std::move(shape));
        if (inner != inside_.end()) place(block_, std::move(inner->second), at.x, at.y + name_room);
    }

    void draw_boundary_event(const std::string& id, const Wire& wire) {
        const Bounds& host = bounds_.at(ids_[wire.from]);
        const Bounds at{host.x + *wire.from_bottom - event_size.width / 2, host.bottom() - event_size.height / 2,
                        event_size.width, event_size.height};
        bounds_.emplace(id, at);
        block_.shapes.push_back(shape_of(id, at));
    }

    void draw_associations() {
        for (const FlowNode& node : container_.nodes) {
            for (const DataAssociation& data : node.data_associations) {
                const std::string& other = data.is_input ? first_drawn(data.sources) : data.target;
                draw_association(data.id, data.is_input ? other : node.id, data.is_input ? node.id : other);
            }
        }
        const std::set<std::string_view> wired(wire_ids_.begin(), wire_ids_.end());
        for (const Association& association : container_.associations) {
            if (!wired.contains(association.id)) {
                draw_association(association.id, association.source.name, association.target.name);
            }
        }
    }

    [[nodiscard]] const std::string& first_drawn(const std::vector<std::string>& ids) const {
        static const std::string none;
        const auto found = std::ranges::find_if(ids, [&](const std::string& id) { return bounds_.contains(id); });
        return found == ids.end() ? none : *found;
    }

    void draw_association(const std::string& id, const std::string& from, const std::string& to) {
        const auto start = bounds_.find(from);
        const auto end = bounds_.find(to);
        if (id.empty() || start == bounds_.end() || end == bounds_.end()) return;
        const Point a = start->second.centre();
        const Point b = end->second.centre();
        block_.edges.push_back(edge_of(id, {side(start->second, b), side(end->second, a)}));
    }

    /// Where the line from the centre of a box towards a point leaves the box.
    static Point side(const Bounds& box, Point towards) {
        const Point centre = box.centre();
        const double dx = towards.x - centre.x;
        const double dy = towards.y - centre.y;
        double part = 1;
        if (dx != 0) part = std::min(part, box.width / 2 / std::max(dx, -dx));
        if (dy != 0) part = std::min(part, box.height / 2 / std::max(dy, -dy));
        return {centre.x + dx * part, centre.y + dy * part};
    }

    const Container& container_;
    std::vector<const Lane*> leaves_;
    std::map<std::string, std::size_t> lane_of_;
    LayeredGraph graph_;
    std::map<std::string, std::size_t> numbers_;
    std::vector<std::string> ids_;
    std::vector<Size> sizes_;
    std::vector<const FlowNode*> nodes_;  ///< null for data and notes
    std::vector<bool> is_obstacle_;
    std::map<std::size_t, Block> inside_;
    std::map<std::string, Wire> boundary_;  ///< by id, without a target
    std::map<std::size_t, std::size_t> boundary_count_;
    std::vector<Wire> wires_;
    std::vector<std::string> wire_ids_;
    std::map<std::string, Bounds> bounds_;
    Block block_;
};

}  // namespace

Block arrange_scope(const Container& container) {
    return ScopeLayout(container).arranged();
}

void place(Block& into, Block block, double right, double down) {
    for (Shape& shape : block.shapes) {
        shape.bounds.x += right;
        shape.bounds.y += down;
        into.shapes.push_back(std::move(shape));
    }
    for (Edge& edge : block.edges) {
        for (Point& point : edge.waypoints) point = {point.x + right, point.y + down};
        into.edges.push_back(std::move(edge));
    }
}

Shape shape_of(const std::string& element, const Bounds& at) {
    Shape shape;
    shape.id = element + "_di";
    shape.element = element;
    shape.bounds = at;
    return shape;
}

Edge edge_of(const std::string& element, std::vector<Point> waypoints) {
    Edge edge;
    edge.id = element + "_di";
    edge.element = element;
    edge.waypoints = std::move(waypoints);
    return edge;
}

}  // namespace trien::bpmn::detail
