// SPDX-License-Identifier: Apache-2.0
#include "engine/render/image.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/render/tools.hpp"

namespace trien::render {
namespace {

using testing::HasSubstr;

TEST(Image, PassesAJpegThroughUntouched) {
    const std::string file = test::scan_jpeg();

    const EncodedImage image = read_image(file);

    EXPECT_EQ(image.data, file);
    EXPECT_EQ(image.width, 827);
    EXPECT_EQ(image.height, 1170);
    EXPECT_THAT(image.entries, HasSubstr("/DeviceRGB /Filter /DCTDecode"));
}

TEST(Image, PassesTheCompressedSamplesOfAPngThrough) {
    const EncodedImage image = read_image(test::scan_png());

    EXPECT_EQ(image.bits, 8);
    EXPECT_THAT(image.entries, HasSubstr("/DeviceGray"));
    EXPECT_THAT(image.entries, HasSubstr("/Predictor 15"));
    EXPECT_TRUE(image.alpha.empty());
}

TEST(Image, KeepsOneBitAPixel) {
    EXPECT_EQ(read_image(test::scan_png_mono()).bits, 1);
}

TEST(Image, RefusesWhatIsNoImage) {
    EXPECT_THROW((void)read_image(""), Error);
    EXPECT_THROW((void)read_image("%PDF-1.7"), Error);
}

TEST(Image, RefusesAPngWithAChangedByte) {
    std::string file = test::scan_png();
    file[file.size() / 2] = static_cast<char>(file[file.size() / 2] ^ 1);

    EXPECT_THROW((void)read_image(file), Error);
}

TEST(Image, RefusesCmyk) {
    // SOI, then a baseline frame of 8 bits, 1 by 1, four components.
    const std::string file(
        "\xFF\xD8\xFF\xC0\x00\x14\x08\x00\x01\x00\x01\x04"
        "\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00",
        24);

    EXPECT_THROW((void)read_image(file), Error);
}

RC_GTEST_PROP(Image, RefusesAPngCutShort, ()) {
    const std::string file = test::scan_png_mono();
    const auto length = *rc::gen::inRange<std::size_t>(0, file.size());

    RC_ASSERT_THROWS_AS((void)read_image(file.substr(0, length)), Error);
}

RC_GTEST_PROP(Image, NeverDoesWorseThanRefuse, (std::string rest)) {
    for (const std::string start : {"\xFF\xD8\xFF", "\x89PNG\r\n\x1A\n"}) {
        try {
            (void)read_image(start + rest);
        } catch (const Error&) {
            continue;
        }
    }
}

}  // namespace
}  // namespace trien::render
