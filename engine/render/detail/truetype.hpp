// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <hb-subset.h>
#include <hb.h>

#include "engine/base/handle.hpp"

namespace trien::render {

/// A TrueType font file, read through HarfBuzz.
class TrueType {
  public:
    /// Keeps a copy of the bytes. Bytes that are no font give a face without glyphs.
    explicit TrueType(std::string_view bytes);

    [[nodiscard]] std::uint32_t glyph_count() const;
    /// The glyph of a code point. Nothing if the font has none.
    [[nodiscard]] std::optional<std::uint32_t> glyph_of(char32_t letter) const;
    /// Advance width in thousandths of the size.
    [[nodiscard]] double advance(std::uint32_t glyph) const;
    /// Height of capitals in thousandths of the size.
    [[nodiscard]] double cap_height() const;
    /// True when the glyph has an outline.
    [[nodiscard]] bool has_ink(std::uint32_t glyph) const;

    /// The font with these letters only, complete otherwise.
    [[nodiscard]] std::string with_letters(const std::vector<char32_t>& letters) const;

    /// Glyph data alone, as PDF embeds it, with the old glyph numbers' new ones.
    struct Outlines {
        std::string bytes;
        std::vector<std::uint32_t> renumbered;  ///< by position in the list given
    };
    /// The outlines of these glyphs without hints, names and layout tables.
    [[nodiscard]] Outlines outlines(const std::vector<std::uint32_t>& glyphs) const;

  private:
    std::string bytes_;
    Handle<hb_face_t, hb_face_destroy> face_;
    Handle<hb_font_t, hb_font_destroy> font_;
};

}  // namespace trien::render
