// SPDX-License-Identifier: Apache-2.0
// Planted flaws, each with its counterexample in words; and elements of every kind that are no flaw.
#include "engine/gate/soundness.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/unit/execution/play.hpp"

namespace trien::gate {
namespace {

using execution::net_of;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Soundness search(std::string_view terse) {
    return check_soundness(*net_of(terse), {false, 2'000'000});
}

/// The only flaw.
SoundnessFlaw flaw_of(std::string_view terse) {
    const Soundness soundness = search(terse);
    EXPECT_EQ(soundness.verdict, Verdict::unsound);
    if (soundness.flaws.size() != 1) {
        for (const SoundnessFlaw& flaw : soundness.flaws) ADD_FAILURE() << text_of(flaw.flaw) << ": " << flaw.text.en;
        return {};
    }
    return soundness.flaws.front();
}

/// Everything wrong, one line a flaw; "sound" or why unknown when nothing is.
std::string verdict_of(std::string_view terse) {
    const Soundness soundness = search(terse);
    std::string text;
    for (const SoundnessFlaw& flaw : soundness.flaws) text += fmt::format("{}: {}\n", text_of(flaw.flaw), flaw.text.en);
    if (soundness.flaws.empty()) text = text_of(soundness.verdict);
    return text;
}

// --- planted flaws ---------------------------------------------------------------------------------------------------

TEST(Soundness, ADeadlockIsToldAsTheWayToTheJoinThatWaits) {
    const auto flaw = flaw_of(R"(
        start s -> tham-tra
        user tham-tra -> x
        xor x -> b [n > 1], c [default]
        user b -> j
        user c -> j
        and j -> e
        end e
    )");

    EXPECT_EQ(flaw.flaw, Flaw::deadlock);
    EXPECT_EQ(
        flaw.text.vi,
        "Sau bước “tham-tra” (cổng lựa chọn “x” rẽ tới “b”), bước “b”: cổng song song “j” chờ mãi nhánh từ bước “c”, "
        "không bao giờ tới");
    EXPECT_EQ(
        flaw.text.en,
        "After step “tham-tra” (choice gateway “x” goes on to “b”), step “b”: parallel gateway “j” waits for ever for "
        "the branch from step “c”, which never comes");
    EXPECT_THAT(flaw.at, ElementsAre(ElementId("j"), ElementId("c.j")));
    EXPECT_THAT(flaw.way.elements, Contains(ElementId("x.b")));
    EXPECT_THAT(flaw.way.elements, Contains(ElementId("c.j")));
}

TEST(Soundness, ALivelockNamesTheStepsTheCaseGoesRoundIn) {
    const auto flaw = flaw_of(R"(
        start s -> a
        user a -> x
        xor x -> b [n > 1], e [default]
        user b -> c
        user c -> b2
        xor b2 -> b
        end e
    )");

    EXPECT_EQ(flaw.flaw, Flaw::livelock);
    EXPECT_EQ(flaw.text.vi,
              "Sau bước “a” (cổng lựa chọn “x” rẽ tới “b”): từ đây chỉ còn quay vòng qua bước “b” và bước “c”, không "
              "có đường "
              "nào tới kết thúc");
    EXPECT_THAT(flaw.at, ElementsAre(ElementId("b"), ElementId("c")));
}

TEST(Soundness, TheStepsWhoseTurnNeverComesAreListed) {
    const auto flaw = flaw_of(R"(
        start s -> a
        user a -> e
        user b -> c
        user c -> e
        end e
    )");

    EXPECT_EQ(flaw.flaw, Flaw::dead);
    EXPECT_EQ(flaw.text.vi, "Không hồ sơ nào đi tới được bước “b” và bước “c”");
}

TEST(Soundness, ParallelBranchesJoinedByAChoiceRunTheRestTwice) {
    const auto flaw = flaw_of(R"(
        start s -> q
        and q -> a, b
        user a -> x
        user b -> x
        xor x -> ky
        user ky -> e
        end e
    )");

    EXPECT_EQ(flaw.flaw, Flaw::unsafe);
    EXPECT_EQ(flaw.text.vi, "Sau bước “a”, bước “b”: bước “ky” bị mở lần thứ hai khi lần thứ nhất chưa xong");
    EXPECT_EQ(flaw.text.en, "After step “a”, step “b”: step “ky” is opened a second time while the first is not done");
}

TEST(Soundness, ASecondTokenOnAFlowIsUnsafe) {
    const auto flaw = flaw_of(R"(
        start s -> q
        and q -> a, b, c
        user a -> x
        user b -> x
        xor x -> j
        user c -> j
        and j -> e
        end e
    )");

    EXPECT_EQ(flaw.flaw, Flaw::unsafe);
    EXPECT_EQ(
        flaw.text.vi,
        "Sau bước “a”, bước “b”: nhánh từ cổng lựa chọn “x” tới cổng song song “j” nhận lượt thứ hai khi lượt thứ nhất "
        "còn ở đó, nên phần sau chạy hai lần");
    EXPECT_THAT(flaw.at, ElementsAre(ElementId("x.j")));
}

TEST(Soundness, AnEndReachedTwiceIsImproper) {
    const auto flaw = flaw_of(R"(
        start s -> q
        and q -> a, b
        user a -> e
        user b -> e
        end e
    )");

    EXPECT_EQ(flaw.flaw, Flaw::improper);
    EXPECT_EQ(flaw.text.vi,
              "Sau bước “a”, bước “b”: điểm kết thúc “e” đạt tới lần thứ hai trong cùng một hồ sơ, tức hồ sơ kết thúc "
              "hai lần");
}

TEST(Soundness, TwoInclusiveJoinsThatWaitForEachOtherStandStill) {
    const auto soundness = search(R"(
        start s -> q
        and q -> a, b
        user a -> j1
        user b -> j2
        or j1 -> x1
        or j2 -> x2
        xor x1 -> j2 [n > 1], e1 [default]
        xor x2 -> j1 [n > 1], e2 [default]
        end e1
        end e2
    )");

    ASSERT_EQ(soundness.verdict, Verdict::unsound);
    EXPECT_EQ(soundness.flaws.front().flaw, Flaw::deadlock);
    EXPECT_THAT(soundness.flaws.front().text.vi, HasSubstr("cổng bao hàm “j1” chờ mãi nhánh từ cổng lựa chọn “x2”"));
    EXPECT_THAT(soundness.flaws.front().text.vi, HasSubstr("cổng bao hàm “j2” chờ mãi nhánh từ cổng lựa chọn “x1”"));
}

TEST(Soundness, ALoopNobodyHasToDoAnythingInIsNotDecided) {
    const auto soundness = search(R"(
        start s -> x
        xor x -> y
        xor y -> x [n > 1], a [default]
        user a -> e
        end e
    )");

    EXPECT_EQ(soundness.verdict, Verdict::unknown);
    EXPECT_THAT(soundness.why_unknown.vi, HasSubstr("chỉ dữ liệu mới dừng được nó"));
}

TEST(Soundness, BeyondTheCapNothingIsSaid) {
    std::string text = "start s -> q\nand q -> ";
    for (int i = 0; i < 12; ++i) text += fmt::format("{}a{}", i == 0 ? "" : ", ", i);
    for (int i = 0; i < 12; ++i) text += fmt::format("\nuser a{} -> j", i);
    text += "\nand j -> e\nend e\n";
    const auto net = net_of(text);

    EXPECT_EQ(check_soundness(*net, {false, 1000}).verdict, Verdict::unknown);
    EXPECT_EQ(check_soundness(*net, {false, 10'000}).verdict, Verdict::sound);
    EXPECT_TRUE(check_soundness(*net).by_reduction);
}

TEST(Soundness, ParallelBranchesHaveTheStatesTheyShouldHave) {
    const auto soundness =
        search("start s -> q\nand q -> a, b, c\nuser a -> j\nuser b -> j\nuser c -> j\nand j -> e\nend e");

    EXPECT_EQ(soundness.states, 8U);        // what is open: all, three times two, three times one, none
    EXPECT_EQ(soundness.transitions, 13U);  // the start, and three times four
}

// --- elements that are no flaw ---------------------------------------------------------------------------------------

TEST(Soundness, ReworkWithAWayOutIsSound) {
    EXPECT_EQ(verdict_of(R"(
        start s -> a
        user a -> k
        user k -> x
        xor x -> a [n > 1], e [default]
        end e
    )"),
              "sound");
}

TEST(Soundness, AnInclusiveJoinWaitsForThoseThatCanCome) {
    EXPECT_EQ(verdict_of(R"(
        start s -> o
        or o -> a [x], b [y], c [default]
        user a -> j
        user b -> j
        user c -> j
        or j -> e
        end e
    )"),
              "sound");
}

TEST(Soundness, AnInterruptingBoundaryEventEndsItsStep) {
    EXPECT_EQ(verdict_of(R"(
        start s -> a
        user a -> m
        boundary late on=a timer=PT1H -> b
        user b -> m
        xor m -> e
        end e
    )"),
              "sound");
}

TEST(Soundness, RemindersMayComeAgainAndAgain) {
    EXPECT_EQ(verdict_of(R"(
        start s -> a
        user a -> e
        boundary late on=a cycle=R/PT1H non-interrupting -> nhac
        user nhac -> da-nhac
        end da-nhac
        end e
    )"),
              "sound");
}

TEST(Soundness, AReminderThatLeadsBackIntoTheWayRunsTheRestTwice) {
    EXPECT_THAT(verdict_of(R"(
        start s -> a
        user a -> m
        boundary late on=a timer=PT1H non-interrupting -> m
        xor m -> b
        user b -> e
        end e
    )"),
                HasSubstr("step “b” is opened a second time"));
}

TEST(Soundness, AnEventSubProcessMayInterruptOrRunBeside) {
    for (const char* how : {"", " non-interrupting"}) {
        EXPECT_EQ(verdict_of(fmt::format(R"(
            start s -> a
            user a -> e
            end e
            sub h event {{
                start hs message=rut{}  -> b
                user b -> he
                end he
            }}
        )",
                                         how)),
                  "sound");
    }
}

TEST(Soundness, AnErrorInsideASubProcessLeavesByItsBoundary) {
    EXPECT_EQ(verdict_of(R"(
        start s -> q
        sub q -> e {
            start ps -> a
            user a -> x
            xor x -> pe [n > 1], pf [default]
            end pe
            end pf error=E
        }
        boundary bad on=q error=E -> b
        user b -> e2
        end e
        end e2
    )"),
              "sound");
}

TEST(Soundness, AJoinInsideASubProcessIsFoundToo) {
    const auto flaw = flaw_of(R"(
        start s -> q
        sub q -> e {
            start ps -> a
            user a -> x
            xor x -> b [n > 1], c [default]
            user b -> j
            user c -> j
            and j -> pe
            end pe
        }
        end e
    )");

    EXPECT_EQ(flaw.flaw, Flaw::deadlock);
    EXPECT_THAT(flaw.text.vi, HasSubstr("cổng song song “j” chờ mãi nhánh từ bước “c”"));
}

TEST(Soundness, AnEventGatewayTakesOneWay) {
    EXPECT_EQ(verdict_of(R"(
        start s -> g
        event g -> m, t
        catch m message=tra-loi -> x
        catch t timer=P3D -> x
        xor x -> e
        end e
    )"),
              "sound");
}

TEST(Soundness, TerminateEndsTheOtherBranches) {
    EXPECT_EQ(verdict_of(R"(
        start s -> q
        and q -> a, b
        user a -> t
        user b -> t2
        end t terminate
        end t2 terminate
    )"),
              "sound");
}

TEST(Soundness, ASignalThrownReachesWhoeverWaitsForIt) {
    EXPECT_EQ(verdict_of(R"(
        start s -> q
        and q -> a, w
        user a -> t
        throw t signal=xong -> j
        catch w signal=xong -> j
        and j -> e
        end e
    )"),
              "sound");
}

TEST(Soundness, MultiInstanceAndLoopsAreOneStep) {
    EXPECT_EQ(verdict_of(R"(
        start s -> a
        user a multi=3 -> b
        user b loop='n < 3' max=3 before -> e
        end e
    )"),
              "sound");
}

TEST(Soundness, ATransactionMayBeCancelledAndUndone) {
    EXPECT_EQ(verdict_of(R"(
        start s -> t
        transaction t -> e {
            start ts -> a
            user a -> x
            boundary undo-a on=a compensate undo=h
            user h handler
            xor x -> te [n > 1], tc [default]
            end te
            end tc cancel
        }
        boundary off on=t cancel -> b
        user b -> e2
        end e
        end e2
    )"),
              "sound");
}

TEST(Soundness, AnAdHocGroupMayBeDoneInAnyOrderAnyNumberOfTimes) {
    EXPECT_EQ(verdict_of(R"(
        start s -> g
        adhoc g -> e {
            user a
            user b -> c
            user c
        }
        end e
    )"),
              "sound");
}

TEST(Soundness, EveryStartIsTried) {
    EXPECT_EQ(verdict_of(R"(
        start s -> a
        start m message=thu -> b
        user a -> x
        user b -> x
        xor x -> e
        end e
    )"),
              "sound");
}

}  // namespace
}  // namespace trien::gate
