// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/feel/detail/ast.hpp"
#include "engine/feel/detail/builtins.hpp"

namespace trien::feel::detail {

/// Names bound around a part of an expression, the innermost first.
struct Scope {
    std::shared_ptr<const Scope> parent;
    std::string_view name;  ///< of the value, in the text of the expression; empty: the value's own entries are bound
    Value value;

    Scope(std::shared_ptr<const Scope> around, std::string_view bound, Value to)
        : parent(std::move(around)), name(bound), value(std::move(to)) {}
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    /// Lets go of the scopes around one by one: a long chain must not unwind by recursion.
    ~Scope();
};

using ScopePtr = std::shared_ptr<const Scope>;

/// A built-in function: one entry or more of one name.
struct BuiltinFunction {
    /// One entry's parameters, read once.
    struct Overload {
        const Builtin* builtin = nullptr;
        std::vector<std::string_view> parameters{};
        std::size_t required = 0;
        bool rest = false;    ///< "..."
        bool spread = false;  ///< "*"
    };
    std::string_view name;
    std::vector<Overload> overloads;
};

/// A function defined in an expression, with what it could see there.
struct Closure {
    std::shared_ptr<const Ast> ast;
    NodeIndex node = 0;
    ScopePtr scope;
    Context variables;
};

/// What a Function calls.
struct Callable {
    std::variant<BuiltinFunction, Closure> what;
};

}  // namespace trien::feel::detail
