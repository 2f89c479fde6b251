// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/flow_graph.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace trien::procedure::detail {

namespace {

const std::vector<std::size_t>& flows_of(const std::map<ElementId, std::vector<std::size_t>>& flows,
                                         const ElementId& node) {
    static const std::vector<std::size_t> none;
    const auto found = flows.find(node);
    return found == flows.end() ? none : found->second;
}

// --- Rules -----------------------------------------------------------------------------------------------------------

void check_flow_ends(const FlowGraph& graph, Faults& faults) {
    for (const Flow& flow : graph.flows()) {
        for (const ElementId& end : {flow.source, flow.target}) {
            if (graph.node(end) != nullptr) continue;
            faults.error(
                "PROC-015", flow.at,
                {fmt::format("Luồng nối với “{}”, không phải bước, cổng hay sự kiện của quy trình này", end.value()),
                 fmt::format("the flow joins \"{}\", which is no task, gateway or event of this process", end.value())},
                {"Sửa sourceRef, targetRef", "mend sourceRef and targetRef"});
        }
    }
}

void check_events(const FlowGraph& graph, Faults& faults, const trien::Place& process) {
    const auto starts = std::ranges::count(graph.nodes(), Node::Kind::start, &Node::kind);
    if (starts != 1) {
        faults.error("PROC-020", process,
                     {fmt::format("Quy trình phải có đúng một sự kiện bắt đầu, nhưng có {}", starts),
                      fmt::format("expected exactly one start event, but there are {}", starts)},
                     {"Giữ lại một sự kiện bắt đầu", "keep one start event"});
    }
    for (const Node& node : graph.nodes()) {
        if (node.kind == Node::Kind::start && !graph.incoming(node.id).empty()) {
            faults.error("PROC-020", node.at,
                         {"Sự kiện bắt đầu không được có luồng vào", "a start event may have no incoming flow"},
                         {"Nối luồng vào một cổng ngay sau sự kiện", "lead the flow into a gateway behind the event"});
        }
        if (node.kind == Node::Kind::end && !graph.outgoing(node.id).empty()) {
            faults.error("PROC-020", node.at,
                         {"Sự kiện kết thúc không được có luồng ra", "an end event may have no outgoing flow"},
                         {"Bỏ luồng ra", "remove the outgoing flow"});
        }
    }
}

/// The nodes that a walk along the flows, or against them, meets from the nodes of a kind.
std::set<ElementId> reached(const FlowGraph& graph, Node::Kind from, bool along) {
    std::vector<ElementId> open;
    for (const Node& node : graph.nodes()) {
        if (node.kind == from) open.push_back(node.id);
    }
    std::set<ElementId> met(open.begin(), open.end());
    while (!open.empty()) {
        const ElementId node = std::move(open.back());
        open.pop_back();
        for (const std::size_t flow : along ? graph.outgoing(node) : graph.incoming(node)) {
            const ElementId& next = along ? graph.flows()[flow].target : graph.flows()[flow].source;
            if (met.insert(next).second) open.push_back(next);
        }
    }
    return met;
}

void check_reachability(const FlowGraph& graph, Faults& faults) {
    const auto from_start = reached(graph, Node::Kind::start, true);
    const auto to_end = reached(graph, Node::Kind::end, false);
    for (const Node& node : graph.nodes()) {
        if (!from_start.contains(node.id)) {
            faults.error("PROC-021", node.at,
                         {"Không có đường đi từ sự kiện bắt đầu đến đây", "no way leads here from the start event"},
                         {"Nối luồng vào, hoặc bỏ phần tử này", "join it with a flow, or remove it"});
        }
        if (!to_end.contains(node.id)) {
            faults.error("PROC-022", node.at,
                         {"Từ đây không có đường đi đến sự kiện kết thúc", "no way leads from here to an end event"},
                         {"Nối luồng đến một sự kiện kết thúc", "join it with a flow that leads to an end event"});
        }
    }
}

bool has_neighbour_in(const FlowGraph& graph, const ElementId& node, const std::set<ElementId>& set, bool ahead) {
    const auto& flows = ahead ? graph.outgoing(node) : graph.incoming(node);
    return std::ranges::any_of(flows, [&](std::size_t flow) {
        return set.contains(ahead ? graph.flows()[flow].target : graph.flows()[flow].source);
    });
}

/// The gateways that lie on, or between, cycles of gateways only: what is left when all that has no gateway before it
/// or none behind it is taken away, again and again.
std::set<ElementId> gateways_in_cycles(const FlowGraph& graph) {
    std::set<ElementId> left;
    for (const Node& node : graph.nodes()) {
        if (node.kind == Node::Kind::exclusive || node.kind == Node::Kind::parallel) left.insert(node.id);
    }
    std::vector<ElementId> doubtful(left.begin(), left.end());
    while (!doubtful.empty()) {
        const ElementId node = std::move(doubtful.back());
        doubtful.pop_back();
        if (!left.contains(node)) continue;
        if (has_neighbour_in(graph, node, left, true) && has_neighbour_in(graph, node, left, false)) continue;
        left.erase(node);
        for (const std::size_t flow : graph.outgoing(node)) doubtful.push_back(graph.flows()[flow].target);
        for (const std::size_t flow : graph.incoming(node)) doubtful.push_back(graph.flows()[flow].source);
    }
    return left;
}

void check_cycles(const FlowGraph& graph, Faults& faults) {
    const auto looping = gateways_in_cycles(graph);
    for (const Node& node : graph.nodes()) {
        if (!looping.contains(node.id)) continue;
        faults.error("PROC-024", node.at,
                     {"Vòng lặp chỉ gồm các cổng: hồ sơ sẽ chạy mãi không ai xử lý",
                      "a cycle of gateways only: a case would run round it for ever"},
                     {"Đặt một bước công việc trong vòng lặp", "put a task into the cycle"});
    }
}

/// A flow of an exclusive gateway that always takes the token.
bool is_unconditional(const Node& gateway, const Flow& flow) {
    return !flow.condition && flow.id.value() != gateway.default_flow;
}

void check_exclusive_flows(const FlowGraph& graph, const Node& gateway, Faults& faults) {
    const auto& flows = graph.outgoing(gateway.id);
    for (const std::size_t index : flows) {
        const Flow& flow = graph.flows()[index];
        const bool is_default = flow.id.value() == gateway.default_flow;
        if (is_default && flow.condition) {
            faults.error("PROC-025", flow.at,
                         {"Luồng mặc định không được có điều kiện", "the default flow may have no condition"},
                         {"Bỏ điều kiện, hoặc bỏ thuộc tính default của cổng",
                          "remove the condition, or the gateway's default"});
        }
        if (flows.size() > 1 && is_unconditional(gateway, flow)) {
            faults.error(
                "PROC-025", flow.at,
                {"Luồng ra của cổng loại trừ thiếu điều kiện", "this flow of an exclusive gateway has no condition"},
                {"Thêm conditionExpression, hoặc đặt luồng này làm default",
                 "add a conditionExpression, or make it the default flow"});
        }
    }
}

void check_conditions(const FlowGraph& graph, Faults& faults) {
    for (const Node& node : graph.nodes()) {
        const auto& flows = graph.outgoing(node.id);
        const auto is_default = [&](std::size_t flow) { return graph.flows()[flow].id.value() == node.default_flow; };
        if (!node.default_flow.empty() && std::ranges::none_of(flows, is_default)) {
            faults.error("PROC-025", node.at,
                         {fmt::format("Luồng mặc định “{}” không đi ra từ đây", node.default_flow),
                          fmt::format("the default flow \"{}\" does not leave here", node.default_flow)},
                         {"Sửa thuộc tính default", "mend the attribute default"});
        }
        if (node.kind == Node::Kind::exclusive) {
            check_exclusive_flows(graph, node, faults);
            continue;
        }
        for (const std::size_t flow : flows) {
            if (!graph.flows()[flow].condition && !is_default(flow)) continue;
            faults.error("PROC-025", graph.flows()[flow].at,
                         {"Chỉ luồng ra của cổng loại trừ mới có điều kiện hoặc là mặc định",
                          "only a flow that leaves an exclusive gateway may have a condition or be a default"},
                         {"Đặt một cổng loại trừ trước luồng này", "put an exclusive gateway before this flow"});
        }
    }
}

// --- Compilation -----------------------------------------------------------------------------------------------------

/// Lays out places (flows first, so a flow's index is its place) and transitions in the order of the file.
class Compiler {
  public:
    explicit Compiler(const FlowGraph& graph) : graph_(graph) {
        for (const Flow& flow : graph.flows()) net_.places.push_back({Place::Kind::flow, flow.id});
    }

