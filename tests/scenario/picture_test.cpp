// SPDX-License-Identifier: Apache-2.0
// A procedure's picture by the command line.
#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

const std::string procedure = (fs::path(TRIEN_SOURCE_DIR) / "processes" / "2.000815-chung-thuc-ban-sao.bpmn").string();

class Picture : public Office {};

TEST_F(Picture, OfAProcedureGoesToStandardOutput) {
    EXPECT_THAT(expect(0, {"procedure", "svg", procedure}).out,
                AllOf(StartsWith("<?xml"), HasSubstr("<title>Đóng dấu</title>")));
}

TEST_F(Picture, OfAProcedureGoesToAFileWithItsStepsHighlighted) {
    expect(0,
           {"procedure", "svg", procedure, "-o", temporary("so-do.svg"), "--highlight", "sign", "--highlight", "seal"});

    EXPECT_THAT(read_file(temporary("so-do.svg")),
                AllOf(HasSubstr("class=\"element highlight\" data-element=\"sign\""),
                      HasSubstr("class=\"element highlight\" data-element=\"seal\"")));
}

TEST_F(Picture, OfWhatIsNotThereIsRefused) {
    EXPECT_THAT(expect(2, {"procedure", "svg", procedure, "--highlight", "nowhere"}).err, HasSubstr("(nowhere)"));
    EXPECT_THAT(expect(2, {"procedure", "svg", procedure, "--diagram", "2"}).err, HasSubstr("has 1 diagram"));
    EXPECT_THAT(expect(4, {"procedure", "svg", temporary("absent.bpmn")}).err, HasSubstr("absent.bpmn"));
}

TEST_F(Picture, OfAFaultyFileIsAnsweredWithItsFaults) {
    write_file(temporary("hong.bpmn"), "<a>\n  <b>\n</a>");

    EXPECT_THAT(expect(1, {"procedure", "svg", temporary("hong.bpmn"), "-o", temporary("so-do.svg")}).err,
                HasSubstr("hong.bpmn:3"));
    EXPECT_FALSE(fs::exists(temporary("so-do.svg")));
}

}  // namespace
}  // namespace trien::scenario
