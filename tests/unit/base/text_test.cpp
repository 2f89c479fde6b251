// SPDX-License-Identifier: Apache-2.0
#include "engine/base/text.hpp"

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/base/money.hpp"

namespace trien {
namespace {

TEST(Text, ComposesToNfc) {
    EXPECT_EQ(nfc("e\xCC\x82\xCC\x81"), "ế");
}

TEST(Text, RefusesBrokenUtf8) {
    EXPECT_FALSE(is_utf8("\xC3("));
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));  // a surrogate
    EXPECT_THROW((void)nfc("\xFF"), Error);
}

TEST(Text, FoldsDiacriticsAndTheLetterD) {
    EXPECT_EQ(fold("Quyết định Đường HỘ TỊCH"), "quyet dinh duong ho tich");
    EXPECT_EQ(fold("hô\xCC\xA3 tịch"), "ho tich");
}

TEST(Text, RaisesVietnameseLetters) {
    EXPECT_EQ(to_upper("phường an hòa, đường"), "PHƯỜNG AN HÒA, ĐƯỜNG");
}

TEST(Text, LowersVietnameseLetters) {
    EXPECT_EQ(to_lower("PHƯỜNG AN HÒA, ĐƯỜNG"), "phường an hòa, đường");
}

struct Spoken {
    std::int64_t number;
    const char* words;
};

class NumberInWords : public testing::TestWithParam<Spoken> {};

TEST_P(NumberInWords, IsReadAsPeopleReadIt) {
    EXPECT_EQ(number_in_words(GetParam().number), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(Cases,
                         NumberInWords,
                         testing::Values(Spoken{0, "không"},
                                         Spoken{5, "năm"},
                                         Spoken{10, "mười"},
                                         Spoken{15, "mười lăm"},
                                         Spoken{21, "hai mươi mốt"},
                                         Spoken{24, "hai mươi bốn"},
                                         Spoken{101, "một trăm linh một"},
                                         Spoken{2026, "hai nghìn không trăm hai mươi sáu"},
                                         Spoken{7000, "bảy nghìn"},
                                         Spoken{1000005, "một triệu không trăm linh năm"},
                                         Spoken{2000000000, "hai tỷ"}));

TEST(DateInWords, SaysTuForTheFourthMonth) {
    EXPECT_EQ(date_in_words(std::chrono::year{2026} / 4 / 4),
              "ngày bốn tháng tư năm hai nghìn không trăm hai mươi sáu");
}

TEST(Dong, GroupsByThousands) {
    EXPECT_EQ(Dong(7000).text(), "7.000 đồng");
    EXPECT_EQ(Dong(1234567).text(), "1.234.567 đồng");
    EXPECT_EQ((Dong(7000) * 3).text(), "21.000 đồng");
}

}  // namespace
}  // namespace trien
