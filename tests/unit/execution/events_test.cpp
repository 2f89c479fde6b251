// SPDX-License-Identifier: Apache-2.0
// Events that are caught and thrown (BPMN 2.0.1, 10.5, 13.5).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

using testing::ElementsAre;
using testing::Field;

TEST(Events, ALinkIsAFlowDrawnInTwoPieces) {
    Play play(R"(
        start s -> l1
        throw l1 link=page2
        catch l2 link=page2 -> a
        user a
    )");

    EXPECT_EQ(play.start().trace(), "s l1 l2 a");
}

TEST(Events, ANoneThrowEventIsPassed) {
    EXPECT_EQ(Play("start s -> t\nthrow t -> a\nuser a").start().trace(), "s t a");
}

TEST(Events, AMessageThrownHereIsCaughtHereAndTold) {
    Play play(R"(
        start s -> f
        and f -> t, c
        throw t message=ready in='what = 1 + 1' -> e
        catch c message=ready -> a
        user a
        end e
    )");

    play.start();

    EXPECT_EQ(play.open(), "a");
    EXPECT_EQ(play.value("what"), "2");
    EXPECT_THAT(play.thrown(), ElementsAre(Field(&Thrown::name, "ready")));
}

TEST(Events, ASignalIsCaughtByAllThatWaitForIt) {
    Play play(R"(
        start s -> f
        and f -> t, c, d
        throw t signal=go -> e
        catch c signal=go -> a
        catch d signal=go -> b
        user a
        user b
        end e
    )");

    EXPECT_EQ(play.start().open(), "a b");
}

TEST(Events, ASignalWithoutReceiverChangesNothing) {
    Play play("user a");
    play.start();

    EXPECT_EQ(play.signal("nobody").open(), "a");
}

TEST(Events, ATimerIsSetWithItsInstantAndFiresNotBefore) {
    Play play("start s -> t\ncatch t timer=PT2H -> a\nuser a");

    play.start();
    const auto timers = open_timers(play.state());
    ASSERT_EQ(timers.size(), 1U);
    EXPECT_EQ(timers.front()->rule, "PT2H");
    EXPECT_EQ(timers.front()->due->text(), "2026-11-23T11:00:00+07:00");
    EXPECT_EQ(play.refusal(FireTimer{work_id(*timers.front())}), "execution.too-early");
    play.fire("t");

    EXPECT_EQ(play.open(), "a");
    EXPECT_EQ(play.refusal(FireTimer{WorkId("t/3")}), "execution.not-open");
}

TEST(Events, ATimerMayBeAnExpression) {
    Play play(
        "start s -> t\ncatch t date='due' -> u\ncatch u timer='duration(\"P\" + string(days) + \"D\")' -> a\nuser a");

    play.start({{"due", "2026-12-01T08:00:00+07:00"}, {"days", 2}}).fire("t");

    EXPECT_EQ(open_timers(play.state()).front()->due->text(), "2026-12-03T08:00:00+07:00");
}

TEST(Events, ARuleThatIsNoTimerIsAnIncidentThatCanBeMended) {
    Play play("start s -> t\ncatch t timer='wait' -> a\nuser a");

    play.start({{"wait", "soon"}});
    EXPECT_EQ(play.faults(), "execution.timer");
    play.set({{"wait", "PT1H"}}).retry("t").fire("t");

    EXPECT_EQ(play.open(), "a");
}

TEST(Events, AConditionalEventWaitsForItsConditionToBecomeTrue) {
    Play play("start s -> c\ncatch c condition='paid = true' -> a\nuser a");

    play.start().set({{"other", 1}});
    EXPECT_EQ(play.open(), "");
    play.set({{"paid", true}});

    EXPECT_EQ(play.open(), "a");
}

TEST(Events, AConditionThatHoldsAlreadyDoesNotWait) {
    EXPECT_EQ(Play("start s -> c\ncatch c condition='n > 0' -> a\nuser a").start({{"n", 1}}).open(), "a");
}

TEST(Events, OneOfMultipleEventsIsEnough) {
    const char* terse = "start s -> c\ncatch c message=m signal=g timer=P1D -> a\nuser a";

    EXPECT_EQ(Play(terse).start().message("m").open(), "a");
    EXPECT_EQ(Play(terse).start().signal("g").open(), "a");
    EXPECT_EQ(Play(terse).start().fire("c").open(), "a");
    EXPECT_EQ(Play(terse).start().message("m").timers(), "");
}

