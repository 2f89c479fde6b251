// SPDX-License-Identifier: Apache-2.0
// Variables, data associations and expressions.

#include <fmt/format.h>

#include "engine/execution/detail/compiler.hpp"
#include "engine/execution/foreign.hpp"

namespace trien::execution::detail {

// --- names -----------------------------------------------------------------------------------------------------------

void Compiler::learn(const std::vector<bpmn::DataElement>& elements) {
    for (const bpmn::DataElement& element : elements) {
        if (!element.refers_to.empty()) continue;  // a reference is known by what it refers to
        const std::string& name = element.name.empty() ? element.id : element.name;
        variable_of_id_[element.id] = name;
        known_names_.push_back(name);
    }
    for (const bpmn::DataElement& element : elements) {
        if (element.refers_to.empty()) continue;
        // Modellers often name the reference and leave the object without a name.
        std::string& name = variable_of_id_[element.refers_to.name];
        const bool is_unnamed = name.empty() || name == element.refers_to.name;
        if (is_unnamed) name = element.name.empty() ? element.refers_to.name : element.name;
        variable_of_id_[element.id] = name;
        known_names_.push_back(name);
    }
}

void Compiler::learn_names(const bpmn::Process& process) {
    known_names_ = options_.known_names;
    learn(definitions_.data_stores);
    learn(process.properties);
    if (process.io) {
        learn(process.io->inputs);
        learn(process.io->outputs);
    }
    learn_names(process.inside);
}

void Compiler::learn_names(const bpmn::Container& container) {
    learn(container.data);
    for (const bpmn::FlowNode& node : container.nodes) {
        learn(node.activity.properties);
        learn(node.event.data.inputs);
        learn(node.event.data.outputs);
        if (node.activity.io) {
            learn(node.activity.io->inputs);
            learn(node.activity.io->outputs);
        }
        if (node.activity.multi_instance) {
            if (node.activity.multi_instance->input_item) learn({*node.activity.multi_instance->input_item});
            if (node.activity.multi_instance->output_item) learn({*node.activity.multi_instance->output_item});
        }
        learn_names(node.inside);
    }
}

std::string Compiler::variable_of(const std::string& id) const {
    const auto found = variable_of_id_.find(id);
    return found == variable_of_id_.end() ? id : found->second;
}

std::vector<std::string> Compiler::names_of(const std::vector<bpmn::DataElement>& elements) const {
    std::vector<std::string> names;
    for (const bpmn::DataElement& element : elements) {
        if (element.refers_to.empty()) names.push_back(variable_of(element.id));
    }
    return names;
}

// --- associations ----------------------------------------------------------------------------------------------------

void Compiler::set_data(Node& node, const bpmn::FlowNode& source) {
    const bpmn::DataInterface& data = source.activity.io ? *source.activity.io : source.event.data;
    node.data.inputs = names_of(data.inputs);
    node.data.outputs = names_of(data.outputs);
    for (const bpmn::DataAssociation& association : source.data_associations) add_association(node.data, association);
}

void Compiler::add_association(DataMapping& data, const bpmn::DataAssociation& source) {
    auto& assignments = source.is_input ? data.before : data.after;
    for (const bpmn::Assignment& assignment : source.assignments) {
        auto value = expression(assignment.from);
        if (value) assignments.push_back({variable_of(assignment.to.text), *std::move(value)});
    }
    if (!source.assignments.empty()) return;
    std::optional<Expression> value;
    if (source.transformation)
        value = expression(*source.transformation);
    else if (!source.sources.empty())
        value = variable_expression(source.sources.front(), source.place);
    if (value) assignments.push_back({variable_of(source.target), *std::move(value)});
}

// --- expressions -----------------------------------------------------------------------------------------------------

std::optional<Expression> Compiler::expression(const bpmn::Expression& source) {
    if (source.text.empty()) return std::nullopt;
    if (is_feel(source.language)) return parse(source.text, source.place);
    report("EXEC-002", source.place,
           {fmt::format("Ngôn ngữ biểu thức “{}” không chạy được", source.language),
            fmt::format("expressions in {} cannot be evaluated", source.language)},
           {"Viết biểu thức bằng FEEL", "write the expression in FEEL"});
    return std::nullopt;
}

std::optional<Expression> Compiler::expression(const std::optional<bpmn::Expression>& source) {
    return source ? expression(*source) : std::nullopt;
}

std::optional<Expression> Compiler::parse(const std::string& text, const Place& place) {
    auto parsed = Expression::parse(text, known_names_);
    if (parsed) return *std::move(parsed);
    const Message& cause = parsed.error().text;
    report("EXEC-004", place,
           {fmt::format("Không đọc được biểu thức “{}”: {}", text, cause.vi),
            fmt::format("the expression {} cannot be read: {}", text, cause.en)},
           {"Sửa biểu thức FEEL này", "mend this FEEL expression"});
    return std::nullopt;
}

std::optional<Expression> Compiler::variable_expression(const std::string& id, const Place& place) {
    return parse(variable_of(id), place);
}

}  // namespace trien::execution::detail
