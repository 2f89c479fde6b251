// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/grid.hpp"

#include <algorithm>

namespace trien::bpmn::detail {

namespace {

constexpr double column_gap = 40;
/// Room for the names of events and gateways, which stand below them.
constexpr double row_gap = 44;
constexpr double track_step = 9;
constexpr double upper_margin = 20;

}  // namespace

Grid::Grid(const Layering& layering,
           const std::vector<Size>& sizes,
           const std::vector<Wire>& wires,
           const std::vector<bool>& is_obstacle)
    : layering_(layering),
      sizes_(sizes),
      wires_(wires),
      channel_tracks_(layering.column_count + 1),
      corridor_tracks_(layering.band_of_row.size(), 0) {
    for (std::size_t node = 0; node < sizes.size(); ++node) {
        if (is_obstacle[node]) obstacles_.insert({layering.rows[node], layering.columns[node]});
    }
    for (const Wire& wire : wires) routes_.push_back(route(wire));
    measure();
}

// --- Ways ------------------------------------------------------------------------------------------------------------

bool Grid::is_free(std::size_t row, std::size_t first_column, std::size_t last_column) const {
    const auto obstacle = obstacles_.lower_bound({row, first_column});
    return obstacle == obstacles_.end() || obstacle->first != row || obstacle->second > last_column;
}

/// Lines that leave the same node, or that come to it from far, share one.
std::size_t Grid::channel_track(std::size_t channel, std::size_t key) {
    auto& tracks = channel_tracks_[channel];
    return tracks.emplace(key, tracks.size()).first->second;
}

Grid::Route Grid::route(const Wire& wire) {
    const std::size_t from = layering_.columns[wire.from];
    const std::size_t to = layering_.columns[wire.to];
    const std::size_t from_row = layering_.rows[wire.from];
    const std::size_t to_row = layering_.rows[wire.to];
    Route way;
    if (!wire.from_bottom && to > from) {
        const bool touches = to == from + 1;
        const bool along_source = touches || is_free(from_row, from + 1, to - 1);
        if (along_source && from_row == to_row) return way;
        if (along_source || is_free(to_row, from + 1, to - 1)) {
            way.first_channel = along_source ? to : from + 1;
            way.first_track = channel_track(*way.first_channel, wire.from);
            return way;
        }
    }
    if (!wire.from_bottom) {
        way.first_channel = from + 1;
        way.first_track = channel_track(from + 1, wire.from);
    }
    way.corridor = wire.from_bottom || to <= from ? std::max(from_row, to_row) : std::min(from_row, to_row);
    if (wire.from_bottom) way.corridor = from_row;
    way.corridor_track = corridor_tracks_[*way.corridor]++;
    way.second_channel = to;
    way.second_track = channel_track(to, wire.to);
    return way;
}

// --- Lengths ---------------------------------------------------------------------------------------------------------

void Grid::measure() {
    column_width_.assign(layering_.column_count, 0);
    row_height_.assign(layering_.band_of_row.size(), 0);
    for (std::size_t node = 0; node < sizes_.size(); ++node) {
        double& width = column_width_[layering_.columns[node]];
        double& height = row_height_[layering_.rows[node]];
        width = std::max(width, sizes_[node].width);
        height = std::max(height, sizes_[node].height);
    }
    double x = 0;
    for (std::size_t column = 0; column <= layering_.column_count; ++column) {
        x += column_gap + track_step * static_cast<double>(channel_tracks_[column].size());
        column_x_.push_back(x);
        if (column < layering_.column_count) x += column_width_[column];
    }
    double y = upper_margin;
    for (std::size_t row = 0; row < row_height_.size(); ++row) {
        row_y_.push_back(y);
        y += row_height_[row] + row_gap + track_step * static_cast<double>(corridor_tracks_[row]);
        const bool ends_band =
            row + 1 == row_height_.size() || layering_.band_of_row[row] != layering_.band_of_row[row + 1];
        if (ends_band) y += upper_margin;
    }
    row_y_.push_back(y);
    size_ = {x, y - upper_margin};
}

Bounds Grid::bounds(std::size_t node) const {
    const std::size_t column = layering_.columns[node];
    const std::size_t row = layering_.rows[node];
    const Size& size = sizes_[node];
    return {column_x_[column] + (column_width_[column] - size.width) / 2,
            row_y_[row] + (row_height_[row] - size.height) / 2, size.width, size.height};
}

double Grid::channel_x(std::size_t channel, std::size_t track) const {
    const double width = track_step * static_cast<double>(channel_tracks_[channel].size() - 1);
    const double gap = column_gap + track_step * static_cast<double>(channel_tracks_[channel].size());
    return column_x_[channel] - gap / 2 - width / 2 + track_step * static_cast<double>(track);
}

double Grid::corridor_y(std::size_t row, std::size_t track) const {
    return row_y_[row] + row_height_[row] + row_gap - 8 + track_step * static_cast<double>(track);
}

std::pair<double, double> Grid::band(std::size_t band) const {
    const auto rows = std::ranges::equal_range(layering_.band_of_row, band);
    const auto first = static_cast<std::size_t>(rows.begin() - layering_.band_of_row.begin());
    return {row_y_[first] - upper_margin, row_y_[first + rows.size()] - upper_margin};
}

std::vector<Point> Grid::line(std::size_t wire) const {
    const Route& way = routes_[wire];
    const Bounds from = bounds(wires_[wire].from);
    const Bounds to = bounds(wires_[wire].to);
    std::vector<Point> points;
    if (wires_[wire].from_bottom) {
        points.push_back({from.x + *wires_[wire].from_bottom, from.bottom() + wires_[wire].below});
    } else {
        points.push_back({from.right(), from.centre().y});
    }
    const auto go_to_x = [&](double x) { points.push_back({x, points.back().y}); };
    const auto go_to_y = [&](double y) { points.push_back({points.back().x, y}); };
    if (way.first_channel) go_to_x(channel_x(*way.first_channel, way.first_track));
    if (way.corridor) go_to_y(corridor_y(*way.corridor, way.corridor_track));
    if (way.second_channel) go_to_x(channel_x(*way.second_channel, way.second_track));
    if (way.first_channel || way.second_channel) go_to_y(to.centre().y);
    points.push_back({to.x, to.centre().y});
    return points;
}

}  // namespace trien::bpmn::detail