    Net compile() && {
        for (const Node& node : graph_.nodes()) add(node);
        return std::move(net_);
    }

  private:
    void add(const Node& node) {
        switch (node.kind) {
            case Node::Kind::start: net_.initial = graph_.outgoing(node.id); return;
            case Node::Kind::end: add_end(node); return;
            case Node::Kind::task: add_task(node); return;
            case Node::Kind::exclusive: add_exclusive(node); return;
            case Node::Kind::parallel: break;
        }
        add(Transition::Kind::gateway, node, graph_.incoming(node.id), graph_.outgoing(node.id));
    }

    /// Every incoming flow opens the task by itself (an implicit merge); completing it feeds every outgoing flow.
    void add_task(const Node& node) {
        const PlaceIndex working = add_place(Place::Kind::task, node.id);
        for (const PlaceIndex flow : graph_.incoming(node.id))
            add(Transition::Kind::start_task, node, {flow}, {working});
        add(Transition::Kind::complete_task, node, {working}, graph_.outgoing(node.id));
    }

    void add_end(const Node& node) {
        const PlaceIndex arrived = add_place(Place::Kind::end, node.id);
        for (const PlaceIndex flow : graph_.incoming(node.id)) add(Transition::Kind::end, node, {flow}, {arrived});
    }

    void add_exclusive(const Node& node) {
        std::vector<std::size_t> guards;
        std::vector<Transition> ways;
        for (const std::size_t index : graph_.outgoing(node.id)) {
            const Flow& flow = graph_.flows()[index];
            if (!flow.condition) continue;
            ways.push_back({Transition::Kind::gateway, node.id, {}, {index}, net_.guards.size(), guards});
            guards.push_back(net_.guards.size());
            net_.guards.push_back(*flow.condition);
        }
        for (const std::size_t index : graph_.outgoing(node.id)) {
            if (graph_.flows()[index].condition) continue;
            ways.push_back({Transition::Kind::gateway, node.id, {}, {index}, std::nullopt, guards});
        }
        for (const PlaceIndex flow : graph_.incoming(node.id)) {
            for (Transition way : ways) {
                way.inputs = {flow};
                net_.transitions.push_back(std::move(way));
            }
        }
    }

