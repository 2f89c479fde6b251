// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "engine/feel/detail/call.hpp"
#include "engine/feel/detail/evaluation.hpp"
#include "engine/feel/detail/operators.hpp"

namespace trien::feel::detail {

namespace {

using Overload = BuiltinFunction::Overload;

bool takes(const Overload& overload, std::size_t count) {
    const bool unlimited = overload.rest || overload.spread;
    return count >= overload.required && (unlimited || count <= overload.parameters.size());
}

/// Are these names of parameters, with none missing that is required?
bool takes(const Overload& overload, const std::vector<std::string>& names) {
    const auto given = [&](std::string_view parameter) { return std::ranges::find(names, parameter) != names.end(); };
    const auto known = [&](const std::string& name) {
        return std::ranges::find(overload.parameters, name) != overload.parameters.end();
    };
    return std::ranges::all_of(names, known) &&
           std::all_of(overload.parameters.begin(),
                       overload.parameters.begin() + static_cast<std::ptrdiff_t>(overload.required), given);
}

/// Values by name in the order of the parameters; null where none was given.
template <class Name>
std::vector<Value> arranged(const std::vector<Name>& parameters,
                            const std::vector<std::string>& names,
                            std::vector<Value> values) {
    std::vector<Value> arguments(parameters.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto parameter = std::ranges::find(parameters, names[i]);
        arguments[static_cast<std::size_t>(parameter - parameters.begin())] = std::move(values[i]);
    }
    return arguments;
}

/// The arguments from the last parameter on, as the one list it takes.
std::vector<Value> gathered(const Overload& overload, std::vector<Value> arguments) {
    const auto fixed = static_cast<std::ptrdiff_t>(overload.parameters.size()) - 1;
    const bool is_list = overload.spread && arguments.size() == 1 && arguments.front().kind() == Kind::list;
    if (is_list) return arguments;
    std::vector<Value> rest(std::make_move_iterator(arguments.begin() + fixed),
                            std::make_move_iterator(arguments.end()));
    arguments.resize(static_cast<std::size_t>(fixed));
    arguments.emplace_back(List(std::move(rest)));
    return arguments;
}

}  // namespace

Value Evaluation::not_a_function(std::size_t at) {
    return nothing(at, "đây không phải một hàm, hoặc hàm không nhận những tham số này",
                   "this is no function, or it does not take these arguments");
}

Value Evaluation::invocation(const Node& node) {
    const Value callee = value_of(node.parts.front());
    std::vector<Value> arguments;
    for (std::size_t i = 1; i < node.parts.size(); ++i) arguments.push_back(value_of(node.parts[i]));
    const auto* const function = callee.as<Function>();
    if (function == nullptr) return not_a_function(node.at);
    return call(*function, std::move(arguments), node.at);
}

Value Evaluation::named_invocation(const Node& node) {
    const Value callee = value_of(node.parts.front());
    std::vector<Value> values;
    for (std::size_t i = 1; i < node.parts.size(); ++i) values.push_back(value_of(node.parts[i]));
    const auto* const function = callee.as<Function>();
    if (function == nullptr) return not_a_function(node.at);
    if (const auto* closure = std::get_if<Closure>(&function->callable().what)) {
        const auto& parameters = closure->ast->nodes[closure->node].names;
        const bool fits = node.names.size() == parameters.size() && std::ranges::is_permutation(node.names, parameters);
        if (!fits) return not_a_function(node.at);
        return run(*closure, arranged(parameters, node.names, std::move(values)), node.at);
    }
    const auto& builtin = std::get<BuiltinFunction>(function->callable().what);
    for (const Overload& overload : builtin.overloads) {
        if (!takes(overload, node.names)) continue;
        return run_overload(overload, arranged(overload.parameters, node.names, std::move(values)), node.at);
    }
    return not_a_function(node.at);
}

Value Evaluation::call(const Function& function, std::vector<Value> arguments, std::size_t at) {
    if (const auto* closure = std::get_if<Closure>(&function.callable().what)) {
        return run(*closure, std::move(arguments), at);
    }
    return run(std::get<BuiltinFunction>(function.callable().what), std::move(arguments), at);
}

Value Evaluation::run(const BuiltinFunction& function, std::vector<Value> arguments, std::size_t at) {
    for (const Overload& overload : function.overloads) {
        if (!takes(overload, arguments.size())) continue;
        const bool gathers = overload.rest || overload.spread;
        return run_overload(overload, gathers ? gathered(overload, std::move(arguments)) : std::move(arguments), at);
    }
    return not_a_function(at);
}

Value Evaluation::run_overload(const Overload& overload, std::vector<Value> arguments, std::size_t at) {
    for (const Value& argument : arguments) budget_.spend_on(argument);
    Call call(std::move(arguments), at, *this);
    return made(overload.builtin->run(call), at);
}

Value Evaluation::run(const Closure& closure, std::vector<Value> arguments, std::size_t at) {
    const Node& node = closure.ast->nodes[closure.node];
    if (arguments.size() != node.names.size()) return not_a_function(at);
    const bool foreign = in_call_ || closure.ast != ast_;
    Evaluation body(closure.ast, closure.variables, budget_, foreign);
    body.scope_ = closure.scope;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Type& type = node.types[i];
        if (type.kind && !arguments[i].is_null() && !is_instance(arguments[i], type)) return not_a_function(at);
        body.scope_ = std::make_shared<const Scope>(body.scope_, node.names[i], std::move(arguments[i]));
    }
    return body.value_of(node.parts.front());
}

}  // namespace trien::feel::detail
