// SPDX-License-Identifier: Apache-2.0
// Every way to tamper with a journal file, and how the verifier names it.
#include "engine/journal/verify.hpp"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/unit/journal/fixture.hpp"
#include "tests/unit/journal/raw_database.hpp"

namespace trien::journal {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// The findings' codes; those of the storage check are left out, as tampering here always removes the guards.
std::vector<std::string> codes(const VerifyReport& report) {
    std::vector<std::string> codes;
    for (const Finding& finding : report.findings) {
        if (finding.code != "journal.storage") codes.push_back(finding.code);
    }
    return codes;
}

const Finding& first(const VerifyReport& report, const std::string& code) {
    for (const Finding& finding : report.findings) {
        if (finding.code == code) return finding;
    }
    throw std::out_of_range(code);
}

/// Ten entries in two streams, with a checkpoint over the first six and one over all.
class VerifyTest : public testing::Test {
  protected:
    VerifyTest() {
        fill(*store_, 0, 3);
        make_checkpoint(*store_, test_key(), origin);
        fill(*store_, 3, 5);
        make_checkpoint(*store_, test_key(), origin);
    }

    VerifyReport verified(std::vector<std::string> witnessed = {}) {
        return verify(*store_, {trusted_key(), newest_types, std::move(witnessed), {}});
    }

    VerifyReport after(const std::string& sql) {
        EXPECT_TRUE(raw_.disarm());
        EXPECT_TRUE(raw_.run(sql)) << sql;
        return verified();
    }

    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_.path() / "j.db";
    std::unique_ptr<Store> store_ = create_sqlite_store(path_);
    RawDatabase raw_{path_};
};

TEST_F(VerifyTest, FindsNothingInASoundJournal) {
    const VerifyReport report = verified();

    EXPECT_TRUE(report.ok());
    EXPECT_THAT(report.findings, IsEmpty());
    EXPECT_FALSE(report.first_bad_index);
    EXPECT_EQ(report.entries, 10);
    EXPECT_EQ(report.streams, 2);
    EXPECT_EQ(report.personal_values, 2);
    EXPECT_EQ(report.destroyed_values, 0);
    EXPECT_EQ(report.view_rows, 2);
    EXPECT_EQ(report.checkpoints, 2);
    EXPECT_EQ(report.vouched_size, 10);
}

TEST_F(VerifyTest, FindsNothingInAnEmptyJournal) {
    const auto empty = create_sqlite_store(folder_.path() / "empty.db");

    EXPECT_TRUE(verify(*empty, {trusted_key(), newest_types, {}, {}}).ok());
    make_checkpoint(*empty, test_key(), origin);
    EXPECT_TRUE(verify(*empty, {trusted_key(), newest_types, {}, {}}).ok());
}

TEST_F(VerifyTest, FindsNothingAfterPersonalValuesWereDestroyed) {
    store_->commit(destruction("destroy", "dossier/A"));

    const VerifyReport report = verified();

    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report.personal_values, 2);
    EXPECT_EQ(report.destroyed_values, 1);
    EXPECT_EQ(report.vouched_size, 10);
}

TEST_F(VerifyTest, TellsHowFarItIs) {
    std::vector<std::int64_t> told;

    (void)verify(*store_,
                 {trusted_key(), {}, {}, [&](std::int64_t done, std::int64_t total) { told = {done, total}; }});

    EXPECT_THAT(told, ElementsAre(10, 10));
}

TEST_F(VerifyTest, FindsAnEntryWhoseBytesWereEdited) {
    const VerifyReport report =
        after(R"(UPDATE entry SET bytes = replace(bytes, '"step":1', '"step":9') WHERE idx = 2)");

    EXPECT_THAT(codes(report), UnorderedElementsAre("journal.hash", "journal.checkpoint-root", "journal.link"));
    EXPECT_EQ(report.first_bad_index, 0) << "the checkpoint over the first six no longer vouches for any of them";
    EXPECT_EQ(first(report, "journal.hash").place.element, "entry 2");
    EXPECT_EQ(first(report, "journal.hash").text.vi, "Bản ghi số 2 (chuỗi dossier/A) đã bị sửa: băm không khớp");
}

TEST_F(VerifyTest, FindsAnEntryWhoseHashWasEdited) {
    EXPECT_THAT(codes(after("UPDATE entry SET leaf = zeroblob(32) WHERE idx = 9")), ElementsAre("journal.hash"));
}

TEST_F(VerifyTest, FindsAnEntryWhoseColumnsWereEdited) {
    const VerifyReport report = after("UPDATE entry SET stream = 'dossier/X' WHERE idx = 9");

    EXPECT_THAT(codes(report), ElementsAre("journal.column"));
    EXPECT_EQ(report.first_bad_index, 9);
}

