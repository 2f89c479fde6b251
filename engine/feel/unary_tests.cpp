// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/unary_tests.hpp"

#include "engine/feel/detail/bounded.hpp"

namespace trien::feel {

tl::expected<UnaryTests, ExpressionFault> UnaryTests::parse(std::string_view text,
                                                            std::span<const std::string> known,
                                                            const ParseLimits& limits) {
    return detail::parsed(text, known, limits, [](detail::Parser& parser) { return parser.unary_tests(); })
        .map([](std::shared_ptr<const detail::Ast> ast) { return UnaryTests(std::move(ast)); });
}

Result<Outcome> UnaryTests::test(const Value& input, const Context& variables, const Limits& limits) const {
    return detail::bounded(ast_, variables, limits,
                           [&](detail::Evaluation& evaluation) { return evaluation.test(input, ast_->root); });
}

const std::vector<std::string>& UnaryTests::names() const {
    return ast_->names;
}

const std::string& UnaryTests::text() const {
    return ast_->text;
}

}  // namespace trien::feel
