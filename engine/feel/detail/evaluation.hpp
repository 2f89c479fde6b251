// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/detail/callable.hpp"
#include "engine/feel/expression.hpp"

namespace trien::feel::detail {

/// Stops an evaluation that takes too much; caught where it began.
struct OutOfLimits {};

/// What one evaluation has left to spend, and what it noted.
class Budget {
  public:
    explicit Budget(const Limits& limits) : steps_(limits.steps), depth_(limits.depth), notes_left_(limits.notes) {}

    void spend(std::size_t steps) {
        if (steps > steps_) throw OutOfLimits{};
        steps_ -= steps;
    }
    /// For handling a value: sixteen values within it are one step.
    void spend_on(const Value& value) { spend(value.extent().weight / 16); }
    void enter() {
        if (depth_ == 0) throw OutOfLimits{};
        --depth_;
    }
    void leave() { ++depth_; }
    void note(std::size_t offset, std::string_view vi, std::string_view en) {
        if (notes_left_ == 0) return;
        --notes_left_;
        notes.push_back({offset, {std::string(vi), std::string(en)}});
    }

    std::vector<Note> notes;

  private:
    std::size_t steps_;
    std::size_t depth_;
    std::size_t notes_left_;
};

/// Counts one level of depth while it lives.
class Level {
  public:
    explicit Level(Budget& budget) : budget_(budget) { budget.enter(); }
    ~Level() { budget_.leave(); }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

  private:
    Budget& budget_;
};

/// Walks the nodes of one text. Its parts are in evaluation.cpp (single values), iteration.cpp (for, some, every,
/// filters) and invocation.cpp (functions).
class Evaluation {
  public:
    /// @param in_call  inside a function of another text: offsets there would mislead, so nothing is noted.
    Evaluation(const std::shared_ptr<const Ast>& ast, const Context& variables, Budget& budget, bool in_call = false)
        : ast_(ast), variables_(variables), budget_(budget), in_call_(in_call) {}

    [[nodiscard]] Value value_of(NodeIndex index);
    /// The value of unary tests, as a boolean or null.
    [[nodiscard]] Value test(const Value& subject, NodeIndex tests);
    /// Calls a function from within a built-in one.
    [[nodiscard]] Value call(const Function& function, std::vector<Value> arguments, std::size_t at);

    /// Null, and why.
    Value nothing(std::size_t at, std::string_view vi, std::string_view en);
    [[nodiscard]] Budget& budget() { return budget_; }

  private:
    /// Does something with the variables of a for, some or every bound. False stops it.
    using Visit = std::function<bool()>;
    class Binding;

    Value dispatch(const Node& node);
    Value lookup(const Node& node);
    Value operated(const Node& node);
    Value negated(const Node& node);
    Value joined(const Node& node, bool deciding);
    Value between(const Node& node);
    Value membership(const Node& node);
    Value match(const Node& node);
    Value path(const Node& node);
    Value instance(const Node& node);
    Value choice(const Node& node);
    Value list(const Node& node);
    Value context(const Node& node);
    Value range(const Node& node);
    Value made(Value value, std::size_t at);

    Value for_each(const Node& node);
    Value quantified(const Node& node, bool deciding);
    Value filter(const Node& node);
    Value filtered(const List& list, const Value& first, const Node& node);
    Value condition_for(const Value& item, NodeIndex condition);
    Value position(const List& list, const Number& position, const Node& node);
    /// False if a visit stopped the walk, or a domain is not one.
    bool walk(const Node& node, std::size_t variable, const Visit& visit);
    bool walk_count(const Node& node, std::size_t variable, const Node& domain, const Visit& visit);
    Value domain_fault(const Node& node);

    Value invocation(const Node& node);
    Value named_invocation(const Node& node);
    Value run(const BuiltinFunction& function, std::vector<Value> arguments, std::size_t at);
    Value run_overload(const BuiltinFunction::Overload& overload, std::vector<Value> arguments, std::size_t at);
    Value run(const Closure& closure, std::vector<Value> arguments, std::size_t at);
    Value not_a_function(std::size_t at);

    const std::shared_ptr<const Ast>& ast_;
    const Context& variables_;
    Budget& budget_;
    ScopePtr scope_;
    Value subject_;
    bool in_call_;
};

/// Binds a name (or, without a name, a context's entries) while it lives.
class Evaluation::Binding {
  public:
    Binding(Evaluation& evaluation, std::string_view name, Value value)
        : evaluation_(evaluation), before_(evaluation.scope_) {
        evaluation.scope_ = std::make_shared<const Scope>(before_, name, std::move(value));
    }
    ~Binding() { evaluation_.scope_ = std::move(before_); }
    Binding(const Binding&) = delete;
    Binding& operator=(const Binding&) = delete;

  private:
    Evaluation& evaluation_;
    ScopePtr before_;
};

}  // namespace trien::feel::detail
