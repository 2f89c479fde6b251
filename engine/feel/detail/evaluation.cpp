// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/detail/evaluation.hpp"

#include <optional>
#include <utility>

#include "engine/feel/detail/members.hpp"
#include "engine/feel/detail/operators.hpp"

namespace trien::feel::detail {

Scope::~Scope() {
    // Only scopes nobody else holds go: they alone can be changed, and nobody sees it.
    ScopePtr next = std::move(parent);
    while (next && next.use_count() == 1) {
        ScopePtr after = std::move(const_cast<Scope&>(*next).parent);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
        next = std::move(after);
    }
}

Value Evaluation::nothing(std::size_t at, std::string_view vi, std::string_view en) {
    if (!in_call_) budget_.note(at, vi, en);
    return Null{};
}

Value Evaluation::value_of(NodeIndex index) {
    const Level level(budget_);
    budget_.spend(1);
    return dispatch(ast_->nodes[index]);
}

Value Evaluation::dispatch(const Node& node) {
    switch (node.operation) {
        case Operation::literal: return node.value;
        case Operation::name: return lookup(node);
        case Operation::subject: return subject_;
        case Operation::add:
        case Operation::subtract:
        case Operation::multiply:
        case Operation::divide:
        case Operation::power:
        case Operation::equal:
        case Operation::not_equal:
        case Operation::less:
        case Operation::less_equal:
        case Operation::greater:
        case Operation::greater_equal: return operated(node);
        case Operation::negate: return negated(node);
        case Operation::between: return between(node);
        case Operation::in: return membership(node);
        case Operation::match: return match(node);
        case Operation::conjunction: return joined(node, false);
        case Operation::disjunction: return joined(node, true);
        case Operation::choice: return choice(node);
        case Operation::for_each: return for_each(node);
        case Operation::some: return quantified(node, true);
        case Operation::every: return quantified(node, false);
        case Operation::filter: return filter(node);
        case Operation::path: return path(node);
        case Operation::call: return invocation(node);
        case Operation::named_call: return named_invocation(node);
        case Operation::list: return list(node);
        case Operation::context: return context(node);
        case Operation::range: return range(node);
        case Operation::function:
            return Function(std::make_shared<const Callable>(
                Callable{Closure{ast_, static_cast<NodeIndex>(&node - ast_->nodes.data()), scope_, variables_}}));
        case Operation::instance_of: return instance(node);
        case Operation::count: break;  // a domain only; see walk()
    }
    return Null{};
}

Value Evaluation::lookup(const Node& node) {
    const std::string_view name = node.names.front();
    std::size_t passed = 0;
    for (const Scope* scope = scope_.get(); scope != nullptr; scope = scope->parent.get()) {
        if (scope->name == name) return scope->value;
        if (scope->name.empty()) {
            if (const Value* entry = scope->value.as<Context>()->find(name)) return *entry;
        }
        if (++passed % 16 == 0) budget_.spend(1);
    }
    if (const Value* variable = variables_.find(name)) return *variable;
    return nothing(node.at, "không có biến mang tên này", "there is no variable of this name");
}

Value Evaluation::operated(const Node& node) {
    const Value a = value_of(node.parts[0]);
    const Value b = value_of(node.parts[1]);
    const auto result = [&]() -> Value {
        switch (node.operation) {
            case Operation::equal: budget_.spend_on(a); return equal(a, b);
            case Operation::not_equal: budget_.spend_on(a); return negation(equal(a, b));
            case Operation::less:
            case Operation::less_equal:
            case Operation::greater:
            case Operation::greater_equal: return compare(node.operation, a, b);
            default: return made(arithmetic(node.operation, a, b), node.at);
        }
    }();
    if (!result.is_null()) return result;
    return nothing(node.at, "hai giá trị này không đi được với phép tính này", "these values do not fit this operator");
}

Value Evaluation::negated(const Node& node) {
    Value result = negative(value_of(node.parts[0]));
    if (!result.is_null()) return result;
    return nothing(node.at, "chỉ số và khoảng thời gian có dấu trừ", "only numbers and durations have a negative");
}

/// `and` when deciding is false, `or` when it is true: one deciding part decides, else all must be known.
Value Evaluation::joined(const Node& node, bool deciding) {
    Value all = !deciding;
    for (const NodeIndex part : node.parts) {
        const Value value = value_of(part);
        const bool* const truth = value.as<bool>();
        if (truth == nullptr) {
            all = Null{};
        } else if (*truth == deciding) {
            return deciding;
        }
    }
    return all;
}

Value Evaluation::between(const Node& node) {
    const Value value = value_of(node.parts[0]);
    const Value low = value_of(node.parts[1]);
    return includes(Range(true, low, value_of(node.parts[2]), true), value);
}

Value Evaluation::membership(const Node& node) {
    const Value before = std::exchange(subject_, value_of(node.parts[0]));
    Value all = false;
    for (std::size_t i = 1; i < node.parts.size() && !all.is_true(); ++i) {
        const Value passes = value_of(node.parts[i]);
        if (passes.is_true() || passes.is_null()) all = passes;
    }
    subject_ = before;
    return all;
}

Value Evaluation::match(const Node& node) {
    const Value subject = subject_;
    const Value wanted = value_of(node.parts[0]);
    const bool* const truth = wanted.as<bool>();
    // A condition rather than a value to be equal to.
    if (node.reads_special) return truth != nullptr ? wanted : Value();
    if (truth != nullptr && subject.kind() != Kind::boolean && !subject.is_null()) return wanted;
    budget_.spend_on(wanted);
    return matches(subject, wanted);
}

Value Evaluation::test(const Value& subject, NodeIndex tests) {
    const Binding binding(*this, "?", subject);
    subject_ = subject;
    return value_of(tests);
}

Value Evaluation::path(const Node& node) {
    const Value value = value_of(node.parts[0]);
    Value found = member(value, node.names[0]);
    // Of a list a new list was made; anything else was there before.
    return value.kind() == Kind::list ? made(std::move(found), node.at) : found;
}

Value Evaluation::instance(const Node& node) {
    const Value value = value_of(node.parts[0]);
    budget_.spend_on(value);
    return is_instance(value, node.types[0]);
}

Value Evaluation::choice(const Node& node) {
    return value_of(node.parts[value_of(node.parts[0]).is_true() ? 1 : 2]);
}

/// Charges for a value that was put together, and keeps it within the depth values may have.
Value Evaluation::made(Value value, std::size_t at) {
    budget_.spend_on(value);
    if (value.extent().depth <= max_value_depth) return value;
    return nothing(at, "danh sách lồng nhau quá sâu", "lists or contexts are nested too deep");
}

Value Evaluation::list(const Node& node) {
    std::vector<Value> items;
    items.reserve(node.parts.size());
    for (const NodeIndex part : node.parts) items.push_back(value_of(part));
    return made(List(std::move(items)), node.at);
}

Value Evaluation::context(const Node& node) {
    const ScopePtr before = scope_;
    std::vector<Context::Entry> entries;
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
        Value value = value_of(node.parts[i]);
        scope_ = std::make_shared<const Scope>(scope_, node.names[i], value);
        entries.emplace_back(node.names[i], std::move(value));
    }
    scope_ = before;
    return made(Context(std::move(entries)), node.at);
}

Value Evaluation::range(const Node& node) {
    Value start = value_of(node.parts[0]);
    Value end = value_of(node.parts[1]);
    if (!order(start, end)) {
        return nothing(node.at, "hai đầu khoảng không so sánh được", "the ends of the range do not compare");
    }
    return Range(node.start_included, std::move(start), std::move(end), node.end_included);
}

}  // namespace trien::feel::detail
