// SPDX-License-Identifier: Apache-2.0
// Who does each step and who answers for it, on every day the procedure is in force.
#pragma once

#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/organisation/organisation.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::gate {

/// Days on which nobody holds a role.
struct Vacancy {
    RoleId role;
    organisation::Period days;  ///< without a last day: from then on
    bool operator==(const Vacancy&) const = default;
};

/// A row of the matrix of responsibility.
struct StaffingRow {
    ElementId step;
    RoleId lead;
    RoleId answering;
    std::vector<RoleId> supporting;
    std::vector<RoleId> consulted;
    std::vector<RoleId> informed;
    std::vector<PersonId> holders;       ///< of the lead, on the first day
    std::vector<std::string> positions;  ///< those that have the lead's role, on the first day
    std::vector<Vacancy> vacancies;      ///< of the lead and of who answers
};

/// The first days of all stretches in which nobody's post changes, within the days the procedure is in force: the
/// office is the same on every other day as on one of these.
/// @param not_before  looks at no day before this one, if it lies within; nothing: from the first day in force.
[[nodiscard]] std::vector<Date> days_of_change(const procedure::Control& control,
                                               const organisation::Organisation& organisation,
                                               std::optional<Date> not_before);

[[nodiscard]] std::vector<StaffingRow> staff(const procedure::Procedure& procedure,
                                             const organisation::Organisation& organisation,
                                             const std::vector<Date>& days);

}  // namespace trien::gate
