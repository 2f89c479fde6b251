// SPDX-License-Identifier: Apache-2.0
// What happens to the journal of an office: personal data that must go, deadlines that pass.
#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class JournalScenario : public Office {
  protected:
    /// A case that was refused at the examination: finished, with the requester's name in the journal.
    std::string refused_case() {
        const std::string dossier = open_case();
        expect(0, {"task", "complete", task(dossier), "--as", "duc.pham"});
        expect(0, {"task", "refuse", task(dossier), "--as", "ha.le", "--ground", "R22.2"});
        return dossier;
    }

    /// True if the bytes stand anywhere in the journal's files.
    bool journal_holds(const std::string& bytes) {
        for (const char* name : {"journal.db", "journal.db-wal"}) {
            const auto file = folder() / name;
            if (std::filesystem::exists(file) && read_file(file).find(bytes) != std::string::npos) return true;
        }
        return false;
    }
};

TEST_F(JournalScenario, TwoPeopleDestroyPersonalDataAndTheJournalStaysProved) {
    const std::string dossier = refused_case();
    const std::string name = json({"dossier", "show", dossier}).at("requester").get<std::string>();
    ASSERT_THAT(name, Not(IsEmpty()));
    expect(0, {"personal", "request", dossier, "--as", "lan.vu", "--ground", "H14.3", "--retention", "10 năm"});
    expect(0, {"personal", "destroy", dossier, "--as", "an.nguyen"});

    EXPECT_EQ(json({"dossier", "show", dossier}).at("requester"), "");
    EXPECT_EQ(json({"personal", "list"}).at("destructions").at(0).at("approvedBy"), "an.nguyen");
    EXPECT_FALSE(journal_holds(name));
    EXPECT_THAT(expect(0, {"journal", "verify"}).out, HasSubstr("VALID"));
}

TEST_F(JournalScenario, PersonalDataAreNotDestroyedByOnePersonNorWithoutGroundNorBeforeTheEnd) {
    const std::string running = open_case();
    EXPECT_THAT(expect(9, {"personal", "request", running, "--as", "lan.vu", "--ground", "H14.3"}).err,
                HasSubstr("personal.running"));
    const std::string dossier = refused_case();
    expect(5, {"personal", "request", dossier, "--as", "duc.pham", "--ground", "H14.3"});
    EXPECT_NE(trien({"personal", "request", dossier, "--as", "lan.vu", "--ground", "H99"}).exit, 0);
    EXPECT_THAT(expect(9, {"personal", "destroy", dossier, "--as", "an.nguyen"}).err,
                HasSubstr("personal.not-requested"));
    expect(0, {"personal", "request", dossier, "--as", "lan.vu", "--ground", "H14.3"});
    expect(5, {"personal", "destroy", dossier, "--as", "lan.vu"});

    EXPECT_THAT(json({"dossier", "show", dossier}).at("requester").get<std::string>(), Not(IsEmpty()));
}

TEST_F(JournalScenario, ACaseBecomesOverdueOnceWhenItsDeadlinePasses) {
    const std::string dossier = open_case();
    EXPECT_EQ(json({"worker", "--once"}).at("fired"), 0);
    date("2026-11-25");

    EXPECT_EQ(json({"worker", "--once"}).at("fired"), 1);
    EXPECT_EQ(json({"worker", "--once"}).at("fired"), 0);

    const Json shown = json({"dossier", "show", dossier});
    EXPECT_THAT(shown.at("overdueSince").get<std::string>(), HasSubstr("2026-11-25"));
    EXPECT_EQ(shown.at("events").back().at("type"), "deadline.passed");
    expect(0, {"journal", "verify"});
}

TEST_F(JournalScenario, AFinishedCaseHasNoDeadline) {
    (void)refused_case();
    date("2026-11-25");

    EXPECT_EQ(json({"worker", "--once"}).at("fired"), 0);
}

}  // namespace
}  // namespace trien::scenario
