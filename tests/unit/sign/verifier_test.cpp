// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/verifier.hpp"

#include <algorithm>
#include <cctype>
#include <ostream>

#include <gmock/gmock.h>

#include "engine/base/error.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    text.replace(text.find(what), what.size(), with);
    return text;
}

TEST(VerifyPdf, TellsWhoSignedWhatAndWhen) {
    const std::string pdf = signed_twice();

    const VerifyReport report = verify(pdf);

    EXPECT_EQ(report.verdict, Verdict::valid);
    ASSERT_THAT(report.signatures, SizeIs(2));
    const SignatureReport& chair = report.signatures.front();
    EXPECT_EQ(chair.field, "NguoiKy");
    EXPECT_EQ(chair.revision, 1U);
    EXPECT_TRUE(chair.certification);
    EXPECT_FALSE(chair.covers_file);
    EXPECT_EQ(chair.signer.value().common_name, "Nguyễn Văn Mẫu");
    EXPECT_EQ(chair.signer.value().sha256, sha256(Office::shared().chair().certificate()));
    EXPECT_EQ(chair.signing_time, signing_time());
    EXPECT_EQ(chair.reason, "Ký ban hành");
    const SignatureReport& seal = report.signatures.back();
    EXPECT_EQ(seal.field, "CoQuan");
    EXPECT_EQ(seal.revision, 2U);
    EXPECT_TRUE(seal.covers_file);
    EXPECT_EQ(seal.byte_range[2] + seal.byte_range[3], pdf.size());
}

TEST(VerifyPdf, ListsTheAllowedChangesAfterASignature) {
    const VerifyReport report = verify(signed_twice());

    std::vector<std::string> changes;
    for (const Message& change : report.signatures.front().changes) changes.push_back(change.vi);
    EXPECT_THAT(changes, ElementsAre("Ký vào ô “CoQuan”", "Điền ô “So: 12/QĐ-UBND”", "Điền ô “Ngay: 23/11/2026”"));
    EXPECT_THAT(report.signatures.back().changes, IsEmpty());
    EXPECT_THAT(verify(signed_once()).empty_fields, ElementsAre("CoQuan"));
}

TEST(VerifyPdf, ReadsTheClaimsOfADelegate) {
    Office& office = Office::shared();
    SignRequest request = chair_request();
    request.reason.clear();
    request.claims.role = "TUQ. CHỦ TỊCH";
    request.claims.delegation = DelegationAssertion{sha256("văn bản uỷ quyền"), "12/QĐ-UBND",
                                                    instant("2026-12-31T23:59:59+07:00"), "Chứng thực bản sao"};
    request.claims.commitment = Commitment::proof_of_approval;

    const VerifyReport report = verify(sign_pdf(prepared_pdf(), request, office.chair(), office.trust()));

    EXPECT_EQ(report.verdict, Verdict::valid);
    EXPECT_EQ(report.signatures.front().claims, request.claims);
}

TEST(VerifyPdf, NamesTheFieldWhoseContentWasAltered) {
    const std::string pdf = replaced(signed_twice(), "200 100 re", "200 900 re");

    const VerifyReport report = verify(pdf);

    EXPECT_EQ(report.verdict, Verdict::invalid);
    ASSERT_THAT(report.signatures, SizeIs(2));
    for (const SignatureReport& signature : report.signatures) {
        EXPECT_THAT(codes(signature.causes), ElementsAre("altered"));
    }
    EXPECT_EQ(report.signatures.front().causes.front().text.vi,
              "Chữ ký ở ô “NguoiKy”: nội dung đã bị thay đổi so với lúc ký");
}

TEST(VerifyPdf, BlamesOnlyTheSignaturesThatCoverTheByte) {
    const std::string once = signed_once();
    std::string twice = sign_pdf(once, seal_request(), Office::shared().seal(), Office::shared().trust());
    const std::size_t picture = twice.find("10 10 180 20 re", once.size());
    twice[picture] = '2';

    const VerifyReport report = verify(twice);

    EXPECT_EQ(report.signatures.front().verdict, Verdict::valid);
    EXPECT_THAT(codes(report.signatures.back().causes), ElementsAre("altered"));
}

