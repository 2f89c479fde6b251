// SPDX-License-Identifier: Apache-2.0
#include "ocr/clean.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "ocr/detail/pix.hpp"

namespace trien::ocr {

namespace {

int depth_of(const Picture& pix) {
    return pixGetDepth(pix.get());
}
int width_of(const Picture& pix) {
    return pixGetWidth(pix.get());
}
int height_of(const Picture& pix) {
    return pixGetHeight(pix.get());
}

/// Leptonica's makers return null only when memory runs out.
Picture made(PIX* pix) {
    if (pix == nullptr) throw std::bad_alloc();
    return Picture(pix);
}

Picture bilevel(const Picture& pix, int ink_below) {
    return made(depth_of(pix) == 1 ? pixClone(pix.get()) : pixConvertTo1(pix.get(), ink_below));
}

const l_uint32* row_of(const Picture& pix, int y) {
    return pixGetData(pix.get()) + std::ptrdiff_t{y} * pixGetWpl(pix.get());
}

/// The value below which `permille` of the values lie; reorders them.
int percentile(std::vector<int>& values, std::size_t permille) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * permille / 1000);
    std::ranges::nth_element(values, at);
    return *at;
}

/// Paper's grey, tile by tile: dark writing covers less than a third of any tile, so the 70th percentile is paper.
std::vector<int> paper_tiles(const Picture& grey) {
    constexpr int least_tile = 40;
    constexpr int tiles_across = 40;
    constexpr int sample_step = 5;
    const int tile = std::max(least_tile, width_of(grey) / tiles_across);
    std::vector<int> tiles;
    std::vector<int> values;
    for (int top = tile; top + 2 * tile <= height_of(grey); top += tile) {
        for (int left = tile; left + 2 * tile <= width_of(grey); left += tile) {
            values.clear();
            for (int y = top; y < top + tile; y += sample_step) {
                const l_uint32* row = row_of(grey, y);
                for (int x = left; x < left + tile; x += sample_step) {
                    values.push_back(static_cast<int>(GET_DATA_BYTE(row, x)));
                }
            }
            tiles.push_back(percentile(values, 700));
        }
    }
    return tiles;
}

/// Mean |2·g(x) − g(x−1) − g(x+1)| over paper pixels.
int noise_of(const Picture& grey, int paper_above) {
    constexpr int margin = 20;
    constexpr int step_down = 7;
    constexpr int step_across = 5;
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (int y = margin; y < height_of(grey) - margin; y += step_down) {
        const l_uint32* row = row_of(grey, y);
        for (int x = margin; x < width_of(grey) - margin; x += step_across) {
            const int value = static_cast<int>(GET_DATA_BYTE(row, x));
            if (value <= paper_above) continue;
            const auto before = static_cast<int>(GET_DATA_BYTE(row, x - 1));
            const auto after = static_cast<int>(GET_DATA_BYTE(row, x + 1));
            sum += std::abs(2 * value - before - after);
            ++count;
        }
    }
    return count == 0 ? 0 : static_cast<int>(sum / count);
}

/// Sizes between which a connected component may be a letter, in pixels.
struct LetterSizes {
    int height_least;
    int height_most;
    int width_least;
    int width_most;
};

constexpr LetterSizes any_letter{8, 120, 4, 150};   // also at low resolutions
constexpr LetterSizes sure_letter{12, 80, 6, 100};  // on a page full of specks

struct Letters {
    int count = 0;
    int height = 0;  ///< median; 0 when there are too few to say
};

Letters letters_of(const Picture& bits, const LetterSizes& sizes) {
    constexpr std::size_t enough = 30;
    const Boxes boxes(pixConnCompBB(bits.get(), 8));
    std::vector<int> heights;
    for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
        l_int32 width = 0;
        l_int32 height = 0;
        boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, &width, &height);
        const bool fits = height >= sizes.height_least && height <= sizes.height_most && width >= sizes.width_least &&
                          width <= sizes.width_most;
        if (fits) heights.push_back(height);
    }
    const int count = static_cast<int>(heights.size());
    return {count, heights.size() < enough ? 0 : percentile(heights, 500)};
}

