// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/feel/temporal.hpp"

namespace trien::feel {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// Reads a text from front to back; after the first failure every answer is empty.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool take(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// Exactly two digits, less than `limit`.
    std::optional<int> two_digits(int limit) {
        if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return std::nullopt;
        const int value = (rest_[0] - '0') * 10 + rest_[1] - '0';
        rest_.remove_prefix(2);
        return value < limit ? std::optional(value) : std::nullopt;
    }
    /// One to eighteen digits.
    std::optional<std::int64_t> digits() {
        std::int64_t value = 0;
        std::size_t count = 0;
        for (; count < rest_.size() && is_digit(rest_[count]); ++count) {
            if (count == 18) return std::nullopt;
            value = value * 10 + (rest_[count] - '0');
        }
        rest_.remove_prefix(count);
        return count == 0 ? std::nullopt : std::optional(value);
    }
    /// What follows a decimal point: one to six digits.
    std::optional<microseconds> fraction() {
        const std::size_t before = rest_.size();
        const auto value = digits();
        const std::size_t count = before - rest_.size();
        if (!value || count > 6) return std::nullopt;
        std::int64_t scaled = *value;
        for (std::size_t i = count; i < 6; ++i) scaled *= 10;
        return microseconds(scaled);
    }
    [[nodiscard]] std::string_view rest() const { return rest_; }

  private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    std::string_view rest_;
};

std::optional<microseconds> time_of_day(Reader& in) {
    const auto h = in.two_digits(24);
    if (!h || !in.take(':')) return std::nullopt;
    const auto m = in.two_digits(60);
    if (!m || !in.take(':')) return std::nullopt;
    const auto s = in.two_digits(60);
    if (!s) return std::nullopt;
    const microseconds whole = hours(*h) + minutes(*m) + seconds(*s);
    if (!in.take('.')) return whole;
    const auto fraction = in.fraction();
    if (!fraction) return std::nullopt;
    return whole + *fraction;
}

/// The names of zones whose offset every edition of the zone data base tells alike.
std::optional<minutes> named_zone(std::string_view name) {
    if (name == "UTC" || name == "Etc/UTC") return minutes(0);
    if (name == "Asia/Ho_Chi_Minh") return vietnam_offset;
    return std::nullopt;
}

/// "+07:00" after its sign.
std::optional<minutes> hours_and_minutes(Reader& in) {
    const auto h = in.two_digits(15);
    if (!h || !in.take(':')) return std::nullopt;
    const auto m = in.two_digits(60);
    if (!m || !in.rest().empty() || (*h == 14 && *m > 0)) return std::nullopt;
    return hours(*h) + minutes(*m);
}

/// The zone, to the end of the text. Outer nothing: not a zone; inner nothing: none told.
std::optional<Offset> zone(Reader& in) {
    if (in.rest().empty()) return Offset();
    if (in.rest() == "Z") return Offset(minutes(0));
    std::optional<minutes> offset;
    if (in.take('@')) {
        offset = named_zone(in.rest());
    } else if (in.take('+')) {
        offset = hours_and_minutes(in);
    } else if (in.take('-')) {
        offset = hours_and_minutes(in);
        if (offset) offset = -*offset;
    }
    if (!offset) return std::nullopt;
    return Offset(offset);
}

/// Takes a number and one of the letters, each at most once and in their order.
/// @param units  the letters still allowed; those passed over are taken away.
std::optional<std::pair<char, std::int64_t>> part(Reader& in, std::string_view& units) {
    const auto amount = in.digits();
    if (!amount || in.rest().empty()) return std::nullopt;
    const char letter = in.rest().front();
    const std::size_t at = units.find(letter);
    if (at == std::string_view::npos) return std::nullopt;
    units.remove_prefix(at + 1);
    in.take(letter);
    return std::pair(letter, *amount);
}

