// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/group_commit.hpp"

#include <atomic>
#include <optional>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/journal/mailboxes.hpp"
#include "engine/journal/verify.hpp"
#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

using testing::SizeIs;

class GroupCommitTest : public JournalTest {
  protected:
    /// Encoded for a stream that stands where `head` says.
    static Encoded encoded(Commit commit, const Head& head = {}) {
        return encode(
            std::move(commit), [&](const std::string&) { return head; }, [](const Subject&) { return std::nullopt; });
    }

    void prepare() override { group_.emplace(*store_); }

    std::optional<GroupCommit> group_;
};

TEST_P(GroupCommitTest, WritesInTheOrderOfTheQueueWhoeverWaitsFirst) {
    auto first = group_->enqueue(encoded(command("c1", "dossier/A", 0, {step(1)})));
    auto second = group_->enqueue(encoded(command("c2", "dossier/B", 0, {step(1)})));

    EXPECT_EQ(group_->wait(second)->first_index, 1);
    EXPECT_EQ(group_->wait(first)->first_index, 0);
}

TEST_P(GroupCommitTest, LetsACommandBuildOnOneThatIsStillQueued) {
    const Encoded one = encoded(command("c1", "dossier/A", 0, {step(1)}));
    const Encoded two = encoded(command("c2", "dossier/A", 1, {step(2)}), one.appends[0].head());
    auto first = group_->enqueue(one);
    auto second = group_->enqueue(two);

    EXPECT_TRUE(group_->wait(first));
    EXPECT_TRUE(group_->wait(second));
    EXPECT_EQ(store_->version("dossier/A"), 2);
}

TEST_P(GroupCommitTest, FailsWhatBuildsOnAFailedCommandAndNothingElse) {
    store_->commit(command("c0", "dossier/A", 0, {step(0)}));
    const Encoded one = encoded(command("c1", "dossier/A", 0, {step(1)}));  // too late
    const Encoded two = encoded(command("c2", "dossier/A", 1, {step(2)}), one.appends[0].head());
    auto first = group_->enqueue(one);
    auto second = group_->enqueue(two);
    auto third = group_->enqueue(encoded(command("c3", "dossier/B", 0, {step(1)})));

    EXPECT_EQ(group_->wait(first).error().code(), "journal.version");
    EXPECT_EQ(group_->wait(second).error().code(), "journal.version") << "it was decided on an entry that is not there";
    EXPECT_TRUE(group_->wait(third));
    EXPECT_EQ(store_->size(), 2);
}

TEST_P(GroupCommitTest, ServesManyThreadsWithoutLosingOrRepeatingACommand) {
    constexpr int clients = 16;
    constexpr int each = 40;
    std::atomic<int> failures = 0;
    std::vector<std::jthread> threads;
    for (int client = 0; client < clients; ++client) {
        threads.emplace_back([&, client] {
            Head head;
            for (int i = 0; i < each; ++i) {
                const Encoded next = encoded(
                    command(fmt::format("{}:{}", client, i), fmt::format("dossier/{}", client), i, {step(i)}), head);
                head = next.appends[0].head();
                if (!group_->commit(next)) ++failures;
            }
        });
    }
    threads.clear();

    EXPECT_EQ(failures, 0);
    EXPECT_EQ(store_->size(), clients * each);
    make_checkpoint(*store_, test_key(), origin);
    EXPECT_TRUE(verify(*store_, {trusted_key(), {}, {}, {}}).ok());
}

TEST_P(GroupCommitTest, TellsEveryoneOfTheGroupWhenTheStoreFails) {
    const auto blocker = journal_->open();
    const auto impatient = journal_->open(std::chrono::milliseconds(0));
    GroupCommit group(*impatient);
    auto first = group.enqueue(encoded(command("c1", "dossier/A", 0, {step(1)})));
    auto second = group.enqueue(encoded(command("c2", "dossier/B", 0, {step(1)})));

    blocker->rebuild_views([&](const Entry&) { return std::vector<Change>(); });  // nothing yet: makes sure it can
    store_->commit(command("c0", "dossier/C", 0, {step(0)}));
    blocker->rebuild_views([&](const Entry&) {
        EXPECT_EQ(code_of([&] { (void)group.wait(first); }), "journal.locked");
        EXPECT_EQ(code_of([&] { (void)group.wait(second); }), "journal.locked");
        return std::vector<Change>();
    });

    EXPECT_TRUE(group.commit(encoded(command("c3", "dossier/A", 0, {step(1)})))) << "the next group is not affected";
    EXPECT_EQ(store_->size(), 2);
}

TEST_P(GroupCommitTest, LetsOthersWorkOnTheStoreBetweenGroups) {
    EXPECT_TRUE(group_->commit(encoded(command("c1", "dossier/A", 0, {step(1)}))));

    group_->run_between([](Store& store) { make_checkpoint(store, test_key(), origin); });
    EXPECT_THROW(group_->run_between([](Store&) { throw std::runtime_error("x"); }), std::runtime_error);

    EXPECT_TRUE(group_->commit(encoded(command("c2", "dossier/B", 0, {step(1)}))));
    EXPECT_THAT(store_->checkpoints(), SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(Backends, GroupCommitTest, every_backend, name_of);

TEST(Mailboxes, LetOneAtATimeWorkOnAStream) {
    Mailboxes mailboxes;
    int inside = 0;
    int most = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            for (int turn = 0; turn < 500; ++turn) {
                // In either order: nobody may wait in a circle.
                const auto mine = i % 2 == 0 ? mailboxes.wait_for({"dossier/A", "register/B"})
                                             : mailboxes.wait_for({"register/B", "dossier/A"});
                most = std::max(most, ++inside);
                --inside;
            }
        });
    }
    threads.clear();

    EXPECT_EQ(most, 1);
}

}  // namespace
}  // namespace trien::journal
