// SPDX-License-Identifier: Apache-2.0
// Each part of the extension as a file says it, as the model holds it, and as it is printed.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/base/json.hpp"
#include "engine/procedure/describe.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The shipped procedure with one passage replaced; it must stay clean.
Procedure changed(std::string_view old_passage, std::string_view new_passage) {
    ReadResult result = read_procedure(shipped_with(old_passage, new_passage), "p.bpmn", &law());
    EXPECT_THAT(codes(result.findings), IsEmpty());
    return std::move(result.procedure).value();
}

const Step& sign_of(const Procedure& procedure) {
    return *procedure.step(ElementId("sign"));
}

Json sign_json(const Procedure& procedure) {
    return to_json(procedure)["steps"][2];
}

constexpr const char* approved = "<iso:approved position=\"Phó Giám đốc Sở\"/>";
constexpr const char* deadline = "<iso:deadline amount=\"1\"";
constexpr const char* lead = "<iso:responsible role=\"chair\"/>";
constexpr const char* authority = "<iso:authority kind=\"sign\"/>";

TEST(Extension, ADocumentNamesWhatItSupersedes) {
    const Procedure procedure =
        changed(approved, std::string(approved) + "<iso:supersedes set=\"Chứng thực\" code=\"QT 05\" issue=\"3\"/>");

    EXPECT_THAT(procedure.control.supersedes, ElementsAre(ProcedureKey{"Chứng thực", "QT 05", 3}));
    EXPECT_THAT(describe(procedure), HasSubstr("Thay thế: Chứng thực, QT 05, lần ban hành 03"));
    EXPECT_EQ(to_json(procedure)["control"]["supersedes"][0]["issue"], 3);
}

TEST(Extension, ASourceSaysWhetherItWasVerified) {
    const Procedure& procedure = shipped();

    ASSERT_EQ(procedure.sources.size(), 3U);
    EXPECT_TRUE(procedure.sources[0].verified);
    EXPECT_FALSE(procedure.sources[1].verified);
    EXPECT_THAT(describe(procedure), HasSubstr("QT 11/CX-HCTP (đã đối chiếu)"));
    EXPECT_THAT(describe(procedure), HasSubstr("(CHƯA ĐỐI CHIẾU)"));
    EXPECT_EQ(to_json(procedure)["sources"][0]["verified"], true);
}

TEST(Extension, AProcedureMayBeProvisionalWithoutWaitingAndInternal) {
    const Procedure procedure = changed("nationalCode=\"2.000815\"", "noWait=\"true\" provisional=\"true\"");

    EXPECT_TRUE(procedure.no_wait);
    EXPECT_TRUE(procedure.provisional);
    EXPECT_EQ(procedure.act, ActCode(""));
    const std::string text = describe(procedure);
    EXPECT_THAT(text, HasSubstr("TẠM THỜI"));
    EXPECT_THAT(text, HasSubstr("Thủ tục không chờ"));
    EXPECT_THAT(text, HasSubstr("Mã hiệu: QT 11/CX-HCTP\n"));
    EXPECT_EQ(to_json(procedure)["noWait"], true);
    EXPECT_EQ(to_json(procedure)["provisional"], true);
}

TEST(Extension, AComponentIsHandedInShownOrFetched) {
    const Procedure procedure = changed("id=\"ban-chinh\" form=\"original\"", "id=\"ban-chinh\" form=\"shown\"");
    const Procedure fetched = changed("id=\"ban-chinh\" form=\"original\"", "id=\"ban-chinh\" form=\"database\"");

    EXPECT_EQ(procedure.components[0].form, Component::Form::shown);
    EXPECT_TRUE(procedure.components[0].is_asked_of_requester());
    EXPECT_THAT(describe(procedure), HasSubstr("(xuất trình, 01 bản)"));
    EXPECT_FALSE(fetched.components[0].is_asked_of_requester());
    EXPECT_EQ(to_json(fetched)["components"][0]["form"], "database");
}

