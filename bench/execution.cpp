// SPDX-License-Identifier: Apache-2.0
// The execution kernel alone: a five-step approval in which every second case goes back once, decided and applied in
// memory. What a command costs the processor, and how large a case is when written.
//
//     bench_execution [CASES]
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "bench/cpu_time.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/execution/codec.hpp"
#include "engine/execution/compile.hpp"
#include "engine/execution/decide.hpp"

namespace trien::bench {
namespace {

using namespace execution;

constexpr std::string_view approval = R"(
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trien:bench"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <process id="approval" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="receive"/><userTask id="examine"/><userTask id="sign"/>
    <exclusiveGateway id="verdict" default="on"/>
    <userTask id="seal"/><userTask id="hand-over"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="receive"/>
    <sequenceFlow id="f2" sourceRef="receive" targetRef="examine"/>
    <sequenceFlow id="f3" sourceRef="examine" targetRef="sign"/>
    <sequenceFlow id="f4" sourceRef="sign" targetRef="verdict"/>
    <sequenceFlow id="back" sourceRef="verdict" targetRef="examine">
      <conditionExpression xsi:type="tFormalExpression">outcome = "returned"</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="on" sourceRef="verdict" targetRef="seal"/>
    <sequenceFlow id="f5" sourceRef="seal" targetRef="hand-over"/>
    <sequenceFlow id="f6" sourceRef="hand-over" targetRef="end"/>
  </process>
</definitions>)";

/// One case from start to end.
class Case {
  public:
    explicit Case(const Net& net) : net_(net) { context_.now = *Instant::parse("2026-11-23T09:00:00+07:00"); }

    void run(bool returned) {
        give(Start{{{"dossier", "H26.99.01-261123-0000001"}}, Start::By::nobody, {}, {}});
        bool goes_back = returned;
        while (state_.status == Status::running) {
            const Item& work = *open_work(state_).front();
            largest_ = std::max(largest_, measure_ ? to_canonical(state_).text().size() : 0);
            const bool signs = work.node.value() == "sign";
            Variables outputs;
            if (signs) outputs.emplace("outcome", goes_back ? "returned" : "approved");
            if (signs) goes_back = false;
            give(Complete{work_id(work), std::move(outputs)});
        }
    }

    /// The size of the largest state on the way, written as canonical JSON.
    std::size_t largest_state() {
        measure_ = true;
        run(true);
        return largest_;
    }
    [[nodiscard]] std::size_t commands() const { return commands_; }
    [[nodiscard]] std::size_t events() const { return events_; }

  private:
    void give(const Command& command) {
        const auto events = decide(net_, state_, command, context_);
        for (const Event& event : events.value()) apply(state_, event);
        ++commands_;
        events_ += events->size();
    }

    const Net& net_;
    Context context_;
    State state_;
    std::size_t commands_ = 0;
    std::size_t events_ = 0;
    std::size_t largest_ = 0;
    bool measure_ = false;
};

int measure(int cases) {
    const auto file = bpmn::Reader().read(approval, "approval.bpmn").file.value();
    const Net net = compile(file.definitions, "approval").net.value();
    std::size_t commands = 0;
    std::size_t events = 0;
    const double begin = cpu_seconds();
    for (int i = 0; i < cases; ++i) {
        Case one(net);
        one.run(i % 2 == 0);
        commands += one.commands();
        events += one.events();
    }
    const double spent = cpu_seconds() - begin;
    std::cout << fmt::format("{} cases, {} commands, {} events\n", cases, commands, events)
              << fmt::format("{:.2f} µs of processor time a command (decide and apply)\n",
                             1e6 * spent / static_cast<double>(commands))
              << fmt::format("{} bytes: the largest state of a case on the way\n", Case(net).largest_state());
    return 0;
}

}  // namespace
}  // namespace trien::bench

int main(int argc, char** argv) {
    return trien::bench::measure(argc > 1 ? std::atoi(argv[1]) : 100'000);
}
