// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/sqlite_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/journal/fixture.hpp"
#include "tests/unit/journal/raw_database.hpp"

namespace trien::journal {
namespace {

class SqliteStoreTest : public testing::Test {
  protected:
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_.path() / "nhật ký.db";
};

TEST_F(SqliteStoreTest, CreatesAFileOnlyItsOwnerReads) {
    using std::filesystem::perms;
    const auto store = create_sqlite_store(path_);
    store->commit(command("c1", "dossier/A", 0, {step(1)}));

    EXPECT_EQ(std::filesystem::status(path_).permissions(), perms::owner_read | perms::owner_write);
    EXPECT_EQ(std::filesystem::status(path_.string() + "-wal").permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(SqliteStoreTest, WritesThroughToTheDiskAndAheadOfTheFile) {
    const auto store = create_sqlite_store(path_);

    EXPECT_EQ(RawDatabase(path_).value("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(RawDatabase(path_).value("PRAGMA user_version"), "2");
}

TEST_F(SqliteStoreTest, NeverCreatesOverAFile) {
    write_file(path_, "của người khác");

    EXPECT_EQ(code_of([&] { (void)create_sqlite_store(path_); }), "journal.exists");
    EXPECT_EQ(read_file(path_), "của người khác");
}

TEST_F(SqliteStoreTest, NamesAFileThatIsMissing) {
    try {
        (void)open_sqlite_store(path_);
        FAIL() << "there is no file";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), "journal.missing");
        EXPECT_EQ(e.place().file, path_.string());
        EXPECT_FALSE(std::filesystem::exists(path_));
    }
}

TEST_F(SqliteStoreTest, NamesAFolderThatIsMissing) {
    EXPECT_EQ(code_of([&] { (void)create_sqlite_store(folder_.path() / "không có" / "j.db"); }), "journal.unwritable");
}

TEST_F(SqliteStoreTest, RefusesWhatIsNoDatabaseOrNotOurs) {
    write_file(folder_.path() / "a", std::string(5000, 'x'));
    write_file(folder_.path() / "b", "");
    RawDatabase(folder_.path() / "c").run("CREATE TABLE t (x)");

    EXPECT_EQ(code_of([&] { (void)open_sqlite_store(folder_.path() / "a"); }), "journal.foreign");
    EXPECT_EQ(code_of([&] { (void)open_sqlite_store(folder_.path() / "b"); }), "journal.foreign");
    EXPECT_EQ(code_of([&] { (void)open_sqlite_store(folder_.path() / "c"); }), "journal.foreign");
    EXPECT_EQ(code_of([&] { (void)open_sqlite_store(folder_.path()); }), "journal.unopenable");
}

TEST_F(SqliteStoreTest, RefusesTheJournalOfANewerProgram) {
    (void)create_sqlite_store(path_);
    RawDatabase(path_).run("PRAGMA user_version = 99");

    EXPECT_EQ(code_of([&] { (void)open_sqlite_store(path_); }), "journal.newer");
}

TEST_F(SqliteStoreTest, SaysWhenAnotherProgramKeepsWriting) {
    const auto store = create_sqlite_store(path_, {std::chrono::milliseconds(1)});
    RawDatabase other(path_);
    ASSERT_TRUE(other.run("BEGIN IMMEDIATE"));

    try {
        store->commit(command("c1", "dossier/A", 0, {step(1)}));
        FAIL() << "the other program has not finished";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::retry);
        EXPECT_EQ(e.code(), "journal.locked");
    }
    ASSERT_TRUE(other.run("COMMIT"));
    EXPECT_EQ(store->commit(command("c1", "dossier/A", 0, {step(1)})).first_index, 0);
}

TEST_F(SqliteStoreTest, GuardsWhatMayOnlyGrow) {
    const auto store = create_sqlite_store(path_);
    fill(*store);
    make_checkpoint(*store, test_key(), origin);
    const Node node{8, 0, leaf_hash("nút")};
    store->add_checkpoint({1000, ""}, {&node, 1});
    RawDatabase raw(path_);

    for (const char* table : {"entry", "personal", "checkpoint", "node"}) {
        EXPECT_FALSE(raw.run(fmt::format("DELETE FROM {}", table))) << table;
        EXPECT_FALSE(raw.run(fmt::format("INSERT OR REPLACE INTO {0} SELECT * FROM {0} LIMIT 1", table))) << table;
    }
    EXPECT_FALSE(raw.run("UPDATE entry SET bytes = ''"));
    EXPECT_FALSE(raw.run("UPDATE personal SET sealed = ''"));
    EXPECT_FALSE(raw.run("UPDATE checkpoint SET note = ''"));
    EXPECT_FALSE(raw.run("UPDATE node SET level = 9"));
    EXPECT_FALSE(raw.run("UPDATE personal_key SET key = randomblob(32)"));
    EXPECT_FALSE(raw.run("INSERT INTO entry VALUES (99, 'dossier/A', 6, zeroblob(32), '')")) << "leaves a gap";
    EXPECT_FALSE(raw.run("INSERT OR REPLACE INTO entry VALUES (10, 'dossier/A', 5, zeroblob(32), '')"));
}

/// A journal as the first Triện wrote it, with one entry that names a person.
StoredEntry write_first_schema(const std::filesystem::path& path) {
    write_file(path, "");
    RawDatabase raw(path);
    EXPECT_TRUE(raw.run(read_file(TRIEN_SOURCE_DIR "/engine/journal/schema/sqlite/001-journal.sql")));
    EXPECT_TRUE(raw.run("PRAGMA application_id = 0x5472696E; PRAGMA user_version = 1"));
    const std::string key(32, 'k');
    StoredEntry row =
        encode(applicant("Nguyễn Thị Ánh"), {"dossier/A", 1, morning(0), CommandId("c1"), PersonId("an.nguyen"), {}},
               [&](const std::string&) { return std::pair(std::int64_t{1}, key); });
    const auto blob = [](const std::string& bytes) { return "x'" + to_hex(bytes) + "'"; };
    EXPECT_TRUE(raw.run(fmt::format(
        "INSERT INTO entry VALUES (0, 'dossier/A', 1, {}, '{}'); INSERT INTO personal_key VALUES (1, 'dossier/A', {});"
        "INSERT INTO personal VALUES (0, 'name', 1, {}); INSERT INTO command VALUES ('c1', 0, 1, 'kết quả c1')",
        blob(row.leaf), row.bytes, blob(key), blob(row.personal[0].sealed))));
    return row;
}

TEST_F(SqliteStoreTest, UpgradesAJournalOfTheFirstSchemaWithoutTouchingItsEntries) {
    const StoredEntry before = write_first_schema(path_);

    const auto store = open_sqlite_store(path_);

    const auto entries = store->read("dossier/A");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].bytes, before.bytes);
    EXPECT_EQ(entries[0].personal.at("name"), "Nguyễn Thị Ánh");
    EXPECT_EQ(store->result_of(CommandId("c1")), "kết quả c1");
    EXPECT_TRUE(passes(store->check_storage()));
    store->commit(command("c2", "dossier/A", 1, {applicant("Trần Văn Đức")}));
    EXPECT_EQ(store->read("dossier/A")[1].personal.at("name"), "Trần Văn Đức");
    EXPECT_EQ(RawDatabase(path_).value("SELECT count(*) FROM personal_key"), "1") << "the subject's key is used on";
}

TEST_F(SqliteStoreTest, MissesAGuardThatWasRemoved) {
    const auto store = create_sqlite_store(path_);
    ASSERT_TRUE(RawDatabase(path_).run("DROP TRIGGER entry_no_delete; CREATE TABLE strange (x)"));

    const Findings findings = store->check_storage();

    EXPECT_THAT(findings, testing::ElementsAre(testing::Field(&Finding::place, Place{"", 0, 0, "entry_no_delete"}),
                                               testing::Field(&Finding::place, Place{"", 0, 0, "strange"})));
}

TEST_F(SqliteStoreTest, LeavesNoTraceOfADestroyedKeyOnTheDisk) {
    const auto store = create_sqlite_store(path_);
    for (int i = 0; i < 50; ++i) {
        store->commit(command(fmt::format("c{}", i), fmt::format("dossier/{}", i), 0, {applicant("Nguyễn Thị Ánh")}));
    }
    const std::string key = RawDatabase(path_).value("SELECT key FROM personal_key WHERE stream = 'dossier/25'");
    ASSERT_EQ(key.size(), 32U);

    store->commit(destruction("destroy", "dossier/25"));
    store->purge();

    EXPECT_EQ(read_file(path_).find(key), std::string::npos);
    EXPECT_EQ(read_file(path_.string() + "-wal").find(key), std::string::npos);
}

TEST_F(SqliteStoreTest, ShowsTheEntriesAsColumnsToPeople) {
    const auto store = create_sqlite_store(path_);
    store->commit(command("c1", "dossier/A", 0, {step(1)}));

    EXPECT_EQ(RawDatabase(path_).value("SELECT type || ' ' || actor || ' ' || at FROM journal"),
              "step.done/1 an.nguyen 2026-11-23T08:00:00+07:00");
}

}  // namespace
}  // namespace trien::journal
