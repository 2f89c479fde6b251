// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "engine/feel/detail/builtins.hpp"
#include "engine/feel/detail/nested.hpp"
#include "engine/feel/detail/parser.hpp"

namespace trien::feel::detail {

namespace {

struct TypeName {
    std::string_view text;
    std::optional<Kind> kind;
};

const std::array<TypeName, 15> type_names{{{"Any", std::nullopt},
                                           {"Null", Kind::null},
                                           {"boolean", Kind::boolean},
                                           {"context", Kind::context},
                                           {"date", Kind::date},
                                           {"date and time", Kind::date_time},
                                           {"dateTime", Kind::date_time},
                                           {"days and time duration", Kind::day_time_duration},
                                           {"function", Kind::function},
                                           {"list", Kind::list},
                                           {"number", Kind::number},
                                           {"range", Kind::range},
                                           {"string", Kind::string},
                                           {"time", Kind::time},
                                           {"years and months duration", Kind::year_month_duration}}};

}  // namespace

NodeIndex Parser::primary() {
    const std::size_t at = in_.at();
    if (in_.sees_number()) return literal(in_.number(), at);
    switch (in_.peek()) {
        case '"': return literal(in_.string(), at);
        case '@': return temporal_literal();
        case '(': return bracketed();
        case '[':
        case ']': return list_or_range();
        case '{': return context();
        default: return word(in_.peek_word());
    }
}

NodeIndex Parser::word(std::string_view word) {
    const std::size_t at = in_.at();
    if (in_.take_word("true")) return literal(true, at);
    if (in_.take_word("false")) return literal(false, at);
    if (in_.take_word("null")) return literal(Null{}, at);
    if (word == "if") return choice();
    if (word == "for") return for_each();
    if (word == "some") return quantified(Operation::some);
    if (word == "every") return quantified(Operation::every);
    if (word == "function") return function();
    return name();
}

NodeIndex Parser::name() {
    const std::size_t at = in_.at();
    std::string name = in_.name(known_);
    const bool bound = std::ranges::find(bound_, name) != bound_.end();
    if (!bound && !told_.contains(name)) {
        if (auto function = builtin(name)) return literal(Function(std::move(function)), at);
    }
    if (!bound) free_.insert(name);
    return add({.operation = Operation::name, .at = at, .names = {std::move(name)}});
}

NodeIndex Parser::choice() {
    const std::size_t at = in_.at();
    in_.expect_word("if");
    const NodeIndex condition = whole();
    in_.expect_word("then");
    const NodeIndex yes = whole();
    in_.expect_word("else");
    return join(Operation::choice, at, {condition, yes, whole()});
}

NodeIndex Parser::for_each() {
    const Bound bound(*this);
    Node node{.operation = Operation::for_each, .at = in_.at()};
    in_.expect_word("for");
    do {
        std::string variable = in_.declared_name("in");
        in_.expect_word("in");
        node.parts.push_back(domain());
        node.names.push_back(variable);
        bind(std::move(variable));
    } while (in_.take(","));
    in_.expect_word("return");
    bind("partial");
    const std::size_t body = nodes_.size();
    node.parts.push_back(whole());
    node.reads_special = reads("partial", body);
    return add(std::move(node));
}

NodeIndex Parser::quantified(Operation operation) {
    const Bound bound(*this);
    Node node{.operation = operation, .at = in_.at()};
    in_.expect_word(operation == Operation::some ? "some" : "every");
    do {
        std::string variable = in_.declared_name("in");
        in_.expect_word("in");
        node.parts.push_back(domain());
        node.names.push_back(variable);
        bind(std::move(variable));
    } while (in_.take(","));
    in_.expect_word("satisfies");
    node.parts.push_back(whole());
    return add(std::move(node));
}

/// What a variable runs over: a list, or whole numbers "1..n".
NodeIndex Parser::domain() {
    const std::size_t at = in_.at();
    const NodeIndex from = whole();
    if (!in_.take("..")) return from;
    return join(Operation::count, at, {from, whole()});
}

/// A parenthesis: around an expression, or the start of a range that does not include it.
NodeIndex Parser::bracketed() {
    const std::size_t at = in_.at();
    const bool range_end = std::exchange(at_range_end_, false);
    in_.expect("(");
    const NodeIndex inner = whole();
    at_range_end_ = range_end;
    if (in_.sees("..")) return range_from(false, inner, at);
    in_.expect(")");
    return inner;
}

NodeIndex Parser::list_or_range() {
    const std::size_t at = in_.at();
    const bool range_end = std::exchange(at_range_end_, false);
    const bool included = in_.take("[");
    if (!included) in_.expect("]");
    std::vector<NodeIndex> items;
    if (!included || !in_.sees("]")) items.push_back(whole());
    at_range_end_ = range_end;
    if (!items.empty() && (!included || in_.sees(".."))) return range_from(included, items.front(), at);
    at_range_end_ = false;
    while (!items.empty() && in_.take(",")) items.push_back(whole());
    at_range_end_ = range_end;
    in_.expect("]");
    return join(Operation::list, at, std::move(items));
}

/// The rest of a range, from its two points on. At its end "[" closes it: there a filter needs parentheses.
NodeIndex Parser::range_from(bool start_included, NodeIndex start, std::size_t at) {
    in_.expect("..");
    const bool range_end = std::exchange(at_range_end_, true);
    const NodeIndex end = whole();
    at_range_end_ = range_end;
    Node node{.operation = Operation::range, .start_included = start_included, .at = at, .parts = {start, end}};
    node.end_included = in_.take("]");
    if (!node.end_included && !in_.take(")")) in_.expect("[");
    return add(std::move(node));
}

NodeIndex Parser::context() {
    const Bound bound(*this);
    const bool range_end = std::exchange(at_range_end_, false);
    Node node{.operation = Operation::context, .at = in_.at()};
    in_.expect("{");
    if (!in_.sees("}")) {
        do {
            const std::size_t at = in_.at();
            std::string key = in_.sees("\"") ? in_.string() : in_.declared_name();
            if (std::ranges::find(node.names, key) != node.names.end()) {
                fail(at, fmt::format("tên “{}” có hai lần", key), fmt::format("the name \"{}\" stands twice", key));
            }
            in_.expect(":");
            node.parts.push_back(whole());
            node.names.push_back(key);
            bind(std::move(key));
        } while (in_.take(","));
    }
    in_.expect("}");
    at_range_end_ = range_end;
    return add(std::move(node));
}

NodeIndex Parser::function() {
    const Bound bound(*this);
    Node node{.operation = Operation::function, .at = in_.at()};
    in_.expect_word("function");
    in_.expect("(");
    while (!in_.sees(")")) {
        node.names.push_back(in_.declared_name());
        node.types.push_back(in_.take(":") ? type() : Type{});
        bind(node.names.back());
        if (!in_.take(",")) break;
    }
    in_.expect(")");
    if (in_.peek_word() == "external") {
        fail(in_.at(), "không gọi hàm viết ngoài FEEL", "functions written outside FEEL are not called");
    }
    node.parts.push_back(whole());
    return add(std::move(node));
}

NodeIndex Parser::call(NodeIndex callee) {
    refuse_clock(nodes_[callee]);
    const bool range_end = std::exchange(at_range_end_, false);
    Node node{.operation = Operation::call, .at = nodes_[callee].at, .parts = {callee}};
    in_.expect("(");
    auto label = in_.label();
    if (label) node.operation = Operation::named_call;
    while (!in_.sees(")")) {
        if (node.operation == Operation::named_call) {
            if (!label) fail(in_.at(), "thiếu tên tham số", "the parameter's name is missing");
            node.names.push_back(*std::move(label));
        }
        node.parts.push_back(whole());
        if (!in_.take(",")) break;
        label = in_.label();
    }
    in_.expect(")");
    at_range_end_ = range_end;
    return add(std::move(node));
}

/// The present is no part of an expression: two evaluations would differ.
void Parser::refuse_clock(const Node& callee) {
    if (callee.operation != Operation::name || std::ranges::find(bound_, callee.names.front()) != bound_.end()) return;
    const std::string& name = callee.names.front();
    if (name != "now" && name != "today") return;
    fail(callee.at, fmt::format("không dùng {}(): kết quả phải lặp lại được. Đưa thời điểm vào bằng một biến", name),
         fmt::format("{}() is not available, as results must repeat: pass the instant in as a variable", name));
}

NodeIndex Parser::path(NodeIndex of) {
    const std::size_t at = in_.at();
    return add({.operation = Operation::path, .at = at, .parts = {of}, .names = {in_.name(known_)}});
}

NodeIndex Parser::filter(NodeIndex list) {
    const Bound bound(*this);
    const std::size_t at = in_.at();
    in_.expect("[");
    bind("item");
    const NodeIndex condition = whole();
    in_.expect("]");
    return join(Operation::filter, at, {list, condition});
}

/// `@"2026-11-16"`: a date, time, date and time or duration.
NodeIndex Parser::temporal_literal() {
    const std::size_t at = in_.at();
    in_.expect("@");
    const std::string text = in_.string();
    if (const auto date = parse_date(text)) return literal(*date, at);
    if (const auto moment = parse_date_time(text)) return literal(*moment, at);
    if (const auto time = parse_time(text)) return literal(*time, at);
    if (const auto duration = parse_day_time_duration(text)) return literal(*duration, at);
    if (const auto duration = parse_year_month_duration(text)) return literal(*duration, at);
    fail(at, fmt::format("“{}” không phải ngày, giờ hay khoảng thời gian", text),
         fmt::format("\"{}\" is neither a date, a time nor a duration", text));
}

Type Parser::type() {
    static const NameSet names = [] {
        NameSet all;
        for (const TypeName& name : type_names) all.emplace(name.text);
        return all;
    }();
    const Nested nested(*this);
    const std::size_t at = in_.at();
    const std::string word = in_.peek_word() == "function" ? "function" : in_.name(names);
    if (word == "function") in_.expect_word("function");
    const auto known = std::ranges::find(type_names, word, &TypeName::text);
    if (known == type_names.end()) {
        fail(at, fmt::format("không có kiểu “{}”", word), fmt::format("there is no type \"{}\"", word));
    }
    Type type{known->kind, {}};
    const bool of_elements = type.kind == Kind::list || type.kind == Kind::range;
    if (of_elements && in_.take("<")) {
        type.elements.push_back(this->type());
        in_.expect(">");
    }
    return type;
}

}  // namespace trien::feel::detail
