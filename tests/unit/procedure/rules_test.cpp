// SPDX-License-Identifier: Apache-2.0
// Each rule of docs/procedure-format.md with an input that breaks it.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using testing::HasSubstr;

/// One change to the shipped file, and the finding it must give.
struct Breach {
    std::string rule;
    std::string old_passage;
    std::string new_passage;
    std::string element;  ///< the finding's element
    Finding::Severity severity = Finding::Severity::error;
};

void PrintTo(const Breach& breach, std::ostream* out) {
    *out << breach.rule << " by " << breach.new_passage;
}

class Rule : public testing::TestWithParam<Breach> {};

TEST_P(Rule, FindsItsBreach) {
    const Breach& breach = GetParam();

    const ReadResult result = read_procedure(shipped_with(breach.old_passage, breach.new_passage), "p.bpmn", &law());

    const auto found = std::ranges::find(result.findings, breach.rule, &Finding::code);
    ASSERT_NE(found, result.findings.end()) << testing::PrintToString(codes(result.findings));
    EXPECT_EQ(found->place.element, breach.element);
    EXPECT_EQ(found->place.file, "p.bpmn");
    EXPECT_GT(found->place.line, 0);
    EXPECT_FALSE(found->text.vi.empty());
    EXPECT_FALSE(found->text.en.empty());
    EXPECT_FALSE(found->mend.empty());
    EXPECT_EQ(found->severity, breach.severity);
    EXPECT_EQ(result.procedure.has_value(), passes(result.findings));
}

const std::string approve_to_sign =
    "<conditionExpression xsi:type=\"tFormalExpression\">outcome = \"approve\"</conditionExpression>\n    "
    "</sequenceFlow>\n"
    "    <sequenceFlow id=\"examined-refused\"";

INSTANTIATE_TEST_SUITE_P(
    Process,
    Rule,
    testing::Values(
        Breach{"PROC-010", "isExecutable=\"true\"", "isExecutable=\"false\"", "qt-11-cx-hctp"},
        Breach{"PROC-010", "</process>", "</process><process id=\"two\" isExecutable=\"true\"/>", "two"},
        Breach{"BPMN-101", "<exclusiveGateway id=\"signed\"",
               "<complexGateway id=\"other\"/><exclusiveGateway id=\"signed\"", "other"},
        Breach{"BPMN-102", "<userTask id=\"seal\"", "<userTask startQuantity=\"2\" id=\"seal\"", "seal"},
        Breach{"PROC-012", "<iso:end refused=\"true\"/>", "<iso:ende refused=\"true\"/>", "refused"},
        Breach{"PROC-012", "<iso:end refused=\"true\"/>", "<iso:end refused=\"true\"/><iso:end refused=\"true\"/>",
               "refused"},
        Breach{"EXEC-002", "https://www.omg.org/spec/DMN/20191111/FEEL/", "urn:lua", "to-sign"},
        Breach{"EXEC-004", "outcome = \"approve\"", "outcome == \"approve\"", "to-sign"},
        Breach{"PROC-012", "<exclusiveGateway id=\"signed\" name=\"Ký chứng thực?\"/>",
               "<exclusiveGateway id=\"signed\"><extensionElements><iso:clock effect=\"stop\" reason=\"supplement\"/>"
               "</extensionElements></exclusiveGateway>",
               "signed"},
        Breach{"PROC-020", "<endEvent id=\"done\"", "<startEvent id=\"again\"/><endEvent id=\"done\"",
               "chung-thuc-ban-sao"},
        Breach{
            "PROC-020", "<startEvent id=\"start\" name=\"Người dân yêu cầu chứng thực\"/>",
            "<startEvent "
            "id=\"start\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent>",
            "chung-thuc-ban-sao"},
        Breach{"BPMN-121", "sourceRef=\"hand-over\" targetRef=\"done\"", "sourceRef=\"done\" targetRef=\"hand-over\"",
               "to-done"},
        Breach{"BPMN-120", "sourceRef=\"hand-over\" targetRef=\"done\"", "sourceRef=\"hand-over\" targetRef=\"start\"",
               "to-done"},
        Breach{"PROC-023", "outcome = \"return\"", "outcome = \"approve\"", "signed"},
        Breach{"PROC-023", "outcome = \"return\"", "pages > 3", "signed"},
        Breach{"PROC-023", "<iso:outcome name=\"refuse\" groundRequired=\"true\"/>",
               "<iso:outcome name=\"refuse\" groundRequired=\"true\"/><iso:outcome name=\"complete\"/>", "examined"},
        Breach{"PROC-024", "sourceRef=\"signed\" targetRef=\"examine\"", "sourceRef=\"signed\" targetRef=\"signed\"",
               "signed"}));

