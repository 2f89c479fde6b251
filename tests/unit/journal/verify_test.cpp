// SPDX-License-Identifier: Apache-2.0
// Every way to tamper with a journal file, and how the verifier names it.
#include "engine/journal/verify.hpp"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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

/// A time-stamping authority's token, as far as these tests need one: the hour and what it was put on.
std::string stamp_token(Instant at, const Digest& imprint) {
    return at.text() + " " + imprint.hex();
}

Result<Instant> check_stamp(std::string_view token, const Digest& imprint) {
    const auto blank = std::min(token.find(' '), token.size() - 1);
    const auto at = Instant::parse(token.substr(0, blank));
    if (at && token.substr(blank + 1) == imprint.hex()) return *at;
    return refuse(Refusal::Reason::invalid, "timestamp.imprint", {"không phải dấu này", "not this stamp"});
}

Moment said(int minutes) {
    return {morning(minutes), false};
}
Moment stamped(int minutes) {
    return {morning(minutes), true};
}

/// The row written again with other bytes and the hash that belongs to them.
std::string rewrite(StoredEntry row, const std::string& from, const std::string& to) {
    row.bytes.replace(row.bytes.find(from), from.size(), to);
    return fmt::format("UPDATE entry SET bytes = '{}', leaf = x'{}' WHERE idx = {};", row.bytes,
                       leaf_hash(row.bytes).hex(), row.index);
}

/// Ten entries in two streams, with a checkpoint over the first six and one over all. The entries of round n say n
/// minutes past eight.
class VerifyTest : public testing::Test {
  protected:
    VerifyTest() {
        fill(*store_, 0, 3);
        make_checkpoint(*store_, test_key(), origin);
        fill(*store_, 3, 5);
        make_checkpoint(*store_, test_key(), origin);
    }

    VerifyReport verified(std::vector<std::string> witnessed = {}) {
        return verify(*store_, {trusted_key(), replay_of(newest_types), std::move(witnessed), {}, check_stamp});
    }

