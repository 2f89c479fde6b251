// SPDX-License-Identifier: Apache-2.0
// Contexts (OMG DMN 1.3, 10.3.4.10; `context put` and `context merge` are of DMN 1.4).
#include <array>

#include "engine/feel/detail/call.hpp"

namespace trien::feel::detail {

namespace {

Value get_value(const Context& context, const String& key) {
    const Value* const found = context.find(key.text());
    return found == nullptr ? Value() : *found;
}

/// In the order of the names.
Value get_entries(const Context& context) {
    std::vector<Value> entries;
    for (const auto& [key, value] : context.entries()) entries.emplace_back(Context{{"key", key}, {"value", value}});
    return List(std::move(entries));
}

Value context_put(const Context& context, const String& key, const Value& value) {
    return context.with(key.text(), value);
}

/// Of entries of one name the last holds.
Value context_merge(const List& contexts) {
    std::vector<Context::Entry> merged;
    for (const Value& item : contexts.items()) {
        const auto context = converted<Context>(item);
        if (!context) return Null{};
        merged.insert(merged.end(), context->entries().begin(), context->entries().end());
    }
    return Context(std::move(merged));
}

}  // namespace

std::span<const Builtin> context_builtins() {
    static constexpr std::array<Builtin, 4> functions{{{"get value", "m, key", typed<get_value>},
                                                       {"get entries", "m", typed<get_entries>},
                                                       {"context put", "context, key, value", typed<context_put>},
                                                       {"context merge", "contexts", typed<context_merge>}}};
    return functions;
}

}  // namespace trien::feel::detail
