// SPDX-License-Identifier: Apache-2.0
#include "ocr/drawable.hpp"

#include "engine/base/error.hpp"
#include "ocr/detail/pix.hpp"

namespace trien::ocr {

namespace {

constexpr double mm_per_inch = 25.4;
/// Rows whose share of ink is below this are blank: specks and paper grain are no text.
constexpr double blank_row_share = 0.002;
constexpr int ink_below = 160;

/// The page as black and white, for counting ink.
Picture bilevel(const Image& image) {
    PIX* pix = pix_of(image);
    if (image.depth() == 1) return Picture(pixClone(pix));
    const Picture grey(image.depth() == 8 ? pixClone(pix) : pixConvertTo8(pix, 0));
    return Picture(pixThresholdToBinary(grey.get(), ink_below));
}

/// Rows at the foot without ink.
int blank_rows(const Image& image) {
    const Picture ink = bilevel(image);
    const Handle<NUMA, [](NUMA* n) noexcept { numaDestroy(&n); }> counts(pixCountPixelsByRow(ink.get(), nullptr));
    const int rows = numaGetCount(counts.get());
    int blank = 0;
    for (int row = rows - 1; row >= 0; --row, ++blank) {
        int pixels = 0;
        numaGetIValue(counts.get(), row, &pixels);
        if (pixels > blank_row_share * image.width()) break;
    }
    return blank;
}

std::string png_of(const Image& image) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    const int failed = pixWriteMemPng(&data, &size, pix_of(image), 0);
    const Handle<l_uint8, [](l_uint8* p) noexcept { lept_free(p); }> owner(data);
    if (failed != 0) {
        throw Error(Fault::external, "ocr.png", {},
                    {"Không ghi được trang thành ảnh PNG", "the page cannot be written as PNG"});
    }
    return {reinterpret_cast<const char*>(data), size};
}

}  // namespace

Drawable drawable_of(const SourcePage& page) {
    const bool plain_jpeg = page.encoded.filter == Encoded::Filter::jpeg && page.encoded.components != 4;
    return {plain_jpeg ? page.encoded.bytes : png_of(page.image), page.image.dpi(),
            blank_rows(page.image) * mm_per_inch / page.image.dpi()};
}

}  // namespace trien::ocr
