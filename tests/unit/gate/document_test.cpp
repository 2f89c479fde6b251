// SPDX-License-Identifier: Apache-2.0
// References, law data, and the defects of documents really issued (L1 … L11); the report as a whole.
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/unit/gate/made.hpp"
#include "tests/unit/procedure/shipped.hpp"

namespace trien::gate {
namespace {

using procedure::Procedure;
using testing::HasSubstr;

World whole_world(const std::vector<const Procedure*>& issued = {}) {
    World world;
    world.library = &procedure::law();
    world.organisation = &demo_office();
    world.calendar = procedure::law().calendar("vn-office");
    world.issued = issued;
    world.on = day("2026-11-23");
    return world;
}

Report shipped_report(const std::function<void(Procedure&)>& change, World world = whole_world()) {
    Made made = shipped_made();
    change(made.procedure);
    return made.check(world);
}

// --- no false alarm --------------------------------------------------------------------------------------------------

TEST(Gate, TheShippedProcedureMayBeIssued) {
    const Report report = shipped_report([](Procedure&) {});

    EXPECT_TRUE(may_issue(report)) << text(report, Language::en);
    for (const Finding& finding : report.findings) {
        EXPECT_EQ(finding.severity, Finding::Severity::note) << finding.code << " " << finding.text.en;
    }
    EXPECT_TRUE(report.skipped.empty());
}

TEST(Gate, SaysWhatItCouldNotCheck) {
    const Report report = shipped_made().check();

    std::string skipped;
    for (const Skipped& part : report.skipped) skipped += part.check.en + "; ";
    EXPECT_EQ(skipped,
              "staffing; separation; fees, grounds, statements, registers, roles; collisions with other procedures; ");
}

// --- choices ---------------------------------------------------------------------------------------------------------

TEST(Choices, AnOutcomeThatNoConditionCoversStopsTheCase) {
    const Report report = shipped_report([](Procedure& p) {
        p.steps[1].outcomes.push_back({procedure::Outcome::supplement, true, false, std::nullopt, 1, 1});
    });

    EXPECT_EQ(words_of(report, "GATE-008"),
              "Sau cổng lựa chọn “Đủ điều kiện?” có thể không điều kiện nào đúng: hồ sơ đứng lại ở đó");
}

TEST(Choices, ConditionsOnOtherDataNeedADefault) {
    const std::string split =
        "start s -> a\nuser a -> x\nor x -> b [n > 1], c [n < 5]\nuser b -> j\nuser c -> j\nor j -> e\nend e";
    const std::vector<MadeStep> steps{{"a", "clerk", 1, ""}, {"b", "clerk", 1, ""}, {"c", "clerk", 1, ""}};
    const std::string with_default = procedure::with(split, "[n < 5]", "[default]");

    EXPECT_NE(words_of(make(split, steps).check(), "GATE-008"), "");
    EXPECT_EQ(words_of(make(with_default, steps).check(), "GATE-008"), "");
}

// --- references and law data -----------------------------------------------------------------------------------------

TEST(References, AStaleCitationIsAnError) {  // L9
    const Report report = shipped_report([](Procedure& p) { p.references.front().valid_to = day("2025-12-31"); });

    EXPECT_FALSE(may_issue(report));
    EXPECT_EQ(words_of(report, "GATE-040"), "Văn bản 23/2015/NĐ-CP hết hiệu lực sau ngày 31/12/2025");
}

TEST(References, ACitationThatIsNotYetInForceIsAnError) {
    const Report report = shipped_report([](Procedure& p) { p.references.front().valid_from = day("2027-01-01"); });

    EXPECT_EQ(words_of(report, "GATE-040"), "Văn bản 23/2015/NĐ-CP đến ngày 01/01/2027 mới có hiệu lực");
}

TEST(References, ACitationThatEndsLaterIsAWarning) {
    const Report report = shipped_report([](Procedure& p) { p.references.front().valid_to = day("2027-01-31"); });

    EXPECT_TRUE(may_issue(report));
    EXPECT_EQ(words_of(report, "GATE-041"), "Văn bản 23/2015/NĐ-CP hết hiệu lực sau ngày 31/01/2027");
}

TEST(References, WhatEndsAfterTheProcedureDoesNotMatter) {
    const Report report = shipped_report([](Procedure& p) {
        p.references.front().valid_to = day("2027-01-31");
        p.control.effective_to = day("2026-12-31");
    });

    EXPECT_EQ(words_of(report, "GATE-041"), "");
}

TEST(References, FeesMustBeInForceOnTheFirstDay) {  // L8
    World world = whole_world();
    world.on.reset();
    const Report report = shipped_report([](Procedure& p) { p.control.effective_from = day("2015-01-01"); }, world);

    EXPECT_EQ(words_of(report, "GATE-042"),
              "phí “chung-thuc-ban-sao” không có quy định còn hiệu lực từ ngày 01/01/2015");
}

TEST(References, WhatTheLibraryDoesNotHoldIsAnError) {
    const Report report = shipped_report([](Procedure& p) { p.fee = "khong-co"; });

    EXPECT_EQ(words_of(report, "GATE-045"), "Thư viện không có phí “khong-co”");
}

// --- L1 … L11 --------------------------------------------------------------------------------------------------------

TEST(Document, ARegisterCopiedFromAnotherProcedureIsFound) {  // L1
    const Report report = shipped_report([](Procedure& p) { p.records.front().name = "Sổ đăng ký khai sinh"; });

    EXPECT_FALSE(may_issue(report));
    EXPECT_EQ(words_of(report, "GATE-050"),
              "Hồ sơ lưu “Sổ đăng ký khai sinh” không phải sổ của quy trình này (SCT/BS)");
}

TEST(Document, AResultCopiedFromAnotherProcedureIsFound) {  // L1
    Procedure birth = shipped_made().procedure;
    birth.control.key = {"Hộ tịch", "QT 21", 1};
    birth.act = ActCode("1.001193");
    birth.result = "Giấy khai sinh";
    birth.digest = Digest{};
    const Report report = shipped_report(
        [](Procedure& p) { p.records.push_back({"Giấy khai sinh (bản photo)", "UBND", std::nullopt, false}); },
        whole_world({&birth}));

    EXPECT_EQ(words_of(report, "GATE-050"), "Hồ sơ lưu “Giấy khai sinh (bản photo)” là kết quả của quy trình QT 21");
}

TEST(Document, OrdinalsAreUniqueAndIncreasing) {  // L2
    const Report report = shipped_report([](Procedure& p) { p.steps[4].ordinal = 4; });

    EXPECT_THAT(words_of(report, "GATE-051"),
                HasSubstr("phải là 1, 2, 3 …: đến bước 4 “Thu phí; trả kết quả” thì đứt hoặc trùng"));
}

TEST(Document, StepsInWorkingAndInCalendarDaysAreFound) {  // L3
    const Report report =
        shipped_report([](Procedure& p) { p.time_groups[2].time.unit = calendar::Unit::calendar_day; });

    EXPECT_EQ(words_of(report, "GATE-052"), "Trường hợp “" + shipped_made().procedure.time_groups[2].time_case +
                                                "” có bước tính ngày làm việc, có bước tính ngày thường");
}

TEST(Document, ATimeCellSpansStepsThatAreNextToEachOther) {  // L5
    const Report report =
        shipped_report([](Procedure& p) { std::swap(p.steps[2].time_groups, p.steps[4].time_groups); });

    EXPECT_EQ(words_of(report, "GATE-053"), "Ô thời gian “khac-xu-ly” gộp các bước không liền nhau");
}

TEST(Document, TheSumOfTheStepsMustFitTheDeadline) {  // L6
    const Report report = shipped_report([](Procedure& p) { p.time_groups[0].time.amount = 2; });

    EXPECT_THAT(words_of(report, "GATE-010"), HasSubstr("mất 02 ngày làm việc, quá thời hạn 01 ngày làm việc"));
}

TEST(Document, ALaterIssueHasARowInTheChangeLog) {  // L7
    const Report first = shipped_report([](Procedure&) {});
    const Report second = shipped_report([](Procedure& p) { p.control.key.issue = 2; });

    EXPECT_EQ(words_of(first, "GATE-055"), "");
    EXPECT_EQ(words_of(second, "GATE-055"), "Lần ban hành 2 chưa có dòng trong trang theo dõi sửa đổi");
}

TEST(Document, RolesAreThoseOfTheList) {  // L10
    const Report report = shipped_report([](Procedure& p) { p.steps[0].role = RoleId("van-phong"); });

    EXPECT_THAT(words_of(report, "GATE-054"), HasSubstr("không có vai trò “van-phong” trong danh mục"));
}

TEST(Document, OneCodeInOneSetIsOneMatter) {  // L11
    Procedure other = shipped_made().procedure;
    other.digest = Digest{};
    other.name = "Đăng ký khai sinh";
    other.act = ActCode("1.001193");
    const auto check = [&](const auto& change) {
        change(other.control.key);
        return shipped_report([](Procedure&) {}, whole_world({&other}));
    };

    EXPECT_EQ(words_of(check([](auto&) {}), "GATE-060"),
              "Trùng khóa Hành chính tư pháp – chứng thực cấp xã / QT 11/CX-HCTP / 1 với “Đăng ký khai sinh”");
    EXPECT_EQ(words_of(check([](auto& key) { key.issue = 0; }), "GATE-060"),
              "Mã QT 11/CX-HCTP đang chỉ một thủ tục khác: “Đăng ký khai sinh”");
    // The same code in another set is another document.
    EXPECT_EQ(codes_of(check([](auto& key) { key.set = "Hộ tịch"; })).find("GATE-06"), std::string::npos);
}

TEST(Document, AnOlderIssueDoesNotReplaceANewerOne) {
    Procedure newer = shipped_made().procedure;
    newer.digest = Digest{};
    newer.control.key.issue = 2;

    EXPECT_THAT(words_of(shipped_report([](Procedure&) {}, whole_world({&newer})), "GATE-061"),
                HasSubstr("Đã có lần ban hành mới hơn"));
}

TEST(Document, OneMatterHasOneProcedure) {
    Procedure other = shipped_made().procedure;
    other.digest = Digest{};
    other.control.key = {"Bộ cũ", "QT 07", 1};

    EXPECT_EQ(words_of(shipped_report([](Procedure&) {}, whole_world({&other})), "GATE-062"),
              "Chồng chéo: thủ tục 2.000815 đã có quy trình Bộ cũ / QT 07 / 1");
    const Report replaced =
        shipped_report([&](Procedure& p) { p.control.supersedes.push_back(other.control.key); }, whole_world({&other}));
    EXPECT_EQ(words_of(replaced, "GATE-062"), "");
}

// --- the report ------------------------------------------------------------------------------------------------------

TEST(Report, IsJson) {
    const Made made = make("start s -> x\nxor x -> b [n > 1], c [default]\nuser b -> j\nuser c -> j\nand j -> e\nend e",
                           {{"b", "clerk", 1, ""}, {"c", "clerk", 1, ""}});
    const Json json = to_json(made.check());

    EXPECT_EQ(json["schema"], "trien.gate/1");
    EXPECT_EQ(json["mayIssue"], false);
    EXPECT_EQ(json["soundness"]["verdict"], "unsound");
    EXPECT_EQ(json["findings"][0]["code"], "GATE-001");
    EXPECT_EQ(json["findings"][0]["way"][0]["kind"], "begin");
    EXPECT_EQ(json["findings"][0]["way"][1]["element"], "b");
    EXPECT_EQ(json["times"][0]["typical"], 240);
    EXPECT_NO_THROW(static_cast<void>(canonical(json)));
}

TEST(Report, IsTextInBothLanguages) {
    const Report report = shipped_report([](Procedure&) {});

    EXPECT_THAT(text(report, Language::vi), HasSubstr("Luồng: mọi hồ sơ đều đi tới kết thúc (rút gọn sơ đồ)"));
    EXPECT_THAT(text(report, Language::vi), HasSubstr("Kết luận: được ban hành"));
    EXPECT_THAT(text(report, Language::en), HasSubstr("Flow: every case comes to an end (by contracting the diagram)"));
    EXPECT_THAT(text(report, Language::en), HasSubstr("Verdict: may be issued"));
}

}  // namespace
}  // namespace trien::gate