TEST(Events, AllOfParallelMultipleEventsAreNeeded) {
    Play play("start s -> c\ncatch c all message=m signal=g -> a\nuser a");

    play.start().signal("g");
    EXPECT_EQ(play.open(), "");
    play.signal("g");
    EXPECT_EQ(play.open(), "");
    play.message("m");

    EXPECT_EQ(play.open(), "a");
}

TEST(Events, AParallelMultipleStartWaitsForTheRest) {
    Play play("start c all message=m message=n -> a\nuser a");

    play.start_by(Start::By::message, "n");
    EXPECT_EQ(play.open(), "");
    play.message("m");

    EXPECT_EQ(play.open(), "a");
}

TEST(Events, AMultipleEventThrowsEverything) {
    Play play("start s -> t\nthrow t message=m signal=g escalation=x -> e\nend e");

    play.start();

    EXPECT_EQ(play.thrown().size(), 3U);
    EXPECT_TRUE(play.completed());
}

TEST(Events, ADefinitionMayBeWrittenElsewhere) {
    EXPECT_EQ(Play("start s -> c\ncatch c message=m ref -> a\nuser a").start().message("m").open(), "a");
}

TEST(Events, EndEventsThrowWhatTheySay) {
    const char* terse = R"(
        start s -> p1
        sub p1 -> n {
          start ps -> pe
          end pe escalation=late
        }
        boundary b on=p1 escalation=late -> x
        user n
        user x
    )";

    EXPECT_EQ(Play(terse).start().open(), "x");
    EXPECT_EQ(Play("start s -> e\nend e message=bye").start().thrown().front().name, "bye");
    EXPECT_EQ(Play("start s -> e\nend e signal=bye").start().thrown().front().kind, Thrown::Kind::signal);
}

// --- boundary events -------------------------------------------------------------------------------------------------

TEST(Boundary, AnInterruptingEventEndsTheActivity) {
    Play play(R"(
        start s -> a
        user a -> n
        boundary b on=a timer=PT1H -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().fire("b").open(), "x");
    EXPECT_EQ(play.timers(), "");
}

TEST(Boundary, ANonInterruptingEventGoesBesideIt) {
    Play play(R"(
        start s -> a
        user a -> n
        boundary b on=a message=remind non-interrupting -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().message("remind").message("remind").open(), "a x x");
    play.done("a");
    EXPECT_EQ(play.refusal(DeliverMessage{"remind", {}, {}}), "execution.not-open");
    play.done("x").done("x").done("n");

    EXPECT_TRUE(play.completed());
}

TEST(Boundary, ACycleFiresAsOftenAsItSays) {
    Play play(R"(
        start s -> a
        user a -> e
        boundary b on=a cycle=R3/PT1H non-interrupting -> x
        user x
        end e
    )");

    play.start().fire("b").fire("b");
    EXPECT_EQ(open_timers(play.state()).front()->due->text(), "2026-11-23T12:00:00+07:00");
    play.fire("b");

    EXPECT_EQ(play.timers(), "");
    EXPECT_EQ(play.open(), "a x x x");
}

TEST(Boundary, CompletingTheActivityCancelsItsTimers) {
    Play play("start s -> a\nuser a -> n\nboundary b on=a timer=PT1H -> x\nuser n\nuser x");

    EXPECT_EQ(play.start().done("a").timers(), "");
    EXPECT_EQ(play.open(), "n");
}

TEST(Boundary, AnErrorIsCaughtByItsCodeBeforeAnyOther) {
    const char* terse = R"(
        start s -> a
        service a -> n
        boundary any on=a any=error -> y
        boundary b on=a error=E1 -> x
        user n
        user x
        user y
    )";

    EXPECT_EQ(Play(terse).start().fails("a", "E1").open(), "x");
    EXPECT_EQ(Play(terse).start().fails("a", "E2").open(), "y");
}

TEST(Boundary, AFailureNobodyCatchesStandsStillForSomebodyToDecide) {
    Play play("start s -> a\nservice a -> n\nuser n");

    play.start().fails("a", "E9");
    EXPECT_EQ(play.faults(), "execution.uncaught-error");
    EXPECT_EQ(play.open(), "a");
    play.retry("a");
    EXPECT_EQ(play.faults(), "");

    EXPECT_EQ(play.done("a").open(), "n");
}

