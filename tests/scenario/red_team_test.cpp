// SPDX-License-Identifier: Apache-2.0
// Thirteen attacks on an office by somebody who has its files and its database, and in some its signing key. Ten must
// be reported with their class, the first bad entry and the time bracket; for three, what bounds them must hold.
//
// A witness elsewhere has seen the journal; that is what stands against whoever owns the machine.
#include "tests/scenario/office.hpp"
#include "tests/support/tsa.hpp"

namespace trien::scenario {
namespace {

using testing::HasSubstr;

class RedTeam : public Office {
  protected:
    /// A delegation, a certified copy, and a case that was refused: some forty entries, seen by a witness.
    RedTeam() {
        copy_ = certified_copy();
        refused_ = open_case();
        expect(0, {"task", "complete", task(refused_), "--as", "duc.pham"});
        expect(0, {"task", "refuse", task(refused_), "--as", "ha.le", "--ground", "R22.2"});
        expect(0, {"witness", "init", witness(), "--name", "trien.vn/nhan-chung"});
        std::string key = read_file(folder() / "journal.pub");
        key.pop_back();
        expect(0, {"witness", "add-log", witness(), key});
        cosign();
        size_ = number("SELECT count(*) FROM entry");
        target_ = number("SELECT min(idx) FROM entry WHERE bytes LIKE '{\"actor\":\"ha.le\"%'");
    }

    [[nodiscard]] std::string witness() const { return temporary("nhan-chung"); }
    [[nodiscard]] std::string database() const { return (folder() / "journal.db").string(); }

    /// The witness is shown the journal as it is now, and signs if that continues what it signed last.
    Ran ask_witness() {
        expect(0, {"journal", "checkpoint"});
        expect(0, {"journal", "witness-request", "--old", std::to_string(seen_), "--out", temporary("yeu-cau")});
        return trien({"witness", "cosign", witness(), temporary("yeu-cau"), "--out", temporary("dong-ky")});
    }
    void cosign() {
        const Ran ran = ask_witness();
        ASSERT_EQ(ran.exit, 0) << ran.err;
        seen_ = number("SELECT count(*) FROM entry");
        // An auditor keeps what the witness had signed at each visit.
        kept_.push_back(temporary("nhan-chung-" + std::to_string(seen_) + ".json"));
        std::filesystem::copy_file(witness() + "/witness.json", kept_.back());
    }

    /// SQL by somebody with the file in his hands: guards off first, and on again afterwards.
    std::string sql(const std::string& statements) {
        const Ran guards = run({"sqlite3", database(), "SELECT name FROM sqlite_master WHERE type='trigger'"});
        const Ran texts = run({"sqlite3", database(), "SELECT sql || ';' FROM sqlite_master WHERE type='trigger'"});
        std::string script = "PRAGMA foreign_keys = OFF;";
        std::istringstream names(guards.out);
        for (std::string name; std::getline(names, name);) script += "DROP TRIGGER " + name + ";";
        const Ran done = run({"sqlite3", database(), script + statements + ";" + texts.out});
        EXPECT_EQ(done.exit, 0) << done.err;
        return done.out;
    }
    std::int64_t number(const std::string& query) { return std::stoll(run({"sqlite3", database(), query}).out); }

    /// What the auditor sees, with the witness's word.
    Json verified() {
        std::vector<std::string> words = {"--json", "journal", "verify"};
        for (const std::string& file : kept_) words.insert(words.end(), {"--witnessed", file});
        return Json::parse(trien(words).out);
    }

    /// The attack is named, its first entry found, and both ends of the bracket are known.
    void expect_found(const std::string& attack, std::int64_t first_bad) {
        const Json report = verified();
        EXPECT_FALSE(report.at("ok").get<bool>());
        EXPECT_EQ(report.value("attack", ""), attack) << report.dump(1);
        EXPECT_EQ(report.value("firstBadIndex", -1), first_bad) << report.dump(1);
        EXPECT_TRUE(report.contains("recordedAfter") || first_bad == 0) << report.dump(1);
        EXPECT_TRUE(report.contains("recordedBefore")) << report.dump(1);
    }

