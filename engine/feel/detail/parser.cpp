// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/detail/parser.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/feel/detail/builtins.hpp"
#include "engine/feel/detail/members.hpp"
#include "engine/feel/detail/nested.hpp"

namespace trien::feel::detail {

namespace {

/// Nodes one above another; evaluation and destruction walk them by recursion.
constexpr std::size_t max_height = 256;

struct Sign {
    std::string_view text;
    Operation operation;
};

/// Longer signs first, so that "<=" is not read as "<".
constexpr std::array<Sign, 6> comparisons{{{"!=", Operation::not_equal},
                                           {"<=", Operation::less_equal},
                                           {">=", Operation::greater_equal},
                                           {"=", Operation::equal},
                                           {"<", Operation::less},
                                           {">", Operation::greater}}};

std::optional<Operation> take_comparison(Scanner& in) {
    for (const Sign& sign : comparisons) {
        if (in.take(sign.text)) return sign.operation;
    }
    return std::nullopt;
}

}  // namespace

Parser::Parser(std::string_view text, std::span<const std::string> known, const ParseLimits& limits)
    : in_(text), limits_(limits), text_(text), told_(known.begin(), known.end()) {
    if (text.size() > limits.bytes) {
        fail(limits.bytes, fmt::format("biểu thức dài quá {} byte", limits.bytes),
             fmt::format("the expression is longer than {} bytes", limits.bytes));
    }
    if (!is_utf8(text)) fail(0, "biểu thức không phải UTF-8", "the expression is not UTF-8");
    known_ = told_;
    for (const std::string_view name : builtin_names()) known_.emplace(name);
    for (const std::string_view name : member_names()) known_.emplace(name);
}

Ast Parser::expression() {
    return finish(whole());
}

Ast Parser::unary_tests() {
    const std::size_t at = in_.at();
    bind("?");
    if (in_.take("-")) {
        if (in_.at_end()) return finish(literal(true, at));
        in_ = Scanner(text_);  // a negative number
    }
    if (in_.take_word("not")) {
        in_.expect("(");
        const NodeIndex any = join(Operation::disjunction, at, tests());
        in_.expect(")");
        const NodeIndex negation = literal(Function(builtin("not")), at);
        return finish(join(Operation::call, at, {negation, any}));
    }
    return finish(join(Operation::disjunction, at, tests()));
}

NodeIndex Parser::whole() {
    const Nested nested(*this);
    return disjunction();
}

NodeIndex Parser::disjunction() {
    std::vector<NodeIndex> parts{conjunction()};
    const std::size_t at = in_.at();
    while (in_.take_word("or")) parts.push_back(conjunction());
    return parts.size() == 1 ? parts.front() : join(Operation::disjunction, at, std::move(parts));
}

NodeIndex Parser::conjunction() {
    std::vector<NodeIndex> parts{comparison()};
    const std::size_t at = in_.at();
    while (in_.take_word("and")) parts.push_back(comparison());
    return parts.size() == 1 ? parts.front() : join(Operation::conjunction, at, std::move(parts));
}

NodeIndex Parser::comparison() {
    const NodeIndex left = sum();
    const std::size_t at = in_.at();
    if (const auto operation = take_comparison(in_)) return join(*operation, at, {left, sum()});
    if (in_.take_word("between")) return between(left);
    if (in_.take_word("in")) return membership(left);
    return left;
}

NodeIndex Parser::between(NodeIndex value) {
    const std::size_t at = in_.at();
    const NodeIndex low = sum();
    in_.expect_word("and");
    return join(Operation::between, at, {value, low, sum()});
}

/// `in` one test, or several in parentheses.
NodeIndex Parser::membership(NodeIndex value) {
    const std::size_t at = in_.at();
    std::vector<NodeIndex> parts{value};
    if (!in_.take("(")) {
        parts.push_back(test(&Parser::sum));
        return join(Operation::in, at, std::move(parts));
    }
    const Nested nested(*this);
    const NodeIndex first = test();
    if (in_.sees("..") && nodes_[first].operation == Operation::match) {
        const NodeIndex range = range_from(false, nodes_[first].parts.front(), at);
        parts.push_back(join(Operation::match, at, {range}));
        return join(Operation::in, at, std::move(parts));
    }
    parts.push_back(first);
    while (in_.take(",")) parts.push_back(test());
    in_.expect(")");
    return join(Operation::in, at, std::move(parts));
}

NodeIndex Parser::sum() {
    NodeIndex left = product();
    for (;;) {
        const std::size_t at = in_.at();
        if (in_.take("+")) {
            left = join(Operation::add, at, {left, product()});
        } else if (in_.take("-")) {
            left = join(Operation::subtract, at, {left, product()});
        } else {
            return left;
        }
    }
}

NodeIndex Parser::product() {
    NodeIndex left = power();
    for (;;) {
        const std::size_t at = in_.at();
        if (!in_.sees("**") && in_.take("*")) {
            left = join(Operation::multiply, at, {left, power()});
        } else if (in_.take("/")) {
            left = join(Operation::divide, at, {left, power()});
        } else {
            return left;
        }
    }
}

NodeIndex Parser::power() {
    NodeIndex left = unary();
    for (;;) {
        const std::size_t at = in_.at();
        if (!in_.take("**")) return left;
        left = join(Operation::power, at, {left, unary()});
    }
}

NodeIndex Parser::unary() {
    const std::size_t at = in_.at();
    if (!in_.take("-")) return typed();
    const Nested nested(*this);
    return join(Operation::negate, at, {unary()});
}

NodeIndex Parser::typed() {
    const NodeIndex value = postfix();
    const std::size_t at = in_.at();
    if (!in_.take_word("instance")) return value;
    in_.expect_word("of");
    Node node{.operation = Operation::instance_of, .at = at, .parts = {value}};
    node.types.push_back(type());
    return add(std::move(node));
}

NodeIndex Parser::postfix() {
    NodeIndex value = primary();
    for (;;) {
        if (!in_.sees("..") && in_.take(".")) {
            value = path(value);
        } else if (!at_range_end_ && in_.sees("[")) {
            value = filter(value);
        } else if (in_.sees("(")) {
            value = call(value);
        } else {
            return value;
        }
    }
}

std::vector<NodeIndex> Parser::tests() {
    std::vector<NodeIndex> tests{test()};
    while (in_.take(",")) tests.push_back(test());
    return tests;
}

NodeIndex Parser::test() {
    return test(&Parser::whole);
}

/// One positive unary test: a comparison with the subject, or an expression.
/// @param operand  reads as much as may stand here.
NodeIndex Parser::test(NodeIndex (Parser::*operand)()) {
    const std::size_t at = in_.at();
    if (const auto operation = take_comparison(in_)) {
        const NodeIndex subject = join(Operation::subject, at, {});
        return join(*operation, at, {subject, sum()});
    }
    const std::size_t first = nodes_.size();
    Node node{.operation = Operation::match, .at = at, .parts = {(this->*operand)()}};
    node.reads_special = reads("?", first);
    return add(std::move(node));
}

bool Parser::reads(std::string_view name, std::size_t first) const {
    return std::any_of(nodes_.begin() + static_cast<std::ptrdiff_t>(first), nodes_.end(), [&](const Node& node) {
        return node.operation == Operation::name && node.names.front() == name;
    });
}

NodeIndex Parser::add(Node node) {
    std::size_t height = 0;
    for (const NodeIndex part : node.parts) height = std::max(height, heights_[part]);
    if (++height > max_height) {
        fail(node.at, fmt::format("biểu thức có quá {} tầng", max_height),
             fmt::format("the expression has more than {} levels", max_height));
    }
    heights_.push_back(height);
    nodes_.push_back(std::move(node));
    return static_cast<NodeIndex>(nodes_.size() - 1);
}

NodeIndex Parser::literal(Value value, std::size_t at) {
    return add({.at = at, .value = std::move(value)});
}

NodeIndex Parser::join(Operation operation, std::size_t at, std::vector<NodeIndex> parts) {
    return add({.operation = operation, .at = at, .parts = std::move(parts)});
}

void Parser::bind(std::string name) {
    known_.insert(name);
    bound_.push_back(std::move(name));
}

Ast Parser::finish(NodeIndex root) {
    if (!in_.at_end()) fail(in_.at(), "thừa ký tự ở cuối", "there is more after the end");
    return {std::move(text_), std::move(nodes_), root, {free_.begin(), free_.end()}};
}

}  // namespace trien::feel::detail
