// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/detail/builtins.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "engine/feel/detail/callable.hpp"

namespace trien::feel::detail {

namespace {

using Overload = BuiltinFunction::Overload;
using Table = std::map<std::string_view, std::shared_ptr<const Callable>>;

bool take_suffix(std::string_view& name, std::string_view suffix) {
    if (!name.ends_with(suffix)) return false;
    name.remove_suffix(suffix.size());
    return true;
}

Overload overload_of(const Builtin& builtin) {
    Overload overload{.builtin = &builtin};
    std::string_view rest = builtin.parameters;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(", "), rest.size());
        std::string_view name = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 2, rest.size()));
        const bool optional = take_suffix(name, "?");
        overload.rest = take_suffix(name, "...");
        overload.spread = take_suffix(name, "*");
        overload.parameters.push_back(name);
        if (!optional) overload.required = overload.parameters.size();
    }
    return overload;
}

Table all() {
    std::map<std::string_view, BuiltinFunction> functions;
    for (const auto& group :
         {boolean_builtins(), conversion_builtins(), string_builtins(), list_builtins(), statistics_builtins(),
          number_builtins(), temporal_builtins(), range_builtins(), context_builtins()}) {
        for (const Builtin& builtin : group) {
            BuiltinFunction& function = functions[builtin.name];
            function.name = builtin.name;
            function.overloads.push_back(overload_of(builtin));
        }
    }
    Table table;
    for (auto& [name, function] : functions) {
        table.emplace(name, std::make_shared<const Callable>(Callable{std::move(function)}));
    }
    return table;
}

const Table& table() {
    static const Table built = all();
    return built;
}

}  // namespace

std::shared_ptr<const Callable> builtin(std::string_view name) {
    const auto found = table().find(name);
    return found == table().end() ? nullptr : found->second;
}

const std::vector<std::string_view>& builtin_names() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const auto& [name, function] : table()) all.push_back(name);
        return all;
    }();
    return names;
}

}  // namespace trien::feel::detail
