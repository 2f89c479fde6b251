// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace trien::ocr {

/// One picture in memory: 1-bit black and white, 8-bit grey or 32-bit colour, row-major, origin top left.
///
/// Copies share the pixels, which nothing here changes once they are made.
class Image {
  public:
    /// The library's picture; reached by the folder's own sources only (detail/pix.hpp).
    struct State;

    explicit Image(std::shared_ptr<const State> state) : state_(std::move(state)) {}

    /// In pixels.
    [[nodiscard]] int width() const;
    /// In pixels.
    [[nodiscard]] int height() const;
    /// Bits per pixel: 1, 8 or 32.
    [[nodiscard]] int depth() const;
    /// Dots per inch, as the file says or as reckoned from the page; never 0.
    [[nodiscard]] int dpi() const;

    [[nodiscard]] const State& state() const { return *state_; }

  private:
    std::shared_ptr<const State> state_;
};

/// What may come in; read from settings.json. Checked on headers, before anything is decoded.
struct Limits {
    std::uintmax_t file_bytes = 0;
    std::int64_t page_pixels = 0;  ///< width × height of one page
    int page_side = 0;             ///< pixels; the recogniser refuses pictures wider or higher than 32,767
    std::size_t pages = 0;         ///< of one file
    int raster_dpi = 0;            ///< at which PDF pages are drawn that are not one full-page picture
    int assumed_dpi = 0;           ///< of a picture that does not say
};

/// A page's picture as bytes that a PDF can carry unchanged.
struct Encoded {
    enum class Filter : std::uint8_t { jpeg, g4, flate };
    Filter filter = Filter::flate;
    int width = 0;       ///< pixels
    int height = 0;      ///< pixels
    int components = 1;  ///< 1 grey or black and white, 3 RGB, 4 CMYK
    int bits = 8;        ///< per component: 1 or 8
    int dpi = 0;
    /// Of a JPEG written by Adobe programs: CMYK values stand inverted. Of G4: 1 bits are black.
    bool inverted = false;
    std::string bytes;
};

/// One page of a file.
struct SourcePage {
    int number = 1;  ///< from 1
    Image image;
    Encoded encoded;
};

/// The pages of one paper file. `page` may be called by several threads at once; pages are read when asked for, so a
/// long file never lies in memory as a whole.
class PageSource {
  public:
    PageSource() = default;
    PageSource(const PageSource&) = delete;
    PageSource& operator=(const PageSource&) = delete;
    virtual ~PageSource() = default;

    [[nodiscard]] virtual int size() const = 0;
    /// @param number  from 1.
    /// @throws Error(Fault::input) naming file and page: not decodable, too large; (Fault::external) when the PDF
    ///         renderer fails; (Fault::environment) when it is missing.
    [[nodiscard]] virtual SourcePage page(int number) = 0;
};

/// Opens a PNG, JPEG, TIFF (any number of pages) or PDF file, told apart by content, not by name.
///
/// A PDF page that is one full-page picture gives that picture, bytes unchanged; any other page is drawn by `pdftoppm`
/// (poppler-utils) at `limits.raster_dpi`.
/// @throws Error(Fault::input) naming the file: not an image, cut short, encrypted, too large, without pages.
[[nodiscard]] std::unique_ptr<PageSource> open_pages(const std::filesystem::path& file, const Limits& limits);

}  // namespace trien::ocr