TEST_F(VerifyTest, FindsAnEntryDeletedFromTheMiddle) {
    const VerifyReport report = after("PRAGMA foreign_keys = OFF; DELETE FROM entry WHERE idx = 7");

    EXPECT_THAT(codes(report),
                UnorderedElementsAre("journal.gap", "journal.version", "journal.link", "journal.checkpoint-beyond"));
    EXPECT_EQ(first(report, "journal.gap").place.element, "entry 7");
    EXPECT_EQ(report.vouched_size, 6);
    EXPECT_EQ(report.first_bad_index, 7);
}

TEST_F(VerifyTest, FindsTheTailCutOff) {
    const VerifyReport report = after("DELETE FROM entry WHERE idx >= 8; DELETE FROM view_row");

    EXPECT_THAT(codes(report), Contains("journal.checkpoint-beyond"));
    EXPECT_EQ(report.first_bad_index, 8);
    EXPECT_NE(first(report, "journal.checkpoint-beyond").text.vi.find("bao 10 bản ghi, nay chỉ còn 8"),
              std::string::npos);
}

TEST_F(VerifyTest, FindsTheTailCutOffWithItsCheckpointsThroughAWitness) {
    const std::string witnessed = store_->last_checkpoint()->note;
    const std::string cut = "DELETE FROM entry WHERE idx >= 6; DELETE FROM checkpoint WHERE size > 6";
    ASSERT_TRUE(raw_.disarm() && raw_.run(cut));
    store_->rebuild_views(newest_types);

    EXPECT_THAT(codes(verified()), IsEmpty()) << "nothing inside the file tells";
    EXPECT_THAT(codes(verified({witnessed})), ElementsAre("journal.checkpoint-beyond"));
}

TEST_F(VerifyTest, FindsTwoEntriesSwapped) {
    const VerifyReport report = after(
        "PRAGMA foreign_keys = OFF; UPDATE entry SET idx = 99 WHERE idx = 8; UPDATE entry SET idx = 8 WHERE idx = 9;"
        "UPDATE entry SET idx = 9 WHERE idx = 99");

    EXPECT_THAT(codes(report), ElementsAre("journal.checkpoint-root"));
    EXPECT_EQ(report.first_bad_index, 6);
    EXPECT_NE(first(report, "journal.checkpoint-root").text.vi.find("từ số 6 đến số 9"), std::string::npos);
}

TEST_F(VerifyTest, FindsAnEntryRewrittenTogetherWithItsHash) {
    StoredEntry row = store_->rows(9, 1).front();
    row.bytes.replace(row.bytes.find("\"step\":4"), 8, "\"step\":5");

    const VerifyReport report = after(fmt::format("UPDATE entry SET bytes = '{}', leaf = x'{}' WHERE idx = 9",
                                                  row.bytes, leaf_hash(row.bytes).hex()));

    EXPECT_THAT(codes(report), ElementsAre("journal.checkpoint-root"));
    EXPECT_EQ(report.vouched_size, 6);
}

TEST_F(VerifyTest, FindsAnEntryAddedPastTheStore) {
    const VerifyReport report = after("INSERT INTO entry VALUES (10, 'dossier/A', 6, zeroblob(32), '{}')");

    EXPECT_THAT(codes(report), ElementsAre("journal.hash", "journal.form"));
    EXPECT_EQ(report.first_bad_index, 10);
}

TEST_F(VerifyTest, FindsPersonalValuesChangedLostOrMoved) {
    EXPECT_THAT(codes(after("UPDATE personal SET sealed = zeroblob(70) WHERE idx = 0")),
                ElementsAre("journal.personal"));
    EXPECT_THAT(codes(after("UPDATE personal SET key = (SELECT key FROM personal WHERE idx = 1) WHERE idx = 0")),
                ElementsAre("journal.personal"));
    EXPECT_THAT(codes(after("DELETE FROM personal WHERE idx = 0")), ElementsAre("journal.personal"));
}

TEST_F(VerifyTest, FindsViewRowsChangedAddedOrLost) {
    EXPECT_THAT(codes(after("UPDATE view_row SET body = '{}' WHERE key = 'dossier/A'")), ElementsAre("journal.view"));
    EXPECT_THAT(codes(after("INSERT INTO view_row VALUES ('thừa', '', '{}')")),
                ElementsAre("journal.view", "journal.view"));
    const VerifyReport report = after("DELETE FROM view_row WHERE key = 'dossier/B'");
    EXPECT_EQ(report.findings.back().text.vi, "Dòng dossier/B của bảng newest thiếu so với nhật ký");
}

TEST_F(VerifyTest, FindsACheckpointEdited) {
    const VerifyReport report =
        after("UPDATE checkpoint SET note = replace(note, char(10) || '6' || char(10), char(10) || '7' || char(10))");

    EXPECT_THAT(codes(report), Contains("journal.checkpoint-signature"));
    EXPECT_EQ(report.vouched_size, 10);
}

TEST_F(VerifyTest, FindsACheckpointStoredUnderAnotherSize) {
    EXPECT_THAT(codes(after("UPDATE checkpoint SET size = 7 WHERE size = 6")),
                ElementsAre("journal.checkpoint-signature"));
}

