// SPDX-License-Identifier: Apache-2.0
// Sub-processes, event sub-processes, call activities, ad hoc sub-processes (BPMN 2.0.1, 10.3.5, 13.3, 13.5.4).
#include <gtest/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

TEST(SubProcess, EndsWhenNothingIsLeftInIt) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> f
          and f -> a, b
          user a -> e1
          user b
          end e1
        }
        user n
    )");

    EXPECT_EQ(play.start().done("a").open(), "b");
    EXPECT_EQ(play.done("b").open(), "n");
}

TEST(SubProcess, ATerminateEndEventEndsItAlone) {
    Play play(R"(
        start s -> f
        and f -> p1, z
        sub p1 -> n {
          and g -> a, t
          user a
          end t terminate
        }
        user z
        user n
    )");

    EXPECT_EQ(play.start().open(), "z n");
}

TEST(SubProcess, WithNothingInsideIsPassed) {
    EXPECT_EQ(Play("start s -> p1\nsub p1 -> n {\n}\nuser n").start().open(), "n");
}

TEST(SubProcess, HasVariablesOfItsOwn) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          data inner
          script c script='{inner: 1, outer: 2}' -> x
          xor x -> a [inner = 1], b [default]
          user a
          user b
        }
        xor n -> d [inner = 1], g [default]
        user d
        user g
    )");

    play.start();
    EXPECT_EQ(play.open(), "a");
    EXPECT_EQ(play.done("a").open(), "g");
    EXPECT_EQ(play.value("outer"), "2");
}

TEST(EventSubProcess, AnInterruptingOneEndsWhatRunsInItsScope) {
    Play play(R"(
        start s -> f
        and f -> a, b
        user a
        user b
        sub h event {
          start hs message=stop -> c
          user c -> he
          end he
        }
    )");

    EXPECT_EQ(play.start().message("stop").open(), "c");
    EXPECT_EQ(play.refusal(DeliverMessage{"stop", {}, {}}), "execution.not-open");
    EXPECT_TRUE(play.done("c").completed());
}

TEST(EventSubProcess, ANonInterruptingOneRunsBesideAsOftenAsItsEventOccurs) {
    Play play(R"(
        start s -> a
        user a
        sub h event {
          start hs signal=note non-interrupting -> c
          user c
        }
    )");

    EXPECT_EQ(play.start().signal("note").signal("note").open(), "a c c");
    play.done("a");
    EXPECT_EQ(play.status(), Status::running);
    play.done("c").done("c");

    EXPECT_TRUE(play.completed());
}

TEST(EventSubProcess, CatchesAnErrorOfItsScopeBeforeTheBoundary) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> e1
          end e1 error=E1
          sub h event {
            start hs error=E1 -> c
            user c
          }
        }
        boundary b on=p1 error=E1 -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().open(), "c");
    EXPECT_EQ(play.done("c").open(), "n");
}

TEST(EventSubProcess, LeavesWhatIsAwaitedOnTheBoundaryOfItsScope) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> a
          user a
          sub h event {
            start hs message=stop -> c
            user c
          }
        }
        boundary b on=p1 timer=PT1H -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().message("stop").open(), "c");
    EXPECT_EQ(play.fire("b").open(), "x");
}

TEST(EventSubProcess, MayThrowTheErrorOnwards) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> e1
          end e1 error=E1
          sub h event {
            start hs error=E1 -> c
            user c -> again
            end again error=E1
          }
        }
        boundary b on=p1 error=E1 -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().done("c").open(), "x");
}

TEST(EventSubProcess, AnEscalationStartsOneBeside) {
    Play play(R"(
        start s -> t
        throw t escalation=late -> a
        user a
        sub h event {
          start hs escalation=late non-interrupting -> c
          user c
        }
    )");

    EXPECT_EQ(play.start().open(), "c a");
}

TEST(EventSubProcess, AnInterruptingEscalationEndsTheTokenThatThrewIt) {
    Play play(R"(
        start s -> t
        throw t escalation=late -> a
        user a
        sub h event {
          start hs escalation=late -> c
          user c
        }
    )");

    EXPECT_EQ(play.start().open(), "c");
}

