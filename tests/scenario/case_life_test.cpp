// SPDX-License-Identifier: Apache-2.0
// What happens to a case besides its steps: supplements, other deadlines, messages, timers, colleagues, and an end
// before its time.
#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;

class CaseLife : public Office {
  protected:
    /// Confirmation of marital status: 3 working days, 23 days when it has to be verified.
    std::string open(const std::string& procedure = "1.004873") {
        return json({"dossier", "open", "--as", "duc.pham", "--procedure", procedure, "--requester", "Trần Văn Khoa",
                     "--original", scan(), "--title", "Tờ khai", "--pages", "1", "--sheets", "1"})
            .at("dossier")
            .get<std::string>();
    }
    Json show(const std::string& dossier) { return json({"dossier", "show", dossier}); }
    std::string due(const std::string& dossier) { return show(dossier).at("due").get<std::string>(); }
    /// Changes the office's organisation by hand, as an administrator would.
    template <class Change>
    void reorganise(const Change& change) {
        const fs::path file = folder() / "organisation.json";
        Json organisation = Json::parse(read_file(file));
        change(organisation);
        write_file(file, organisation.dump());
    }
};

TEST_F(CaseLife, ASupplementStopsTheClockAndMovesTheDeadline) {
    const std::string dossier = open();
    EXPECT_EQ(due(dossier), "2026-11-19T17:00:00+07:00");

    expect(0, {"dossier", "supplement", dossier, "--as", "duc.pham", "--gap", "Giấy chứng tử", "--gap", "Hộ khẩu"});
    const Json waiting = show(dossier);
    EXPECT_EQ(waiting["waitsFor"], "supplement");
    EXPECT_EQ(waiting["progress"], "awaiting-supplement");
    EXPECT_EQ(waiting["deadline"], "stopped");
    EXPECT_TRUE(waiting["tasks"].empty());
    EXPECT_THAT(waiting.dump(), Not(HasSubstr("Giấy chứng tử"))) << "what is missing is personal";
    date("2026-11-30");
    EXPECT_EQ(json({"worker", "--once"})["fired"], 0) << "nobody is late while the requester is asked";

    expect(0, {"dossier", "supplied", dossier, "--as", "duc.pham"});
    const Json again = show(dossier);
    EXPECT_EQ(again["progress"], "received");
    EXPECT_EQ(again["tasks"][0]["round"], 2);
    EXPECT_GT(again["due"].get<std::string>(), "2026-11-30");
    expect(0, {"journal", "verify"});
}

TEST_F(CaseLife, E20_ASecondRequestIsMadeOnlyKnowingThatTheCaseCountsAsLate) {
    const std::string dossier = open();
    expect(0, {"dossier", "supplement", dossier, "--as", "duc.pham", "--gap", "Giấy chứng tử"});
    expect(0, {"dossier", "supplied", dossier, "--as", "duc.pham"});

    const Ran second = expect(4, {"dossier", "supplement", dossier, "--as", "duc.pham", "--gap", "Hộ khẩu"});
    EXPECT_THAT(second.err, AllOf(HasSubstr("counts as late"), HasSubstr("--again")));
    expect(0, {"dossier", "supplement", dossier, "--as", "duc.pham", "--gap", "Hộ khẩu", "--again", "Giấy mới bị mờ"});
}

TEST_F(CaseLife, AFactAStepFindsGivesTheCaseItsOwnDeadline) {
    const std::string dossier = open();

    const Ran unanswered = expect(4, {"task", "complete", task(dossier), "--as", "duc.pham"});
    EXPECT_THAT(unanswered.err, HasSubstr("verification"));
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham", "--set", "verification=true"});

    EXPECT_EQ(due(dossier), "2026-12-09T17:00:00+07:00") << "23 days instead of 3 working days";
}

TEST_F(CaseLife, ATimerOfTheProcedureFiresByTheClock) {
    const std::string dossier = open("1.001193");
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham", "--set", "online=true"});
    expect(0, {"task", "approve", task(dossier), "--as", "ha.le"});
    EXPECT_TRUE(show(dossier)["tasks"].empty()) << "the parents look at the draft";
    EXPECT_EQ(json({"worker", "--once"})["fired"], 0);

    date("2026-11-18");
    EXPECT_GE(json({"worker", "--once"})["fired"], 1);

    EXPECT_EQ(show(dossier)["tasks"][0]["step"], "sign") << "silence is agreement";
    expect(0, {"journal", "verify"});
}

TEST_F(CaseLife, AMessageComesToTheCaseThatWaitsForIt) {
    const std::string dossier = open("1.001193");
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham", "--set", "online=true"});
    EXPECT_THAT(expect(4, {"dossier", "send", dossier, "confirmation", "--as", "duc.pham"}).err,
                HasSubstr("confirmation"));
    expect(0, {"task", "approve", task(dossier), "--as", "ha.le"});

    expect(0, {"dossier", "send", dossier, "confirmation", "--as", "duc.pham"});

    EXPECT_EQ(show(dossier)["tasks"][0]["step"], "sign");
}

