// SPDX-License-Identifier: Apache-2.0
#include "ocr/geometry.hpp"

#include <gtest/gtest.h>

namespace trien::ocr {
namespace {

// What leads from a page turned clockwise by 90 degrees back to one 300 high.
const Placement back_from_quarter{0, 1, 0, -1, 0, 300};

TEST(Geometry, AnUnchangedPageKeepsItsBoxes) {
    const Box box{10, 20, 30, 40};

    EXPECT_EQ(Placement{}(box), box);
}

TEST(Geometry, AQuarterTurnSwapsWidthAndHeight) {
    EXPECT_EQ(back_from_quarter(Box{10, 20, 30, 40}), (Box{20, 260, 40, 30}));
}

TEST(Geometry, PlacementsChain) {
    const Placement half{0.5, 0, 0, 0, 0.5, 0};

    const Point point = back_from_quarter.after(half)(Point{20, 40});

    EXPECT_DOUBLE_EQ(point.x, 20);
    EXPECT_DOUBLE_EQ(point.y, 290);
}

TEST(Geometry, ScaleChangesTheSize) {
    const Placement half{0.5, 0, 0, 0, 0.5, 0};

    EXPECT_EQ(half(Box{20, 40, 60, 80}), (Box{10, 20, 30, 40}));
}

TEST(Geometry, AroundHoldsBoth) {
    EXPECT_EQ(around({0, 0, 10, 10}, {20, 5, 5, 30}), (Box{0, 0, 25, 35}));
}

}  // namespace
}  // namespace trien::ocr
