// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "engine/base/message.hpp"

namespace trien::procedure {

/// The unknown value of FEEL (`null`): a name nobody set, or a comparison of things that do not compare.
struct Null {
    bool operator==(const Null&) const = default;
};

/// A value of the condition language.
using Value = std::variant<Null, bool, std::int64_t, std::string>;
/// What a dossier knows by name; names are case-sensitive.
using Variables = std::map<std::string, Value, std::less<>>;

/// Why a text is not a condition.
struct ExpressionFault {
    std::size_t offset = 0;  ///< bytes from the start of the text
    Message text;
};

/// A condition in a subset of FEEL (OMG DMN 1.3, clause 10): comparisons = != < <= > >=, `and`, `or`, `not(…)`,
/// parentheses, strings in double quotes, whole numbers, true, false, null, names.
///
/// Evaluation is total: there is no run-time error. Three-valued as in FEEL: null = null is true, comparing different
/// types or ordering with null gives null, `false and null` is false, `true or null` is true.
class Expression {
  public:
    /// @param text  UTF-8, at most 4,096 bytes, nested at most 64 deep.
    static tl::expected<Expression, ExpressionFault> parse(std::string_view text);

    [[nodiscard]] Value evaluate(const Variables& variables) const;
    /// True only when the value is `true`: neither null nor any other value opens a gate.
    [[nodiscard]] bool holds(const Variables& variables) const;
    /// The names it reads, each once, sorted.
    [[nodiscard]] std::vector<std::string> names() const;
    /// The source text.
    [[nodiscard]] const std::string& text() const { return text_; }

    /// Two expressions are the same when their texts are.
    bool operator==(const Expression& other) const { return text_ == other.text_; }

    /// What a node of the parsed expression does. Nodes refer to earlier nodes by index.
    enum class Operator : std::uint8_t {
        literal,
        name,
        equal,
        not_equal,
        less,
        less_equal,
        greater,
        greater_equal,
        conjunction,
        disjunction,
        negation,
    };
    /// One node in post-order; the last node of a list is its root.
    struct Node {
        Operator op = Operator::literal;
        std::size_t left = 0;
        std::size_t right = 0;
        Value value;  ///< of a literal; of a name, its spelling
    };

  private:
    Expression(std::string text, std::vector<Node> nodes) : text_(std::move(text)), nodes_(std::move(nodes)) {}

    std::string text_;
    std::vector<Node> nodes_;
};

}  // namespace trien::procedure
