// SPDX-License-Identifier: Apache-2.0
// Laws that hold for every process and every sequence of commands.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "engine/execution/codec.hpp"
#include "tests/unit/execution/play.hpp"
#include "tests/unit/execution/terse.hpp"

namespace trien::execution {
namespace {

/// Writes a random process of blocks that begin and end well: sound by construction.
class Blocks {
  public:
    std::string write() {
        text_ += "start s -> " + next("n") + "\n";
        const std::string first = fmt::format("n{}", last_);
        const std::string exit = block(first, *rc::gen::inRange(1, 4));
        text_ += exit + "end e\n";
        return text_;
    }

  private:
    std::string next(const char* prefix) { return fmt::format("{}{}", prefix, ++last_); }

    /// Writes a block that is entered at `entry`; returns what ends the line of its last node.
    std::string block(const std::string& entry, int depth) {
        const int kind = depth == 0 ? *rc::gen::inRange(0, 3) : *rc::gen::inRange(0, 10);
        switch (kind) {
            case 3: return split("and", entry, depth);
            case 4: return split("xor", entry, depth);
            case 5: return split("or", entry, depth);
            case 6: return sub_process(entry, depth);
            case 7: return rework(entry, depth);
            default: return sequence(entry, depth);
        }
    }

    std::string sequence(const std::string& entry, int depth) {
        static const std::vector<std::string> kinds{
            "user", "user", "service", "script", "user multi=2 sequential", "user multi=2", "user loop='a > 2' max=2"};
        const auto parts = *rc::gen::elementOf(kinds);
        const auto space = parts.find(' ');
        const std::string options = space == std::string::npos ? "" : parts.substr(space);
        const std::string script = parts == "script" ? " script='{a: 1}'" : "";
        text_ += fmt::format("{} {}{}{} -> ", parts.substr(0, space), entry, options, script);
        if (depth == 0) return last("");
        const std::string after = next("n");
        text_ += after + "\n";
        return block(after, depth - 1);
    }

    /// The line stays open: its target is written by whoever follows.
    static std::string last(const std::string& text) { return text + "e\n"; }

    std::string split(const char* kind, const std::string& entry, int depth) {
        const std::string left = next("n");
        const std::string right = next("n");
        const std::string join = next("j");
        const bool decides = std::string(kind) != "and";
        text_ += fmt::format("{} {} -> {}{}, {}{}\n", kind, entry, left, decides ? " [a > 1]" : "", right,
                             decides ? " [default]" : "");
        for (const std::string& branch : {left, right}) close(block(branch, depth - 1), join);
        text_ += fmt::format("{} {} -> ", kind, join);
        return last("");
    }

    /// Replaces the end of an open line by a target.
    void close(const std::string& tail, const std::string& target) {
        text_ += tail.substr(0, tail.size() - 2) + target + "\n";
    }

    std::string sub_process(const std::string& entry, int depth) {
        const std::string exit = next("n");
        text_ += fmt::format("sub {} -> {} {{\n", entry, exit);
        const std::string inner = next("n");
        const std::string end = next("e");
        close(block(inner, depth - 1), end);
        text_ += fmt::format("end {}\n}}\n", end);
        if (*rc::gen::arbitrary<bool>()) {
            text_ += fmt::format("boundary {} on={} timer=PT1H -> {}\n", next("b"), entry, exit);
        }
        text_ += fmt::format("xor {} -> ", exit);
        return last("");
    }

    std::string rework(const std::string& entry, int depth) {
        const std::string inner = next("n");
        const std::string gate = next("x");
        const std::string exit = next("n");
        text_ += fmt::format("xor {} -> {}\n", entry, inner);
        close(block(inner, depth - 1), gate);
        text_ += fmt::format("xor {} -> {} [a > 3], {} [default]\n", gate, entry, exit);
        text_ += fmt::format("user {} -> ", exit);
        return last("");
    }

