// SPDX-License-Identifier: Apache-2.0
// Gateways (BPMN 2.0.1, 10.6, 13.4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/execution/rules.hpp"
#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(Gateways, AParallelJoinWaitsForEveryFlowAndNotForNumbers) {
    Play play(R"(
        start s -> f
        and f -> a, b
        user a -> m
        user b -> m
        xor m -> j
        start t message=go -> c
        user c -> j
        and j -> d
        user d
    )");

    play.start_by(Start::By::node, "s").done("a").done("b");

    EXPECT_EQ(play.open(), "");  // two tokens on one flow, none on the other
    EXPECT_EQ(play.status(), Status::running);
}

TEST(Gateways, AParallelGatewayMayJoinAndSplitAtOnce) {
    Play play(R"(
        start s -> f
        and f -> a, b
        user a -> g
        user b -> g
        and g -> c, d
        user c
        user d
    )");

    EXPECT_EQ(play.start().done("a").done("b").open(), "c d");
}

TEST(Gateways, AnInclusiveJoinWaitsForAPathThatGoesALongWay) {
    Play play(R"(
        start s -> o
        or o -> a [true], b [true]
        user a -> j
        user b -> x
        xor x -> b2 [default], away [gone]
        user b2 -> j
        end away
        or j -> d
        user d
    )");

    play.start().done("a").done("b");
    EXPECT_EQ(play.open(), "b2");
    play.done("b2");

    EXPECT_EQ(play.open(), "d");
}

TEST(Gateways, AnInclusiveJoinGoesOnWhenTheTokenItWaitsForDies) {
    Play play(R"(
        start s -> o
        or o -> a [true], b [true]
        user a -> j
        user b -> x
        xor x -> j [default], away [gone]
        end away
        or j -> d
        user d
    )");

    play.start().done("a");
    EXPECT_EQ(play.open(), "b");
    play.done("b", {{"gone", true}});

    EXPECT_EQ(play.open(), "d");
}

TEST(Gateways, AnInclusiveJoinGoesOnWhenAnInterruptionTakesTheTokenAway) {
    Play play(R"(
        start s -> o
        or o -> a [true], b [true]
        user a -> j
        user b -> j
        boundary stop on=b message=drop -> away
        end away
        or j -> d
        user d
    )");

    play.start().done("a").message("drop");

    EXPECT_EQ(play.open(), "d");
}

TEST(Gateways, AnInclusiveJoinWaitsForWhatABoundaryEventMaySend) {
    Play play(R"(
        start s -> o
        or o -> a [true], b [true]
        user a -> j
        user b -> away
        boundary late on=b timer=P1D -> j
        end away
        or j -> d
        user d
    )");

    play.start().done("a");
    EXPECT_EQ(play.open(), "b");
    play.fire("late");

    EXPECT_EQ(play.open(), "d");
}

TEST(Gateways, AnInclusiveJoinInALoopDoesNotWaitForItself) {
    Play play(R"(
        start s -> j
        or j -> a
        user a -> x
        xor x -> j [again], e [default]
        end e
    )");

    play.start().done("a", {{"again", true}});
    EXPECT_EQ(play.open(), "a");
    play.done("a", {{"again", false}});

    EXPECT_TRUE(play.completed());
}

TEST(Gateways, AnInclusiveJoinIsPassedOnceForEachRound) {
    Play play(R"(
        start s -> m
        xor m -> o
        or o -> a [true], b [two]
        user a -> j
        user b -> j
        or j -> x
        xor x -> m [again], e [default]
        end e
    )");

    play.start({{"two", true}}).done("a").done("b", {{"again", true}, {"two", false}});
    EXPECT_EQ(play.open(), "a");
    play.done("a", {{"again", false}});

    EXPECT_TRUE(play.completed());
}

TEST(Gateways, AnInclusiveSplitTakesItsDefaultOnlyWhenNothingElseHolds) {
    const char* terse = "start s -> o\nor o -> a [x], b [default]\nuser a\nuser b";

    EXPECT_EQ(Play(terse).start({{"x", true}}).open(), "a");
    EXPECT_EQ(Play(terse).start({{"x", false}}).open(), "b");
    EXPECT_EQ(Play("start s -> o\nor o -> a [x], b [y]\nuser a\nuser b").start().faults(), "execution.no-flow");
}

TEST(Gateways, AnEventGatewayLetsTheFirstEventWin) {
    const char* terse = R"(
        start s -> g
        event g -> m, n, c, t
        receive m message=yes -> a
        catch n signal=no -> b
        catch c condition='ready' -> d
        catch t date=2026-12-01 -> f
        user a
        user b
        user d
        user f
    )";

    EXPECT_EQ(Play(terse).start().message("yes").open(), "a");
    EXPECT_EQ(Play(terse).start().signal("no").open(), "b");
    EXPECT_EQ(Play(terse).start().set({{"ready", true}}).open(), "d");
    EXPECT_EQ(Play(terse).start().fire("t").open(), "f");
}

TEST(Gateways, AnEventGatewayMayStartTheProcess) {
    Play play(R"(
        event g instantiate -> m, n
        catch m message=paper -> a
        catch n message=online -> b
        user a
        user b
    )");

    EXPECT_EQ(play.start_by(Start::By::message, "online").trace(), "g n b");
    EXPECT_TRUE(play.done("b").completed());
}

TEST(Gateways, AParallelEventGatewayStartsTheProcessAndWaitsForTheRest) {
    Play play(R"(
        event g instantiate parallel -> m, n
        catch m message=form -> a
        catch n message=fee -> b
        user a
        user b
    )");

    play.start_by(Start::By::message, "fee").done("b");
    EXPECT_EQ(play.status(), Status::running);
    play.message("form").done("a");

    EXPECT_TRUE(play.completed());
}

TEST(Rules, AlternativesAreEveryWayANodeMayLayTokens) {
    const auto net = net_of(R"(
        start s -> o
        or o -> a [x], b [y], c [default]
        xor a -> d [x], e [default]
        and b -> d, e
        user c -> d
        user d
        user e
    )");
    const auto ways = [&](const char* node) {
        std::vector<std::size_t> sizes;
        for (const auto& set : alternatives(*net, net->find(ElementId(node)))) sizes.push_back(set.size());
        return sizes;
    };

    EXPECT_THAT(ways("o"), UnorderedElementsAre(1, 1, 1, 2));
    EXPECT_THAT(ways("a"), ElementsAre(1, 1));
    EXPECT_THAT(ways("b"), ElementsAre(2));
    EXPECT_THAT(ways("d"), ElementsAre(0));
}

TEST(Rules, AMarkingSaysWhichNodesMayBeEntered) {
    const auto net = net_of(R"(
        start s -> f
        and f -> a, b
        user a -> j
        user b -> j
        and j -> c
        user c
    )");
    const NodeIndex join = net->find(ElementId("j"));
    const std::vector<FlowIndex> one{net->find_flow(ElementId("a.j"))};
    const std::vector<FlowIndex> both{one.front(), net->find_flow(ElementId("b.j"))};

    EXPECT_FALSE(may_enter(*net, join, Marking{one, {}}));
    EXPECT_TRUE(may_enter(*net, join, Marking{both, {}}));
    EXPECT_EQ(consumed(*net, join, Marking{both, {}}, one.front()), both);
}

}  // namespace
}  // namespace trien::execution
