// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "engine/feel/expression.hpp"

namespace trien::feel {

/// The tests of one cell of a decision table (OMG DMN 1.3, 10.3.1.2 rule 15 and 8.3.3): `"a", "b"`, `< 5`, `[1..5]`,
/// `not(…)`, `-`; `?` stands for the value tested.
class UnaryTests {
  public:
    /// As Expression::parse.
    static tl::expected<UnaryTests, ExpressionFault> parse(std::string_view text,
                                                           std::span<const std::string> known = {},
                                                           const ParseLimits& limits = {});

    /// Does the input pass? The value is true, false or null. Refuses with "feel.too-long" as Expression::evaluate.
    [[nodiscard]] Result<Outcome> test(const Value& input, const Context& variables, const Limits& limits = {}) const;
    [[nodiscard]] const std::vector<std::string>& names() const;
    [[nodiscard]] const std::string& text() const;

  private:
    explicit UnaryTests(std::shared_ptr<const detail::Ast> ast) : ast_(std::move(ast)) {}

    std::shared_ptr<const detail::Ast> ast_;
};

}  // namespace trien::feel
