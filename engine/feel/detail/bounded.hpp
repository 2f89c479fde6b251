// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>

#include <fmt/format.h>
#include <tl/expected.hpp>

#include "engine/feel/detail/evaluation.hpp"
#include "engine/feel/detail/parser.hpp"

namespace trien::feel::detail {

using Parsed = tl::expected<std::shared_ptr<const Ast>, ExpressionFault>;

/// What `parse` makes of a parser, or the fault that stopped it.
template <class Parse>
Parsed parsed(std::string_view text,
              std::span<const std::string> known,
              const ParseLimits& limits,
              const Parse& parse) {
    try {
        Parser parser(text, known, limits);
        return std::make_shared<const Ast>(parse(parser));
    } catch (ExpressionFault& fault) {
        return tl::unexpected(std::move(fault));
    }
}

/// What `evaluate` makes of an evaluation, or the refusal of what takes more than the limits.
template <class Evaluate>
Result<Outcome> bounded(const std::shared_ptr<const Ast>& ast,
                        const Context& variables,
                        const Limits& limits,
                        const Evaluate& evaluate) {
    Budget budget(limits);
    try {
        Evaluation evaluation(ast, variables, budget);
        Value value = evaluate(evaluation);
        return Outcome{std::move(value), std::move(budget.notes)};
    } catch (const OutOfLimits&) {
        return refuse(
            Refusal::Reason::invalid, "feel.too-long",
            {fmt::format("Biểu thức “{}” tính quá lâu hoặc quá sâu", ast->text),
             fmt::format("expected the expression \"{}\" to end within {} steps and {} levels, but it did not",
                         ast->text, limits.steps, limits.depth)},
            {"Viết biểu thức gọn hơn, hoặc rút ngắn danh sách nó duyệt",
             "write it shorter, or shorten the lists it walks"});
    }
}

}  // namespace trien::feel::detail
