// SPDX-License-Identifier: Apache-2.0
// Variables: properties, data objects, data inputs and outputs (BPMN 2.0.1, 10.4).
#include <algorithm>

#include "engine/execution/detail/game.hpp"

namespace trien::execution::detail {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

/// A function is no fact that could be recorded.
bool holds_function(const Value& value) {
    if (value.kind() == feel::Kind::function) return true;
    if (const auto* list = value.as<feel::List>()) return std::ranges::any_of(list->items(), holds_function);
    const auto* context = value.as<feel::Context>();
    return context != nullptr &&
           std::ranges::any_of(context->entries(), [](const auto& entry) { return holds_function(entry.second); });
}

/// The value with null for every function in it.
Value recordable(const Value& value) {
    if (!holds_function(value)) return value;
    if (const auto* list = value.as<feel::List>()) {
        std::vector<Value> items;
        for (const Value& item : list->items()) items.push_back(recordable(item));
        return feel::List(std::move(items));
    }
    const auto* context = value.as<feel::Context>();
    if (context == nullptr) return {};
    std::vector<feel::Context::Entry> entries;
    for (const auto& [name, entry] : context->entries()) entries.emplace_back(name, recordable(entry));
    return feel::Context(std::move(entries));
}

/// The attributes BPMN gives every loop (Tables 10.29 and 10.30); the second name of the first is that of the text.
std::optional<Value> loop_attribute(const Progress& progress, const std::string& name) {
    const auto active = progress.started - progress.completed - progress.terminated;
    if (name == "loopCounter") return Value(progress.started);
    if (name == "numberOfInstances" || name == "nrOfInstances")
        return Value(progress.planned.value_or(progress.started));
    if (name == "numberOfActiveInstances") return Value(active);
    if (name == "numberOfCompletedInstances") return Value(progress.completed);
    if (name == "numberOfTerminatedInstances") return Value(progress.terminated);
    return std::nullopt;
}

}  // namespace

bool Game::declares(Serial number, const std::string& name) const {
    const Item& it = item(number);
    if (it.variables.contains(name)) return true;
    if (it.kind == Item::Kind::scope && contains(body_of(number).variables, name)) return true;
    const NodeIndex index = index_of(number);
    if (index == nothing) return false;
    const Node& node = net_of(number).node(index);
    if (contains(node.properties, name) || contains(node.data.inputs, name)) return true;
    if (contains(node.data.outputs, name)) return true;
    const bool is_instance = node.loop && it.kind != Item::Kind::loop;
    return is_instance && (name == node.loop->item || name == node.loop->output_item);
}

std::optional<Value> Game::variable(Serial number, const std::string& name) const {
    for (Serial at = number; at != 0;) {
        const Item& it = item(at);
        const auto found = it.variables.find(name);
        if (found != it.variables.end()) return found->second;
        if (it.progress) {
            if (auto attribute = loop_attribute(*it.progress, name)) return attribute;
        }
        if (declares(at, name)) return Value();
        at = it.process ? 0 : it.parent;
    }
    return std::nullopt;
}

Variables Game::visible(Serial number) const {
    Variables all;
    for (Serial at = number; at != 0;) {
        const Item& it = item(at);
        all.insert(it.variables.begin(), it.variables.end());
        at = it.process ? 0 : it.parent;
    }
    return all;
}

Value Game::value_of(const Expression& expression, Serial number, const Variables& local) const {
    return recordable(evaluate(expression, [&](const std::string& name) -> std::optional<Value> {
        const auto found = local.find(name);
        if (found != local.end()) return found->second;
        return variable(number, name);
    }));
}

bool Game::condition_holds(const Expression& condition, Serial number) const {
    return value_of(condition, number).is_true();
}

void Game::set(Serial number, const std::string& name, const Value& value) {
    emit(VariableSet{number, name, recordable(value)});
}

void Game::assign(Serial from, const std::string& name, const Value& value) {
    Serial at = from;
    while (!item(at).process && !declares(at, name)) at = item(at).parent;
    set(at, name, value);
}

Variables Game::inputs_of(Serial parent, const Node& node, const Variables& local) const {
    Variables inputs;
    for (const Assignment& assignment : node.data.before) {
        Variables known = local;
        for (const auto& [name, value] : inputs) known.insert_or_assign(name, value);
        inputs.insert_or_assign(assignment.target, value_of(assignment.value, parent, known));
    }
    return inputs;
}

void Game::map_outputs(Serial number, const Node& node) {
    for (const Assignment& assignment : node.data.after) {
        assign(item(number).parent, assignment.target, value_of(assignment.value, number));
    }
}

void Game::take_outputs(Serial number, const Node& node, const Variables& outputs) {
    for (const auto& [name, value] : outputs) {
        const bool is_own = contains(node.data.outputs, name) || (node.loop && name == node.loop->output_item);
        if (is_own)
            set(number, name, value);
        else
            assign(number, name, value);
    }
}

void Game::take_result(Serial number, const Node& node, const Value& result) {
    if (node.data.outputs.size() == 1) return set(number, node.data.outputs.front(), result);
    const auto* context = result.as<feel::Context>();
    if (context == nullptr) return;
    take_outputs(number, node, {context->entries().begin(), context->entries().end()});
}

void Game::take_payload(Serial scope, const Node& event, const Variables& payload) {
    for (const Assignment& assignment : event.data.after) {
        assign(scope, assignment.target, value_of(assignment.value, scope, payload));
    }
    if (!event.data.after.empty()) return;
    for (const auto& [name, value] : payload) assign(scope, name, value);
}

Variables Game::payload_of(Serial from, const Node& event) const {
    return inputs_of(from, event);
}

}  // namespace trien::execution::detail
