// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/amount.hpp"

#include "engine/base/overloaded.hpp"

namespace trien::calendar {

Message amount_text(const Amount& amount) {
    return std::visit(Overloaded{[](std::chrono::microseconds office) {
                                     return working_time_text(std::chrono::floor<std::chrono::minutes>(office));
                                 },
                                 [](const Span& days) { return span_text(days); }},
                      amount);
}

}  // namespace trien::calendar