    /// Puts a time stamp on a stored checkpoint.
    void stamp(std::int64_t size, int minutes) {
        const StoredCheckpoint checkpoint = store_->checkpoints(size - 1, 1).at(0);
        store_->add_attestation(
            {checkpoint.size, Attestation::Kind::timestamp, stamp_token(morning(minutes), sha256(checkpoint.note))});
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
    EXPECT_FALSE(report.attack());
    EXPECT_EQ(report.bracket(), Bracket());
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

    EXPECT_TRUE(verify(*empty, {trusted_key(), replay_of(newest_types), {}, {}}).ok());
    make_checkpoint(*empty, test_key(), origin);
    EXPECT_TRUE(verify(*empty, {trusted_key(), replay_of(newest_types), {}, {}}).ok());
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

    EXPECT_THAT(codes(report), ElementsAre("journal.hash"))
        << "the hashes beside the entries are those that were signed";
    EXPECT_EQ(report.first_bad_index, 2);
    EXPECT_EQ(report.vouched_size, 10);
    EXPECT_EQ(report.attack(), Attack::altered_entry);
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
    EXPECT_EQ(report.attack(), Attack::altered_entry);
}

TEST_F(VerifyTest, FindsAnEntryDeletedFromTheMiddle) {
    const VerifyReport report = after("PRAGMA foreign_keys = OFF; DELETE FROM entry WHERE idx = 7");

    EXPECT_THAT(codes(report), UnorderedElementsAre("journal.gap", "journal.version", "journal.link"));
    EXPECT_EQ(first(report, "journal.gap").place.element, "entry 7");
    EXPECT_EQ(report.vouched_size, 6);
    EXPECT_EQ(report.first_bad_index, 7);
    EXPECT_EQ(report.attack(), Attack::removed_entry);
    EXPECT_EQ(report.bracket(), (Bracket{said(2), said(4)}));
}

TEST_F(VerifyTest, FindsTheTailCutOff) {
    const VerifyReport report = after("DELETE FROM entry WHERE idx >= 8; DELETE FROM view_row");

    EXPECT_THAT(codes(report), Contains("journal.checkpoint-beyond"));
    EXPECT_EQ(report.first_bad_index, 8);
    EXPECT_EQ(report.attack(), Attack::cut_tail);
    EXPECT_EQ(report.bracket(), (Bracket{said(2), std::nullopt})) << "the entry that said the later hour is gone";
    EXPECT_NE(first(report, "journal.checkpoint-beyond").text.vi.find("bao 10 bản ghi, nay chỉ còn 8"),
              std::string::npos);
}

TEST_F(VerifyTest, FindsTheTailCutOffWithItsCheckpointsThroughAWitness) {
    const std::string witnessed = store_->last_checkpoint()->note;
    const std::string cut = "DELETE FROM entry WHERE idx >= 6; DELETE FROM checkpoint WHERE size > 6";
    ASSERT_TRUE(raw_.disarm() && raw_.run(cut));
    store_->rebuild_views(newest_types);

    EXPECT_THAT(codes(verified()), IsEmpty()) << "nothing inside the file tells";
    const VerifyReport report = verified({witnessed});
    EXPECT_THAT(codes(report), ElementsAre("journal.rolled-back"));
    EXPECT_EQ(report.first_bad_index, 6);
    EXPECT_EQ(report.attack(), Attack::rolled_back);
    EXPECT_EQ(report.bracket(), (Bracket{said(2), std::nullopt}));
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
    const VerifyReport report = after(rewrite(store_->rows(9, 1).front(), "\"step\":4", "\"step\":5"));

    EXPECT_THAT(codes(report), ElementsAre("journal.checkpoint-root"));
    EXPECT_EQ(report.vouched_size, 6);
    EXPECT_EQ(report.first_bad_index, 6);
    EXPECT_EQ(report.attack(), Attack::rewritten_history);
    EXPECT_EQ(report.bracket(), (Bracket{said(2), said(4)}));
}

TEST_F(VerifyTest, FindsAnEntryRewrittenUnderAnotherThatNamesItsHash) {
    const VerifyReport report = after(rewrite(store_->rows(7, 1).front(), "\"step\":3", "\"step\":5"));

    EXPECT_THAT(codes(report), UnorderedElementsAre("journal.checkpoint-root", "journal.link"));
    EXPECT_EQ(report.attack(), Attack::altered_entry);
}

TEST_F(VerifyTest, TellsAlteredEntriesFromThoseRewrittenWithTheirHash) {
    const VerifyReport report =
        after(rewrite(store_->rows(9, 1).front(), "\"step\":4", "\"step\":5") +
              R"(UPDATE entry SET bytes = replace(bytes, '"step":1', '"step":9') WHERE idx = 2)");

    EXPECT_THAT(codes(report), UnorderedElementsAre("journal.hash", "journal.checkpoint-root"));
    EXPECT_EQ(report.vouched_size, 6) << "the first six hashes are those that were signed";
    EXPECT_EQ(report.first_bad_index, 2);
}

TEST_F(VerifyTest, FindsAnEntryRemovedAndTheOthersNumberedAnew) {
    const VerifyReport report =
        after("PRAGMA foreign_keys = OFF; DELETE FROM entry WHERE idx = 8; UPDATE entry SET idx = 8 WHERE idx = 9");

    EXPECT_THAT(codes(report), UnorderedElementsAre("journal.checkpoint-beyond", "journal.view"));
    EXPECT_EQ(report.first_bad_index, 9);
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
    EXPECT_EQ(report.findings.back().text.vi, "Dòng dossier/B của bảng newest thiếu so với nhật ký (bản ghi số 9)");
}

TEST_F(VerifyTest, FindsACheckpointEdited) {
    const VerifyReport report =
        after("UPDATE checkpoint SET note = replace(note, char(10) || '6' || char(10), char(10) || '7' || char(10))");

    EXPECT_THAT(codes(report), Contains("journal.checkpoint-signature"));
    EXPECT_EQ(report.vouched_size, 10);
}

TEST_F(VerifyTest, VouchesForNothingUnderAForgedCheckpoint) {
    const VerifyReport report = after("UPDATE checkpoint SET note = replace(note, ' ', '  ') WHERE size = 10");

    EXPECT_THAT(codes(report), ElementsAre("journal.checkpoint-signature"));
    EXPECT_EQ(report.vouched_size, 6);
    EXPECT_EQ(report.first_bad_index, 6);
    EXPECT_EQ(report.attack(), Attack::checkpoint_forged);
}

TEST_F(VerifyTest, FindsTheOneSpoiltSignatureAmongMany) {
    for (int round = 5; round < 105; ++round) {
        store_->commit(with_view(command(fmt::format("c{}", round), "dossier/A", round, {step(round)})));
        make_checkpoint(*store_, test_key(), origin);
    }
    const auto checkpoints = store_->checkpoints();
    ASSERT_GT(checkpoints.size(), 100U);
    ASSERT_TRUE(verified().ok());
    // The last digits of the signature: another note of the same text.
    std::string note = checkpoints.at(50).note;
    note[note.size() - 10] = note[note.size() - 10] == 'A' ? 'B' : 'A';

    const VerifyReport report =
        after(fmt::format("UPDATE checkpoint SET note = '{}' WHERE size = {}", note, checkpoints.at(50).size));

    EXPECT_THAT(codes(report), ElementsAre("journal.checkpoint-signature"));
    EXPECT_EQ(first(report, "journal.checkpoint-signature").place.element,
              fmt::format("checkpoint {}", checkpoints.at(50).size));
    EXPECT_EQ(report.vouched_size, 110) << "the newest checkpoint vouches for all";
}

TEST_F(VerifyTest, TakesANoteWithFurtherSignaturesAmongMany) {
    for (int round = 5; round < 85; ++round) {
        store_->commit(with_view(command(fmt::format("c{}", round), "dossier/A", round, {step(round)})));
        make_checkpoint(*store_, test_key(), origin);
    }

    const VerifyReport report =
        after("UPDATE checkpoint SET note = note || '\u2014 witness.vn/w AAAAAAAA' || char(10) WHERE size = 20");

    EXPECT_THAT(codes(report), IsEmpty());
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

TEST_F(VerifyTest, FindsAnEntryNobodyCanMakeSenseOf) {
    VerifyOptions options{trusted_key()};
    options.replay = replay_of([](const Entry& entry) -> std::vector<Change> {
        if (entry.index == 4) throw Error(Fault::input, "x", {}, {"lạ", "odd"});
        if (entry.index == 5) (void)entry.body.at("missing");
        return newest_types(entry);
    });

    const VerifyReport report = verify(*store_, options);

    EXPECT_THAT(codes(report), ElementsAre("journal.replay", "journal.replay"));
    EXPECT_EQ(report.first_bad_index, 4);
    EXPECT_EQ(report.attack(), Attack::unreadable);
    EXPECT_EQ(report.findings.front().text.vi, "Không hiểu được bản ghi số 4 (step.done/1): lạ");
}

// --- two histories -------------------------------------------------------------------------------------------------

TEST_F(VerifyTest, FindsASecondHistoryOfTheSameSize) {
    const std::string other = sign_checkpoint({origin, 10, sha256("other")}, test_key());

    const VerifyReport report = verified({store_->checkpoints().front().note, other});

    EXPECT_THAT(codes(report), ElementsAre("journal.fork"));
    EXPECT_EQ(report.first_bad_index, 6) << "the other checkpoint kept elsewhere holds up to here";
    EXPECT_EQ(report.attack(), Attack::split_view);
    EXPECT_EQ(report.bracket(), (Bracket{said(2), said(4)}));
}

TEST_F(VerifyTest, FindsASecondHistoryThatWasShorter) {
    const std::string other = sign_checkpoint({origin, 7, sha256("other")}, test_key());

    const VerifyReport report = verified({other});

    EXPECT_THAT(codes(report), ElementsAre("journal.fork"));
    EXPECT_EQ(report.first_bad_index, 0);
    EXPECT_EQ(report.vouched_size, 10);
}

TEST_F(VerifyTest, FindsHistoryRewrittenUnderAWitnessWhenItsOwnCheckpointsAreGone) {
    const std::string witnessed = store_->last_checkpoint()->note;
    const StoredEntry row = store_->rows(9, 1).front();
    ASSERT_TRUE(raw_.disarm());
    ASSERT_TRUE(raw_.run("DELETE FROM checkpoint WHERE size > 6;" + rewrite(row, "\"step\":4", "\"step\":5")));

    EXPECT_TRUE(std::ranges::empty(codes(verified()))) << "nothing inside the file tells";
    const VerifyReport report = verified({witnessed});
    EXPECT_THAT(codes(report), ElementsAre("journal.checkpoint-root"));
    EXPECT_EQ(report.attack(), Attack::rewritten_history) << "only one history bears the signature";
    EXPECT_EQ(report.first_bad_index, 6);
}

TEST_F(VerifyTest, PassesOverACheckpointKeptElsewhereThatAgrees) {
    EXPECT_THAT(codes(verified({store_->checkpoints().front().note, store_->last_checkpoint()->note})), IsEmpty());
}

// --- hours ---------------------------------------------------------------------------------------------------------

TEST_F(VerifyTest, TakesHoursFromStampsWhereThereAreAny) {
    stamp(6, 3);

    const VerifyReport report = verified();

    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report.stamps, 1);
    EXPECT_EQ(report.bracket(0), (Bracket{std::nullopt, stamped(3)}));
    EXPECT_EQ(report.bracket(6), (Bracket{stamped(3), said(4)}));
    EXPECT_EQ(report.bracket(10), (Bracket{said(4), std::nullopt}));
}

TEST_F(VerifyTest, KnowsTheHourOfACutTailFromAStamp) {
    stamp(6, 3);
    stamp(10, 5);

    const VerifyReport report = after("DELETE FROM entry WHERE idx >= 8");

    EXPECT_EQ(report.first_bad_index, 8);
    EXPECT_EQ(report.bracket(), (Bracket{stamped(3), stamped(5)}));
}

TEST_F(VerifyTest, LooksAtNoStampUnlessItKnowsHow) {
    store_->add_attestation({6, Attestation::Kind::timestamp, "no token"});

    EXPECT_TRUE(verify(*store_, {trusted_key()}).ok());
}

TEST_F(VerifyTest, FindsAStampThatIsNotOfItsCheckpoint) {
    store_->add_attestation({6, Attestation::Kind::timestamp, stamp_token(morning(3), sha256("another note"))});
    store_->add_attestation({6, Attestation::Kind::cosignature, "a witness's line is no time stamp"});

    const VerifyReport report = verified();

    EXPECT_THAT(codes(report), ElementsAre("journal.stamp"));
    EXPECT_EQ(first(report, "journal.stamp").place.element, "checkpoint 6");
    EXPECT_EQ(report.attack(), Attack::stamp_forged);
    EXPECT_EQ(report.stamps, 0);
    EXPECT_EQ(report.bracket(0), (Bracket{std::nullopt, said(2)}));
}

TEST_F(VerifyTest, FindsAStampWhoseCheckpointIsGone) {
    stamp(6, 3);

    EXPECT_THAT(codes(after("PRAGMA foreign_keys = OFF; DELETE FROM checkpoint WHERE size = 6")),
                ElementsAre("journal.stamp"));
}

TEST_F(VerifyTest, FindsABackDatedEntry) {
    stamp(10, 20);
    store_->commit(with_view(command("late", "dossier/C", 0, {step(1)})));  // says eight, sharp
    make_checkpoint(*store_, test_key(), origin);
    stamp(11, 25);

    const VerifyReport report = verified();

    EXPECT_THAT(codes(report), ElementsAre("journal.back-dated"));
    EXPECT_EQ(first(report, "journal.back-dated").place.element, "entry 10");
    EXPECT_EQ(report.first_bad_index, 10);
    EXPECT_EQ(report.attack(), Attack::back_dated);
    EXPECT_EQ(report.bracket(), (Bracket{stamped(20), stamped(25)})) << "when it truly was recorded";
}

TEST_F(VerifyTest, LetsClocksBeApartAsFarAsItIsTold) {
    stamp(10, 7);
    store_->commit(with_view(command("late", "dossier/A", 5, {step(5)})));  // five past eight

    EXPECT_THAT(codes(verified()), IsEmpty());
    VerifyOptions strict{trusted_key()};
    strict.check_stamp = check_stamp;
    strict.clock_tolerance = std::chrono::seconds(119);
    EXPECT_THAT(codes(verify(*store_, strict)), ElementsAre("journal.back-dated"));
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
            const VerifyReport report = verify(*store, {trusted_key(), replay_of(newest_types), {}, {}});
            RC_ASSERT(!report.ok() || std::ranges::equal(store->rows(0, no_limit), written, {}, &StoredEntry::bytes,
                                                         &StoredEntry::bytes));
        } catch (const Error& e) {
            RC_ASSERT(!e.code().empty());
        }
    }));
}

