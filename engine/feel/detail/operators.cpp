// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/detail/operators.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace trien::feel::detail {

namespace {

/// Whether list or context items are equal pairwise.
Value equal_items(const std::vector<Value>& a, const std::vector<Value>& b) {
    if (a.size() != b.size()) return false;
    Value all = true;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const Value same = equal(a[i], b[i]);
        if (same == Value(false)) return false;
        if (same.is_null()) all = Null{};
    }
    return all;
}

Value equal_contexts(const Context& a, const Context& b) {
    std::vector<Value> values_a;
    std::vector<Value> values_b;
    const auto& entries_a = a.entries();
    const auto& entries_b = b.entries();
    if (!std::ranges::equal(entries_a, entries_b, {}, &Context::Entry::first, &Context::Entry::first)) return false;
    for (const auto& entry : entries_a) values_a.push_back(entry.second);
    for (const auto& entry : entries_b) values_b.push_back(entry.second);
    return equal_items(values_a, values_b);
}

template <class T>
std::optional<std::strong_ordering> ordered(const Value& a, const Value& b) {
    return *a.as<T>() <=> *b.as<T>();
}

/// A date beside a date and time is its midnight.
std::optional<DateTime> moment_of(const Value& value) {
    if (const auto* date = value.as<Date>()) return midnight(*date);
    if (const auto* moment = value.as<DateTime>()) return *moment;
    return std::nullopt;
}

bool is_moment(const Value& value) {
    return value.kind() == Kind::date || value.kind() == Kind::date_time;
}

/// The length of a duration in its own unit: microseconds or months.
std::optional<std::int64_t> length_of(const Value& value) {
    if (const auto* duration = value.as<DayTimeDuration>()) return duration->length.count();
    if (const auto* duration = value.as<YearMonthDuration>()) return duration->months;
    return std::nullopt;
}

/// A duration of the same kind as `like`, cut to whole units.
Value duration_like(const Value& like, const std::optional<Number>& length) {
    if (!length) return Null{};
    const auto whole = (length->sign() < 0 ? length->ceiling() : length->floor()).whole();
    if (!whole) return Null{};
    if (like.kind() == Kind::year_month_duration) return YearMonthDuration{*whole};
    return DayTimeDuration{std::chrono::microseconds(*whole)};
}

Value add_duration(const Value& value, const DayTimeDuration& duration) {
    if (const auto* time = value.as<Time>()) return add(*time, duration);
    if (const auto* other = value.as<DayTimeDuration>()) return add(*other, duration);
    const auto moment = moment_of(value);
    if (!moment) return Null{};
    const auto moved = add(*moment, duration);
    if (!moved) return Null{};
    return value.kind() == Kind::date ? Value(moved->date) : Value(*moved);
}

Value add_duration(const Value& value, const YearMonthDuration& duration) {
    if (const auto* date = value.as<Date>()) return add(*date, duration);
    if (const auto* moment = value.as<DateTime>()) return add(*moment, duration);
    if (const auto* other = value.as<YearMonthDuration>()) return add(*other, duration);
    return Null{};
}

/// Adds a duration, taken forwards or backwards; null if `duration` is none.
Value moved(const Value& value, const Value& duration, bool back) {
    const Value by = back ? negative(duration) : duration;
    if (const auto* days = by.as<DayTimeDuration>()) return add_duration(value, *days);
    if (const auto* months = by.as<YearMonthDuration>()) return add_duration(value, *months);
    return Null{};
}

Value sum(const Value& a, const Value& b) {
    if (const auto *x = a.as<std::string>(), *y = b.as<std::string>(); x != nullptr && y != nullptr) return *x + *y;
    return length_of(b) ? moved(a, b, false) : moved(b, a, false);
}

Value subtraction(const Value& a, const Value& b) {
    if (is_moment(a) && is_moment(b)) return difference(*moment_of(a), *moment_of(b));
    if (const auto *x = a.as<Time>(), *y = b.as<Time>(); x != nullptr && y != nullptr) return difference(*x, *y);
    return moved(a, b, true);
}

Value product(const Value& a, const Value& b) {
    if (a.kind() == Kind::number) return length_of(b) ? product(b, a) : Value();
    const auto length = length_of(a);
    const auto* const times = b.as<Number>();
    if (!length || times == nullptr) return Null{};
    return duration_like(a, multiply(Number(*length), *times));
}

Value quotient(const Value& a, const Value& b) {
    const auto length = length_of(a);
    if (!length) return Null{};
    if (const auto* parts = b.as<Number>()) return duration_like(a, divide(Number(*length), *parts));
    if (a.kind() != b.kind()) return Null{};
    return divide(Number(*length), Number(*length_of(b)));
}

