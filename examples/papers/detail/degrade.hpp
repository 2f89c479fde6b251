// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "examples/papers/detail/picture.hpp"
#include "examples/papers/dice.hpp"
#include "examples/papers/sample.hpp"

namespace trien::papers {

/// What the scanner made of one page.
struct Scan {
    Picture picture;            ///< 1, 8 or 32 bits per pixel, with its resolution
    int turned = 0;             ///< degrees clockwise the sheet lies on the glass
    int skew_millidegrees = 0;  ///< clockwise
};

/// Scans one printed page badly.
[[nodiscard]] Scan degrade(Picture page, Degradation degradation, Dice& dice);

}  // namespace trien::papers
