// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include <cairo-ft.h>
#include <cairo.h>

#include "engine/base/handle.hpp"
#include "examples/papers/detail/picture.hpp"
#include "examples/papers/paper.hpp"

namespace trien::papers {

struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

struct Spot {
    double x = 0;
    double y = 0;
};

/// The four faces of Liberation Serif, loaded by file: the older package of the same family lacks Vietnamese letters.
class Faces {
  public:
    /// @throws Error(Fault::environment) when a font file is missing.
    Faces();

    [[nodiscard]] cairo_font_face_t* face(const Style& style) const;

  private:
    std::array<Handle<cairo_font_face_t, cairo_font_face_destroy>, 4> faces_;
};

/// One sheet of white A4. Lengths are points from the upper left corner; y is a baseline where text is meant.
class Canvas {
  public:
    Canvas(const Faces& faces, int dpi);

    [[nodiscard]] double width_of(const std::string& text, const Style& style);
    void write(Spot at, const std::string& text, const Style& style, const Colour& ink = {});
    void write_centred(Spot middle, const std::string& text, const Style& style);
    void rule(Spot from, double length);
    /// A smooth pen line through the points.
    void stroke(const std::vector<Spot>& points, double width, const Colour& ink);
    void ring(Spot centre, double radius, double width, const Colour& ink);
    void star(Spot centre, double radius, const Colour& ink);
    /// Letters along a circle, clockwise, centred at its top.
    void write_around(Spot centre, double radius, const std::string& text, const Style& style, const Colour& ink);

    /// The sheet as pixels.
    [[nodiscard]] Picture picture() const;

  private:
    void use(const Style& style);

    const Faces* faces_;
    int dpi_;
    Handle<cairo_surface_t, cairo_surface_destroy> surface_;
    Handle<cairo_t, cairo_destroy> pen_;
};

}  // namespace trien::papers
