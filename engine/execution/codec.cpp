// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/codec.hpp"

#include <algorithm>

#include "engine/execution/detail/fields.hpp"

namespace trien::execution {

namespace {

using detail::In;
using detail::malformed;
using detail::Out;

// --- parts of a state ------------------------------------------------------------------------------------------------

Canonical write(const Completed& done) {
    return Out()
        .add("inside", canonical_list(done.inside, [](const Completed& other) { return write(other); }))
        .add("item", done.item)
        .add("node", done.node)
        .add("variables", done.variables)
        .done();
}

Completed read_completed(const Json& json) {
    In in(json);
    Completed done{in.number("item"), in.id("node"), in.variables("variables"), {}};
    for (const Json& other : in.array("inside")) done.inside.push_back(read_completed(other));
    in.done();
    return done;
}

Canonical write(const Progress& progress) {
    return Out()
        .add("completed", progress.completed)
        .add("elements", progress.elements)
        .add("planned", progress.planned)
        .add("started", progress.started)
        .add("terminated", progress.terminated)
        .done();
}

Progress read_progress(const Json& json) {
    In in(json);
    Progress progress{in.number_if("planned"), in.values("elements"), in.number("started"), in.number("completed"),
                      in.number("terminated")};
    in.done();
    return progress;
}

Canonical write(const Item& item) {
    CanonicalArray progress;
    if (item.progress) progress.add(write(*item.progress));
    return Out()
        .add("completed", canonical_list(item.completed, [](const Completed& done) { return write(done); }))
        .add("detail", item.detail)
        .add("fault", item.fault)
        .add("interrupted", item.is_interrupted)
        .add("kind", text_of(item.kind))
        .add("node", item.node)
        .add("number", item.number)
        .add("parent", item.parent)
        .add("process", item.process)
        .add("progress", progress.done())
        .add("tokens", item.tokens)
        .add("variables", item.variables)
        .done();
}

Item read_item(const Json& json) {
    In in(json);
    Item item;
    item.number = in.number("number");
    item.parent = in.number("parent");
    item.kind = in.one_of("kind", Item::Kind::incident);
    item.node = in.id("node");
    item.process = in.binding_if("process");
    item.tokens = in.ids("tokens");
    item.variables = in.variables("variables");
    for (const Json& done : in.array("completed")) item.completed.push_back(read_completed(done));
    for (const Json& progress : in.array("progress")) item.progress = read_progress(progress);
    item.is_interrupted = in.flag("interrupted");
    item.fault = in.text("fault");
    item.detail = in.text("detail");
    in.done();
    return item;
}

/// @param event  name of the event it belongs to; empty in a state.
Canonical write(const Wait& wait, std::string_view event = {}) {
    return Out()
        .add("due", wait.due)
        .add("event", event)
        .add("host", wait.host)
        .add("kind", text_of(wait.kind))
        .add("met", wait.met)
        .add("name", wait.name)
        .add("node", wait.node)
        .add("number", wait.number)
        .add("remaining", wait.remaining)
        .add("rule", wait.rule)
        .add("starts", wait.starts)
        .add("trigger", wait.trigger)
        .done();
}

Wait read_wait(In& in) {
    Wait wait;
    wait.number = in.number("number");
    wait.host = in.number("host");
    wait.kind = in.one_of("kind", Wait::Kind::condition);
    wait.node = in.id("node");
    wait.starts = in.flag("starts");
    wait.trigger = in.number("trigger");
    wait.name = in.text("name");
    wait.rule = in.text("rule");
    wait.due = in.instant_if("due");
    wait.remaining = in.number_if("remaining");
    wait.met = in.flag("met");
    if (wait.kind == Wait::Kind::timer && !wait.due) throw malformed("due");
    return wait;
}

// --- events ----------------------------------------------------------------------------------------------------------

Canonical write(const Started& event) {
    return Out().add("event", "started").add("process", std::optional(event.process)).done();
}

Canonical write(const Entered& event) {
    return Out()
        .add("event", "entered")
        .add("node", event.node)
        .add("scope", event.scope)
        .add("taken", event.taken)
        .done();
}

Canonical write(const FlowTaken& event) {
    return Out().add("event", "flow").add("flow", event.flow).add("scope", event.scope).done();
}

Canonical write(const Opened& event) {
    return Out()
        .add("detail", event.detail)
        .add("elements", event.elements)
        .add("event", "opened")
        .add("fault", event.fault)
        .add("kind", text_of(event.kind))
        .add("node", event.node)
        .add("number", event.number)
        .add("parent", event.parent)
        .add("planned", event.planned)
        .add("process", event.process)
        .add("undoes", event.undoes)
        .add("undoesIn", event.undoes_in)
        .done();
}

Canonical write(const Closed& event) {
    return Out()
        .add("compensable", event.compensable)
        .add("event", "closed")
        .add("how", text_of(event.how))
        .add("number", event.number)
        .done();
}

Canonical write(const Cleared& event) {
    return Out().add("event", "cleared").add("scope", event.scope).done();
}

Canonical write(const Awaited& event) {
    return write(event.wait, "awaited");
}

Canonical write(const Occurred& event) {
    return Out()
        .add("event", "occurred")
        .add("met", event.met)
        .add("stays", event.stays)
        .add("wait", event.wait)
        .done();
}

Canonical write(const VariableSet& event) {
    return Out()
        .add("event", "set")
        .add("item", event.item)
        .add("name", event.name)
        .add_value("value", event.value)
        .done();
}

Canonical write(const Thrown& event) {
    return Out()
        .add("event", "thrown")
        .add("kind", text_of(event.kind))
        .add("name", event.name)
        .add("node", event.node)
        .add("payload", event.payload)
        .done();
}

Canonical write(const Ended& event) {
    return Out().add("error", event.error).add("event", "ended").add("status", text_of(event.status)).done();
}

Opened read_opened(In& in) {
    Opened event;
    event.number = in.number("number");
    event.parent = in.number("parent");
    event.kind = in.one_of("kind", Item::Kind::incident);
    event.node = in.id("node");
    event.process = in.binding_if("process");
    event.planned = in.number_if("planned");
    event.elements = in.values("elements");
    event.undoes_in = in.number("undoesIn");
    event.undoes = in.numbers("undoes");
    event.fault = in.text("fault");
    event.detail = in.text("detail");
    return event;
}

Event read_event(In& in) {
    const std::string type = in.text("event");
    if (type == "started") {
        const auto process = in.binding_if("process");
        if (!process) throw malformed("process");
        return Started{*process};
    }
    if (type == "entered") return Entered{in.number("scope"), in.id("node"), in.ids("taken")};
    if (type == "flow") return FlowTaken{in.number("scope"), in.id("flow")};
    if (type == "opened") return read_opened(in);
    if (type == "closed") {
        return Closed{in.number("number"), in.one_of("how", Closed::How::terminated), in.flag("compensable")};
    }
    if (type == "cleared") return Cleared{in.number("scope")};
    if (type == "awaited") return Awaited{read_wait(in)};
    if (type == "occurred") return Occurred{in.number("wait"), in.flag("stays"), in.flag("met")};
    if (type == "set") return VariableSet{in.number("item"), in.text("name"), in.value("value")};
    if (type == "thrown") {
        return Thrown{in.one_of("kind", Thrown::Kind::escalation), in.id("node"), in.text("name"),
                      in.variables("payload")};
    }
    if (type == "ended") return Ended{in.one_of("status", Status::cancelled), in.text("error")};
    throw malformed("event");
}

}  // namespace

Canonical to_canonical(const Event& event) {
    return std::visit([](const auto& fact) { return write(fact); }, event);
}

Event event_from_json(const Json& json) {
    In in(json);
    Event event = read_event(in);
    in.done();
    return event;
}

Canonical to_canonical(const State& state) {
    return Out()
        .add("error", state.error)
        .add("items", canonical_list(state.items, [](const Item& item) { return write(item); }))
        .add("last", state.last)
        .add("status", text_of(state.status))
        .add("version", static_cast<std::uint32_t>(codec_version))
        .add("waits", canonical_list(state.waits, [](const Wait& wait) { return write(wait); }))
        .done();
}

State state_from_json(const Json& json) {
    In in(json);
    if (in.number("version") != codec_version) throw malformed("version");
    State state;
    state.status = in.one_of("status", Status::cancelled);
    state.error = in.text("error");
    state.last = in.number("last");
    for (const Json& item : in.array("items")) state.items.push_back(read_item(item));
    for (const Json& wait : in.array("waits")) {
        In fields(wait);
        state.waits.push_back(read_wait(fields));
        fields.done();
    }
    in.done();
    // Numbers ascend, and what is open lies in what was opened before it: lookups rely on both.
    const bool ordered = std::ranges::is_sorted(state.items, std::ranges::less(), &Item::number) &&
                         std::ranges::is_sorted(state.waits, std::ranges::less(), &Wait::number);
    if (!ordered) throw malformed("items");
    for (const Item& item : state.items) {
        const bool is_root = item.number == 1 && item.parent == 0 && item.process.has_value();
        if (!is_root && (item.parent >= item.number || state.item(item.parent) == nullptr)) throw malformed("parent");
    }
    return state;
}

}  // namespace trien::execution
