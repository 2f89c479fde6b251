// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/decide.hpp"

#include <fmt/format.h>

#include "engine/execution/detail/game.hpp"

namespace trien::execution {

namespace {

using Reason = Refusal::Reason;

tl::unexpected<Refusal> refuse_state(const std::string& what) {
    return refuse(
        Reason::conflict, "execution.other-process",
        {fmt::format("Trường hợp đang chạy không khớp quy trình: “{}”", what),
         fmt::format("expected the case to run the process given, but {} is not of it", what)},
        {"Dùng đúng bản quy trình mà trường hợp đã nhận", "use the version of the process the case is bound to"});
}

/// The net an item's inside runs on. Null if the context has not got it.
const Net* net_inside(const Net& root, const State& state, const Context& context, const Item& item) {
    const Item* at = &item;
    while (at != nullptr && !at->process) at = state.item(at->parent);
    if (at == nullptr) return nullptr;
    if (at->parent == 0) return &root;
    return context.process ? context.process(*at->process) : nullptr;
}

/// Everything that is open must be of the processes at hand: then nothing can go wrong further on.
Result<void> check(const Net& net, const State& state, const Context& context) {
    for (const Item& item : state.items) {
        if (item.parent == 0 && item.process != Binding{net.process, net.digest})
            return refuse_state(item.process->process);
        const Net* inside = net_inside(net, state, context, item);
        if (inside == nullptr) return refuse_state(item.process ? item.process->process : item.node.value());
        for (const ElementId& flow : item.tokens) {
            if (inside->find_flow(flow) == nothing) return refuse_state(flow.value());
        }
        if (item.parent == 0 || item.node.value().empty()) continue;
        const Net* around = net_inside(net, state, context, *state.item(item.parent));
        if (around == nullptr || around->find(item.node) == nothing) return refuse_state(item.node.value());
    }
    for (const Wait& wait : state.waits) {
        const Item* host = state.item(wait.host);
        const Item* around = host == nullptr || wait.starts ? host : state.item(host->parent);
        const Net* of_event = around == nullptr ? nullptr : net_inside(net, state, context, *around);
        if (of_event == nullptr || of_event->find(wait.node) == nothing) return refuse_state(wait.node.value());
    }
    return {};
}

bool is_start(const Command& command) {
    return std::holds_alternative<Start>(command);
}

}  // namespace

Result<Events> decide(const Net& net, const State& state, const Command& command, const Context& context) {
    if (state.status != Status::running && !is_start(command)) {
        return refuse(Reason::wrong_state, "execution.not-running",
                      {"Quy trình chưa bắt đầu hoặc đã kết thúc",
                       fmt::format("expected the process to be running, but it is {}", text_of(state.status))});
    }
    if (auto checked = check(net, state, context); !checked) return tl::unexpected(checked.error());
    detail::Game game(net, state, context);
    auto performed = std::visit([&](const auto& asked) { return game.perform(asked); }, command);
    if (!performed) return tl::unexpected(performed.error());
    game.run();
    return game.take_events();
}

}  // namespace trien::execution
