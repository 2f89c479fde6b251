// SPDX-License-Identifier: Apache-2.0
// Starts, ends, tasks and the ways flows go (BPMN 2.0.1, 13.2 to 13.4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

using testing::ElementsAre;

TEST(Basics, AStraightRunOpensTaskAfterTask) {
    Play play(R"(
        start s -> a
        user a -> b
        user b -> e
        end e
    )");

    play.start();
    EXPECT_EQ(play.open(), "a");
    EXPECT_EQ(play.done("a").open(), "b");
    play.done("b");

    EXPECT_EQ(play.trace(), "s a b e");
    EXPECT_TRUE(play.completed());
}

TEST(Basics, WorkIsCalledByItsNodeAndANumberThatIsNeverUsedAgain) {
    Play play(R"(
        start s -> a
        user a -> x
        xor x -> a [again], e [default]
        end e
    )");

    play.start();
    EXPECT_EQ(play.work("a").value(), "a/2");
    play.done("a", {{"again", true}});

    EXPECT_EQ(play.work("a").value(), "a/3");
    EXPECT_EQ(play.refusal(Complete{WorkId("a/2"), {}}), "execution.not-open");
    EXPECT_EQ(play.refusal(Complete{WorkId("b/3"), {}}), "execution.not-open");
    EXPECT_EQ(play.refusal(Complete{WorkId("a/3x"), {}}), "execution.not-open");
}

TEST(Basics, AProcessWithoutStartAndEndEventsBeginsEverywhereAndEndsWhenNothingIsLeft) {
    Play play(R"(
        user a -> b
        user b
        user c
    )");

    play.start();
    EXPECT_EQ(play.open(), "a c");
    play.done("c").done("a").done("b");

    EXPECT_TRUE(play.completed());
}

TEST(Basics, SeveralPlainStartEventsAskWhichOneIsMeant) {
    Play play(R"(
        start s1 -> a
        start s2 -> b
        user a
        user b
    )");

    EXPECT_EQ(play.refusal(Start{}), "execution.which-start");
    play.start_by(Start::By::node, "s2");

    EXPECT_EQ(play.trace(), "s2 b");
}

TEST(Basics, AMessageASignalOrATimerStartsWhereItsEventStands) {
    const char* terse = R"(
        start m message=order -> a
        start g signal=alarm -> b
        start t cycle=R/P1D -> c
        user a
        user b
        user c
    )";

    EXPECT_EQ(Play(terse).start_by(Start::By::message, "order").trace(), "m a");
    EXPECT_EQ(Play(terse).start_by(Start::By::signal, "alarm").trace(), "g b");
    EXPECT_EQ(Play(terse).start_by(Start::By::node, "t").trace(), "t c");
    EXPECT_EQ(Play(terse).refusal(Start{{}, Start::By::message, "other", {}}), "execution.no-such-start");
    EXPECT_EQ(Play(terse).refusal(Start{}), "execution.which-start");
}

TEST(Basics, APayloadBecomesVariables) {
    Play play(R"(
        start m message=order -> x
        xor x -> a [amount > 10], b [default]
        user a
        user b
    )");

    play.start_by(Start::By::message, "order", {{"amount", 11}});

    EXPECT_EQ(play.open(), "a");
}

TEST(Basics, ATaskOrManualTaskWaitsUnlessTheCompilerIsToldOtherwise) {
    const char* terse = R"(
        start s -> a
        task a -> b
        manual b -> e
        end e
    )";
    CompileOptions passing;
    passing.tasks_wait = false;

    EXPECT_EQ(Play(terse).start().open(), "a");
    EXPECT_TRUE(Play(terse, passing).start().completed());
}

TEST(Basics, ServiceAndRuleTasksAreWorkForOutside) {
    Play play(R"(
        start s -> a
        service a -> b
        rule b -> e
        end e
    )");

    EXPECT_EQ(play.start().open(), "a");
    EXPECT_EQ(play.done("a").open(), "b");
    EXPECT_TRUE(play.done("b").completed());
}

TEST(Basics, ARuleTaskTakesItsResultFromTheContext) {
    Play play(R"(
        start s -> r
        rule r -> x
        xor x -> a [fee = 0], b [default]
        user a
        user b
    )");
    play.context().rule = [](const Node&, const Variables&) { return Value(feel::Context({{"fee", Value(0)}})); };

    EXPECT_EQ(play.start().open(), "a");
}

TEST(Basics, AScriptTaskSetsTheVariablesOfItsContext) {
    Play play(R"(
        start s -> c
        script c script='{total: price * 2, twice: total + 1}' -> e
        end e
    )");

    play.start({{"price", 21}});

    EXPECT_EQ(play.value("total"), "42");
    EXPECT_EQ(play.value("twice"), "43");
}

