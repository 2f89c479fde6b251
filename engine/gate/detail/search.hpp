// SPDX-License-Identifier: Apache-2.0
// All markings at rest a case can come to, in the order of the fewest moves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/gate/detail/game.hpp"

namespace trien::gate::detail {

/// One move on a way: an action and which of its outcomes.
struct Played {
    const Action* action = nullptr;
    std::uint32_t outcome = 0;  ///< in the order in which Choices counts
};
using Way = std::vector<Played>;

/// A flaw and the shortest way to it.
struct Found {
    Way way;
    Mishap mishap;                    ///< of an unsafe or endless move, the last of the way
    NodeIndex ended_twice = nothing;  ///< the end event the last move reaches again
};

/// Looks at every marking, or stops at the first mishap or at the cap.
class Search {
  public:
    Search(const Board& board, std::size_t max_states);
    void run();

    [[nodiscard]] std::size_t states() const { return seen_.size(); }
    [[nodiscard]] std::size_t transitions() const { return transitions_; }
    /// The cap was met: what was found holds, what was not found means nothing.
    [[nodiscard]] bool is_capped() const { return is_capped_; }
    [[nodiscard]] const std::optional<Found>& mishap() const { return mishap_; }
    [[nodiscard]] const std::optional<Found>& improper() const { return improper_; }
    /// The first marking from which nothing moves, or from which no end can be reached. Only after a full search.
    [[nodiscard]] std::optional<Way> deadlock() const;
    [[nodiscard]] std::optional<Way> livelock() const;
    [[nodiscard]] const std::vector<bool>& visited() const { return game_.visited(); }

    /// The marking a way leads to, and what happened on it move by move.
    struct Replay {
        Bits marking;
        std::vector<Trace> traces;
    };
    [[nodiscard]] Replay replay(const Way& way) const;

  private:
    struct Origin {
        std::uint32_t from;
        Played move;
    };
    struct Edge {
        std::uint32_t from;
        std::uint32_t to;
    };
    static constexpr std::uint32_t origin = UINT32_MAX;

    void expand(std::uint32_t from, const Bits& marking, const Action& action);
    void note(std::uint32_t from, bool has_moved, Played move);
    [[nodiscard]] Way way_to(std::uint32_t state) const;
    [[nodiscard]] std::vector<bool> can_end() const;

    const Board& board_;
    std::size_t max_states_;
    Game game_;
    MarkingSet seen_;
    std::vector<Origin> origins_;
    std::vector<Edge> edges_;  ///< only where markings can come again
    std::vector<bool> moves_;  ///< by state: whether anything happens there
    std::size_t transitions_ = 0;
    bool is_capped_ = false;
    std::optional<Found> mishap_;
    std::optional<Found> improper_;
};

}  // namespace trien::gate::detail
