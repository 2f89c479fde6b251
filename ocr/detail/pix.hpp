// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <allheaders.h>

#include "engine/base/handle.hpp"
#include "ocr/image.hpp"

namespace trien::ocr {

inline void destroy_pix(PIX* pix) noexcept {
    pixDestroy(&pix);
}
inline void destroy_boxes(BOXA* boxes) noexcept {
    boxaDestroy(&boxes);
}
inline void destroy_encoded(L_COMP_DATA* data) noexcept {
    l_CIDataDestroy(&data);
}

using Picture = Handle<PIX, destroy_pix>;
using Boxes = Handle<BOXA, destroy_boxes>;
using CompressedData = Handle<L_COMP_DATA, destroy_encoded>;

struct Image::State {
    Picture pix;  ///< 1, 8 or 32 bits per pixel, no colour map, resolution set
};

/// The picture without ownership, for the library's calls; they read it and never change it.
[[nodiscard]] inline PIX* pix_of(const Image& image) {
    return image.state().pix.get();
}

/// Takes the picture over and gives it one of the three depths and a resolution.
/// @param dpi  to set; 0: as the picture says, or as A4 paper of its size would have.
[[nodiscard]] Image make_image(Picture pix, int dpi = 0);

/// Switches Leptonica's own messages off: faults travel as Error.
void silence_leptonica();

}  // namespace trien::ocr
