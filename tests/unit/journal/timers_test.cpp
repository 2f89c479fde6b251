// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/timers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class TimersTest : public JournalTest {
  protected:
    /// `count` timers of as many dossiers, due one after the other from minute 0 on.
    void set(int count) {
        Commit commit = command("set", "setting", 0, {step(0)});
        for (int i = 0; i < count; ++i) {
            commit.timers.push_back(
                {{morning(i), fmt::format("deadline/{:04}", i)}, fmt::format("dossier/{:04}", i), "{}"});
        }
        store_->commit(commit);
    }

    /// Appends to the timer's stream, which must be empty so far.
    static Commit pass_deadline(const Timer& timer) {
        return command("", timer.stream, 0,
                       {{"deadline.passed/1", CanonicalObject().with("timer", timer.key.id).done(), {}}});
    }

    Fired fire(int minute, const Fire& what = pass_deadline, std::int64_t limit = no_limit) {
        const auto writer = journal_->open();
        GroupCommit group(*writer);
        return fire_due(*store_, group, morning(minute), what, limit);
    }
};

TEST_P(TimersTest, FireOnceAsOrdinaryCommands) {
    set(3);

    EXPECT_EQ(fire(1).count, 2);
    EXPECT_EQ(fire(1).count, 0);

    const auto entries = store_->read("dossier/0001");
    ASSERT_THAT(entries, SizeIs(1));
    EXPECT_EQ(entries[0].command, CommandId("timer:deadline/0001"));
    EXPECT_EQ(store_->next_due(), morning(2));
}

TEST_P(TimersTest, AreDueAgainAfterARestartUntilTheyTookEffect) {
    set(2);
    EXPECT_THROW(fire(5, [](const Timer&) -> Commit { throw std::runtime_error("crash"); }), std::runtime_error);
    reopen();

    EXPECT_EQ(fire(5).count, 2);
}

TEST_P(TimersTest, FireInBatchesUntilNothingIsDue) {
    set(1203);

    EXPECT_EQ(fire(2000).count, 1203);
    EXPECT_EQ(store_->size(), 1204);
    EXPECT_FALSE(store_->next_due());
}

TEST_P(TimersTest, StopAtTheLimitSoThatOthersGetTheirTurn) {
    set(10);

    EXPECT_EQ(fire(20, pass_deadline, 4).count, 4);
    EXPECT_THAT(store_->due_timers(morning(20), 99), SizeIs(6));
}

TEST_P(TimersTest, FireAllTheSameWhenOneOfThemCannot) {
    set(4);
    store_->commit(command("moved", "dossier/0001", 0, {step(1)}));

    const Fired fired = fire(9, [](const Timer& timer) {
        if (timer.stream == "dossier/0002") throw Error(Fault::input, "test.fault", {}, {"hỏng", "broken"});
        return pass_deadline(timer);
    });

    EXPECT_EQ(fired.count, 2);
    ASSERT_THAT(fired.findings, SizeIs(1));
    EXPECT_EQ(fired.findings[0].code, "test.fault");
    EXPECT_EQ(fired.findings[0].place.element, "deadline/0002");
    EXPECT_THAT(store_->due_timers(morning(9), 99), SizeIs(2)) << "the moved and the broken one stay due";
}

TEST_P(TimersTest, EndWithoutEffectWhenThereIsNothingToDo) {
    set(1);

    EXPECT_EQ(fire(9, [](const Timer&) { return Commit(); }).count, 1);

    EXPECT_EQ(store_->size(), 1);
    EXPECT_THAT(store_->due_timers(morning(9), 99), IsEmpty());
}

TEST_P(TimersTest, TakeEffectOnceWhenTwoProcessesFireThem) {
    set(5);
    const auto other = journal_->open();
    const auto seen_by_both = other->due_timers(morning(9), 99);

    EXPECT_EQ(fire(9).count, 5);
    std::vector<Commit> late;
    for (const Timer& timer : seen_by_both) {
        late.push_back(pass_deadline(timer));
        late.back().command = command_of(timer.key);
        late.back().ended = {timer.key};
    }
    for (const Outcome& outcome : other->commit_all(late)) EXPECT_TRUE(outcome && outcome->repeated);
    EXPECT_EQ(store_->size(), 6);
}

INSTANTIATE_TEST_SUITE_P(Backends, TimersTest, every_backend, name_of);

}  // namespace
}  // namespace trien::journal
