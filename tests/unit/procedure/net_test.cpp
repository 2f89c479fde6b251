// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/net.hpp"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A case of the shipped procedure under way.
class Case {
  public:
    explicit Case(const Net& net) : net_(net), marking_(settle(net, initial(net), {}).marking) {}

    Case& ends(const std::string& task, Outcome outcome) {
        const feel::Context variables{{std::string(outcome_variable), text_of(outcome)}};
        marking_ = fire(net_, marking_, completion_of(net_, ElementId(task)).value());
        marking_ = settle(net_, marking_, variables).marking;
        return *this;
    }

    [[nodiscard]] std::vector<std::string> open() const { return texts(open_tasks(net_, marking_)); }
    [[nodiscard]] std::vector<std::string> arrived() const { return texts(reached_ends(net_, marking_)); }
    [[nodiscard]] bool is_over() const { return is_final(net_, marking_); }

  private:
    static std::vector<std::string> texts(const std::vector<ElementId>& ids) {
        std::vector<std::string> texts;
        for (const ElementId& id : ids) texts.push_back(id.value());
        return texts;
    }

    const Net& net_;
    Marking marking_;
};

TEST(Net, AStraightRunOpensStepAfterStep) {
    Case matter(shipped().net);

    EXPECT_THAT(matter.open(), ElementsAre("receive"));
    EXPECT_THAT(matter.ends("receive", Outcome::completed).open(), ElementsAre("examine"));
    EXPECT_THAT(matter.ends("examine", Outcome::approved).open(), ElementsAre("sign"));
    EXPECT_THAT(matter.ends("sign", Outcome::approved).open(), ElementsAre("seal"));
    EXPECT_THAT(matter.ends("seal", Outcome::completed).open(), ElementsAre("hand-over"));
    EXPECT_FALSE(matter.is_over());
    EXPECT_THAT(matter.ends("hand-over", Outcome::completed).open(), IsEmpty());
    EXPECT_THAT(matter.arrived(), ElementsAre("done"));
    EXPECT_TRUE(matter.is_over());
}

TEST(Net, AReturnOpensTheExaminationAgain) {
    Case matter(shipped().net);
    matter.ends("receive", Outcome::completed).ends("examine", Outcome::approved);

    EXPECT_THAT(matter.ends("sign", Outcome::returned).open(), ElementsAre("examine"));
    EXPECT_THAT(matter.ends("examine", Outcome::approved).open(), ElementsAre("sign"));
}

TEST(Net, ARefusalHasItsOwnEnd) {
    Case at_examination(shipped().net);
    at_examination.ends("receive", Outcome::completed).ends("examine", Outcome::refused);
    Case at_signature(shipped().net);
    at_signature.ends("receive", Outcome::completed).ends("examine", Outcome::approved).ends("sign", Outcome::refused);

    EXPECT_THAT(at_examination.arrived(), ElementsAre("refused"));
    EXPECT_THAT(at_signature.arrived(), ElementsAre("refused"));
    EXPECT_TRUE(at_examination.is_over());
    EXPECT_TRUE(shipped().end(ElementId("refused"))->refused);
    EXPECT_FALSE(shipped().end(ElementId("done"))->refused);
}

TEST(Net, ATokenWaitsWhereNoConditionHolds) {
    const Net& net = shipped().net;
    Marking marking = settle(net, initial(net), {}).marking;
    marking = settle(net, fire(net, marking, completion_of(net, ElementId("receive")).value()), {}).marking;

    const Settled stuck = settle(net, fire(net, marking, completion_of(net, ElementId("examine")).value()), {});

    EXPECT_THAT(stuck.fired, IsEmpty());
    EXPECT_THAT(enabled(net, stuck.marking, {}), IsEmpty());
    EXPECT_FALSE(is_final(net, stuck.marking));
}

TEST(Net, FiringWhatIsNotEnabledIsABug) {
    const Net& net = shipped().net;
    EXPECT_THROW(static_cast<void>(fire(net, initial(net), completion_of(net, ElementId("sign")).value())),
                 std::logic_error);
    EXPECT_FALSE(completion_of(net, ElementId("no-such-task")));
}