/// The shipped procedure with a second case, whose one time all steps share.
Procedure with_a_case_abroad() {
    std::string bytes = shipped_with("<iso:timeGroup",
                                     "<iso:timeGroup id=\"abroad\" case=\"abroad\" amount=\"16\" "
                                     "unit=\"workingHour\"/><iso:timeGroup");
    bytes = with(bytes, deadline,
                 "<iso:fact name=\"abroad\">Giấy tờ do nước ngoài cấp?</iso:fact>"
                 "<iso:deadline case=\"abroad\" name=\"nước ngoài\" condition=\"abroad = true\" amount=\"16\" "
                 "unit=\"workingHour\" counting=\"nextDay\"/><iso:deadline amount=\"1\"");
    for (std::size_t at = 0; (at = bytes.find("<iso:time group=\"trong-ngay\"/>", at)) != std::string::npos; at += 60) {
        bytes.insert(at, "<iso:time group=\"abroad\"/>");
    }
    return read_procedure(bytes, "p.bpmn", &law()).procedure.value();
}

TEST(Extension, TheFirstDeadlineWhoseConditionHoldsIsTheCases) {
    const Procedure procedure = with_a_case_abroad();

    EXPECT_EQ(procedure.deadline_for({{"abroad", true}})->rule.limit,
              (calendar::Span{16, calendar::Unit::working_hour}));
    EXPECT_EQ(procedure.deadline_for({{"abroad", "yes"}})->rule.limit.amount, 1);
    EXPECT_EQ(procedure.deadline_for({}), &procedure.deadlines.back());
    EXPECT_THAT(describe(procedure), HasSubstr("   - nước ngoài: 16 giờ làm việc"));
    EXPECT_EQ(to_json(procedure)["deadlines"][0]["condition"], "abroad = true");
    EXPECT_EQ(to_json(procedure)["facts"][0]["question"], "Giấy tờ do nước ngoài cấp?");
}

TEST(Extension, EachCaseHasItsTimeColumn) {
    const Procedure procedure = with_a_case_abroad();

    std::vector<std::string> columns;
    for (const TimeColumn& column : procedure.time_columns()) columns.push_back(column.time_case.id);
    EXPECT_THAT(columns, ElementsAre("standard", "extended", "abroad"));
    EXPECT_EQ(procedure.time_columns()[1].limit.size(), 2U);
    EXPECT_EQ(procedure.time_of(sign_of(procedure), "abroad")->id, "abroad");
    EXPECT_EQ(procedure.time_of(sign_of(procedure), "elsewhere"), nullptr);
    EXPECT_THAT(describe(procedure),
                HasSubstr("Thời gian (nước ngoài): 16 giờ làm việc, chung các bước 1, 2, 3, 4, 5"));
}

TEST(Extension, AnExtensionWithoutTimesHasNoColumn) {
    Procedure procedure = shipped();
    std::erase_if(procedure.time_groups, [](const TimeGroup& group) { return group.time_case == "extended"; });

    EXPECT_EQ(procedure.time_columns().size(), 1U);
}

TEST(Extension, WithoutALegalDeadlineThereIsOneColumnAndTimesAreOptional) {
    const Procedure leave = load_procedure(processes / "noi-bo-nghi-phep.bpmn", &law());

    EXPECT_EQ(leave.deadline_for({}), nullptr);
    ASSERT_EQ(leave.time_columns().size(), 1U);
    EXPECT_THAT(leave.time_columns()[0].limit, IsEmpty());
    EXPECT_THAT(describe(leave), HasSubstr("b) Thời hạn giải quyết: Không quy định thời hạn chung"));
}

TEST(Extension, AStepIsAnsweredForByItsLeadUnlessAnotherIsNamed) {
    const Procedure procedure = changed(lead, std::string(lead) +
                                                  "<iso:responsible role=\"justice-clerk\" part=\"accountable\"/>"
                                                  "<iso:responsible role=\"reception\" part=\"support\"/>"
                                                  "<iso:responsible role=\"specialist\" part=\"consulted\"/>"
                                                  "<iso:responsible role=\"records-clerk\" part=\"informed\"/>");

    const Step& sign = sign_of(procedure);
    EXPECT_EQ(sign_of(shipped()).answering(), RoleId("chair"));
    EXPECT_EQ(sign.role, RoleId("chair"));
    EXPECT_EQ(sign.answering(), RoleId("justice-clerk"));
    EXPECT_THAT(sign.supporting, ElementsAre(RoleId("reception")));
    EXPECT_THAT(sign.consulted, ElementsAre(RoleId("specialist")));
    EXPECT_THAT(sign.informed, ElementsAre(RoleId("records-clerk")));
    const std::string text = describe(procedure);
    EXPECT_THAT(text, HasSubstr("Chịu trách nhiệm: justice-clerk"));
    EXPECT_THAT(text, HasSubstr("Hỏi ý kiến: specialist"));
    EXPECT_THAT(text, HasSubstr("Thông báo cho: records-clerk"));
    EXPECT_EQ(sign_json(procedure)["accountable"], "justice-clerk");
    EXPECT_EQ(sign_json(shipped())["accountable"], "chair");
}

