// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "engine/base/instant.hpp"

namespace trien {

/// Where the present comes from. The engine asks it once per command and records the answer in the events.
class Clock {
  public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock, read in Vietnam's zone.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override;
};

/// A clock that stands still until told: for tests, demonstrations and replays.
class FixedClock final : public Clock {
  public:
    explicit FixedClock(Instant now) : now_(now) {}
    [[nodiscard]] Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }

  private:
    Instant now_;
};

/// How long something took, whatever the machine's clock is set to meanwhile. For whoever watches the program; nothing
/// is ever decided by it.
class Stopwatch {
  public:
    Stopwatch();
    [[nodiscard]] std::chrono::microseconds elapsed() const;

  private:
    std::chrono::steady_clock::time_point begin_;
};

}  // namespace trien