INSTANTIATE_TEST_SUITE_P(
    Steps,
    Rule,
    testing::Values(Breach{"PROC-030", "<endEvent id=\"done\"", "<userTask id=\"bare\"/><endEvent id=\"done\"", "bare"},
                    Breach{"PROC-031", "ordinal=\"4\"", "ordinal=\"3\"", "seal"},
                    Breach{"PROC-032", "<iso:responsible role=\"chair\"/>", "", "sign"},
                    Breach{"PROC-032", "<iso:responsible role=\"chair\"/>",
                           "<iso:responsible role=\"chair\" part=\"support\"/>", "sign"},
                    Breach{"PROC-033", "<iso:responsible role=\"chair\"/>",
                           "<iso:responsible role=\"chair\"/><iso:responsible role=\"reception\"/>", "sign"},
                    Breach{"PROC-033", "<iso:responsible role=\"chair\"/>",
                           "<iso:responsible role=\"chair\"/><iso:responsible role=\"chair\" part=\"accountable\"/>"
                           "<iso:responsible role=\"reception\" part=\"accountable\"/>",
                           "sign"},
                    Breach{"PROC-034", "<iso:responsible role=\"chair\"/>",
                           "<iso:responsible role=\"chair\"/><iso:responsible role=\"scribe\" part=\"informed\"/>",
                           "sign"},
                    Breach{"PROC-034", "<iso:authority kind=\"sign\"/>",
                           "<iso:escalation after=\"4\" unit=\"workingHour\" to=\"scribe\"/>", "sign"},
                    Breach{"PROC-034", "role=\"records-clerk\"", "role=\"scribe\"", "seal"},
                    Breach{"PROC-034", "<iso:responsible role=\"chair\"/>",
                           "<iso:responsible role=\"chair\"/><iso:responsible role=\"scribe\" part=\"support\"/>",
                           "sign"},
                    Breach{"PROC-035", "separation from=\"examine\"", "separation from=\"examine nobody\"", "sign"},
                    Breach{"PROC-035", "separation from=\"examine\"", "separation from=\"sign\"", "sign"},
                    Breach{"PROC-036", "to=\"examine\" limit", "to=\"nowhere\" limit", "sign"},
                    Breach{"PROC-036", "to=\"examine\" limit=\"2\"", "to=\"examine\"", "sign"},
                    Breach{"PROC-036", "limit=\"2\" reasonRequired=\"true\"", "limit=\"2\"", "sign"},
                    Breach{"PROC-036", "to=\"examine\" limit", "to=\"receive\" limit", "sign"},
                    Breach{"PROC-036", "<iso:outcome name=\"complete\"/>",
                           "<iso:outcome name=\"complete\" limit=\"1\"/>", "receive"},
                    Breach{"PROC-037", "<iso:time group=\"trong-ngay\"/>", "<iso:time group=\"mai\"/>", "receive"},
                    Breach{"PROC-037", "<iso:time group=\"trong-ngay\"/>", "", "receive"},
                    Breach{"PROC-037", "<iso:time group=\"khac-tiep-nhan\"/>", "", "receive"},
                    Breach{"PROC-037", "id=\"khac-xu-ly\" case=\"extended\"", "id=\"khac-xu-ly\" case=\"rush\"",
                           "chung-thuc-ban-sao"},
                    Breach{"PROC-046", "<userTask id=\"seal\" name=\"Đóng dấu\">\n      <extensionElements>",
                           "<userTask id=\"seal\" name=\"Đóng dấu\">\n      <extensionElements>"
                           "<iso:clock effect=\"stop\" reason=\"supplement\"/>",
                           "seal"},
                    Breach{"PROC-046", "<userTask id=\"seal\" name=\"Đóng dấu\">\n      <extensionElements>",
                           "<userTask id=\"seal\" name=\"Đóng dấu\">\n      <extensionElements>"
                           "<iso:clock effect=\"stop\" reason=\"supplement\"/>"
                           "<iso:clock effect=\"stop\" reason=\"supplement\"/>"
                           "<iso:clock effect=\"continue\" reason=\"supplement\"/>",
                           "seal"},
                    Breach{"PROC-047", "<iso:outcome name=\"refuse\" groundRequired=\"true\"/>",
                           "<iso:outcome name=\"refuse\" groundRequired=\"true\" warnAfter=\"1\"/>", "examine"},
                    Breach{"PROC-047", "<iso:outcome name=\"refuse\" groundRequired=\"true\"/>",
                           "<iso:outcome name=\"supplement\"/>", "examine"},
                    Breach{"PROC-048", "<iso:outcome name=\"complete\"/>",
                           "<iso:outcome name=\"complete\"/><iso:determines fact=\"online\"/>", "receive"},
                    Breach{"PROC-038", "usesForm ref=\"phieu-hen\"", "usesForm ref=\"mau-01\"", "receive"},
                    Breach{"PROC-039", "<iso:refusalGrounds ref=\"chung-thuc-ban-sao\"/>", "", "examine"}));

