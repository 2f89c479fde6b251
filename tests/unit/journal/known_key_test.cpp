// SPDX-License-Identifier: Apache-2.0
// The fast check of Ed25519 signatures says what OpenSSL says, whatever it is given.
#include "engine/journal/detail/known_key.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/digest.hpp"

namespace trien::journal {
namespace {

std::string bytes(const std::string& hex) {
    return from_hex(hex).value();
}

PublicKey public_key(const std::string& raw) {
    PublicKey key;
    std::ranges::copy(raw, key.bytes.begin());
    return key;
}

/// L of RFC 8032 §5.1, little-endian.
const std::string order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

/// The number plus L, as 32 bytes; it fits for numbers below L.
std::string plus_order(std::string number) {
    int carry = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        carry += static_cast<unsigned char>(number[i]) + static_cast<unsigned char>(order[i]);
        number[i] = static_cast<char>(carry & 0xff);
        carry >>= 8;
    }
    return number;
}

struct Vector {
    const char* key;
    const char* message;
    const char* signature;
};

/// RFC 8032 §7.1, tests 1 to 3.
const Vector vectors[] = {
    {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
     "655141438e7a100b"},
    {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
     "b00d291612bb0c00"},
    {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
     "c027beceea1ec40a"},
};

TEST(KnownKey, AcceptsTheSignaturesOfTheStandard) {
    for (const auto& [key, message, signature] : vectors) {
        EXPECT_TRUE(KnownKey(public_key(bytes(key))).verifies(bytes(message), bytes(signature)));
    }
}

TEST(KnownKey, RefusesEveryFlippedBitOfASignature) {
    const auto key = SigningKey::from_seed(std::string(32, 's'));
    const std::string sound = key.sign("điểm kiểm");
    const KnownKey known(key.public_key());
    ASSERT_TRUE(known.verifies("điểm kiểm", sound));

    for (std::size_t bit = 0; bit < 8 * sound.size(); ++bit) {
        std::string flipped = sound;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        EXPECT_FALSE(known.verifies("điểm kiểm", flipped)) << "bit " << bit;
    }
    EXPECT_FALSE(known.verifies("điểm kiểm.", sound));
    EXPECT_FALSE(known.verifies("điểm kiểm", sound.substr(1)));
    EXPECT_FALSE(known.verifies("điểm kiểm", sound + '\0'));
    EXPECT_FALSE(known.verifies("điểm kiểm", ""));
}

TEST(KnownKey, RefusesANumberThatWasNotReduced) {
    const auto key = SigningKey::from_seed(std::string(32, 's'));
    const std::string sound = key.sign("x");
    const std::string unreduced = sound.substr(0, 32) + plus_order(sound.substr(32));

    EXPECT_FALSE(KnownKey(key.public_key()).verifies("x", unreduced));
    EXPECT_FALSE(key.public_key().verifies("x", unreduced));
}

/// Encodings that are no honest key: points of small order, y of p or more, no point at all.
const std::string odd_points[] = {
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0200000000000000000000000000000000000000000000000000000000000000",
};

TEST(KnownKey, SaysWhatOpenSslSaysOfOddPoints) {
    const std::string sound = SigningKey::from_seed(std::string(32, 's')).sign("x");
    for (const std::string& key : odd_points) {
        const KnownKey known(public_key(bytes(key)));
        for (const std::string& point : odd_points) {
            for (const std::string& number : {std::string(32, '\0'), sound.substr(32), order}) {
                const std::string signature = bytes(point) + number;
                for (const char* message : {"", "x", "y", "z", "u", "v", "w", "a"}) {
                    EXPECT_EQ(known.verifies(message, signature), public_key(bytes(key)).verifies(message, signature))
                        << key << " " << to_hex(signature) << " " << message;
                }
            }
        }
    }
}

RC_GTEST_PROP(KnownKeyProperty, SaysWhatOpenSslSays, (const std::string& message)) {
    const auto some_bytes = [](std::size_t count) {
        return rc::gen::container<std::string>(count, rc::gen::arbitrary<char>());
    };
    const auto key = SigningKey::from_seed(*some_bytes(32));
    std::string signature = key.sign(message);
    PublicKey asked = key.public_key();
    switch (*rc::gen::inRange(0, 4)) {
        case 0: break;
        case 1: signature = *some_bytes(64); break;
        case 2: std::ranges::copy(*some_bytes(32), asked.bytes.begin()); break;
        default: signature[*rc::gen::inRange<std::size_t>(0, 64)] = *rc::gen::arbitrary<char>();
    }

    RC_ASSERT(KnownKey(asked).verifies(message, signature) == asked.verifies(message, signature));
}

}  // namespace
}  // namespace trien::journal
