// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/render/pdf_document.hpp"

namespace trien::render {

/// An outline. Lengths of a figure are in its own unit, y grows upwards.
struct FigureShape {
    enum class Form : std::uint8_t { box, circle, diamond };
    Form form = Form::box;
    Rectangle box;
    double weight = 1;  ///< of the outline
};

/// A line with an arrow head at its end.
struct FigureArrow {
    std::vector<Point> points;
};

/// Words in the middle of a box, as large as they fit.
struct FigureText {
    std::string text;
    Rectangle box;
    bool rising = false;   ///< runs upwards: the name of a lane
    bool cleared = false;  ///< lies on white, so that lines under it do not hide it
};

/// A diagram on a page of its own.
struct Figure {
    std::string title;
    Size size;
    std::vector<FigureShape> shapes;  ///< in the order drawn
    std::vector<FigureArrow> arrows;
    std::vector<FigureText> texts;  ///< over everything else
};

/// Draws a figure as large as the box allows, in its middle.
void draw_figure(Page& page, const Figure& figure, const Rectangle& box, const Fonts& fonts);

}  // namespace trien::render
