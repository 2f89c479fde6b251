// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/layering.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

namespace trien::bpmn::detail {

namespace {

/// Which rows of one column of one band are taken, as runs: a column of thousands costs no more than one of ten.
class Rows {
  public:
    /// Takes the free row nearest to the wished one, below it first, as people read.
    std::int64_t take(std::int64_t wished, bool only_below) {
        const auto run = run_around(wished);
        std::int64_t row = wished;
        if (run != runs_.end()) {
            const std::int64_t below = run->second + 1;
            const std::int64_t above = run->first - 1;
            row = only_below || below - wished <= wished - above ? below : above;
        }
        add(row);
        return row;
    }

  private:
    using Runs = std::map<std::int64_t, std::int64_t>;  ///< first row to last row

    Runs::iterator run_around(std::int64_t row) {
        auto run = runs_.upper_bound(row);
        if (run == runs_.begin()) return runs_.end();
        --run;
        return run->second >= row ? run : runs_.end();
    }

    void add(std::int64_t row) {
        std::int64_t first = row;
        std::int64_t last = row;
        if (const auto before = run_around(row - 1); before != runs_.end()) {
            first = before->first;
            runs_.erase(before);
        }
        if (const auto after = run_around(row + 1); after != runs_.end()) {
            last = after->second;
            runs_.erase(after);
        }
        runs_.emplace(first, last);
    }

    Runs runs_;
};

class Layerer {
  public:
    explicit Layerer(const LayeredGraph& graph)
        : graph_(graph),
          next_(graph.bands.size()),
          before_(graph.bands.size()),
          columns_(graph.bands.size(), 0),
          rows_(graph.bands.size(), 0) {}

    Layering layered() && {
        keep_forward_edges();
        set_columns();
        set_rows();
        return numbered();
    }

  private:
    [[nodiscard]] std::size_t size() const { return graph_.bands.size(); }

    /// Walks from the beginnings, then from what is left; an edge that leads to an open node leads back.
    void keep_forward_edges() {
        std::vector<std::vector<std::size_t>> all(size());
        std::vector<bool> is_entered(size(), false);
        for (const auto& [from, to] : graph_.edges) {
            if (from == to) continue;
            all[from].push_back(to);
            is_entered[to] = true;
        }
        std::vector<State> states(size(), State::fresh);
        for (const bool entered : {false, true}) {
            for (std::size_t node = 0; node < size(); ++node) {
                if (is_entered[node] == entered) walk(node, all, states);
            }
        }
    }

    enum class State : std::uint8_t { fresh, open, done };

    /// Depth first, without recursion: a process may be one long chain.
    void walk(std::size_t start, const std::vector<std::vector<std::size_t>>& all, std::vector<State>& states) {
        if (states[start] != State::fresh) return;
        std::vector<std::pair<std::size_t, std::size_t>> path{{start, 0}};  // node, edges taken
        states[start] = State::open;
        while (!path.empty()) {
            auto& [node, taken] = path.back();
            if (taken == all[node].size()) {
                states[node] = State::done;
                order_.push_back(node);
                path.pop_back();
                continue;
            }
            const std::size_t to = all[node][taken++];
            if (states[to] == State::open) continue;
            next_[node].push_back(to);
            before_[to].push_back(node);
            if (states[to] == State::fresh) {
                states[to] = State::open;
                path.emplace_back(to, 0);
            }
        }
    }

    void set_columns() {
        for (auto node = order_.rbegin(); node != order_.rend(); ++node) {
            for (const std::size_t to : next_[*node]) columns_[to] = std::max(columns_[to], columns_[*node] + 1);
        }
        for (std::size_t node = 0; node < size(); ++node) {
            if (graph_.beside[node]) columns_[node] = columns_[*graph_.beside[node]];
        }
    }

    void set_rows() {
        std::vector<std::size_t> nodes(size());
        for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = i;
        std::ranges::stable_sort(
            nodes, {}, [&](std::size_t node) { return std::pair(graph_.beside[node].has_value(), columns_[node]); });
        for (const std::size_t node : nodes) {
            const double wished = graph_.beside[node] ? static_cast<double>(rows_[*graph_.beside[node]]) + 1
                                                      : middle_of_predecessors(node);
            Rows& column = taken_[{graph_.bands[node], columns_[node]}];
            // Rows above the first may be taken; they are numbered later.
            rows_[node] = column.take(std::llround(wished), graph_.beside[node].has_value());
        }
    }

    [[nodiscard]] double middle_of_predecessors(std::size_t node) const {
        double sum = 0;
        double count = 0;
        for (const std::size_t other : before_[node]) {
            if (graph_.bands[other] != graph_.bands[node]) continue;
            sum += static_cast<double>(rows_[other]);
            ++count;
        }
        return count == 0 ? 0 : sum / count;
    }

    /// Rows counted from 0 through all bands; a band without nodes has one.
    [[nodiscard]] Layering numbered() const {
        std::vector<std::pair<std::int64_t, std::int64_t>> used(graph_.band_count, {INT64_MAX, INT64_MIN});
        for (std::size_t node = 0; node < size(); ++node) {
            auto& [first, last] = used[graph_.bands[node]];
            first = std::min(first, rows_[node]);
            last = std::max(last, rows_[node]);
        }
        Layering result{columns_, std::vector<std::size_t>(size()), {}, 0};
        std::vector<std::int64_t> shift;  // from the row in its band to the row among all
        for (std::size_t band = 0; band < graph_.band_count; ++band) {
            const auto [first, last] =
                used[band].first > used[band].second ? std::pair<std::int64_t, std::int64_t>() : used[band];
            shift.push_back(static_cast<std::int64_t>(result.band_of_row.size()) - first);
            result.band_of_row.insert(result.band_of_row.end(), static_cast<std::size_t>(last - first) + 1, band);
        }
        for (std::size_t node = 0; node < size(); ++node) {
            result.rows[node] = static_cast<std::size_t>(rows_[node] + shift[graph_.bands[node]]);
            result.column_count = std::max(result.column_count, columns_[node] + 1);
        }
        return result;
    }

    const LayeredGraph& graph_;
    std::vector<std::vector<std::size_t>> next_;  ///< forward edges
    std::vector<std::vector<std::size_t>> before_;
    std::vector<std::size_t> order_;  ///< every node after those it leads to
    std::vector<std::size_t> columns_;
    std::vector<std::int64_t> rows_;                             ///< within the band
    std::map<std::pair<std::size_t, std::size_t>, Rows> taken_;  ///< by band and column
};

}  // namespace

Layering layer(const LayeredGraph& graph) {
    return Layerer(graph).layered();
}

}  // namespace trien::bpmn::detail
