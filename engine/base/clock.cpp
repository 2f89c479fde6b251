// SPDX-License-Identifier: Apache-2.0
#include "engine/base/clock.hpp"

namespace trien {

Instant SystemClock::now() const {
    return Instant(std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()));
}

Stopwatch::Stopwatch() : begin_(std::chrono::steady_clock::now()) {}

std::chrono::microseconds Stopwatch::elapsed() const {
    return std::chrono::ceil<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin_);
}

}  // namespace trien