int odd(double length) {
    return static_cast<int>(length) | 1;
}

/// Components of `all` that touch `seed` grown by the given size.
Picture near_letters(const Picture& seed, const Picture& all, int across, int down) {
    const Picture grown = made(pixDilateBrick(nullptr, seed.get(), across, down));
    const Picture touching = made(pixAnd(nullptr, grown.get(), all.get()));
    return made(pixSeedfillBinary(nullptr, touching.get(), all.get(), 8));
}

int components(const Picture& bits) {
    l_int32 count = 0;
    pixCountConnComp(bits.get(), 8, &count);
    return count;
}

/// One page on its way through the steps.
class Cleaner {
  public:
    Cleaner(const Image& page, const CleanSettings& settings)
        : settings_(settings), pix_(made(pixClone(pix_of(page)))), dpi_(page.dpi()) {}

    CleanPage clean() && {
        orient();
        drop_colour();
        even_out_background();
        remove_border();
        despeckle();
        smooth();
        deskew();
        measure_ink();
        scale();
        note_quality();
        const int dpi = static_cast<int>(std::lround(dpi_ * report_.scale_permille / 1000.0));
        return {make_image(std::move(pix_), dpi), placement_, std::move(report_)};
    }

  private:
    void done(const char* step) { report_.steps.emplace_back(step); }

    /// `step` leads from the new page to the one before it.
    void replace(Picture pix, const Placement& step) {
        pix_ = std::move(pix);
        placement_ = placement_.after(step);
    }

    void orient() {
        const Picture bits = bilevel(pix_, settings_.orient_ink_below);
        l_float32 up = 0;
        l_float32 left = 0;
        if (pixOrientDetect(bits.get(), &up, &left, 0, 0) != 0) return;
        // Leptonica's own decision gives up when either score happens to be exactly 0.
        const l_float32 score = std::max(std::abs(up), std::abs(left));
        const l_float32 other = std::min(std::abs(up), std::abs(left));
        const bool clear = score >= static_cast<l_float32>(settings_.orient_score) &&
                           score * 10 >= other * static_cast<l_float32>(settings_.orient_ratio_tenths);
        if (!clear) return;
        const double width = width_of(pix_);
        const double height = height_of(pix_);
        const bool sideways = score == std::abs(left);
        if (sideways && left > 0) return turn(1, {0, 1, 0, -1, 0, height});
        if (sideways) return turn(3, {0, -1, width, 1, 0, 0});
        if (up < 0) turn(2, {-1, 0, width, 0, -1, height});
    }

    void turn(int quarters, const Placement& back) {
        replace(made(pixRotateOrth(pix_.get(), quarters)), back);
        report_.turned = quarters * 90;
        done("turn");
    }

    /// Red seals and stamps vanish in the red channel. Blue pen strokes would stay: signatures hide the name under
    /// them, and numbers by hand are mostly misread, so they are painted white, unless the page is printed in blue.
    void drop_colour() {
        if (depth_of(pix_) != 32) return;
        const Picture pen = pen_strokes();
        pix_ = made(pixGetRGBComponent(pix_.get(), COLOR_RED));
        done("red");
        if (report_.pen_permille == 0 || report_.pen_permille > settings_.pen_most_permille) return;
        // Scanners fringe black letters with a pixel or two of colour; a pen's stroke is broader.
        const Picture broad = made(pixOpenBrick(nullptr, pen.get(), 3, 3));
        const Picture strokes = made(pixSeedfillBinary(nullptr, broad.get(), pen.get(), 8));
        const Picture grown = made(pixDilateBrick(nullptr, strokes.get(), 5, 5));
        pixSetMasked(pix_.get(), grown.get(), 255);
        done("pen");
    }

