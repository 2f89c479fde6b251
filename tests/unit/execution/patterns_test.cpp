// SPDX-License-Identifier: Apache-2.0
// The control-flow patterns 1 to 23 of the Workflow Patterns initiative, in BPMN.
#include <gtest/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

TEST(Patterns, P01Sequence) {
    Play play("start s -> a\nuser a -> b\nuser b -> e\nend e");

    play.start().done("a").done("b");

    EXPECT_EQ(play.trace(), "s a b e");
    EXPECT_TRUE(play.completed());
}

TEST(Patterns, P02And03ParallelSplitAndSynchronization) {
    Play play(R"(
        start s -> f
        and f -> a, b
        user a -> j
        user b -> j
        and j -> c
        user c -> e
        end e
    )");

    EXPECT_EQ(play.start().open(), "a b");
    EXPECT_EQ(play.done("b").open(), "a");
    EXPECT_EQ(play.done("a").open(), "c");
    play.done("c");

    EXPECT_EQ(play.trace(), "s f a b j c e");
}

TEST(Patterns, P04And05ExclusiveChoiceAndSimpleMerge) {
    const char* terse = R"(
        start s -> x
        xor x -> a [n = 1], b [n = 2], c [default]
        user a -> m
        user b -> m
        user c -> m
        xor m -> d
        user d -> e
        end e
    )";

    EXPECT_EQ(Play(terse).start({{"n", 1}}).done("a").trace(), "s x a m d");
    EXPECT_EQ(Play(terse).start({{"n", 2}}).done("b").trace(), "s x b m d");
    EXPECT_EQ(Play(terse).start({{"n", 3}}).done("c").trace(), "s x c m d");
}

TEST(Patterns, P04TheFirstConditionThatHoldsTakesTheToken) {
    Play play(R"(
        start s -> x
        xor x -> a [n > 1], b [n > 0], c [default]
        user a
        user b
        user c
    )");

    EXPECT_EQ(play.start({{"n", 2}}).open(), "a");
}

TEST(Patterns, P06And07MultiChoiceAndStructuredSynchronizingMerge) {
    const char* terse = R"(
        start s -> o
        or o -> a [x], b [y], c [default]
        user a -> j
        user b -> j
        user c -> j
        or j -> d
        user d -> e
        end e
    )";
    Play both(terse);
    Play one(terse);
    Play none(terse);

    EXPECT_EQ(both.start({{"x", true}, {"y", true}}).open(), "a b");
    EXPECT_EQ(both.done("a").open(), "b");
    EXPECT_EQ(both.done("b").open(), "d");
    EXPECT_EQ(one.start({{"x", false}, {"y", true}}).done("b").open(), "d");
    EXPECT_EQ(none.start({{"x", false}, {"y", false}}).open(), "c");
    EXPECT_EQ(none.done("c").open(), "d");
}

TEST(Patterns, P08MultiMerge) {
    Play play(R"(
        start s -> f
        and f -> a, b
        user a -> m
        user b -> m
        xor m -> c
        user c -> e
        end e
    )");

    play.start().done("a").done("b");
    EXPECT_EQ(play.open(), "c c");
    play.done("c").done("c");

    EXPECT_EQ(play.trace(), "s f a b m c m c e e");
    EXPECT_TRUE(play.completed());
}

TEST(Patterns, P09StructuredDiscriminator) {
    // The documented way: instances of one activity, of which the first completes the whole.
    Play play(R"(
        start s -> r
        user r multi=3 done='numberOfCompletedInstances >= 1' -> n
        user n
    )");

    EXPECT_EQ(play.start().open(), "r r r");
    EXPECT_EQ(play.done("r").open(), "n");
}

TEST(Patterns, P10ArbitraryCycles) {
    Play play(R"(
        start s -> m
        xor m -> a
        user a -> x
        xor x -> b [default], c [skip]
        user b -> y
        xor y -> m [again], n [default]
        user c -> n
        xor n -> e
        end e
    )");

    play.start().done("a").done("b", {{"again", true}}).done("a", {{"skip", true}}).done("c");

    EXPECT_EQ(play.trace(), "s m a x b y m a x c n e");
}

TEST(Patterns, P11ImplicitTermination) {
    Play play(R"(
        start s -> f
        and f -> a, b
        user a -> e1
        user b
        end e1
    )");

    play.start().done("a");
    EXPECT_EQ(play.status(), Status::running);
    play.done("b");

    EXPECT_TRUE(play.completed());
}

TEST(Patterns, P12InstancesWithoutSynchronization) {
    Play play(R"(
        start s -> m
        xor m -> f
        and f -> a, x
        user a
        xor x -> m [i < 3], e [default]
        end e
    )");

    play.start({{"i", 3}});

    EXPECT_EQ(play.open(), "a");
    EXPECT_TRUE(play.done("a").completed());
}

