// SPDX-License-Identifier: Apache-2.0
// Standard loops and multi-instance activities (BPMN 2.0.1, 10.3.8, 13.3.6, 13.3.7).
#include <algorithm>

#include "engine/execution/detail/game.hpp"

namespace trien::execution::detail {

namespace {

/// More instances than a commune has of anything; guards the state against a slip in a cardinality.
constexpr std::int64_t max_instances = 1000;

}  // namespace

void Game::begin_loop(Serial parent, NodeIndex index) {
    const Node& node = net_in(parent).node(index);
    const Loop& rule = *node.loop;
    Opened event;
    event.parent = parent;
    event.kind = Item::Kind::loop;
    event.node = node.id;
    if (rule.kind != Loop::Kind::standard && !plan_instances(parent, index, event)) return;
    const Serial loop = open(std::move(event));
    await_boundaries(loop, node);
    if (rule.kind != Loop::Kind::parallel || *item(loop).progress->planned == 0) return go_on_with_loop(loop);
    for (std::uint32_t left = *item(loop).progress->planned; left > 0 && is_open(loop); --left) open_next(loop);
}

bool Game::plan_instances(Serial parent, NodeIndex index, Opened& event) {
    const Node& node = net_in(parent).node(index);
    const Loop& rule = *node.loop;
    const Expression& source = rule.collection ? *rule.collection : *rule.cardinality;
    const Value value = value_of(source, parent, inputs_of(parent, node));
    std::optional<std::int64_t> count;
    if (!rule.collection) {
        count = whole_number(value);
    } else if (const auto* elements = value.as<feel::List>()) {
        event.elements = elements->items();
        count = static_cast<std::int64_t>(elements->size());
    }
    if (!count || *count < 0 || *count > max_instances) {
        incident(parent, index, rule.collection ? "execution.collection" : "execution.cardinality", source.text());
        return false;
    }
    event.planned = static_cast<std::uint32_t>(*count);
    return true;
}

void Game::go_on_with_loop(Serial loop) {
    if (has_children(loop)) return;
    const NodeIndex index = index_of(loop);
    const Loop& rule = *net_of(loop).node(index).loop;
    const Progress& progress = *item(loop).progress;
    const bool goes_on =
        rule.kind == Loop::Kind::standard ? standard_loop_goes_on(loop, rule) : progress.started < *progress.planned;
    if (!goes_on) return finish_loop(loop);
    if (halts(scope_around(state_, loop), index)) return;
    ++entered_;
    open_next(loop);
}

bool Game::standard_loop_goes_on(Serial loop, const Loop& rule) const {
    const std::uint32_t done = item(loop).progress->started;
    if (rule.maximum && done >= *rule.maximum) return false;
    if (!rule.condition || (!rule.test_before && done == 0)) return true;
    return condition_holds(*rule.condition, loop);
}

void Game::open_next(Serial loop) {
    open_instance(loop, index_of(loop), item(loop).progress->started + 1);
}

void Game::set_counter(Serial instance, const Loop& rule, std::uint32_t counter) {
    set(instance, "loopCounter", Value(counter));
    if (rule.item.empty()) return;
    const auto& elements = item(item(instance).parent).progress->elements;
    if (counter <= elements.size()) set(instance, rule.item, elements[counter - 1]);
}

void Game::instance_done(Serial loop) {
    const Loop& rule = *net_of(loop).node(index_of(loop)).loop;
    throw_from_loop(loop);
    if (!is_open(loop)) return;
    if (rule.completion && condition_holds(*rule.completion, loop)) {
        for (const Serial rest : children(loop)) close(rest, Closed::How::terminated);
        return finish_loop(loop);
    }
    const Progress& progress = *item(loop).progress;
    if (rule.kind != Loop::Kind::parallel) return steps_.push_back({loop, nothing});
    if (progress.completed + progress.terminated >= *progress.planned) finish_loop(loop);
}

void Game::collect_output(Serial instance) {
    const Serial loop = item(instance).parent;
    const Loop& rule = *net_of(instance).node(index_of(instance)).loop;
    const auto counter = whole_number(variable(instance, "loopCounter").value_or(Value())).value_or(1);
    const auto place = static_cast<std::size_t>(counter) - 1;
    std::vector<Value> list = collected(loop, rule);
    list.resize(std::max(list.size(), place + 1));
    list[place] = variable(instance, rule.output_item).value_or(Value());
    set(loop, rule.output, feel::List(std::move(list)));
}

std::vector<Value> Game::collected(Serial loop, const Loop& rule) const {
    const auto& variables = item(loop).variables;
    const auto found = variables.find(rule.output);
    const auto* list = found == variables.end() ? nullptr : found->second.as<feel::List>();
    return list == nullptr ? std::vector<Value>() : list->items();
}

void Game::finish_loop(Serial loop) {
    const Serial parent = item(loop).parent;
    const NodeIndex index = index_of(loop);
    const Node& node = net_of(loop).node(index);
    if (!node.loop->output.empty()) {
        const bool is_output = std::ranges::find(node.data.outputs, node.loop->output) != node.data.outputs.end();
        if (!is_output) assign(parent, node.loop->output, feel::List(collected(loop, *node.loop)));
        map_outputs(loop, node);
    }
    close(loop, Closed::How::completed);
    go_on_after(parent, index);
}

void Game::throw_from_loop(Serial loop) {
    const NodeIndex index = index_of(loop);
    const Loop& rule = *net_of(loop).node(index).loop;
    std::vector<Trigger> triggers;
    const bool throws = rule.throws == Loop::Throws::each ||
                        (rule.throws == Loop::Throws::first && item(loop).progress->completed == 1);
    if (throws) triggers = rule.triggers;
    for (const Loop::Complex& complex : rule.complex) {
        if (!condition_holds(complex.condition, loop)) continue;
        triggers.insert(triggers.end(), complex.triggers.begin(), complex.triggers.end());
    }
    for (const Trigger& trigger : triggers) {
        if (is_open(loop)) throw_trigger(loop, index, trigger);
    }
}

}  // namespace trien::execution::detail
