// SPDX-License-Identifier: Apache-2.0
// The gate by the command line.
#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;

const fs::path source(TRIEN_SOURCE_DIR);
const std::string procedure = (source / "processes" / "2.000815-chung-thuc-ban-sao.bpmn").string();
const std::string organisation = (source / "examples" / "demo-office" / "organisation.json").string();

class Gate : public Office {
  protected:
    /// The shipped procedure with one passage replaced.
    std::string changed(const std::string& old_passage, const std::string& new_passage) {
        std::string text = read_file(procedure);
        const auto at = text.find(old_passage);
        if (at == std::string::npos) throw std::logic_error("no such passage: " + old_passage);
        write_file(temporary("doi.bpmn"), text.replace(at, old_passage.size(), new_passage));
        return temporary("doi.bpmn");
    }
};

TEST_F(Gate, LetsTheShippedProcedurePassWithTheOfficeThatIsToWorkByIt) {
    const Ran ran = expect(0, {"procedure", "lint", procedure, "--organisation", organisation, "--on", "2026-11-23"});

    EXPECT_THAT(ran.out, AllOf(HasSubstr("every case comes to an end"), HasSubstr("Verdict: may be issued"),
                               HasSubstr("stops when any one of these is on leave: Nguyễn Văn An")));
}

TEST_F(Gate, SaysWhatItCouldNotCheckWithoutAnOffice) {
    EXPECT_THAT(expect(0, {"procedure", "lint", procedure}).out, HasSubstr("Not checked: staffing"));
}

TEST_F(Gate, StopsAProcedureThatRestsOnATextNoLongerInForce) {
    const std::string file = changed(R"(number="226/2016/TT-BTC" validFrom="2017-01-01")",
                                     R"(number="226/2016/TT-BTC" validFrom="2017-01-01" validTo="2026-06-30")");
    const Ran ran = expect(1, {"procedure", "lint", file, "--on", "2026-11-23"});

    EXPECT_THAT(ran.out, AllOf(HasSubstr("GATE-040: 226/2016/TT-BTC is no longer in force after 2026-06-30"),
                               HasSubstr("Verdict: may not be issued")));
}

TEST_F(Gate, IsDataToo) {
    const Json answer = json({"procedure", "lint", procedure, "--organisation", organisation});

    const Json& gate = answer["files"][0]["gate"];
    EXPECT_EQ(gate["schema"], "trien.gate/1");
    EXPECT_EQ(gate["mayIssue"], true);
    EXPECT_EQ(gate["separation"][0]["witness"]["sign"], "an.nguyen");
    EXPECT_EQ(gate["staffing"][3]["holders"][0], "lan.vu");
}

TEST_F(Gate, RefusesADayThatIsNone) {
    expect(2, {"procedure", "lint", procedure, "--on", "hôm nay"});
}

}  // namespace
}  // namespace trien::scenario