TEST(Basics, ASendTaskTellsTheWorldAndGoesOn) {
    Play play(R"(
        start s -> a
        send a message=notice -> e
        end e
    )");

    play.start();

    EXPECT_THAT(play.thrown(), ElementsAre(Thrown{Thrown::Kind::message, ElementId("a"), "notice", {}}));
    EXPECT_TRUE(play.completed());
}

TEST(Basics, AReceiveTaskWaitsForItsMessage) {
    Play play(R"(
        start s -> a
        receive a message=reply -> e
        end e
    )");

    play.start();
    EXPECT_EQ(play.refusal(DeliverMessage{"other", {}, {}}), "execution.not-open");
    play.message("reply", {{"answer", "yes"}});

    EXPECT_EQ(play.value("answer"), "\"yes\"");
    EXPECT_TRUE(play.completed());
}

TEST(Basics, AReceiveTaskMayStartTheProcess) {
    Play play(R"(
        receive a message=order instantiate -> b
        user b
    )");

    EXPECT_EQ(play.start_by(Start::By::message, "order").trace(), "a b");
    EXPECT_EQ(play.open(), "b");
}

TEST(Basics, AMessageOfAnotherCaseIsNotTaken) {
    Play play(R"(
        start s -> a
        receive a message=reply
    )");
    play.start({{"correlationKey", "HS-1"}});

    EXPECT_EQ(play.refusal(DeliverMessage{"reply", "HS-2", {}}), "execution.not-open");
    EXPECT_EQ(play.refusal(DeliverMessage{"reply", "HS-1", {}}), "");
    EXPECT_TRUE(play.completed());
}

TEST(Basics, SeveralFlowsOutOfATaskAreASplit) {
    Play play(R"(
        start s -> a
        user a -> b, c [wide], d [default]
        user b
        user c
        user d
    )");

    EXPECT_EQ(play.start().done("a", {{"wide", true}}).open(), "b c");
}

TEST(Basics, ADefaultFlowIsTakenWhenNoConditionHolds) {
    Play play(R"(
        start s -> a
        user a -> c [wide], d [default]
        user c
        user d
    )");

    EXPECT_EQ(play.start().done("a", {{"wide", Value()}}).open(), "d");
}

TEST(Basics, AGatewayWhereNoConditionHoldsIsAnIncidentThatCanBeMended) {
    Play play(R"(
        start s -> x
        xor x -> a [kind = 1], b [kind = 2]
        user a
        user b
    )");

    play.start();
    EXPECT_EQ(play.faults(), "execution.no-flow");
    EXPECT_EQ(play.status(), Status::running);
    play.set({{"kind", 2}}).retry("x");

    EXPECT_EQ(play.faults(), "");
    EXPECT_EQ(play.open(), "b");
}

TEST(Basics, AnEndlessRunStopsAsAnIncidentAndCanGoOn) {
    Play play(R"(
        start s -> m
        xor m -> c
        script c script='{n: (if n = null then 0 else n) + 1}' -> x
        xor x -> m [n < 600], a [default]
        user a
    )");

    play.start();
    EXPECT_EQ(play.faults(), "execution.steps");
    play.give(Retry{work_id(*incidents(play.state()).front())});

    EXPECT_EQ(play.open(), "a");
    EXPECT_EQ(play.value("n"), "600");
}

TEST(Basics, TerminateEndsEverythingInItsScope) {
    Play play(R"(
        start s -> f
        and f -> a, b
        user a -> t
        user b
        end t terminate
    )");

    play.start().done("a");

    EXPECT_EQ(play.status(), Status::terminated);
    EXPECT_EQ(play.open(), "");
}

TEST(Basics, ACommandAfterTheEndIsRefused) {
    Play play("user a");
    play.start().done("a");

    EXPECT_EQ(play.refusal(SetVariables{{{"x", 1}}}), "execution.not-running");
    EXPECT_EQ(play.refusal(Start{}), "execution.started");
}

TEST(Basics, ACaseCanBeCancelled) {
    Play play("user a");

    play.start().give(Cancel{});

    EXPECT_EQ(play.status(), Status::cancelled);
}

TEST(Basics, ACaseOfAnotherVersionIsRefused) {
    CompileOptions other;
    other.digest = "other";
    const auto net = net_of("user a", other);
    Play play("user a");
    play.start();

    const auto events = decide(*net, play.state(), Complete{play.work("a"), {}}, play.context());

    ASSERT_FALSE(events);
    EXPECT_EQ(events.error().code, "execution.other-process");
}

TEST(Basics, WhatCannotBeExecutedIsAnError) {
    EXPECT_THAT(errors_of("start s -> c\ncomplex c -> a\nuser a"), ElementsAre("BPMN-101"));
    EXPECT_THAT(errors_of("user a quantity=2"), ElementsAre("BPMN-102"));
    EXPECT_THAT(errors_of("start s -> x\nxor x -> a [1 +], b [default]\nuser a\nuser b"), ElementsAre("EXEC-004"));
}

}  // namespace
}  // namespace trien::execution
