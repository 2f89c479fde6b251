// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/feel/value.hpp"

namespace trien::feel::detail {

class Call;
struct Callable;

/// One way to call a built-in function (OMG DMN 1.3, 10.3.4).
struct Builtin {
    std::string_view name;
    /// The parameters' names, separated by ", ". "?" after a name: may be missing. "..." after the last: takes the
    /// remaining arguments as a list. "*" after the only one: the same, but a single list stands for its items.
    std::string_view parameters;
    Value (*run)(Call&);
};

/// Null if there is none of this name.
[[nodiscard]] std::shared_ptr<const Callable> builtin(std::string_view name);
[[nodiscard]] const std::vector<std::string_view>& builtin_names();

// The functions by the kind of value they are about; each list is in the file of its name.

[[nodiscard]] std::span<const Builtin> boolean_builtins();
[[nodiscard]] std::span<const Builtin> conversion_builtins();
[[nodiscard]] std::span<const Builtin> string_builtins();
[[nodiscard]] std::span<const Builtin> list_builtins();
[[nodiscard]] std::span<const Builtin> statistics_builtins();
[[nodiscard]] std::span<const Builtin> number_builtins();
[[nodiscard]] std::span<const Builtin> temporal_builtins();
[[nodiscard]] std::span<const Builtin> range_builtins();
[[nodiscard]] std::span<const Builtin> context_builtins();

}  // namespace trien::feel::detail