TEST_F(CaseLife, ATaskIsGivenToAColleagueWithTheRole) {
    const std::string dossier = open();
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham", "--set", "verification=false"});

    EXPECT_THAT(expect(4, {"task", "assign", task(dossier), "duc.pham", "--as", "ha.le"}).err,
                HasSubstr("does not have the role civil-status-clerk"));
    expect(5, {"task", "assign", task(dossier), "binh.tran", "--as", "lan.vu"});
    expect(0, {"task", "assign", task(dossier), "binh.tran", "--as", "ha.le"});

    EXPECT_EQ(show(dossier)["tasks"][0]["holder"], "binh.tran");
    expect(9, {"task", "approve", task(dossier), "--as", "ha.le"});
    expect(0, {"task", "approve", task(dossier), "--as", "binh.tran"});
}

TEST_F(CaseLife, WhatNobodyCanTakeFurtherIsNamedWithTheReason) {
    const std::string dossier = open();
    expect(0, {"dossier", "stuck"});
    reorganise([](Json& organisation) {
        for (Json& appointment : organisation["appointments"]) {
            if (appointment["person"] == "duc.pham") appointment["to"] = "2026-11-20";
        }
    });
    date("2026-11-23");

    const Ran stuck = expect(1, {"dossier", "stuck"});

    EXPECT_THAT(stuck.out, AllOf(HasSubstr(dossier + "/receive/1"), HasSubstr("nobody has the role reception")));
}

TEST_F(CaseLife, ANewCalendarMovesTheDeadlinesOfRunningCases) {
    const std::string dossier = open();
    std::string revised = read_file(folder() / "processes/calendars/vn-office.json");
    const auto replace = [&](const std::string& old_passage, const std::string& new_passage) {
        revised.replace(revised.find(old_passage), old_passage.size(), new_passage);
    };
    replace(R"("effectiveFrom": "2025-01-01")", R"("effectiveFrom": "2026-11-01")");
    replace(
        R"("holidays": [)",
        R"("holidays": [{"from": "2026-11-18", "name": {"vi": "Nghỉ bão", "en": "Storm"}, "citation": "Công điện", )"
        R"("status": "UNVERIFIED"},)");
    write_file(folder() / "processes/calendars/vn-office-2.json", revised);

    const Ran replanned = expect(0, {"dossier", "replan", "--as", "an.nguyen"});

    EXPECT_THAT(replanned.out, HasSubstr("2026-11-19T17:00:00+07:00 → 2026-11-20T17:00:00+07:00"));
    EXPECT_EQ(due(dossier), "2026-11-20T17:00:00+07:00");
    EXPECT_EQ(expect(0, {"dossier", "replan", "--as", "an.nguyen"}).out, "") << "once is enough";
    const Json events = show(dossier)["events"];
    EXPECT_EQ(events.back()["type"], "deadline.moved");
    EXPECT_EQ(events.back()["body"]["before"], "2026-11-19T17:00:00+07:00");
    EXPECT_THAT(events.back()["body"]["why"].get<std::string>(), HasSubstr("18/11/2026"));
}

TEST_F(CaseLife, ACaseThatIsTakenBackEndsWithItsReason) {
    const std::string dossier = open();
    expect(5, {"dossier", "stop", dossier, "--as", "lan.vu", "--reason", "Rút hồ sơ"});

    expect(0, {"dossier", "stop", dossier, "--as", "duc.pham", "--reason", "Người yêu cầu rút hồ sơ"});

    EXPECT_EQ(show(dossier)["status"], "stopped");
    EXPECT_TRUE(json({"task", "list"})["tasks"].empty());
    EXPECT_THAT(expect(9, {"dossier", "stop", dossier, "--as", "duc.pham", "--reason", "Lần nữa"}).err,
                HasSubstr("stopped"));
}

TEST_F(CaseLife, T11_ACaseKeepsTheVersionItWasReceivedUnder) {
    const std::string before = open();
    std::string text = read_file(folder() / "processes/1.004873-xac-nhan-tinh-trang-hon-nhan.bpmn");
    const auto replace = [&](const std::string& old_passage, const std::string& new_passage) {
        const auto at = text.find(old_passage);
        if (at == std::string::npos) throw std::logic_error("no such passage: " + old_passage);
        text.replace(at, old_passage.size(), new_passage);
    };
    replace(R"(amount="3" unit="workingDay" counting="nextDay")", R"(amount="4" unit="workingDay" counting="nextDay")");
    write_file(temporary("moi.bpmn"), text);
    expect(0, {"procedure", "issue", temporary("moi.bpmn"), "--as", "an.nguyen"});

    const std::string after = open();

    EXPECT_EQ(due(before), "2026-11-19T17:00:00+07:00");
    EXPECT_EQ(due(after), "2026-11-20T17:00:00+07:00");
    EXPECT_NE(show(before)["procedureDigest"], show(after)["procedureDigest"]);
}

