// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace trien::ocr {

/// A point of a picture in pixels, origin top left, y downwards.
struct Point {
    double x = 0;
    double y = 0;
};

/// A rectangle in pixels of the page as it lies in its file, origin top left.
struct Box {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    [[nodiscard]] Point centre() const { return {x + width / 2.0, y + height / 2.0}; }
    bool operator==(const Box&) const = default;
};

/// The smallest rectangle around both.
[[nodiscard]] Box around(const Box& a, const Box& b);

/// Where a point of the cleaned page lies on the page as scanned: x' = a·x + b·y + c, y' = d·x + e·y + f.
struct Placement {
    double a = 1;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 1;
    double f = 0;

    [[nodiscard]] Point operator()(Point point) const;
    /// This placement after `first`.
    [[nodiscard]] Placement after(const Placement& first) const;
    /// Moves a box by its centre; size follows scale and quarter turns, not the small angle of a skew, so that a box
    /// stays as tight as it was.
    [[nodiscard]] Box operator()(const Box& box) const;
};

}  // namespace trien::ocr
