// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/render/detail/qpdf.hpp"

namespace trien::render {

/// Rewrites every font of a drawing: outlines of the letters drawn and nothing else, widths, CIDToGIDMap, a Unicode map
/// viewers understand, the real PostScript name.
/// @throws Error(Fault::corrupt) on a font that PdfDocument did not embed.
void compact_fonts(QPDF& pdf);

}  // namespace trien::render
