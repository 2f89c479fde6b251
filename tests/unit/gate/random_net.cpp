// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/gate/random_net.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/execution/rules.hpp"

namespace trien::gate {

using namespace execution;

namespace {

/// Below `count`, from 0.
int roll(std::mt19937& dice, int count) {
    return static_cast<int>(dice() % static_cast<unsigned>(count));
}

std::string pick(std::mt19937& dice, const std::vector<std::string>& list) {
    return list[static_cast<std::size_t>(roll(dice, static_cast<int>(list.size())))];
}

// --- any net ---------------------------------------------------------------------------------------------------------

class AnyNet {
  public:
    explicit AnyNet(std::mt19937& dice) : dice_(dice) {}

    std::string write() {
        text_ = "start s -> n0\n";
        body(2 + roll(dice_, 6), 1);
        if (one_of(3) == 0) event_sub_process();
        return text_;
    }

  private:
    int one_of(int count) { return roll(dice_, count); }

    /// Nodes n<first> … with flows among them, mostly forward, and an end.
    void body(int count, int depth) {
        const int first = last_;
        last_ += count;
        std::vector<std::string> names;
        for (int i = first; i < first + count; ++i) names.push_back(fmt::format("n{}", i));
        names.push_back(fmt::format("e{}", first));
        for (std::size_t i = 0; i + 1 < names.size(); ++i) node(names, i, depth);
        text_ += fmt::format("end {}\n", names.back());
    }

    [[nodiscard]] std::vector<std::string> targets(const std::vector<std::string>& names, std::size_t at, int count) {
        std::set<std::string> chosen;
        for (int i = 0; i < count; ++i) {
            const bool back = one_of(6) == 0;
            const int from = back ? 0 : static_cast<int>(at) + 1;
            chosen.insert(names[static_cast<std::size_t>(from + one_of(static_cast<int>(names.size()) - from))]);
        }
        return {chosen.begin(), chosen.end()};
    }

    /// A gateway's flows carry the conditions by which a test chooses.
    static std::string flows(const std::string& kind,
                             const std::string& node,
                             const std::vector<std::string>& targets) {
        std::string text;
        for (const std::string& target : targets) {
            std::string condition;
            const bool decides = (kind == "xor" || kind == "or") && targets.size() > 1;
            if (decides && target == targets.back())
                condition = " [default]";
            else if (decides && kind == "xor")
                condition = fmt::format(" [way_{} = \"{}\"]", node, target);
            else if (decides)
                condition = fmt::format(" [to_{}_{}]", node, target);
            text += (text.empty() ? " -> " : ", ") + target + condition;
        }
        return text + "\n";
    }

    void node(const std::vector<std::string>& names, std::size_t at, int depth) {
        static const std::vector<std::string> kinds{"user", "user",  "xor",   "xor", "and",   "and", "or",
                                                    "or",   "catch", "throw", "sub", "event", "end"};
        const std::string& name = names[at];
        std::string kind = pick(dice_, kinds);
        if (kind == "sub" && depth == 0) kind = "user";
        if (kind == "end" && at == 0) kind = "user";
        const bool splits = kind == "xor" || kind == "or" || kind == "and" || kind == "user";
        const auto to = targets(names, at, splits ? 1 + one_of(3) : 1);
        if (kind == "end") {
            text_ += fmt::format("end {}{}\n", name, pick(dice_, {"", "", " terminate", " signal=g", " error=E"}));
        } else if (kind == "event") {
            text_ += fmt::format("event {} -> {}t, {}g\ncatch {}t timer=PT1H", name, name, name, name);
            text_ += flows("", "", to) + fmt::format("catch {}g signal=g", name) + flows("", "", targets(names, at, 1));
        } else if (kind == "sub") {
            text_ += fmt::format("sub {}", name) + flows("", "", to).substr(0, flows("", "", to).size() - 1) + " {\n";
            text_ += fmt::format("start s{} -> n{}\n", last_, last_);
            body(1 + one_of(3), depth - 1);
            text_ += "}\n";
            boundary(names, at);
        } else {
            if (kind == "catch")
                text_ += fmt::format("catch {}{}", name, pick(dice_, {" signal=g", " timer=PT1H"}));
            else if (kind == "throw")
                text_ += fmt::format("throw {}{}", name, pick(dice_, {" signal=g", " escalation=X"}));
            else
                text_ += fmt::format("{} {}", kind, name);
            text_ += flows(kind, name, to);
            if (kind == "user") boundary(names, at);
        }
    }

