// SPDX-License-Identifier: Apache-2.0
#include "engine/render/appearance.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/render/detail/qpdf.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using test::fonts;
using test::judged;
using testing::HasSubstr;
using testing::Not;

AgencySeal ward_seal() {
    return {"ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA", "THÀNH PHỐ HÀ NỘI"};
}

TEST(Appearance, IsOneSoundPageOfItsOwnSize) {
    for (const Appearance& appearance : {drawn_signature("Trần Thị Bình", fonts()), agency_seal(ward_seal(), fonts()),
                                         text_line("12", {Face::regular, 13}, {40, 16}, fonts())}) {
        QPDF pdf;
        pdf.processMemoryFile("test", appearance.pdf.data(), appearance.pdf.size());
        ASSERT_EQ(pdf.getAllPages().size(), 1U);
        QPDFObjectHandle page = pdf.getAllPages().at(0);
        QPDFObjectHandle box = page.getKey("/MediaBox");
        EXPECT_NEAR(box.getArrayItem(2).getNumericValue(), appearance.size.width, 0.01);
        EXPECT_NEAR(box.getArrayItem(3).getNumericValue(), appearance.size.height, 0.01);
        EXPECT_THAT(judged(appearance.pdf, "qpdf --check {}"), HasSubstr("No syntax or stream encoding errors found"));
    }
}

TEST(DrawnSignature, IsTheSameForOnePersonAndDiffersBetweenTwo) {
    const std::string of_binh = drawn_signature("Trần Thị Bình", fonts()).pdf;

    EXPECT_EQ(of_binh, drawn_signature("Trần Thị Bình", fonts()).pdf);
    EXPECT_NE(of_binh, drawn_signature("Nguyễn Văn An", fonts()).pdf);
}

TEST(DrawnSignature, NeedsNoTransparency) {
    EXPECT_THAT(drawn_signature("Trần Thị Bình", fonts()).pdf, Not(HasSubstr("/SMask")));
}

TEST(SignatureFromPng, KeepsTheTransparencyOfThePicture) {
    const std::string picture =
        test::made_from(drawn_signature("Trần Thị Bình", fonts()).pdf, "pdftocairo -png -transp -r 150 {} {folder}/a");

    const Appearance appearance = signature_from_png(picture, fonts());

    EXPECT_THAT(appearance.pdf, HasSubstr("/SMask"));
    EXPECT_THAT(judged(appearance.pdf, "pdfimages -list {}"), testing::ContainsRegex("image.* rgb .*smask.* gray "));
}

TEST(SignatureFromPng, RefusesWhatIsNoPicture) {
    EXPECT_THROW((void)signature_from_png("ink", fonts()), Error);
}

TEST(AgencySealPicture, HasItsRealSize) {
    EXPECT_NEAR(agency_seal(ward_seal(), fonts()).size.width, mm(36), 1e-9);
    EXPECT_NEAR(agency_seal(ward_seal(), fonts()).size.height, mm(36), 1e-9);
}

TEST(AgencySealPicture, EmbedsTheLettersItShows) {
    EXPECT_THAT(judged(agency_seal(ward_seal(), fonts()).pdf, "pdffonts {}"), HasSubstr("yes yes yes"));
}

TEST(AgencySealPicture, RefusesANameTooLongToRead) {
    AgencySeal seal = ward_seal();
    seal.upper_text += " " + seal.upper_text + " " + seal.upper_text;

    EXPECT_THROW((void)agency_seal(seal, fonts()), Error);
}

TEST(TextLine, CanBeCopied) {
    const Appearance line = text_line("ngày 05 tháng 02 năm 2026", {Face::italic, 13}, {170, 16}, fonts());

    EXPECT_EQ(test::lines_of(test::text_of(line.pdf)), std::vector<std::string>{"ngày 05 tháng 02 năm 2026"});
}

}  // namespace
}  // namespace trien::render
