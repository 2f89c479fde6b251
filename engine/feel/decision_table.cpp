// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/decision_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/feel/detail/operators.hpp"

namespace trien::feel {

namespace {

using Rule = DecisionTable::Rule;
using Hits = std::vector<const Rule*>;
/// The outputs of one rule, in the order of the columns.
using Row = std::vector<Value>;

struct PolicyName {
    std::string_view text;
    HitPolicy policy;
};

constexpr std::array<PolicyName, 11> policy_names{{{"U", HitPolicy::unique},
                                                   {"A", HitPolicy::any},
                                                   {"P", HitPolicy::priority},
                                                   {"F", HitPolicy::first},
                                                   {"C", HitPolicy::collect},
                                                   {"C+", HitPolicy::collect_sum},
                                                   {"C<", HitPolicy::collect_min},
                                                   {"C>", HitPolicy::collect_max},
                                                   {"C#", HitPolicy::collect_count},
                                                   {"R", HitPolicy::rule_order},
                                                   {"O", HitPolicy::output_order}}};

bool is_well_formed(const DecisionTable& table) {
    return !table.outputs.empty() && std::ranges::all_of(table.rules, [&](const Rule& rule) {
        return rule.tests.size() == table.inputs.size() && rule.outputs.size() == table.outputs.size();
    });
}

/// One decision under way.
class Decision {
  public:
    Decision(const DecisionTable& table, const Context& variables, const Limits& limits)
        : table_(table), variables_(variables), limits_(limits) {}

    Result<Outcome> decide() {
        const auto inputs = read_inputs();
        if (!inputs) return tl::unexpected(inputs.error());
        if (inputs->size() != table_.inputs.size()) return nothing();
        const auto hits = matching(*inputs);
        if (!hits) return tl::unexpected(hits.error());
        const auto rows = answers(*hits);
        if (!rows) return tl::unexpected(rows.error());
        if (rows->empty()) return unanswered();
        return Outcome{answer(*rows), std::move(notes_)};
    }

  private:
    template <class Evaluated>
    Result<Value> noted(Result<Evaluated> outcome) {
        if (!outcome) return tl::unexpected(outcome.error());
        std::ranges::move(outcome->notes, std::back_inserter(notes_));
        return std::move(outcome->value);
    }

    Value note(std::string vi, std::string en) {
        notes_.push_back({0, {std::move(vi), std::move(en)}});
        return Null{};
    }

    Outcome nothing() { return {Null{}, std::move(notes_)}; }

    /// Fewer than there are columns when one is not among its input values.
    Result<Row> read_inputs() {
        Row inputs;
        for (const auto& input : table_.inputs) {
            auto value = noted(input.expression.evaluate(variables_, limits_));
            if (!value) return tl::unexpected(value.error());
            if (input.allowed) {
                const auto allowed = noted(input.allowed->test(*value, variables_, limits_));
                if (!allowed) return tl::unexpected(allowed.error());
                if (!allowed->is_true()) {
                    note("“" + input.expression.text() + "” không thuộc các giá trị được phép",
                         "\"" + input.expression.text() + "\" is not among its input values");
                    return inputs;
                }
            }
            inputs.push_back(*std::move(value));
        }
        return inputs;
    }

    Result<bool> matches(const Rule& rule, const Row& inputs) {
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto passes = noted(rule.tests[i].test(inputs[i], variables_, limits_));
            if (!passes) return tl::unexpected(passes.error());
            if (!passes->is_true()) return false;
        }
        return true;
    }

    Result<Hits> matching(const Row& inputs) {
        Hits hits;
        for (const Rule& rule : table_.rules) {
            const auto hit = matches(rule, inputs);
            if (!hit) return tl::unexpected(hit.error());
            if (*hit) hits.push_back(&rule);
            if (*hit && table_.policy == HitPolicy::first) break;
        }
        return hits;
    }

