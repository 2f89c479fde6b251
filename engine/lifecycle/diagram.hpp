// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/lifecycle/transition.hpp"

namespace trien::lifecycle {

/// A row of a table in words.
struct Arrow {
    Words from;
    Words event;
    Words to;
};

/// Mermaid `stateDiagram-v2`, one line a state and one an arrow, each ending in a line feed; names in both languages.
/// Arrows that lead back carry where from: "[came from received]".
[[nodiscard]] std::string diagram(std::span<const Arrow> arrows);

/// The picture of a table: `diagram(approval_transitions())`.
template <class State, class Event>
[[nodiscard]] std::string diagram(std::span<const Transition<State, Event>> transitions) {
    std::vector<Arrow> arrows;
    for (const auto& [from, event, to] : transitions) arrows.push_back({words(from), words(event), words(to)});
    return diagram(arrows);
}

}  // namespace trien::lifecycle