    /// Dark pixels that are more blue than red.
    Picture pen_strokes() {
        Picture pen = made(pixCreate(width_of(pix_), height_of(pix_), 1));
        std::int64_t ink = 0;
        std::int64_t blue_ink = 0;
        for (int y = 0; y < height_of(pix_); ++y) {
            const l_uint32* row = row_of(pix_, y);
            l_uint32* marks = pixGetData(pen.get()) + std::ptrdiff_t{y} * pixGetWpl(pen.get());
            for (int x = 0; x < width_of(pix_); ++x) {
                const auto red = static_cast<int>(row[x] >> 24U);
                const auto blue = static_cast<int>(row[x] >> 8U & 0xffU);
                if (red >= settings_.ink_below) continue;
                ++ink;
                if (blue - red < settings_.pen_blue_by) continue;
                ++blue_ink;
                SET_DATA_BIT(marks, x);
            }
        }
        report_.pen_permille = ink == 0 ? 0 : static_cast<int>(blue_ink * 1000 / ink);
        return pen;
    }

    void even_out_background() {
        if (depth_of(pix_) != 8) return;
        std::vector<int> tiles = paper_tiles(pix_);
        if (tiles.empty()) return;
        report_.background = percentile(tiles, 500);
        report_.background_spread = percentile(tiles, 900) - percentile(tiles, 100);
        const bool even = report_.background >= settings_.background_median &&
                          report_.background_spread <= settings_.background_spread;
        if (even) return;
        const Picture level(pixBackgroundNormSimple(pix_.get(), nullptr, nullptr));
        if (!level) return;  // too small a picture to have a background
        pix_ = made(pixGammaTRC(nullptr, level.get(), 1.0, settings_.background_black, settings_.background_white));
        done("background");
    }

    void remove_border() {
        const Picture dark = bilevel(pix_, settings_.border_below);
        const Picture edge = made(pixCreateTemplate(dark.get()));
        constexpr int rim = 3;
        pixSetOrClearBorder(edge.get(), rim, rim, rim, rim, PIX_SET);
        pixAnd(edge.get(), edge.get(), dark.get());
        const Picture flooded = made(pixSeedfillBinary(nullptr, edge.get(), dark.get(), 8));
        // Only broad dark areas: a line of writing that runs into the edge stays.
        const Picture border = made(pixMorphSequence(flooded.get(), "o15.15 + d5.5", 0));
        pixAnd(border.get(), border.get(), flooded.get());
        l_int32 none = 0;
        pixZero(border.get(), &none);
        if (none != 0) return;
        if (depth_of(pix_) == 1) {
            pix_ = made(pixSubtract(nullptr, pix_.get(), border.get()));
        } else {
            pix_ = made(pixCopy(nullptr, pix_.get()));
            pixSetMasked(pix_.get(), border.get(), 255);
        }
        done("border");
    }

    /// Drops small components that stand away from letters: accents and full stops stand near them.
    void despeckle() {
        if (depth_of(pix_) != 1) return;
        constexpr int readable = 10;
        const int m = letters_of(pix_, sure_letter).height;
        if (m < readable) return;
        const Picture letters = made(pixSelectBySize(pix_.get(), static_cast<int>(0.25 * m), static_cast<int>(0.55 * m),
                                                     8, L_SELECT_IF_BOTH, L_SELECT_IF_GTE, nullptr));
        const Picture small = made(pixSubtract(nullptr, pix_.get(), letters.get()));
        const int dust = std::max(2, static_cast<int>(0.11 * m));
        const Picture marks =
            made(pixSelectBySize(small.get(), dust, dust, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, nullptr));
        const Picture near = near_letters(letters, marks, odd(1.8 * m), odd(1.4 * m));
        const Picture specks = made(pixSubtract(nullptr, small.get(), near.get()));
        report_.specks_permille = components(specks) * 1000 / std::max(1, components(letters));
        if (report_.specks_permille < settings_.specks_permille) return;
        const Picture kept = near_letters(letters, marks, odd(1.3 * m), odd(1.0 * m));
        pix_ = made(pixOr(nullptr, letters.get(), kept.get()));
        done("despeckle");
    }

    void smooth() {
        if (depth_of(pix_) != 8) return;
        report_.noise = noise_of(pix_, settings_.paper_above);
        const std::int64_t pixels = std::int64_t{width_of(pix_)} * height_of(pix_);
        if (report_.noise <= settings_.noise_weak || pixels < settings_.smooth_pixels) return;
        if (report_.noise > settings_.noise_strong) pix_ = made(pixMedianFilter(pix_.get(), 3, 3));
        pix_ = made(pixBlockconv(pix_.get(), 1, 1));
        done("smooth");
    }

