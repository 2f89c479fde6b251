// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/expression.hpp"

#include <utility>
#include <vector>

namespace trien::execution {

namespace {

/// What the expression reads, and nothing else.
feel::Context known_to(const Expression& expression, const Lookup& lookup) {
    std::vector<feel::Context::Entry> entries;
    for (const std::string& name : expression.names()) {
        if (auto value = lookup(name)) entries.emplace_back(name, *std::move(value));
    }
    return feel::Context(std::move(entries));
}

}  // namespace

Value evaluate(const Expression& expression, const Lookup& lookup) {
    auto outcome = expression.evaluate(known_to(expression, lookup));
    return outcome ? std::move(outcome->value) : Value();
}

bool holds(const Expression& expression, const Lookup& lookup) {
    return evaluate(expression, lookup).is_true();
}

std::optional<std::int64_t> whole_number(const Value& value) {
    const auto* number = value.as<feel::Number>();
    return number == nullptr ? std::nullopt : number->whole();
}

}  // namespace trien::execution
