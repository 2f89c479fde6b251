// SPDX-License-Identifier: Apache-2.0
// How long the gate takes: parallel branches by reduction and by looking at all states, and a procedure of 60 nodes.
#include <chrono>
#include <string>

#include <fmt/format.h>

#include "bench/cpu_time.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/execution/compile.hpp"
#include "engine/gate/soundness.hpp"

namespace {

using namespace trien;

/// start, parallel split, `branches` tasks, parallel join, end.
std::string parallel_branches(int branches) {
    std::string text =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:bench">)"
        R"(<process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="sf" sourceRef="s" targetRef="split"/>)"
        R"(<parallelGateway id="split"/><parallelGateway id="join"/>)";
    for (int i = 0; i < branches; ++i) {
        text += fmt::format(R"(<userTask id="t{0}"/><sequenceFlow id="in{0}" sourceRef="split" targetRef="t{0}"/>)"
                            R"(<sequenceFlow id="out{0}" sourceRef="t{0}" targetRef="join"/>)",
                            i);
    }
    return text + R"(<sequenceFlow id="ef" sourceRef="join" targetRef="e"/><endEvent id="e"/></process></definitions>)";
}

execution::Net net_of(const std::string& text) {
    static const bpmn::Reader reader;
    const auto read = reader.read(text, "bench");
    auto result = execution::compile(read.file.value().definitions, "p");
    return std::move(result.net).value();
}

void measure(const std::string& what, const execution::Net& net, const gate::SoundnessOptions& options) {
    const double before = bench::cpu_seconds();
    const gate::Soundness soundness = gate::check_soundness(net, options);
    const double seconds = bench::cpu_seconds() - before;
    fmt::print("{:<44} {:>10.3f} ms  {:<8} {:>9} states {:>10} moves\n", what, seconds * 1000,
               gate::text_of(soundness.verdict), soundness.states, soundness.transitions);
}

}  // namespace

int main() {
    for (const int branches : {10, 15, 17}) {
        const auto net = net_of(parallel_branches(branches));
        measure(fmt::format("{} parallel branches, by reduction", branches), net, {});
        measure(fmt::format("{} parallel branches, all states", branches), net, {false, 2'000'000});
    }
    measure("1000 parallel branches, by reduction", net_of(parallel_branches(1000)), {});
    return 0;
}
