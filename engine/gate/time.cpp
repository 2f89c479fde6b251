// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/time.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/execution/rules.hpp"

namespace trien::gate {

using execution::Net;
using execution::NodeIndex;
using execution::nothing;
using procedure::Procedure;
using procedure::Step;

namespace {

using Amount = std::int64_t;
/// Which of the cells that span several steps were counted on the way so far, one bit each.
using Counted = std::uint64_t;

constexpr Amount minutes_a_day = 8 * 60;  // QĐ 101/QĐ-BKHCN, note to the step table

// --- units -----------------------------------------------------------------------------------------------------------

std::optional<Amount> office_minutes(const calendar::Span& span) {
    const auto minutes = calendar::working_minutes(span);
    if (!minutes) return std::nullopt;
    return minutes->count();
}

std::optional<Amount> calendar_days(const calendar::Span& span) {
    if (span.unit != calendar::Unit::calendar_day) return std::nullopt;
    return span.amount;
}

using Measure = std::optional<Amount> (*)(const calendar::Span&);

std::optional<Amount> sum(const std::vector<calendar::Span>& spans, Measure measure) {
    Amount total = 0;
    for (const calendar::Span& span : spans) {
        const auto amount = measure(span);
        if (!amount) return std::nullopt;
        total += *amount;
    }
    return total;
}

/// The least office time any stretch of so many days holds, among those that begin after a day of the calendar.
std::optional<Amount> least_office_minutes(const calendar::WorkCalendar& calendar, Amount days) {
    const std::chrono::sys_days first = calendar.first();
    const std::chrono::sys_days last = calendar.last();
    std::vector<Amount> worked_before{0};
    for (auto day = first; day <= last; day += std::chrono::days(1)) {
        worked_before.push_back(worked_before.back() + (calendar.is_working(day) ? 1 : 0));
    }
    const auto window = static_cast<std::size_t>(days);
    if (days < 0 || window >= worked_before.size()) return std::nullopt;
    Amount least = std::numeric_limits<Amount>::max();
    for (std::size_t i = window; i < worked_before.size(); ++i) {
        least = std::min(least, worked_before[i] - worked_before[i - window]);
    }
    return least * minutes_a_day;
}

// --- ways ------------------------------------------------------------------------------------------------------------

/// A net without its ways back, each node with its time.
class Ways {
  public:
    Ways(const Procedure& procedure, const Net& net, const std::string& time_case, Measure measure)
        : net_(net), amount_(net.nodes.size(), 0), cell_(net.nodes.size(), 0), next_(net.nodes.size()) {
        find_times(procedure, time_case, measure);
        seen_.assign(net.nodes.size(), 0);
        for (const execution::Scope& scope : net.scopes) {
            for (const NodeIndex node : scope.nodes) {
                if (net.incoming(node).empty()) cut_ways_back(node);
            }
        }
        for (NodeIndex node = 0; node < net.nodes.size(); ++node) cut_ways_back(node);
    }

    [[nodiscard]] Amount shortest() { return shortest_in(0); }
    /// The longest way through a node; `nothing`: the longest of all. `steps` gets the nodes with a time on it.
    [[nodiscard]] Amount longest(NodeIndex through, std::vector<NodeIndex>* steps = nullptr) {
        through_ = through;
        memory_.clear();
        Amount most = impossible;
        NodeIndex first = nothing;
        for (const NodeIndex start : starts_of(0)) {
            const Amount amount = longest_from(start, 0, through == nothing);
            if (amount > most) first = start;
            most = std::max(most, amount);
        }
        if (steps != nullptr && first != nothing) collect(first, *steps);
        return std::max<Amount>(most, 0);
    }
    /// The longest way forward from one node to another, both counted. A cell that spans several steps counts once in a
    /// case, so it adds nothing when they are done again.
    [[nodiscard]] Amount longest_between(NodeIndex from, NodeIndex to) {
        std::map<NodeIndex, Amount> memory;
        return between(from, to, memory);
    }

  private:
    static constexpr Amount impossible = std::numeric_limits<Amount>::min() / 2;

    struct Key {
        NodeIndex node;
        Counted counted;
        bool passed;
        auto operator<=>(const Key&) const = default;
    };
    struct Best {
        Amount amount;
        NodeIndex next;
    };

    void find_times(const Procedure& procedure, const std::string& time_case, Measure measure) {
        std::map<std::string, int> spans;
        for (const Step& step : procedure.steps) {
            if (const auto* group = procedure.time_of(step, time_case)) ++spans[group->id];
        }
        std::map<std::string, Counted> bits;
        for (const Step& step : procedure.steps) {
            const auto* group = procedure.time_of(step, time_case);
            const NodeIndex node = net_.find(step.id);
            if (group == nullptr || node == nothing) continue;
            amount_[node] = measure(group->time).value_or(0);
            // More cells than bits would count in full at each step: the answer errs on the long side.
            if (spans[group->id] > 1 && bits.size() < 64) {
                cell_[node] = bits.try_emplace(group->id, Counted{1} << bits.size()).first->second;
            }
        }
    }

