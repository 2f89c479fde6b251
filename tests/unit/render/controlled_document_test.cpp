// SPDX-License-Identifier: Apache-2.0
#include "engine/render/controlled_document.hpp"

#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using test::fonts;
using test::judged;
using test::text_of;
using testing::HasSubstr;

constexpr Style style{Face::regular, 13};

ControlledDocument sample(int paragraphs) {
    ControlledDocument document;
    document.title = "QT 01 Chứng thực";
    document.created = *Instant::parse("2025-07-07T00:00:00+07:00");
    document.footer = {"Chứng thực bản sao", "Ngày hiệu lực: 07/07/2025", "Lần ban hành: 01"};
    for (int i = 1; i <= paragraphs; ++i) {
        document.blocks.emplace_back(Paragraph{{{fmt::format("Đoạn thứ {}", i), style}}});
    }
    Figure figure;
    figure.title = "SƠ ĐỒ QUY TRÌNH";
    figure.size = {400, 100};
    figure.shapes = {{FigureShape::Form::box, {0, 0, 100, 80}},
                     {FigureShape::Form::circle, {150, 20, 186, 56}},
                     {FigureShape::Form::diamond, {300, 20, 350, 70}}};
    figure.arrows = {{{{100, 40}, {150, 40}}}};
    figure.texts = {{"Tiếp nhận hồ sơ", {0, 0, 100, 80}}, {"Văn thư", {370, 0, 400, 100}, true}};
    document.figures.push_back(figure);
    return document;
}

TEST(ControlledDocument, NumbersEveryPageOfAll) {
    const std::string text = text_of(render_controlled_document(sample(100), fonts()));

    for (const char* page : {"Trang: 1/4", "Trang: 2/4", "Trang: 3/4", "Trang: 4/4"}) {
        EXPECT_THAT(text, HasSubstr(page));
    }
    EXPECT_THAT(text, HasSubstr("Lần ban hành: 01"));
    EXPECT_THAT(text, HasSubstr("Đoạn thứ 100"));
}

TEST(ControlledDocument, DrawsAWideFigureCrosswiseOnAPageOfItsOwn) {
    const std::string pdf = render_controlled_document(sample(1), fonts());

    const std::string info = judged(pdf, "pdfinfo -f 1 -l 2 {}");
    EXPECT_THAT(info, HasSubstr("Page    1 size:  595.276 x 841.89"));
    EXPECT_THAT(info, HasSubstr("Page    2 size:  841.89 x 595.276"));
    EXPECT_THAT(judged(pdf, "pdftotext -f 2 -l 2 {} -"), HasSubstr("SƠ ĐỒ QUY TRÌNH"));
}

TEST(ControlledDocument, IsTheSameBytesTwice) {
    EXPECT_EQ(render_controlled_document(sample(30), fonts()), render_controlled_document(sample(30), fonts()));
}

TEST(ControlledDocument, IsSoundForQpdf) {
    EXPECT_THAT(judged(render_controlled_document(sample(30), fonts()), "qpdf --check {}"),
                HasSubstr("No syntax or stream encoding errors found"));
}

}  // namespace
}  // namespace trien::render
