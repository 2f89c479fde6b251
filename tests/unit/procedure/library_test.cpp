// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/procedure/shipped.hpp"

namespace trien::procedure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr Date today = std::chrono::year{2026} / 11 / 23;

struct FeeVector {
    std::int64_t pages;
    std::int64_t copies;
    std::int64_t amount;
};

class CopyFee : public testing::TestWithParam<FeeVector> {};

TEST_P(CopyFee, IsWhatTheTariffSays) {
    const auto due = law().fee_due("chung-thuc-ban-sao", today, {GetParam().pages, GetParam().copies});

    ASSERT_TRUE(due);
    EXPECT_EQ(due->amount, Dong(GetParam().amount));
    EXPECT_THAT(due->citation, HasSubstr("226/2016/TT-BTC"));
}

INSTANTIATE_TEST_SUITE_P(Tariff,
                         CopyFee,
                         testing::Values(FeeVector{1, 1, 2'000},
                                         FeeVector{2, 1, 4'000},
                                         FeeVector{3, 1, 5'000},
                                         FeeVector{5, 1, 7'000},
                                         FeeVector{5, 3, 21'000},
                                         FeeVector{20, 1, 22'000},
                                         FeeVector{197, 1, 199'000},
                                         FeeVector{198, 1, 200'000},
                                         FeeVector{300, 1, 200'000},
                                         FeeVector{250, 2, 400'000}));

TEST(Fee, OfASignatureIsPerCaseWhateverThePages) {
    EXPECT_EQ(law().fee_due("chung-thuc-chu-ky", today, {40, 2})->amount, Dong(20'000));
}

TEST(Fee, OfEachKindOfCertificationIsItsOwn) {
    EXPECT_EQ(law().fee_due("chung-thuc-chu-ky-nguoi-dich", today, {1, 1})->amount, Dong(10'000));
    EXPECT_EQ(law().fee_due("chung-thuc-giao-dich", today, {40, 1})->amount, Dong(50'000));
    EXPECT_EQ(law().fee_due("chung-thuc-di-chuc", today, {1, 1})->amount, Dong(50'000));
    EXPECT_EQ(law().fee_due("sua-doi-giao-dich", today, {1, 1})->amount, Dong(30'000));
}

TEST(Fee, OfAnExtractSaysThatNobodyVerifiedIt) {
    const auto due = law().fee_due("trich-luc-ho-tich", today, {1, 3});

    ASSERT_TRUE(due);
    EXPECT_EQ(due->amount, Dong(24'000));
    EXPECT_FALSE(due->verified);
}

TEST(Fee, IsRefusedWhenNoRateIsInForce) {
    const auto due = law().fee_due("chung-thuc-ban-sao", std::chrono::year{2010} / 1 / 1, {1, 1});

    ASSERT_FALSE(due);
    EXPECT_EQ(due.error().code, "fee.not-in-force");
    EXPECT_THAT(due.error().text.vi, HasSubstr("01/01/2010"));
}

TEST(Fee, IsRefusedWhenUnknownOrWithoutPages) {
    EXPECT_EQ(law().fee_due("khong-co", today, {1, 1}).error().code, "fee.unknown");
    EXPECT_EQ(law().fee_due("chung-thuc-ban-sao", today, {0, 1}).error().code, "fee.basis");
    EXPECT_EQ(law().fee_due("chung-thuc-ban-sao", today, {1, -1}).error().code, "fee.basis");
}

TEST(Grounds, AreCodedWithTheirArticle) {
    const auto ground = law().ground("chung-thuc-ban-sao", "R22.5", today);

    ASSERT_TRUE(ground);
    EXPECT_THAT(ground->text.vi, HasSubstr("hợp pháp hóa lãnh sự"));
    EXPECT_THAT(ground->exception.vi, HasSubstr("hộ chiếu"));
    EXPECT_EQ(ground->provenance.citation, "Nghị định 23/2015/NĐ-CP, Điều 22 khoản 5");
    EXPECT_THAT(law().grounds("chung-thuc-ban-sao")->grounds, SizeIs(6));
    EXPECT_THAT(law().grounds("chung-thuc-chu-ky")->grounds, SizeIs(4));
}

TEST(Grounds, OfAnotherListAreUnknown) {
    EXPECT_EQ(law().ground("chung-thuc-ban-sao", "R25.1", today).error().code, "ground.unknown");
    EXPECT_EQ(law().ground("khong-co", "R22.1", today).error().code, "ground.unknown-list");
    EXPECT_EQ(law().ground("chung-thuc-ban-sao", "R22.1", std::chrono::year{2014} / 1 / 1).error().code,
              "ground.not-in-force");
}

TEST(Statement, IsFilledInFieldByField) {
    const auto wording = law().wording("chung-thuc-ban-sao", today);
    ASSERT_TRUE(wording);
    EXPECT_THAT(wording->fields(), ElementsAre("number", "volume", "date"));

    const auto lines = wording->filled({{"number", "04812"}, {"volume", "02"}, {"date", "23 tháng 11 năm 2026"}});

    EXPECT_THAT(lines, ElementsAre("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
                                   "Số chứng thực: 04812    Quyển số: 02-SCT/BS", "Ngày 23 tháng 11 năm 2026",
                                   "Người thực hiện chứng thực", "(ký, ghi rõ họ, tên và đóng dấu)"));
    EXPECT_TRUE(wording->provisional);
    EXPECT_FALSE(wording->provenance.verified);
}

TEST(Statement, OfASignatureLeavesToThePenWhatOnlyThePaperKnows) {
    const auto wording = law().wording("chung-thuc-chu-ky-mot-cua", today);

    ASSERT_TRUE(wording);
    EXPECT_THAT(wording->fields(), ElementsAre("date", "number", "volume"));
    EXPECT_TRUE(wording->provisional);
}

TEST(Statement, IsTheWordingOfItsDay) {
    const auto last_of_old = law().wording("chung-thuc-ban-sao", std::chrono::year{2025} / 10 / 31);
    const auto first_of_new = law().wording("chung-thuc-ban-sao", std::chrono::year{2025} / 11 / 1);

    EXPECT_THAT(last_of_old->provenance.citation, HasSubstr("01/2020/TT-BTP"));
    EXPECT_THAT(first_of_new->provenance.citation, HasSubstr("280/2025"));
    EXPECT_EQ(law().wording("chung-thuc-ban-sao", std::chrono::year{2010} / 1 / 1).error().code,
              "statement.not-in-force");
}

TEST(Statement, WithAFieldLeftEmptyIsABug) {
    const auto wording = law().wording("chung-thuc-ban-sao", today);
    EXPECT_THROW(static_cast<void>(wording->filled({{"number", "1"}})), std::logic_error);
}

TEST(RegisterForm, HasEightColumnsAndNumbersByTheYear) {
    const RegisterCode code("SCT/BS");
    const auto form = law().register_form(code, today);

    ASSERT_TRUE(form);
    EXPECT_THAT(form->columns, SizeIs(8));
    EXPECT_EQ(form->columns.front(), "Số thứ tự/ số chứng thực");
    EXPECT_EQ(form->title, "SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH");
    EXPECT_EQ(law().book(code)->first_ordinal, 1);
    EXPECT_EQ(law().book(code)->scope, RegisterRule::Scope::year);
    EXPECT_EQ(law().register_form(RegisterCode("?"), today).error().code, "register.unknown");
}

TEST(Library, KnowsRolesAndTheCalendar) {
    EXPECT_EQ(law().role(RoleId("justice-clerk"))->abbreviation, "VP");
    EXPECT_EQ(law().role(RoleId("nobody")), nullptr);
    EXPECT_NE(law().calendar("vn-office"), nullptr);
    EXPECT_EQ(law().calendar("?"), nullptr);
}

/// The place and cause of the error that loading a folder with one fee file gives.
std::string error_of(const std::string& fees) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "fees");
    write_file(folder.path() / "roles.json", R"({"schema":"trien/roles/1","roles":[]})");
    write_file(folder.path() / "fees/a.json", fees);
    try {
        static_cast<void>(Library::load(folder.path()));
    } catch (const Error& error) {
        return error.place().element + ": " + error.cause().en;
    }
    return "";
}

TEST(Library, NamesTheMemberThatIsWrong) {
    const std::string good = read_file(processes / "fees/chung-thuc.json");
    EXPECT_EQ(error_of(good), "");
    EXPECT_THAT(error_of(with(good, "\"fromPage\": 1", "\"fromPage\": 2")),
                HasSubstr("fees[0].rates[0].perPage[0].fromPage"));
    EXPECT_THAT(error_of(with(good, "\"fromPage\": 3", "\"fromPage\": 1")), HasSubstr("the tiers must ascend"));
    EXPECT_THAT(error_of(with(good, "\"amount\": 2000", "\"amount\": -1")), HasSubstr("the amount must be"));
    EXPECT_THAT(error_of(with(good, "verified", "sure")), HasSubstr("fees[0].rates[0].status"));
    EXPECT_THAT(error_of(with(good, "chung-thuc-chu-ky", "chung-thuc-ban-sao")),
                HasSubstr("fees[1].id: this id stands"));
    EXPECT_THAT(error_of(with(good, "trien/fees/1", "trien/fees/9")), HasSubstr("schema"));
    EXPECT_THAT(error_of(with(good, "perCopyAtMost", "perCopyAtmost")), HasSubstr("perCopyAtmost"));
}

}  // namespace
}  // namespace trien::procedure
