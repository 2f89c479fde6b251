// SPDX-License-Identifier: Apache-2.0
// The parts of the gate: each adds what it finds to the report.
#pragma once

#include <string>

#include "engine/gate/gate.hpp"

namespace trien::gate::detail {

void report_soundness(const execution::Net& net, Report& report);
void report_choices(const procedure::Procedure& procedure, const execution::Net& net, Report& report);
void report_times(const procedure::Procedure& procedure, Report& report);
void report_staffing(const procedure::Procedure& procedure,
                     const execution::Net& net,
                     const World& world,
                     Report& report);
void report_separation(const procedure::Procedure& procedure, const World& world, Report& report);
void report_references(const procedure::Procedure& procedure, const World& world, Report& report);
void report_document(const procedure::Procedure& procedure, const World& world, Report& report);

/// The first day the gate looks at: the first in force, or today if that is later.
[[nodiscard]] Date first_day(const procedure::Procedure& procedure, const World& world);
/// "bước 2 “Thẩm tra”" / "step 2 “Thẩm tra”"
[[nodiscard]] Message named(const procedure::Step& step);
/// The same of an id; the id itself where no step has it.
[[nodiscard]] Message named_step(const procedure::Procedure& procedure, const ElementId& id);
/// The role's name, or its id without a library.
[[nodiscard]] Message named_role(const World& world, const RoleId& role);
[[nodiscard]] std::string named_person(const World& world, const PersonId& person);

}  // namespace trien::gate::detail