// --- laws ----------------------------------------------------------------------------------------------------------

/// Whether a row's column, with one byte changed to any other, is found to be that entry altered and nothing else.
TEST_F(VerifyTest, FindsEveryFlippedByteOfARowAndBlamesThatRowAlone) {
    ASSERT_TRUE(raw_.disarm());
    ASSERT_TRUE(raw_.run("PRAGMA foreign_keys = OFF"));
    for (const std::int64_t index : {0, 5, 9}) {
        const StoredEntry row = store_->rows(index, 1).front();
        const auto flip_all = [&](const std::string& column, const std::string& type, const std::string& sound) {
            for (std::size_t at = 0; at < sound.size(); ++at) {
                std::string flipped = sound;
                flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
                ASSERT_TRUE(raw_.run(fmt::format("UPDATE entry SET {} = CAST(x'{}' AS {}) WHERE idx = {}", column,
                                                 to_hex(flipped), type, index)));
                const VerifyReport report = verify(*store_, {trusted_key()});
                EXPECT_EQ(report.first_bad_index, index) << column << " of entry " << index << ", byte " << at;
                EXPECT_EQ(report.attack(), Attack::altered_entry) << column << ", byte " << at;
                EXPECT_EQ(report.vouched_size, 10);
                for (const std::string& code : codes(report)) {
                    EXPECT_THAT(code, testing::AnyOf("journal.hash", "journal.form", "journal.column",
                                                     "journal.version", "journal.personal"));
                }
            }
            ASSERT_TRUE(raw_.run(fmt::format("UPDATE entry SET {} = CAST(x'{}' AS {}) WHERE idx = {}", column,
                                             to_hex(sound), type, index)));
        };
        flip_all("bytes", "TEXT", row.bytes);
        flip_all("leaf", "BLOB", row.leaf);
        flip_all("stream", "TEXT", row.stream);
    }
    EXPECT_THAT(codes(verified()), IsEmpty()) << "all is as it was";
}