TEST(VerifyPdf, FindsNoSignatureWhereThereIsNone) {
    EXPECT_THAT(codes(verify(prepared_pdf())), ElementsAre("unsigned"));
    EXPECT_EQ(verify(prepared_pdf()).verdict, Verdict::invalid);
}

TEST(VerifyPdf, IsNotSureOfAnUnknownAuthority) {
    const VerifyReport report =
        verify_pdf(signed_once(), TrustStore(), {Profile::own, instant("2026-12-01T00:00:00Z"), {}});

    EXPECT_EQ(report.verdict, Verdict::indeterminate);
    EXPECT_THAT(codes(report), ElementsAre("untrusted"));
}

TEST(VerifyPdf, IsNotSureOfASignatureFromTheFuture) {
    const VerifyReport report =
        verify_pdf(signed_once(), Office::shared().trust(), {Profile::own, instant("2026-11-01T00:00:00Z"), {}});

    EXPECT_EQ(report.verdict, Verdict::indeterminate);
    EXPECT_THAT(codes(report), ElementsAre("future-time"));
}

TEST(VerifyPdf, RejectsWhatIsHungBehindTheLastSignature) {
    const std::string pdf = signed_twice();

    for (const std::string& tail : std::vector<std::string>{"\n", "%", " ", "%%EOF\n", "1 0 obj\nnull\nendobj\n"}) {
        EXPECT_THAT(codes(verify(pdf + tail)), Contains("changed-after-signing")) << tail;
        EXPECT_EQ(verify(pdf + tail).verdict, Verdict::invalid) << tail;
        EXPECT_EQ(verify(pdf + tail, Profile::foreign).verdict, Verdict::indeterminate) << tail;
    }
}

/// What somebody without a key could append to a signed document.
struct Attack {
    const char* name;
    std::vector<std::pair<int, std::string>> objects;
};

void PrintTo(const Attack& attack, std::ostream* out) {
    *out << attack.name;
}

class AppendedRevision : public ::testing::TestWithParam<Attack> {};

TEST_P(AppendedRevision, IsRejected) {
    const std::string pdf = append_revision(signed_once(), GetParam().objects);

    EXPECT_EQ(verify(pdf).verdict, Verdict::invalid);
    EXPECT_THAT(codes(verify(pdf)), Contains("changed-after-signing"));
    EXPECT_NE(verify(pdf, Profile::foreign).verdict, Verdict::valid);
}

