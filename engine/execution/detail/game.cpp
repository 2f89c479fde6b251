// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/detail/game.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "engine/execution/decide.hpp"

namespace trien::execution::detail {

void Game::run() {
    while (!halted_) {
        if (!steps_.empty()) {
            const Step next_step = steps_.front();
            steps_.pop_front();
            step(next_step);
            continue;
        }
        // What was thrown lands once every token that could begin to wait for it has done so. An inclusive join is
        // looked at last, when nothing else moves: then no token is on its way but those that wait.
        if (!land_one() && !check_conditions() && !complete_scope() && !pass_inclusive_join()) return;
    }
}

void Game::emit(Event event) {
    execution::apply(state_, event);
    if (std::holds_alternative<VariableSet>(event)) variables_changed_ = true;
    events_.push_back(std::move(event));
}

const Item& Game::item(Serial number) const {
    const Item* found = state_.item(number);
    if (found == nullptr) throw std::logic_error("an item is looked at after it was closed");
    return *found;
}

const Net& Game::net_in(Serial scope) const {
    const Item* at = &item(scope);
    while (!at->process) at = &item(at->parent);
    return at->parent == 0 ? net_ : *context_.process(*at->process);
}

const Net& Game::net_of(Serial number) const {
    return net_in(item(number).parent);
}

const Scope& Game::body_of(Serial scope) const {
    const Net& net = net_in(scope);
    const Item& it = item(scope);
    return it.process ? net.scopes.front() : net.scopes.at(net.node(net.find(it.node)).body);
}

NodeIndex Game::index_of(Serial number) const {
    const Item& it = item(number);
    return it.parent == 0 || it.node.value().empty() ? nothing : net_of(number).find(it.node);
}

std::vector<Serial> Game::children(Serial parent) const {
    std::vector<Serial> found;
    for (const Item& it : state_.items) {
        if (it.parent == parent) found.push_back(it.number);
    }
    return found;
}

bool Game::has_children(Serial parent) const {
    return std::ranges::find(state_.items, parent, &Item::parent) != state_.items.end();
}

Serial Game::open(Opened event) {
    event.number = next();
    const Serial number = event.number;
    emit(std::move(event));
    return number;
}

void Game::close(Serial number, Closed::How how) {
    emit(Closed{number, how, false});
}

void Game::incident(Serial parent, NodeIndex node, std::string fault, std::string detail) {
    Opened event;
    event.parent = parent;
    event.kind = Item::Kind::incident;
    event.node = net_in(parent).node(node).id;
    event.fault = std::move(fault);
    event.detail = std::move(detail);
    open(std::move(event));
}

bool is_link(const Node& node) {
    return !node.triggers.empty() && node.triggers.front().kind == Trigger::Kind::link;
}

bool Game::halts(Serial parent, NodeIndex node) {
    if (entered_ < max_steps) return false;
    incident(parent, node, "execution.steps", "");
    halted_ = true;
    return true;
}

}  // namespace trien::execution::detail
