// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <allheaders.h>

#include "engine/base/handle.hpp"

namespace trien::papers {

inline void destroy_picture(PIX* picture) noexcept {
    pixDestroy(&picture);
}
inline void destroy_pictures(PIXA* pictures) noexcept {
    pixaDestroy(&pictures);
}

using Picture = Handle<PIX, destroy_picture>;
using Pictures = Handle<PIXA, destroy_pictures>;

}  // namespace trien::papers
