// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/message.hpp"
#include "ocr/geometry.hpp"
#include "ocr/image.hpp"

namespace trien::ocr {

/// Gates of the cleaning steps. Values stand in ocr/data/settings.json: they were tuned on few pages, so an office may
/// change them for its scanner. Grey values run from 0 (black) to 255.
struct CleanSettings {
    int ink_below = 0;            ///< grey below which a pixel is ink when letters are measured
    int orient_ink_below = 0;     ///< the same, for orientation and skew
    int orient_score = 0;         ///< least score of ascenders against descenders to believe in
    int orient_ratio_tenths = 0;  ///< by how much it must exceed the score of the other direction
    int pen_blue_by = 0;          ///< how much blue exceeds red in a pen's stroke
    int pen_most_permille = 0;    ///< of the ink; a page with more blue is printed in it
    int background_median = 0;    ///< paper darker than this is evened out
    int background_spread = 0;    ///< paper less even than this, too
    int background_black = 0;     ///< greys that become black and white after that
    int background_white = 0;
    int border_below = 0;            ///< grey below which a pixel may belong to a black scanner border
    int specks_permille = 0;         ///< isolated specks per 1,000 letters from which a page is despeckled
    int noise_weak = 0;              ///< mean |horizontal Laplacian| of the paper above which it is smoothed
    int noise_strong = 0;            ///< above which the median filter goes first
    int paper_above = 0;             ///< grey above which a pixel counts as paper for it
    std::int64_t smooth_pixels = 0;  ///< smaller pictures are never smoothed
    int skew_confidence_tenths = 0;
    int skew_least_millidegrees = 0;
    int skew_most_millidegrees = 0;
    int letter_low = 0;   ///< median letter height in pixels at or below which the page is scaled
    int letter_high = 0;  ///< above which, too
    int letter_goal = 0;
    int scale_most_permille = 0;
    int dpi_least = 0;      ///< a scan below it is marked (Decree 30/2020/NĐ-CP: 200 dpi)
    int blank_letters = 0;  ///< a page with fewer letters …
    int blank_ink_ppm = 0;  ///< … and less ink than this is blank
};

/// What was measured on a page and what was done to it, in whole numbers so that it can be recorded.
struct CleanReport {
    int turned = 0;             ///< degrees clockwise the page was turned to stand upright: 0, 90, 180, 270
    int skew_millidegrees = 0;  ///< turned clockwise after that
    int scale_permille = 1000;
    int pen_permille = 0;       ///< blue among 1,000 ink pixels
    int background = 255;       ///< median grey of the paper
    int background_spread = 0;  ///< 90th less 10th percentile of it over the page
    int noise = 0;              ///< mean |horizontal Laplacian| of the paper
    int specks_permille = 0;    ///< isolated specks per 1,000 letters
    int letters = 0;            ///< found
    int letter_height = 0;      ///< median, pixels; 0 when too few letters were found
    int ink_ppm = 0;            ///< ink pixels per million
    bool blank = false;
    std::vector<std::string> steps;  ///< done, in order: "turn", "red", "pen", "background", "border", "despeckle",
                                     ///< "smooth", "deskew", "scale"
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