    void event_sub_process() {
        const auto event =
            pick(dice_, {" signal=g", " signal=g non-interrupting", " timer=PT1H", " timer=PT1H non-interrupting",
                         " escalation=X non-interrupting", " escalation=X", " error=E"});
        text_ += fmt::format("sub h event {{\nstart hs{} -> n{}\n", event, last_);
        body(1 + one_of(3), 0);
        text_ += "}\n";
    }

    void boundary(const std::vector<std::string>& names, std::size_t at) {
        if (one_of(4) != 0) return;
        const auto event = pick(dice_, {" timer=PT1H", " timer=PT1H non-interrupting", " signal=g", " error=E",
                                        " cycle=R/PT1H non-interrupting", " escalation=X non-interrupting"});
        text_ +=
            fmt::format("boundary b{} on={}{}", names[at], names[at], event) + flows("", "", targets(names, at, 1));
    }

    std::mt19937& dice_;
    std::string text_;
    int last_ = 0;
};

// --- blocks ----------------------------------------------------------------------------------------------------------

class BlockNet {
  public:
    explicit BlockNet(std::mt19937& dice) : dice_(dice) {}

    std::string write() {
        text_ = "start s -> n0\n";
        last_ = 1;
        block("n0", "e", 1 + roll(dice_, 4));
        return text_ + "end e\n";
    }

  private:
    std::string fresh() { return fmt::format("n{}", last_++); }

    /// From `entry`, which it writes, to `exit`, which it does not.
    void block(const std::string& entry, const std::string& exit, int depth) {
        switch (depth == 0 ? 0 : roll(dice_, 7)) {
            case 1: return split("and", entry, exit, depth);
            case 2: return split("xor", entry, exit, depth);
            case 3: return split("or", entry, exit, depth);
            case 4: return loop(entry, exit, depth);
            case 5: return sequence(entry, exit, depth);
            case 6: return sub_process(entry, exit, depth);
            default: break;
        }
        if (roll(dice_, 5) != 0) {
            text_ += fmt::format("user {} -> {}\n", entry, exit);
            return;
        }
        const std::string merge = fresh();
        text_ += fmt::format("user {} -> {}\nboundary b{} on={} timer=PT1H -> {}\n", entry, merge, entry, entry, merge);
        text_ += fmt::format("xor {} -> {}\n", merge, exit);
    }

    void split(const std::string& kind, const std::string& entry, const std::string& exit, int depth) {
        const std::string join = fresh();
        const int count = 2 + roll(dice_, 2);
        std::vector<std::string> branches;
        text_ += fmt::format("{} {} ->", kind, entry);
        for (int i = 0; i < count; ++i) {
            branches.push_back(fresh());
            text_ += fmt::format("{} {}", i == 0 ? "" : ",", branches.back());
            if (kind == "and") continue;
            if (i + 1 == count)
                text_ += " [default]";
            else if (kind == "xor")
                text_ += fmt::format(" [way_{} = \"{}\"]", entry, branches.back());
            else
                text_ += fmt::format(" [to_{}_{}]", entry, branches.back());
        }
        text_ += fmt::format("\n{} {} -> {}\n", kind, join, exit);
        for (const std::string& branch : branches) block(branch, join, depth - 1);
    }

    void loop(const std::string& entry, const std::string& exit, int depth) {
        const std::string inner = fresh();
        const std::string decision = fresh();
        text_ += fmt::format("xor {} -> {}\n", entry, inner);
        block(inner, decision, depth - 1);
        text_ += fmt::format("xor {} -> {} [way_{} = \"{}\"], {} [default]\n", decision, entry, decision, entry, exit);
    }

    void sequence(const std::string& entry, const std::string& exit, int depth) {
        const std::string middle = fresh();
        block(entry, middle, depth - 1);
        block(middle, exit, depth - 1);
    }

    void sub_process(const std::string& entry, const std::string& exit, int depth) {
        const std::string inner = fresh();
        text_ += fmt::format("sub {} -> {} {{\nstart s{} -> {}\n", entry, exit, entry, inner);
        block(inner, "e" + entry, depth - 1);
        text_ += fmt::format("end e{}\n}}\n", entry);
    }