    PlaceIndex add_place(Place::Kind kind, const ElementId& element) {
        net_.places.push_back({kind, element});
        return net_.places.size() - 1;
    }

    void add(Transition::Kind kind, const Node& node, std::vector<PlaceIndex> inputs, std::vector<PlaceIndex> outputs) {
        net_.transitions.push_back({kind, node.id, std::move(inputs), std::move(outputs), std::nullopt, {}});
    }

    const FlowGraph& graph_;
    Net net_;
};

}  // namespace

FlowGraph::FlowGraph(std::vector<Node> nodes, std::vector<Flow> flows)
    : nodes_(std::move(nodes)), flows_(std::move(flows)) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) node_of_.emplace(nodes_[i].id, i);
    for (std::size_t i = 0; i < flows_.size(); ++i) {
        outgoing_[flows_[i].source].push_back(i);
        incoming_[flows_[i].target].push_back(i);
    }
}

const Node* FlowGraph::node(const ElementId& id) const {
    const auto found = node_of_.find(id);
    return found == node_of_.end() ? nullptr : &nodes_[found->second];
}

const std::vector<std::size_t>& FlowGraph::incoming(const ElementId& node) const {
    return flows_of(incoming_, node);
}

const std::vector<std::size_t>& FlowGraph::outgoing(const ElementId& node) const {
    return flows_of(outgoing_, node);
}

void check_flow(const FlowGraph& graph, const trien::Place& process, Faults& faults) {
    check_flow_ends(graph, faults);
    check_events(graph, faults, process);
    check_reachability(graph, faults);
    check_cycles(graph, faults);
    check_conditions(graph, faults);
}

Net compile(const FlowGraph& graph) {
    return Compiler(graph).compile();
}

}  // namespace trien::procedure::detail
