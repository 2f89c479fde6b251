// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace trien::render {

/// An ICC profile (ICC.1:2001-04, version 2.1) of the sRGB colour space, made from the figures of IEC 61966-2-1.
[[nodiscard]] std::string srgb_profile();

}  // namespace trien::render
