// SPDX-License-Identifier: Apache-2.0
// Rules of the executable profile for events (BPMN 2.0.1, 10.5, tables 10.84 to 10.93).
#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "engine/bpmn/detail/profile_check.hpp"

namespace trien::bpmn::detail {

namespace {

using Kind = EventDefinition::Kind;
using Kinds = std::set<Kind>;

/// What an event may wait for or do where it stands.
const Kinds& allowed_kinds(const Scope& scope, const FlowNode& event) {
    static const Kinds none;
    static const Kinds start{Kind::message, Kind::timer, Kind::conditional, Kind::signal};
    static const Kinds event_sub_process{Kind::message, Kind::timer,      Kind::conditional, Kind::signal,
                                         Kind::error,   Kind::escalation, Kind::compensate};
    static const Kinds caught{Kind::message, Kind::timer, Kind::conditional, Kind::signal, Kind::link};
    static const Kinds thrown{Kind::message, Kind::escalation, Kind::compensate, Kind::signal, Kind::link};
    static const Kinds boundary{Kind::message, Kind::timer,      Kind::conditional, Kind::signal,
                                Kind::error,   Kind::escalation, Kind::cancel,      Kind::compensate};
    static const Kinds end{Kind::message, Kind::escalation, Kind::compensate, Kind::signal,
                           Kind::error,   Kind::cancel,     Kind::terminate};
    switch (event.kind) {
        case NodeKind::start_event:
            if (scope.owner == nullptr) return start;
            return scope.is_event_sub_process() ? event_sub_process : none;
        case NodeKind::intermediate_catch_event: return caught;
        case NodeKind::intermediate_throw_event: return thrown;
        case NodeKind::boundary_event: return boundary;
        case NodeKind::end_event: return end;
        default: return none;
    }
}

/// Whether an event must have a definition: one that waits, but for the plain start of a process or sub-process.
bool needs_definition(const Scope& scope, const FlowNode& event) {
    if (event.kind == NodeKind::start_event) return scope.is_event_sub_process();
    return event.kind == NodeKind::intermediate_catch_event || event.kind == NodeKind::boundary_event;
}

bool waits(const FlowNode& event) {
    return event.kind == NodeKind::start_event || event.kind == NodeKind::intermediate_catch_event ||
           event.kind == NodeKind::boundary_event;
}

/// A cancel event stands on a transaction, or ends a path of one.
bool is_of_transaction(const Scope& scope, const FlowNode& event) {
    const FlowNode* const activity =
        event.kind == NodeKind::boundary_event ? scope.node(event.event.attached_to) : scope.owner;
    return activity != nullptr && activity->kind == NodeKind::transaction;
}

int times_named(const EventDefinition& timer) {
    return static_cast<int>(timer.time_date.has_value()) + static_cast<int>(timer.time_duration.has_value()) +
           static_cast<int>(timer.time_cycle.has_value());
}

/// Whether an event must say which message, signal, error or escalation. Catching any error or escalation is allowed,
/// and what is sent as a message may be left to an extension.
bool needs_subject(const FlowNode& event, Kind kind) {
    switch (kind) {
        case Kind::message: return waits(event);
        case Kind::signal: return true;
        case Kind::error:
        case Kind::escalation: return !waits(event);
        default: return false;
    }
}

void check_definition(const Scope& scope, const FlowNode& event, const EventDefinition& definition, Report& report) {
    if (!allowed_kinds(scope, event).contains(definition.kind)) report.add("BPMN-111", event);
    const bool always_interrupts = definition.kind == Kind::error || definition.kind == Kind::cancel;
    if (waits(event) && always_interrupts && !event.event.is_interrupting) report.add("BPMN-112", event);
    if (definition.kind == Kind::cancel && !is_of_transaction(scope, event)) report.add("BPMN-113", event);
    if (definition.kind == Kind::timer && times_named(definition) != 1) report.add("BPMN-114", event);
    if (needs_subject(event, definition.kind) && definition.refers_to.empty()) report.add("BPMN-115", event);
}

/// A compensation boundary event leads to its handler by an association, never by a flow.
void check_compensation(const Scope& scope, const FlowNode& event, Report& report) {
    if (!scope.flows_from(event).empty()) report.add("BPMN-118", event);
    const auto leads_to_handler = [&](const Association& association) {
        const bool from_source = association.source.name == event.id;
        if (!from_source && association.target.name != event.id) return false;
        const FlowNode* const other = scope.node(from_source ? association.target.name : association.source.name);
        return other != nullptr && is_activity(other->kind) && other->activity.is_for_compensation;
    };
    if (std::ranges::count_if(scope.container.associations, leads_to_handler) != 1) report.add("BPMN-119", event);
}

void check_boundary(const Scope& scope, const FlowNode& event, Report& report) {
    const FlowNode* const activity = scope.node(event.event.attached_to);
    if (activity == nullptr || !is_activity(activity->kind)) report.add("BPMN-116", event);
    if (event.event.has(Kind::compensate)) check_compensation(scope, event, report);
}

void check_event(const Scope& scope, const FlowNode& event, Report& report) {
    if (event.event.definitions.empty() && needs_definition(scope, event)) report.add("BPMN-110", event);
    for (const EventDefinition& definition : event.event.definitions) {
        check_definition(scope, event, definition, report);
    }
    if (event.event.is_parallel_multiple && event.event.definitions.size() < 2) report.add("BPMN-117", event);
    if (event.kind == NodeKind::boundary_event) check_boundary(scope, event, report);
}

}  // namespace

void check_events(const Scope& scope, Report& report) {
    for (const FlowNode& node : scope.container.nodes) {
        if (is_event(node.kind)) check_event(scope, node, report);
    }
}

// --- Links -----------------------------------------------------------------------------------------------------------

namespace {

struct LinkEnds {
    std::vector<const FlowNode*> sources;  ///< throw events
    std::vector<const FlowNode*> targets;  ///< catch events
};

void check_link(const LinkEnds& ends, Report& report) {
    if (ends.targets.size() != 1) {
        for (const FlowNode* const source : ends.sources) report.add("BPMN-126", *source);
    }
    if (ends.targets.size() > 1 && ends.sources.empty()) report.add("BPMN-126", *ends.targets.back());
    if (ends.sources.empty()) {
        for (const FlowNode* const target : ends.targets) report.add("BPMN-127", *target);
    }
}

}  // namespace

void check_links(const Scope& scope, Report& report) {
    std::map<std::string_view, LinkEnds> links;
    for (const FlowNode& node : scope.container.nodes) {
        for (const EventDefinition& definition : node.event.definitions) {
            if (definition.kind != Kind::link) continue;
            const bool throws = node.kind == NodeKind::intermediate_throw_event;
            (throws ? links[definition.name].sources : links[definition.name].targets).push_back(&node);
            if (!(throws ? scope.flows_from(node) : scope.flows_to(node)).empty()) report.add("BPMN-128", node);
        }
    }
    for (const auto& [name, ends] : links) check_link(ends, report);
}

}  // namespace trien::bpmn::detail
