// SPDX-License-Identifier: Apache-2.0
#include "engine/render/official_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/render/delegation_decision.hpp"
#include "engine/render/detail/qpdf.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using test::fonts;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

constexpr const char* template_name = "delegation-decision.json";

std::string decision_template() {
    return read_file(std::filesystem::path(TRIEN_SOURCE_DIR) / "templates" / template_name);
}

DelegationDecision decision() {
    DelegationDecision decision;
    decision.office = "ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA";
    decision.office_in_text = "Ủy ban nhân dân phường An Hòa";
    decision.place = "An Hòa";
    decision.number = "12";
    decision.symbol = "QĐ-UBND";
    decision.date = 2026y / 2 / 5;
    decision.delegate_name = "Trần Thị Bình";
    decision.delegate_title = "Công chức Tư pháp - Hộ tịch";
    decision.delegate_unit = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường An Hòa";
    decision.acts = {"Chứng thực bản sao từ bản chính (2.000815)", "Chứng thực chữ ký (2.000884)"};
    decision.exclusions = {"Chứng thực giao dịch"};
    decision.signature_form = "TUQ. CHỦ TỊCH";
    decision.from = 2026y / 2 / 5;
    decision.to = 2028y / 12 / 31;
    decision.report_cycle = "hằng tháng";
    decision.capacity_lines = {"CHỦ TỊCH"};
    decision.signer_name = "Nguyễn Văn An";
    decision.created = *Instant::parse("2026-02-05T08:00:00+07:00");
    return decision;
}

std::string rendered(const DelegationDecision& decision) {
    return render_delegation_decision(decision, decision_template(), template_name, fonts());
}

/// A member of the document that a template of these articles gives.
OfficialDocument filled(const std::string& articles, const TemplateValues& values) {
    return fill_template(R"({"kind":"QUYẾT ĐỊNH","abstract":"","authority":"","enacting":"","bases":[],)"
                         R"("recipients":["Như Điều {articles}"],"articles":)" +
                             articles + "}",
                         "test.json", values);
}

std::vector<std::string> field_names(const std::string& bytes) {
    QPDF pdf;
    pdf.processMemoryFile("test", bytes.data(), bytes.size());
    std::vector<std::string> names;
    for (QPDFObjectHandle field : pdf.getRoot().getKey("/AcroForm").getKey("/Fields").aitems()) {
        names.push_back(field.getKey("/T").getUTF8Value());
    }
    return names;
}

TEST(OfficialDocument, WritesDatesAsTheDecreeDoes) {
    EXPECT_EQ(date_in_document(2026y / 2 / 5), "ngày 05 tháng 02 năm 2026");
    EXPECT_EQ(date_in_document(2026y / 3 / 15), "ngày 15 tháng 3 năm 2026");
    EXPECT_EQ(date_in_document(2026y / 11 / 23), "ngày 23 tháng 11 năm 2026");
}

