// SPDX-License-Identifier: Apache-2.0
// What the office shows of its journal convinces somebody who has nothing of its program, and only as long as it is
// true.
#include <fstream>

#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

namespace fs = std::filesystem;

class Audit : public Office {
  protected:
    /// The first line of a file.
    static std::string line(const fs::path& file) {
        const std::string text = read_file(file);
        return text.substr(0, text.find('\n'));
    }
    [[nodiscard]] std::string log_key() const { return line(folder() / "journal.pub"); }
    [[nodiscard]] std::string witness() const { return temporary("nhan-chung"); }
    [[nodiscard]] std::string witness_key() const { return line(fs::path(witness()) / "witness.pub"); }

    /// The verifier that shares nothing with the program.
    static Ran audit(std::vector<std::string> words) {
        words.insert(words.begin(), {"python3", "-B", TRIEN_SOURCE_DIR "/audit/trien_audit.py"});
        return run(words);
    }
    Ran audit_proof(const std::string& file, const std::vector<std::string>& more = {}) {
        std::vector<std::string> words = {"proof", file, "--key", log_key()};
        words.insert(words.end(), more.begin(), more.end());
        return audit(words);
    }
    Ran audit_log(const std::vector<std::string>& more = {}) {
        std::vector<std::string> words = {"log", (folder() / "log").string(), "--key", log_key()};
        words.insert(words.end(), more.begin(), more.end());
        return audit(words);
    }

    /// Somebody outside who watches this office's journal, and whom the office knows.
    void appoint_witness() {
        expect(0, {"witness", "init", witness(), "--name", "thanh-tra.vn/nhan-chung"});
        expect(0, {"witness", "add-log", witness(), log_key()});
        fs::copy_file(fs::path(witness()) / "witness.pub", folder() / "trust" / "thanh-tra.pub");
    }

    /// Request, signature, and the way back.
    void have_it_cosigned() {
        expect(0, {"journal", "witness-request", "--out", temporary("request")});
        expect(0, {"witness", "cosign", witness(), temporary("request"), "--out", temporary("line")});
        expect(0, {"journal", "cosign", temporary("line")});
    }

    /// The office as it is now, to be put back later or to be led another way.
    [[nodiscard]] fs::path copy_of_office(const std::string& name) const {
        const fs::path copy = temporary(name);
        fs::copy(folder(), copy, fs::copy_options::recursive);
        return copy;
    }
    Ran trien_in(const fs::path& office, std::vector<std::string> words) {
        words.insert(words.begin(), {TRIEN_PROGRAM, "--lang", "en"});
        return run(words, {{"TRIEN_INSTANCE", office.string()},
                           {"TRIEN_NOW", "2026-11-16T10:00:00+07:00"},
                           {"TRIEN_DATA", TRIEN_SOURCE_DIR}});
    }
};

TEST_F(Audit, TheHistoryOfACaseConvincesTheVerifierApart) {
    (void)certified_copy();
    appoint_witness();
    have_it_cosigned();
    const std::string dossier = json({"dossier", "list"}).at("dossiers").at(0).at("dossier").get<std::string>();
    const std::string file = temporary("bang-chung.json");
    expect(0, {"journal", "prove", "--dossier", dossier, "--out", file});

    const Ran judged = audit_proof(file, {"--witness", witness_key()});

    EXPECT_EQ(judged.exit, 0) << judged.out << judged.err;
    EXPECT_THAT(judged.out, HasSubstr("HỢP LỆ · VALID"));
    EXPECT_THAT(judged.out, HasSubstr("dossier/" + dossier + ": versions 1, 2, 3"));
    EXPECT_THAT(judged.out, HasSubstr("delegation/12/QĐ-UBND"));
    EXPECT_THAT(judged.out, HasSubstr("witness thanh-tra.vn/nhan-chung signed"));
    EXPECT_THAT(read_file(file), Not(HasSubstr("Hoàng Minh Châu"))) << "no personal value";
}

