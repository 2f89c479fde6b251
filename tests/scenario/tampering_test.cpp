// SPDX-License-Identifier: Apache-2.0
// Whatever is changed after the fact is seen, and said in a sentence.
#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

class Tampering : public Office {
  protected:
    /// Runs SQL on the journal as somebody with the file in his hands: guards taken off first.
    void as_attacker(const std::string& sql) {
        const std::string database = (folder() / "journal.db").string();
        const Ran triggers = run({"sqlite3", database, "SELECT name FROM sqlite_master WHERE type='trigger'"});
        std::string script;
        std::istringstream names(triggers.out);
        for (std::string name; std::getline(names, name);) script += "DROP TRIGGER " + name + ";";
        const Ran done = run({"sqlite3", database, script + sql});
        ASSERT_EQ(done.exit, 0) << done.err;
    }
};

TEST_F(Tampering, OneByteOfTheDocumentIsDetected) {
    const std::string copy = certified_copy();
    const std::string bytes = read_file(copy);
    // In the page's content, in the attached evidence, in the last bytes.
    for (const std::size_t at : {bytes.size() / 10, bytes.size() / 2, bytes.size() - 3}) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        const std::string file = temporary("sua.pdf");
        write_file(file, changed);

        const Ran verified = expect(1, {"verify", file});

        EXPECT_THAT(verified.out, HasSubstr("INVALID")) << "byte " << at;
        EXPECT_THAT(verified.out, HasSubstr("✗")) << "byte " << at;
    }
}

TEST_F(Tampering, AppendedBytesAreDetected) {
    const std::string copy = certified_copy();
    const std::string file = temporary("them.pdf");
    write_file(file, read_file(copy) + " ");

    EXPECT_THAT(expect(1, {"verify", file}).out, AnyOf(HasSubstr("changed-after-signing"), HasSubstr("malformed")));
}

TEST_F(Tampering, ARowOfTheJournalIsDetected) {
    (void)certified_copy();
    as_attacker("UPDATE entry SET bytes = replace(bytes, 'ha.le', 'lan.vu') WHERE idx = 5");

    const Ran verified = expect(1, {"journal", "verify"});

    EXPECT_THAT(verified.err, HasSubstr("entry"));
}

TEST_F(Tampering, TheDelegationsDatesInTheViewAreDetectedAndNotBelieved) {
    grant_delegation("2026-11-16", "2026-11-16");
    as_attacker("UPDATE view_row SET body = replace(body, '\"to\":\"2026-11-16\"', '\"to\":\"2027-11-16\"')");
    date("2026-11-17");
    const std::string dossier = case_ready_to_sign();

    const Ran refused = expect(5, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()});
    const Ran verified = expect(1, {"journal", "verify"});

    EXPECT_THAT(refused.err, HasSubstr("authority.expired"));
    EXPECT_THAT(verified.err, HasSubstr("delegation"));
}

TEST_F(Tampering, TheDelegationsDatesInTheJournalAreDetected) {
    grant_delegation("2026-11-16", "2026-11-16");
    as_attacker("UPDATE entry SET bytes = replace(bytes, '\"to\":\"2026-11-16\"', '\"to\":\"2027-11-16\"')");

    const Ran verified = expect(1, {"journal", "verify"});
    const Ran listed = trien({"delegation", "list"});

    EXPECT_THAT(verified.err, HasSubstr("hash"));
    EXPECT_NE(listed.exit, 0) << "an altered entry is not handed out";
}

TEST_F(Tampering, ADocumentOfAnotherOfficeIsNotTrusted) {
    const std::string copy = certified_copy();
    const std::string other = temporary("other");
    ASSERT_EQ(run({TRIEN_PROGRAM, "init", other, "--demo"}, {{"TRIEN_DATA", TRIEN_SOURCE_DIR}}).exit, 0);

    const Ran verified = run({TRIEN_PROGRAM, "--lang", "en", "verify", copy, "--trust", other + "/trust"});

    EXPECT_NE(verified.exit, 0);
    EXPECT_THAT(verified.out, HasSubstr("untrusted"));
}

}  // namespace
}  // namespace trien::scenario