TEST(OfficialDocument, OpensWithTheHeadOfEveryVietnameseDocument) {
    const std::string text = test::judged(rendered(decision()), "pdftotext -layout {} -");

    const auto lines = test::lines_of(text);
    EXPECT_THAT(lines[0], testing::MatchesRegex("ỦY BAN NHÂN DÂN +CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    EXPECT_THAT(lines[1], testing::MatchesRegex("PHƯỜNG AN HÒA +Độc lập - Tự do - Hạnh phúc"));
    EXPECT_THAT(lines[2], testing::MatchesRegex("Số: 12/QĐ-UBND +An Hòa, ngày 05 tháng 02 năm 2026"));
    EXPECT_EQ(lines[3], "QUYẾT ĐỊNH");
}

TEST(OfficialDocument, EndsEachBasisWithASemicolonAndTheLastWithAFullStop) {
    const std::string text = test::judged(rendered(decision()), "pdftotext -raw {} - | tr '\\n' ' '");

    EXPECT_THAT(text, HasSubstr("về công tác văn thư; Theo đề nghị của"));
    EXPECT_THAT(text, HasSubstr("nhân dân phường An Hòa. QUYẾT ĐỊNH:"));
}

TEST(OfficialDocument, NumbersPagesFromTheSecond) {
    const std::string pdf = rendered(decision());

    EXPECT_EQ(test::lines_of(test::judged(pdf, "pdftotext -f 2 {} -")).front(), "2");
}

TEST(OfficialDocument, NeverLeavesTheSignatureAloneOnAPage) {
    DelegationDecision long_one = decision();
    long_one.acts.resize(16, "Chứng thực");
    for (int more = 0; more < 12; ++more) {
        long_one.acts.emplace_back("Chứng thực");
        const auto last = test::lines_of(test::judged(
            rendered(long_one), "pdftotext -raw {} - | awk 'BEGIN{RS=\"\\f\"} NF{page=$0} END{print page}'"));
        EXPECT_THAT(last, testing::Contains(HasSubstr("thi hành")));
    }
}

TEST(DelegationDecision, NamesDelegateActsExclusionsTermAndDuties) {
    const std::string text = test::judged(rendered(decision()), "pdftotext -raw {} - | tr '\\n' ' '");

    EXPECT_THAT(text,
                AllOf(HasSubstr("Điều 1. Ủy quyền cho ông (bà) Trần Thị Bình, Công chức Tư pháp - Hộ tịch"),
                      HasSubstr("a) Chứng thực bản sao từ bản chính (2.000815); b) Chứng thực chữ ký (2.000884)."),
                      HasSubstr("Điều 2. Việc ủy quyền tại Điều 1 không bao gồm: a) Chứng thực giao dịch."),
                      HasSubstr("từ ngày 05 tháng 02 năm 2026 đến hết ngày 31 tháng 12 năm 2028"),
                      HasSubstr("không được ủy quyền lại"), HasSubstr("hằng tháng"), HasSubstr("- Như Điều 5;")));
}

TEST(DelegationDecision, LeavesOutTheArticleOfExclusionsWhereThereAreNone) {
    DelegationDecision whole = decision();
    whole.exclusions.clear();

    const std::string text = test::text_of(rendered(whole));

    EXPECT_THAT(text, AllOf(Not(HasSubstr("không bao gồm")), HasSubstr("- Như Điều 4;")));
}

TEST(DelegationDecision, PreparesFieldsForSignerAndSeal) {
    EXPECT_THAT(field_names(rendered(decision())), ElementsAre("NguoiKy", "CoQuan"));
}

TEST(DelegationDecision, PreparesNumberAndDateForTheRecordsClerk) {
    DelegationDecision unsigned_yet = decision();
    unsigned_yet.number.reset();
    unsigned_yet.date.reset();

    EXPECT_THAT(field_names(rendered(unsigned_yet)), ElementsAre("So", "Ngay", "NguoiKy", "CoQuan"));
}

TEST(DelegationDecision, IsSoundAndTheSameEveryTime) {
    const std::string pdf = rendered(decision());

    EXPECT_THAT(test::judged(pdf, "qpdf --check {}"), HasSubstr("No syntax or stream encoding errors found"));
    EXPECT_EQ(pdf, rendered(decision()));
}

TEST(Template, FillsPlaceholdersListsAndClauses) {
    const OfficialDocument document =
        filled(R"([{"text":"Cho {who}:","points":"acts","clauses":[{"text":"Ký","points":"acts"}]}])",
               {{{"who", "bà B"}}, {{"acts", {"một", "hai"}}}});

    EXPECT_EQ(document.articles.at(0).text, "Cho bà B:");
    EXPECT_THAT(document.articles.at(0).points, ElementsAre("một", "hai"));
    EXPECT_THAT(document.articles.at(0).clauses.at(0).points, ElementsAre("một", "hai"));
    EXPECT_THAT(document.recipients, ElementsAre("Như Điều 1"));
}

struct Slip {
    const char* articles;
    const char* element;
};

class BadTemplate : public testing::TestWithParam<Slip> {};

TEST_P(BadTemplate, IsRefusedWithFileAndMember) {
    try {
        (void)filled(GetParam().articles, {});
        FAIL() << "filled a template that is wrong";
    } catch (const Error& error) {
        EXPECT_EQ(error.place().file, "test.json");
        EXPECT_EQ(error.place().element, GetParam().element);
    }
}

INSTANTIATE_TEST_SUITE_P(Cases,
                         BadTemplate,
                         testing::Values(Slip{R"([{"text":"{nobody}"}])", "articles[0]"},
                                         Slip{R"([{"text":"{open"}])", "articles[0]"},
                                         Slip{R"([{"points":"acts"}])", "articles[0]"},
                                         Slip{R"([{"text":"x","points":"nothing"}])", "articles[0]"},
                                         Slip{R"([{"text":"x","clauses":[{"text":1}]}])", "articles[0].clauses[0]"},
                                         Slip{R"([{"text":"x","when":"nothing"}])", "articles"},
                                         Slip{R"(["x"])", "articles[0]"}));

}  // namespace
}  // namespace trien::render
