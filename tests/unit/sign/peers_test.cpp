// SPDX-License-Identifier: Apache-2.0
// What other programs say of our signatures.
#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "engine/base/digest.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;
using ::testing::HasSubstr;

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t times = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++times;
    return times;
}

class Peers : public ::testing::TestWithParam<KeyType> {
  protected:
    void SetUp() override {
        Office& office = Office::shared();
        SigningKey& key = office.key_of(GetParam());
        SignRequest request = chair_request();
        request.claims.role = "TUQ. CHỦ TỊCH";
        pdf_ = sign_pdf(prepared_pdf(), request, key, office.trust());
        pdf_ = sign_pdf(pdf_, seal_request(), key, office.trust());
        write_file(folder_.path() / "twice.pdf", pdf_);
    }

    [[nodiscard]] std::string file(const char* name) const { return (folder_.path() / name).string(); }

    TemporaryFolder folder_;
    std::string pdf_;
};

TEST_P(Peers, PopplerFindsBothSignaturesValid) {
    const auto answer = run("pdfsig", "-nocert " + file("twice.pdf"));
    if (!answer) GTEST_SKIP() << "pdfsig is not installed";

    EXPECT_EQ(count(*answer, "Signature is Valid."), 2U) << *answer;
    EXPECT_EQ(count(*answer, "Total document signed"), 1U) << *answer;
    EXPECT_THAT(*answer, HasSubstr("Nguyễn Văn Mẫu"));
}

TEST_P(Peers, QpdfFindsNoFault) {
    const auto answer = run("qpdf", "--check " + file("twice.pdf"));
    if (!answer) GTEST_SKIP() << "qpdf is not installed";

    EXPECT_THAT(*answer, HasSubstr("No syntax or stream encoding errors found"));
    EXPECT_THAT(*answer, HasSubstr("[exit 0]"));
}

TEST_P(Peers, OpensslVerifiesTheCadesSignature) {
    const SignatureReport signature = verify(pdf_).signatures.back();
    const auto [first, first_length, second, second_length] = signature.byte_range;
    write_file(folder_.path() / "bytes", pdf_.substr(first, first_length) + pdf_.substr(second, second_length));
    write_file(folder_.path() / "cms", from_hex(pdf_.substr(first_length + 1, second - first_length - 2)).value());
    write_file(folder_.path() / "ca.pem", Office::shared().ca().anchor_pem());

    const auto answer =
        run("openssl", fmt::format("cms -verify -cades -binary -inform DER -in {} -content {} -CAfile {} "
                                   "-purpose any -no_check_time -out {}",
                                   file("cms"), file("bytes"), file("ca.pem"), file("out")));
    if (!answer) GTEST_SKIP() << "openssl is not installed";

    EXPECT_THAT(*answer, HasSubstr("CAdES Verification successful"));
}

INSTANTIATE_TEST_SUITE_P(Keys,
                         Peers,
                         ::testing::Values(KeyType::rsa_2048, KeyType::rsa_3072, KeyType::p256, KeyType::p384),
                         [](const auto& test) -> std::string {
                             switch (test.param) {
                                 case KeyType::rsa_2048: return "Rsa2048";
                                 case KeyType::rsa_3072: return "Rsa3072";
                                 case KeyType::p256: return "P256";
                                 default: return "P384";
                             }
                         });

}  // namespace
}  // namespace trien::sign