    std::mt19937& dice_;
    std::string text_;
    int last_ = 0;
};

}  // namespace

std::string any_net(std::mt19937& dice) {
    return AnyNet(dice).write();
}

std::string block_net(std::mt19937& dice) {
    return BlockNet(dice).write();
}

// --- replay ----------------------------------------------------------------------------------------------------------

Replay::Replay(const Net& net) : net_(net) {
    context_.now = *Instant::parse("2026-11-23T09:00:00+07:00");
}

void Replay::note_unsafe(const Event& event) {
    if (const auto* taken = std::get_if<FlowTaken>(&event)) {
        const Item* scope = state_.item(taken->scope);
        if (scope != nullptr && std::ranges::find(scope->tokens, taken->flow) != scope->tokens.end())
            was_unsafe_ = true;
    }
    if (const auto* opened = std::get_if<Opened>(&event)) {
        for (const Item& item : state_.items) {
            if (item.parent == opened->parent && item.node == opened->node) was_unsafe_ = true;
        }
    }
}

void Replay::give(const Command& command) {
    const auto events = decide(net_, state_, command, context_);
    if (!events) {
        refusal_ = events.error().code;
        return;
    }
    for (const Event& event : *events) {
        note_unsafe(event);
        apply(state_, event);
        events_.push_back(event);
    }
}

int Replay::times_entered(const ElementId& node) const {
    return static_cast<int>(std::ranges::count_if(events_, [&](const Event& event) {
        const auto* entered = std::get_if<Entered>(&event);
        return entered != nullptr && entered->node == node;
    }));
}

std::optional<Command> Replay::command_of(const Move& move) {
    switch (move.kind) {
        case Move::Kind::begin: return Start{};
        case Move::Kind::signal: return BroadcastSignal{move.code, {}};
        default: break;
    }
    for (const Item* work : open_work(state_)) {
        if (work->node != move.element) continue;
        if (move.kind == Move::Kind::complete) return Complete{work_id(*work), {}};
        if (move.kind == Move::Kind::fail) return Fail{work_id(*work), move.code};
        if (move.kind == Move::Kind::escalate) return Escalate{work_id(*work), move.code};
    }
    for (const Wait* timer : open_timers(state_)) {
        if (timer->node != move.element) continue;
        context_.now = std::max(context_.now, *timer->due);
        return FireTimer{work_id(*timer)};
    }
    refusal_ = fmt::format("nothing of {} is open", move.element.value());
    return std::nullopt;
}

std::optional<Variables> Replay::variables_for(const Move& move) const {
    Variables variables;
    std::set<NodeIndex> decided;
    // What a gateway decides in one go stands together in what was taken.
    NodeIndex last = nothing;
    for (const ElementId& id : move.taken) {
        const Flow& flow = net_.flows[net_.find_flow(id)];
        const std::string gateway = net_.node(flow.source).id.value();
        const std::string target = net_.node(flow.target).id.value();
        const Split split = split_of(net_, flow.source);
        const bool decides = net_.node(flow.source).kind == bpmn::NodeKind::exclusive_gateway ||
                             net_.node(flow.source).kind == bpmn::NodeKind::inclusive_gateway;
        if (!decides || net_.outgoing(flow.source).size() < 2) {
            last = nothing;
            continue;
        }
        if (last != flow.source || split == Split::one) {
            if (!decided.insert(flow.source).second) return std::nullopt;
        }
        last = flow.source;
        if (split == Split::one)
            variables.insert_or_assign("way_" + gateway, Value(target));
        else
            variables.insert_or_assign(fmt::format("to_{}_{}", gateway, target), Value(true));
    }
    for (const NodeIndex node : decided) {
        if (split_of(net_, node) == Split::one) continue;
        for (const FlowIndex flow : net_.outgoing(node)) {
            const std::string target = net_.node(net_.flows[flow].target).id.value();
            variables.try_emplace(fmt::format("to_{}_{}", net_.node(node).id.value(), target), Value(false));
        }
    }
    return variables;
}

bool Replay::follow(const std::vector<Move>& moves) {
    for (const Move& move : moves) {
        const auto variables = variables_for(move);
        if (!variables) return false;
        if (move.kind == Move::Kind::begin) {
            give(Start{*variables, Start::By::nobody, {}, {}});
            continue;
        }
        if (!variables->empty()) give(SetVariables{*variables});
        const auto command = command_of(move);
        if (command) give(*command);
        if (!refusal_.empty()) return true;
    }
    return true;
}

}  // namespace trien::gate