TEST_F(Audit, ADamagedProofConvincesNobody) {
    (void)open_case();
    appoint_witness();
    have_it_cosigned();
    const std::string sound = canonical(json({"journal", "prove", "2"}));
    const std::string file = temporary("proof.json");
    write_file(file, sound);
    ASSERT_EQ(audit_proof(file, {"--witness", witness_key()}).exit, 0) << sound;

    // Every part of it is hit: the file is about two thousand bytes long.
    for (std::size_t at = 0; at < sound.size(); at += 41) {
        std::string damaged = sound;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        write_file(file, damaged);

        const Ran judged = audit_proof(file, {"--witness", witness_key()});

        EXPECT_THAT(judged.exit, AnyOf(1, 4)) << "byte " << at << ": " << judged.out << judged.err;
        EXPECT_THAT(judged.out, AnyOf(HasSubstr("INVALID"), HasSubstr("UNREADABLE"))) << "byte " << at;
    }
}

TEST_F(Audit, AnEvidenceFileThatWasTouchedConvincesNobody) {
    const std::string dossier = case_ready_to_sign();
    const Json sound = json({"journal", "prove", "--dossier", dossier});
    const auto judge = [&](const std::function<void(Json&)>& change) {
        Json changed = sound;
        change(changed);
        write_file(temporary("e.json"), changed.dump());
        return audit_proof(temporary("e.json"));
    };
    const auto replaced = [](Json& text, const std::string& from, const std::string& to) {
        std::string value = text.get<std::string>();
        value.replace(value.find(from), from.size(), to);
        text = value;
    };

    EXPECT_EQ(judge([](Json&) {}).exit, 0);
    EXPECT_EQ(judge([&](Json& e) { replaced(e["proofs"][1]["entry"], "duc.pham", "lan.vu"); }).exit, 1);
    EXPECT_EQ(judge([&](Json& e) { replaced(e["proofs"][1]["checkpoint"], "\n\n", "\nx\n\n"); }).exit, 1);
    EXPECT_EQ(judge([](Json& e) { std::swap(e["proofs"][0]["entry"], e["proofs"][1]["entry"]); }).exit, 1);
    EXPECT_EQ(judge([](Json& e) { std::swap(e["proofs"][0]["path"], e["proofs"][1]["path"]); }).exit, 1);
    EXPECT_EQ(judge([](Json& e) { e["proofs"][1]["path"].erase(0); }).exit, 1);
    EXPECT_EQ(judge([](Json& e) { e["proofs"][1]["index"] = 0; }).exit, 1);
    EXPECT_EQ(judge([](Json& e) { e["journal"] = "trien.vn/khac+00000000+AAAA"; }).exit, 1);
    EXPECT_EQ(judge([](Json& e) { e["proofs"] = Json::array(); }).exit, 1);
    const Ran gap = judge([](Json& e) { e["proofs"].erase(1); });
    EXPECT_THAT(gap.out, HasSubstr("versions 1, 3")) << "what is left out is seen";
}

TEST_F(Audit, ThePublishedLogConvincesTheVerifierApart) {
    (void)open_case();
    expect(0, {"journal", "checkpoint"});
    const std::string old = temporary("old-checkpoint");
    fs::copy_file(folder() / "log" / "checkpoint", old);
    (void)case_ready_to_sign();
    appoint_witness();
    have_it_cosigned();

    const Ran judged = audit_log({"--old", old, "--witness", witness_key()});
    const std::string from_files = expect(0, {"journal", "prove", "1", "--log", (folder() / "log").string()}).out;
    write_file(temporary("p.json"), from_files);

    EXPECT_EQ(judged.exit, 0) << judged.out << judged.err;
    EXPECT_THAT(judged.out, HasSubstr("continues the old checkpoint"));
    EXPECT_EQ(audit_proof(temporary("p.json"), {"--witness", witness_key()}).exit, 0);
    EXPECT_EQ(from_files, expect(0, {"journal", "prove", "1"}).out);
}

