// SPDX-License-Identifier: Apache-2.0
// How long the gate takes: parallel branches by reduction and by looking at all states, and everything for a procedure
// of 60 nodes.
#include "engine/gate/gate.hpp"

#include <string>

#include <fmt/format.h>

#include "bench/cpu_time.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/execution/compile.hpp"

namespace trien::bench {
namespace {

/// Writes a process element by element.
class Drawing {
  public:
    std::string node(const std::string& kind) {
        const std::string id = fmt::format("n{}", nodes_++);
        text_ += fmt::format(R"(<{} id="{}"/>)", kind, id);
        return id;
    }
    /// @param outcome  the flow is taken when the last step ended so; empty: in any case.
    void flow(const std::string& from, const std::string& to, const std::string& outcome = {}) {
        text_ += fmt::format(R"(<sequenceFlow id="f{}" sourceRef="{}" targetRef="{}">)", flows_++, from, to);
        if (!outcome.empty()) {
            text_ += fmt::format("<conditionExpression>outcome = \"{}\"</conditionExpression>", outcome);
        }
        text_ += "</sequenceFlow>";
    }
    [[nodiscard]] execution::Net net() const {
        static const bpmn::Reader reader;
        const std::string file =
            R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:bench" )"
            R"(expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/">)"
            R"(<process id="p" isExecutable="true">)" +
            text_ + "</process></definitions>";
        const auto read = reader.read(file, "bench");
        return execution::compile(read.file.value().definitions, "p").net.value();
    }

  private:
    std::string text_;
    int nodes_ = 0;
    int flows_ = 0;
};

execution::Net parallel_branches(int count) {
    Drawing drawing;
    const std::string split = drawing.node("parallelGateway");
    const std::string join = drawing.node("parallelGateway");
    drawing.flow(drawing.node("startEvent"), split);
    for (int i = 0; i < count; ++i) {
        const std::string task = drawing.node("userTask");
        drawing.flow(split, task);
        drawing.flow(task, join);
    }
    drawing.flow(join, drawing.node("endEvent"));
    return drawing.net();
}

/// A start, six blocks of three branches, parallel or to choose from, with a check and rework, four
/// steps in a row, an end.
class Sixty {
  public:
    Sixty() {
        std::string at = drawing_.node("startEvent");
        for (int i = 0; i < 6; ++i) at = block(at, i % 2 == 0 ? "parallelGateway" : "exclusiveGateway");
        for (int i = 0; i < 4; ++i) {
            const std::string next = step();
            drawing_.flow(at, next);
            at = next;
        }
        drawing_.flow(at, drawing_.node("endEvent"));
        procedure_.control.effective_from = parse_date("2026-01-01").value();
        procedure::Deadline deadline;
        deadline.rule.limit = {60, calendar::Unit::working_day};
        procedure_.deadlines.push_back(deadline);
        procedure_.net = drawing_.net();
    }
    [[nodiscard]] const procedure::Procedure& procedure() const { return procedure_; }

  private:
    std::string block(const std::string& before, const std::string& gateway) {
        const std::string first = drawing_.node("exclusiveGateway");
        const std::string split = drawing_.node(gateway);
        const std::string join = drawing_.node(gateway);
        drawing_.flow(before, first);
        drawing_.flow(first, split);
        for (const std::string outcome : {"complete", "approve", "refuse"}) {
            const std::string branch = step();
            drawing_.flow(split, branch, gateway == "exclusiveGateway" ? outcome : "");
            drawing_.flow(branch, join);
        }
        const std::string check = step();
        const std::string decision = drawing_.node("exclusiveGateway");
        drawing_.flow(join, check);
        drawing_.flow(check, decision);
        drawing_.flow(decision, first, "return");
        const std::string next = drawing_.node("intermediateThrowEvent");
        drawing_.flow(decision, next, "approve");
        return next;
    }

    /// Every third step is kept apart from the one before it; there are five roles.
    std::string step() {
        const std::string id = drawing_.node("userTask");
        procedure::Step step;
        step.id = ElementId(id);
        step.ordinal = static_cast<std::int64_t>(procedure_.steps.size()) + 1;
        step.role = RoleId(fmt::format("role-{}", procedure_.steps.size() / 3 % 5));
        step.time_groups = {id};
        procedure::Separation separation;
        if (procedure_.steps.size() % 3 == 2) {
            separation.from = procedure_.steps.back().id;
            step.separate_from.push_back(separation);
        }
        procedure::TimeGroup group;
        group.id = id;
        group.time = {1, calendar::Unit::half_day};
        procedure_.time_groups.push_back(group);
        procedure_.steps.push_back(step);
        return id;
    }

    Drawing drawing_;
    procedure::Procedure procedure_;
};

organisation::Organisation office_of(int people) {
    std::vector<organisation::Position> posts;
    std::vector<organisation::Person> persons;
    std::vector<organisation::Appointment> appointments;
    const organisation::Period since{parse_date("2025-01-01").value(), std::nullopt};
    for (int i = 0; i < people; ++i) {
        const std::string id = fmt::format("person-{}", i);
        posts.push_back({id, UnitId("unit"), id, {RoleId(fmt::format("role-{}", i % 5))}, false});
        persons.push_back({PersonId(id), id, true, {}});
        appointments.push_back({PersonId(id), id, since, ""});
    }
    organisation::Unit unit;
    unit.id = UnitId("unit");
    unit.exists = since;
    return organisation::Organisation({unit}, posts, persons, appointments, Digest{});
}

void measure(const std::string& what, const execution::Net& net, const gate::SoundnessOptions& options) {
    const double before = cpu_seconds();
    const gate::Soundness soundness = gate::check_soundness(net, options);
    const double seconds = cpu_seconds() - before;
    fmt::print("{:<40} {:>10.3f} ms  {:<8} {:>8} states {:>9} moves\n", what, seconds * 1000,
               gate::text_of(soundness.verdict), soundness.states, soundness.transitions);
}

void measure_everything() {
    const Sixty sixty;
    const procedure::Procedure procedure = sixty.procedure();
    const execution::Net& net = procedure.net;
    const auto office = office_of(20);
    gate::World world;
    world.organisation = &office;
    const double before = cpu_seconds();
    const gate::Report report = gate::check(procedure, world);
    const double seconds = cpu_seconds() - before;
    fmt::print("{:<40} {:>10.3f} ms  {:<8} {:>8} findings\n",
               fmt::format("everything, {} nodes, 20 people", net.nodes.size()), seconds * 1000,
               gate::text_of(report.soundness.verdict), report.findings.size());
    measure("soundness of it, all states", net, {false, 2'000'000});
}

}  // namespace
}  // namespace trien::bench

int main() {
    using namespace trien::bench;
    for (const int branches : {10, 15, 17}) {
        const auto net = parallel_branches(branches);
        measure(fmt::format("{} parallel branches, by reduction", branches), net, {});
        measure(fmt::format("{} parallel branches, all states", branches), net, {false, 2'000'000});
    }
    measure("1000 parallel branches, by reduction", parallel_branches(1000), {});
    measure_everything();
    return 0;
}
