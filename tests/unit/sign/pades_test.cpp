// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/pades.hpp"

#include <gmock/gmock.h>

#include "engine/base/error.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// The code of the error that signing ends in; empty when it ends well.
std::string error_of(const std::string& pdf, const SignRequest& request) {
    try {
        (void)sign_pdf(pdf, request, Office::shared().chair(), Office::shared().trust());
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

TEST(SignPdf, KeepsEveryByteAndAppendsOneRevision) {
    const std::string base = prepared_pdf();

    const std::string pdf = signed_once();

    EXPECT_THAT(pdf, StartsWith(base));
    EXPECT_EQ(verify(pdf).verdict, Verdict::valid);
}

TEST(SignPdf, WritesOnlyTheObjectsThatChanged) {
    const std::string added = signed_once().substr(prepared_pdf().size());

    EXPECT_THAT(added, StartsWith("1 0 obj\n"));        // the catalog, for the certification
    EXPECT_THAT(added, HasSubstr("\n5 0 obj\n"));       // the field
    EXPECT_THAT(added, Not(HasSubstr("\n3 0 obj\n")));  // not the page
    EXPECT_THAT(added, Not(HasSubstr("\n4 0 obj\n")));  // not the form
}

TEST(SignPdf, IsTheSameFileEachTimeWithAnRsaKey) {
    SigningKey& key = Office::shared().key_of(KeyType::rsa_2048);
    const TrustStore& trust = Office::shared().trust();

    EXPECT_EQ(sign_pdf(prepared_pdf(), chair_request(), key, trust),
              sign_pdf(prepared_pdf(), chair_request(), key, trust));
}

TEST(SignPdf, ReservesExactlyWhatAnRsaSignatureTakes) {
    Office& office = Office::shared();
    for (const KeyType type : {KeyType::rsa_2048, KeyType::rsa_3072}) {
        SigningKey& key = office.key_of(type);
        SignRequest request = chair_request();
        request.claims.role = "TUQ. CHỦ TỊCH";

        const std::string cms = build_signed_data(sha256("x"), request.claims, key);

        EXPECT_EQ(cms.size(), signed_data_size(request.claims, key));
        EXPECT_EQ(verify(sign_pdf(prepared_pdf(), request, key, office.trust())).verdict, Verdict::valid);
    }
}

TEST(SignPdf, UsesTheKeyExactlyOnce) {
    Office& office = Office::shared();
    CountingKey key(office.chair());

    (void)sign_pdf(prepared_pdf(), chair_request(), key, office.trust());

    EXPECT_EQ(key.count(), 1);
}

TEST(SignPdf, NeverTouchesTheKeyOfACertificateThatIsNotGood) {
    Office& office = Office::shared();
    const auto expired = office.key(KeyType::p256, {instant("2025-01-01T00:00:00Z"), instant("2025-12-31T00:00:00Z")});
    CountingKey key(*expired);

    try {
        (void)sign_pdf(prepared_pdf(), chair_request(), key, office.trust());
        FAIL() << "the certificate is expired";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "sign.certificate-expired");
        EXPECT_EQ(error.fault(), Fault::denied);
        EXPECT_THAT(error.cause().vi, HasSubstr("đã hết hạn ngày 31/12/2025"));
    }
    EXPECT_EQ(key.count(), 0);
}

TEST(SignPdf, NeverTouchesTheKeyWithoutTrust) {
    CountingKey key(Office::shared().chair());

    EXPECT_THROW((void)sign_pdf(prepared_pdf(), chair_request(), key, TrustStore()), Error);

    EXPECT_EQ(key.count(), 0);
}

/// A device that answers with something else than a signature.
class BrokenKey final : public SigningKey {
  public:
    explicit BrokenKey(const SigningKey& like, std::size_t size)
        : SigningKey(like.certificate(), like.chain()), size_(size) {}
    std::string sign(std::string_view /*to_be_signed*/) override { return std::string(size_, 'x'); }

  private:
    std::size_t size_;
};

TEST(SignPdf, RefusesASignatureThatDoesNotFitTheCertificate) {
    Office& office = Office::shared();
    for (const std::size_t size : {0U, 72U, 4000U}) {
        BrokenKey key(office.chair(), size);
        try {
            (void)sign_pdf(prepared_pdf(), chair_request(), key, office.trust());
            FAIL() << size;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "sign.token-wrong-signature");
            EXPECT_EQ(error.fault(), Fault::external);
        }
    }
}

TEST(SignPdf, RefusesAFieldItCannotUse) {
    SignRequest request = chair_request();

    EXPECT_EQ(error_of(signed_once(), request), "sign.field-signed");
    request.field = "KhongCo";
    EXPECT_EQ(error_of(prepared_pdf(), request), "sign.field-absent");
    request.field = "So";
    EXPECT_EQ(error_of(prepared_pdf(), request), "sign.field-absent");
    request = seal_request();
    request.fills.front().field = "NguoiKy";
    EXPECT_EQ(error_of(prepared_pdf(), request), "sign.field-absent");
    EXPECT_EQ(error_of(signed_twice(), seal_request()), "sign.field-signed");
}

TEST(SignPdf, RefusesToFillATextTwice) {
    SignRequest request = chair_request();
    request.certify = false;
    request.fills = seal_request().fills;
    const std::string filled = sign_pdf(prepared_pdf(), request, Office::shared().chair(), Office::shared().trust());

    EXPECT_EQ(error_of(filled, seal_request()), "sign.field-filled");
}

TEST(SignPdf, CertifiesOnlyFirst) {
    SignRequest request = seal_request();
    request.certify = true;

    EXPECT_EQ(error_of(signed_once(), request), "sign.certify-late");
}

TEST(SignPdf, RefusesReasonAndCommitmentTogether) {
    SignRequest request = chair_request();
    request.claims.commitment = Commitment::proof_of_approval;

    EXPECT_EQ(error_of(prepared_pdf(), request), "sign.reason-and-commitment");
    request.reason.clear();
    EXPECT_EQ(error_of(prepared_pdf(), request), "");
}

TEST(SignPdf, RefusesAFileThatIsNoSoundPdf) {
    std::string cut = prepared_pdf();
    cut.resize(cut.size() / 2);

    EXPECT_EQ(error_of("", chair_request()), "sign.pdf-broken");
    EXPECT_EQ(error_of("không phải PDF", chair_request()), "sign.pdf-broken");
    EXPECT_EQ(error_of(cut, chair_request()), "sign.pdf-broken");
}

TEST(SignPdf, RefusesAPictureThatIsNotOnePage) {
    SignRequest request = chair_request();
    request.appearance = make_pdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"});

    EXPECT_EQ(error_of(prepared_pdf(), request), "sign.appearance");
}

TEST(SignPdf, RaisesTheSignatureFlagsOfAFormThatHasNone) {
    std::string bare = prepared_pdf();
    bare.replace(bare.find("/SigFlags 3"), 11, "/SigFlags 0");

    const std::string pdf = sign_pdf(bare, chair_request(), Office::shared().chair(), Office::shared().trust());

    EXPECT_THAT(pdf.substr(bare.size()), HasSubstr("/SigFlags 3"));
    EXPECT_EQ(verify(pdf).verdict, Verdict::valid);
}

}  // namespace
}  // namespace trien::sign
