// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/reader.hpp"

#include <array>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/digest.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Findings findings_of(const std::string& bytes) {
    return read_procedure(bytes, "p.bpmn", &law()).findings;
}

TEST(Reader, TheShippedProcedureIsClean) {
    const ReadResult result = read_procedure(shipped_bytes(), "shipped.bpmn", &law());

    EXPECT_THAT(codes(result.findings), IsEmpty());
    ASSERT_TRUE(result.procedure);
    EXPECT_EQ(result.procedure->digest, sha256(shipped_bytes()));
}

TEST(Reader, TheShippedProcedureSaysWhatTheDocumentSays) {
    const Procedure& procedure = shipped();

    EXPECT_EQ(procedure.control.key, (ProcedureKey{"Hành chính tư pháp – chứng thực cấp xã", "QT 11/CX-HCTP", 1}));
    EXPECT_EQ(procedure.act, ActCode("2.000815"));
    EXPECT_EQ(procedure.control.effective_from, std::chrono::year{2025} / 11 / 1);
    EXPECT_THAT(procedure.references, testing::Contains(testing::Field(&Reference::number, "280/2025/NĐ-CP")));
    EXPECT_THAT(procedure.components, SizeIs(2));
    EXPECT_EQ(procedure.deadlines.at(0).rule.limit, (calendar::Span{1, calendar::Unit::working_day}));
    EXPECT_EQ(procedure.deadlines.at(0).rule.cut_off, std::optional(900min));
    EXPECT_EQ(procedure.deadlines.at(0).rule.extension_max, (calendar::Span{2, calendar::Unit::working_day}));
    EXPECT_EQ(procedure.fee, "chung-thuc-ban-sao");
    EXPECT_EQ(procedure.book, RegisterCode("SCT/BS"));
    EXPECT_EQ(procedure.records[0].years, std::nullopt);
    EXPECT_EQ(procedure.records[1].years, 1);
}

TEST(Reader, TheShippedProcedureHasFiveSteps) {
    std::vector<std::string> rows;
    for (const Step& step : shipped().steps) {
        rows.push_back(std::to_string(step.ordinal) + " " + step.id.value() + " " + step.role.value());
    }

    EXPECT_THAT(rows, ElementsAre("1 receive reception", "2 examine justice-clerk", "3 sign chair",
                                  "4 seal records-clerk", "5 hand-over reception"));
    const Step& sign = *shipped().step(ElementId("sign"));
    EXPECT_THAT(sign.separate_from, ElementsAre(Separation{ElementId("examine"), Identity::both}));
    const AllowedOutcome& back = *Procedure::allowed(sign, Outcome::returned);
    EXPECT_EQ(back.back_to, ElementId("examine"));
    EXPECT_EQ(back.times_at_most, 2);
    EXPECT_TRUE(back.reason_required);
    EXPECT_TRUE(Procedure::allowed(sign, Outcome::refused)->ground_required);
    EXPECT_EQ(Procedure::allowed(sign, Outcome::completed), nullptr);
    EXPECT_EQ(shipped().time_of(sign, standard_case)->id, "trong-ngay");
    EXPECT_EQ(shipped().time_of(sign, "extended")->id, "khac-xu-ly");
}

TEST(Reader, TheShippedDeadlineGivesTheLegalVectors) {
    const auto& office = *law().calendar("vn-office");
    const auto due_of = [&](const char* received) {
        return calendar::due(office, *Instant::parse(received), shipped().deadline_for({})->rule).due.text();
    };
    EXPECT_EQ(due_of("2026-11-23T15:00:00+07:00"), "2026-11-23T17:00:00+07:00");
    EXPECT_EQ(due_of("2026-11-23T15:01:00+07:00"), "2026-11-25T17:00:00+07:00");
}

TEST(Reader, ReadsAFileByItsPath) {
    EXPECT_EQ(load_procedure(processes / "2.000815-chung-thuc-ban-sao.bpmn", &law()).digest, shipped().digest);
}