    /// The journal as it is now, to be put back later.
    void keep_copy() { sql_copy(temporary("cu.db")); }
    void sql_copy(const std::string& to) { run({"sqlite3", database(), "VACUUM INTO '" + to + "'"}); }
    void put_back() {
        for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(database() + suffix);
        std::filesystem::copy_file(temporary("cu.db"), database(), std::filesystem::copy_options::overwrite_existing);
    }
    /// Anything that adds entries.
    void work_on() { expect(0, {"task", "claim", task(open_case()), "--as", "duc.pham"}); }

    /// Changes an entry and everything that hangs on it: hashes, links, the stored tree. Without the signing key, the
    /// checkpoints stay as they are.
    void rewrite_history() {
        const Ran done =
            run({"python3", TRIEN_SOURCE_DIR "/tests/support/rewrite_history.py", database(), std::to_string(target_)});
        EXPECT_EQ(done.exit, 0) << done.err;
    }

    std::string copy_;
    std::string refused_;
    std::int64_t size_ = 0;
    std::int64_t seen_ = 0;  ///< by the witness
    std::vector<std::string> kept_;
    std::int64_t target_ = 0;  ///< an act of the examining clerk
    tsa::Authority authority_;
    tsa::Server server_{authority_};
};

TEST_F(RedTeam, NobodyIsAccusedWhenNothingWasDone) {
    const Json report = verified();

    EXPECT_TRUE(report.at("ok").get<bool>()) << report.dump(1);
    EXPECT_FALSE(report.contains("attack"));
}

TEST_F(RedTeam, Attack01ARowIsUpdated) {
    sql("UPDATE entry SET bytes = replace(bytes, 'ha.le', 'an.ho') WHERE idx = " + std::to_string(target_));

    expect_found("altered-entry", target_);
}

TEST_F(RedTeam, Attack02ARowIsDeletedFromTheMiddle) {
    sql("DELETE FROM personal WHERE idx = " + std::to_string(target_) +
        "; DELETE FROM entry WHERE idx = " + std::to_string(target_));

    expect_found("removed-entry", target_);
}

TEST_F(RedTeam, Attack03TheTailIsCutWithTheCheckpointsThatKnewIt) {
    const auto keep = size_ - 4;
    sql("DELETE FROM attestation WHERE size > " + std::to_string(keep) + "; DELETE FROM checkpoint WHERE size > " +
        std::to_string(keep) + "; DELETE FROM personal WHERE idx >= " + std::to_string(keep) +
        "; DELETE FROM entry WHERE idx >= " + std::to_string(keep));

    const Json report = verified();
    EXPECT_THAT(report.value("attack", ""), testing::AnyOf("cut-tail", "rolled-back")) << report.dump(1);
    EXPECT_EQ(report.value("firstBadIndex", -1), keep);
}

TEST_F(RedTeam, Attack04EverythingIsRewrittenAndChainedAgain) {
    rewrite_history();

    expect_found("rewritten-history", target_);
}

TEST_F(RedTeam, Attack05TwoHistoriesAreShown) {
    keep_copy();
    work_on();
    cosign();  // the witness sees one of them
    put_back();
    std::filesystem::remove_all(folder() / "log");
    date("2026-11-25");
    (void)open_case();
    (void)open_case();
    const Ran asked = ask_witness();

    expect_found("split-view", size_);
    EXPECT_NE(asked.exit, 0) << "the witness signs only one of the two";
}

TEST_F(RedTeam, Attack06AnOldCopyIsPutBack) {
    keep_copy();
    work_on();
    cosign();
    put_back();

    const Json report = verified();
    EXPECT_EQ(report.value("attack", ""), "rolled-back") << report.dump(1);
    EXPECT_EQ(report.value("firstBadIndex", -1), size_);
    EXPECT_TRUE(report.contains("recordedAfter"));
}

TEST_F(RedTeam, Attack07AnEntryIsBackDated) {
    for (const auto& file : std::filesystem::directory_iterator(authority_.trust())) {
        std::filesystem::copy_file(file.path(), folder() / "trust" / file.path().filename());
    }
    expect(0, {"journal", "stamp", "--url", server_.url()});
    // The authority's clock is today's; a week-old hour after it can only be a lie.
    (void)open_case();
    expect(0, {"journal", "stamp", "--url", server_.url(), "--force"});

    expect_found("back-dated", size_);
}

TEST_F(RedTeam, Attack08AnActIsNeverRecordedAndItsPaperProvesNothing) {
    keep_copy();
    const std::string dossier = case_ready_to_sign();
    expect(0, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()});
    const Json sealed = json({"certify", "seal", dossier, "--as", "lan.vu", "--pin-file", pin()});
    const std::string secret = temporary("giau.pdf");
    std::filesystem::copy_file(sealed.at("file").get<std::string>(), secret);
    put_back();  // as if it had never been written

