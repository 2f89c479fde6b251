// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/base/json.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure {

/// The controlled document as plain Vietnamese text, in the section order of the model frame (Decision 101/QĐ-BKHCN):
/// header, change log, 1 purpose … 7 records.
/// @param library  for the names of roles and fees; ids are shown without it.
[[nodiscard]] std::string describe(const Procedure& procedure, const Library* library = nullptr);

/// The same content for programs, schema "trien/procedure/1". Holds no floating-point number.
[[nodiscard]] Json to_json(const Procedure& procedure);

}  // namespace trien::procedure
