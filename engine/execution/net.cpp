// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/net.hpp"

namespace trien::execution {

namespace {

template <class Map>
std::uint32_t look_up(const Map& map, const ElementId& id) {
    const auto found = map.find(id);
    return found == map.end() ? nothing : found->second;
}

}  // namespace

NodeIndex Net::find(const ElementId& id) const {
    return look_up(node_of_, id);
}

FlowIndex Net::find_flow(const ElementId& id) const {
    return look_up(flow_of_, id);
}

std::span<const FlowIndex> Net::links(const Rows& rows, NodeIndex node) {
    const std::size_t first = rows.offsets.at(node);
    return std::span(rows.flows).subspan(first, rows.offsets.at(node + 1) - first);
}

Net::Rows Net::rows_by(NodeIndex Flow::* end) const {
    Rows rows{std::vector<std::uint32_t>(nodes.size() + 1, 0), std::vector<FlowIndex>(flows.size())};
    for (const Flow& flow : flows) ++rows.offsets.at(flow.*end + 1);
    for (std::size_t node = 0; node < nodes.size(); ++node) rows.offsets[node + 1] += rows.offsets[node];
    std::vector<std::uint32_t> next(rows.offsets.begin(), rows.offsets.end() - 1);
    for (FlowIndex flow = 0; flow < flows.size(); ++flow) rows.flows.at(next.at(flows[flow].*end)++) = flow;
    return rows;
}

void Net::index() {
    incoming_ = rows_by(&Flow::target);
    outgoing_ = rows_by(&Flow::source);
    for (NodeIndex node = 0; node < nodes.size(); ++node) node_of_.emplace(nodes[node].id, node);
    for (FlowIndex flow = 0; flow < flows.size(); ++flow) flow_of_.emplace(flows[flow].id, flow);
}

}  // namespace trien::execution
