// SPDX-License-Identifier: Apache-2.0
// The gate a procedure passes before it is put in force.
#pragma once

#include <optional>
#include <vector>

#include "engine/calendar/work_calendar.hpp"
#include "engine/gate/report.hpp"
#include "engine/organisation/organisation.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::gate {

/// What a procedure is checked against. Checks that need a missing part are skipped, and the report says so.
struct World {
    const procedure::Library* library = nullptr;
    const organisation::Organisation* organisation = nullptr;
    const calendar::WorkCalendar* calendar = nullptr;
    /// The other procedures in force.
    std::optional<std::vector<const procedure::Procedure*>> issued;
    /// Today: what held only before it is not looked at. Nothing: all days from the first in force.
    std::optional<Date> on;
};

/// Checks soundness, time, staffing, separation, references and the document itself. Always finds everything, never the
/// first fault only. Pure: the same arguments give the same report.
[[nodiscard]] Report check(const procedure::Procedure& procedure, const World& world);

}  // namespace trien::gate
