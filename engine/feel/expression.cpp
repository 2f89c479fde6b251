// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/expression.hpp"

#include "engine/feel/detail/bounded.hpp"

namespace trien::feel {

tl::expected<Expression, ExpressionFault> Expression::parse(std::string_view text,
                                                            std::span<const std::string> known,
                                                            const ParseLimits& limits) {
    return detail::parsed(text, known, limits, [](detail::Parser& parser) { return parser.expression(); })
        .map([](std::shared_ptr<const detail::Ast> ast) { return Expression(std::move(ast)); });
}

Result<Outcome> Expression::evaluate(const Context& variables, const Limits& limits) const {
    return detail::bounded(ast_, variables, limits,
                           [&](detail::Evaluation& evaluation) { return evaluation.value_of(ast_->root); });
}

Result<bool> Expression::holds(const Context& variables, const Limits& limits) const {
    return evaluate(variables, limits).map([](const Outcome& outcome) { return outcome.value.is_true(); });
}

const std::vector<std::string>& Expression::names() const {
    return ast_->names;
}

const std::string& Expression::text() const {
    return ast_->text;
}

bool operator==(const Expression& a, const Expression& b) {
    return a.ast_ == b.ast_ || (a.text() == b.text() && a.names() == b.names());
}

}  // namespace trien::feel
