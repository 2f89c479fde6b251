// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;

constexpr const char* module_path = "/usr/lib/softhsm/libsofthsm2.so";

/// A software token in a folder of its own.
class Token : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(module_path)) GTEST_SKIP() << "softhsm2 is not installed";
        std::filesystem::create_directory(folder_.path() / "tokens");
        const auto configuration = folder_.path() / "softhsm2.conf";
        write_file(configuration,
                   fmt::format("directories.tokendir = {}\nlog.level = ERROR\n", (folder_.path() / "tokens").string()));
        ASSERT_EQ(setenv("SOFTHSM2_CONF", configuration.c_str(), 1), 0);
    }

    std::string import(const IssuedKey& key, const std::string& object = "khoá chủ tịch") {
        return import_into_token({module_path, "Phường Mẫu", object}, Secret("87654321"), Secret("1234"), key);
    }

    std::string error_of(const std::string& uri, const char* pin) {
        try {
            (void)open_pkcs11(uri, Secret(pin));
        } catch (const Error& error) {
            last_error_ = error.cause();
            return error.code();
        }
        return "";
    }

    TemporaryFolder folder_;
    Message last_error_;
};

TEST_F(Token, SignsWithEveryAllowedKind) {
    Office& office = Office::shared();
    for (const KeyType type : {KeyType::rsa_2048, KeyType::rsa_3072, KeyType::p256, KeyType::p384}) {
        const std::string label = fmt::format("khoá {}", static_cast<int>(type));
        const auto key =
            open_pkcs11(import(office.ca().issue(chair_subject(), type, year_2026()), label), Secret("1234"));

        const std::string pdf = sign_pdf(prepared_pdf(), chair_request(), *key, office.trust());

        EXPECT_EQ(verify(pdf).verdict, Verdict::valid) << label;
    }
}

TEST_F(Token, FindsTheKeyByTheCertificatesId) {
    Office& office = Office::shared();
    const IssuedKey first = office.ca().issue(chair_subject(), KeyType::p256, year_2026());
    const IssuedKey second = office.ca().issue(chair_subject(), KeyType::p256, year_2026());
    (void)import(first, "a");
    const std::string uri = import(second, "b");

    const auto key = open_pkcs11(uri, Secret("1234"));

    EXPECT_EQ(key->certificate(), second.certificate);
}

TEST_F(Token, SaysThatThePinIsWrongAndThatTriesRunOut) {
    const std::string uri = import(Office::shared().issued_chair());

    EXPECT_EQ(error_of(uri, "9999"), "sign.pin");
    EXPECT_NE(last_error_.vi.find("số lần thử còn lại"), std::string::npos) << last_error_.vi;
    EXPECT_EQ(error_of(uri, "1234"), "");
}

TEST_F(Token, AsksEveryOpenerForThePinThoughTheTokenIsOpen) {
    const std::string uri = import(Office::shared().issued_chair());
    const auto open = open_pkcs11(uri, Secret("1234"));

    EXPECT_EQ(error_of(uri, "0000"), "sign.pin");
    EXPECT_EQ(error_of(uri, "1234"), "");
}

TEST_F(Token, RefusesAnAddressItCannotFollow) {
    const std::string uri = import(Office::shared().issued_chair());
    const std::string module = fmt::format("?module-path={}", module_path);

    EXPECT_EQ(error_of("token=a", "1234"), "sign.pkcs11-uri");
    EXPECT_EQ(error_of("pkcs11:token=a", "1234"), "sign.pkcs11-uri");
    EXPECT_EQ(error_of(uri + "&pin-value=1234", "1234"), "sign.pkcs11-uri");
    EXPECT_EQ(error_of("pkcs11:token=a?module-path=/khong/co.so", "1234"), "sign.pkcs11-module");
    EXPECT_EQ(error_of("pkcs11:token=khac" + module, "1234"), "sign.token-absent");
    EXPECT_EQ(error_of("pkcs11:object=khac" + module, "1234"), "sign.token-object");
}

TEST_F(Token, RefusesASecondObjectOfTheSameName) {
    (void)import(Office::shared().issued_chair());

    EXPECT_THROW((void)import(Office::shared().issued_chair()), Error);
}

}  // namespace
}  // namespace trien::sign
