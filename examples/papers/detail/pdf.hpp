// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "examples/papers/detail/picture.hpp"

namespace trien::papers {

/// A PDF of pictures alone, one to a page, as scanners write them: JPEG of the given quality, or G4 for black and
/// white.
[[nodiscard]] std::string write_pdf(const Pictures& pages, int jpeg_quality);

}  // namespace trien::papers