    std::string text_;
    int last_ = 0;
};

/// Any nodes, any flows: nothing but the profile holds.
std::string any_graph() {
    static const std::vector<std::string> kinds{"user",  "xor",     "and",  "or", "script", "throw",
                                                "catch", "service", "user", "or", "and"};
    const int count = *rc::gen::inRange(2, 9);
    std::string text = "start s -> n0\n";
    for (int i = 0; i < count; ++i) {
        const auto kind = *rc::gen::elementOf(kinds);
        text += fmt::format("{} n{}", kind, i);
        if (kind == "script") text += " script='{a: (if a = null then 0 else a) + 1}'";
        if (kind == "throw") text += *rc::gen::element(" signal=g", " escalation=x", " compensate");
        if (kind == "catch") text += *rc::gen::element(" signal=g", " message=m", " timer=PT1H", " condition='a > 2'");
        if (kind == "user") text += *rc::gen::element("", "", " multi=2", " loop='a < 3' max=3");
        const int flows = *rc::gen::inRange(0, 3);
        std::set<int> targets;
        for (int f = 0; f < flows; ++f) targets.insert(*rc::gen::inRange(0, count));
        const bool decides = (kind == "xor" || kind == "or") && targets.size() > 1;
        std::string list;
        for (const int target : targets) {
            list += fmt::format("{}n{}{}", list.empty() ? "" : ", ", target,
                                !decides       ? ""
                                : list.empty() ? " [default]"
                                               : " [a > 1]");
        }
        text += list.empty() ? "\n" : " -> " + list + "\n";
    }
    if (*rc::gen::arbitrary<bool>()) {
        text += "sub h event {\nstart hs signal=g non-interrupting -> hu\nuser hu -> he\nend he escalation=x\n}\n";
    }
    return text;
}

Variables random_outputs() {
    return {{"a", Value(*rc::gen::inRange(0, 5))}};
}

/// Something that could happen next.
std::optional<Command> next_command(const State& state, bool friendly) {
    std::vector<Command> commands;
    for (const Item* work : open_work(state)) commands.emplace_back(Complete{work_id(*work), random_outputs()});
    for (const Wait* timer : open_timers(state)) commands.emplace_back(FireTimer{work_id(*timer)});
    if (!friendly) {
        for (const Item* work : open_work(state)) commands.emplace_back(Fail{work_id(*work), "E"});
        for (const Item* work : open_work(state)) commands.emplace_back(Escalate{work_id(*work), "x"});
        for (const Item* incident : incidents(state)) commands.emplace_back(Retry{work_id(*incident)});
        commands.emplace_back(BroadcastSignal{"g", {}});
        commands.emplace_back(DeliverMessage{"m", {}, random_outputs()});
        commands.emplace_back(SetVariables{random_outputs()});
        commands.emplace_back(Compensate{});
    }
    if (commands.empty()) return std::nullopt;
    return *rc::gen::elementOf(commands);
}

/// One step; checks that the events tell everything and that the same question has the same answer.
State step(const Net& net, const State& state, const Command& command, const Context& context) {
    const auto events = decide(net, state, command, context);
    if (!events) return state;
    const auto again = decide(net, state, command, context);
    RC_ASSERT(*again == *events);
    State after = state;
    for (const Event& event : *events) {
        RC_ASSERT(event_from_json(parse_json(to_canonical(event).text(), "event")) == event);
        after = evolve(std::move(after), event);
    }
    RC_ASSERT(state_from_json(parse_json(to_canonical(after).text(), "state")) == after);
    return after;
}

Context context_at(const char* now) {
    Context context;
    context.now = *Instant::parse(now);
    return context;
}

RC_GTEST_PROP(Laws, ASoundProcessEndsWithNothingLeft, ()) {
    const std::string terse = Blocks().write();
    RC_LOG(terse);
    const auto net = net_of(terse);
    const Context context = context_at("2030-01-01T00:00:00+07:00");
    State state = step(*net, {}, Start{{{"a", Value(*rc::gen::inRange(0, 5))}}, Start::By::nobody, {}, {}}, context);

    for (int i = 0; i < 2000 && state.status == Status::running; ++i) {
        const auto command = next_command(state, true);
        RC_ASSERT(command.has_value());  // a sound process never stands still
        Context later = context;
        later.now = *Instant::parse("2031-01-01T00:00:00+07:00");
        state = step(*net, state, *command, std::holds_alternative<FireTimer>(*command) ? later : context);
    }

    RC_ASSERT(state.status == Status::completed);
    RC_ASSERT(state.items.empty());
}

RC_GTEST_PROP(Laws, AnyWalkThroughAnyGraphIsToldByItsEvents, ()) {
    const std::string terse = any_graph();
    RC_LOG(terse);
    const auto result = compile_text(bpmn_text(terse), "p");
    RC_PRE(result.net.has_value());
    const Context context = context_at("2030-01-01T00:00:00+07:00");
    State state = step(*result.net, {}, Start{}, context);

    // A graph may breed tokens without end; what it does with a hundred it does with more.
    for (int i = 0; i < 25 && state.status == Status::running && state.items.size() < 100; ++i) {
        const auto command = next_command(state, false);
        state = step(*result.net, state, *command, context_at("2031-01-01T00:00:00+07:00"));
    }
}

}  // namespace
}  // namespace trien::execution
