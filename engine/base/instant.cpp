// SPDX-License-Identifier: Apache-2.0
#include "engine/base/instant.hpp"

#include <charconv>

#include <fmt/format.h>

namespace trien {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

/// Exactly `digits` decimal digits at `at`; nothing otherwise.
std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool has(std::string_view text, std::size_t at, char expected) {
    return at < text.size() && text[at] == expected;
}

/// Exactly `digits` decimal digits. Times are written so often that a format string is felt.
void append_digits(std::string& text, std::int64_t value, int digits) {
    const auto end = text.size() + static_cast<std::size_t>(digits);
    text.resize(end);
    for (int i = 1; i <= digits; ++i, value /= 10) {
        text[end - static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    }
}

struct Parsed {
    int value = 0;
    std::size_t next = 0;
};

/// ".123456" at `at`, in microseconds; further digits are refused, they would be lost.
std::optional<Parsed> fraction(std::string_view text, std::size_t at) {
    if (!has(text, at, '.')) return Parsed{0, at};
    int value = 0;
    std::size_t digits = 0;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
        if (digits == 6) return std::nullopt;
        value = value * 10 + (text[at] - '0');
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 6; ++digits) value *= 10;
    return Parsed{value, at};
}

/// "Z" or "+07:00" to the end of the text.
std::optional<minutes> zone(std::string_view text, std::size_t at) {
    if (text.substr(at) == "Z") return minutes{0};
    if (text.size() != at + 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') return std::nullopt;
    const auto h = number(text, at + 1, 2);
    const auto m = number(text, at + 4, 2);
    if (!h || !m || *h > 14 || *m > 59) return std::nullopt;
    const minutes offset = hours{*h} + minutes{*m};
    return text[at] == '-' ? -offset : offset;
}

}  // namespace

Instant Instant::of(Date date, microseconds time_of_day, minutes offset) {
    return Instant(Point(sys_days(date)) + time_of_day - offset, offset);
}

Date Instant::date() const {
    return Date(floor<days>(utc_ + offset_));
}

microseconds Instant::time_of_day() const {
    const auto local = utc_ + offset_;
    return local - floor<days>(local);
}

std::string Instant::text() const {
    const auto time = time_of_day();
    const auto micro = (time % seconds{1}).count();
    const auto ahead = offset_ < minutes{0} ? -offset_ : offset_;
    std::string text = trien::text(date());
    text += 'T';
    append_digits(text, time / hours{1}, 2);
    text += ':';
    append_digits(text, (time / minutes{1}) % 60, 2);
    text += ':';
    append_digits(text, (time / seconds{1}) % 60, 2);
    if (micro != 0) {
        text += '.';
        append_digits(text, micro, 6);
    }
    text += offset_ < minutes{0} ? '-' : '+';
    append_digits(text, ahead / hours{1}, 2);
    text += ':';
    append_digits(text, ahead.count() % 60, 2);
    return text;
}

std::optional<Instant> Instant::parse(std::string_view text) {
    const auto date = parse_date(text.substr(0, 10));
    const auto h = number(text, 11, 2);
    const auto m = number(text, 14, 2);
    const auto s = number(text, 17, 2);
    if (!date || !has(text, 10, 'T') || !h || !has(text, 13, ':') || !m || !has(text, 16, ':') || !s)
        return std::nullopt;
    if (*h > 23 || *m > 59 || *s > 59) return std::nullopt;
    const auto micro = fraction(text, 19);
    if (!micro) return std::nullopt;
    const auto offset = zone(text, micro->next);
    if (!offset) return std::nullopt;
    return of(*date, hours{*h} + minutes{*m} + seconds{*s} + microseconds{micro->value}, *offset);
}

std::string text(Date date) {
    std::string text;
    text.reserve(32);
    append_digits(text, static_cast<int>(date.year()), 4);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.day()), 2);
    return text;
}

std::string vietnamese_text(Date date) {
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                       static_cast<int>(date.year()));
}

std::optional<Date> parse_date(std::string_view text) {
    const auto y = number(text, 0, 4);
    const auto m = number(text, 5, 2);
    const auto d = number(text, 8, 2);
    if (text.size() != 10 || !y || !has(text, 4, '-') || !m || !has(text, 7, '-') || !d) return std::nullopt;
    const Date date{std::chrono::year{*y}, std::chrono::month{static_cast<unsigned>(*m)},
                    std::chrono::day{static_cast<unsigned>(*d)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

}  // namespace trien
