// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/separation.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace trien::gate {

namespace {

using People = std::vector<PersonId>;

bool contains(const People& people, const PersonId& person) {
    return std::ranges::find(people, person) != people.end();
}

People in_both(const People& a, const People& b) {
    People both;
    std::ranges::copy_if(a, std::back_inserter(both), [&](const PersonId& person) { return contains(b, person); });
    return both;
}

/// Steps one person does.
struct Group {
    std::vector<std::size_t> steps;
    People people;  ///< who may do all of them
};

/// Gives every group somebody of its own (Kuhn's algorithm).
class Matching {
  public:
    explicit Matching(const std::vector<Group>& groups) : groups_(groups) {}

    bool find() {
        for (std::size_t group = 0; group < groups_.size(); ++group) {
            std::set<PersonId> tried;
            if (!place(group, tried)) return false;
        }
        return true;
    }
    [[nodiscard]] const std::map<PersonId, std::size_t>& group_of() const { return group_of_; }

  private:
    bool place(std::size_t group, std::set<PersonId>& tried) {
        for (const PersonId& person : groups_[group].people) {
            if (!tried.insert(person).second) continue;
            const auto taken = group_of_.find(person);
            if (taken != group_of_.end() && !place(taken->second, tried)) continue;
            group_of_.insert_or_assign(person, group);
            return true;
        }
        return false;
    }

    const std::vector<Group>& groups_;
    std::map<PersonId, std::size_t> group_of_;
};

/// Puts the steps that rules name into groups, one step after the other.
class Patterns {
  public:
    Patterns(const std::vector<Candidates>& steps, const std::vector<Apart>& rules)
        : steps_(steps), apart_(steps.size()) {
        for (const auto& [a, b] : rules) {
            const auto first = index_of(a);
            const auto second = index_of(b);
            if (!first || !second) continue;
            apart_[*first].insert(*second);
            apart_[*second].insert(*first);
        }
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!apart_[i].empty()) ruled_.push_back(i);
        }
        // Those with the least choice first: a dead end shows early.
        std::ranges::stable_sort(ruled_, {}, [&](std::size_t i) { return steps_[i].people.size(); });
    }

    std::optional<std::vector<Assigned>> find() {
        const bool is_staffed =
            std::ranges::none_of(steps_, [](const Candidates& step) { return step.people.empty(); });
        if (!is_staffed || !extend(0)) return std::nullopt;
        Matching matching(groups_);
        if (!matching.find()) return std::nullopt;
        std::map<std::size_t, PersonId> person_of;
        for (const auto& [person, group] : matching.group_of()) {
            for (const std::size_t step : groups_[group].steps) person_of.emplace(step, person);
        }
        std::vector<Assigned> witness;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            const auto found = person_of.find(i);
            witness.push_back({steps_[i].step, found == person_of.end() ? steps_[i].people.front() : found->second});
        }
        return witness;
    }

  private:
    [[nodiscard]] std::optional<std::size_t> index_of(const ElementId& step) const {
        const auto found = std::ranges::find(steps_, step, &Candidates::step);
        if (found == steps_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - steps_.begin());
    }

    /// Places ruled_[at] and all after it. A group only grows, so what cannot be matched now never can.
    bool extend(std::size_t at) {
        if (!Matching(groups_).find()) return false;
        if (at == ruled_.size()) return true;
        const std::size_t step = ruled_[at];
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            const bool clashes =
                std::ranges::any_of(groups_[i].steps, [&](std::size_t other) { return apart_[step].contains(other); });
            People people = in_both(groups_[i].people, steps_[step].people);
            if (clashes || people.empty()) continue;
            std::swap(groups_[i].people, people);
            groups_[i].steps.push_back(step);
            if (extend(at + 1)) return true;
            groups_[i].steps.pop_back();
            std::swap(groups_[i].people, people);
        }
        groups_.push_back({{step}, steps_[step].people});
        if (extend(at + 1)) return true;
        groups_.pop_back();
        return false;
    }

    const std::vector<Candidates>& steps_;
    std::vector<std::set<std::size_t>> apart_;
    std::vector<std::size_t> ruled_;
    std::vector<Group> groups_;
};

std::vector<Apart> rules_of(const procedure::Procedure& procedure) {
    std::vector<Apart> rules;
    for (const procedure::Step& step : procedure.steps) {
        for (const procedure::Separation& separation : step.separate_from) rules.emplace_back(step.id, separation.from);
    }
    return rules;
}

std::vector<Candidates> without(std::vector<Candidates> steps, const PersonId& person) {
    for (Candidates& step : steps) std::erase(step.people, person);
    return steps;
}

}  // namespace

std::optional<std::vector<Assigned>> assign(const std::vector<Candidates>& steps, const std::vector<Apart>& rules) {
    return Patterns(steps, rules).find();
}

std::vector<Apart> minimal_conflict(const std::vector<Candidates>& steps, std::vector<Apart> rules) {
    for (std::size_t i = rules.size(); i-- > 0;) {
        std::vector<Apart> fewer = rules;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        if (!assign(steps, fewer)) rules = std::move(fewer);
    }
    return rules;
}

SeparationDay separate(const procedure::Procedure& procedure,
                       const organisation::Organisation& organisation,
                       Date day) {
    SeparationDay result;
    result.day = day;
    const std::vector<Apart> rules = rules_of(procedure);
    std::vector<Candidates> steps;
    std::set<PersonId> everybody;
    for (const procedure::Step& step : procedure.steps) {
        Candidates candidates{step.id, organisation.holders(step.role, day)};
        if (candidates.people.empty()) continue;
        everybody.insert(candidates.people.begin(), candidates.people.end());
        steps.push_back(std::move(candidates));
    }
    if (auto witness = assign(steps, rules)) {
        result.witness = *std::move(witness);
        for (const PersonId& person : everybody) {
            if (!assign(without(steps, person), rules)) result.indispensable.push_back(person);
        }
    } else {
        result.conflict = minimal_conflict(steps, rules);
    }
    return result;
}

}  // namespace trien::gate
