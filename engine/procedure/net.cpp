// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/net.hpp"

#include <algorithm>
#include <ranges>
#include <stdexcept>
#include <utility>

#include "engine/base/error.hpp"

namespace trien::procedure {

namespace {

bool has_tokens(const Marking& marking, const Transition& transition) {
    return std::ranges::all_of(transition.inputs, [&](PlaceIndex place) { return marking.tokens[place] > 0; });
}

bool may_pass(const Net& net, const Transition& transition, const feel::Context& variables) {
    const auto opens = [&](std::size_t guard) { return holds(net.guards[guard], variables); };
    if (transition.guard && !opens(*transition.guard)) return false;
    return std::ranges::none_of(transition.unless, opens);
}

bool is_enabled(const Net& net, const Marking& marking, const Transition& transition, const feel::Context& variables) {
    return has_tokens(marking, transition) && may_pass(net, transition, variables);
}

/// The elements of the places of a kind that hold tokens.
std::vector<ElementId> held(const Net& net, const Marking& marking, Place::Kind kind) {
    std::vector<ElementId> elements;
    for (PlaceIndex place = 0; place < net.places.size(); ++place) {
        if (net.places[place].kind == kind) {
            elements.insert(elements.end(), marking.tokens[place], net.places[place].element);
        }
    }
    return elements;
}

}  // namespace

bool holds(const feel::Expression& condition, const feel::Context& variables) {
    const auto result = condition.holds(variables);
    if (result) return *result;
    throw Error(Fault::input, "procedure.condition", {}, result.error().text, result.error().mend);
}

Marking initial(const Net& net) {
    Marking marking{std::vector<std::uint32_t>(net.places.size(), 0)};
    for (const PlaceIndex place : net.initial) ++marking.tokens[place];
    return marking;
}

std::vector<TransitionIndex> enabled(const Net& net, const Marking& marking, const feel::Context& variables) {
    std::vector<TransitionIndex> found;
    for (TransitionIndex t = 0; t < net.transitions.size(); ++t) {
        if (is_enabled(net, marking, net.transitions[t], variables)) found.push_back(t);
    }
    return found;
}

Marking fire(const Net& net, Marking marking, TransitionIndex transition) {
    const Transition& fired = net.transitions.at(transition);
    if (!has_tokens(marking, fired)) throw std::logic_error("fired a transition that is not enabled");
    for (const PlaceIndex place : fired.inputs) --marking.tokens[place];
    for (const PlaceIndex place : fired.outputs) ++marking.tokens[place];
    return marking;
}

Settled settle(const Net& net, Marking marking, const feel::Context& variables) {
    const auto moves_by_itself = [&](TransitionIndex t) {
        const Transition& transition = net.transitions[t];
        return transition.kind != Transition::Kind::complete_task && is_enabled(net, marking, transition, variables);
    };
    Settled settled;
    const auto all = std::views::iota(TransitionIndex{0}, net.transitions.size());
    for (auto next = std::ranges::find_if(all, moves_by_itself); next != all.end();
         next = std::ranges::find_if(all, moves_by_itself)) {
        marking = fire(net, std::move(marking), *next);
        settled.fired.push_back(*next);
    }
    settled.marking = std::move(marking);
    return settled;
}

std::optional<TransitionIndex> completion_of(const Net& net, const ElementId& task) {
    const auto found = std::ranges::find_if(net.transitions, [&](const Transition& transition) {
        return transition.kind == Transition::Kind::complete_task && transition.element == task;
    });
    if (found == net.transitions.end()) return std::nullopt;
    return static_cast<TransitionIndex>(found - net.transitions.begin());
}

std::vector<ElementId> open_tasks(const Net& net, const Marking& marking) {
    return held(net, marking, Place::Kind::task);
}

std::vector<ElementId> reached_ends(const Net& net, const Marking& marking) {
    return held(net, marking, Place::Kind::end);
}

bool is_final(const Net& net, const Marking& marking) {
    const auto all = std::views::iota(PlaceIndex{0}, net.places.size());
    return std::ranges::all_of(
        all, [&](PlaceIndex p) { return net.places[p].kind == Place::Kind::end || marking.tokens[p] == 0; });
}

}  // namespace trien::procedure
