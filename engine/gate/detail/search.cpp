// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/detail/search.hpp"

#include <algorithm>

namespace trien::gate::detail {

namespace {

/// Transitions looked at for each state of the cap, on average; beyond it the search gives up as well.
constexpr std::size_t transitions_per_state = 20;
/// The most that markings may take, 256 MiB: of a net drawn to be too large, fewer are looked at.
constexpr std::size_t max_words = std::size_t{1} << 25U;

bool has_ended(const Bits& marking) {
    return !marking.test(Board::running);
}

}  // namespace

Search::Search(const Board& board, std::size_t max_states)
    : board_(board), max_states_(std::min(max_states, max_words / board.words())), game_(board), seen_(board.words()) {}

void Search::run() {
    const Bits nothing_yet = board_.none();
    for (const Action& start : board_.starts()) expand(origin, nothing_yet, start);
    Bits marking = board_.none();
    for (std::uint32_t state = 0; state < seen_.size() && !mishap_ && !is_capped_; ++state) {
        marking.assign(seen_.at(state));
        if (has_ended(marking)) continue;
        for (const Action& action : board_.actions()) {
            if (Game::is_possible(action, marking)) expand(state, marking, action);
        }
    }
}

void Search::expand(std::uint32_t from, const Bits& marking, const Action& action) {
    Choices choices;
    std::uint32_t outcome = 0;
    do {
        if (mishap_ || is_capped_) return;
        game_.play(marking, action, choices);
        ++transitions_;
        note(from, game_.has_moved(marking), {&action, outcome++});
    } while (choices.next());
}

void Search::note(std::uint32_t from, bool has_moved, Played move) {
    const auto found = [&] {
        Found it{from == origin ? Way{} : way_to(from), game_.mishap(), game_.ended_twice()};
        it.way.push_back(move);
        return it;
    };
    if (game_.mishap().kind != Mishap::Kind::none) {
        mishap_ = found();
        return;
    }
    if (game_.ended_twice() != nothing && !improper_) improper_ = found();
    const auto [state, is_new] = seen_.insert(game_.marking());
    if (is_new) {
        origins_.push_back({from, move});
        moves_.push_back(false);
    }
    if (from != origin) {
        if (has_moved) moves_[from] = true;
        if (board_.can_repeat() && state != from) edges_.push_back({from, state});
    }
    is_capped_ = seen_.size() >= max_states_ || transitions_ >= max_states_ * transitions_per_state;
}

Way Search::way_to(std::uint32_t state) const {
    Way way;
    for (; state != origin; state = origins_[state].from) way.push_back(origins_[state].move);
    std::ranges::reverse(way);
    return way;
}

std::optional<Way> Search::deadlock() const {
    Bits marking = board_.none();
    for (std::uint32_t state = 0; state < seen_.size(); ++state) {
        marking.assign(seen_.at(state));
        if (!moves_[state] && !has_ended(marking)) return way_to(state);
    }
    return std::nullopt;
}

std::optional<Way> Search::livelock() const {
    // Where no marking comes again, every way ends: at the end, or in a deadlock.
    if (!board_.can_repeat()) return std::nullopt;
    const std::vector<bool> ends = can_end();
    for (std::uint32_t state = 0; state < seen_.size(); ++state) {
        if (!ends[state]) return way_to(state);
    }
    return std::nullopt;
}

std::vector<bool> Search::can_end() const {
    // Edges by their target: those to state n are incoming[first[n]] … incoming[first[n + 1] - 1].
    std::vector<std::uint32_t> first(seen_.size() + 1, 0);
    for (const Edge& edge : edges_) ++first[edge.to + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    std::vector<std::uint32_t> incoming(edges_.size());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (const Edge& edge : edges_) incoming[next[edge.to]++] = edge.from;

    std::vector<bool> ends(seen_.size(), false);
    std::vector<std::uint32_t> open;
    Bits marking = board_.none();
    for (std::uint32_t state = 0; state < seen_.size(); ++state) {
        marking.assign(seen_.at(state));
        if (!has_ended(marking)) continue;
        ends[state] = true;
        open.push_back(state);
    }
    while (!open.empty()) {
        const std::uint32_t state = open.back();
        open.pop_back();
        for (std::uint32_t i = first[state]; i < first[state + 1]; ++i) {
            if (ends[incoming[i]]) continue;
            ends[incoming[i]] = true;
            open.push_back(incoming[i]);
        }
    }
    return ends;
}

Search::Replay Search::replay(const Way& way) const {
    Game game(board_);
    Replay replay{board_.none(), {}};
    for (const Played& move : way) {
        Choices choices;
        Trace trace;
        for (std::uint32_t outcome = 0; outcome <= move.outcome; ++outcome) {
            trace.items.clear();
            game.play(replay.marking, *move.action, choices, &trace);
            choices.next();
        }
        replay.marking = game.marking();
        replay.traces.push_back(std::move(trace));
    }
    return replay;
}

}  // namespace trien::gate::detail
