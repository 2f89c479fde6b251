// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "engine/render/fonts.hpp"
#include "engine/render/geometry.hpp"

namespace trien::render {

/// The picture a signature shows: a PDF of one page, whose page box is the picture. Page 1 is meant to become a Form
/// XObject; its fonts are embedded and subset, so it keeps a PDF/A file a PDF/A file.
struct Appearance {
    std::string pdf;
    Size size;  ///< points; the field's box should have it
};

/// Size of the personal signature's picture on the page.
inline constexpr Size signature_picture{mm(45), mm(20)};

/// A drawn stand-in for a handwritten signature, in blue without a frame (Decree 30/2020/NĐ-CP, 13(7) and Annex I).
/// The same name gives the same stroke. It imitates nobody: an office replaces it by `signature_from_png`.
[[nodiscard]] Appearance drawn_signature(std::string_view signer_name, const Fonts& fonts);

/// The signer's own handwriting from a transparent PNG, as large as fits in `signature_picture`.
/// @throws Error(Fault::input) when the bytes are not a PNG that can be used.
[[nodiscard]] Appearance signature_from_png(std::string_view png, const Fonts& fonts);

/// Real size of a ward's round seal.
inline constexpr double seal_diameter_mm = 36;

/// What stands on a round agency seal.
struct AgencySeal {
    std::string upper_text;  ///< along the upper arc: "ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA"
    std::string lower_text;  ///< along the lower arc: "THÀNH PHỐ HÀ NỘI"; may be empty
    double diameter_mm = seal_diameter_mm;
};

/// The agency's round seal in red, at real size, transparent where there is no ink.
/// @throws Error(Fault::input) when the text has a character that cannot be drawn or is too long for its arc.
[[nodiscard]] Appearance agency_seal(const AgencySeal& seal, const Fonts& fonts);

/// A line of black text, for filled number and date fields and for the text mark of an electronic copy.
/// @param box  of the field; the text stands on its left, centred in height.
[[nodiscard]] Appearance text_line(std::string_view text, Style style, Size box, const Fonts& fonts);

}  // namespace trien::render
