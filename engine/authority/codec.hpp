// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/authority/decision.hpp"
#include "engine/base/json.hpp"

namespace trien::authority {

/// Stable names of event types in the journal.
[[nodiscard]] std::string type_of(const InstrumentEvent& event);
[[nodiscard]] Json to_json(const InstrumentEvent& event);
/// @throws Error(Fault::input) for an unknown type or a malformed body.
[[nodiscard]] InstrumentEvent instrument_event(const std::string& type, const Json& body);

[[nodiscard]] Json to_json(const Instrument& instrument);
[[nodiscard]] Instrument instrument_from(const Json& json);
[[nodiscard]] Json to_json(const Decision& decision);

}  // namespace trien::authority