TEST(Extension, ASeparationComparesTheIdentityItNames) {
    const Procedure procedure = changed("<iso:separation from=\"examine\"/>",
                                        "<iso:separation from=\"examine receive\" identity=\"real\"/>"
                                        "<iso:separation from=\"hand-over\" identity=\"effective\"/>");

    EXPECT_THAT(sign_of(procedure).separate_from, ElementsAre(Separation{ElementId("examine"), Identity::real},
                                                              Separation{ElementId("receive"), Identity::real},
                                                              Separation{ElementId("hand-over"), Identity::effective}));
    EXPECT_THAT(describe(procedure), HasSubstr("Không do người trực tiếp đã làm bước 2 thực hiện"));
    EXPECT_THAT(describe(procedure), HasSubstr("Không do người đứng tên đã làm bước 5 thực hiện"));
    EXPECT_EQ(sign_json(procedure)["separateFrom"][2]["identity"], "effective");
}

TEST(Extension, AnAuthorityIsForTheProceduresOwnActUnlessItNamesAnother) {
    const Procedure procedure = changed(authority, "<iso:authority kind=\"advise\" act=\"2.000884\"/>");

    EXPECT_EQ(sign_of(shipped()).authority, (StepAuthority{StepAuthority::Kind::sign, ActCode("2.000815")}));
    EXPECT_EQ(sign_of(procedure).authority, (StepAuthority{StepAuthority::Kind::advise, ActCode("2.000884")}));
    EXPECT_THAT(describe(shipped()), HasSubstr("Thẩm quyền: ký thủ tục 2.000815"));
    EXPECT_EQ(sign_json(procedure)["authority"]["kind"], "advise");
}

TEST(Extension, AStepThatStaysOpenIsEscalated) {
    const Procedure procedure = changed(
        authority, std::string(authority) + "<iso:escalation after=\"4\" unit=\"workingHour\" to=\"justice-clerk\"/>");

    EXPECT_EQ(sign_of(procedure).escalation, (Escalation{{4, calendar::Unit::working_hour}, RoleId("justice-clerk")}));
    EXPECT_THAT(describe(procedure), HasSubstr("Quá 04 giờ làm việc chưa xong: báo cáo justice-clerk"));
    EXPECT_EQ(sign_json(procedure)["escalation"]["after"]["amount"], 4);
}

TEST(Extension, ASupplementWarnsAfterItsLimit) {
    std::string bytes = shipped_with("<iso:outcome name=\"refuse\" groundRequired=\"true\"/>",
                                     "<iso:outcome name=\"supplement\" warnAfter=\"1\"/>");
    bytes = with(bytes, "outcome = \"refuse\"", "outcome = \"supplement\"");

    const Procedure procedure = read_procedure(bytes, "p.bpmn", &law()).procedure.value();

    const AllowedOutcome* const supplement =
        Procedure::allowed(*procedure.step(ElementId("examine")), Outcome::supplement);
    ASSERT_NE(supplement, nullptr);
    EXPECT_EQ(supplement->warn_after, 1);
    EXPECT_THAT(describe(procedure), HasSubstr("Kết quả: yêu cầu bổ sung một lần cho đủ, quá 1 lần thì cảnh báo"));
    EXPECT_EQ(to_json(procedure)["steps"][1]["outcomes"][1]["warnAfter"], 1);
}

