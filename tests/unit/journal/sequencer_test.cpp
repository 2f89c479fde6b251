// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/sequencer.hpp"

#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/journal/verify.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

class SequencerTest : public testing::Test {
  protected:
    [[nodiscard]] std::unique_ptr<Store> open() const { return open_sqlite_store(folder_.path() / "j.db"); }

    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = create_sqlite_store(folder_.path() / "j.db");
    SigningKey key_ = test_key();
};

TEST_F(SequencerTest, SignsWhatIsCommittedWhileItRuns) {
    std::promise<std::int64_t> covered;
    const Sequencer sequencer(
        open(), key_, origin,
        [&](Store&, const StoredCheckpoint& checkpoint) {
            if (checkpoint.size == 10) covered.set_value(checkpoint.size);
        },
        {}, std::chrono::milliseconds(1));

    fill(*store_);

    EXPECT_EQ(covered.get_future().get(), 10);
}

TEST_F(SequencerTest, SignsWhatIsLeftWhenItStops) {
    fill(*store_);
    {
        const Sequencer sequencer(open(), key_, origin, {}, {}, std::chrono::hours(1));
        fill(*store_, 5, 9);
    }

    EXPECT_EQ(store_->last_checkpoint()->size, 18);
    EXPECT_TRUE(verify(*store_, {trusted_key(), {}, {}, {}}).ok());
}

TEST_F(SequencerTest, SignsNothingOnAJournalThatWasTamperedWithAndSaysSo) {
    fill(*store_);
    make_checkpoint(*store_, test_key(), origin);
    const SigningKey other = SigningKey::from_seed(std::string(32, 'x'));
    fill(*store_, 5, 6);
    std::string code;
    {
        const Sequencer sequencer(
            open(), other, origin, {}, [&](const Error& error) { code = error.code(); }, std::chrono::hours(1));
    }

    EXPECT_EQ(code, "journal.checkpoint-signature");
    EXPECT_EQ(store_->last_checkpoint()->size, 10);
}

TEST_F(SequencerTest, ContinuesTheTreeOfAnotherProcess) {
    {
        const Sequencer one(open(), key_, origin, {}, {}, std::chrono::milliseconds(1));
        const Sequencer two(open(), key_, origin, {}, {}, std::chrono::milliseconds(1));
        for (int round = 0; round < 20; ++round) fill(*store_, round, round + 1);
    }

    EXPECT_EQ(store_->last_checkpoint()->size, 40);
    EXPECT_TRUE(verify(*store_, {trusted_key(), replay_of(newest_types), {}, {}}).ok());
}

}  // namespace
}  // namespace trien::journal
