// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/diagram.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace trien::lifecycle {
namespace {

/// Mermaid's state ids hold no hyphens.
std::string id(const Words& state) {
    std::string id(state.name);
    std::ranges::replace(id, '-', '_');
    return id;
}

/// Every state once, in the order the table comes to them.
std::vector<Words> states_of(std::span<const Arrow> arrows) {
    std::vector<Words> states;
    const auto add = [&](const Words& state) {
        if (std::ranges::find(states, state.name, &Words::name) == states.end()) states.push_back(state);
    };
    for (const Arrow& arrow : arrows) {
        add(arrow.from);
        add(arrow.to);
    }
    return states;
}

bool leads_back(const Arrow& arrow, std::span<const Arrow> arrows) {
    return std::ranges::count_if(arrows, [&](const Arrow& other) {
               return other.from.name == arrow.from.name && other.event.name == arrow.event.name;
           }) > 1;
}

bool ends(const Words& state, std::span<const Arrow> arrows) {
    return std::ranges::none_of(arrows, [&](const Arrow& arrow) { return arrow.from.name == state.name; });
}

}  // namespace

std::string diagram(std::span<const Arrow> arrows) {
    const std::vector<Words> states = states_of(arrows);
    std::string text = "stateDiagram-v2\n";
    for (const Words& state : states) {
        text += fmt::format("    state \"{} · {}\" as {}\n", state.name, state.vi, id(state));
    }
    if (!arrows.empty()) text += fmt::format("    [*] --> {}\n", id(arrows.front().from));
    for (const Arrow& arrow : arrows) {
        text += fmt::format("    {} --> {}: {} · {}", id(arrow.from), id(arrow.to), arrow.event.name, arrow.event.vi);
        if (leads_back(arrow, arrows)) text += fmt::format(" [came from {}]", arrow.to.name);
        text += '\n';
    }
    for (const Words& state : states) {
        if (ends(state, arrows)) text += fmt::format("    {} --> [*]\n", id(state));
    }
    return text;
}

}  // namespace trien::lifecycle