TEST_F(CaseLife, OnlyAProcedureThatPassesTheGateIsIssued) {
    reorganise([](Json& organisation) { organisation["positions"][0]["roles"] = Json::array(); });

    const Ran refused = expect(
        4,
        {"procedure", "issue", (folder() / "processes/2.000815-chung-thuc-ban-sao.bpmn").string(), "--as", "lan.vu"});

    EXPECT_THAT(refused.err, AllOf(HasSubstr("GATE-020"), HasSubstr("trien procedure lint")));
}

TEST_F(CaseLife, OnlyAProcedureInForceStartsCases) {
    date("2027-03-02");

    EXPECT_THAT(expect(9, {"dossier", "open", "--as", "duc.pham", "--procedure", "1.004873", "--requester", "Khoa",
                           "--original", scan(), "--title", "Tờ khai", "--pages", "1", "--sheets", "1"})
                    .err,
                HasSubstr("was in force until 2027-02-28"));
}

TEST_F(CaseLife, AStepIsSignedAndSealedWithDocumentsMadeElsewhere) {
    grant_delegation();  // its decision is signed by the chair and sealed by the office
    std::string decision;
    for (const auto& entry : fs::recursive_directory_iterator(folder() / "documents")) {
        if (entry.path().extension() == ".pdf") decision = entry.path().string();
    }
    ASSERT_NE(decision, "");
    const std::string dossier = open();
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham", "--set", "verification=false"});
    expect(0, {"task", "approve", task(dossier), "--as", "ha.le"});

    EXPECT_THAT(expect(4, {"task", "approve", task(dossier), "--as", "an.nguyen"}).err, HasSubstr("--signed FILE.pdf"));
    write_file(temporary("unsigned.pdf"), "%PDF-1.7\n");
    EXPECT_THAT(
        expect(4, {"task", "approve", task(dossier), "--as", "an.nguyen", "--signed", temporary("unsigned.pdf")}).err,
        HasSubstr("has no valid signature by an.nguyen"));
    expect(4, {"task", "approve", task(dossier), "--as", "binh.tran", "--signed", decision});
    expect(0, {"task", "approve", task(dossier), "--as", "an.nguyen", "--signed", decision});
    expect(0, {"task", "complete", task(dossier), "--as", "lan.vu", "--sealed", decision});
    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham"});

    const Json done = show(dossier);
    EXPECT_EQ(done["status"], "done");
    EXPECT_EQ(done["approval"], "issued");
    EXPECT_EQ(done["signedDocument"], done["document"]);
    expect(0, {"journal", "verify"});
}

TEST_F(CaseLife, T13_ALateResultIsHandedOverAllTheSame) {
    grant_delegation();
    const std::string dossier = case_ready_to_sign();
    expect(0, {"certify", "copy", dossier, "--as", "binh.tran", "--pin-file", pin()});
    expect(0, {"certify", "seal", dossier, "--as", "lan.vu", "--pin-file", pin()});
    EXPECT_EQ(show(dossier)["delivery"], "ready");
    date("2026-11-20");
    EXPECT_EQ(json({"worker", "--once"})["fired"], 1);
    EXPECT_EQ(show(dossier)["deadline"], "overdue");

    expect(0, {"task", "complete", task(dossier), "--as", "duc.pham"});

    const Json done = show(dossier);
    EXPECT_EQ(done["status"], "done");
    EXPECT_EQ(done["progress"], "done");
    EXPECT_EQ(done["deadline"], "missed");
    EXPECT_EQ(done["delivery"], "handed-over");
}

TEST_F(CaseLife, E30_NothingIsDelegatedBeforeItsProcedureIsIssued) {
    const fs::path data(temporary("data"));
    for (const char* part : {"processes", "templates", "examples"}) {
        fs::create_directories(data / part);
        fs::copy(fs::path(TRIEN_SOURCE_DIR) / part, data / part,
                 fs::copy_options::recursive | fs::copy_options::skip_symlinks);
    }
    fs::remove(data / "processes/2.000884-chung-thuc-chu-ky.bpmn");
    const std::string office = temporary("other");
    const std::map<std::string, std::string> world{
        {"TRIEN_DATA", data.string()}, {"TRIEN_NOW", "2026-11-16T08:00:00+07:00"}, {"TRIEN_INSTANCE", office}};
    const Ran made = run({TRIEN_PROGRAM, "init", office, "--demo"}, world);
    ASSERT_EQ(made.exit, 0) << made.err;

    const Ran granted = run({TRIEN_PROGRAM, "--lang",     "en",
                             "delegation",  "grant",      "--as",
                             "an.nguyen",   "--number",   "13/QĐ-UBND",
                             "--delegate",  "binh.tran",  "--act",
                             "2.000884",    "--from",     "2026-11-16",
                             "--to",        "2026-12-31", "--sealed-by",
                             "lan.vu",      "--pin-file", (fs::path(office) / "keys" / "pin.txt").string()},
                            world);

    EXPECT_NE(granted.exit, 0);
    EXPECT_THAT(granted.err, HasSubstr("no procedure is in force for 2.000884"));
}

}  // namespace
}  // namespace trien::scenario
