// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/feel/unary_tests.hpp"

namespace trien::feel {

/// What a table answers when several rules match (OMG DMN 1.3, 8.2.10).
enum class HitPolicy : std::uint8_t {
    unique,         ///< U: one rule at most may match
    any,            ///< A: all that match say the same
    priority,       ///< P: the one whose outputs come first in the order of output values
    first,          ///< F
    collect,        ///< C: all, as a list
    collect_sum,    ///< C+
    collect_min,    ///< C<
    collect_max,    ///< C>
    collect_count,  ///< C#
    rule_order,     ///< R: all, as a list
    output_order,   ///< O: all, in the order of output values
};

/// "U", "C+" and so on. Nothing for other texts.
[[nodiscard]] std::optional<HitPolicy> parse_hit_policy(std::string_view text);

/// A decision table (OMG DMN 1.3, clause 8): rules are rows.
struct DecisionTable {
    /// A column of what is asked.
    struct Input {
        Expression expression;
        std::optional<UnaryTests> allowed;  ///< input values; a value that fails them makes the decision null
    };
    /// A column of what is answered.
    struct Output {
        std::string name;                    ///< of the entry, when there are several outputs
        std::vector<Value> order;            ///< output values, the first has the highest priority
        std::optional<Expression> fallback;  ///< default output entry, when no rule matches
    };
    struct Rule {
        std::vector<UnaryTests> tests;    ///< one an input
        std::vector<Expression> outputs;  ///< one an output
    };

    HitPolicy policy = HitPolicy::unique;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::vector<Rule> rules;
};

/// What the table answers: a value, a context of the outputs by name where there are several, or a list of these. When
/// the rules that match break the hit policy it is null, and a note says so.
///
/// Refuses "feel.table-malformed" when a rule lacks an entry, and as Expression::evaluate; the limits are for each
/// cell.
[[nodiscard]] Result<Outcome> decide(const DecisionTable& table, const Context& variables, const Limits& limits = {});

}  // namespace trien::feel
