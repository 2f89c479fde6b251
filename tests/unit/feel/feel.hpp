// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string_view>

#include "engine/feel/expression.hpp"

namespace trien::feel {

/// What an expression comes to.
inline Value value_of(std::string_view text, const Context& variables = {}) {
    return Expression::parse(text).value().evaluate(variables).value().value;
}

/// An expression, and the text of the value it must come to.
struct Case {
    const char* expression;
    const char* value;
};

inline void PrintTo(const Case& one, std::ostream* out) {
    *out << one.expression;
}

}  // namespace trien::feel