TEST(Boundary, AnErrorLeavesSubProcessesUntilItIsCaught) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> p2
          sub p2 {
            and f -> a, t
            user a
            end t error=E1
          }
        }
        boundary b on=p1 error=E1 -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().trace(), "s p1 s1 p2 f a t b x");
    EXPECT_EQ(play.open(), "x");
}

TEST(Boundary, AnErrorNobodyCatchesEndsTheProcess) {
    Play play("start s -> f\nand f -> a, e\nuser a\nend e error=E1");

    play.start();

    EXPECT_EQ(play.status(), Status::failed);
    EXPECT_EQ(play.state().error, "E1");
}

TEST(Boundary, AnEscalationGoesOnWhereItWasThrown) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> t
          throw t escalation=late -> a
          user a
        }
        boundary b on=p1 escalation=late non-interrupting -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().open(), "x a");
    EXPECT_EQ(Play("start s -> t\nthrow t escalation=late -> a\nuser a").start().open(), "a");
}

TEST(Boundary, AnInterruptingEscalationEndsTheSubProcess) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> t
          throw t escalation=late -> a
          user a
        }
        boundary b on=p1 escalation=late -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().open(), "x");
}

TEST(Boundary, WorkMayEscalateAndGoOn) {
    Play play(R"(
        start s -> a
        user a -> n
        boundary b on=a any=escalation non-interrupting -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().escalates("a", "ask").escalates("a", "ask").open(), "a x x");
    EXPECT_EQ(play.done("a").open(), "x x n");
}

TEST(Boundary, AConditionMustBeFalseInBetweenToOccurAgain) {
    Play play(R"(
        start s -> a
        user a
        boundary b on=a condition='level > 2' non-interrupting -> x
        user x
    )");

    play.start({{"level", 1}}).set({{"level", 3}}).set({{"level", 4}});
    EXPECT_EQ(play.open(), "a x");
    play.set({{"level", 1}}).set({{"level", 5}});

    EXPECT_EQ(play.open(), "a x x");
}

TEST(Boundary, ItStandsOnTheWholeOfSeveralInstances) {
    Play play(R"(
        start s -> a
        user a multi=3 -> n
        boundary b on=a message=stop -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().done("a").message("stop").open(), "x");
}

TEST(Boundary, AParallelMultipleBoundaryNeedsAllItsEvents) {
    Play play(R"(
        start s -> a
        user a
        boundary b on=a all message=m signal=g non-interrupting -> x
        user x
    )");

    play.start().message("m");
    EXPECT_EQ(play.open(), "a");
    play.signal("g").signal("g");
    EXPECT_EQ(play.open(), "a x");
    play.message("m");

    EXPECT_EQ(play.open(), "a x x");
}

TEST(Boundary, SeveralEventsStandOnOneActivity) {
    const char* terse = R"(
        start s -> a
        user a -> n
        boundary b1 on=a timer=PT1H -> x
        boundary b2 on=a condition='stop = true' -> y
        boundary b3 on=a message=m signal=g -> z
        user n
        user x
        user y
        user z
    )";

    EXPECT_EQ(Play(terse).start().fire("b1").open(), "x");
    EXPECT_EQ(Play(terse).start().set({{"stop", true}}).open(), "y");
    EXPECT_EQ(Play(terse).start().signal("g").open(), "z");
    EXPECT_EQ(Play(terse).start().done("a").open(), "n");
}

TEST(Boundary, WhatStandsOnASubProcessSeesItEndWithAllItsWork) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> a
          user a
          boundary inner on=a timer=PT5M non-interrupting -> c
          user c
        }
        boundary b on=p1 timer=PT1H -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().fire("inner").open(), "a c");
    EXPECT_EQ(play.fire("b").open(), "x");
    EXPECT_EQ(play.timers(), "");
}

TEST(Boundary, ASignalThrownInsideInterruptsTheSubProcessItself) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> t
          throw t signal=stop -> a
          user a
        }
        boundary b on=p1 signal=stop -> x
        user n
        user x
    )");

    EXPECT_EQ(play.start().open(), "x");
}

}  // namespace
}  // namespace trien::execution
