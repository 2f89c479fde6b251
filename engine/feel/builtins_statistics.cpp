// SPDX-License-Identifier: Apache-2.0
// Figures of lists of numbers (OMG DMN 1.3, 10.3.4.4).
#include <algorithm>
#include <array>
#include <functional>

#include "engine/feel/detail/call.hpp"

namespace trien::feel::detail {

namespace {

using Numbers = std::vector<Number>;

/// Nothing if an item is no number.
std::optional<Numbers> numbers_of(const List& list) {
    Numbers numbers;
    numbers.reserve(list.size());
    for (const Value& item : list.items()) {
        const auto number = converted<Number>(item);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
    }
    return numbers;
}

using Operator = std::optional<Number> (*)(const Number&, const Number&);

/// All joined from the front; nothing for none, or if a step gives nothing.
std::optional<Number> joined(const Numbers& numbers, Operator operation) {
    if (numbers.empty()) return std::nullopt;
    std::optional<Number> all = numbers.front();
    for (std::size_t i = 1; i < numbers.size() && all; ++i) all = operation(*all, numbers[i]);
    return all;
}

std::optional<Number> mean_of(const Numbers& numbers) {
    const auto total = joined(numbers, add);
    return total ? divide(*total, Number(static_cast<std::int64_t>(numbers.size()))) : std::nullopt;
}

Value sum(const List& list) {
    const auto numbers = numbers_of(list);
    return numbers ? Value(joined(*numbers, add)) : Value();
}

Value product(const List& list) {
    const auto numbers = numbers_of(list);
    return numbers ? Value(joined(*numbers, multiply)) : Value();
}

Value mean(const List& list) {
    const auto numbers = numbers_of(list);
    return numbers ? Value(mean_of(*numbers)) : Value();
}

/// The middle one in order, or the mean of the two in the middle.
Value median(const List& list) {
    auto numbers = numbers_of(list);
    if (!numbers || numbers->empty()) return Null{};
    std::ranges::sort(*numbers);
    const std::size_t middle = numbers->size() / 2;
    if (numbers->size() % 2 == 1) return (*numbers)[middle];
    return mean_of({(*numbers)[middle - 1], (*numbers)[middle]});
}

/// Of a sample: the squares are shared among one less than there are.
Value standard_deviation(const List& list) {
    const auto numbers = numbers_of(list);
    if (!numbers || numbers->size() < 2) return Null{};
    const auto mean = mean_of(*numbers);
    Numbers squares;
    for (const Number& number : *numbers) {
        const auto distance = mean ? subtract(number, *mean) : std::nullopt;
        const auto square = distance ? multiply(*distance, *distance) : std::nullopt;
        if (!square) return Null{};
        squares.push_back(*square);
    }
    const auto total = joined(squares, add);
    const auto variance = total ? divide(*total, Number(static_cast<std::int64_t>(numbers->size() - 1))) : std::nullopt;
    return variance ? Value(variance->square_root()) : Value();
}

/// The most frequent ones, ascending.
Value mode(const List& list) {
    auto numbers = numbers_of(list);
    if (!numbers) return Null{};
    std::ranges::sort(*numbers);
    std::vector<Value> modes;
    std::ptrdiff_t most = 0;
    for (auto run = numbers->begin(); run != numbers->end();) {
        const auto end = std::find_if(run, numbers->end(), [&](const Number& number) { return number != *run; });
        if (end - run > most) modes.clear();
        if (end - run >= most) modes.emplace_back(*run);
        most = std::max(most, end - run);
        run = end;
    }
    return List(std::move(modes));
}

}  // namespace

std::span<const Builtin> statistics_builtins() {
    static constexpr std::array<Builtin, 6> functions{{{"sum", "list*", typed<sum>},
                                                       {"product", "list*", typed<product>},
                                                       {"mean", "list*", typed<mean>},
                                                       {"median", "list*", typed<median>},
                                                       {"stddev", "list*", typed<standard_deviation>},
                                                       {"mode", "list*", typed<mode>}}};
    return functions;
}

}  // namespace trien::feel::detail
