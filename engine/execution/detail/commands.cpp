// SPDX-License-Identifier: Apache-2.0
// What each command asks for; what follows from it is the game's matter.
#include <algorithm>

#include <fmt/format.h>

#include "engine/execution/detail/game.hpp"

namespace trien::execution::detail {

namespace {

using Reason = Refusal::Reason;

tl::unexpected<Refusal> refuse_unknown(const std::string& what, Message mend) {
    return refuse(Reason::not_found, "execution.not-open",
                  {fmt::format("Trường hợp này không có “{}” đang mở", what),
                   fmt::format("expected {} to be open, but it is not", what)},
                  std::move(mend));
}

Message look_again() {
    return {"Xem lại danh sách việc: có thể đã xong", "look at what is open again: it may be done"};
}

bool starts_with(const Net& net, NodeIndex node, Trigger::Kind kind, const std::string& name) {
    const auto has = [&](NodeIndex at) {
        return std::ranges::any_of(net.node(at).triggers, [&](const Trigger& trigger) {
            return trigger.kind == kind && trigger.name == name;
        });
    };
    if (net.node(node).kind != NodeKind::event_based_gateway) return has(node);
    return std::ranges::any_of(net.outgoing(node), [&](FlowIndex flow) { return has(net.flows[flow].target); });
}

bool is_explicit(const Net& net, NodeIndex node) {
    return net.node(node).kind == NodeKind::start_event;
}

}  // namespace

// --- starting --------------------------------------------------------------------------------------------------------

Result<std::vector<NodeIndex>> Game::chosen_starts(const Start& command) const {
    const Scope& body = net_.scopes.front();
    if (command.by == Start::By::nobody) {
        const bool is_one = body.starts.size() == 1;
        const bool is_clear = !body.starts.empty() && (is_one || !is_explicit(net_, body.starts.front()));
        if (is_clear) return body.starts;
        return refuse(
            Reason::invalid, "execution.which-start",
            {"Quy trình không có đúng một sự kiện bắt đầu thường",
             "expected the process to have exactly one none start event, but it has not"},
            {"Nêu thông điệp, tín hiệu hoặc mã sự kiện bắt đầu", "name a message, a signal or a start event"});
    }
    std::vector<NodeIndex> all = body.starts;
    all.insert(all.end(), body.triggered_starts.begin(), body.triggered_starts.end());
    const auto kind = command.by == Start::By::message ? Trigger::Kind::message : Trigger::Kind::signal;
    for (const NodeIndex start : all) {
        const bool is_meant = command.by == Start::By::node ? net_.node(start).id.value() == command.name
                                                            : starts_with(net_, start, kind, command.name);
        if (is_meant) return std::vector<NodeIndex>{start};
    }
    return refuse(Reason::not_found, "execution.no-such-start",
                  {fmt::format("Quy trình không bắt đầu bằng “{}”", command.name),
                   fmt::format("expected {} to start the process, but nothing in it does", command.name)},
                  {"Chọn sự kiện bắt đầu có trong quy trình", "choose a start event of the process"});
}

Result<void> Game::perform(const Start& command) {
    if (state_.status != Status::ready) {
        return refuse(Reason::wrong_state, "execution.started",
                      {"Quy trình đã bắt đầu", "expected the process not to have started, but it has"});
    }
    const auto starts = chosen_starts(command);
    if (!starts) return tl::unexpected(starts.error());
    emit(Started{{net_.process, net_.digest}});
    const Serial root = 1;
    for (const auto& [name, value] : command.variables) set(root, name, value);
    prepare_scope(root);
    for (const NodeIndex start : *starts) {
        if (is_open(root)) start_at(root, start, command);
    }
    return {};
}

void Game::start_at(Serial root, NodeIndex start, const Start& command) {
    const Node& node = net_.node(start);
    const bool by_event = command.by == Start::By::message || command.by == Start::By::signal;
    const bool waits = !is_explicit(net_, start) || node.parallel_multiple;
    if (!by_event || !waits) {
        take_payload(root, node, command.payload);
        return enter(root, start, {});
    }
    // Several events, or a task: one has come, others may have to.
    emit(Entered{root, node.id, {}});
    if (bpmn::is_activity(node.kind))
        begin_activity(root, start);
    else
        begin_catch(root, start);
    const auto kind = command.by == Start::By::message ? Wait::Kind::message : Wait::Kind::signal;
    if (const Wait* wait = receiver(kind, command.name)) occur(wait->number, command.payload);
}

// --- work ------------------------------------------------------------------------------------------------------------

Result<Serial> Game::open_item(const WorkId& id, Item::Kind kind) const {
    const auto number = serial_of(id);
    const Item* found = number ? state_.item(*number) : nullptr;
    if (found == nullptr || found->kind != kind || work_id(*found) != id)
        return refuse_unknown(id.value(), look_again());
    return *number;
}

Result<void> Game::perform(const Complete& command) {
    const auto work = open_item(command.work, Item::Kind::work);
    if (!work) return tl::unexpected(work.error());
    take_outputs(*work, net_of(*work).node(index_of(*work)), command.outputs);
    for (const Serial inner : children(*work)) close(inner, Closed::How::completed);  // incidents of it
    finish(*work);
    return {};
}

Result<void> Game::perform(const Fail& command) {
    const auto work = open_item(command.work, Item::Kind::work);
    if (!work) return tl::unexpected(work.error());
    emit(Thrown{Thrown::Kind::error, item(*work).node, command.error, {}});
    if (raise(*work, Trigger::Kind::error, command.error)) return {};
    Opened event;
    event.parent = *work;
    event.kind = Item::Kind::incident;
    event.node = item(*work).node;
    event.fault = "execution.uncaught-error";
    event.detail = command.error;
    open(std::move(event));
    return {};
}

Result<void> Game::perform(const Escalate& command) {
    const auto work = open_item(command.work, Item::Kind::work);
    if (!work) return tl::unexpected(work.error());
    emit(Thrown{Thrown::Kind::escalation, item(*work).node, command.code, {}});
    raise(*work, Trigger::Kind::escalation, command.code);
    return {};
}

Result<void> Game::perform(const Retry& command) {
    const auto found = open_item(command.incident, Item::Kind::incident);
    if (!found) return tl::unexpected(found.error());
    const Item incident = item(*found);
    close(*found, Closed::How::completed);
    if (incident.fault == "execution.steps")
        resume_steps();
    else if (incident.fault == "execution.timer")
        await_again(incident.parent, incident.node);
    else if (incident.fault == "execution.no-flow")
        leave(incident.parent, net_in(incident.parent).find(incident.node));
    else if (incident.fault != "execution.uncaught-error")
        begin_again(incident.parent, incident.node);
    return {};
}

void Game::resume_steps() {
    for (const Item& it : state_.items) {
        if (it.kind == Item::Kind::loop) steps_.push_back({it.number, nothing});
        if (it.kind != Item::Kind::scope) continue;
        for (const FlowIndex flow : tokens_of(it.number)) steps_.push_back({it.number, flow});
    }
    for (const Item& it : state_.items) {
        const bool stopped = it.kind == Item::Kind::compensation && !has_children(it.number);
        if (stopped) return go_on_with_compensation(it.number);
    }
}

void Game::await_again(Serial host, const ElementId& node) {
    const bool is_scope = item(host).kind == Item::Kind::scope;
    const NodeIndex inner = is_scope ? net_in(host).find(node) : nothing;
    const bool starts = inner != nothing && net_in(host).node(inner).kind == NodeKind::start_event;
    if (starts) return await(host, net_in(host).node(inner));
    await(host, net_of(host).node(net_of(host).find(node)));
}

void Game::begin_again(Serial parent, const ElementId& node) {
    switch (item(parent).kind) {
        case Item::Kind::loop: return open_next(parent);
        case Item::Kind::compensation: return go_on_with_compensation(parent);
        default: return begin_activity(parent, net_in(parent).find(node));
    }
}

// --- events ----------------------------------------------------------------------------------------------------------

Result<void> Game::perform(const DeliverMessage& command) {
    const auto key = variable(1, std::string(correlation_variable));
    const auto* expected = key ? key->as<std::string>() : nullptr;
    const bool is_ours = !command.correlation || expected == nullptr || *expected == *command.correlation;
    const Wait* wait = is_ours ? receiver(Wait::Kind::message, command.name) : nullptr;
    if (wait == nullptr) {
        return refuse_unknown(command.name, {"Gửi lại khi hồ sơ chờ thông điệp này",
                                             "deliver it again when the case waits for this message"});
    }
    occur(wait->number, command.payload);
    return {};
}

Result<void> Game::perform(const BroadcastSignal& command) {
    broadcast(command.name, command.payload);
    return {};
}

Result<void> Game::perform(const FireTimer& command) {
    const auto number = serial_of(command.timer);
    const Wait* wait = number ? state_.wait(*number) : nullptr;
    const bool is_set =
        wait != nullptr && wait->kind == Wait::Kind::timer && !wait->met && work_id(*wait) == command.timer;
    if (!is_set) {
        return refuse_unknown(command.timer.value(),
                              {"Bỏ qua: hẹn giờ đã hủy hoặc đã đến", "ignore it: it was cancelled or has fired"});
    }
    if (context_.now < *wait->due) {
        return refuse(Reason::wrong_state, "execution.too-early",
                      {fmt::format("Hẹn giờ này đến {} mới tới hạn", wait->due->text()),
                       fmt::format("expected the timer at {}, but it is earlier", wait->due->text())},
                      {"Đợi đến giờ hẹn", "wait until then"});
    }
    occur(*number, {});
    return {};
}

Result<void> Game::perform(const SetVariables& command) {
    for (const auto& [name, value] : command.variables) set(1, name, value);
    return {};
}

// --- ad hoc, cancelling, undoing -------------------------------------------------------------------------------------

Serial Game::scope_of_node(const ElementId& node) const {
    for (const Item& it : state_.items) {
        if (it.kind == Item::Kind::scope && it.node == node) return it.number;
    }
    return 0;
}

Result<void> Game::perform(const Activate& command) {
    Serial scope = 0;
    NodeIndex index = nothing;
    for (const Item& it : state_.items) {
        if (it.kind != Item::Kind::scope || !body_of(it.number).is_ad_hoc) continue;
        index = net_in(it.number).find(command.activity);
        const bool lies_here = std::ranges::find(body_of(it.number).starts, index) != body_of(it.number).starts.end();
        if (lies_here) scope = it.number;
        if (lies_here) break;
    }
    if (scope == 0) {
        return refuse_unknown(command.activity.value(), {"Chọn một việc của nhóm việc tự chọn đang mở",
                                                         "choose an activity of an ad hoc sub-process under way"});
    }
    const Scope& body = body_of(scope);
    if (body.is_sequential && (has_children(scope) || !item(scope).tokens.empty())) {
        return refuse(Reason::wrong_state, "execution.one-at-a-time",
                      {"Nhóm việc này làm từng việc một; còn việc chưa xong",
                       "expected nothing to run, as this ad hoc sub-process is sequential, but something does"},
                      {"Làm xong việc đang mở trước", "complete what is open first"});
    }
    enter(scope, index, {});
    return {};
}

Result<void> Game::perform(const CompleteAdHoc& command) {
    const Serial scope = scope_of_node(command.sub_process);
    if (scope == 0 || !body_of(scope).is_ad_hoc) return refuse_unknown(command.sub_process.value(), look_again());
    if (!body_of(scope).cancels_remaining && (has_children(scope) || !item(scope).tokens.empty())) {
        return refuse(
            Reason::wrong_state, "execution.still-running",
            {"Còn việc đang mở và nhóm việc này không hủy việc còn lại",
             "expected nothing to run, as this ad hoc sub-process does not cancel what remains, but something does"},
            {"Làm xong việc đang mở trước", "complete what is open first"});
    }
    terminate(scope);
    return {};
}

Result<void> Game::perform(const Cancel&) {
    end_process(Status::cancelled);
    return {};
}

Result<void> Game::perform(const CancelTransaction& command) {
    const Serial scope = scope_of_node(command.transaction);
    const NodeIndex index = scope == 0 ? nothing : index_of(scope);
    if (index == nothing || !can_be_cancelled(net_of(scope), index)) {
        return refuse_unknown(command.transaction.value(),
                              {"Chọn một giao dịch đang mở có sự kiện hủy ở biên",
                               "choose a transaction under way with a cancel boundary event"});
    }
    cancel_transaction(scope);
    return {};
}

Result<void> Game::perform(const Compensate& command) {
    const NodeIndex only = command.activity ? net_.find(*command.activity) : nothing;
    if (command.activity && only == nothing) return refuse_unknown(command.activity->value(), look_again());
    begin_compensation(1, {}, 1, only);
    return {};
}

}  // namespace trien::execution::detail
