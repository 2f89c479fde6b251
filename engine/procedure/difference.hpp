// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/ids.hpp"
#include "engine/base/json.hpp"
#include "engine/base/message.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure {

/// One place where two issues of a procedure differ. Things are matched by what names them: steps, nodes, flows, ends,
/// components, forms and times by id, references by number, terms and records by name.
struct Difference {
    /// Names from the whole to the part: {"steps", "examine", "role"}.
    std::vector<std::string> path;
    Json before;  ///< null: it was not there, or was nothing
    Json after;   ///< null: it is no longer there, or is nothing
    /// What the diagram can show of it.
    std::vector<ElementId> elements;
};

/// Everything two issues say or do differently, in a fixed order; their drawing and their bytes are not compared.
/// Something new or gone is one difference, not one for each of its parts.
[[nodiscard]] std::vector<Difference> differences(const Procedure& before, const Procedure& after);

/// The differences as people read them, one a line.
/// @param library  for the names of roles; ids are given without it.
[[nodiscard]] Message text_of(const std::vector<Difference>& differences, const Library* library = nullptr);

/// The differences as a table, schema "trien.procedure-diff/1". Paths are JSON pointers (RFC 6901).
[[nodiscard]] Json to_json(const std::vector<Difference>& differences);

/// What a member is called for people; the member itself when there is no name for it.
[[nodiscard]] Message name_of_member(const std::string& member);

}  // namespace trien::procedure