INSTANTIATE_TEST_SUITE_P(
    Document,
    Rule,
    testing::Values(
        Breach{"PROC-040", "id=\"trong-ngay\" amount=\"1\"", "id=\"trong-ngay\" amount=\"2\"", "chung-thuc-ban-sao"},
        Breach{"PROC-040", "id=\"khac-xu-ly\" case=\"extended\" amount=\"1\"",
               "id=\"khac-xu-ly\" case=\"extended\" amount=\"3\"", "chung-thuc-ban-sao"},
        Breach{"PROC-041", "<iso:deadline amount=\"1\" unit=\"workingDay\"",
               "<iso:deadline amount=\"30\" unit=\"calendarDay\"", "chung-thuc-ban-sao", Finding::Severity::warning},
        Breach{"PROC-042", "issue=\"1\" nationalCode", "issue=\"2\" nationalCode", "chung-thuc-ban-sao"},
        Breach{"PROC-043", "validFrom=\"2025-01-09\"", "validFrom=\"2025-01-09\" validTo=\"2025-06-30\"",
               "chung-thuc-ban-sao", Finding::Severity::warning},
        Breach{"PROC-043", "validFrom=\"2025-11-01\"", "validFrom=\"2026-11-01\"", "chung-thuc-ban-sao",
               Finding::Severity::warning},
        Breach{"PROC-044", "<iso:approved position=\"Phó Giám đốc Sở\"/>",
               "<iso:approved position=\"Phó Giám đốc Sở\"/>"
               "<iso:supersedes set=\"Hành chính tư pháp – chứng thực cấp xã\" code=\"QT 11/CX-HCTP\" issue=\"1\"/>",
               "chung-thuc-ban-sao"},
        Breach{"PROC-045", "<iso:deadline amount", "<iso:deadline condition=\"1 = 1\" amount", "chung-thuc-ban-sao"},
        Breach{"PROC-045", "<iso:deadline amount",
               "<iso:deadline case=\"rush\" amount=\"1\" unit=\"halfDay\" counting=\"nextDay\"/><iso:deadline amount",
               "chung-thuc-ban-sao"},
        Breach{"PROC-045", "<iso:deadline amount",
               "<iso:deadline condition=\"1 = 1\" amount=\"1\" unit=\"halfDay\" counting=\"nextDay\"/><iso:deadline "
               "amount",
               "chung-thuc-ban-sao"},
        Breach{"PROC-014", "<iso:deadline amount", "<iso:deadline condition=\"1 ==\" amount", "chung-thuc-ban-sao"},
        Breach{"PROC-048", "<iso:deadline amount",
               "<iso:deadline case=\"rush\" condition=\"urgent\" amount=\"1\" unit=\"halfDay\" "
               "counting=\"nextDay\"/><iso:deadline amount",
               "chung-thuc-ban-sao"},
        Breach{"PROC-050", "fee ref=\"chung-thuc-ban-sao\"", "fee ref=\"mien-phi\"", "chung-thuc-ban-sao"},
        Breach{"PROC-051", "refusalGrounds ref=\"chung-thuc-ban-sao\"", "refusalGrounds ref=\"x\"",
               "chung-thuc-ban-sao"},
        Breach{"PROC-052", "statement ref=\"chung-thuc-ban-sao\"", "statement ref=\"x\"", "chung-thuc-ban-sao"},
        Breach{"PROC-053", "register ref=\"SCT/BS\"", "register ref=\"SCT/XX\"", "chung-thuc-ban-sao"}));