TEST_F(Audit, ADamagedLogConvincesNobody) {
    (void)open_case();
    expect(0, {"journal", "checkpoint"});
    ASSERT_EQ(audit_log().exit, 0);

    for (const auto& entry : fs::recursive_directory_iterator(folder() / "log")) {
        if (!entry.is_regular_file()) continue;
        const std::string sound = read_file(entry.path());
        for (const std::size_t at : {std::size_t{0}, sound.size() / 2, sound.size() - 2}) {
            std::string damaged = sound;
            damaged[at] = static_cast<char>(damaged[at] ^ 1);
            std::ofstream(entry.path(), std::ios::binary) << damaged;

            const Ran judged = audit_log();

            EXPECT_THAT(judged.exit, AnyOf(1, 4))
                << entry.path() << ", byte " << at << ": " << judged.out << judged.err;
        }
        std::ofstream(entry.path(), std::ios::binary) << sound;
    }
    EXPECT_EQ(audit_log().exit, 0);
}

TEST_F(Audit, TheWitnessDoesNotSignTwoHistories) {
    (void)open_case();
    const fs::path other = copy_of_office("other");
    appoint_witness();
    (void)open_case();
    have_it_cosigned();
    for (int i = 0; i < 2; ++i) {
        ASSERT_EQ(
            trien_in(other, {"dossier", "open", "--as", "duc.pham", "--procedure", "2.000815", "--requester",
                             "Người khác", "--original", scan(), "--title", "Bằng", "--pages", "1", "--sheets", "1"})
                .exit,
            0);
    }
    const std::string state = (fs::path(witness()) / "witness.json").string();
    const Json checkpoint = json({"journal", "checkpoint"});
    const std::string size = std::to_string(checkpoint.at("size").get<int>());
    ASSERT_EQ(trien_in(other, {"journal", "witness-request", "--old", size, "--out", temporary("fork")}).exit, 0);

    const Ran refused = expect(1, {"witness", "cosign", witness(), temporary("fork")});
    const Ran verified = trien_in(other, {"journal", "verify", "--witnessed", state});

    EXPECT_THAT(refused.err, HasSubstr("witness.proof"));
    EXPECT_EQ(refused.out, "");
    EXPECT_EQ(verified.exit, 1);
    EXPECT_THAT(verified.err, HasSubstr("journal.fork"));
    expect(0, {"journal", "verify", "--witnessed", state});
}

TEST_F(Audit, AnOldCopyPutBackIsSeen) {
    (void)open_case();
    const fs::path old = copy_of_office("old");
    appoint_witness();
    (void)open_case();
    have_it_cosigned();
    const fs::path published = temporary("published");
    fs::copy(folder() / "log", published, fs::copy_options::recursive);

    // The whole office as it was: nothing in it contradicts itself.
    const std::string state = (fs::path(witness()) / "witness.json").string();
    EXPECT_EQ(trien_in(old, {"journal", "verify"}).exit, 0);
    for (const std::string& kept : {state, (published / "checkpoint").string()}) {
        const Ran verified = trien_in(old, {"journal", "verify", "--witnessed", kept});
        EXPECT_EQ(verified.exit, 1) << kept;
        EXPECT_THAT(verified.err, HasSubstr("journal.rolled-back")) << kept;
    }

    // Only the database as it was: it is not published over what was shown already.
    fs::copy_file(old / "journal.db", folder() / "journal.db", fs::copy_options::overwrite_existing);
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(folder() / (std::string("journal.db") + suffix));
    EXPECT_THAT(expect(1, {"journal", "checkpoint"}).err, HasSubstr("tiles.ahead"));
}

TEST_F(Audit, AWitnessAsksForTheSizeItSignedLast) {
    appoint_witness();
    (void)open_case();
    have_it_cosigned();
    expect(0, {"journal", "witness-request", "--old", "0", "--out", temporary("request")});

    const Ran refused = expect(9, {"witness", "cosign", witness(), temporary("request")});

    EXPECT_THAT(refused.err, HasSubstr("--old "));
    expect(4, {"journal", "cosign", temporary("request")});
    expect(4, {"witness", "add-log", witness(), "khóa lạ"});
    expect(4, {"witness", "cosign", witness(), (folder() / "journal.pub").string()});
    expect(2, {"journal", "prove"});
    expect(2, {"journal", "prove", "1", "--dossier", "x"});
    expect(4, {"journal", "prove", "1000000"});
}

}  // namespace
}  // namespace trien::scenario
