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

Json write(const Completed& done) {
    Json inside = Json::array();
    for (const Completed& other : done.inside) inside.push_back(write(other));
    return Out()
        .add("item", done.item)
        .add("node", done.node)
        .add("variables", done.variables)
        .add("inside", std::move(inside))
        .take();
}

Completed read_completed(const Json& json) {
    In in(json);
    Completed done{in.number("item"), in.id("node"), in.variables("variables"), {}};
    for (const Json& other : in.array("inside")) done.inside.push_back(read_completed(other));
    in.done();
    return done;
}

Json write(const Progress& progress) {
    return Out()
        .add("planned", progress.planned)
        .add("elements", progress.elements)
        .add("started", progress.started)
        .add("completed", progress.completed)
        .add("terminated", progress.terminated)
        .take();
}

Progress read_progress(const Json& json) {
    In in(json);
    Progress progress{in.number_if("planned"), in.values("elements"), in.number("started"), in.number("completed"),
                      in.number("terminated")};
    in.done();
    return progress;
}

Json write(const Item& item) {
    Json completed = Json::array();
    for (const Completed& done : item.completed) completed.push_back(write(done));
    Json progress = Json::array();
    if (item.progress) progress.push_back(write(*item.progress));
    return Out()
        .add("number", item.number)
        .add("parent", item.parent)
        .add("kind", std::string(text_of(item.kind)))
        .add("node", item.node)
        .add("process", item.process)
        .add("tokens", item.tokens)
        .add("variables", item.variables)
        .add("completed", std::move(completed))
        .add("progress", std::move(progress))
        .add("interrupted", item.is_interrupted)
        .add("fault", item.fault)
        .add("detail", item.detail)
        .take();
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

Json write(const Wait& wait) {
    return Out()
        .add("number", wait.number)
        .add("host", wait.host)
        .add("kind", std::string(text_of(wait.kind)))
        .add("node", wait.node)
        .add("starts", wait.starts)
        .add("trigger", wait.trigger)
        .add("name", wait.name)
        .add("rule", wait.rule)
        .add("due", wait.due)
        .add("remaining", wait.remaining)
        .add("met", wait.met)
        .take();
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

Json write(const Started& event) {
    return Out().add("event", std::string("started")).add("process", std::optional(event.process)).take();
}

Json write(const Entered& event) {
    return Out()
        .add("event", std::string("entered"))
        .add("scope", event.scope)
        .add("node", event.node)
        .add("taken", event.taken)
        .take();
}

Json write(const FlowTaken& event) {
    return Out().add("event", std::string("flow")).add("scope", event.scope).add("flow", event.flow).take();
}

Json write(const Opened& event) {
    return Out()
        .add("event", std::string("opened"))
        .add("number", event.number)
        .add("parent", event.parent)
        .add("kind", std::string(text_of(event.kind)))
        .add("node", event.node)
        .add("process", event.process)
        .add("planned", event.planned)
        .add("elements", event.elements)
        .add("undoesIn", event.undoes_in)
        .add("undoes", event.undoes)
        .add("fault", event.fault)
        .add("detail", event.detail)
        .take();
}

Json write(const Closed& event) {
    return Out()
        .add("event", std::string("closed"))
        .add("number", event.number)
        .add("how", std::string(text_of(event.how)))
        .add("compensable", event.compensable)
        .take();
}

Json write(const Cleared& event) {
    return Out().add("event", std::string("cleared")).add("scope", event.scope).take();
}

Json write(const Awaited& event) {
    Json json = write(event.wait);
    json["event"] = "awaited";
    return json;
}

Json write(const Occurred& event) {
    return Out()
        .add("event", std::string("occurred"))
        .add("wait", event.wait)
        .add("stays", event.stays)
        .add("met", event.met)
        .take();
}

Json write(const VariableSet& event) {
    return Out()
        .add("event", std::string("set"))
        .add("item", event.item)
        .add("name", event.name)
        .add_value("value", event.value)
        .take();
}

Json write(const Thrown& event) {
    return Out()
        .add("event", std::string("thrown"))
        .add("kind", std::string(text_of(event.kind)))
        .add("node", event.node)
        .add("name", event.name)
        .add("payload", event.payload)
        .take();
}

Json write(const Ended& event) {
    return Out()
        .add("event", std::string("ended"))
        .add("status", std::string(text_of(event.status)))
        .add("error", event.error)
        .take();
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

Json to_json(const Event& event) {
    return std::visit([](const auto& fact) { return write(fact); }, event);
}

Event event_from_json(const Json& json) {
    In in(json);
    Event event = read_event(in);
    in.done();
    return event;
}

Json to_json(const State& state) {
    Json items = Json::array();
    for (const Item& item : state.items) items.push_back(write(item));
    Json waits = Json::array();
    for (const Wait& wait : state.waits) waits.push_back(write(wait));
    return Out()
        .add("version", static_cast<std::uint32_t>(codec_version))
        .add("status", std::string(text_of(state.status)))
        .add("error", state.error)
        .add("last", state.last)
        .add("items", std::move(items))
        .add("waits", std::move(waits))
        .take();
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
