// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "engine/feel/detail/evaluation.hpp"

namespace trien::feel::detail {

Value Evaluation::for_each(const Node& node) {
    std::vector<Value> results;
    std::size_t weight = 0;
    const bool complete = walk(node, 0, [&] {
        if (!node.reads_special) {
            results.push_back(value_of(node.parts.back()));
        } else {
            Value so_far = List(results);
            budget_.spend_on(so_far);
            const Binding partial(*this, "partial", std::move(so_far));
            results.push_back(value_of(node.parts.back()));
        }
        // Charged as it grows: what is shared weighs as if it were not.
        weight += results.back().extent().weight;
        budget_.spend(weight / 16);
        weight %= 16;
        return true;
    });
    if (!complete) return domain_fault(node);
    return made(List(std::move(results)), node.at);
}

/// `some` is an `or` over all, `every` an `and`.
Value Evaluation::quantified(const Node& node, bool deciding) {
    Value all = !deciding;
    bool decided = false;
    const bool complete = walk(node, 0, [&] {
        const Value value = value_of(node.parts.back());
        const bool* const truth = value.as<bool>();
        if (truth == nullptr) all = Null{};
        decided = truth != nullptr && *truth == deciding;
        return !decided;
    });
    if (decided) return deciding;
    return complete ? all : domain_fault(node);
}

Value Evaluation::domain_fault(const Node& node) {
    return nothing(node.at, "biến phải chạy trên một danh sách hoặc từ số nguyên đến số nguyên",
                   "a variable must run over a list, or from a whole number to a whole number");
}

bool Evaluation::walk(const Node& node, std::size_t variable, const Visit& visit) {
    if (variable == node.names.size()) return visit();
    const Level level(budget_);
    const Node& domain = ast_->nodes[node.parts[variable]];
    if (domain.operation == Operation::count) return walk_count(node, variable, domain, visit);
    const Value value = value_of(node.parts[variable]);
    if (value.is_null()) return false;
    const List* const list = value.as<List>();
    const std::vector<Value> single{list == nullptr ? value : Value()};
    for (const Value& item : list == nullptr ? single : list->items()) {
        const Binding binding(*this, node.names[variable], item);
        if (!walk(node, variable + 1, visit)) return false;
    }
    return true;
}

/// From one whole number to another, up or down.
bool Evaluation::walk_count(const Node& node, std::size_t variable, const Node& domain, const Visit& visit) {
    const Value from = value_of(domain.parts[0]);
    const Value to = value_of(domain.parts[1]);
    const auto whole = [](const Value& value) {
        const auto* number = value.as<Number>();
        return number == nullptr ? std::nullopt : number->whole();
    };
    const auto first = whole(from);
    const auto last = whole(to);
    if (!first || !last) return false;
    const std::int64_t step = *first <= *last ? 1 : -1;
    for (std::int64_t i = *first;; i += step) {
        const Binding binding(*this, node.names[variable], Value(i));
        budget_.spend(1);
        if (!walk(node, variable + 1, visit)) return false;
        if (i == *last) return true;
    }
}

Value Evaluation::filter(const Node& node) {
    const Value value = value_of(node.parts[0]);
    const List* list = value.as<List>();
    const List single = list != nullptr || value.is_null() ? List() : List({value});
    if (list == nullptr) list = &single;
    const Value none;
    const Value first = condition_for(list->size() == 0 ? none : list->items().front(), node.parts[1]);
    if (const auto* number = first.as<Number>()) return position(*list, *number, node);
    return filtered(*list, first, node);
}

/// @param first  what the condition is for the first item: it was asked to know whether it is a position.
Value Evaluation::filtered(const List& list, const Value& first, const Node& node) {
    std::vector<Value> kept;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Value& item = list.items()[i];
        const Value condition = i == 0 ? first : condition_for(item, node.parts[1]);
        if (condition.is_true()) kept.push_back(item);
    }
    return made(List(std::move(kept)), node.at);
}

/// The condition with `item`, and the item's entries if it is a context, bound.
Value Evaluation::condition_for(const Value& item, NodeIndex condition) {
    const Binding binding(*this, "item", item);
    if (item.kind() != Kind::context) return value_of(condition);
    const Binding entries(*this, "", item);
    return value_of(condition);
}

/// From 1 at the front, from -1 at the back.
Value Evaluation::position(const List& list, const Number& position, const Node& node) {
    const auto whole = position.whole();
    const auto size = static_cast<std::int64_t>(list.size());
    if (!whole || *whole == 0 || *whole > size || *whole < -size) {
        return nothing(node.at, "danh sách không có vị trí này", "the list has no such position");
    }
    return list.items()[static_cast<std::size_t>(*whole > 0 ? *whole - 1 : size + *whole)];
}

}  // namespace trien::feel::detail
