// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/detail/ast.hpp"
#include "engine/feel/detail/scanner.hpp"
#include "engine/feel/expression.hpp"

namespace trien::feel::detail {

/// Recursive descent over one text (OMG DMN 1.3, 10.3.1.2). Loosest first: or, and, comparison, + -, * /, **, unary
/// minus, instance of, then members, filters and calls; each but comparison joins from the left.
class Parser {
  public:
    /// @throws ExpressionFault if the text is too long or not UTF-8.
    Parser(std::string_view text, std::span<const std::string> known, const ParseLimits& limits);

    /// An expression and nothing after it.
    Ast expression();
    /// Unary tests and nothing after them (OMG DMN 1.3, 10.3.1.2 rule 15): a node whose value is whether the subject
    /// passes.
    Ast unary_tests();

  private:
    class Nested;
    class Bound;

    // parser.cpp: operators
    NodeIndex whole();
    NodeIndex disjunction();
    NodeIndex conjunction();
    NodeIndex comparison();
    NodeIndex between(NodeIndex value);
    NodeIndex membership(NodeIndex value);
    NodeIndex sum();
    NodeIndex product();
    NodeIndex power();
    NodeIndex unary();
    NodeIndex typed();
    NodeIndex postfix();
    std::vector<NodeIndex> tests();
    NodeIndex test();
    NodeIndex test(NodeIndex (Parser::*operand)());

    // parser_terms.cpp: what operators join
    NodeIndex primary();
    NodeIndex word(std::string_view word);
    NodeIndex name();
    NodeIndex choice();
    NodeIndex for_each();
    NodeIndex quantified(Operation operation);
    NodeIndex domain();
    NodeIndex bracketed();
    NodeIndex list_or_range();
    NodeIndex range_from(bool start_included, NodeIndex start, std::size_t at);
    NodeIndex context();
    NodeIndex function();
    NodeIndex call(NodeIndex callee);
    NodeIndex path(NodeIndex of);
    NodeIndex filter(NodeIndex list);
    NodeIndex temporal_literal();
    Type type();

    NodeIndex add(Node node);
    NodeIndex literal(Value value, std::size_t at);
    NodeIndex join(Operation operation, std::size_t at, std::vector<NodeIndex> parts);
    /// Does a node from `first` on read this name?
    [[nodiscard]] bool reads(std::string_view name, std::size_t first) const;
    void bind(std::string name);
    Ast finish(NodeIndex root);
    void refuse_clock(const Node& callee);

    Scanner in_;
    ParseLimits limits_;
    std::size_t nesting_ = 0;
    bool at_range_end_ = false;
    std::string text_;
    std::vector<Node> nodes_;
    std::vector<std::size_t> heights_;  ///< of the node of the same index
    NameSet known_;                     ///< every name met or told so far
    NameSet told_;                      ///< what the caller told
    std::vector<std::string> bound_;    ///< by the text around, innermost last
    NameSet free_;
};

}  // namespace trien::feel::detail
