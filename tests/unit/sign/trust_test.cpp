// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/trust.hpp"

#include <gmock/gmock.h>

#include "engine/base/error.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What is wrong with a certificate of that validity, signing on 23 November 2026.
std::vector<std::string> judge(const IssuedKey& key, const TrustStore& trust, std::optional<Instant> existed_by = {}) {
    return codes(judge_certificate(key.certificate, {}, trust,
                                   {signing_time(), instant("2026-12-01T08:00:00+07:00"), existed_by}));
}

IssuedKey issue(DemoCa& ca, const Validity& validity = year_2026()) {
    return ca.issue(chair_subject(), KeyType::p256, validity);
}

DemoCa make_ca() {
    return DemoCa(KeyType::p256, {instant("2020-01-01T00:00:00Z"), instant("2040-01-01T00:00:00Z")});
}

TrustStore trust_in(DemoCa& ca, const Validity& list_validity = year_2026()) {
    TrustStore trust;
    trust.add(ca.anchor_pem(), "ca.pem");
    trust.add(ca.revocation_list_pem(list_validity), "ca.crl");
    return trust;
}

TEST(JudgeCertificate, ClearsAGoodOne) {
    DemoCa ca = make_ca();

    EXPECT_THAT(judge(issue(ca), trust_in(ca)), IsEmpty());
}

TEST(JudgeCertificate, LooksAtTheSigningTimeAndNotAtToday) {
    DemoCa ca = make_ca();
    const IssuedKey past = issue(ca, {instant("2025-01-01T00:00:00Z"), instant("2026-11-22T00:00:00Z")});
    const IssuedKey future = issue(ca, {instant("2026-11-24T00:00:00Z"), instant("2027-11-24T00:00:00Z")});
    const IssuedKey ended_since = issue(ca, {instant("2026-01-01T00:00:00Z"), instant("2026-11-24T00:00:00Z")});

    EXPECT_THAT(judge(past, trust_in(ca)), ElementsAre("expired"));
    EXPECT_THAT(judge(future, trust_in(ca)), ElementsAre("not-yet-valid"));
    EXPECT_THAT(judge(ended_since, trust_in(ca)), IsEmpty());
}

TEST(JudgeCertificate, TellsRevokedBeforeFromRevokedAfterSigning) {
    DemoCa ca = make_ca();
    const IssuedKey before = issue(ca);
    const IssuedKey after = issue(ca);
    ca.revoke(before, instant("2026-11-22T00:00:00Z"));
    ca.revoke(after, instant("2026-11-25T00:00:00Z"));

    EXPECT_THAT(judge(before, trust_in(ca)), ElementsAre("revoked"));
    EXPECT_THAT(judge(after, trust_in(ca)), ElementsAre("revoked-later"));
    EXPECT_THAT(judge(after, trust_in(ca), instant("2026-11-24T00:00:00Z")), IsEmpty());
}

TEST(JudgeCertificate, IsNotSureWithoutARevocationListInForce) {
    DemoCa ca = make_ca();
    const IssuedKey key = issue(ca);
    TrustStore no_list;
    no_list.add(ca.anchor_pem(), "ca.pem");
    const TrustStore old_list = trust_in(ca, {instant("2026-01-01T00:00:00Z"), instant("2026-11-01T00:00:00Z")});

    EXPECT_THAT(judge(key, no_list), ElementsAre("unknown-revocation"));
    EXPECT_THAT(judge(key, old_list), ElementsAre("unknown-revocation"));
}

TEST(JudgeCertificate, TakesNoListOfAnotherAuthority) {
    DemoCa ca = make_ca();
    DemoCa other = make_ca();
    TrustStore trust;
    trust.add(ca.anchor_pem(), "ca.pem");
    trust.add(other.revocation_list_pem(year_2026()), "other.crl");

    EXPECT_THAT(judge(issue(ca), trust), ElementsAre("unknown-revocation"));
}

TEST(JudgeCertificate, KnowsAnAuthorityByItsKeyAndNotByItsName) {
    DemoCa ca = make_ca();
    DemoCa same_name = make_ca();

    EXPECT_THAT(judge(issue(ca), trust_in(same_name)), ElementsAre("untrusted"));
}

TEST(JudgeCertificate, FindsAWeakKey) {
    DemoCa ca = make_ca();
    const IssuedKey weak = ca.issue(chair_subject(), KeyType::rsa_1024, year_2026());

    EXPECT_THAT(judge(weak, trust_in(ca)), Contains("weak-algorithm"));
}

TEST(TrustStore, ReadsAFolderAndNamesAFileThatIsOutOfPlace) {
    DemoCa ca = make_ca();
    const TemporaryFolder folder;
    write_file(folder.path() / "ca.pem", ca.anchor_pem());
    write_file(folder.path() / "ca.crl", ca.revocation_list_pem(year_2026()));
    write_file(folder.path() / "README.txt", "bỏ qua");

    const TrustStore trust = read_trust_store(folder.path());

    EXPECT_EQ(trust.authorities(), 1U);
    EXPECT_EQ(trust.revocation_lists(), 1U);
    write_file(folder.path() / "la.cer", "không phải chứng thư số");
    try {
        (void)read_trust_store(folder.path());
        FAIL() << "the file is no certificate";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "sign.trust-file");
        EXPECT_NE(error.place().file.find("la.cer"), std::string::npos);
    }
}

}  // namespace
}  // namespace trien::sign
