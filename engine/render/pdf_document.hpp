// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/render/fonts.hpp"
#include "engine/render/geometry.hpp"
#include "engine/render/image.hpp"

namespace trien::render {

/// A colour of sRGB, each part from 0 to 1.
struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
    bool operator==(const Colour&) const = default;
};

inline constexpr Colour black{};

/// How lines are drawn.
struct Pen {
    double width = 0.5;  ///< points
    Colour colour = black;
};

/// A word and where its baseline starts.
struct PlacedWord {
    std::string text;
    Style style;
    double x = 0;  ///< points from the page's left edge
};

/// A recognised word and the box it fills on the page.
struct HiddenWord {
    std::string text;
    Rectangle box;
};

/// A cubic Bézier curve.
struct Curve {
    Point from;
    Point control1;
    Point control2;
    Point to;
};

class PdfDocument;

/// One page being drawn. A light handle: copy it freely, while its document lives.
class Page {
  public:
    [[nodiscard]] Size size() const { return size_; }
    /// From 1.
    [[nodiscard]] int number() const { return number_; }

    /// Draws one line of text from `start` on its baseline.
    /// @param turn  radians, anticlockwise, about `start`.
    /// @throws Error(Fault::input) naming the page, on malformed UTF-8 or a character without glyph.
    void text(Point start, std::string_view text, Style style, Colour colour = black, double turn = 0);
    /// The same, centred on `middle`.
    void centred_text(Point middle, std::string_view text, Style style);
    /// Draws the words of one line on one baseline. Each keeps a space after it, so that copied text has them.
    void words(double baseline, std::span<const PlacedWord> words);
    /// Lays text over a scan that can be searched and copied but not seen. Characters without glyph are left out.
    void hidden_words(std::span<const HiddenWord> words);

    void line(Point from, Point to, Pen pen);
    void circle(Point centre, double radius, Pen pen);
    /// Draws the curves as one stroke with round ends; each starts where the one before it ended.
    void stroke(std::span<const Curve> curves, Pen pen);
    /// Fills a closed polygon.
    void fill(std::span<const Point> corners, Colour colour);
    /// Draws the image to fill the box.
    void image(const EncodedImage& image, Rectangle box);

  private:
    friend class PdfDocument;
    Page(PdfDocument& document, Size size, int number) : document_(&document), size_(size), number_(number) {}

    [[nodiscard]] std::string encode(std::string_view text, Face face) const;

    PdfDocument* document_;
    Size size_;
    int number_;
};

/// A PDF being drawn with libharu. It is a drawing only: `to_pdfa3` makes a document of it.
///
/// One thread a document; any number of documents at once over the same Fonts. Same calls, same bytes.
class PdfDocument {
  public:
    /// @param fonts  must outlive the document.
    explicit PdfDocument(const Fonts& fonts);
    ~PdfDocument();
    PdfDocument(const PdfDocument&) = delete;
    PdfDocument& operator=(const PdfDocument&) = delete;

    [[nodiscard]] const Fonts& fonts() const;
    Page add_page(Size size = a4);
    /// The finished file. Nothing may be drawn after it.
    [[nodiscard]] std::string finish();

  private:
    friend class Page;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace trien::render