TEST_F(VerifyTest, FindsACheckpointSignedByAnotherKey) {
    const std::string note = sign_checkpoint({origin, 10, sha256("")}, SigningKey::generate());

    EXPECT_THAT(codes(after(fmt::format("UPDATE checkpoint SET note = '{}' WHERE size = 10", note))),
                ElementsAre("journal.checkpoint-signature"));
}

TEST_F(VerifyTest, FindsAnEditedTreeNode) {
    std::vector<NewEvent> events(300, step(1));
    store_->commit(with_view(command("c1", "dossier/C", 0, events)));
    make_checkpoint(*store_, test_key(), origin);
    ASSERT_TRUE(verified().ok());

    EXPECT_THAT(codes(after("UPDATE node SET hash = zeroblob(32)")), ElementsAre("journal.node"));
    EXPECT_THAT(codes(after("DELETE FROM node")), ElementsAre("journal.node"));
}

TEST_F(VerifyTest, FindsTheGuardsRemoved) {
    ASSERT_TRUE(raw_.run("DROP TRIGGER entry_no_update"));

    const VerifyReport report = verified();

    EXPECT_FALSE(report.ok());
    EXPECT_EQ(first(report, "journal.storage").place.element, "entry_no_update");
}

TEST_F(VerifyTest, WarnsOfTimeThatRunsBackwards) {
    Commit commit = command("c1", "dossier/A", 5, {step(5)});
    commit.at = morning(0);
    store_->commit(with_view(commit));

    const VerifyReport report = verified();

    EXPECT_TRUE(report.ok());
    EXPECT_THAT(codes(report), ElementsAre("journal.time"));
}

TEST_F(VerifyTest, KeepsItsReportShortAndItsCountTrue) {
    std::vector<NewEvent> events(1200, step(1));
    store_->commit(with_view(command("c1", "dossier/C", 0, events)));

    const VerifyReport report = after("UPDATE entry SET leaf = zeroblob(32) WHERE stream = 'dossier/C'");

    EXPECT_EQ(report.findings.size(), max_findings);
    EXPECT_GE(report.faults, 1200);
}

TEST_F(VerifyTest, SurvivesAnyContentOfAnyColumn) {
    ASSERT_TRUE(raw_.disarm());
    ASSERT_TRUE(raw_.run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON"));
    const std::string hostile[] = {
        "UPDATE entry SET bytes = ''",
        "UPDATE entry SET bytes = CAST(x'FFFE' AS TEXT) WHERE idx = 1",
        "UPDATE entry SET bytes = replace(hex(zeroblob(50000)), '0', '[') WHERE idx = 2",
        "UPDATE entry SET leaf = x'00' WHERE idx = 3",
        "UPDATE entry SET stream = CAST(x'FF' AS TEXT) WHERE idx = 4",
        "UPDATE entry SET version = -9223372036854775808 WHERE idx = 5",
        "UPDATE entry SET idx = 9223372036854775807 WHERE idx = 9",
        "UPDATE entry SET idx = -9223372036854775808 WHERE idx = 8",
        "UPDATE personal SET sealed = x'', field = CAST(x'FF' AS TEXT)",
        "UPDATE personal_key SET key = x'00'",
        "UPDATE view_row SET key = CAST(x'FF' AS TEXT), body = CAST(x'FF' AS TEXT) WHERE key = 'dossier/A'",
        "UPDATE checkpoint SET note = CAST(x'FF0A0A' AS TEXT)",
        "UPDATE checkpoint SET size = 9223372036854775807 WHERE size = 10",
        "UPDATE checkpoint SET size = -1 WHERE size = 6",
    };

    for (const std::string& sql : hostile) {
        ASSERT_TRUE(raw_.run(sql)) << sql;
        EXPECT_FALSE(verified().ok()) << sql;
    }
}

TEST_F(VerifyTest, FindsAnyByteOfTheFileFlippedUnlessNothingIsLost) {
    const std::vector<StoredEntry> written = store_->rows(0, no_limit);
    store_.reset();
    ASSERT_TRUE(raw_.run("PRAGMA wal_checkpoint(TRUNCATE)"));
    const std::string sound = read_file(path_);

    EXPECT_TRUE(rc::check([&] {
        std::string bytes = sound;
        auto& byte = bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())];
        byte = static_cast<char>(byte ^ *rc::gen::inRange(1, 256));
        const auto spoiled = folder_.path() / (sha256(bytes).hex() + ".db");
        std::ofstream(spoiled, std::ios::binary) << bytes;
        try {
            const auto store = open_sqlite_store(spoiled);
            const VerifyReport report = verify(*store, {trusted_key(), newest_types, {}, {}});
            RC_ASSERT(!report.ok() || std::ranges::equal(store->rows(0, no_limit), written, {}, &StoredEntry::bytes,
                                                         &StoredEntry::bytes));
        } catch (const Error& e) {
            RC_ASSERT(!e.code().empty());
        }
    }));
}

}  // namespace
}  // namespace trien::journal
