// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trien {

/// A calendar day in the office's zone.
using Date = std::chrono::year_month_day;

/// The zone of every Vietnamese office: UTC+7, no summer time (Decree 134/2002/NĐ-CP UNVERIFIED article).
inline constexpr std::chrono::minutes vietnam_offset{7 * 60};

/// A point in time with the zone it was read in. Order and equality of two instants look at the point only.
class Instant {
  public:
    using Point = std::chrono::sys_time<std::chrono::microseconds>;

    Instant() = default;
    explicit Instant(Point utc, std::chrono::minutes offset = vietnam_offset) : utc_(utc), offset_(offset) {}
    /// The instant of a wall-clock reading in a zone.
    static Instant of(Date date, std::chrono::microseconds time_of_day, std::chrono::minutes offset = vietnam_offset);

    [[nodiscard]] Point utc() const { return utc_; }
    [[nodiscard]] std::chrono::minutes offset() const { return offset_; }
    [[nodiscard]] Date date() const;
    /// Since local midnight.
    [[nodiscard]] std::chrono::microseconds time_of_day() const;

    /// RFC 3339 with the offset: "2026-11-23T09:00:00+07:00"; microseconds only when there are any.
    [[nodiscard]] std::string text() const;
    /// Reads RFC 3339 (an offset is required). Nothing if the text is not one.
    static std::optional<Instant> parse(std::string_view text);

    friend bool operator==(const Instant& a, const Instant& b) { return a.utc_ == b.utc_; }
    friend auto operator<=>(const Instant& a, const Instant& b) { return a.utc_ <=> b.utc_; }

  private:
    Point utc_;
    std::chrono::minutes offset_ = vietnam_offset;
};

/// "2026-11-23".
[[nodiscard]] std::string text(Date date);
/// "23/11/2026", the form people read.
[[nodiscard]] std::string vietnamese_text(Date date);
/// Reads "2026-11-23" (ISO 8601). Nothing if it is not a day of the calendar.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

}  // namespace trien
