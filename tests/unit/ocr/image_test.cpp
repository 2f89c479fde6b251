// SPDX-License-Identifier: Apache-2.0
#include "ocr/image.hpp"

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/ocr/samples.hpp"

namespace trien::ocr {
namespace {

using papers::Degradation;
using papers::Format;
using papers::Kind;

class Pages : public testing::Test {
  protected:
    std::filesystem::path write(const std::string& name, const std::string& bytes) {
        const auto path = folder_.path() / name;
        write_file(path, bytes);
        return path;
    }

    std::unique_ptr<PageSource> open(const std::filesystem::path& path) {
        return open_pages(path, shipped_settings().limits);
    }

    /// The code of the error that reading every page of the file ends in; empty when there is none.
    std::string fault(const std::filesystem::path& path, const Limits& limits = shipped_settings().limits) {
        try {
            const auto source = open_pages(path, limits);
            for (int number = 1; number <= source->size(); ++number) (void)source->image(number);
            return "";
        } catch (const Error& e) {
            EXPECT_TRUE(e.place().file.ends_with(path.filename().string())) << e.place().text();
            EXPECT_FALSE(e.cause().vi.empty());
            EXPECT_FALSE(e.mend().vi.empty());
            return e.code();
        }
    }

    SampleFile sample(Format format, Degradation degradation, Kind kind = Kind::diploma) {
        return write_sample(folder_.path(), {3, kind, degradation, format, false});
    }

    TemporaryFolder folder_;
};

TEST_F(Pages, EveryFormatGivesTheSamePageSize) {
    for (const Format format : {Format::pdf, Format::jpeg, Format::png, Format::tiff}) {
        const auto source = open(sample(format, Degradation::jpeg).path);

        ASSERT_EQ(source->size(), 1) << papers::text(format);
        const Image image = source->image(1);
        EXPECT_EQ(image.width(), 2480);
        EXPECT_EQ(image.height(), 3508);
        EXPECT_EQ(image.depth(), 32);
        EXPECT_EQ(image.dpi(), 300);
    }
}

TEST_F(Pages, TheNameDoesNotDecideTheFormat) {
    const SampleFile jpeg = sample(Format::jpeg, Degradation::clean);
    const auto misnamed = write("scan.tif", read_file(jpeg.path));

    EXPECT_EQ(open(misnamed)->size(), 1);
}

TEST_F(Pages, AJpegPassesUnchanged) {
    const SampleFile jpeg = sample(Format::jpeg, Degradation::clean);

    const Encoded encoded = open(jpeg.path)->encoded(1);

    EXPECT_EQ(encoded.filter, Encoded::Filter::jpeg);
    EXPECT_TRUE(encoded.bytes == read_file(jpeg.path));
}

TEST_F(Pages, APictureOfAPdfPassesUnchanged) {
    const SampleFile pdf = sample(Format::pdf, Degradation::clean);

    const Encoded encoded = open(pdf.path)->encoded(1);

    EXPECT_EQ(encoded.filter, Encoded::Filter::jpeg);
    EXPECT_NE(read_file(pdf.path).find(encoded.bytes), std::string::npos);
}

TEST_F(Pages, AG4PictureOfAPdfIsReadLikeTheTiff) {
    const auto pdf = open(sample(Format::pdf, Degradation::fax).path);
    const auto tiff = open(sample(Format::tiff, Degradation::fax).path);

    EXPECT_EQ(pdf->encoded(1).filter, Encoded::Filter::g4);
    EXPECT_EQ(pdf->image(1).depth(), 1);
    EXPECT_EQ(pdf->image(1).dpi(), 200);
    const auto ink = [](PageSource& source) { return clean(source.image(1), shipped_settings().clean).report.ink_ppm; };
    EXPECT_EQ(ink(*pdf), ink(*tiff));
}

TEST_F(Pages, ATiffGivesAllItsPages) {
    const auto source = open(sample(Format::tiff, Degradation::fax, Kind::contract).path);

    EXPECT_EQ(source->size(), 2);
    EXPECT_EQ(source->image(2).width(), source->image(1).width());
}

TEST_F(Pages, APngPassesItsOwnData) {
    const auto source = open(sample(Format::png, Degradation::clean).path);

    EXPECT_TRUE(source->encoded(1).png_predictor);
}

TEST_F(Pages, GarbageIsNoImage) {
    EXPECT_EQ(fault(write("scan.pdf", "this is no scan at all")), "ocr.not-an-image");
}

TEST_F(Pages, AnEmptyFileSaysSo) {
    EXPECT_EQ(fault(write("scan.jpg", "")), "ocr.empty");
}

TEST_F(Pages, FilesCutShortAreRefused) {
    for (const Format format : {Format::jpeg, Format::png}) {
        const SampleFile file = sample(format, Degradation::coarse);
        const std::string bytes = read_file(file.path);

        EXPECT_EQ(fault(write("cut" + file.path.extension().string(), bytes.substr(0, bytes.size() / 2))),
                  "ocr.damaged");
    }
}

TEST_F(Pages, APdfWithoutStructureIsRefused) {
    EXPECT_EQ(fault(write("scan.pdf", "%PDF-1.7\nnothing")), "ocr.broken-pdf");
}

TEST_F(Pages, ALargePictureIsRefusedBeforeDecoding) {
    Limits limits = shipped_settings().limits;
    limits.page_pixels = 1000;
    for (const Format format : {Format::pdf, Format::jpeg, Format::png, Format::tiff}) {
        EXPECT_EQ(fault(sample(format, Degradation::fax).path, limits), "ocr.too-large") << papers::text(format);
    }
}

// A PNG header that promises 40,000 × 40,000 pixels, as a decompression bomb does.
TEST_F(Pages, ABombIsRefusedByItsHeader) {
    const std::string header("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x9C\x40\0\0\x9C\x40\x01\0\0\0\0\0\0\0\0", 33);

    EXPECT_EQ(fault(write("bomb.png", header + std::string(64, '\0'))), "ocr.too-large");
}

TEST_F(Pages, TooManyPagesAreRefused) {
    Limits limits = shipped_settings().limits;
    limits.pages = 1;
    for (const Format format : {Format::pdf, Format::tiff}) {
        EXPECT_EQ(fault(sample(format, Degradation::fax, Kind::contract).path, limits), "ocr.too-many-pages");
    }
}

TEST_F(Pages, ALargeFileIsRefusedBeforeReading) {
    Limits limits = shipped_settings().limits;
    limits.file_bytes = 100;

    EXPECT_FALSE(fault(sample(Format::jpeg, Degradation::coarse).path, limits).empty());
}

TEST_F(Pages, AnErrorNamesThePage) {
    Limits limits = shipped_settings().limits;
    limits.page_pixels = 1000;
    const auto source = open_pages(sample(Format::tiff, Degradation::fax, Kind::contract).path, limits);

    try {
        (void)source->image(2);
        FAIL() << "page 2 was read";
    } catch (const Error& e) {
        EXPECT_EQ(e.place().element, "page 2");
    }
}

}  // namespace
}  // namespace trien::ocr