    /// Depth first; what leads back to a node on the way to it is a way back.
    void cut_ways_back(NodeIndex root) {
        constexpr int on_the_way = 1;
        constexpr int done = 2;
        if (seen_[root] != 0) return;
        std::vector<std::pair<NodeIndex, std::size_t>> open{{root, 0}};
        seen_[root] = on_the_way;
        while (!open.empty()) {
            const NodeIndex node = open.back().first;
            const std::vector<NodeIndex> all = following(node);
            if (open.back().second == all.size()) {
                seen_[node] = done;
                open.pop_back();
                continue;
            }
            const NodeIndex next = all[open.back().second++];
            if (seen_[next] != on_the_way) next_[node].push_back(next);
            if (seen_[next] != 0) continue;
            seen_[next] = on_the_way;
            open.emplace_back(next, 0);
        }
    }

    [[nodiscard]] std::vector<NodeIndex> following(NodeIndex node) const {
        std::vector<NodeIndex> all;
        for (const auto flow : net_.outgoing(node)) all.push_back(net_.flows[flow].target);
        const auto& boundaries = net_.node(node).boundaries;
        all.insert(all.end(), boundaries.begin(), boundaries.end());
        if (net_.node(node).link_target != nothing) all.push_back(net_.node(node).link_target);
        return all;
    }

    [[nodiscard]] std::vector<NodeIndex> starts_of(execution::ScopeIndex scope) const {
        std::vector<NodeIndex> starts = net_.scopes[scope].starts;
        if (scope == 0) {
            const auto& more = net_.scopes[scope].triggered_starts;
            starts.insert(starts.end(), more.begin(), more.end());
        }
        return starts;
    }

    /// What a node adds to a way on which some cells were counted; the inside of a sub-process is a way of its own.
    [[nodiscard]] Amount own_time(NodeIndex node, Counted counted) {
        if ((cell_[node] & counted) != 0) return 0;
        const auto body = net_.node(node).body;
        if (body == nothing) return amount_[node];
        Amount most = 0;
        for (const NodeIndex start : starts_of(body)) most = std::max(most, longest_from(start, counted, true));
        return amount_[node] + most;
    }

    Amount longest_from(NodeIndex node, Counted counted, bool passed) {
        passed = passed || node == through_;
        const Key key{node, counted, passed};
        if (const auto known = memory_.find(key); known != memory_.end()) return known->second.amount;
        Best best{next_[node].empty() && passed ? Amount{0} : impossible, nothing};
        for (const NodeIndex next : next_[node]) {
            const Amount amount = longest_from(next, counted | cell_[node], passed);
            if (amount > best.amount) best = {amount, next};
        }
        best.amount += own_time(node, counted);
        memory_.insert_or_assign(key, best);
        return best.amount;
    }

    void collect(NodeIndex node, std::vector<NodeIndex>& steps) {
        Counted counted = 0;
        while (node != nothing) {
            if (amount_[node] > 0) steps.push_back(node);
            const NodeIndex next = memory_.at({node, counted, true}).next;
            counted |= cell_[node];
            node = next;
        }
    }

    /// Parallel branches all have to be done; of any other split the shortest way counts.
    Amount shortest_in(execution::ScopeIndex scope) {
        std::map<std::pair<NodeIndex, Counted>, Amount> memory;
        Amount least = std::numeric_limits<Amount>::max();
        for (const NodeIndex start : starts_of(scope)) least = std::min(least, shortest_from(start, 0, memory));
        return starts_of(scope).empty() ? 0 : least;
    }

    Amount shortest_from(NodeIndex node, Counted counted, std::map<std::pair<NodeIndex, Counted>, Amount>& memory) {
        const auto known = memory.find({node, counted});
        if (known != memory.end()) return known->second;
        const bool is_parallel = execution::split_of(net_, node) == execution::Split::all;
        std::optional<Amount> rest;
        for (const NodeIndex next : next_[node]) {
            const Amount amount = shortest_from(next, counted | cell_[node], memory);
            const bool is_boundary = net_.node(next).kind == bpmn::NodeKind::boundary_event;
            if (!rest)
                rest = amount;
            else
                rest = is_parallel && !is_boundary ? std::max(*rest, amount) : std::min(*rest, amount);
        }
        const bool counts = (cell_[node] & counted) == 0;
        const auto body = net_.node(node).body;
        const Amount inside = body == nothing ? 0 : shortest_in(body);
        const Amount total = rest.value_or(0) + (counts ? amount_[node] : 0) + inside;
        memory.emplace(std::pair{node, counted}, total);
        return total;
    }