/// start -> split -> (a, b) -> join -> choice (pages > 10 -> c, pages > 5 -> d, default -> end) ; c, d -> end
std::string parallel_bytes() {
    const std::string step =
        R"(<extensionElements><iso:step ordinal="@" act="examine"><iso:responsible role="chair"/><iso:time group="t"/>)"
        R"(<iso:outcome name="complete"/></iso:step></extensionElements>)";
    std::string process = R"(
    <startEvent id="start"/><parallelGateway id="split"/><parallelGateway id="join"/>
    <userTask id="a">1</userTask><userTask id="b">2</userTask><userTask id="c">3</userTask><manualTask id="d">4</manualTask>
    <exclusiveGateway id="choice" default="few"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="split"/>
    <sequenceFlow id="f2" sourceRef="split" targetRef="a"/><sequenceFlow id="f3" sourceRef="split" targetRef="b"/>
    <sequenceFlow id="f4" sourceRef="a" targetRef="join"/><sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
    <sequenceFlow id="f6" sourceRef="join" targetRef="choice"/>
    <sequenceFlow id="few" sourceRef="choice" targetRef="end"/>
    <sequenceFlow id="many" sourceRef="choice" targetRef="c"><conditionExpression>pages > 10</conditionExpression></sequenceFlow>
    <sequenceFlow id="some" sourceRef="choice" targetRef="d"><conditionExpression>pages > 5</conditionExpression></sequenceFlow>
    <sequenceFlow id="f7" sourceRef="c" targetRef="end"/><sequenceFlow id="f8" sourceRef="d" targetRef="end"/>)";
    for (const char ordinal : {'1', '2', '3', '4'}) {
        process = with(process, std::string(">") + ordinal + "<", ">" + with(step, "@", std::string(1, ordinal)) + "<");
    }
    std::string text = shipped_bytes();
    const auto from = text.find("<laneSet");
    text.replace(from, text.find("</process>") - from, process);
    const auto groups = text.find("<iso:timeGroup");
    text.replace(groups, text.find("<iso:form ") - groups, R"(<iso:timeGroup id="t" amount="1" unit="workingDay"/>)");
    const auto diagram = text.find("<bpmndi:BPMNDiagram");
    return text.erase(diagram, text.find("</definitions>") - diagram);
}

const Procedure& parallel() {
    static const Procedure procedure = read_procedure(parallel_bytes(), "parallel.bpmn").procedure.value();
    return procedure;
}

/// The marking before the choice, with another condition in place of `pages > 10`.
std::pair<Net, Marking> before_choice(const std::string& condition) {
    const std::string bytes = with(parallel_bytes(), "pages > 10", condition);
    Net net = read_procedure(bytes, "parallel.bpmn").procedure.value().net;
    Marking marking = settle(net, initial(net), {}).marking;
    for (const char* task : {"a", "b"}) marking = fire(net, marking, completion_of(net, ElementId(task)).value());
    return {std::move(net), std::move(marking)};
}

TEST(Net, ConditionsReadListsAndContexts) {
    const auto [net, marking] = before_choice("some p in papers satisfies p.copies = 0");
    const feel::Value papers = feel::List({feel::Context{{"copies", 1}}, feel::Context{{"copies", 0}}});

    EXPECT_THAT(open_tasks(net, settle(net, marking, {{"papers", papers}}).marking), ElementsAre(ElementId("c")));
    EXPECT_THAT(open_tasks(net, settle(net, marking, {}).marking), IsEmpty());
}

TEST(Net, AConditionThatTakesTooLongIsNamed) {
    const auto [net, marking] = before_choice("some i in 1..1000000000 satisfies i = pages");

    try {
        static_cast<void>(settle(net, marking, {{"pages", 0}}));
        FAIL() << "nothing thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "procedure.condition");
        EXPECT_THAT(error.cause().en, testing::HasSubstr("some i in 1..1000000000"));
    }
}

TEST(Net, AParallelGatewayWaitsForAll) {
    Case matter(parallel().net);

    EXPECT_THAT(matter.open(), ElementsAre("a", "b"));
    EXPECT_THAT(matter.ends("b", Outcome::completed).open(), ElementsAre("a"));
    EXPECT_FALSE(matter.is_over());
    EXPECT_THAT(matter.ends("a", Outcome::completed).arrived(), ElementsAre("end"));
}

TEST(Net, TheFirstConditionThatHoldsTakesTheToken) {
    const Net& net = parallel().net;
    Marking joined = settle(net, initial(net), {}).marking;
    for (const char* task : {"a", "b"}) joined = fire(net, joined, completion_of(net, ElementId(task)).value());

    const auto open_for = [&](std::int64_t pages) {
        return open_tasks(net, settle(net, joined, {{"pages", pages}}).marking);
    };

    EXPECT_THAT(open_for(20), ElementsAre(ElementId("c")));
    EXPECT_THAT(open_for(7), ElementsAre(ElementId("d")));
    EXPECT_THAT(open_for(1), IsEmpty());
}

RC_GTEST_PROP(NetProperty, AnyOutcomesReachAnEndWithOneTaskOpenAtATime, ()) {
    const Procedure& procedure = shipped();
    Case matter(procedure.net);
    // Returns are limited in law by the dossier; here by the number of draws, after which everybody agrees.
    int draws = *rc::gen::inRange(0, 20);

    while (!matter.is_over()) {
        RC_ASSERT(matter.open().size() == 1U);
        const Step& step = *procedure.step(ElementId(matter.open().front()));
        const std::size_t choice = draws-- > 0 ? *rc::gen::inRange<std::size_t>(0, step.outcomes.size()) : 0;
        matter.ends(step.id.value(), step.outcomes[choice].outcome);
    }

    RC_ASSERT(matter.arrived().size() == 1U);
}

}  // namespace
}  // namespace trien::procedure
