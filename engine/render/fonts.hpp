// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace trien::render {

/// The four faces of the one family an office writes in.
enum class Face : std::uint8_t { regular, bold, italic, bold_italic };

/// How letters look.
struct Style {
    Face face = Face::regular;
    double size = 14;  ///< points
};

/// The letters documents are drawn with, loaded once and shared: immutable, so any number of threads may draw with it.
///
/// Liberation Serif 2 has the measures of Times New Roman, which Decree 30/2020/NĐ-CP (Annex I) asks for. The older
/// package `fonts-liberation` bears the same family name and lacks most Vietnamese letters, hence a folder and not a
/// family name.
class Fonts {
  public:
    /// Loads LiberationSerif-{Regular,Bold,Italic,BoldItalic}.ttf.
    /// @throws Error(Fault::environment) naming the file when one is absent, unreadable or lacks a Vietnamese letter.
    explicit Fonts(const std::filesystem::path& folder = "/usr/share/fonts/truetype/liberation2");

    /// Advance width in points of text on one line.
    /// @throws Error(Fault::input) on malformed UTF-8 and on a character that has no glyph.
    [[nodiscard]] double width(std::string_view text, Style style) const;

    /// Text as codes of two non-zero bytes a character, the only form that reaches libharu. Text is taken to NFC
    /// first; a no-break space becomes a space, having done its work in the layout.
    /// @throws Error(Fault::input) on malformed UTF-8 and on a character that has no glyph, naming it.
    [[nodiscard]] std::string encode(std::string_view text, Face face) const;
    /// The same, leaving out what has no glyph: for recognised text, where a stray mark must not stop the page.
    [[nodiscard]] std::string encode_known(std::string_view text, Face face) const;

    /// Advance width in points of encoded text.
    [[nodiscard]] double width_of_codes(std::string_view codes, Style style) const;
    /// The face as a TrueType file that holds the letters we can encode and nothing else.
    [[nodiscard]] const std::string& file(Face face) const;

  private:
    struct Letters {
        std::string file;
        std::vector<double> advances;  ///< by position in the code table, in thousandths of the size; < 0 where absent
    };

    [[nodiscard]] const Letters& letters(Face face) const { return faces_[static_cast<std::size_t>(face)]; }

    std::array<Letters, 4> faces_;
};

}  // namespace trien::render
