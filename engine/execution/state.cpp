// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/state.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "engine/base/overloaded.hpp"

namespace trien::execution {

namespace {

template <class T>
T* find(std::vector<T>& list, Serial number) {
    const auto at = std::ranges::lower_bound(list, number, {}, &T::number);
    return at != list.end() && at->number == number ? &*at : nullptr;
}

Item* scope_of(State& state, Serial number) {
    Item* item = find(state.items, number);
    return item != nullptr && item->kind == Item::Kind::scope ? item : nullptr;
}

/// Ends items and what they wait for.
void remove(State& state, const std::vector<Serial>& numbers) {
    const auto gone = [&](Serial number) { return std::ranges::binary_search(numbers, number); };
    std::erase_if(state.items, [&](const Item& item) { return gone(item.number); });
    std::erase_if(state.waits, [&](const Wait& wait) { return gone(wait.host); });
}

void remember(State& state, const Item& item) {
    Item* scope = find(state.items, scope_around(state, item.number));
    if (scope == nullptr) return;
    const bool is_scope = item.kind == Item::Kind::scope;
    scope->completed.push_back({item.number, item.node, is_scope ? item.variables : Variables{},
                                is_scope ? item.completed : std::vector<Completed>{}});
}

void count_in_loop(State& state, Serial loop, Closed::How how) {
    Item* item = find(state.items, loop);
    if (item == nullptr || !item->progress) return;
    ++(how == Closed::How::completed ? item->progress->completed : item->progress->terminated);
}

/// Moves what is to be undone from its scope to the compensation.
std::vector<Completed> take_completed(State& state, const Opened& event) {
    std::vector<Completed> taken;
    Item* scope = find(state.items, event.undoes_in);
    if (scope == nullptr) return taken;
    std::vector<Completed> left;
    for (Completed& done : scope->completed) {
        const bool is_meant = std::ranges::find(event.undoes, done.item) != event.undoes.end();
        (is_meant ? taken : left).push_back(std::move(done));
    }
    scope->completed = std::move(left);
    return taken;
}

// --- one function an event -------------------------------------------------------------------------------------------

void on(State& state, const Started& event) {
    state.status = Status::running;
    state.last = 1;
    Item root;
    root.number = 1;
    root.process = event.process;
    state.items = {std::move(root)};
}

void on(State& state, const Entered& event) {
    Item* scope = scope_of(state, event.scope);
    if (scope == nullptr) return;
    for (const ElementId& flow : event.taken) {
        const auto token = std::ranges::find(scope->tokens, flow);
        if (token != scope->tokens.end()) scope->tokens.erase(token);
    }
}

void on(State& state, const FlowTaken& event) {
    if (Item* scope = scope_of(state, event.scope)) scope->tokens.push_back(event.flow);
}

void on(State& state, const Opened& event) {
    Item item;
    item.number = event.number;
    item.parent = event.parent;
    item.kind = event.kind;
    item.node = event.node;
    item.process = event.process;
    item.fault = event.fault;
    item.detail = event.detail;
    if (event.kind == Item::Kind::loop) item.progress = Progress{event.planned, event.elements, 0, 0, 0};
    if (event.kind == Item::Kind::compensation) item.completed = take_completed(state, event);
    Item* parent = find(state.items, event.parent);
    // An incident stands beside what it is about, not for it.
    if (parent != nullptr && event.kind == Item::Kind::incident) parent = nullptr;
    if (parent != nullptr && parent->progress) ++parent->progress->started;
    if (parent != nullptr && parent->kind == Item::Kind::compensation && !parent->completed.empty()) {
        Completed undone = std::move(parent->completed.back());
        parent->completed.pop_back();
        // A sub-process is undone from inside, in the state it was left in (10.7.2).
        if (item.node == undone.node) {
            item.variables = std::move(undone.variables);
            item.completed = std::move(undone.inside);
        }
    }
    state.last = std::max(state.last, event.number);
    state.items.push_back(std::move(item));
}

void on(State& state, const Closed& event) {
    const Item* item = find(state.items, event.number);
    if (item == nullptr) return;
    const Serial loop = item->kind == Item::Kind::incident ? 0 : item->parent;
    if (event.compensable) remember(state, *item);
    auto numbers = inside(state, event.number);
    numbers.insert(numbers.begin(), event.number);
    remove(state, numbers);
    count_in_loop(state, loop, event.how);
}

void on(State& state, const Cleared& event) {
    Item* scope = scope_of(state, event.scope);
    if (scope == nullptr) return;
    scope->tokens.clear();
    scope->is_interrupted = true;
    remove(state, inside(state, event.scope));
    std::erase_if(state.waits, [&](const Wait& wait) { return wait.host == event.scope && wait.starts; });
}

void on(State& state, const Awaited& event) {
    state.last = std::max(state.last, event.wait.number);
    state.waits.push_back(event.wait);
}

void on(State& state, const Occurred& event) {
    Wait* wait = find(state.waits, event.wait);
    if (wait == nullptr) return;
    wait->met = event.met;
    if (!event.stays) state.waits.erase(state.waits.begin() + (wait - state.waits.data()));
}

void on(State& state, const VariableSet& event) {
    if (Item* item = find(state.items, event.item)) item->variables.insert_or_assign(event.name, event.value);
}

void on(State&, const Thrown&) {}

void on(State& state, const Ended& event) {
    state.status = event.status;
    state.error = event.error;
    state.items.clear();
    state.waits.clear();
}

}  // namespace

const Item* State::item(Serial number) const {
    const auto at = std::ranges::lower_bound(items, number, {}, &Item::number);
    return at != items.end() && at->number == number ? &*at : nullptr;
}

const Wait* State::wait(Serial number) const {
    const auto at = std::ranges::lower_bound(waits, number, {}, &Wait::number);
    return at != waits.end() && at->number == number ? &*at : nullptr;
}

void apply(State& state, const Event& event) {
    std::visit([&](const auto& fact) { on(state, fact); }, event);
}

State evolve(State state, const Event& event) {
    apply(state, event);
    return state;
}

WorkId work_id(const Item& item) {
    return WorkId(fmt::format("{}/{}", item.node.value(), item.number));
}

WorkId work_id(const Wait& wait) {
    return WorkId(fmt::format("{}/{}", wait.node.value(), wait.number));
}

std::optional<Serial> serial_of(const WorkId& id) {
    const std::string& text = id.value();
    const auto slash = text.rfind('/');
    if (slash == std::string::npos) return std::nullopt;
    Serial number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data() + slash + 1, end, number);
    if (fault != std::errc() || stop != end) return std::nullopt;
    return number;
}

