// SPDX-License-Identifier: Apache-2.0
// Compensation and transactions (BPMN 2.0.1, 10.3.5, 10.7, 13.5.5).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

using testing::ElementsAre;

constexpr const char* two_bookings = R"(
    start s -> a
    user a -> b
    user b -> t
    boundary ca on=a compensate undo=ua
    boundary cb on=b compensate undo=ub
    service ua handler
    service ub handler
)";

TEST(Compensation, UndoesWhatWasCompletedLastFirst) {
    Play play(std::string(two_bookings) + "throw t compensate -> e\nend e");

    play.start().done("a").done("b");
    EXPECT_EQ(play.open(), "ub");
    EXPECT_EQ(play.done("ub").open(), "ua");
    play.done("ua");

    EXPECT_EQ(play.trace(), "s a b t ub ua e");
    EXPECT_TRUE(play.completed());
}

TEST(Compensation, OfOneActivityUndoesThatOne) {
    Play play(std::string(two_bookings) + "throw t compensate=a -> e\nend e");

    EXPECT_EQ(play.start().done("a").done("b").open(), "ua");
    EXPECT_TRUE(play.done("ua").completed());
}

TEST(Compensation, AnEndEventWaitsForIt) {
    Play play(std::string(two_bookings) + "end t compensate");

    EXPECT_EQ(play.start().done("a").done("b").done("ub").open(), "ua");
    EXPECT_TRUE(play.done("ua").completed());
}

TEST(Compensation, NeedNotBeWaitedFor) {
    Play play(std::string(two_bookings) + "throw t compensate nowait -> n\nuser n");

    EXPECT_EQ(play.start().done("a").done("b").open(), "ub n");
    EXPECT_TRUE(play.done("n").done("ub").done("ua").completed());
}

TEST(Compensation, WithNothingToUndoGoesOn) {
    Play play(
        "start s -> t\nthrow t compensate -> n\nuser n\nuser a\nboundary ca on=a compensate undo=ua\nuser ua handler");

    EXPECT_EQ(play.start().open(), "n");
}

TEST(Compensation, UndoesEachRunOnce) {
    Play play(R"(
        start s -> a
        user a multi=2 -> t
        boundary ca on=a compensate undo=ua
        script ua handler script='{undone: (if undone = null then 0 else undone) + 1}'
        throw t compensate -> u
        throw u compensate -> e
        end e
    )");

    play.start().done("a").done("a");

    EXPECT_EQ(play.value("undone"), "2");
    EXPECT_TRUE(play.completed());
}

TEST(Compensation, ASubProcessWithoutHandlerIsUndoneFromInside) {
    Play play(R"(
        start s -> p1
        sub p1 -> t {
          start s1 -> a
          user a -> b
          user b
          boundary ca on=a compensate undo=ua
          boundary cb on=b compensate undo=ub
          user ua handler
          user ub handler
        }
        throw t compensate -> e
        end e
    )");

    play.start().done("a").done("b").done("ub").done("ua");

    EXPECT_EQ(play.trace(), "s p1 s1 a b t ub ua e");
    EXPECT_TRUE(play.completed());
}

TEST(Compensation, ASubProcessIsUndoneByItsEventSubProcessInTheStateItWasLeftIn) {
    Play play(R"(
        start s -> p1
        sub p1 -> t {
          data mine
          start s1 -> c
          script c script='{mine: 7}'
          sub h event {
            start hs compensate -> k
            script k script='{seen: mine}' -> w
            user w
          }
        }
        throw t compensate=p1 -> e
        end e
    )");

    play.start();
    EXPECT_EQ(play.open(), "w");
    EXPECT_EQ(play.value("seen"), "7");
    EXPECT_TRUE(play.done("w").completed());
}

TEST(Compensation, AHandlerOnTheBoundaryGoesBeforeWhatIsInside) {
    Play play(R"(
        start s -> p1
        sub p1 -> t {
          user a
          boundary ca on=a compensate undo=ua
          user ua handler
        }
        boundary cp on=p1 compensate undo=up
        user up handler
        throw t compensate -> e
        end e
    )");

    EXPECT_EQ(play.start().done("a").open(), "up");
}

TEST(Compensation, AnErrorHandlerMayUndoItsScope) {
    Play play(R"(
        start s -> p1
        sub p1 -> n {
          start s1 -> a
          user a -> x
          boundary ca on=a compensate undo=ua
          user ua handler
          end x error=E
          sub h event {
            start hs error=E -> t
            throw t compensate -> he
            end he
          }
        }
        user n
    )");

    EXPECT_EQ(play.start().done("a").open(), "ua");
    EXPECT_EQ(play.done("ua").open(), "n");
}

TEST(Compensation, CanBeCommanded) {
    Play play(std::string(two_bookings) + "user t");

    play.start().done("a").done("b");
    play.give(Compensate{ElementId("b")});
    EXPECT_EQ(play.open(), "t ub");
    play.done("ub").give(Compensate{});

    EXPECT_EQ(play.open(), "t ua");
}

constexpr const char* trip = R"(
    start s -> tx
    transaction tx -> n {
      start s1 -> f
      and f -> a, b
      user a -> ea
      user b -> x
      xor x -> eb [default], c [refused]
      end ea
      end eb
      end c cancel
      boundary ca on=a compensate undo=ua
      user ua handler
    }
    boundary cancelled on=tx cancel -> y
    boundary failed on=tx error=E -> z
    user n
    user y
    user z
)";

TEST(Transaction, CompletesLikeASubProcess) {
    EXPECT_EQ(Play(trip).start().done("a").done("b").open(), "n");
}

TEST(Transaction, ACancelEndEventUndoesAndLeavesByTheCancelBoundary) {
    Play play(trip);

    play.start().done("a").done("b", {{"refused", true}});
    EXPECT_EQ(play.open(), "ua");
    EXPECT_EQ(play.done("ua").open(), "y");

    EXPECT_EQ(play.trace(), "s tx s1 f a b ea x c ua cancelled y");
}

TEST(Transaction, CancellingEndsWhatStillRuns) {
    Play play(trip);

    EXPECT_EQ(play.start().done("b", {{"refused", true}}).open(), "y");
}

TEST(Transaction, AHazardLeavesWithoutUndoing) {
    EXPECT_EQ(Play(trip).start().done("a").fails("b", "E").open(), "z");
}

TEST(Transaction, CanBeCancelledByCommand) {
    Play play(trip);

    play.start().done("a").give(CancelTransaction{ElementId("tx")});

    EXPECT_EQ(play.done("ua").open(), "y");
    EXPECT_EQ(play.refusal(CancelTransaction{ElementId("tx")}), "execution.not-open");
}

TEST(Transaction, WithoutACancelBoundaryMayNotBeCancelledFromInside) {
    EXPECT_THAT(errors_of("start s -> tx\ntransaction tx {\nstart s1 -> c\nend c cancel\n}"), ElementsAre("EXEC-005"));
}

}  // namespace
}  // namespace trien::execution
