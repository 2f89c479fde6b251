// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/expression.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace trien::procedure {

namespace {

using Operator = Expression::Operator;
using Node = Expression::Node;

constexpr std::size_t max_length = 4096;
constexpr int max_depth = 64;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
/// Letters, the underscore, and every byte of a letter outside ASCII.
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) {
    return is_name_start(c) || is_digit(c);
}

struct Comparison {
    std::string_view sign;
    Operator op;
};

/// Longer signs first, so that "<=" is not read as "<".
constexpr std::array<Comparison, 6> comparisons{{{"!=", Operator::not_equal},
                                                 {"<=", Operator::less_equal},
                                                 {">=", Operator::greater_equal},
                                                 {"=", Operator::equal},
                                                 {"<", Operator::less},
                                                 {">", Operator::greater}}};

std::optional<char> escaped(char c) {
    switch (c) {
        case '"':
        case '\\': return c;
        case 'n': return '\n';
        case 't': return '\t';
        default: return std::nullopt;
    }
}

/// Recursive descent over one text. The first fault stops it: every step after a fault does nothing.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    tl::expected<std::vector<Node>, ExpressionFault> parse() {
        disjunction();
        skip_space();
        if (!fault_ && at_ < text_.size()) fail("thừa ký tự ở cuối", "there is more after the end");
        if (fault_) return tl::unexpected(*std::move(fault_));
        return std::move(nodes_);
    }

  private:
    void disjunction() {
        conjunction();
        while (take_word("or")) {
            const std::size_t left = root();
            conjunction();
            join(Operator::disjunction, left);
        }
    }

    void conjunction() {
        comparison();
        while (take_word("and")) {
            const std::size_t left = root();
            comparison();
            join(Operator::conjunction, left);
        }
    }

    void comparison() {
        primary();
        for (const Comparison& comparison : comparisons) {
            if (!take(comparison.sign)) continue;
            const std::size_t left = root();
            primary();
            join(comparison.op, left);
            return;
        }
    }

    void primary() {
        skip_space();
        if (fault_) return;
        if (at_ == text_.size()) return fail("thiếu một giá trị", "a value is missing");
        const char c = text_[at_];
        if (c == '"') return string();
        if (is_digit(c) || c == '-') return number();
        if (take("(")) return group();
        if (is_name_start(c)) return word();
        fail("ký tự không dùng được trong điều kiện", "this character has no place in a condition");
    }

    /// What follows an opening parenthesis.
    void group() {
        if (++depth_ > max_depth) return fail("ngoặc lồng nhau quá sâu", "parentheses are nested too deep");
        disjunction();
        if (!take(")")) fail("thiếu dấu đóng ngoặc", "a closing parenthesis is missing");
        --depth_;
    }

    void string() {
        const std::size_t start = at_++;
        std::string value;
        for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            char c = text_[at_];
            if (c == '\\') {
                const auto meant = at_ + 1 < text_.size() ? escaped(text_[at_ + 1]) : std::nullopt;
                if (!meant) return fail("dấu \\ không đúng chỗ", "this backslash escapes nothing");
                c = *meant;
                ++at_;
            }
            value += c;
        }
        if (at_ == text_.size()) {
            at_ = start;
            return fail("chuỗi thiếu dấu nháy đóng", "the string is not closed");
        }
        ++at_;
        literal(std::move(value));
    }

    void number() {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        if (error != std::errc()) return fail("không phải số nguyên dùng được", "this is not a usable whole number");
        const auto next = static_cast<std::size_t>(end - text_.data());
        if (next < text_.size() && (text_[next] == '.' || is_name_part(text_[next]))) {
            return fail("chỉ dùng số nguyên", "only whole numbers are known");
        }
        at_ = next;
        literal(value);
    }

    void word() {
        const std::string_view word = peek_word();
        const std::size_t start = std::exchange(at_, at_ + word.size());
        if (word == "true" || word == "false") return literal(word == "true");
        if (word == "null") return literal(Null{});
        if (word == "not") return negation(start);
        if (word == "and" || word == "or") {
            at_ = start;
            return fail("thiếu một giá trị", "a value is missing");
        }
        nodes_.push_back({Operator::name, 0, 0, std::string(word)});
    }

    void negation(std::size_t start) {
        if (!take("(")) {
            at_ = start;
            return fail("not phải có ngoặc: not(…)", "not needs parentheses: not(…)");
        }
        group();
        if (!fault_) nodes_.push_back({Operator::negation, root(), 0, {}});
    }

    void literal(Value value) { nodes_.push_back({Operator::literal, 0, 0, std::move(value)}); }

    void join(Operator op, std::size_t left) {
        if (!fault_) nodes_.push_back({op, left, root(), {}});
    }

    [[nodiscard]] std::size_t root() const { return nodes_.empty() ? 0 : nodes_.size() - 1; }

    void skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    [[nodiscard]] std::string_view peek_word() const {
        std::size_t end = at_;
        while (end < text_.size() && is_name_part(text_[end])) ++end;
        return text_.substr(at_, end - at_);
    }

    bool take_word(std::string_view word) {
        skip_space();
        if (fault_ || peek_word() != word) return false;
        at_ += word.size();
        return true;
    }

    bool take(std::string_view sign) {
        skip_space();
        if (fault_ || !text_.substr(at_).starts_with(sign)) return false;
        at_ += sign.size();
        return true;
    }

    void fail(std::string vi, std::string en) {
        if (!fault_) fault_ = ExpressionFault{at_, {std::move(vi), std::move(en)}};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::vector<Node> nodes_;
    std::optional<ExpressionFault> fault_;
};

