// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/secret.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace trien::sign {
namespace {

TEST(Secret, KeepsItsTextAndMovesIt) {
    Secret pin("1234");

    const Secret moved = std::move(pin);

    EXPECT_EQ(moved.view(), "1234");
    EXPECT_STREQ(moved.c_str(), "1234");
    EXPECT_TRUE(pin.empty());  // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move): that is the statement
    EXPECT_STREQ(pin.c_str(), "");
}

TEST(Secret, ComparesByText) {
    EXPECT_TRUE(Secret("1234").equals(Secret("1234")));
    EXPECT_FALSE(Secret("1234").equals(Secret("1235")));
    EXPECT_FALSE(Secret("1234").equals(Secret("123")));
    EXPECT_TRUE(Secret().equals(Secret("")));
}

}  // namespace
}  // namespace trien::sign