    void deskew() {
        const Picture bits = bilevel(pix_, settings_.orient_ink_below);
        l_float32 degrees = 0;
        l_float32 confidence = 0;
        if (pixFindSkew(bits.get(), &degrees, &confidence) != 0) return;
        const int millidegrees = static_cast<int>(std::lround(degrees * 1000));
        const bool worth = confidence * 10 > static_cast<l_float32>(settings_.skew_confidence_tenths) &&
                           std::abs(millidegrees) > settings_.skew_least_millidegrees &&
                           std::abs(millidegrees) < settings_.skew_most_millidegrees;
        if (!worth) return;
        const double angle = degrees * std::numbers::pi / 180;
        const double x = width_of(pix_) / 2.0;
        const double y = height_of(pix_) / 2.0;
        const double cosine = std::cos(angle);
        const double sine = std::sin(angle);
        replace(made(pixRotate(pix_.get(), static_cast<l_float32>(angle), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0)),
                {cosine, sine, x - x * cosine - y * sine, -sine, cosine, y + x * sine - y * cosine});
        report_.skew_millidegrees = millidegrees;
        done("deskew");
    }

    void measure_ink() {
        const Picture bits = bilevel(pix_, settings_.ink_below);
        const Letters letters = letters_of(bits, any_letter);
        l_int32 ink = 0;
        pixCountPixels(bits.get(), &ink, nullptr);
        const std::int64_t pixels = std::int64_t{width_of(bits)} * height_of(bits);
        report_.ink_ppm = static_cast<int>(std::int64_t{ink} * 1'000'000 / pixels);
        report_.letters = letters.count;
        report_.letter_height = letters.height;
        report_.blank = letters.count < settings_.blank_letters && report_.ink_ppm < settings_.blank_ink_ppm;
    }

    void scale() {
        const int m = report_.letter_height;
        if (m == 0 || (m > settings_.letter_low && m <= settings_.letter_high)) return;
        report_.scale_permille = std::min(settings_.letter_goal * 1000 / m, settings_.scale_most_permille);
        const double factor = report_.scale_permille / 1000.0;
        const auto f = static_cast<l_float32>(factor);
        if (depth_of(pix_) == 1 && factor < 1) {
            replace(made(pixScaleToGray(pix_.get(), f)), {1 / factor, 0, 0, 0, 1 / factor, 0});
        } else {
            const Picture grey = made(depth_of(pix_) == 1 ? pixConvertTo8(pix_.get(), 0) : pixClone(pix_.get()));
            replace(made(pixScale(grey.get(), f, f)), {1 / factor, 0, 0, 0, 1 / factor, 0});
        }
        done("scale");
    }

    void note(Message message) { report_.notes.push_back(std::move(message)); }

    void note_quality() {
        if (report_.blank) return;
        if (dpi_ < settings_.dpi_least) {
            note({fmt::format("Bản quét {} dpi, dưới mức tối thiểu {} dpi", dpi_, settings_.dpi_least),
                  fmt::format("scanned at {} dpi, below the least of {} dpi", dpi_, settings_.dpi_least)});
        }
        constexpr int noticeable = 1000;
        if (std::abs(report_.skew_millidegrees) > noticeable) {
            note({"Trang đặt lệch trên máy quét", "the sheet lay askew on the scanner"});
        }
        if (report_.background < settings_.background_median) {
            note({"Nền tối hoặc chữ mờ", "the paper is dark or the writing faint"});
        }
        if (report_.noise > settings_.noise_strong) note({"Ảnh nhiều nhiễu", "the picture is noisy"});
        if (report_.specks_permille >= settings_.specks_permille) {
            note({"Trang nhiều đốm bẩn", "the page is full of specks"});
        }
    }

    const CleanSettings& settings_;
    Picture pix_;
    int dpi_;
    Placement placement_;
    CleanReport report_;
};

}  // namespace

CleanPage clean(const Image& page, const CleanSettings& settings) {
    silence_leptonica();
    return Cleaner(page, settings).clean();
}

}  // namespace trien::ocr
