// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ocr/image.hpp"

namespace trien::ocr {

/// A page's picture as a file that any drawing can take in.
struct Drawable {
    std::string file;  ///< a JPEG of 1 or 3 components, unchanged from the scan, or a PNG
    int dpi = 0;
    double free_bottom_mm = 0;  ///< blank height at the foot, on paper: below the lowest row with ink
};

/// The picture of a page for redrawing it elsewhere.
/// @throws Error(Fault::external) when the picture cannot be written as PNG.
[[nodiscard]] Drawable drawable_of(const SourcePage& page);

}  // namespace trien::ocr
