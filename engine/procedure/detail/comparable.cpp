// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/comparable.hpp"

#include <map>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/procedure/describe.hpp"

namespace trien::procedure::detail {

namespace {

using execution::Net;
using execution::Node;

Json text_or_null(const std::optional<feel::Expression>& expression) {
    return expression ? Json(expression->text()) : Json(nullptr);
}

Json json_of(const execution::Trigger& trigger) {
    return {{"kind", bpmn::text_of(trigger.kind)},
            {"name", trigger.name},
            {"timer", trigger.timer ? Json(trigger.timer->rule.text()) : Json(nullptr)},
            {"condition", text_or_null(trigger.condition)}};
}

Json json_of(const execution::Loop& loop) {
    return {{"sequential", loop.kind != execution::Loop::Kind::parallel},
            {"maximum", loop.maximum ? Json(*loop.maximum) : Json(nullptr)},
            {"condition", text_or_null(loop.condition)},
            {"cardinality", text_or_null(loop.cardinality)},
            {"collection", text_or_null(loop.collection)},
            {"completion", text_or_null(loop.completion)}};
}

Json id_or_null(const Net& net, execution::NodeIndex node) {
    return node == execution::nothing ? Json(nullptr) : Json(net.node(node).id.value());
}

/// Steps and ends have their names in lists of their own.
Json json_of(const Procedure& procedure, const Node& node) {
    const Net& net = procedure.net;
    const bool is_named_elsewhere = procedure.step(node.id) != nullptr || procedure.end(node.id) != nullptr;
    Json triggers = Json::array();
    for (const execution::Trigger& trigger : node.triggers) triggers.push_back(json_of(trigger));
    const bool has_default = node.default_flow != execution::nothing;
    return {{"id", node.id.value()},
            {"name", is_named_elsewhere ? std::string() : node.name},
            {"kind", bpmn::text_of(node.kind)},
            {"inside", id_or_null(net, net.scopes.at(node.scope).owner)},
            {"default", has_default ? Json(net.flows.at(node.default_flow).id.value()) : Json(nullptr)},
            {"attachedTo", id_or_null(net, node.attached_to)},
            {"triggers", triggers},
            {"interrupting", node.interrupting},
            {"called", node.called},
            {"implementation", node.implementation},
            {"script", text_or_null(node.script)},
            {"loop", node.loop ? json_of(*node.loop) : Json(nullptr)}};
}

Json json_of(const Net& net, const execution::Flow& flow) {
    return {{"id", flow.id.value()},
            {"source", id_or_null(net, flow.source)},
            {"target", id_or_null(net, flow.target)},
            {"condition", text_or_null(flow.condition)}};
}

/// The members that name an item, by list.
const std::map<std::string_view, std::vector<std::string_view>>& names_in_lists() {
    static const std::map<std::string_view, std::vector<std::string_view>> names = {
        {"steps", {"id"}},
        {"nodes", {"id"}},
        {"flows", {"id"}},
        {"ends", {"id"}},
        {"components", {"id"}},
        {"forms", {"id"}},
        {"timeGroups", {"id"}},
        {"references", {"number"}},
        {"terms", {"name"}},
        {"facts", {"name"}},
        {"records", {"name"}},
        {"outcomes", {"name"}},
        {"sources", {"part"}},
        {"changes", {"issue"}},
        {"supersedes", {"set", "code", "issue"}},
        {"separateFrom", {"from"}},
        {"clocks", {"element", "effect"}},
    };
    return names;
}

std::string plain(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

Json comparable(const Procedure& procedure) {
    Json json = to_json(procedure);
    json.erase("schema");
    json.erase("digest");
    // Who answers because of leading the step is no difference of its own.
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        if (!procedure.steps[i].accountable) json["steps"][i]["accountable"] = nullptr;
    }
    json["nodes"] = Json::array();
    for (const Node& node : procedure.net.nodes) json["nodes"].push_back(json_of(procedure, node));
    json["flows"] = Json::array();
    for (const execution::Flow& flow : procedure.net.flows) json["flows"].push_back(json_of(procedure.net, flow));
    return json;
}

std::optional<std::string> key_of(const std::string& list, const Json& item) {
    if (!item.is_object()) return std::nullopt;
    if (list == "deadlines") return plain(item.at("case").at("id"));
    const auto names = names_in_lists().find(list);
    if (names == names_in_lists().end()) return std::nullopt;
    std::string key;
    for (const std::string_view name : names->second) {
        if (!key.empty()) key += ", ";
        key += plain(item.at(std::string(name)));
    }
    return key;
}

}  // namespace trien::procedure::detail
