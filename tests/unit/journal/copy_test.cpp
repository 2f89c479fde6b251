// SPDX-License-Identifier: Apache-2.0
// A journal is copied from any store to any other, whole.
#include "engine/journal/copy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/journal/verify.hpp"
#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"
#include "tests/unit/journal/raw_database.hpp"

namespace trien::journal {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();

/// Something of everything: more commands than a page, sealed values, a destroyed key, timers, messages, checkpoints
/// with attestations, nodes.
void furnish(Store& store) {
    std::vector<Commit> commits;
    for (int round = 0; round < 1100; ++round) {
        const std::string stream = fmt::format("dossier/{}", round % 40);
        const NewEvent event = round < 40 ? applicant(fmt::format("Nguyễn Thị Ánh {}", round)) : step(round);
        commits.push_back(with_view(command(fmt::format("c{}", round), stream, round / 40, {event})));
        if (round % 100 == 0) {
            commits.back().timers.push_back({{morning(round), fmt::format("deadline/{}", round)}, stream, "trễ hạn"});
            commits.back().outbox.push_back({0, "dossier.opened", fmt::format("tin {}", round)});
            commits.back().snapshots.push_back({stream, round / 40 + 1, "trạng thái"});
        }
    }
    (void)store.commit_all(commits);
    (void)make_checkpoint(store, test_key(), origin);
    store.add_attestation({1100, Attestation::Kind::cosignature, "— nhân chứng\n"});
    store.commit(destruction("destroy", "dossier/7"));
    store.commit(with_view(command("after", "dossier/1", 28, {step(1)})));
    (void)make_checkpoint(store, test_key(), origin);
    store.add_attestation({1101, Attestation::Kind::timestamp, std::string("\x30\x00\xff", 3)});
}

/// What two equal journals have in common, views aside.
void expect_equal(Store& a, Store& b) {
    const auto entries = a.read_all();
    const auto others = b.read_all();
    ASSERT_EQ(entries.size(), others.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        EXPECT_EQ(entries[i].bytes, others[i].bytes);
        EXPECT_EQ(entries[i].personal, others[i].personal);
    }
    EXPECT_EQ(a.leaves(0, no_limit), b.leaves(0, no_limit));
    EXPECT_EQ(a.personal_keys(lowest, no_limit), b.personal_keys(lowest, no_limit));
    EXPECT_EQ(a.commands(std::nullopt, no_limit), b.commands(std::nullopt, no_limit));
    EXPECT_EQ(a.snapshots(std::nullopt, no_limit), b.snapshots(std::nullopt, no_limit));
    EXPECT_EQ(a.due_timers(morning(100'000), no_limit), b.due_timers(morning(100'000), no_limit));
    EXPECT_EQ(a.outbox(no_limit), b.outbox(no_limit));
    EXPECT_EQ(a.nodes(std::nullopt, no_limit), b.nodes(std::nullopt, no_limit));
    EXPECT_EQ(a.checkpoints(), b.checkpoints());
    EXPECT_EQ(a.attestations(), b.attestations());
}

VerifyReport verified(Store& store) {
    return verify(store, {trusted_key(), replay_of(newest_types)});
}

using Copying = JournalTest;

TEST_P(Copying, TakesEverythingToAFileAndBackAndTheViewsFollow) {
    furnish(*store_);
    const TemporaryFolder folder;
    const auto file = create_sqlite_store(folder.path() / "copy.db");
    const auto journal = GetParam().create();
    const auto back = journal->open_to_fill();

    copy(*store_, *file);
    copy(*file, *back);
    back->rebuild_views(newest_types);

    expect_equal(*store_, *file);
    expect_equal(*store_, *back);
    EXPECT_EQ(back->view("newest"), store_->view("newest"));
    const VerifyReport report = verified(*back);
    EXPECT_EQ(report.faults, 0) << report.findings.front().text.en;
    EXPECT_EQ(report.vouched_size, 1101);
    EXPECT_EQ(report.destroyed_values, 1);
}

TEST_P(Copying, GoesOnWhereTheOriginalStood) {
    furnish(*store_);
    const auto journal = GetParam().create();
    const auto back = journal->open_to_fill();
    copy(*store_, *back);
    Commit next = command("next", "dossier/2", 28, {applicant("Trần Văn Đức")});
    next.outbox.push_back({0, "dossier.opened", "tin mới"});

    EXPECT_TRUE(back->commit(command("c3", "dossier/3", 0, {step(9)})).repeated);
    EXPECT_EQ(back->commit(next).first_index, 1101);

    EXPECT_EQ(back->outbox(no_limit).back().body, "tin mới") << "numbered behind those that were taken over";
    EXPECT_EQ(back->read("dossier/2").back().personal.at("name"), "Trần Văn Đức");
}

TEST_P(Copying, FillsOnlyAnEmptyJournal) {
    fill(*store_);
    const TemporaryFolder folder;
    const auto file = create_sqlite_store(folder.path() / "copy.db");
    copy(*store_, *file);

    EXPECT_EQ(code_of([&] { copy(*file, *store_); }), "journal.not-empty");
    EXPECT_EQ(store_->size(), 10);
}

TEST_P(Copying, SeesNothingOfCommandsMeanwhile) {
    fill(*store_);
    const auto other = journal_->open();
    const TemporaryFolder folder;
    const auto file = create_sqlite_store(folder.path() / "copy.db");

    store_->read_together([&] {
        EXPECT_EQ(store_->size(), 10);
        other->commit(command("meanwhile", "dossier/C", 0, {step(1)}));
        EXPECT_EQ(store_->commands(std::nullopt, no_limit).size(), 10U);
    });
    copy(*store_, *file);

    EXPECT_EQ(file->size(), 11);
}

TEST_P(Copying, WritesNothingOfASourceThatFails) {
    const auto journal = GetParam().create();
    const auto empty = journal->open_to_fill();
    Portion first;
    first.commands.push_back({CommandId("c1"), {0, 0, "kết quả"}});
    bool given = false;

    EXPECT_THROW(empty->fill([&]() -> std::optional<Portion> {
        if (given) throw std::runtime_error("the source is gone");
        given = true;
        return first;
    }),
                 std::runtime_error);

    EXPECT_EQ(empty->recall(CommandId("c1")), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Backends, Copying, every_backend, name_of);

class CopyApart : public testing::Test {
  protected:
    CopyApart() {
        furnish(*store_);
        SqliteOptions options;
        options.copy = true;
        copy_apart(*store_, *create_sqlite_store(journal_, options), *create_sqlite_store(keys_, options));
    }
    [[nodiscard]] std::unique_ptr<Store> open(bool with_keys) const {
        return open_sqlite_store(journal_, {std::chrono::milliseconds(0), true, with_keys ? keys_ : ""});
    }

    TemporaryFolder folder_;
    std::filesystem::path journal_ = folder_.path() / "journal.db";
    std::filesystem::path keys_ = folder_.path() / "keys.db";
    std::unique_ptr<Store> store_ = create_sqlite_store(folder_.path() / "original.db");
};

TEST_F(CopyApart, IsWholeWithTheKeys) {
    expect_equal(*store_, *open(true));
}

TEST_F(CopyApart, ShowsTheValuesAsDestroyedWithoutTheKeys) {
    const auto bare = open(false);

    EXPECT_THAT(bare->read("dossier/1").front().personal, testing::IsEmpty());
    const VerifyReport report = verify(*bare, {trusted_key()});
    EXPECT_EQ(report.faults, 0);
    EXPECT_EQ(report.destroyed_values, 40);
    const std::string key = store_->personal_key({"dossier/1", ""}).value().key;
    EXPECT_EQ(read_file(journal_).find(key), std::string::npos);
    EXPECT_NE(read_file(keys_).find(key), std::string::npos);
}

TEST_F(CopyApart, IsOneFileThatReadingDoesNotChange) {
    const std::string before = read_file(journal_);

    EXPECT_TRUE(verify(*open(true), {trusted_key()}).ok());

    EXPECT_EQ(read_file(journal_), before);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 5)
        << "two copies, and the original with its log";
    EXPECT_EQ(code_of([&] { open(true)->commit(command("x", "dossier/X", 0, {step(1)})); }), "journal.read-only");
}

TEST_F(CopyApart, FindsAKeyThatIsNotTheValues) {
    RawDatabase(keys_).run(
        "DROP TRIGGER personal_key_no_update;"
        "UPDATE personal_key SET key = randomblob(32) WHERE stream = 'dossier/1'");

    const VerifyReport report = verify(*open(true), {trusted_key()});

    EXPECT_EQ(report.faults, 1);
    EXPECT_EQ(report.findings.front().code, "journal.personal");
}

TEST_F(CopyApart, OfAnOlderProgramIsNotUpgradedWhereItLies) {
    RawDatabase(journal_).run("PRAGMA user_version = 1");

    EXPECT_EQ(code_of([&] { (void)open(false); }), "journal.older");
}

RC_GTEST_PROP(CopyProperty, OfARandomJournalIsEqualAndVerifies, ()) {
    const TemporaryFolder folder;
    const auto store = create_sqlite_store(folder.path() / "a.db");
    const auto other = create_sqlite_store(folder.path() / "b.db");
    std::map<std::string, std::int64_t> versions;
    const auto rounds = *rc::gen::inRange(0, 30);
    for (int i = 0; i < rounds; ++i) {
        const std::string stream = fmt::format("dossier/{}", *rc::gen::inRange(0, 4));
        const bool named = *rc::gen::arbitrary<bool>();
        store->commit(with_view(command(fmt::format("c{}", i), stream, versions[stream]++,
                                        {named ? applicant(fmt::format("Người {}", i)) : step(i)})));
        if (*rc::gen::inRange(0, 5) == 0) (void)make_checkpoint(*store, test_key(), origin);
        if (*rc::gen::inRange(0, 8) == 0) store->commit(destruction(fmt::format("d{}", i), stream));
    }

    copy(*store, *other);
    other->rebuild_views(newest_types);

    expect_equal(*store, *other);
    RC_ASSERT(!testing::Test::HasFailure());
    RC_ASSERT(other->view("newest") == store->view("newest"));
    RC_ASSERT(verified(*other).ok());
}

}  // namespace
}  // namespace trien::journal
