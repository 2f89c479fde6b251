// SPDX-License-Identifier: Apache-2.0
// Numbers (OMG DMN 1.3, 10.3.4.5).
#include <array>

#include "engine/feel/detail/call.hpp"
#include "engine/feel/detail/operators.hpp"

namespace trien::feel::detail {

namespace {

Value decimal(const Number& n, const Number& scale) {
    const auto digits = scale.whole();
    return digits ? Value(n.rounded(*digits)) : Value();
}

Value floor(const Number& n) {
    return n.floor();
}

Value ceiling(const Number& n) {
    return n.ceiling();
}

/// Of a number or a duration.
Value magnitude(const Value& n) {
    if (const auto* number = n.as<Number>()) return number->magnitude();
    const Value opposite = negative(n);
    if (opposite.is_null()) return Null{};
    return compare(Operation::less, n, opposite).is_true() ? opposite : n;
}

Value square_root(const Number& number) {
    return number.square_root();
}

Value logarithm(const Number& number) {
    return number.logarithm();
}

Value exponential(const Number& number) {
    return number.exponential();
}

/// 0 or 1 for whole numbers; nothing for others, which are neither odd nor even.
std::optional<Number> parity(const Number& number) {
    return number.is_integer() ? modulo(number, Number(2)) : std::nullopt;
}

Value odd(const Number& number) {
    return parity(number) == Number(1);
}

Value even(const Number& number) {
    return parity(number) == Number(0);
}

}  // namespace

std::span<const Builtin> number_builtins() {
    static constexpr std::array<Builtin, 10> functions{{{"decimal", "n, scale", typed<decimal>},
                                                        {"floor", "n", typed<floor>},
                                                        {"ceiling", "n", typed<ceiling>},
                                                        {"abs", "n", typed<magnitude>},
                                                        {"modulo", "dividend, divisor", typed<modulo>},
                                                        {"sqrt", "number", typed<square_root>},
                                                        {"log", "number", typed<logarithm>},
                                                        {"exp", "number", typed<exponential>},
                                                        {"odd", "number", typed<odd>},
                                                        {"even", "number", typed<even>}}};
    return functions;
}

}  // namespace trien::feel::detail
