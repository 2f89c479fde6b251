// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/feel/number.hpp"
#include "engine/feel/temporal.hpp"

namespace trien::feel {

class Value;

/// The unknown value (`null`): a name nobody set, or the outcome of what cannot be done.
struct Null {
    bool operator==(const Null&) const = default;
};

/// How much a value holds, known without walking it.
struct Extent {
    std::size_t weight = 1;  ///< values within, itself included; 32 bytes of a string count as one more
    std::size_t depth = 0;   ///< lists, contexts and ranges one within another
};

/// Lists, contexts and ranges lie at most this deep in each other, so that every value fits in canonical JSON.
inline constexpr std::size_t max_value_depth = 24;

/// A string: UTF-8, in the normalisation it came in. Copies share the bytes.
class String {
  public:
    explicit String(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
    [[nodiscard]] const std::string& text() const { return *text_; }
    friend bool operator==(const String& a, const String& b) { return a.text_ == b.text_ || *a.text_ == *b.text_; }

  private:
    std::shared_ptr<const std::string> text_;
};

/// A list. Copies share the items, which never change.
class List {
  public:
    List() = default;
    List(std::vector<Value> items);  // NOLINT(google-explicit-constructor)

    [[nodiscard]] const std::vector<Value>& items() const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] Extent extent() const;
    friend bool operator==(const List& a, const List& b);

  private:
    struct Data;
    std::shared_ptr<const Data> data_;  ///< null when empty
};

/// A context: values by name, sorted by name. Copies share the entries, which never change.
class Context {
  public:
    using Entry = std::pair<std::string, Value>;

    Context() = default;
    Context(std::initializer_list<Entry> entries);
    /// Of two entries of one name the later holds.
    explicit Context(std::vector<Entry> entries);

    /// Null if there is none.
    [[nodiscard]] const Value* find(std::string_view name) const;
    [[nodiscard]] const std::vector<Entry>& entries() const;
    /// The same with one entry set.
    [[nodiscard]] Context with(std::string name, Value value) const;
    [[nodiscard]] Extent extent() const;
    friend bool operator==(const Context& a, const Context& b);

  private:
    struct Data;
    std::shared_ptr<const Data> data_;  ///< null when empty
};

/// A range of values that have an order.
class Range {
  public:
    struct Ends;

    /// "[start..end]", with parentheses where an end is not included.
    Range(bool start_included, Value start, Value end, bool end_included);

    [[nodiscard]] bool start_included() const;
    [[nodiscard]] const Value& start() const;
    [[nodiscard]] const Value& end() const;
    [[nodiscard]] bool end_included() const;
    [[nodiscard]] Extent extent() const;
    friend bool operator==(const Range& a, const Range& b);

  private:
    std::shared_ptr<const Ends> ends_;
};

namespace detail {
struct Callable;
}

/// A function, built in or defined in an expression. It is the same as its copies only.
class Function {
  public:
    explicit Function(std::shared_ptr<const detail::Callable> callable) : callable_(std::move(callable)) {}
    [[nodiscard]] const detail::Callable& callable() const { return *callable_; }
    bool operator==(const Function&) const = default;

  private:
    std::shared_ptr<const detail::Callable> callable_;
};

/// The kinds of values, in the order of Value's alternatives.
enum class Kind : std::uint8_t {
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    day_time_duration,
    year_month_duration,
    list,
    context,
    range,
    function,
};

/// A value of FEEL (OMG DMN 1.3, 10.3.2). Never changes; copies share what is large.
///
///     const Value five = 5;
///     if (const Number* number = five.as<Number>()) …
class Value {
  public:
    Value() = default;
    Value(Null) {}                                           // NOLINT(google-explicit-constructor)
    Value(std::same_as<bool> auto truth) : value_(truth) {}  // NOLINT(google-explicit-constructor)
    template <std::integral Whole>
        requires(!std::same_as<Whole, bool> && !std::same_as<Whole, char>)
    Value(Whole whole) : value_(Number(static_cast<std::int64_t>(whole))) {}  // NOLINT(google-explicit-constructor)
    Value(Number number) : value_(number) {}                                  // NOLINT(google-explicit-constructor)
    Value(std::string text) : value_(String(std::move(text))) {}              // NOLINT(google-explicit-constructor)
    Value(std::string_view text) : value_(String(std::string(text))) {}       // NOLINT(google-explicit-constructor)
    Value(const char* text) : value_(String(text)) {}                         // NOLINT(google-explicit-constructor)
    Value(Date date) : value_(date) {}                                        // NOLINT(google-explicit-constructor)
    Value(Time time) : value_(time) {}                                        // NOLINT(google-explicit-constructor)
    Value(DateTime moment) : value_(moment) {}                                // NOLINT(google-explicit-constructor)
    Value(DayTimeDuration duration) : value_(duration) {}                     // NOLINT(google-explicit-constructor)
    Value(YearMonthDuration duration) : value_(duration) {}                   // NOLINT(google-explicit-constructor)
    Value(List list) : value_(std::move(list)) {}                             // NOLINT(google-explicit-constructor)
    Value(Context context) : value_(std::move(context)) {}                    // NOLINT(google-explicit-constructor)
    Value(Range range) : value_(std::move(range)) {}                          // NOLINT(google-explicit-constructor)
    Value(Function function) : value_(std::move(function)) {}                 // NOLINT(google-explicit-constructor)
    /// What gave nothing is null.
    template <class T>
        requires std::constructible_from<Value, T>
    Value(std::optional<T> value) {  // NOLINT(google-explicit-constructor)
        if (value) *this = Value(*std::move(value));
    }

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(value_.index()); }
    [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
    [[nodiscard]] bool is_true() const { return *this == Value(true); }
    /// The value as a bool, Number, std::string, Date, …, Function; null if it is something else.
    template <class T>
    [[nodiscard]] const T* as() const {
        if constexpr (std::same_as<T, std::string>) {
            const auto* const string = std::get_if<String>(&value_);
            return string == nullptr ? nullptr : &string->text();
        } else {
            return std::get_if<T>(&value_);
        }
    }
    [[nodiscard]] Extent extent() const;

    /// The same kind and the same value. FEEL's own `=`, which knows null, is equal() of operators.hpp.
    bool operator==(const Value&) const = default;

  private:
    std::variant<Null,
                 bool,
                 Number,
                 String,
                 Date,
                 Time,
                 DateTime,
                 DayTimeDuration,
                 YearMonthDuration,
                 List,
                 Context,
                 Range,
                 Function>
        value_;
};

/// The value as FEEL writes it: a string in quotes, `@"2026-11-16"`, `[1, 2]`, `{name: "x"}`.
[[nodiscard]] std::string text(const Value& value);

}  // namespace trien::feel
