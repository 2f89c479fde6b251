// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/feel/value.hpp"

namespace trien::feel::detail {

/// Index into Ast::nodes.
using NodeIndex = std::uint32_t;

/// What a node does with its parts.
enum class Operation : std::uint8_t {
    literal,  ///< Node::value
    name,     ///< looks Node::names[0] up
    subject,  ///< the value a unary test is about
    add,
    subtract,
    multiply,
    divide,
    power,
    negate,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    between,  ///< value, low, high
    in,       ///< value, tests…
    match,    ///< a unary test that is an expression: is the subject it, or in it?
    conjunction,
    disjunction,
    choice,    ///< condition, then, else
    for_each,  ///< a domain per name, the body
    some,
    every,
    count,       ///< a domain that counts: from, to
    filter,      ///< list, condition or position
    path,        ///< of the part the member names[0]
    call,        ///< function, arguments…
    named_call,  ///< function, an argument per name
    list,
    context,      ///< a value per name
    range,        ///< start, end
    function,     ///< a parameter per name; the body
    instance_of,  ///< types[0]
};

/// A type in `instance of` or of a parameter.
struct Type {
    std::optional<Kind> kind;      ///< none: any value but null
    std::vector<Type> elements{};  ///< of a list or range: of what, if told
};

/// One node; its parts stand before it in Ast::nodes.
struct Node {
    Operation operation = Operation::literal;
    bool start_included = false;  ///< of a range
    bool end_included = false;    ///< of a range
    bool reads_special = false;   ///< of for_each: the body reads `partial`; of match: the test reads `?`
    std::size_t at = 0;           ///< bytes from the start of the text
    std::vector<NodeIndex> parts{};
    std::vector<std::string> names{};
    std::vector<Type> types{};
    Value value{};
};

/// A parsed text.
struct Ast {
    std::string text;
    std::vector<Node> nodes;
    NodeIndex root = 0;
    std::vector<std::string> names;  ///< the free ones, sorted
};

}  // namespace trien::feel::detail
