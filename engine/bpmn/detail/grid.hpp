// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "engine/bpmn/detail/layering.hpp"
#include "engine/bpmn/diagram.hpp"

namespace trien::bpmn::detail {

struct Size {
    double width = 0;
    double height = 0;
};

/// A line to be drawn between two cells.
struct Wire {
    std::size_t from = 0;
    std::size_t to = 0;
    /// Of a boundary event: how far from the left of its activity the line begins, at the bottom. Nothing for lines
    /// that begin at the right side.
    std::optional<double> from_bottom;
    /// How far below the bottom of the activity such a line begins.
    double below = 0;
};

/// Cells in columns and rows, with room for square lines between them: channels left of every column, corridors below
/// every row. A line gets a track of its own in each, so that lines seldom lie on each other.
class Grid {
  public:
    Grid(const Layering& layering,
         const std::vector<Size>& sizes,
         const std::vector<Wire>& wires,
         const std::vector<bool>& is_obstacle);

    [[nodiscard]] Bounds bounds(std::size_t node) const;
    [[nodiscard]] std::vector<Point> line(std::size_t wire) const;
    /// From the top of its first row to the end of the corridor below its last one.
    [[nodiscard]] std::pair<double, double> band(std::size_t band) const;
    [[nodiscard]] Size size() const { return size_; }

  private:
    /// Where a line leaves its row: up to two channels, with a corridor between them.
    struct Route {
        std::optional<std::size_t> first_channel;
        std::size_t first_track = 0;
        std::optional<std::size_t> corridor;
        std::size_t corridor_track = 0;
        std::optional<std::size_t> second_channel;
        std::size_t second_track = 0;
    };

    [[nodiscard]] Route route(const Wire& wire);
    [[nodiscard]] bool is_free(std::size_t row, std::size_t first_column, std::size_t last_column) const;
    std::size_t channel_track(std::size_t channel, std::size_t key);
    void measure();
    [[nodiscard]] double channel_x(std::size_t channel, std::size_t track) const;
    [[nodiscard]] double corridor_y(std::size_t row, std::size_t track) const;

    const Layering& layering_;
    const std::vector<Size>& sizes_;
    const std::vector<Wire>& wires_;
    std::set<std::pair<std::size_t, std::size_t>> obstacles_;         ///< row, column
    std::vector<std::map<std::size_t, std::size_t>> channel_tracks_;  ///< by channel: node to track
    std::vector<std::size_t> corridor_tracks_;                        ///< by row: how many
    std::vector<Route> routes_;
    std::vector<double> column_x_;  ///< left side of each column's nodes, then of what follows the last
    std::vector<double> column_width_;
    std::vector<double> row_y_;  ///< upper side of each row's nodes, then of what follows the last
    std::vector<double> row_height_;
    Size size_;
};

}  // namespace trien::bpmn::detail
