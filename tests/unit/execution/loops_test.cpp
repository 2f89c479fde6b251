// SPDX-License-Identifier: Apache-2.0
// Standard loops and multi-instance activities (BPMN 2.0.1, 10.3.8, 13.3.6, 13.3.7).
#include <gtest/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

TEST(StandardLoop, TestsAfterEachRunUnlessToldBefore) {
    EXPECT_EQ(Play("start s -> a\nuser a loop=false -> b\nuser b").start().open(), "a");
    EXPECT_EQ(Play("start s -> a\nuser a loop=false before -> b\nuser b").start().open(), "b");
}

TEST(StandardLoop, EndsAtItsMaximum) {
    Play play("start s -> a\nuser a loop=true max=2 -> b\nuser b");

    EXPECT_EQ(play.start().done("a").open(), "a");
    EXPECT_EQ(play.done("a").open(), "b");
    EXPECT_EQ(Play("start s -> a\nuser a loop=true max=0 -> b\nuser b").start().open(), "b");
}

TEST(StandardLoop, CountsItsRuns) {
    Play play("start s -> c\nscript c loop='loopCounter < 3' script='{last: loopCounter}' -> b\nuser b");

    play.start();

    EXPECT_EQ(play.value("last"), "3");
    EXPECT_EQ(play.open(), "b");
}

TEST(StandardLoop, OfASubProcessRunsItAgainFromItsStart) {
    Play play("start s -> p1\nsub p1 max=2 -> b {\nstart s1 -> a\nuser a\n}\nuser b");

    play.start().done("a").done("a");

    EXPECT_EQ(play.trace(), "s p1 s1 a s1 a b");
}

TEST(StandardLoop, WithoutEndIsAnError) {
    // Written by hand: a loop that says neither when nor how often.
    const std::string text =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test">
           <process id="p" isExecutable="true"><userTask id="a"><standardLoopCharacteristics/></userTask></process>
           </definitions>)";

    EXPECT_FALSE(compile_text(text, "p").net);
}

TEST(MultiInstance, OneByOne) {
    Play play("start s -> a\nuser a multi=3 sequential -> b\nuser b");

    EXPECT_EQ(play.start().open(), "a");
    EXPECT_EQ(play.done("a").open(), "a");
    EXPECT_EQ(play.done("a").done("a").open(), "b");
}

TEST(MultiInstance, OfNoneIsPassed) {
    EXPECT_EQ(Play("start s -> a\nuser a multi=0 -> b\nuser b").start().open(), "b");
    EXPECT_EQ(Play("start s -> a\nuser a multi=0 sequential -> b\nuser b").start().open(), "b");
}

TEST(MultiInstance, OfWhatIsNoNumberOrNoListIsAnIncident) {
    EXPECT_EQ(Play("start s -> a\nuser a multi='\"many\"' -> b\nuser b").start().faults(), "execution.cardinality");
    EXPECT_EQ(Play("start s -> a\nuser a multi='-1' -> b\nuser b").start().faults(), "execution.cardinality");
    Play play("data people\nstart s -> a\nuser a multi=people item=person -> b\nuser b");
    EXPECT_EQ(play.start({{"people", 3}}).faults(), "execution.collection");
    EXPECT_EQ(play.set({{"people", feel::List({Value("an")})}}).retry("a").open(), "a");
}

TEST(MultiInstance, EndsWhenItsConditionHoldsAndCancelsTheRest) {
    Play play("start s -> a\nuser a multi=4 done='numberOfCompletedInstances = 2' -> b\nuser b");

    play.start().done("a");
    EXPECT_EQ(play.open(), "a a a");
    play.done("a");

    EXPECT_EQ(play.open(), "b");
}

TEST(MultiInstance, ItsConditionKnowsHowManyRun) {
    Play play(R"(
        start s -> a
        user a multi=3 done='nrOfInstances = 3 and numberOfActiveInstances = 1 and numberOfTerminatedInstances = 0' -> b
        user b
    )");

    EXPECT_EQ(play.start().done("a").open(), "a a");
    EXPECT_EQ(play.done("a").open(), "b");
}

