// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/keys.hpp"

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/sign/certificate.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;

/// The code of the error that `act` ends in; empty when it ends well.
template <class Act>
std::string error_of(Act act) {
    try {
        act();
    } catch (const Error& error) {
        EXPECT_FALSE(error.cause().vi.empty());
        EXPECT_FALSE(error.mend().vi.empty());
        return error.code();
    }
    return "";
}

TEST(Pkcs12Key, OpensWithTheCertificateAndItsAuthority) {
    const SigningKey& key = Office::shared().key_of(KeyType::rsa_2048);

    const CertificateSummary holder = describe_certificate(key.certificate());

    EXPECT_EQ(holder.common_name, "Nguyễn Văn Mẫu");
    EXPECT_EQ(holder.title, "Chủ tịch");
    EXPECT_EQ(holder.organisation, "UBND phường Mẫu");
    EXPECT_EQ(holder.serial_number, "CCCD:001099000001");
    EXPECT_EQ(holder.issuer, "MẪU – KHÔNG CÓ GIÁ TRỊ: CA trình diễn");
    EXPECT_EQ(holder.not_after, year_2026().until);
    EXPECT_EQ(key.algorithm(), SignatureAlgorithm::rsa_sha256);
    EXPECT_EQ(key.signature_size(), 256U);
    EXPECT_EQ(key.chain().size(), 1U);
}

TEST(Pkcs12Key, SaysThatThePassPhraseIsWrong) {
    Office& office = Office::shared();
    const auto file = office.folder() / "chair.p12";
    write_file(file, office.ca().pkcs12(office.issued_chair(), "mau", Secret("đúng")));

    EXPECT_EQ(error_of([&] { (void)open_pkcs12(file, Secret("sai")); }), "sign.pin");
    EXPECT_EQ(error_of([&] { (void)open_pkcs12(file, Secret("đúng")); }), "");
}

TEST(Pkcs12Key, RefusesAFileThatIsNone) {
    const auto file = Office::shared().folder() / "not.p12";
    write_file(file, "không phải khoá");

    EXPECT_EQ(error_of([&] { (void)open_pkcs12(file, Secret("x")); }), "sign.pkcs12");
}

TEST(SigningKey, RefusesAKeyThatIsTooWeak) {
    EXPECT_EQ(error_of([] { (void)Office::shared().key(KeyType::rsa_1024); }), "sign.weak-key");
}

}  // namespace
}  // namespace trien::sign