INSTANTIATE_TEST_SUITE_P(
    Attacks,
    AppendedRevision,
    ::testing::Values(
        Attack{"ReplacedContent", {{9, stream_object("", "0 g 0 0 595 842 re f")}}},
        Attack{"ReplacedPage",
               {{3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Resources << >> /Contents 9 0 R >>"}}},
        Attack{"ReplacedCatalog", {{1, "<< /Type /Catalog /Pages 2 0 R >>"}}},
        Attack{"MovedField",
               {{6, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (CoQuan) /F 4 /P 3 0 R /Rect [0 0 595 842] >>"}}},
        Attack{
            "FilledByNobody",
            {{7, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (So) /F 4 /P 3 0 R /Rect [300 700 500 740] /V (99) >>"}}},
        Attack{
            "EmptiedSignature",
            {{5, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (NguoiKy) /F 4 /P 3 0 R /Rect [300 100 500 140] >>"}}},
        Attack{"UnusedObject", {{90, "<< >>"}}}),
    [](const auto& test) { return test.param.name; });

TEST(VerifyPdf, RejectsContentThatTheSignedPartLeftOpen) {
    // The page names object 90, which does not exist when the chair signs and is delivered afterwards.
    Office& office = Office::shared();
    const std::string trap = prepared_pdf("[9 0 R 90 0 R]");
    const std::string pdf = sign_pdf(trap, chair_request(), office.chair(), office.trust());
    ASSERT_EQ(verify(pdf).verdict, Verdict::valid);

    const std::string sprung = append_revision(pdf, {{90, stream_object("", "0 g 0 0 595 842 re f")}});

    EXPECT_THAT(codes(verify(sprung)), Contains("changed-after-signing"));
}

TEST(VerifyPdf, RejectsASignerWhoChangesMoreThanTheFields) {
    // The seal's holder has a key, and still may not touch the page under the chair's signature.
    Office& office = Office::shared();
    const std::string page = append_revision(signed_once(), {{9, stream_object("", "0 g 0 0 595 842 re f")}});

    const VerifyReport report = verify(sign_pdf(page, seal_request(), office.seal(), office.trust()));

    ASSERT_THAT(report.signatures, SizeIs(2));
    EXPECT_THAT(codes(report.signatures.front().causes), ElementsAre("changed-after-signing"));
    EXPECT_EQ(report.verdict, Verdict::invalid);
}

/// The prepared document in which the chair's signature locks fields.
std::string signed_with_lock(const std::string& action) {
    Office& office = Office::shared();
    const std::string base = prepared_pdf("9 0 R", "/Lock << /Type /SigFieldLock " + action + " >>");
    return sign_pdf(base, chair_request(), office.chair(), office.trust());
}

TEST(VerifyPdf, HoldsTheLockOfASignature) {
    Office& office = Office::shared();
    const std::string free = signed_with_lock("/Action /Include /Fields [(Khac)]");
    const std::string locked = signed_with_lock("/Action /Include /Fields [(So)]");

    EXPECT_EQ(verify(sign_pdf(free, seal_request(), office.seal(), office.trust())).verdict, Verdict::valid);
    EXPECT_THROW((void)sign_pdf(locked, seal_request(), office.seal(), office.trust()), Error);
    EXPECT_THROW((void)sign_pdf(signed_with_lock("/Action /All"), seal_request(), office.seal(), office.trust()),
                 Error);
    // Somebody with another program fills the locked field all the same.
    const std::string filled = append_revision(
        locked,
        {{7, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (So) /F 4 /P 3 0 R /Rect [300 700 500 740] /V (1) >>"}});
    EXPECT_THAT(codes(verify(filled)), Contains("changed-after-signing"));
}

TEST(VerifyPdf, RejectsAForeignTrailerKey) {
    const std::string pdf = replaced(append_revision(signed_once(), {{90, "null"}}), "/Size 99 ", "/Size 99 /X 1 ");

    EXPECT_THAT(codes(verify(pdf)), Contains("changed-after-signing"));
}

TEST(VerifyPdf, AcceptsASignatureOnlyInOurOwnSpelling) {
    const std::string pdf = signed_once();
    const std::size_t hole = pdf.find("/Contents <") + 11;
    std::string upper = pdf;
    std::transform(upper.begin() + static_cast<std::ptrdiff_t>(hole),
                   upper.begin() + static_cast<std::ptrdiff_t>(pdf.find('>', hole)),
                   upper.begin() + static_cast<std::ptrdiff_t>(hole), [](unsigned char c) { return std::toupper(c); });

    EXPECT_THAT(codes(verify(upper)), ElementsAre("malformed"));
    EXPECT_EQ(verify(upper, Profile::foreign).verdict, Verdict::valid);
}

TEST(VerifyPdf, FindsABrokenRangeOrSignature) {
    const std::string pdf = signed_once();

    EXPECT_EQ(verify(replaced(pdf, "/ByteRange [0 0", "/ByteRange [1 0")).verdict, Verdict::invalid);
    EXPECT_EQ(verify(replaced(pdf, "/ByteRange", "/ByteXange")).verdict, Verdict::invalid);
    EXPECT_EQ(verify(replaced(pdf, "/Contents <3082", "/Contents <3182")).verdict, Verdict::invalid);
    EXPECT_EQ(verify(replaced(pdf, "/Contents <3082", "/Contents <0000")).verdict, Verdict::invalid);
}

}  // namespace
}  // namespace trien::sign