TEST(Reader, LoadingAFaultyFileThrowsItsFirstError) {
    const TemporaryFolder folder;
    write_file(folder.path() / "p.bpmn", shipped_with("role=\"chair\"", "role=\"king\""));
    try {
        static_cast<void>(load_procedure(folder.path() / "p.bpmn", &law()));
        FAIL() << "expected an error";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "PROC-034");
        EXPECT_EQ(error.place().element, "sign");
    }
}

TEST(Reader, BrokenXmlIsLocated) {
    const std::string bytes = shipped_with("<startEvent id=\"start\"", "<startEvent id=\"start");

    const Findings findings = findings_of(bytes);

    ASSERT_THAT(codes(findings), ElementsAre("PROC-002"));
    EXPECT_EQ(findings[0].place.line, line_of(bytes, "<startEvent"));
    EXPECT_EQ(findings[0].place.file, "p.bpmn");
}

TEST(Reader, EmptyAndTruncatedFilesAreLocated) {
    EXPECT_THAT(codes(findings_of("")), ElementsAre("PROC-002"));
    EXPECT_THAT(codes(findings_of("not xml")), ElementsAre("PROC-002"));
    EXPECT_THAT(codes(findings_of(shipped_bytes().substr(0, 3000))), testing::Contains("PROC-002"));
    EXPECT_THAT(codes(findings_of(std::string("\xff\xfe\x00", 3))), ElementsAre("PROC-002"));
    EXPECT_THAT(codes(findings_of("<?xml version=\"1.0\" encoding=\"nonsense\"?><a/>")), ElementsAre("PROC-002"));
    EXPECT_THAT(codes(findings_of(shipped_with("Tiếp nhận", "Ti\xff nhận"))), ElementsAre("PROC-002"));
}

TEST(Reader, SchemaViolationsAreAllLocated) {
    std::string bytes = shipped_with("<startEvent id=\"start\"", "<startEvnt id=\"start\"");
    bytes = with(bytes, "unit=\"workingDay\" counting", "unit=\"day\" counting");

    const Findings findings = findings_of(bytes);

    ASSERT_GE(findings.size(), 2U);
    EXPECT_EQ(findings.front().code, "PROC-005");
    EXPECT_EQ(findings.front().place.line, line_of(bytes, "unit=\"day\""));
    EXPECT_EQ(findings.back().code, "PROC-005");
    EXPECT_GE(findings.back().place.line, line_of(bytes, "<startEvnt"));
    EXPECT_THAT(findings.front().text.vi, HasSubstr("Không đúng lược đồ"));
}

TEST(Reader, AnIdUsedTwiceIsASchemaViolation) {
    const Findings findings = findings_of(shipped_with("<endEvent id=\"done\"", "<endEvent id=\"seal\""));

    EXPECT_THAT(codes(findings), testing::Contains("PROC-005"));
}

TEST(Reader, OurExtensionIsCheckedBySchemaToo) {
    EXPECT_THAT(codes(findings_of(shipped_with("cutOff=\"15:00\"", "cutOff=\"3pm\""))), testing::Each("PROC-005"));
    EXPECT_THAT(codes(findings_of(shipped_with("act=\"seal\"", "act=\"stamp\""))), testing::Each("PROC-005"));
    EXPECT_THAT(codes(findings_of(shipped_with("ordinal=\"1\"", "ordinal=\"0\""))), testing::Each("PROC-005"));
    EXPECT_THAT(codes(findings_of(shipped_with("effectiveFrom=\"2025-11-01\"", "effectiveFrom=\"2025-11-31\""))),
                testing::Each("PROC-005"));
}

TEST(Reader, ADoctypeIsRefused) {
    const std::string bytes = shipped_with(
        "<definitions", "<!DOCTYPE definitions [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<definitions");

    const Findings findings = findings_of(bytes);

    ASSERT_THAT(codes(findings), ElementsAre("PROC-003"));
    EXPECT_EQ(findings[0].place.line, line_of(bytes, "<!DOCTYPE"));
}