TEST(EventSubProcess, DoesNotCatchWhatItThrowsItself) {
    Play play(R"(
        start s -> p1
        sub p1 {
          start s1 -> t
          throw t escalation=late -> a
          user a
          sub h event {
            start hs escalation=late non-interrupting -> again
            throw again escalation=late -> c
            user c
          }
        }
        boundary b on=p1 escalation=late non-interrupting -> x
        user x
    )");

    EXPECT_EQ(play.start().open(), "a x c");
}

TEST(EventSubProcess, MayBeStartedByOneOfSeveralEvents) {
    const char* terse = "user a\nsub h event {\nstart hs message=m signal=g timer=PT1H -> c\nuser c\n}";

    EXPECT_EQ(Play(terse).start().message("m").open(), "c");
    EXPECT_EQ(Play(terse).start().signal("g").open(), "c");
    EXPECT_EQ(Play(terse).start().fire("hs").open(), "c");
}

TEST(EventSubProcess, MayNeedSeveralEventsEachTime) {
    Play play("user a\nsub h event {\nstart hs all message=m signal=g non-interrupting -> c\nuser c\n}");

    EXPECT_EQ(play.start().message("m").open(), "a");
    EXPECT_EQ(play.signal("g").open(), "a c");
    EXPECT_EQ(play.signal("g").open(), "a c");
    EXPECT_EQ(play.message("m").open(), "a c c");
}

TEST(EventSubProcess, SeveralMayListenUntilOneInterrupts) {
    Play play(R"(
        user a
        sub h1 event {
          start s1 message=m non-interrupting -> c
          user c
        }
        sub h2 event {
          start s2 signal=g -> d
          user d
        }
    )");

    EXPECT_EQ(play.start().message("m").signal("g").open(), "d");
    EXPECT_EQ(play.refusal(DeliverMessage{"m", {}, {}}), "execution.not-open");
}

TEST(EventSubProcess, ItsTimersRunFromTheBeginningOfTheScope) {
    Play play(R"(
        start s -> a
        user a
        sub h event {
          start hs cycle=R/PT1H non-interrupting -> c
          user c
        }
    )");

    play.start().fire("hs").fire("hs").done("c").done("c").done("a");

    EXPECT_TRUE(play.completed());
    EXPECT_EQ(play.timers(), "");
}

TEST(EventSubProcess, AConditionStartsOne) {
    Play play(R"(
        start s -> a
        user a
        sub h event {
          start hs condition='risk > 3' -> c
          user c
        }
    )");

    EXPECT_EQ(play.start({{"risk", 1}}).set({{"risk", 4}}).open(), "c");
}

TEST(EventSubProcess, SeesAndChangesTheVariablesOfItsScope) {
    Play play(R"(
        property n
        start s -> a
        user a
        sub h event {
          start hs message=m -> c
          script c script='{n: n + x}'
        }
    )");

    play.start({{"n", 1}}).message("m", {{"x", 5}});

    EXPECT_EQ(play.value("n"), "6");
    EXPECT_TRUE(play.completed());
}

TEST(EventSubProcess, InACalledProcessListensWhileItRuns) {
    Play play("start s -> c\ncall c calls=other -> n\nuser n");
    play.with_called("other", R"(
        start s -> a
        user a
        sub h event {
          start hs message=stop -> b
          user b
        }
    )");

    EXPECT_EQ(play.start().message("stop").open(), "b");
    EXPECT_EQ(play.done("b").open(), "n");
}

// --- calls -----------------------------------------------------------------------------------------------------------

TEST(CallActivity, RunsTheVersionBoundWhenItBegan) {
    Play play("start s -> c\ncall c calls=other -> n\nuser n");
    play.with_called("other", "start s -> a\nuser a -> b\nuser b");
    play.start();
    const auto binding = [&] {
        for (const Item& item : play.state().items) {
            if (item.process && item.parent != 0) return *item.process;
        }
        return Binding{};
    }();

    EXPECT_EQ(binding, (Binding{"p", "other"}));
    EXPECT_EQ(play.done("a").done("b").open(), "n");
}

TEST(CallActivity, PassesDataInAndOutAndNothingElse) {
    Play play(R"(
        property total
        start s -> c
        call c calls=other in='base = amount * 2' out='total = answer' -> n
        user n
    )");
    play.with_called("other", R"(
        property answer
        start s -> x
        script x script='{answer: (if amount = null then base + 1 else 0)}'
    )");

    play.start({{"amount", 10}});

    EXPECT_EQ(play.value("total"), "21");
}