std::vector<const Item*> open_work(const State& state) {
    std::vector<const Item*> work;
    for (const Item& item : state.items) {
        if (item.kind == Item::Kind::work) work.push_back(&item);
    }
    return work;
}

std::vector<const Wait*> open_timers(const State& state) {
    std::vector<const Wait*> timers;
    for (const Wait& wait : state.waits) {
        if (wait.kind == Wait::Kind::timer && !wait.met) timers.push_back(&wait);
    }
    return timers;
}

std::vector<const Item*> incidents(const State& state) {
    std::vector<const Item*> found;
    for (const Item& item : state.items) {
        if (item.kind == Item::Kind::incident) found.push_back(&item);
    }
    return found;
}

std::vector<Serial> inside(const State& state, Serial item) {
    std::vector<Serial> found;
    // Parents are opened before their children, so one pass in order finds all.
    for (const Item& other : state.items) {
        const bool direct = other.parent == item && other.number != item;
        if (direct || std::ranges::binary_search(found, other.parent)) found.push_back(other.number);
    }
    return found;
}

Serial scope_around(const State& state, Serial item) {
    const Item* at = state.item(item);
    while (at != nullptr && at->parent != 0) {
        at = state.item(at->parent);
        if (at != nullptr && at->kind == Item::Kind::scope) return at->number;
    }
    return 0;
}

std::string_view text_of(Status status) {
    switch (status) {
        case Status::ready: return "ready";
        case Status::running: return "running";
        case Status::completed: return "completed";
        case Status::terminated: return "terminated";
        case Status::failed: return "failed";
        case Status::cancelled: return "cancelled";
    }
    return {};
}

std::string_view text_of(Item::Kind kind) {
    switch (kind) {
        case Item::Kind::scope: return "scope";
        case Item::Kind::work: return "work";
        case Item::Kind::wait: return "wait";
        case Item::Kind::loop: return "loop";
        case Item::Kind::compensation: return "compensation";
        case Item::Kind::incident: return "incident";
    }
    return {};
}

std::string_view text_of(Wait::Kind kind) {
    switch (kind) {
        case Wait::Kind::message: return "message";
        case Wait::Kind::signal: return "signal";
        case Wait::Kind::timer: return "timer";
        case Wait::Kind::condition: return "condition";
    }
    return {};
}

std::string_view text_of(Closed::How how) {
    switch (how) {
        case Closed::How::completed: return "completed";
        case Closed::How::interrupted: return "interrupted";
        case Closed::How::terminated: return "terminated";
    }
    return {};
}

std::string_view text_of(Thrown::Kind kind) {
    switch (kind) {
        case Thrown::Kind::message: return "message";
        case Thrown::Kind::signal: return "signal";
        case Thrown::Kind::error: return "error";
        case Thrown::Kind::escalation: return "escalation";
    }
    return {};
}

}  // namespace trien::execution