std::optional<Number> of_numbers(Operation operation, const Number& a, const Number& b) {
    switch (operation) {
        case Operation::add: return add(a, b);
        case Operation::subtract: return subtract(a, b);
        case Operation::multiply: return multiply(a, b);
        case Operation::divide: return divide(a, b);
        default: return power(a, b);
    }
}

/// Conjunction of two facts that may be unknown.
Value both(const Value& a, const Value& b) {
    if (a == Value(false) || b == Value(false)) return false;
    return a.is_null() || b.is_null() ? Value() : Value(true);
}

}  // namespace

Value equal(const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
    if (is_moment(a) && is_moment(b) && a.kind() != b.kind()) return equal(*moment_of(a), *moment_of(b));
    if (a.kind() != b.kind()) return Null{};
    switch (a.kind()) {
        case Kind::list: return equal_items(a.as<List>()->items(), b.as<List>()->items());
        case Kind::context: return equal_contexts(*a.as<Context>(), *b.as<Context>());
        case Kind::function: return Null{};
        case Kind::time:
        case Kind::date_time:
            // An offset on one side only: unknown rather than false.
            if (!order(a, b)) return Null{};
            return a == b;
        default: return a == b;
    }
}

std::optional<std::strong_ordering> order(const Value& a, const Value& b) {
    if (is_moment(a) && is_moment(b)) return order(*moment_of(a), *moment_of(b));
    if (a.kind() != b.kind()) return std::nullopt;
    switch (a.kind()) {
        case Kind::number: return ordered<Number>(a, b);
        case Kind::string: return ordered<std::string>(a, b);
        case Kind::time: return order(*a.as<Time>(), *b.as<Time>());
        case Kind::day_time_duration: return ordered<DayTimeDuration>(a, b);
        case Kind::year_month_duration: return ordered<YearMonthDuration>(a, b);
        default: return std::nullopt;
    }
}

Value compare(Operation operation, const Value& a, const Value& b) {
    const auto ordering = order(a, b);
    if (!ordering) return Null{};
    switch (operation) {
        case Operation::less: return *ordering < 0;
        case Operation::less_equal: return *ordering <= 0;
        case Operation::greater: return *ordering > 0;
        default: return *ordering >= 0;
    }
}

Value arithmetic(Operation operation, const Value& a, const Value& b) {
    if (const auto *x = a.as<Number>(), *y = b.as<Number>(); x != nullptr && y != nullptr) {
        return of_numbers(operation, *x, *y);
    }
    switch (operation) {
        case Operation::add: return sum(a, b);
        case Operation::subtract: return subtraction(a, b);
        case Operation::multiply: return product(a, b);
        case Operation::divide: return quotient(a, b);
        default: return Null{};
    }
}

Value negative(const Value& value) {
    if (const auto* number = value.as<Number>()) return number->negated();
    if (const auto* duration = value.as<DayTimeDuration>()) return negated(*duration);
    if (const auto* duration = value.as<YearMonthDuration>()) return negated(*duration);
    return Null{};
}

Value negation(const Value& value) {
    const bool* const truth = value.as<bool>();
    return truth == nullptr ? Value() : Value(!*truth);
}

Value includes(const Range& range, const Value& point) {
    const auto from = range.start_included() ? Operation::greater_equal : Operation::greater;
    const auto to = range.end_included() ? Operation::less_equal : Operation::less;
    return both(compare(from, point, range.start()), compare(to, point, range.end()));
}

Value matches(const Value& subject, const Value& test) {
    if (const auto* range = test.as<Range>(); range != nullptr && subject.kind() != Kind::range) {
        return includes(*range, subject);
    }
    const auto* const list = test.as<List>();
    if (list == nullptr) return equal(subject, test);
    if (equal(subject, test).is_true()) return true;
    return std::ranges::any_of(list->items(), [&](const Value& item) {
        return item.kind() == Kind::list ? equal(subject, item).is_true() : matches(subject, item).is_true();
    });
}

bool is_instance(const Value& value, const Type& type) {
    if (!type.kind) return !value.is_null();
    if (value.kind() != *type.kind) return false;
    if (type.elements.empty()) return true;
    const Type& element = type.elements.front();
    const auto fits = [&](const Value& item) { return is_instance(item, element); };
    if (const auto* list = value.as<List>()) return std::ranges::all_of(list->items(), fits);
    const Range& range = *value.as<Range>();
    return fits(range.start()) && fits(range.end());
}

}  // namespace trien::feel::detail
