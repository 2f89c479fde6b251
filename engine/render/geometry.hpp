// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace trien::render {

/// Points (1/72 inch) of a length in millimetres.
[[nodiscard]] constexpr double mm(double millimetres) {
    return millimetres * 72.0 / 25.4;
}

/// A place on a page, in points from its lower left corner (ISO 32000-1, 8.3.2.3).
struct Point {
    double x = 0;
    double y = 0;
};

/// A width and a height, in points.
struct Size {
    double width = 0;
    double height = 0;
};

/// A box on a page, in points from the page's lower left corner.
struct Rectangle {
    double left = 0;
    double bottom = 0;
    double right = 0;
    double top = 0;

    [[nodiscard]] constexpr double width() const { return right - left; }
    [[nodiscard]] constexpr double height() const { return top - bottom; }
    bool operator==(const Rectangle&) const = default;
};

/// Upright A4 (ISO 216), the only paper of Decree 30/2020/NĐ-CP, Annex I.
inline constexpr Size a4{mm(210), mm(297)};

}  // namespace trien::render
