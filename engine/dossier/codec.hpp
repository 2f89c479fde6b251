// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "engine/base/canonical.hpp"
#include "engine/dossier/dossier.hpp"

namespace trien::dossier {

/// Personal values of an event, by field name; the body holds none of them.
using Personal = std::map<std::string, std::string>;

/// Stable names of event types in the journal ("dossier.opened").
[[nodiscard]] std::string type_of(const DossierEvent& event);
[[nodiscard]] Canonical to_canonical(const DossierEvent& event);
[[nodiscard]] Personal personal_of(const DossierEvent& event);

/// @param personal  what could be opened; a destroyed value comes back empty.
/// @throws Error(Fault::input) for an unknown type or a malformed body.
[[nodiscard]] DossierEvent dossier_event(const std::string& type, const Json& body, const Personal& personal);

/// The case for people and programs that read (schema trien.dossier/1).
[[nodiscard]] Json to_json(const Dossier& dossier);

/// What a command on a case answers (schema trien.dossier-answer/1): where the case stands now. Answers are stored in
/// clear, so it names nobody.
[[nodiscard]] Canonical answer_of(const Dossier& dossier);

}  // namespace trien::dossier