/// An honest journal: commands on many streams, with and without personal values, checkpoints and stamps in between.
class HonestJournal {
  public:
    explicit HonestJournal(Store& store) : store_(store) {}

    void act(int what, int which) {
        now_ = Instant(now_.utc() + std::chrono::seconds(1 + which * 7));
        switch (what) {
            case 0: return checkpoint();
            case 1: return stamp();
            case 2: return erase(fmt::format("dossier/{}", which % 5));
            default: return append(fmt::format("dossier/{}", which % 5), 1 + which % 3);
        }
    }

    std::vector<std::string> kept;  ///< by a witness

  private:
    void checkpoint() {
        const std::string note = make_checkpoint(store_, test_key(), origin);
        if (kept.size() < 3) kept.push_back(note);
    }

    void stamp() {
        const auto newest = store_.last_checkpoint();
        if (!newest || newest->size != store_.size()) return;  // a checkpoint is never older than a second
        store_.add_attestation({newest->size, Attestation::Kind::timestamp, stamp_token(now_, sha256(newest->note))});
    }

    void append(const std::string& stream, int events) {
        const std::int64_t version = store_.version(stream);
        std::vector<NewEvent> happened;
        for (int i = 0; i < events; ++i) {
            happened.push_back(i == 0 && version == 0 ? applicant("Trần Văn " + stream) : step(i));
        }
        Commit commit = with_view(command(fmt::format("c{}", ++commands_), stream, version, happened));
        commit.at = now_;
        store_.commit(commit);
    }

    void erase(const std::string& stream) {
        if (store_.version(stream) > 0) store_.commit(destruction(fmt::format("c{}", ++commands_), stream));
    }

    Store& store_;
    Instant now_ = morning(0);
    int commands_ = 0;
};

RC_GTEST_PROP(VerifyProperty, RaisesNoFalseAlarm, ()) {
    const TemporaryFolder folder;
    const auto store = create_sqlite_store(folder.path() / "j.db");
    HonestJournal journal(*store);
    const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 8), rc::gen::inRange(0, 15)));
    for (const auto& [what, which] : steps) journal.act(what, which);

    const VerifyReport report = verify(*store, {trusted_key(), replay_of(newest_types), journal.kept, {}, check_stamp});

    RC_ASSERT(report.findings.empty());
    RC_ASSERT(report.entries == store->size());
}

}  // namespace
}  // namespace trien::journal