    Amount between(NodeIndex node, NodeIndex to, std::map<NodeIndex, Amount>& memory) {
        const Amount own = cell_[node] == 0 ? amount_[node] : 0;
        if (node == to) return own;
        if (const auto known = memory.find(node); known != memory.end()) return known->second;
        Amount most = impossible;
        for (const NodeIndex next : next_[node]) most = std::max(most, between(next, to, memory));
        memory.emplace(node, most + own);
        return most + own;
    }

    const Net& net_;
    std::vector<Amount> amount_;
    std::vector<Counted> cell_;
    std::vector<std::vector<NodeIndex>> next_;
    std::vector<int> seen_;
    std::map<Key, Best> memory_;
    NodeIndex through_ = nothing;
};

/// The time all returns add that the steps allow. Nothing where a return has no limit.
std::optional<Amount> time_of_returns(const Procedure& procedure, const Net& net, Ways& ways) {
    Amount total = 0;
    for (const Step& step : procedure.steps) {
        const auto* allowed = Procedure::allowed(step, procedure::Outcome::returned);
        if (allowed == nullptr || !allowed->back_to) continue;
        if (!allowed->times_at_most) return std::nullopt;
        const NodeIndex from = net.find(*allowed->back_to);
        const NodeIndex to = net.find(step.id);
        if (from == nothing || to == nothing) continue;
        total += *allowed->times_at_most * std::max<Amount>(ways.longest_between(from, to), 0);
    }
    return total;
}

std::vector<calendar::Span> times_of(const Procedure& procedure, const std::string& time_case) {
    std::vector<calendar::Span> times;
    for (const Step& step : procedure.steps) {
        if (const auto* group = procedure.time_of(step, time_case)) times.push_back(group->time);
    }
    return times;
}

void set_slack(TimePlan& plan, const Procedure& procedure, const Net& net, Ways& ways) {
    for (const Step& step : procedure.steps) {
        NodeIndex node = net.find(step.id);
        if (node == nothing) continue;
        // A step inside a sub-process can end later as far as the sub-process can.
        while (net.scopes[net.node(node).scope].owner != nothing) node = net.scopes[net.node(node).scope].owner;
        plan.slack.push_back({step.id, *plan.limit - ways.longest(node)});
    }
}

TimePlan plan_column(const Procedure& procedure,
                     const Net& net,
                     const procedure::TimeColumn& column,
                     const calendar::WorkCalendar* calendar) {
    TimePlan plan;
    plan.time_case = column.time_case;
    const auto times = times_of(procedure, column.time_case.id);
    const bool in_office_time = sum(times, office_minutes).has_value();
    const Measure measure = in_office_time ? office_minutes : calendar_days;
    plan.unit = in_office_time ? TimePlan::Unit::office_minutes : TimePlan::Unit::calendar_days;
    if (!column.limit.empty()) plan.limit = sum(column.limit, measure);
    const auto days = sum(column.limit, calendar_days);
    const bool needs_calendar = !column.limit.empty() && !plan.limit;
    if (needs_calendar && in_office_time && days && calendar != nullptr) {
        plan.limit = least_office_minutes(*calendar, *days);
    }
    plan.is_mixed = !sum(times, measure) || (needs_calendar && !plan.limit);
    if (!sum(times, measure)) return plan;

    Ways ways(procedure, net, column.time_case.id, measure);
    std::vector<NodeIndex> longest;
    plan.best = ways.shortest();
    plan.typical = ways.longest(nothing, &longest);
    for (const NodeIndex node : longest) plan.longest.push_back(net.node(node).id);
    if (const auto returns = time_of_returns(procedure, net, ways)) plan.worst = plan.typical + *returns;
    if (plan.limit) set_slack(plan, procedure, net, ways);
    return plan;
}

}  // namespace

std::vector<TimePlan> plan_times(const Procedure& procedure, const Net& net, const calendar::WorkCalendar* calendar) {
    std::vector<TimePlan> plans;
    for (const procedure::TimeColumn& column : procedure.time_columns()) {
        plans.push_back(plan_column(procedure, net, column, calendar));
    }
    return plans;
}

Message amount_text(const TimePlan& plan, std::int64_t amount) {
    if (plan.unit == TimePlan::Unit::office_minutes) return calendar::working_time_text(std::chrono::minutes(amount));
    return calendar::span_text({static_cast<std::int32_t>(amount), calendar::Unit::calendar_day});
}

Message case_text(const procedure::TimeCase& time_case) {
    // Headings of columns often say "trường hợp" themselves.
    if (time_case.name.starts_with("trường hợp")) return {time_case.name, time_case.name};
    if (!time_case.name.empty()) return {fmt::format("trường hợp {}", time_case.name), time_case.name};
    if (time_case.id == procedure::standard_case) return {"trường hợp thường", "the standard case"};
    return {fmt::format("trường hợp “{}”", time_case.id), fmt::format("the case “{}”", time_case.id)};
}

}  // namespace trien::gate
