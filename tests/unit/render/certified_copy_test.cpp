// SPDX-License-Identifier: Apache-2.0
#include "engine/render/certified_copy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/render/detail/qpdf.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using test::fonts;
using test::judged;
using testing::ElementsAre;
using testing::HasSubstr;

ScannedPage scanned(const std::string& image) {
    ScannedPage page;
    page.image = image;
    page.dpi = 100;
    return page;
}

CertifiedCopy copy_of(std::vector<ScannedPage> pages) {
    CertifiedCopy copy;
    copy.superior_office = "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI";
    copy.office = "ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA";
    copy.copy_mark = "BẢN SAO";
    copy.pages = std::move(pages);
    copy.statement.title = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH";
    copy.statement.number_line = "Số chứng thực: 12   Quyển số: 01/2026-SCT/BS";
    copy.statement.date_line = "Ngày 23 tháng 11 năm 2026";
    copy.statement.extent_line = "Bản sao gồm 01 trang, 01 tờ.";
    copy.statement.capacity_lines = {"TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"};
    copy.statement.signer_name = "Trần Thị Bình";
    copy.title = "Bản sao chứng thực số 12";
    copy.created = *Instant::parse("2026-11-23T09:00:00+07:00");
    return copy;
}

std::string last_page_text(const std::string& pdf, int page) {
    return judged(pdf, "pdftotext -raw -f " + std::to_string(page) + " {} -");
}

int pages_of(const std::string& pdf) {
    QPDF parsed;
    parsed.processMemoryFile("test", pdf.data(), pdf.size());
    return static_cast<int>(parsed.getAllPages().size());
}

/// The box of a field as {left, bottom, right, top}.
std::vector<double> box_of(const std::string& pdf, int index) {
    QPDF parsed;
    parsed.processMemoryFile("test", pdf.data(), pdf.size());
    std::vector<double> box;
    QPDFObjectHandle field = parsed.getRoot().getKey("/AcroForm").getKey("/Fields").getArrayItem(index);
    for (QPDFObjectHandle number : field.getKey("/Rect").aitems()) box.push_back(number.getNumericValue());
    return box;
}

TEST(CertifiedCopy, PutsTheStatementOnAPageAfterAFullScan) {
    const std::string pdf = render_certified_copy(copy_of({scanned(test::scan_jpeg())}), fonts());

    EXPECT_EQ(pages_of(pdf), 2);
    EXPECT_THAT(
        test::lines_of(last_page_text(pdf, 2)),
        ElementsAre("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: 12 Quyển số: 01/2026-SCT/BS",
                    "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA", "Bản sao gồm 01 trang, 01 tờ.",
                    "Ngày 23 tháng 11 năm 2026", "TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH", "Trần Thị Bình"));
}

TEST(CertifiedCopy, PutsTheStatementUnderAScanThatLeavesRoom) {
    ScannedPage page = scanned(test::scan_jpeg());
    page.free_bottom_mm = 130;

    const std::string pdf = render_certified_copy(copy_of({page}), fonts());

    EXPECT_EQ(pages_of(pdf), 1);
    EXPECT_THAT(test::text_of(pdf), HasSubstr("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"));
}

TEST(CertifiedCopy, DoesNotTrustABlankFootThatIsTooSmall) {
    ScannedPage page = scanned(test::scan_jpeg());
    page.free_bottom_mm = 60;

    EXPECT_EQ(pages_of(render_certified_copy(copy_of({page}), fonts())), 2);
}

TEST(CertifiedCopy, MarksTheFirstPageOnly) {
    const std::string pdf =
        render_certified_copy(copy_of({scanned(test::scan_jpeg()), scanned(test::scan_png_mono())}), fonts());

    EXPECT_THAT(test::lines_of(judged(pdf, "pdftotext -f 1 -l 1 {} -")), ElementsAre("BẢN SAO"));
    EXPECT_THAT(test::lines_of(judged(pdf, "pdftotext -f 2 -l 2 {} -")), testing::IsEmpty());
}