TEST(Patterns, P13InstancesWithANumberKnownWhenDesigned) {
    Play play("start s -> a\nuser a multi=3 -> b\nuser b");

    play.start();
    EXPECT_EQ(play.open(), "a a a");
    play.done("a").done("a").done("a");

    EXPECT_EQ(play.open(), "b");
}

TEST(Patterns, P14InstancesWithANumberKnownWhenRunning) {
    Play play("start s -> a\nuser a multi=copies -> b\nuser b");

    EXPECT_EQ(play.start({{"copies", 2}}).open(), "a a");
    EXPECT_EQ(play.done("a").done("a").open(), "b");
}

TEST(Patterns, P15InstancesWithANumberNotKnownBefore) {
    // The documented way: a loop that asks each time whether there is one more.
    Play play("start s -> a\nuser a loop=more -> b\nuser b");

    play.start().done("a", {{"more", true}}).done("a", {{"more", true}}).done("a", {{"more", false}});

    EXPECT_EQ(play.open(), "b");
}

TEST(Patterns, P16DeferredChoice) {
    const char* terse = R"(
        start s -> g
        event g -> m, t
        catch m message=reply -> a
        catch t timer=P3D -> b
        user a
        user b
    )";

    EXPECT_EQ(Play(terse).start().message("reply").trace(), "s g m a");
    Play late(terse);
    EXPECT_EQ(late.start().fire("t").trace(), "s g t b");
    EXPECT_EQ(late.refusal(DeliverMessage{"reply", {}, {}}), "execution.not-open");
}

TEST(Patterns, P17InterleavedParallelRouting) {
    // The documented way: a sequential ad hoc sub-process.
    Play play(R"(
        start s -> h
        adhoc h sequential done='a = 1 and b = 1' -> n {
          user ta
          user tb
        }
        user n
    )");

    play.start().activate("tb");
    EXPECT_EQ(play.refusal(Activate{ElementId("ta")}), "execution.one-at-a-time");
    play.done("tb", {{"b", 1}}).activate("ta").done("ta", {{"a", 1}});

    EXPECT_EQ(play.open(), "n");
}

TEST(Patterns, P18Milestone) {
    // The documented way: an activity that is possible until an event closes it.
    Play play(R"(
        start s -> a
        user a -> e
        boundary closed on=a signal=milestone-passed -> b
        user b -> e
        end e
    )");

    play.start().signal("milestone-passed");

    EXPECT_EQ(play.open(), "b");
}

TEST(Patterns, P19CancelActivity) {
    Play play(R"(
        start s -> a
        user a -> e
        boundary stop on=a message=withdraw -> e
        end e
    )");

    play.start().message("withdraw");

    EXPECT_EQ(play.trace(), "s a stop e");
    EXPECT_TRUE(play.completed());
}

TEST(Patterns, P20CancelCase) {
    Play play(R"(
        start s -> p1
        sub p1 -> e {
          and f -> a, b
          user a
          user b
        }
        boundary stop on=p1 message=withdraw -> c
        end c
        end e
    )");

    EXPECT_EQ(play.start().open(), "a b");
    play.message("withdraw");

    EXPECT_EQ(play.trace(), "s p1 f a b stop c");
    EXPECT_TRUE(play.completed());
}

TEST(Patterns, P21StructuredLoop) {
    const char* terse = "start s -> a\nuser a loop='n < 2' before -> b\nuser b";

    EXPECT_EQ(Play(terse).start({{"n", 2}}).open(), "b");
    EXPECT_EQ(Play(terse).start({{"n", 0}}).done("a", {{"n", 1}}).done("a", {{"n", 2}}).open(), "b");
}

TEST(Patterns, P22Recursion) {
    // The process calls itself.
    Play play(
        "start s -> x\nxor x -> c [n > 0], a [default]\n"
        "call c calls=again in='n = n - 1' -> a\nuser a\nproperty n");
    play.with_called("again", R"(
        property n
        start s -> x
        xor x -> c [n > 0], a [default]
        call c calls=again in='n = n - 1' -> a
        user a
    )");

    play.start({{"n", 2}});
    EXPECT_EQ(play.trace(), "s x c s x c s x a");
    play.done("a").done("a").done("a");

    EXPECT_TRUE(play.completed());
}

TEST(Patterns, P23TransientTrigger) {
    Play play(R"(
        start s -> a
        user a -> c
        catch c signal=now -> b
        user b
    )");

    play.start().signal("now").done("a");
    EXPECT_EQ(play.open(), "");
    play.signal("now");

    EXPECT_EQ(play.open(), "b");
}

}  // namespace
}  // namespace trien::execution
