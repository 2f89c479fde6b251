// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/foreign.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace trien::execution {

namespace {

constexpr std::string_view xpath = "http://www.w3.org/1999/XPath";
constexpr std::string_view xpath_read = "bpmn:getDataObject('";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The text of a literal expression of DMN, which is XML within the text of the file.
std::string_view literal_text(std::string_view xml) {
    const auto open = xml.find(":text>");
    const auto close = xml.find("</", open);
    if (open == std::string_view::npos || close == std::string_view::npos) return xml;
    const auto first = open + std::string_view(":text>").size();
    return trimmed(xml.substr(first, close - first));
}

/// The inside of an expression in the dialects' own wrapping.
std::string_view unwrapped(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('<')) return literal_text(text);
    const bool is_unified = (text.starts_with("${") || text.starts_with("#{")) && text.ends_with('}');
    if (is_unified) return trimmed(text.substr(2, text.size() - 3));
    if (text.starts_with('=') && !text.starts_with("==")) return trimmed(text.substr(1));
    return text;
}

/// Writes FEEL word by word.
class Translator {
  public:
    explicit Translator(std::string_view text) : rest_(text) {}

    std::string translate() {
        while (!rest_.empty()) {
            if (!take_text() && !take_name() && !take_operator()) take(1);
        }
        return std::move(feel_);
    }

  private:
    void take(std::size_t count) {
        feel_ += rest_.substr(0, count);
        rest_.remove_prefix(count);
    }

    /// 'text' or "text" as "text".
    bool take_text() {
        const char quote = rest_.front();
        if (quote != '\'' && quote != '"') return false;
        const auto end = rest_.find(quote, 1);
        if (end == std::string_view::npos) return false;
        feel_ += fmt::format("\"{}\"", rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return true;
    }

    /// bpmn:getDataObject('name') as name.
    bool take_name() {
        if (!rest_.starts_with(xpath_read)) return false;
        const auto end = rest_.find("')", xpath_read.size());
        if (end == std::string_view::npos) return false;
        feel_ += rest_.substr(xpath_read.size(), end - xpath_read.size());
        rest_.remove_prefix(end + 2);
        return true;
    }

    bool take_operator() {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> operators{
            {{"==", "="}, {"!=", "!="}, {"&&", "and"}, {"||", "or"}}};
        for (const auto& [theirs, ours] : operators) {
            if (!rest_.starts_with(theirs)) continue;
            feel_ += ours;
            rest_.remove_prefix(theirs.size());
            return true;
        }
        return take_negation();
    }

    /// !name as not(name); other negations have no plain end and stay for the reader to refuse.
    bool take_negation() {
        if (!rest_.starts_with('!')) return false;
        const auto is_part = [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
        };
        const auto end = std::find_if_not(rest_.begin() + 1, rest_.end(), is_part);
        const auto length = static_cast<std::size_t>(end - rest_.begin());
        if (length == 1) return false;
        feel_ += fmt::format("not({})", rest_.substr(1, length - 1));
        rest_.remove_prefix(length);
        return true;
    }

    std::string_view rest_;
    std::string feel_;
};

// --- whole files -----------------------------------------------------------------------------------------------------

void adapt(bpmn::Expression& expression) {
    expression.text = feel_of(expression.text);
    expression.language.clear();
}

void adapt(std::optional<bpmn::Expression>& expression) {
    if (expression) adapt(*expression);
}

void adapt(bpmn::EventDefinition& definition) {
    adapt(definition.time_date);
    adapt(definition.time_duration);
    adapt(definition.time_cycle);
    adapt(definition.condition);
}

bpmn::Expression expression_of(std::string text) {
    bpmn::Expression expression;
    expression.text = std::move(text);
    expression.formal = true;
    return expression;
}

void adapt_multi_instance(bpmn::MultiInstance& loop) {
    adapt(loop.cardinality);
    adapt(loop.completion_condition);
    if (loop.cardinality || !loop.data_input.empty()) return;
    std::string collection;
    for (const bpmn::XmlElement& extension : loop.extensions) {
        if (extension.name == "loopCharacteristics") collection = extension.attribute("inputCollection");
    }
    loop.cardinality = expression_of(collection.empty() ? "1" : fmt::format("count({})", feel_of(collection)));
}

void adapt_activity(bpmn::FlowNode& node) {
    bpmn::ActivityPart& activity = node.activity;
    activity.start_quantity = 1;
    activity.completion_quantity = 1;
    adapt(activity.completion_condition);
    if (activity.standard_loop) adapt(activity.standard_loop->condition);
    if (activity.multi_instance) adapt_multi_instance(*activity.multi_instance);
    const bool is_script = node.kind == bpmn::NodeKind::script_task;
    if (is_script && !is_feel(activity.script_format)) node.kind = bpmn::NodeKind::service_task;
}

void adapt(bpmn::Container& container);

void adapt(bpmn::FlowNode& node) {
    if (bpmn::is_activity(node.kind)) adapt_activity(node);
    for (bpmn::EventDefinition& definition : node.event.definitions) adapt(definition);
    for (bpmn::DataAssociation& association : node.data_associations) {
        adapt(association.transformation);
        for (bpmn::Assignment& assignment : association.assignments) adapt(assignment.from);
    }
    adapt(node.inside);
}

/// A flow nobody says when to take is somebody's choice.
void adapt_choice(const bpmn::Container& container, bpmn::SequenceFlow& flow) {
    if (flow.condition || flow.is_default) return;
    const bpmn::FlowNode* source = bpmn::find(container.nodes, flow.source);
    if (source == nullptr || source->kind != bpmn::NodeKind::exclusive_gateway) return;
    if (std::ranges::count(container.flows, flow.source, &bpmn::SequenceFlow::source) < 2) return;
    flow.condition = expression_of(fmt::format("choice = \"{}\" or choice = \"{}\"", flow.name, flow.id));
}

void adapt(bpmn::Container& container) {
    for (bpmn::FlowNode& node : container.nodes) adapt(node);
    for (bpmn::SequenceFlow& flow : container.flows) {
        adapt(flow.condition);
        adapt_choice(container, flow);
    }
}

}  // namespace

bool is_feel(std::string_view language) {
    if (language.empty() || language == xpath) return true;
    std::string lower(language);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower.find("feel") != std::string::npos;
}

std::string feel_of(std::string_view text) {
    return Translator(unwrapped(text)).translate();
}

bpmn::Definitions adapt_foreign(bpmn::Definitions definitions) {
    for (bpmn::EventDefinition& definition : definitions.event_definitions) adapt(definition);
    for (bpmn::Process& process : definitions.processes) adapt(process.inside);
    return definitions;
}

}  // namespace trien::execution
