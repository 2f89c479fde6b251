// SPDX-License-Identifier: Apache-2.0
// Are there people enough to keep apart what must be kept apart? (The workflow satisfiability problem.)
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/organisation/organisation.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::gate {

/// Two steps of one case that two people must do.
using Apart = std::pair<ElementId, ElementId>;

/// Who may do a step.
struct Candidates {
    ElementId step;
    std::vector<PersonId> people;
};

struct Assigned {
    ElementId step;
    PersonId person;
    bool operator==(const Assigned&) const = default;
};

/// One person for each step such that all rules hold. Nothing: there is none.
///
/// Goes through the ways to group the steps by who does them, and gives each group somebody of its own by bipartite
/// matching (pattern backtracking); exponential in the number of steps that rules name, in nothing else.
[[nodiscard]] std::optional<std::vector<Assigned>> assign(const std::vector<Candidates>& steps,
                                                          const std::vector<Apart>& rules);

/// Rules that cannot hold together, while all but any one of them can. Of rules that cannot all hold.
[[nodiscard]] std::vector<Apart> minimal_conflict(const std::vector<Candidates>& steps, std::vector<Apart> rules);

/// The rules of separation on one day.
struct SeparationDay {
    Date day{};
    std::vector<Assigned> witness;        ///< who could do what; empty when nobody can
    std::vector<Apart> conflict;          ///< why not, at least; empty when it can be done
    std::vector<PersonId> indispensable;  ///< with any one of these absent the procedure stops
};

/// Steps nobody can do on a day are left out: staffing reports them.
/// Real and effective identity are told apart only when somebody acts in another's name; here everybody acts for
/// themselves.
[[nodiscard]] SeparationDay separate(const procedure::Procedure& procedure,
                                     const organisation::Organisation& organisation,
                                     Date day);

}  // namespace trien::gate
