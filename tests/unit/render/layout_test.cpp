// SPDX-License-Identifier: Apache-2.0
#include "engine/render/layout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/render/archive.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using test::fonts;
using testing::ElementsAre;

constexpr Style body{Face::regular, 14};

std::vector<std::string> texts_of(const std::vector<SetLine>& lines) {
    std::vector<std::string> texts;
    for (const SetLine& line : lines) {
        std::string text;
        for (const SetWord& word : line.words) text += (text.empty() ? "" : " ") + word.text;
        texts.push_back(text);
    }
    return texts;
}

double right_edge(const SetLine& line) {
    return line.words.back().x + fonts().width(line.words.back().text, line.words.back().style);
}

TEST(Layout, NeverBreaksInsideADocumentNumber) {
    const auto lines = set_paragraph({{"Nghị định số 30/2020/NĐ-CP", body}}, {130, 0, Align::left}, fonts());

    EXPECT_THAT(texts_of(lines), ElementsAre("Nghị định số", "30/2020/NĐ-CP"));
}

TEST(Layout, KeepsWordsJoinedByANoBreakSpaceTogether) {
    const auto lines = set_paragraph({{"theo khoản 3 Điều\u00A07", body}}, {110, 0, Align::left}, fonts());

    EXPECT_THAT(texts_of(lines), ElementsAre("theo khoản 3", "Điều\u00A07"));
}

TEST(Layout, FillsEveryLineOfAJustifiedParagraphButTheLast) {
    const std::string prose =
        "Ủy quyền cho công chức Tư pháp - Hộ tịch ký chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ "
        "chức có thẩm quyền của Việt Nam cấp hoặc chứng nhận.";

    const auto lines = set_paragraph({{prose, body}}, {300, 36, Align::justify}, fonts());

    ASSERT_GT(lines.size(), 2U);
    EXPECT_DOUBLE_EQ(lines.front().words.front().x, 36);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) EXPECT_NEAR(right_edge(lines[i]), 300, 1e-6);
    EXPECT_LT(right_edge(lines.back()), 300);
}

TEST(Layout, SetsHeadingsInLinesOfLikeLength) {
    const auto lines =
        set_paragraph({{"ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA", {Face::bold, 12}}}, {mm(66), 0, Align::centre}, fonts());

    EXPECT_THAT(texts_of(lines), ElementsAre("ỦY BAN NHÂN DÂN", "PHƯỜNG AN HÒA"));
}

TEST(Layout, CutsAWordWiderThanTheColumn) {
    const auto lines = set_paragraph({{"https://dichvucong.example.vn/ho-so", body}}, {80, 0, Align::left}, fonts());

    EXPECT_GT(lines.size(), 1U);
    for (const SetLine& line : lines) EXPECT_LE(right_edge(line), 80 + 1e-6);
}

TEST(Layout, MovesStripsThatKeepTogetherToOnePage) {
    PdfDocument document(fonts());
    std::vector<int> pages;
    const auto strip = [&pages](double height, bool keeps) {
        return Strip{height, 0, keeps, [&pages](Page& page, double) { pages.push_back(page.number()); }};
    };

    fill_pages(document, {mm(20), mm(20), 0, 0}, {strip(mm(200), false), strip(mm(30), true), strip(mm(40), false)},
               [](Page&) {});

    EXPECT_THAT(pages, ElementsAre(1, 2, 2));
}

RC_GTEST_PROP(Layout, LosesNoWordAndStaysInItsColumn, ()) {
    const auto words = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("căn", "cứ", "Nghị", "định", "số", "30/2020/NĐ-CP", "a", "nghiêng")));
    const double width = *rc::gen::inRange(130, 500);
    std::string prose;
    for (const std::string& word : words) prose += (prose.empty() ? "" : " ") + word;

    const auto lines = set_paragraph({{prose, body}}, {width, 20, Align::justify}, fonts());

    std::string joined;
    for (const std::string& line : texts_of(lines)) joined += (joined.empty() ? "" : " ") + line;
    RC_ASSERT(joined == prose);
    for (const SetLine& line : lines) RC_ASSERT(right_edge(line) <= width + 1e-6);
}

}  // namespace
}  // namespace trien::render
