// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "engine/base/digest.hpp"

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
};

/// A page's picture as bytes that a PDF can carry as they are.
struct Encoded {
    enum class Filter : std::uint8_t { jpeg, g4, flate };
    Filter filter = Filter::flate;
    int width = 0;       ///< pixels
    int height = 0;      ///< pixels
    int components = 1;  ///< 1 grey or black and white, 3 RGB
    int bits = 8;        ///< per component: 1 or 8
    int dpi = 0;
    bool black_is_zero = true;   ///< of G4: false when its black runs are to be shown white
    bool png_predictor = false;  ///< of Flate: rows carry PNG filter bytes
    std::string bytes;
};

/// One page of a file, both decoded and as it may go into a PDF.
struct SourcePage {
    int number = 1;  ///< from 1
    Image image;
    Encoded encoded;
};

/// The pages of one paper file, read when asked for, so that a long file never lies decoded in memory as a whole.
/// Several threads may ask at once. Pages are numbered from 1.
class PageSource {
  public:
    explicit PageSource(const Digest& digest) : digest_(digest) {}
    PageSource(const PageSource&) = delete;
    PageSource& operator=(const PageSource&) = delete;
    virtual ~PageSource() = default;

    [[nodiscard]] virtual int size() const = 0;
    /// The page decoded.
    /// @throws Error(Fault::input) naming file and page: not decodable, too large; (Fault::external) when the PDF
    ///         renderer fails; (Fault::environment) when it is missing.
    [[nodiscard]] virtual Image image(int number) = 0;
    /// The page as bytes for a PDF: those of the file where a PDF can carry them, else pressed without loss.
    [[nodiscard]] virtual Encoded encoded(int number) = 0;

    /// Both at once, for those who need both.
    /// @throws Error as `image` does.
    [[nodiscard]] SourcePage page(int number) { return {number, image(number), encoded(number)}; }

    /// SHA-256 of the file's bytes.
    [[nodiscard]] const Digest& digest() const { return digest_; }

  private:
    Digest digest_;
};

/// Opens a PNG, JPEG, TIFF (any number of pages) or PDF file, told apart by content, not by name.
///
/// A PDF page that is one upright JPEG or G4 picture and nothing else that can be seen gives that picture, bytes
/// unchanged; any other page is drawn by `pdftoppm` (poppler-utils) at `limits.raster_dpi`.
/// @throws Error(Fault::input) naming the file: not an image, cut short, encrypted, too large, without pages.
[[nodiscard]] std::unique_ptr<PageSource> open_pages(const std::filesystem::path& file, const Limits& limits);

}  // namespace trien::ocr