    Result<std::vector<Row>> answers(const Hits& hits) {
        std::vector<Row> rows;
        for (const Rule* rule : hits) {
            Row row;
            for (const Expression& output : rule->outputs) {
                auto value = noted(output.evaluate(variables_, limits_));
                if (!value) return tl::unexpected(value.error());
                row.push_back(*std::move(value));
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }

    /// The fallbacks if there are any; else nothing is an empty list where lists are answered.
    Result<Outcome> unanswered() {
        const bool has_fallback =
            std::ranges::any_of(table_.outputs, [](const auto& output) { return output.fallback.has_value(); });
        if (has_fallback) {
            Row row;
            for (const auto& output : table_.outputs) {
                auto value = output.fallback ? noted(output.fallback->evaluate(variables_, limits_)) : Value();
                if (!value) return tl::unexpected(value.error());
                row.push_back(*std::move(value));
            }
            return Outcome{joined(row), std::move(notes_)};
        }
        switch (table_.policy) {
            case HitPolicy::collect:
            case HitPolicy::rule_order:
            case HitPolicy::output_order: return Outcome{List(), std::move(notes_)};
            case HitPolicy::collect_count: return Outcome{0, std::move(notes_)};
            default: return nothing();
        }
    }

    [[nodiscard]] Value joined(const Row& row) const {
        if (row.size() == 1) return row.front();
        std::vector<Context::Entry> entries;
        for (std::size_t i = 0; i < row.size(); ++i) entries.emplace_back(table_.outputs[i].name, row[i]);
        return Context(std::move(entries));
    }

    [[nodiscard]] Value list_of(const std::vector<Row>& rows) const {
        std::vector<Value> values;
        for (const Row& row : rows) values.push_back(joined(row));
        return List(std::move(values));
    }

    /// Places in the orders of output values; what stands in none comes last.
    [[nodiscard]] std::vector<std::size_t> rank(const Row& row) const {
        std::vector<std::size_t> ranks;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto& order = table_.outputs[i].order;
            ranks.push_back(static_cast<std::size_t>(std::ranges::find(order, row[i]) - order.begin()));
        }
        return ranks;
    }

    [[nodiscard]] std::vector<Row> by_priority(std::vector<Row> rows) const {
        std::ranges::stable_sort(rows, {}, [this](const Row& row) { return rank(row); });
        return rows;
    }

    Value answer(const std::vector<Row>& rows) {
        switch (table_.policy) {
            case HitPolicy::unique:
                if (rows.size() == 1) return joined(rows.front());
                return note("nhiều dòng cùng khớp, mà chỉ một dòng được khớp", "several rules match, but only one may");
            case HitPolicy::any:
                if (std::ranges::all_of(rows, [&](const Row& row) { return row == rows.front(); })) {
                    return joined(rows.front());
                }
                return note("các dòng khớp trả lời khác nhau", "the rules that match say different things");
            case HitPolicy::first: return joined(rows.front());
            case HitPolicy::priority: return joined(by_priority(rows).front());
            case HitPolicy::output_order: return list_of(by_priority(rows));
            case HitPolicy::collect:
            case HitPolicy::rule_order: return list_of(rows);
            default: return aggregated(rows);
        }
    }

    /// C+, C<, C> and C#, of a single output.
    Value aggregated(const std::vector<Row>& rows) {
        if (table_.policy == HitPolicy::collect_count) return rows.size();
        Value all = rows.front().front();
        for (std::size_t i = 1; i < rows.size(); ++i) all = aggregated(all, rows[i].front());
        if (rows.front().size() == 1 && !all.is_null()) return all;
        return note("các kết quả không gộp lại được", "these outputs cannot be aggregated");
    }

    [[nodiscard]] Value aggregated(const Value& all, const Value& next) const {
        using detail::Operation;
        if (table_.policy == HitPolicy::collect_sum) return detail::arithmetic(Operation::add, all, next);
        const auto better = table_.policy == HitPolicy::collect_min ? Operation::less : Operation::greater;
        const Value replaces = detail::compare(better, next, all);
        if (replaces.is_null()) return Null{};
        return replaces.is_true() ? next : all;
    }

    const DecisionTable& table_;
    const Context& variables_;
    const Limits& limits_;
    std::vector<Note> notes_;
};

}  // namespace

std::optional<HitPolicy> parse_hit_policy(std::string_view text) {
    const auto found = std::ranges::find(policy_names, text, &PolicyName::text);
    return found == policy_names.end() ? std::nullopt : std::optional(found->policy);
}

Result<Outcome> decide(const DecisionTable& table, const Context& variables, const Limits& limits) {
    if (!is_well_formed(table)) {
        return refuse(Refusal::Reason::invalid, "feel.table-malformed",
                      {"Bảng quyết định có dòng thiếu hoặc thừa ô, hoặc không có cột kết quả",
                       "expected an entry of every rule for every column, but one is missing or too many"},
                      {"Mỗi dòng phải có đúng một ô cho mỗi cột", "give every rule one entry a column"});
    }
    return Decision(table, variables, limits).decide();
}

}  // namespace trien::feel
