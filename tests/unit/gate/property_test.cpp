// SPDX-License-Identifier: Apache-2.0
// What the gate says of a net is what the kernel does with it.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/execution/rules.hpp"
#include "engine/gate/detail/board.hpp"
#include "engine/gate/detail/obstacle.hpp"
#include "tests/unit/execution/play.hpp"
#include "tests/unit/execution/terse.hpp"
#include "tests/unit/gate/random_net.hpp"

namespace trien::gate {
namespace {

using execution::Net;
using execution::net_of;
using execution::Status;

std::shared_ptr<const Net> compiled(const std::string& terse) {
    try {
        return net_of(terse);
    } catch (const std::invalid_argument&) {
        return nullptr;  // the profile forbids it
    }
}

Soundness searched(const Net& net) {
    return check_soundness(net, {false, 20'000});
}

/// Thrown as often as needed; RapidCheck would remember every throw, and shrink for minutes.
std::mt19937 dice() {
    return std::mt19937(*rc::gen::inRange<std::uint32_t>(0, 1'000'000'000));
}

struct Drawn {
    std::string text;
    std::shared_ptr<const Net> net;
};

/// A net of which the gate says something.
template <class Wanted>
Drawn net_with(const Wanted& is_wanted) {
    constexpr int enough = 1000;
    auto thrown = dice();
    for (int tries = 0; tries < enough; ++tries) {
        std::string text = any_net(thrown);
        auto net = compiled(text);
        if (net && is_wanted(searched(*net))) return {std::move(text), std::move(net)};
    }
    RC_DISCARD("no such net among many");
}

bool has_flaw(const Soundness& soundness, Flaw flaw) {
    return std::ranges::find(soundness.flaws, flaw, &SoundnessFlaw::flaw) != soundness.flaws.end();
}

bool is_over(const execution::State& state) {
    return state.status != Status::running && state.status != Status::ready;
}

bool stands_still(const execution::State& state) {
    return !is_over(state) && open_work(state).empty() && state.waits.empty();
}

/// Something anybody could do now, with random answers for the gateways.
std::optional<execution::Command> random_command(const Net& net, const execution::State& state, Instant& now) {
    std::vector<execution::Command> commands;
    for (const auto* work : open_work(state)) {
        commands.emplace_back(execution::Complete{work_id(*work), {}});
        commands.emplace_back(execution::Complete{work_id(*work), {}});
        for (const auto& node : net.nodes) {
            if (node.kind != bpmn::NodeKind::boundary_event) continue;
            if (node.triggers.front().kind == execution::Trigger::Kind::error)
                commands.emplace_back(execution::Fail{work_id(*work), "E"});
        }
    }
    for (const auto* timer : open_timers(state)) commands.emplace_back(execution::FireTimer{work_id(*timer)});
    if (std::ranges::any_of(state.waits, [](const auto& w) { return w.kind == execution::Wait::Kind::signal; })) {
        commands.emplace_back(execution::BroadcastSignal{"g", {}});
    }
    if (commands.empty()) return std::nullopt;
    const auto at = *rc::gen::inRange<std::size_t>(0, commands.size());
    const execution::Command& chosen = commands[at];
    if (const auto* fire = std::get_if<execution::FireTimer>(&chosen)) {
        for (const auto* timer : open_timers(state)) {
            if (work_id(*timer) == fire->timer) now = std::max(now, *timer->due);
        }
    }
    return chosen;
}

execution::Variables random_ways(const Net& net) {
    execution::Variables variables;
    for (const auto& node : net.nodes) {
        const auto index = net.find(node.id);
        if (net.outgoing(index).size() < 2) continue;
        for (const auto flow : net.outgoing(index)) {
            const std::string target = net.node(net.flows[flow].target).id.value();
            if (*rc::gen::inRange(0, 2) == 0) continue;
            variables.insert_or_assign("way_" + node.id.value(), execution::Value(target));
            variables.insert_or_assign(fmt::format("to_{}_{}", node.id.value(), target), execution::Value(true));
        }
    }
    return variables;
}

/// Lets people decide at random.
class Walk {
  public:
    explicit Walk(const Net& net) : net_(net) { context_.now = *Instant::parse("2026-11-23T09:00:00+07:00"); }

    void run(int moves) {
        give(execution::Start{random_ways(net_), execution::Start::By::nobody, {}, {}});
        for (int i = 0; i < moves && !is_over(state_); ++i) {
            const auto command = random_command(net_, state_, context_.now);
            if (!command) return;
            give(execution::SetVariables{random_ways(net_)});
            give(*command);
        }
    }
    [[nodiscard]] const execution::State& state() const { return state_; }
    [[nodiscard]] const std::set<ElementId>& entered() const { return entered_; }

  private:
    void give(const execution::Command& command) {
        const auto events = decide(net_, state_, command, context_);
        if (!events) return;
        for (const auto& event : *events) {
            apply(state_, event);
            if (const auto* entered = std::get_if<execution::Entered>(&event)) entered_.insert(entered->node);
        }
    }

    const Net& net_;
    execution::Context context_;
    execution::State state_;
    std::set<ElementId> entered_;
};

// --- the rules are the same ------------------------------------------------------------------------------------------

RC_GTEST_PROP(GateProperties, MasksSayWhatTheTokenRulesSay, ()) {
    const auto [text, net] = net_with([](const Soundness& soundness) { return soundness.verdict != Verdict::unknown; });
    const detail::Board board(*net);
    auto bits = board.none();
    std::map<execution::ScopeIndex, std::vector<execution::FlowIndex>> flows;
    std::map<execution::ScopeIndex, std::vector<execution::NodeIndex>> nodes;
    for (execution::FlowIndex flow = 0; flow < net->flows.size(); ++flow) {
        if (*rc::gen::inRange(0, 2) == 0) continue;
        bits.set(board.of_flow(flow));
        flows[net->node(net->flows[flow].source).scope].push_back(flow);
    }
    for (execution::NodeIndex node = 0; node < net->nodes.size(); ++node) {
        if (board.of_node(node) == detail::no_place || *rc::gen::inRange(0, 3) != 0) continue;
        bits.set(board.of_node(node));
        nodes[net->node(node).scope].push_back(node);
    }

    for (execution::NodeIndex node = 0; node < net->nodes.size(); ++node) {
        if (net->incoming(node).empty()) continue;
        const auto scope = net->node(node).scope;
        RC_ASSERT(board.may_enter(node, bits) == may_enter(*net, node, {flows[scope], nodes[scope]}));
    }
}

// --- the verdicts are right ------------------------------------------------------------------------------------------

RC_GTEST_PROP(GateProperties, WhatReducesToAPointIsSoundForTheSearchToo, ()) {
    auto thrown = dice();
    const std::string text = thrown() % 2 == 0 ? any_net(thrown) : block_net(thrown);
    const auto net = compiled(text);
    if (!net || !check_soundness(*net, {true, 20'000}).by_reduction) return;
    RC_LOG() << text;
    RC_ASSERT(searched(*net).flaws.empty());
}

RC_GTEST_PROP(GateProperties, BlocksThatBeginAndEndWellReduceToAPoint, ()) {
    auto thrown = dice();
    const std::string text = block_net(thrown);
    const auto net = compiled(text);
    if (!net || detail::find_obstacle(*net)) return;
    RC_LOG() << text;
    RC_ASSERT(check_soundness(*net).by_reduction);
}

/// An incident other than work that failed with an error nothing catches: that one is for somebody to mend.
bool is_flaw(const execution::Item* incident) {
    return incident->fault != "execution.uncaught-error";
}

RC_GTEST_PROP(GateProperties, NoCaseOfASoundNetEverStandsStill, ()) {
    const auto [text, net] = net_with([](const Soundness& soundness) { return soundness.verdict == Verdict::sound; });
    Walk walk(*net);
    walk.run(40);
    RC_LOG() << text;
    RC_ASSERT(std::ranges::none_of(incidents(walk.state()), is_flaw));
    RC_ASSERT(!stands_still(walk.state()));
}

RC_GTEST_PROP(GateProperties, TheKernelFollowsEveryCounterexample, ()) {
    const auto [text, net] = net_with([](const Soundness& soundness) { return soundness.verdict == Verdict::unsound; });
    const Soundness soundness = searched(*net);
    for (const SoundnessFlaw& flaw : soundness.flaws) {
        RC_LOG() << text << text_of(flaw.flaw) << ": " << flaw.text.en << "\n";
        Replay replay(*net);
        if (flaw.flaw == Flaw::dead || !replay.follow(flaw.way.moves)) continue;
        RC_ASSERT(replay.refusal() == "");
        if (flaw.flaw == Flaw::unsafe) RC_ASSERT(replay.was_unsafe());
        if (flaw.flaw == Flaw::endless) RC_ASSERT(!incidents(replay.state()).empty());
        if (flaw.flaw == Flaw::deadlock) RC_ASSERT(!is_over(replay.state()) && open_work(replay.state()).empty());
        if (flaw.flaw == Flaw::livelock) RC_ASSERT(!is_over(replay.state()));
        if (flaw.flaw == Flaw::improper) RC_ASSERT(replay.times_entered(flaw.at.front()) > 1);
    }
}

RC_GTEST_PROP(GateProperties, NoCaseEntersADeadStep, ()) {
    const auto [text, net] = net_with([](const Soundness& soundness) { return has_flaw(soundness, Flaw::dead); });
    const Soundness soundness = searched(*net);
    Walk walk(*net);
    walk.run(40);
    for (const SoundnessFlaw& flaw : soundness.flaws) {
        if (flaw.flaw != Flaw::dead) continue;
        RC_LOG() << text;
        for (const ElementId& dead : flaw.at) RC_ASSERT(!walk.entered().contains(dead));
    }
}

}  // namespace
}  // namespace trien::gate
