// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace trien::bpmn::detail {

/// What is to be put into columns and rows. Nodes are numbered from 0 in the order of the file.
struct LayeredGraph {
    std::vector<std::size_t> bands;  ///< of each node: the lane it must stay in
    std::size_t band_count = 1;
    std::vector<std::pair<std::size_t, std::size_t>> edges;  ///< from, to
    /// Of each node: the node it belongs to without a flow (data, notes). It stands below that one.
    std::vector<std::optional<std::size_t>> beside;
};

/// Where each node stands.
struct Layering {
    std::vector<std::size_t> columns;
    std::vector<std::size_t> rows;  ///< counted through all bands
    std::vector<std::size_t> band_of_row;
    std::size_t column_count = 0;
};

/// Columns by the longest way from a beginning, flows that lead back left aside; rows near those the flows come from.
/// No two nodes share a cell.
[[nodiscard]] Layering layer(const LayeredGraph& graph);

}  // namespace trien::bpmn::detail