TEST(CertifiedCopy, KeepsTheScanByteForByte) {
    const std::string pdf = render_certified_copy(copy_of({scanned(test::scan_jpeg())}), fonts());

    EXPECT_EQ(test::made_from(pdf, "pdfimages -all {} {folder}/image"), test::scan_jpeg());
}

TEST(CertifiedCopy, ShowsAScanAtRealSize) {
    const std::string images =
        judged(render_certified_copy(copy_of({scanned(test::scan_png_mono())}), fonts()), "pdfimages -list {}");

    EXPECT_THAT(images, testing::ContainsRegex("gray +1 +1 .* 100 +100 "));
}

TEST(CertifiedCopy, ShrinksAScanLargerThanThePaper) {
    ScannedPage page = scanned(test::scan_jpeg());
    page.dpi = 50;

    const std::string images = judged(render_certified_copy(copy_of({page}), fonts()), "pdfimages -list {}");

    EXPECT_THAT(images, testing::ContainsRegex(" 100 +100 "));
}

TEST(CertifiedCopy, LetsTheRecognisedWordsBeSearched) {
    ScannedPage page = scanned(test::scan_jpeg());
    page.words = {{"Giấy", 120, 140, 60, 20}, {"khai■", 190, 140, 60, 20}, {"sinh", 260, 140, 60, 20}};

    const std::string pdf = render_certified_copy(copy_of({page}), fonts());

    EXPECT_THAT(test::lines_of(judged(pdf, "pdftotext -f 1 -l 1 {} -")), ElementsAre("BẢN SAO", "Giấy khai sinh"));
    EXPECT_THAT(judged(pdf, "pdftotext -bbox -f 1 -l 1 {} -"), HasSubstr("xMin=\"136.8"));
}

TEST(CertifiedCopy, LaysTheSealOverAThirdOfTheSignatureOnItsLeft) {
    const std::string pdf = render_certified_copy(copy_of({scanned(test::scan_jpeg())}), fonts());

    const auto signature = box_of(pdf, 0);
    const auto seal = box_of(pdf, 1);

    EXPECT_NEAR(seal[2] - signature[0], (signature[2] - signature[0]) / 3, 0.01);
    EXPECT_NEAR(seal[2] - seal[0], mm(36), 0.01);
    EXPECT_LT(seal[0], signature[0]);
    EXPECT_GT(seal[0], 0);
}

TEST(CertifiedCopy, IsSoundAndTheSameEveryTime) {
    const CertifiedCopy copy = copy_of({scanned(test::scan_png()), scanned(test::scan_jpeg())});

    const std::string pdf = render_certified_copy(copy, fonts());

    EXPECT_THAT(judged(pdf, "qpdf --check {}"), HasSubstr("No syntax or stream encoding errors found"));
    EXPECT_EQ(pdf, render_certified_copy(copy, fonts()));
}

TEST(CertifiedCopy, RefusesACopyOfNothing) {
    EXPECT_THROW((void)render_certified_copy(copy_of({}), fonts()), Error);
}

TEST(CertifiedCopy, NamesThePageWhoseImageIsDamaged) {
    try {
        (void)render_certified_copy(copy_of({scanned(test::scan_jpeg()), scanned("no image")}), fonts());
        FAIL() << "rendered what is no image";
    } catch (const Error& error) {
        EXPECT_EQ(error.place().element, "page 2");
        EXPECT_EQ(error.fault(), Fault::input);
    }
}

TEST(CertifiedCopy, RefusesAScanWithoutResolution) {
    ScannedPage page = scanned(test::scan_jpeg());
    page.dpi = 0;

    EXPECT_THROW((void)render_certified_copy(copy_of({page}), fonts()), Error);
}

}  // namespace
}  // namespace trien::render
