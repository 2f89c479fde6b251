// SPDX-License-Identifier: Apache-2.0
// The one road, through the command line: a scanned paper goes in, a signed, self-explaining PDF comes out.
#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

class Road : public Office {};

int count(const std::string& text, const std::string& part) {
    int times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
    return times;
}

TEST_F(Road, LeadsFromScanToSealedCopyInRegisterAndJournal) {
    const std::string copy = certified_copy();

    const Json report = json({"verify", copy});
    EXPECT_EQ(report.at("verdict"), "VALID") << report.dump(2);
    ASSERT_EQ(report.at("signatures").size(), 2U);
    EXPECT_EQ(report.at("signatures")[0].at("signer").at("name"), "Trần Thị Bình");
    EXPECT_EQ(report.at("signatures")[0].at("role"), "TUQ. CHỦ TỊCH");
    EXPECT_EQ(report.at("signatures")[0].at("delegation").at("number"), "12/QĐ-UBND");
    EXPECT_EQ(report.at("signatures")[1].at("signer").at("name"), "Ủy ban nhân dân phường An Hòa");
    EXPECT_EQ(report.at("journal").at("kind"), "certified-copy");

    EXPECT_EQ(json({"journal", "verify"}).at("ok"), true);
    const Json lines = json({"register", "show", "SCT/BS"}).at("lines");
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].at("ordinal"), 1);
    EXPECT_EQ(lines[0].at("requester"), "Hoàng Minh Châu");
    EXPECT_EQ(lines[0].at("fee"), 4000);  // one page, two copies
}

TEST_F(Road, SatisfiesIndependentReaders) {
    const std::string copy = certified_copy();

    const std::string nss = temporary("nss");
    fs::create_directory(nss);
    ASSERT_EQ(run({"certutil", "-N", "-d", "sql:" + nss, "--empty-password"}).exit, 0);
    const std::string authority = (folder() / "trust" / "ca-mau.pem").string();
    ASSERT_EQ(run({"certutil", "-A", "-d", "sql:" + nss, "-n", "ca", "-t", "C,C,C", "-i", authority}).exit, 0);
    const Ran signatures = run({"pdfsig", "-nssdir", "sql:" + nss, copy});
    EXPECT_EQ(count(signatures.out, "Signature is Valid."), 2) << signatures.out;
    EXPECT_EQ(count(signatures.out, "Certificate is Trusted."), 2) << signatures.out;
    EXPECT_EQ(count(signatures.out, "Total document signed"), 1) << signatures.out;
    const Ran structure = run({"qpdf", "--check", copy});
    EXPECT_EQ(structure.exit, 0) << structure.out << structure.err;
    EXPECT_THAT(structure.out, HasSubstr("No syntax or stream encoding errors"));
    const Ran text = run({"pdftotext", "-layout", copy, "-"});
    EXPECT_THAT(text.out, HasSubstr("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"));
    EXPECT_THAT(text.out, HasSubstr("Ngày 16 tháng 11 năm 2026"));
    EXPECT_THAT(text.out, HasSubstr("TUQ. CHỦ TỊCH"));
    EXPECT_THAT(text.out, HasSubstr("Trần Thị Bình"));
}

TEST_F(Road, VerifiesOfflineWithTheTrustFolderAlone) {
    const std::string copy = certified_copy();

    const Ran verified = run({TRIEN_PROGRAM, "--lang", "en", "verify", copy, "--trust", (folder() / "trust").string()});

    EXPECT_EQ(verified.exit, 0) << verified.out;
    EXPECT_THAT(verified.out, HasSubstr("signed as TUQ. CHỦ TỊCH under 12/QĐ-UBND"));
}

TEST_F(Road, TellsTheDueTimeByTheFifteenHourRuleAndTheHoliday) {
    date("2026-11-23");
    EXPECT_THAT(json({"dossier", "show", open_case()}).at("due").get<std::string>(), HasSubstr("2026-11-23T17:00"));

    const Ran late =
        run({TRIEN_PROGRAM, "--json", "dossier", "open", "--as", "duc.pham", "--procedure", "2.000815", "--requester",
             "Hoàng Minh Châu", "--original", scan(), "--title", "Bằng", "--pages", "1", "--sheets", "1"},
            {{"TRIEN_INSTANCE", folder().string()},
             {"TRIEN_DATA", TRIEN_SOURCE_DIR},
             {"TRIEN_NOW", "2026-11-23T15:01:00+07:00"}});
    EXPECT_EQ(Json::parse(late.out).at("due"), "2026-11-25T17:00:00+07:00") << "24 November is a public holiday";
}

TEST_F(Road, GoesBackForReworkWithAReasonAndComesAgain) {
    grant_delegation();
    const std::string dossier = case_ready_to_sign();

    EXPECT_THAT(expect(4, {"task", "return", task(dossier), "--as", "binh.tran"}).err, HasSubstr("needs a reason"));
    expect(0, {"task", "return", task(dossier), "--as", "binh.tran", "--reason", "Thiếu trang sau"});
    EXPECT_EQ(json({"dossier", "show", dossier}).at("approval"), "returned");
    EXPECT_THAT(task(dossier), HasSubstr("/examine/2"));
    expect(0, {"task", "approve", task(dossier), "--as", "ha.le"});
    expect(0, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()});

    EXPECT_EQ(json({"dossier", "show", dossier}).at("approval"), "signed");
}