TEST(Reader, AnExternalDoctypeIsRefused) {
    EXPECT_THAT(codes(findings_of("<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\"><a/>")), ElementsAre("PROC-003"));
    EXPECT_THAT(codes(findings_of("<!DOCTYPE a PUBLIC \"x\" \"file:///dev/zero\"><a/>")), ElementsAre("PROC-003"));
}

TEST(Reader, ABillionLaughsAreRefused) {
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e0 \"ha\">";
    for (int i = 1; i < 10; ++i) {
        const std::string before = "&e" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY e" + std::to_string(i) + " \"";
        for (int k = 0; k < 10; ++k) bomb += before;
        bomb += "\">";
    }
    bomb += "]><a>&e9;</a>";

    EXPECT_THAT(codes(findings_of(bomb)), ElementsAre("PROC-003"));
}

TEST(Reader, DeepNestingIsRefused) {
    std::string inside;
    for (int i = 0; i < 5000; ++i) inside += "<x:a xmlns:x=\"urn:x\">";
    for (int i = 0; i < 5000; ++i) inside += "</x:a>";

    const Findings findings = findings_of(shipped_with("<iso:end refused=\"true\"/>", inside));

    ASSERT_THAT(codes(findings), ElementsAre("PROC-004"));
    EXPECT_EQ(findings[0].place.element, "refused");
}

TEST(Reader, TooManyElementsAndBytesAreRefused) {
    std::string inside;
    for (int i = 0; i < 20'001; ++i) inside += "<x:a xmlns:x=\"urn:x\"/>";

    EXPECT_THAT(codes(findings_of(shipped_with("<iso:end refused=\"true\"/>", inside))), ElementsAre("PROC-006"));
    EXPECT_THAT(codes(findings_of(std::string((4U << 20U) + 1, ' '))), ElementsAre("PROC-001"));
}

TEST(Reader, FindingsStopAtAHundred) {
    std::string wrong;
    for (int i = 0; i < 500; ++i) wrong += "<nonsense/>";

    EXPECT_THAT(findings_of(shipped_with("<startEvent", wrong + "<startEvent")), SizeIs(testing::Le(100U)));
}

TEST(Reader, SchemaLocationsAreNotFollowed) {
    const std::string bytes =
        shipped_with("targetNamespace=", "xsi:schemaLocation=\"urn:x file:///nowhere/x.xsd\" targetNamespace=");

    EXPECT_THAT(codes(findings_of(bytes)), IsEmpty());
}

TEST(Reader, ForeignExtensionsPass) {
    const std::string bytes = shipped_with("<iso:end refused=\"true\"/>",
                                           "<x:note xmlns:x=\"urn:x\" a=\"1\">b</x:note><iso:end refused=\"true\"/>");

    EXPECT_THAT(codes(findings_of(bytes)), IsEmpty());
}

TEST(Reader, SeveralThreadsReadAtOnce) {
    std::vector<std::jthread> threads;
    std::array<bool, 4> clean{};
    for (bool& mine : clean) {
        threads.emplace_back(
            [&mine] { mine = read_procedure(shipped_bytes(), "p.bpmn", &law()).procedure.has_value(); });
    }
    threads.clear();

    EXPECT_THAT(clean, testing::Each(true));
}

RC_GTEST_PROP(ReaderProperty, ADamagedFileIsReadOrGivesItsPlace, ()) {
    std::string bytes = read_file(*rc::gen::elementOf(procedure_files()));
    const auto from = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const auto length = *rc::gen::inRange<std::size_t>(0, 40);
    const auto to = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const std::string moved = bytes.substr(from, length);
    bytes.erase(from, length);
    bytes.insert(std::min(to, bytes.size()), moved);

    const ReadResult result = read_procedure(bytes, "p.bpmn", &law());

    RC_ASSERT(result.procedure.has_value() == passes(result.findings));
    for (const Finding& finding : result.findings) RC_ASSERT(finding.place.line > 0);
}

}  // namespace
}  // namespace trien::procedure
