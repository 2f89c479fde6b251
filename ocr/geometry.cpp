// SPDX-License-Identifier: Apache-2.0
#include "ocr/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace trien::ocr {

Box around(const Box& a, const Box& b) {
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Point Placement::operator()(Point point) const {
    return {a * point.x + b * point.y + c, d * point.x + e * point.y + f};
}

Placement Placement::after(const Placement& first) const {
    return {a * first.a + b * first.d, a * first.b + b * first.e, a * first.c + b * first.f + c,
            d * first.a + e * first.d, d * first.b + e * first.e, d * first.c + e * first.f + f};
}

Box Placement::operator()(const Box& box) const {
    const double scale = std::sqrt(std::abs(a * e - b * d));
    const bool upright = std::abs(a) >= std::abs(b);
    const double width = scale * (upright ? box.width : box.height);
    const double height = scale * (upright ? box.height : box.width);
    const Point centre = (*this)(box.centre());
    return {static_cast<int>(std::lround(centre.x - width / 2)), static_cast<int>(std::lround(centre.y - height / 2)),
            static_cast<int>(std::lround(width)), static_cast<int>(std::lround(height))};
}

}  // namespace trien::ocr
