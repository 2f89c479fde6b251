// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/execution/play.hpp"

#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/base/json.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/execution/codec.hpp"
#include "tests/unit/execution/terse.hpp"

namespace trien::execution {

namespace {

const bpmn::Reader& reader() {
    static const bpmn::Reader reader;
    return reader;
}

std::string words(const std::vector<std::string>& list) {
    return fmt::format("{}", fmt::join(list, " "));
}

std::string text_of_findings(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        text += fmt::format("{} {}: {}\n", finding.code, finding.place.text(), finding.text.en);
    }
    return text;
}

}  // namespace

CompileResult compile_text(std::string_view text, const std::string& process, const CompileOptions& options) {
    const auto read = reader().read(text, "test.bpmn");
    if (!read.file) return {std::nullopt, read.findings};
    return compile(read.file->definitions, process, options);
}

std::shared_ptr<const Net> net_of(std::string_view terse, const CompileOptions& options) {
    const std::string text = bpmn_text(terse);
    CompileResult result = compile_text(text, "p", options);
    if (!result.net) throw std::invalid_argument(text_of_findings(result.findings) + text);
    return std::make_shared<const Net>(*std::move(result.net));
}

std::vector<std::string> errors_of(std::string_view terse) {
    std::vector<std::string> codes;
    for (const Finding& finding : compile_text(bpmn_text(terse), "p").findings) {
        if (finding.severity == Finding::Severity::error) codes.push_back(finding.code);
    }
    return codes;
}

Play::Play(std::shared_ptr<const Net> net) : net_(std::move(net)) {
    context_.now = *Instant::parse("2026-11-23T09:00:00+07:00");
    context_.process = [this](const Binding& wanted) -> const Net* {
        for (const auto& [name, candidate] : called_) {
            const bool by_name = wanted.digest.empty() && name == wanted.process;
            if (by_name || (candidate->process == wanted.process && candidate->digest == wanted.digest))
                return candidate.get();
        }
        return nullptr;
    };
}

Play& Play::with_called(const std::string& process, std::string_view terse) {
    CompileOptions options;
    options.digest = process;  // tells the versions apart: every terse process is called "p"
    called_[process] = net_of(terse, options);
    return *this;
}

void Play::take(const Events& events, const State& before) {
    State after = before;
    for (const Event& event : events) {
        EXPECT_EQ(event_from_json(parse_json(to_canonical(event).text(), "event")), event);
        after = evolve(std::move(after), event);
    }
    EXPECT_EQ(state_from_json(parse_json(to_canonical(after).text(), "state")), after);
    state_ = std::move(after);
    events_.insert(events_.end(), events.begin(), events.end());
}

Play& Play::give(const Command& command) {
    const auto events = decide(*net_, state_, command, context_);
    if (!events) {
        ADD_FAILURE() << "refused: " << events.error().code << ": " << events.error().text.en;
        return *this;
    }
    take(*events, state_);
    return *this;
}

std::string Play::refusal(const Command& command) {
    const auto events = decide(*net_, state_, command, context_);
    if (!events) return events.error().code;
    take(*events, state_);
    return "";
}

Play& Play::start(Variables variables) {
    Start command;
    command.variables = std::move(variables);
    return give(command);
}

Play& Play::start_by(Start::By by, const std::string& name, Variables payload) {
    return give(Start{{}, by, name, std::move(payload)});
}

WorkId Play::work(const std::string& node) const {
    for (const Item* item : open_work(state_)) {
        if (item->node.value() == node) return work_id(*item);
    }
    return WorkId(node + "/0");
}

Play& Play::done(const std::string& node, Variables outputs) {
    return give(Complete{work(node), std::move(outputs)});
}

Play& Play::fails(const std::string& node, const std::string& error) {
    return give(Fail{work(node), error});
}

Play& Play::escalates(const std::string& node, const std::string& code) {
    return give(Escalate{work(node), code});
}

Play& Play::message(const std::string& name, Variables payload) {
    return give(DeliverMessage{name, std::nullopt, std::move(payload)});
}

Play& Play::signal(const std::string& name, Variables payload) {
    return give(BroadcastSignal{name, std::move(payload)});
}

Play& Play::fire(const std::string& node) {
    for (const Wait* wait : open_timers(state_)) {
        if (wait->node.value() != node) continue;
        context_.now = std::max(context_.now, *wait->due);
        return give(FireTimer{work_id(*wait)});
    }
    ADD_FAILURE() << "no timer is set for " << node;
    return *this;
}

Play& Play::set(Variables variables) {
    return give(SetVariables{std::move(variables)});
}

Play& Play::activate(const std::string& node) {
    return give(Activate{ElementId(node)});
}

Play& Play::retry(const std::string& node) {
    for (const Item* incident : incidents(state_)) {
        if (incident->node.value() == node) return give(Retry{work_id(*incident)});
    }
    ADD_FAILURE() << "no incident at " << node;
    return *this;
}

std::string Play::trace() const {
    std::vector<std::string> nodes;
    for (const Event& event : events_) {
        if (const auto* entered = std::get_if<Entered>(&event)) nodes.push_back(entered->node.value());
    }
    return words(nodes);
}

std::string Play::news() {
    std::vector<std::string> nodes;
    for (; told_ < events_.size(); ++told_) {
        if (const auto* entered = std::get_if<Entered>(&events_[told_])) nodes.push_back(entered->node.value());
    }
    return words(nodes);
}

std::string Play::open() const {
    std::vector<std::string> nodes;
    for (const Item* item : open_work(state_)) nodes.push_back(item->node.value());
    return words(nodes);
}

std::string Play::timers() const {
    std::vector<std::string> nodes;
    for (const Wait* wait : open_timers(state_)) nodes.push_back(wait->node.value());
    return words(nodes);
}

std::string Play::faults() const {
    std::vector<std::string> codes;
    for (const Item* item : incidents(state_)) codes.push_back(item->fault);
    return words(codes);
}

std::string Play::value(const std::string& name) const {
    std::string text = "null";
    for (const Event& event : events_) {
        const auto* set = std::get_if<VariableSet>(&event);
        if (set != nullptr && set->item == 1 && set->name == name) text = feel::text(set->value);
    }
    return text;
}

std::vector<Thrown> Play::thrown() const {
    std::vector<Thrown> all;
    for (const Event& event : events_) {
        if (const auto* thrown = std::get_if<Thrown>(&event)) all.push_back(*thrown);
    }
    return all;
}

}  // namespace trien::execution
