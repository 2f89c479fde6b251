// SPDX-License-Identifier: Apache-2.0
#include "engine/render/fonts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using test::fonts;

/// The code of the error the call throws.
template <class Call>
std::string refusal_of(Call call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return "nothing";
}

TEST(Fonts, MeasureTextWithTheAdvancesOfTimes) {
    EXPECT_DOUBLE_EQ(fonts().width("0000", {Face::regular, 10}), 20);
    EXPECT_GT(fonts().width("Điều", {Face::bold, 14}), fonts().width("Điều", {Face::regular, 14}));
}

TEST(Fonts, TakeTextToComposedFormBeforeDrawing) {
    EXPECT_EQ(fonts().encode("e\xCC\x82\xCC\x81", Face::regular), fonts().encode("ế", Face::regular));
}

TEST(Fonts, GiveCodesWithoutAZeroByte) {
    const std::string codes = fonts().encode("Độc lập - Tự do - Hạnh phúc ẤẦẨẪẬỲỴỶỸ “₫”…", Face::italic);

    EXPECT_THAT(codes, testing::Not(testing::Contains('\0')));
}

TEST(Fonts, DrawANoBreakSpaceAsASpace) {
    EXPECT_EQ(fonts().encode("Điều\u00A01", Face::regular), fonts().encode("Điều 1", Face::regular));
}

TEST(Fonts, RefuseACharacterWithoutGlyphAndNameIt) {
    try {
        (void)fonts().encode("họ 漢", Face::regular);
        FAIL() << "drew what it cannot";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "render.missing-glyph");
        EXPECT_THAT(error.cause().vi, testing::HasSubstr("U+6F22"));
    }
}

TEST(Fonts, RefuseBrokenUtf8) {
    EXPECT_THROW((void)fonts().encode("\xFF\xFE\xC3(", Face::regular), Error);
    EXPECT_THROW((void)fonts().width("\xED\xA0\x80", {}), Error);
}

TEST(Fonts, LeaveOutWhatRecognitionInvented) {
    EXPECT_EQ(fonts().encode_known("Số■ 漢12", Face::regular), fonts().encode("Số 12", Face::regular));
}

TEST(Fonts, NameTheFolderThatLacksThem) {
    EXPECT_EQ(refusal_of([] { const Fonts absent("/nowhere"); }), "render.font-absent");
}

}  // namespace
}  // namespace trien::render
