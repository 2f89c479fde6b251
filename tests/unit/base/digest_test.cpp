// SPDX-License-Identifier: Apache-2.0
#include "engine/base/digest.hpp"

#include <gtest/gtest.h>

namespace trien {
namespace {

TEST(Digest, MatchesTheStandardsVectors) {  // FIPS 180-4, examples
    EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, IsTheSameInPieces) {
    EXPECT_EQ(Hasher().add("a").add("").add("bc").finish(), sha256("abc"));
}

TEST(Digest, ReadsItsOwnTextAndNothingElse) {
    EXPECT_EQ(Digest::parse(sha256("abc").hex()), sha256("abc"));
    EXPECT_FALSE(Digest::parse("ba78"));
    EXPECT_FALSE(Digest::parse(std::string(64, 'g')));
}

TEST(Base64, RoundTripsEveryLength) {
    std::string bytes;
    for (int i = 0; i < 70; ++i) {
        EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
        bytes += static_cast<char>(i * 37);
    }
}

TEST(Base64, RefusesWhatItWouldNotWrite) {
    for (const char* text : {"a", "ab=", "====", "QU=D", "QUI", "QUJ!", " QUJD", "QUJD\n"}) {
        EXPECT_FALSE(from_base64(text)) << text;
    }
}

}  // namespace
}  // namespace trien
