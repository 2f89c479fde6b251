// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <random>

#include <gtest/gtest.h>

#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;

/// Damages of one byte at a time, the same ones in every run.
class Damage {
  public:
    explicit Damage(std::size_t size) : size_(size) {}

    struct Byte {
        std::size_t at;
        char mask;
    };
    Byte next() {
        const std::size_t at = generator_() % size_;
        return {at, static_cast<char>(1U << (generator_() % 8U))};
    }

  private:
    std::mt19937 generator_{20261123};
    std::size_t size_;
};

TEST(VerifyPdf, AcceptsNoFileWithOneBitChanged) {
    const std::string pdf = signed_twice();
    ASSERT_EQ(verify(pdf).verdict, Verdict::valid);
    Damage damage(pdf.size());

    for (int i = 0; i < 2000; ++i) {
        const auto [at, mask] = damage.next();
        std::string changed = pdf;
        changed[at] = static_cast<char>(changed[at] ^ mask);
        EXPECT_NE(verify(changed).verdict, Verdict::valid) << "byte " << at;
    }
}

TEST(VerifyPdf, AcceptsNoFileWithADigitOfTheSignatureChanged) {
    const std::string pdf = signed_once();
    const std::size_t begin = pdf.find("/Contents <") + 10;
    const std::size_t end = pdf.find('>', begin);

    for (std::size_t at = begin; at <= end; at += 3) {
        std::string changed = pdf;
        changed[at] = changed[at] == '0' ? '1' : '0';
        EXPECT_NE(verify(changed).verdict, Verdict::valid) << "byte " << at;
    }
}

TEST(VerifyPdf, AcceptsNoFileCutShort) {
    const std::string pdf = signed_once();

    for (std::size_t size = 0; size < pdf.size(); size += 17) {
        EXPECT_NE(verify(std::string_view(pdf).substr(0, size)).verdict, Verdict::valid) << size;
    }
}

TEST(VerifyPdf, SurvivesAnythingInPlaceOfASignature) {
    const std::string pdf = signed_once();
    const std::size_t begin = pdf.find("/Contents <") + 11;
    const std::size_t size = pdf.find('>', begin) - begin;
    std::mt19937 generator{7};

    for (int i = 0; i < 500; ++i) {
        std::string changed = pdf;
        const std::size_t from = generator() % size;
        for (std::size_t at = from; at < std::min(size, from + 40); ++at) {
            changed[begin + at] = "0123456789abcdef"[generator() % 16U];
        }
        EXPECT_NE(verify(changed).verdict, Verdict::valid);
        EXPECT_NE(verify(changed, Profile::foreign).verdict, Verdict::valid);
    }
}

}  // namespace
}  // namespace trien::sign
