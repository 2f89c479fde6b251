// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/feel/detail/evaluation.hpp"

namespace trien::feel::detail {

/// One call of a built-in function: its arguments, and what it may ask of the evaluation.
class Call {
  public:
    Call(std::vector<Value> arguments, std::size_t at, Evaluation& evaluation)
        : arguments_(std::move(arguments)), at_(at), evaluation_(evaluation) {}

    /// Null where the argument was left out.
    [[nodiscard]] const Value& argument(std::size_t index) const {
        static const Value none;
        return index < arguments_.size() ? arguments_[index] : none;
    }
    /// Null, and why.
    Value nothing(std::string_view vi, std::string_view en) { return evaluation_.nothing(at_, vi, en); }
    /// For work that the size of arguments and result does not tell.
    void spend(std::size_t steps) { evaluation_.budget().spend(steps); }
    void spend_on(const Value& value) { evaluation_.budget().spend_on(value); }
    [[nodiscard]] Value call(const Function& function, std::vector<Value> arguments) {
        return evaluation_.call(function, std::move(arguments), at_);
    }

  private:
    std::vector<Value> arguments_;
    std::size_t at_;
    Evaluation& evaluation_;
};

/// The argument as a parameter takes it, with the conversions of DMN 1.3, 10.3.2.9.4: a list of one is its item where
/// no list is wanted, an item is a list of one where a list is, a date is its midnight. Nothing if it does not fit.
template <class T>
std::optional<T> converted(const Value& value) {
    if constexpr (std::same_as<T, Value>) {
        return value;
    } else {
        const T* const fits = value.as<T>();
        if (fits != nullptr) return *fits;
        if constexpr (std::same_as<T, List>) {
            if (value.is_null()) return std::nullopt;
            return List({value});
        } else {
            const auto* const list = value.as<List>();
            if (list != nullptr && list->size() == 1) return converted<T>(list->items().front());
            if constexpr (std::same_as<T, DateTime>) {
                if (const auto* date = value.as<Date>()) return midnight(*date);
            }
            return std::nullopt;
        }
    }
}

/// A parameter's type as its argument is kept: an optional parameter may be left out or null.
template <class T>
struct Parameter {
    static std::optional<T> of(const Value& value) { return converted<T>(value); }
};
template <class T>
struct Parameter<std::optional<T>> {
    static std::optional<std::optional<T>> of(const Value& value) {
        if (value.is_null()) return std::optional<T>();
        auto fits = converted<T>(value);
        if (!fits) return std::nullopt;
        return std::optional<std::optional<T>>(std::in_place, std::move(fits));
    }
};

/// Runs `function` on the call's arguments, each converted to its parameter's type.
template <class... Parameters, class Function, std::size_t... index>
Value run_typed(Call& call, const Function& function, std::index_sequence<index...>) {
    const std::tuple arguments{Parameter<std::remove_cvref_t<Parameters>>::of(call.argument(index))...};
    if (!(std::get<index>(arguments) && ...)) {
        return call.nothing("tham số không đúng kiểu", "an argument is of the wrong type");
    }
    return function(*std::get<index>(arguments)...);
}

/// Makes a Builtin::run of a plain function: `typed<contains>` with `bool contains(const String&, const String&)`. It
/// may take the Call first. Arguments that do not fit make the result null.
template <auto function>
struct Typed;

template <class Result, class... Parameters, Result (*function)(Parameters...)>
    requires(!(std::same_as<Parameters, Call&> || ...))
struct Typed<function> {
    static Value run(Call& call) {
        return run_typed<Parameters...>(call, function, std::index_sequence_for<Parameters...>());
    }
};

template <class Result, class... Parameters, Result (*function)(Call&, Parameters...)>
struct Typed<function> {
    static Value run(Call& call) {
        const auto bound = [&call](const auto&... arguments) { return Value(function(call, arguments...)); };
        return run_typed<Parameters...>(call, bound, std::index_sequence_for<Parameters...>());
    }
};

template <auto function>
inline constexpr auto typed = &Typed<function>::run;

}  // namespace trien::feel::detail