TEST(CallActivity, AnErrorInsideIsCaughtOnItsBoundary) {
    Play play("start s -> c\ncall c calls=other -> n\nboundary b on=c error=E1 -> x\nuser n\nuser x");
    play.with_called("other", "start s -> a\nuser a -> e\nend e error=E1");

    EXPECT_EQ(play.start().done("a").open(), "x");
}

TEST(CallActivity, TerminateInsideEndsTheCalledProcessOnly) {
    Play play("start s -> c\ncall c calls=other -> n\nuser n");
    play.with_called("other", "start s -> f\nand f -> a, t\nuser a\nend t terminate");

    EXPECT_EQ(play.start().open(), "n");
}

TEST(CallActivity, OfAProcessThatIsNotThereIsAnIncident) {
    Play play("start s -> c\ncall c calls=other -> n\nuser n");

    EXPECT_EQ(play.start().faults(), "execution.no-process");
    play.with_called("other", "user a").retry("c");

    EXPECT_EQ(play.open(), "a");
}

TEST(CallActivity, CallingItselfWithoutEndIsAnIncident) {
    Play play("start s -> c\ncall c calls=again");
    play.with_called("again", "start s -> c\ncall c calls=again");

    EXPECT_EQ(play.start().faults(), "execution.call-depth");
}

TEST(CallActivity, OfAGlobalTaskIsThatTask) {
    const std::string text =
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test">
           <globalUserTask id="g" name="look"/>
           <process id="p" isExecutable="true"><callActivity id="c" calledElement="g"/></process></definitions>)";
    auto result = compile_text(text, "p");
    ASSERT_TRUE(result.net);
    Play play(std::make_shared<const Net>(*std::move(result.net)));

    EXPECT_EQ(play.start().open(), "c");
    EXPECT_TRUE(play.done("c").completed());
}

TEST(CallActivity, MayRunManyTimes) {
    Play play("start s -> c\ncall c calls=other multi=2 -> n\nuser n");
    play.with_called("other", "user a");

    EXPECT_EQ(play.start().open(), "a a");
    EXPECT_EQ(play.done("a").done("a").open(), "n");
}

TEST(CallActivity, ATimerOnItEndsTheCalledProcess) {
    Play play("start s -> c\ncall c calls=other -> n\nboundary b on=c timer=PT1H -> x\nuser n\nuser x");
    play.with_called("other", "user a");

    EXPECT_EQ(play.start().fire("b").open(), "x");
}

// --- ad hoc ----------------------------------------------------------------------------------------------------------

TEST(AdHoc, ItsActivitiesBeginWhenSomebodyWantsThem) {
    Play play(R"(
        start s -> h
        adhoc h done='enough' -> n {
          user a
          user b
          user c
        }
        user n
    )");

    EXPECT_EQ(play.start().open(), "");
    EXPECT_EQ(play.activate("a").activate("b").activate("a").open(), "a b a");
    EXPECT_EQ(play.done("b").open(), "a a");
    EXPECT_EQ(play.done("a", {{"enough", true}}).open(), "n");
}

TEST(AdHoc, MayWaitForWhatStillRuns) {
    Play play(R"(
        start s -> h
        adhoc h keep done='enough' -> n {
          user a
          user b
        }
        user n
    )");

    play.start().activate("a").activate("b").done("a", {{"enough", true}});
    EXPECT_EQ(play.open(), "b");

    EXPECT_EQ(play.done("b").open(), "n");
}

TEST(AdHoc, WithoutAConditionEndsWhenSomebodySaysSo) {
    Play play("start s -> h\nadhoc h -> n {\nuser a\nuser b\n}\nuser n");

    play.start().activate("a").done("a").activate("b");
    play.give(CompleteAdHoc{ElementId("h")});

    EXPECT_EQ(play.open(), "n");
    EXPECT_EQ(play.refusal(Activate{ElementId("a")}), "execution.not-open");
    EXPECT_EQ(play.refusal(CompleteAdHoc{ElementId("h")}), "execution.not-open");
}

TEST(AdHoc, FlowsInsideAreFollowed) {
    Play play("start s -> h\nadhoc h done='false' {\nuser a -> b\nuser b\nuser c\n}");

    EXPECT_EQ(play.start().activate("a").done("a").open(), "b");
    EXPECT_EQ(play.refusal(Activate{ElementId("b")}), "execution.not-open");
}

}  // namespace
}  // namespace trien::execution
