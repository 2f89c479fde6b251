// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <variant>

#include "engine/base/message.hpp"
#include "engine/calendar/span.hpp"

namespace trien::calendar {

/// How much of a span was used or is left: office time for spans in hours and half days, else whole days of its unit.
using Amount = std::variant<std::chrono::microseconds, Span>;

/// "01 ngày làm việc 4 giờ", "02 ngày làm việc", "03 ngày". Office time is cut to whole minutes.
[[nodiscard]] Message amount_text(const Amount& amount);

}  // namespace trien::calendar
