// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/message.hpp"
#include "ocr/geometry.hpp"
#include "ocr/image.hpp"

namespace trien::ocr {

/// Gates and measures of the cleaning steps. Values stand in ocr/settings.json: they were tuned on few pages, so an
/// office may change them for its scanner. Lengths named `letters` are multiples of the median letter height.
struct CleanSettings {
    int binary_threshold = 0;       ///< grey value below which a pixel is ink, for the measurements
    int binary_threshold_skew = 0;  ///< the same, for orientation and skew
    double orient_confidence = 0;   ///< least score, and least ratio of the two scores, to turn the page
    double orient_ratio = 0;
    int background_median = 0;  ///< paper darker than this is brightened
    int background_spread = 0;  ///< paper less even than this is evened out
    int background_black = 0;   ///< grey values mapped to black and white after evening out
    int background_white = 0;
    int border_threshold = 0;       ///< grey value below which a pixel may belong to a black scanner border
    double speck_share = 0;         ///< isolated specks per letter from which a page is despeckled
    int noise_weak = 0;             ///< mean horizontal Laplacian of the paper from which it is smoothed
    int noise_strong = 0;           ///< … and from which the median filter goes first
    std::int64_t noise_pixels = 0;  ///< smaller pictures are never smoothed
    double skew_confidence = 0;
    double skew_least = 0;  ///< degrees
    double skew_most = 0;   ///< degrees
    int letter_low = 0;     ///< median letter height in pixels, at or below which the page is scaled
    int letter_high = 0;    ///< … and above which
    int letter_goal = 0;
    double scale_most = 0;
    int dpi_least = 0;     ///< a scan below it is marked (Decree 30/2020/NĐ-CP: 200 dpi)
    double blank_ink = 0;  ///< share of ink below which a page is blank
};

/// What was measured on a page and what was done to it, in whole numbers so that it can be recorded.
struct CleanReport {
    int turned = 0;             ///< degrees clockwise the page was turned to stand upright: 0, 90, 180, 270
    int skew_millidegrees = 0;  ///< turned clockwise after that
    int scale_permille = 1000;
    int background = 255;       ///< median grey of the paper
    int background_spread = 0;  ///< 90th less 10th percentile of it over the page
    int noise = 0;              ///< mean |horizontal Laplacian| of the paper
    int specks_permille = 0;    ///< isolated specks per 1,000 letters
    int letter_height = 0;      ///< median, pixels; 0 when too few letters were found
    int ink_ppm = 0;            ///< ink pixels per million
    bool blank = false;
    std::vector<std::string> steps;  ///< done, in order: "turn", "red", "background", "border", "despeckle", "smooth",
                                     ///< "deskew", "scale"
    std::vector<Message> notes;      ///< about the scan's quality, for the person at the scanner
};

/// A page ready to be read, and the way back to the page as scanned.
struct CleanPage {
    Image image;
    Placement placement;
    CleanReport report;
};

/// Cleans one page. Every step is decided by a measurement of the page, so that a good scan stays as it is.
[[nodiscard]] CleanPage clean(const Image& page, const CleanSettings& settings);

}  // namespace trien::ocr