TEST_F(Road, EndsWithARefusalOnlyOnALegalGround) {
    const std::string dossier = open_case();
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham"});

    expect(4, {"task", "refuse", task(dossier), "--as", "ha.le", "--reason", "không thích"});
    expect(4, {"task", "refuse", task(dossier), "--as", "ha.le", "--ground", "R99.9"});
    expect(0, {"task", "refuse", task(dossier), "--as", "ha.le", "--ground", "R22.2"});

    EXPECT_EQ(json({"dossier", "show", dossier}).at("status"), "refused");
}

TEST_F(Road, KeepsExaminerAndSignerApart) {
    grant_delegation();
    const std::string dossier = open_case();
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham"});
    expect(0, {"task", "approve", task(dossier), "--as", "binh.tran"});

    const Ran refused = expect(5, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()});

    EXPECT_THAT(refused.err, HasSubstr("task.separation"));
    expect(0, {"certify", "copy", dossier, "--as", "an.nguyen", "--pin-file", pin()});
    EXPECT_EQ(json({"dossier", "show", dossier}).at("certification").at("capacity"), "inherent");
}

TEST_F(Road, LetsTheDelegateSignOnlyWithinTheTerm) {
    grant_delegation("2026-11-17", "2026-11-18");
    const std::string dossier = case_ready_to_sign();
    const auto sign = [&](int exit) {
        return expect(exit, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()}).err;
    };

    EXPECT_THAT(sign(5), HasSubstr("begins only on 2026-11-17"));
    date("2026-11-19");
    EXPECT_THAT(sign(5), HasSubstr("ended on 2026-11-18"));
    EXPECT_EQ(json({"register", "show", "SCT/BS"}).at("lines").size(), 0U) << "no number was used up";
    date("2026-11-18");
    EXPECT_EQ(sign(0), "");
}

TEST_F(Road, StopsTheDelegateAtTheRevocationAndKeepsEarlierActs) {
    const std::string copy = certified_copy();
    clock("10:00");
    expect(0, {"delegation", "revoke", "12/QĐ-UBND", "--as", "an.nguyen", "--decision", "40/QĐ-UBND", "--reason",
               "đổi phân công"});
    clock("10:05");
    const std::string dossier = case_ready_to_sign();

    const Ran refused = expect(5, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()});

    EXPECT_THAT(refused.err, HasSubstr("authority.revoked"));
    EXPECT_EQ(json({"verify", copy}).at("verdict"), "VALID");
    expect(0, {"delegation", "check", "binh.tran", "2.000815", "2026-11-16T09:59:59+07:00"});
    expect(1, {"delegation", "check", "binh.tran", "2.000815", "2026-11-16T10:00:00+07:00"});
}

TEST_F(Road, NumbersWithoutGapsAndPerDay) {
    grant_delegation();
    std::vector<std::string> codes;
    for (int n = 1; n <= 3; ++n) {
        codes.push_back(case_ready_to_sign());
        expect(0, {"certify", "copy", codes.back(), "--as", "binh.tran", "--pin-file", pin()});
    }

    EXPECT_EQ(codes,
              (std::vector<std::string>{"H26.99.01-261116-0001", "H26.99.01-261116-0002", "H26.99.01-261116-0003"}));
    std::vector<int> ordinals;
    const Json book = json({"register", "show", "SCT/BS"});
    for (const Json& line : book.at("lines")) ordinals.push_back(line.at("ordinal"));
    EXPECT_EQ(ordinals, (std::vector<int>{1, 2, 3}));
}

TEST_F(Road, AnswersARepeatedCommandWithoutDoingItTwice) {
    const std::vector<std::string> open = {"dossier",      "open",
                                           "--as",         "duc.pham",
                                           "--command-id", "counter-1-0001",
                                           "--procedure",  "2.000815",
                                           "--requester",  "Hoàng Minh Châu",
                                           "--original",   scan(),
                                           "--title",      "Bằng",
                                           "--pages",      "1",
                                           "--sheets",     "1"};

    const Json first = json(open);
    const Json again = json(open);

    EXPECT_EQ(first, again);
    EXPECT_EQ(json({"dossier", "list"}).at("dossiers").size(), 1U);
}

TEST_F(Road, IngestsALotAndGoesOnWhereItStopped) {
    const std::string lot = temporary("lot");
    ASSERT_EQ(
        run({TRIEN_PAPERS, "--seed", "7", "--count", "3", "--kind", "quyet-dinh", "--degrade", "clean", "--out", lot})
            .exit,
        0);
    write_file(lot + "/hong.jpg", "đây không phải ảnh");

    const Ran first = trien({"--json", "ingest", lot, "--batch", "lo-1", "--as", "duc.pham"});
    const Ran again = trien({"--json", "ingest", lot, "--batch", "lo-1", "--as", "duc.pham"});

    EXPECT_EQ(first.exit, 8) << first.err;
    EXPECT_EQ(again.exit, 8);
    const Json files = Json::parse(first.out).at("files");
    EXPECT_EQ(files.size(), 4U);
    EXPECT_EQ(Json::parse(again.out).at("files"), files);
    EXPECT_EQ(json({"journal", "verify"}).at("ok"), true);
}

}  // namespace
}  // namespace trien::scenario
