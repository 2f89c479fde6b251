// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"

namespace trien::calendar {

/// "thứ Tư 25/11/2026" / "Wednesday 2026-11-25".
[[nodiscard]] Message day_and_date(Date date);

/// "17:00 thứ Tư 25/11/2026" / "17:00 on Wednesday 2026-11-25", in Vietnam's zone.
[[nodiscard]] Message moment_text(Instant instant);

}  // namespace trien::calendar
