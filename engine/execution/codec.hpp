// SPDX-License-Identifier: Apache-2.0
// Events and states in canonical JSON (engine/base/json). What stands at its usual value is left out.
#pragma once

#include "engine/base/canonical.hpp"
#include "engine/execution/state.hpp"

namespace trien::execution {

/// The version of the forms below. A changed meaning gets a new number; readers of old numbers stay.
inline constexpr int codec_version = 1;

/// {"event": "entered", "scope": 1, "node": "a", …}
[[nodiscard]] Canonical to_canonical(const Event& event);
/// @throws Error(Fault::input) for what to_canonical does not write.
[[nodiscard]] Event event_from_json(const Json& json);

/// {"version": 1, "status": "running", "last": 9, "items": […], "waits": […]}
[[nodiscard]] Canonical to_canonical(const State& state);
/// @throws Error(Fault::input) for what to_canonical does not write.
[[nodiscard]] State state_from_json(const Json& json);

}  // namespace trien::execution