TEST(Rules, FaultsAreReportedTogetherInTheOrderOfTheFile) {
    std::string bytes = shipped_with("role=\"chair\"", "role=\"king\"");
    bytes = with(bytes, "ordinal=\"4\"", "ordinal=\"3\"");
    bytes = with(bytes, "usesForm ref=\"phieu-hen\"", "usesForm ref=\"x\"");

    const ReadResult result = read_procedure(bytes, "p.bpmn", &law());

    EXPECT_THAT(codes(result.findings), testing::ElementsAre("PROC-038", "PROC-034", "PROC-031"));
    EXPECT_FALSE(result.procedure);
}

TEST(Rules, WhatNeedsTheLibraryIsNotCheckedWithoutIt) {
    const ReadResult result = read_procedure(shipped_with("role=\"chair\"", "role=\"king\""), "p.bpmn");

    EXPECT_TRUE(result.procedure);
}

TEST(Rules, ALaterIssueWithARowInItsChangeLogIsClean) {
    std::string bytes = shipped_with("issue=\"1\" nationalCode", "issue=\"2\" nationalCode");
    bytes =
        with(bytes, "</iso:control>",
             "<iso:change issue=\"2\" on=\"2026-01-05\" basis=\"Nghị định 280/2025/NĐ-CP\">Sửa lời chứng</iso:change>"
             "</iso:control>");

    const ReadResult result = read_procedure(bytes, "p.bpmn", &law());

    ASSERT_TRUE(result.procedure) << testing::PrintToString(codes(result.findings));
    EXPECT_EQ(result.procedure->control.changes.at(0).summary, "Sửa lời chứng");
}

TEST(Rules, TimesAllInCalendarDaysAreCompared) {
    std::string bytes = read_file(processes / "1.004873-xac-nhan-tinh-trang-hon-nhan.bpmn");
    bytes = with(bytes, "amount=\"20\" unit=\"calendarDay\"", "amount=\"21\" unit=\"calendarDay\"");

    const ReadResult result = read_procedure(bytes, "p.bpmn", &law());

    ASSERT_THAT(codes(result.findings), testing::ElementsAre("PROC-040"));
    EXPECT_THAT(result.findings[0].text.vi, HasSubstr("có xác minh là 24 ngày, quá thời hạn 23 ngày"));
}

TEST(Rules, TheSumNamesBothSides) {
    const ReadResult result = read_procedure(
        shipped_with("id=\"trong-ngay\" amount=\"1\"", "id=\"trong-ngay\" amount=\"2\""), "p.bpmn", &law());

    ASSERT_THAT(codes(result.findings), testing::ElementsAre("PROC-040"));
    EXPECT_THAT(
        result.findings[0].text.vi,
        HasSubstr("Tổng thời gian các bước ở trường hợp thường là 02 ngày làm việc, quá thời hạn 01 ngày làm việc"));
}

TEST(Rules, AProcessWithoutItsDocumentIsFound) {
    const std::string bytes = with(shipped_with("<iso:procedure ", "<iso:paper "), "</iso:procedure>", "</iso:paper>");

    const ReadResult result = read_procedure(bytes, "p.bpmn", &law());

    ASSERT_THAT(codes(result.findings), testing::ElementsAre("PROC-012", "PROC-012"));
    EXPECT_THAT(result.findings[0].text.en, HasSubstr("lacks its iso:procedure"));
    EXPECT_EQ(result.findings[0].place.element, "chung-thuc-ban-sao");
}

}  // namespace
}  // namespace trien::procedure