TEST(MultiInstance, GivesEachInstanceItsElementAndCollectsTheResultsInOrder) {
    Play play(R"(
        data people
        data answers
        start s -> a
        user a multi=people item=person collect=answers each=answer -> b
        user b
    )");

    play.start({{"people", feel::List({Value("an"), Value("binh")})}});
    const auto second = work_id(*open_work(play.state()).at(1));
    play.give(Complete{second, {{"answer", "no"}}});
    play.done("a", {{"answer", "yes"}});

    EXPECT_EQ(play.value("answers"), R"(["yes", "no"])");
    EXPECT_EQ(play.open(), "b");
}

TEST(MultiInstance, OfScriptsRunsByItself) {
    Play play(R"(
        data prices
        data doubled
        start s -> c
        script c multi=prices sequential item=price collect=doubled each=twice script='{twice: price * 2}' -> b
        user b
    )");

    play.start({{"prices", feel::List({Value(1), Value(2), Value(3)})}});

    EXPECT_EQ(play.value("doubled"), "[2, 4, 6]");
}

TEST(MultiInstance, OfSubProcessesKeepsThemApart) {
    Play play(R"(
        start s -> p1
        sub p1 multi=2 -> b {
          data mine
          script c script='{mine: loopCounter}' -> x
          xor x -> a1 [mine = 1], a2 [default]
          user a1
          user a2
        }
        user b
    )");

    EXPECT_EQ(play.start().open(), "a1 a2");
    EXPECT_EQ(play.done("a1").done("a2").open(), "b");
}

TEST(MultiInstance, ThrowsAnEventForTheFirstOrForEach) {
    const auto play = [](const char* kind) {
        Play it(std::string("start s -> a\nuser a multi=3 throws=") + kind + ":one-done -> b\n" +
                "boundary x on=a signal=one-done non-interrupting -> c\nuser b\nuser c");
        it.start().done("a").done("a");
        return it.open();
    };

    EXPECT_EQ(play("one"), "a c");
    EXPECT_EQ(play("none"), "a c c");
}

TEST(MultiInstance, ThrowsWhatItsComplexBehaviorSays) {
    const std::string text =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
           <signal id="half" name="half"/>
           <process id="p" isExecutable="true"><userTask id="a">
             <multiInstanceLoopCharacteristics behavior="Complex">
               <loopCardinality xsi:type="tFormalExpression">4</loopCardinality>
               <complexBehaviorDefinition>
                 <condition xsi:type="tFormalExpression">numberOfCompletedInstances = 2</condition>
                 <event id="h"><signalEventDefinition signalRef="half"/></event>
               </complexBehaviorDefinition>
             </multiInstanceLoopCharacteristics></userTask>
           </process></definitions>)";
    auto result = compile_text(text, "p");
    ASSERT_TRUE(result.net);
    Play play(std::make_shared<const Net>(*std::move(result.net)));

    play.start().done("a");
    EXPECT_TRUE(play.thrown().empty());
    play.done("a");
    EXPECT_EQ(play.thrown().size(), 1U);
    EXPECT_TRUE(play.done("a").done("a").completed());
    EXPECT_EQ(play.thrown().size(), 1U);
}

TEST(MultiInstance, AnErrorOfOneEndsAll) {
    Play play("start s -> a\nservice a multi=3 -> b\nboundary x on=a error=E -> c\nuser b\nuser c");

    EXPECT_EQ(play.start().fails("a", "E").open(), "c");
}

TEST(MultiInstance, TheEventSubProcessOfOneInterruptsThatOneOnly) {
    Play play(R"(
        start s -> p1
        sub p1 multi=2 -> b {
          start s1 -> a
          service a
          sub h event {
            start hs any=error -> c
            user c
          }
        }
        user b
    )");

    EXPECT_EQ(play.start().fails("a", "E").open(), "a c");
    EXPECT_EQ(play.done("a").done("c").open(), "b");
}

}  // namespace
}  // namespace trien::execution
