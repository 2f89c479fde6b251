// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ocr/image.hpp"

namespace trien::ocr {

/// A TIFF file around one strip of G4 data, so that the TIFF reader can decode what a PDF carries bare.
[[nodiscard]] std::string tiff_of_g4(const Encoded& encoded);

}  // namespace trien::ocr