Value equal(const Value& a, const Value& b) {
    if (std::holds_alternative<Null>(a) || std::holds_alternative<Null>(b)) return a.index() == b.index();
    if (a.index() != b.index()) return Null{};
    return a == b;
}

Value negated(const Value& value) {
    const bool* const truth = std::get_if<bool>(&value);
    return truth == nullptr ? Value(Null{}) : Value(!*truth);
}

template <class T>
Value ordered(Operator op, const T& a, const T& b) {
    switch (op) {
        case Operator::less: return a < b;
        case Operator::less_equal: return a <= b;
        case Operator::greater: return a > b;
        default: return a >= b;
    }
}

Value ordered(Operator op, const Value& a, const Value& b) {
    const auto* const number_a = std::get_if<std::int64_t>(&a);
    const auto* const number_b = std::get_if<std::int64_t>(&b);
    if (number_a != nullptr && number_b != nullptr) return ordered(op, *number_a, *number_b);
    const auto* const text_a = std::get_if<std::string>(&a);
    const auto* const text_b = std::get_if<std::string>(&b);
    if (text_a != nullptr && text_b != nullptr) return ordered(op, *text_a, *text_b);
    return Null{};
}

/// `and` when deciding is false, `or` when it is true: one deciding side decides, else both must be known.
Value joined(bool deciding, const Value& a, const Value& b) {
    if (a == Value(deciding) || b == Value(deciding)) return deciding;
    const bool known = std::holds_alternative<bool>(a) && std::holds_alternative<bool>(b);
    return known ? Value(!deciding) : Value(Null{});
}

Value value_of(const Node& node, const std::vector<Value>& values, const Variables& variables) {
    switch (node.op) {
        case Operator::literal: return node.value;
        case Operator::name: {
            const auto found = variables.find(std::get<std::string>(node.value));
            return found == variables.end() ? Value(Null{}) : found->second;
        }
        case Operator::equal: return equal(values[node.left], values[node.right]);
        case Operator::not_equal: return negated(equal(values[node.left], values[node.right]));
        case Operator::conjunction: return joined(false, values[node.left], values[node.right]);
        case Operator::disjunction: return joined(true, values[node.left], values[node.right]);
        case Operator::negation: return negated(values[node.left]);
        case Operator::less:
        case Operator::less_equal:
        case Operator::greater:
        case Operator::greater_equal: break;
    }
    return ordered(node.op, values[node.left], values[node.right]);
}

}  // namespace

tl::expected<Expression, ExpressionFault> Expression::parse(std::string_view text) {
    if (text.size() > max_length) {
        return tl::unexpected(ExpressionFault{max_length,
                                              {fmt::format("điều kiện dài quá {} byte", max_length),
                                               fmt::format("the condition is longer than {} bytes", max_length)}});
    }
    auto nodes = Parser(text).parse();
    if (!nodes) return tl::unexpected(std::move(nodes.error()));
    return Expression(std::string(text), std::move(*nodes));
}

Value Expression::evaluate(const Variables& variables) const {
    std::vector<Value> values;
    values.reserve(nodes_.size());
    for (const Node& node : nodes_) values.push_back(value_of(node, values, variables));
    return values.back();
}

bool Expression::holds(const Variables& variables) const {
    return evaluate(variables) == Value(true);
}

std::vector<std::string> Expression::names() const {
    std::set<std::string> names;
    for (const Node& node : nodes_) {
        if (node.op == Operator::name) names.insert(std::get<std::string>(node.value));
    }
    return {names.begin(), names.end()};
}

}  // namespace trien::procedure
