// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/personal.hpp"

#include <gtest/gtest.h>

namespace trien::journal {
namespace {

const std::string key(32, 'a');
const Opened opened{std::string(32, 'f'), "Nguyễn Thị Ánh"};

TEST(Personal, CommitsAsHmacOfRfc4231) {
    // Test case 2.
    EXPECT_EQ(commitment("Jefe", "what do ya want for nothing?").hex(),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Personal, OpensWhatItSealed) {
    const auto result = unseal(seal(opened, key, "nơi"), key, "nơi");

    ASSERT_TRUE(result);
    EXPECT_EQ(result->value, opened.value);
    EXPECT_EQ(result->field_key, opened.field_key);
}

TEST(Personal, NeverSealsTheSameWayTwice) {
    EXPECT_NE(seal(opened, key, "nơi"), seal(opened, key, "nơi"));
}

TEST(Personal, OpensNothingThatWasMovedChangedOrCut) {
    const std::string sealed = seal(opened, key, "nơi");

    EXPECT_FALSE(unseal(sealed, key, "nơi khác"));
    EXPECT_FALSE(unseal(sealed, std::string(32, 'b'), "nơi"));
    EXPECT_FALSE(unseal(sealed, "ngắn", "nơi"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(unseal(changed, key, "nơi")) << "byte " << i;
        EXPECT_FALSE(unseal(sealed.substr(0, i), key, "nơi")) << "length " << i;
    }
}

}  // namespace
}  // namespace trien::journal