std::string fraction_text(microseconds within_second) {
    if (within_second.count() == 0) return "";
    std::string text = fmt::format(".{:06}", within_second.count());
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

std::string offset_text(const Offset& offset) {
    if (!offset) return "";
    if (offset->count() == 0) return "Z";
    const minutes size = std::chrono::abs(*offset);
    return fmt::format("{}{:02}:{:02}", *offset < minutes(0) ? '-' : '+', size / hours(1), (size % hours(1)).count());
}

/// Adds `amount` units to a length. False if it does not fit.
bool extend(std::int64_t& length, std::int64_t amount, std::int64_t unit) {
    std::int64_t product = 0;
    return !__builtin_mul_overflow(amount, unit, &product) && !__builtin_add_overflow(length, product, &length);
}

bool extend(microseconds& length, std::int64_t amount, microseconds unit) {
    std::int64_t count = length.count();
    if (!extend(count, amount, unit.count())) return false;
    length = microseconds(count);
    return true;
}

microseconds unit_of(char letter) {
    switch (letter) {
        case 'D': return days(1);
        case 'H': return hours(1);
        case 'M': return minutes(1);
        default: return seconds(1);
    }
}

/// "1H30M0.5S", the part after T.
bool read_time_part(Reader& in, microseconds& length) {
    std::string_view units = "HMS";
    do {
        // A fraction belongs to seconds, whose letter comes after it.
        Reader ahead = in;
        const auto whole = ahead.digits();
        if (whole && ahead.take('.')) {
            const auto fraction = ahead.fraction();
            if (!fraction || !ahead.take('S') || !ahead.rest().empty() || units.empty()) return false;
            in = ahead;
            return extend(length, *whole, seconds(1)) && extend(length, fraction->count(), microseconds(1));
        }
        const auto read = part(in, units);
        if (!read || !extend(length, read->second, unit_of(read->first))) return false;
    } while (!in.rest().empty());
    return true;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    const auto date = trien::parse_date(text);
    if (!date || !is_in_range(*date)) return std::nullopt;
    return date;
}

std::optional<Time> parse_time(std::string_view text) {
    Reader in(text);
    const auto reading = time_of_day(in);
    if (!reading) return std::nullopt;
    const auto offset = zone(in);
    if (!offset) return std::nullopt;
    return Time{*reading, *offset};
}

std::optional<DateTime> parse_date_time(std::string_view text) {
    const std::size_t mark = text.find('T');
    const auto date = parse_date(text.substr(0, mark));
    if (!date) return std::nullopt;
    if (mark == std::string_view::npos) return midnight(*date);
    const auto time = parse_time(text.substr(mark + 1));
    if (!time) return std::nullopt;
    using namespace std::chrono_literals;
    const bool before_one_zone = text.ends_with("@Asia/Ho_Chi_Minh") && *date < Date(1975y / 6 / 13);
    if (before_one_zone) return std::nullopt;
    return DateTime{*date, *time};
}

std::optional<DayTimeDuration> parse_day_time_duration(std::string_view text) {
    Reader in(text);
    const bool negative = in.take('-');
    if (!in.take('P') || in.rest().empty()) return std::nullopt;
    DayTimeDuration duration;
    if (!in.rest().starts_with('T')) {
        std::string_view units = "D";
        const auto read = part(in, units);
        if (!read || !extend(duration.length, read->second, days(1))) return std::nullopt;
    }
    if (in.take('T') && !read_time_part(in, duration.length)) return std::nullopt;
    if (!in.rest().empty()) return std::nullopt;
    return negative ? negated(duration) : duration;
}

std::optional<YearMonthDuration> parse_year_month_duration(std::string_view text) {
    Reader in(text);
    const bool negative = in.take('-');
    if (!in.take('P')) return std::nullopt;
    std::string_view units = "YM";
    std::int64_t months = 0;
    do {
        const auto read = part(in, units);
        if (!read || !extend(months, read->second, read->first == 'Y' ? 12 : 1)) return std::nullopt;
    } while (!in.rest().empty());
    return YearMonthDuration{negative ? -months : months};
}

std::string text(const Time& time) {
    const std::chrono::hh_mm_ss reading(time.since_midnight);
    return fmt::format("{:02}:{:02}:{:02}{}{}", reading.hours().count(), reading.minutes().count(),
                       reading.seconds().count(), fraction_text(reading.subseconds()), offset_text(time.offset));
}

std::string text(const DateTime& moment) {
    return trien::text(moment.date) + "T" + text(moment.time);
}

std::string text(DayTimeDuration duration) {
    if (duration.length.count() == 0) return "PT0S";
    const bool negative = duration.length.count() < 0;
    // Divided before the sign is taken off, as the shortest length has no opposite.
    const std::int64_t whole_days = duration.length / days(1);
    const std::chrono::hh_mm_ss rest(std::chrono::abs(duration.length % days(1)));
    std::string text = negative ? "-P" : "P";
    if (whole_days != 0) text += fmt::format("{}D", negative ? -whole_days : whole_days);
    if (rest.to_duration().count() == 0) return text;
    text += "T";
    if (rest.hours().count() != 0) text += fmt::format("{}H", rest.hours().count());
    if (rest.minutes().count() != 0) text += fmt::format("{}M", rest.minutes().count());
    if (rest.seconds().count() != 0 || rest.subseconds().count() != 0) {
        text += fmt::format("{}{}S", rest.seconds().count(), fraction_text(rest.subseconds()));
    }
    return text;
}

std::string text(YearMonthDuration duration) {
    const std::int64_t years = duration.months / 12;
    const std::int64_t months = duration.months % 12;
    std::string text = duration.months < 0 ? "-P" : "P";
    if (years != 0) text += fmt::format("{}Y", years < 0 ? -years : years);
    if (months != 0 || years == 0) text += fmt::format("{}M", months < 0 ? -months : months);
    return text;
}

}  // namespace trien::feel
