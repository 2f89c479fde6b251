// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace trien::ocr {

/// Advance of every character, in thousandths of the font size.
inline constexpr int glyphless_advance = 500;

/// A TrueType font of two empty glyphs: text set in it can be found and copied, and leaves no mark.
[[nodiscard]] std::string glyphless_font();

}  // namespace trien::ocr
