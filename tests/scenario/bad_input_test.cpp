// SPDX-License-Identifier: Apache-2.0
// Every stage refuses bad input with a located error, the exit code of the table, and nothing half-written.
#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;

class BadInput : public Office {
  protected:
    std::string file(const std::string& name, const std::string& content) {
        const std::string path = temporary(name);
        write_file(path, content);
        return path;
    }
    std::string procedure_with(const std::string& from, const std::string& to) {
        std::string text = read_file(fs::path(TRIEN_SOURCE_DIR) / "processes" / "2.000815-chung-thuc-ban-sao.bpmn");
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
        return file("sai.bpmn", text);
    }
};

TEST_F(BadInput, OcrOfSomethingThatIsNoImage) {
    const Ran ran = expect(4, {"ocr", file("thu.jpg", "không phải ảnh"), temporary("ra.pdf")});

    EXPECT_THAT(ran.err, HasSubstr("thu.jpg"));
    EXPECT_FALSE(fs::exists(temporary("ra.pdf")));
}

TEST_F(BadInput, OcrOfATruncatedImage) {
    const Ran ran = expect(4, {"ocr", file("cut.jpg", read_file(scan()).substr(0, 5000)), temporary("ra.pdf")});

    EXPECT_THAT(ran.err, HasSubstr("cut.jpg"));
    EXPECT_FALSE(fs::exists(temporary("ra.pdf")));
}

TEST_F(BadInput, OcrOfAMissingFile) {
    EXPECT_THAT(expect(4, {"ocr", temporary("khong-co.png"), temporary("ra.pdf")}).err, HasSubstr("khong-co.png"));
}

TEST_F(BadInput, BrokenXmlNamesFileAndLine) {
    const Ran ran = expect(1, {"procedure", "lint", file("hong.bpmn", "<a>\n  <b>\n</a>")});

    EXPECT_THAT(ran.err, HasSubstr("hong.bpmn:3"));
}

TEST_F(BadInput, AProcedureAgainstTheSchemaNamesTheLine) {
    const Ran ran = expect(1, {"procedure", "lint", procedure_with("<userTask id=\"seal\"", "<userTusk id=\"seal\"")});

    EXPECT_THAT(ran.err, HasSubstr("sai.bpmn:"));
}

TEST_F(BadInput, AProcedureWithAnUnknownRoleNamesTheStep) {
    const Ran ran = expect(1, {"procedure", "lint", procedure_with("role=\"records-clerk\"", "role=\"wizard\"")});

    EXPECT_THAT(ran.err, AllOf(HasSubstr("sai.bpmn:"), HasSubstr("wizard")));
}

TEST_F(BadInput, AWrongPinSignsNothingAndUsesNoNumber) {
    grant_delegation();
    const std::string dossier = case_ready_to_sign();
    const Json before = json({"dossier", "show", dossier});

    const Ran ran = expect(5, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", file("pin", "9999\n")});

    EXPECT_THAT(ran.err, HasSubstr("sign.pin"));
    EXPECT_EQ(json({"dossier", "show", dossier}), before);
    EXPECT_EQ(json({"register", "show", "SCT/BS"}).at("lines").size(), 0U);
}

TEST_F(BadInput, SomebodyElsesKeyIsRefused) {
    grant_delegation();
    const std::string dossier = case_ready_to_sign();

    const Ran ran = expect(5, {"certify", "copy", dossier, "--as", "binh.tran", "--p12",
                               (folder() / "keys" / "an.nguyen.p12").string(), "--pin-file", pin()});

    EXPECT_THAT(ran.err, HasSubstr("sign.not-your-certificate"));
}

TEST_F(BadInput, AStepOfAnotherRoleIsRefused) {
    EXPECT_THAT(expect(5, {"task", "complete", task(open_case()), "--as", "lan.vu"}).err, HasSubstr("task.role"));
}

TEST_F(BadInput, AStrangerIsRefused) {
    expect(5, {"dossier", "open", "--as", "nguoi.la", "--procedure", "2.000815", "--requester", "A", "--original",
               scan(), "--title", "B", "--pages", "1", "--sheets", "1"});
}

TEST_F(BadInput, ACaseOfAnUnknownProcedureIsRefused) {
    const Ran ran = expect(4, {"dossier", "open", "--as", "duc.pham", "--procedure", "9.999999", "--requester", "A",
                               "--original", scan(), "--title", "B", "--pages", "1", "--sheets", "1"});

    EXPECT_THAT(ran.err, HasSubstr("9.999999"));
}

TEST_F(BadInput, ADelegationBeyondTheLegalTermIsRefused) {
    const Ran ran = expect(
        4, {"delegation", "grant", "--as", "an.nguyen", "--number", "13/QĐ-UBND", "--delegate", "binh.tran", "--act",
            "2.000815", "--from", "2026-11-16", "--to", "2029-12-31", "--sealed-by", "lan.vu", "--pin-file", pin()});

    EXPECT_THAT(ran.err, HasSubstr("36 months"));
    EXPECT_EQ(json({"delegation", "list"}).at("delegations").size(), 0U);
}

TEST_F(BadInput, ADelegateMayNotDelegate) {
    grant_delegation();
    expect(5, {"delegation", "grant",      "--as",  "binh.tran",  "--number",
               "14/QĐ-UBND", "--delegate", "ha.le", "--act",      "2.000815",
               "--from",     "2026-11-16", "--to",  "2026-12-31", "--sealed-by",
               "lan.vu",     "--pin-file", pin(),   "--p12",      (folder() / "keys" / "an.nguyen.p12").string()});
}

TEST_F(BadInput, VerifyingSomethingThatIsNoPdfSaysInvalid) {
    expect(1, {"verify", file("x.pdf", "xin chào")});
    expect(4, {"verify", temporary("khong-co.pdf")});
}

TEST_F(BadInput, WrongWordsOnTheCommandLineAreUsage) {
    expect(2, {"dossier", "open"});
    expect(2, {"certify", "nothing"});
    EXPECT_THAT(expect(2, {"delegation", "check", "binh.tran", "2.000815", "hôm nay"}).err, HasSubstr("AT-TIME"));
}

TEST_F(BadInput, AFolderWithoutAnOfficeIsNamed) {
    const Ran ran = run({TRIEN_PROGRAM, "--lang", "en", "task", "list", "--instance", temporary("trong")});

    EXPECT_EQ(ran.exit, 3);
    EXPECT_THAT(ran.err, HasSubstr("trien init"));
}

TEST_F(BadInput, ErrorsAreToldInVietnameseToo) {
    const Ran ran = run({TRIEN_PROGRAM, "--lang", "vi", "task", "list", "--instance", temporary("trong")});

    EXPECT_THAT(ran.err, HasSubstr("không phải một đơn vị"));
}

}  // namespace
}  // namespace trien::scenario