    const Ran verified = trien({"verify", secret});
    EXPECT_NE(verified.exit, 0) << verified.out;
    EXPECT_THAT(verified.out, HasSubstr("journal"));
}

TEST_F(RedTeam, Attack09AStateTableIsEditedAndTheJournalLeftAlone) {
    sql("UPDATE view_row SET body = replace(body, '\"status\":\"refused\"', '\"status\":\"done\"')"
        " WHERE view = 'dossier' AND key = '" +
        refused_ + "'");

    const Json report = verified();
    EXPECT_EQ(report.value("attack", ""), "view-altered") << report.dump(1);
    EXPECT_TRUE(report.contains("firstBadIndex"));
}

TEST_F(RedTeam, Attack10AStolenServerKeyRewritesOnlyWhatNoWitnessHasSeen) {
    rewrite_history();
    sql("DELETE FROM attestation; DELETE FROM checkpoint; DELETE FROM node");
    std::filesystem::remove_all(folder() / "log");
    const Ran asked = ask_witness();  // signed anew with the office's own key

    EXPECT_TRUE(json({"journal", "verify"}).at("ok").get<bool>()) << "nothing on the machine itself can tell";
    const Json report = verified();
    EXPECT_EQ(report.value("attack", ""), "split-view") << report.dump(1);
    EXPECT_NE(asked.exit, 0) << "and the witness signs it no more";
}

TEST_F(RedTeam, Attack11AnotherPersonsSessionSignsNothingWithoutHisKey) {
    const std::string dossier = case_ready_to_sign();

    // The clerk's session, but only one's own key; then after the delegation's last day.
    const Ran wrong_key = trien({"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin(), "--p12",
                                 (folder() / "keys" / "ha.le.p12").string()});
    EXPECT_NE(wrong_key.exit, 0);
    date("2027-06-01");
    EXPECT_EQ(trien({"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()}).exit, 5);
}

TEST_F(RedTeam, Attack12EvidenceIsErasedWithoutTheTwoPeople) {
    sql("DELETE FROM personal_key WHERE stream = 'dossier/" + refused_ + "'");
    const auto first = number("SELECT min(idx) FROM entry WHERE stream = 'dossier/" + refused_ + "'");

    expect_found("personal-value-altered", first);
}

TEST_F(RedTeam, Attack13TheApprovedProcedureIsChangedAfterwards) {
    const std::string digest = json({"dossier", "show", refused_}).at("procedureDigest").get<std::string>();
    const auto blob = folder() / "blobs" / digest.substr(0, 2) / digest.substr(2);
    std::string bytes = read_file(blob);
    bytes.replace(bytes.find("15:00"), 5, "17:00");
    std::filesystem::permissions(blob, std::filesystem::perms::owner_all);
    write_file(blob, bytes);
    const auto first = number("SELECT min(idx) FROM entry WHERE stream = 'procedure/2.000815'");

    expect_found("definition-changed", first);
}

}  // namespace
}  // namespace trien::scenario