TEST(Extension, AStepAnswersTheQuestionsOfTheCase) {
    std::string bytes = shipped_with(deadline,
                                     "<iso:fact name=\"abroad\">Do nước ngoài cấp?</iso:fact><iso:deadline "
                                     "amount=\"1\"");
    bytes = with(bytes, "<iso:outcome name=\"complete\"/>",
                 "<iso:outcome name=\"complete\"/><iso:determines fact=\"abroad\"/>");

    const Procedure procedure = read_procedure(bytes, "p.bpmn", &law()).procedure.value();

    EXPECT_THAT(procedure.facts, ElementsAre(Fact{"abroad", "Do nước ngoài cấp?"}));
    EXPECT_THAT(procedure.step(ElementId("receive"))->determines, ElementsAre("abroad"));
    EXPECT_THAT(describe(procedure), HasSubstr("Xác định: Do nước ngoài cấp?"));
    EXPECT_EQ(to_json(procedure)["steps"][0]["determines"][0], "abroad");
}

TEST(Extension, TheClockStandsStillWhileAnElementLasts) {
    const std::string seal = "<userTask id=\"seal\" name=\"Đóng dấu\">\n      <extensionElements>";
    const Procedure procedure = changed(seal, seal +
                                                  "<iso:clock effect=\"stop\" reason=\"verification\"/>"
                                                  "<iso:clock effect=\"continue\" reason=\"verification\"/>");

    EXPECT_THAT(procedure.clocks,
                ElementsAre(Clock{ElementId("seal"), Clock::Effect::stop, Clock::Reason::verification},
                            Clock{ElementId("seal"), Clock::Effect::continue_again, Clock::Reason::verification}));
    EXPECT_THAT(describe(procedure), HasSubstr("Không tính thời gian chờ kết quả xác minh"));
    EXPECT_EQ(to_json(procedure)["clocks"][1]["effect"], "continue");
}

TEST(Extension, WordsStandForAFeeNobodyHasReadYet) {
    const Procedure procedure =
        changed("<iso:fee ref=\"chung-thuc-ban-sao\"/>", "<iso:fee>Theo nghị quyết cấp tỉnh</iso:fee>");
    const Procedure both = changed("<iso:fee ref=\"chung-thuc-ban-sao\"/>",
                                   "<iso:fee ref=\"chung-thuc-ban-sao\">Trực tuyến: giảm một nửa</iso:fee>");
    const Procedure none = changed("<iso:fee ref=\"chung-thuc-ban-sao\"/>", "");

    EXPECT_EQ(procedure.fee, std::nullopt);
    EXPECT_THAT(describe(procedure), HasSubstr("e) Phí, lệ phí: Theo nghị quyết cấp tỉnh"));
    EXPECT_THAT(describe(both), HasSubstr("e) Phí, lệ phí: chung-thuc-ban-sao. Trực tuyến: giảm một nửa"));
    EXPECT_THAT(describe(none), HasSubstr("e) Phí, lệ phí: Không"));
    EXPECT_EQ(to_json(both)["feeNote"], "Trực tuyến: giảm một nửa");
}

TEST(Extension, ARecordIsKeptForYearsByScheduleOrForEver) {
    const Procedure procedure = changed("keptBy=\"UBND cấp xã\"", "keptBy=\"UBND cấp xã\" bySchedule=\"true\"");

    EXPECT_TRUE(procedure.records[0].by_schedule);
    EXPECT_THAT(describe(procedure), HasSubstr("thời gian lưu: theo bảng thời hạn bảo quản của cơ quan"));
    EXPECT_THAT(describe(shipped()), HasSubstr("thời gian lưu: vĩnh viễn"));
    EXPECT_EQ(to_json(procedure)["records"][0]["bySchedule"], true);
}

TEST(Extension, AnAttributeOrElementNobodyKnowsIsAnErrorWithItsLine) {
    for (const auto& [old_passage, new_passage] :
         {std::pair{"form=\"original\"", "form=\"original\" colour=\"red\""},
          std::pair{"<iso:authority kind=\"sign\"/>", "<iso:power kind=\"sign\"/>"},
          std::pair{"<iso:authority kind=\"sign\"/>", "<iso:authority kind=\"rule\"/>"}}) {
        const std::string bytes = shipped_with(old_passage, new_passage);
        const Findings findings = read_procedure(bytes, "p.bpmn", &law()).findings;
        ASSERT_FALSE(findings.empty());
        EXPECT_EQ(findings[0].code, "PROC-005");
        EXPECT_EQ(findings[0].place.line, line_of(bytes, new_passage));
    }
}

}  // namespace
}  // namespace trien::procedure
