// SPDX-License-Identifier: Apache-2.0
// A third party's clock on the journal, through the command line and over HTTP.
#include "tests/scenario/office.hpp"
#include "tests/support/tsa.hpp"

namespace trien::scenario {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Stamping : public Office {
  protected:
    Stamping() {
        // Whatever proxy this machine has, it does not lead to this machine.
        for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
    }

    /// What the office's folder needs before it can ask for stamps.
    void trust_the_authority() {
        for (const auto& entry : std::filesystem::directory_iterator(authority_.trust())) {
            std::filesystem::copy_file(entry.path(), folder() / "trust" / entry.path().filename());
        }
    }

    void configure(const Json& time_stamp) {
        const auto file = folder() / "trien.json";
        Json configuration = Json::parse(read_file(file));
        configuration["timeStamp"] = time_stamp;
        write_file(file, configuration.dump());
    }

    std::string stored_stamps() {
        return run({"sqlite3", (folder() / "journal.db").string(), "SELECT count(*) FROM attestation"}).out;
    }

    tsa::Authority authority_;
    tsa::Server server_{authority_};
};

TEST_F(Stamping, PutsATrustedTimeOnTheNewestCheckpoint) {
    trust_the_authority();
    configure({{"url", server_.url()}, {"everyMinutes", 60}});

    const Json stamp = json({"journal", "stamp"});

    EXPECT_EQ(stamp.at("schema"), "trien.journal-stamp/1");
    EXPECT_EQ(stamp.at("authority"), "Sample TSA");
    EXPECT_EQ(stamp.at("revocationKnown"), true);
    EXPECT_GT(stamp.at("size"), 0);
    EXPECT_EQ(stored_stamps(), "1\n");
    EXPECT_THAT(expect(6, {"journal", "stamp"}).err, HasSubstr("stamp.covered"));
    EXPECT_THAT(expect(0, {"journal", "stamp", "--force"}).out, HasSubstr("by Sample TSA"));
    expect(0, {"journal", "verify"});
}

TEST_F(Stamping, TellsThatTheDemonstrationHasNoAuthority) {
    const Ran ran = expect(3, {"journal", "stamp"});

    EXPECT_THAT(ran.err, AllOf(HasSubstr("stamp.no-authority"), HasSubstr("trien.json (timeStamp)"),
                               HasSubstr("demonstration"), HasSubstr("--url")));
}

TEST_F(Stamping, TakesNothingFromAnAuthorityItWasNotToldToTrust) {
    const Ran ran = expect(7, {"journal", "stamp", "--url", server_.url()});

    EXPECT_THAT(ran.err, AllOf(HasSubstr("timestamp.untrusted"), HasSubstr(server_.url()), HasSubstr("trust")));
    EXPECT_EQ(stored_stamps(), "0\n");
}

TEST_F(Stamping, SaysWhatIsWrongWithTheServerAndKeepsNothing) {
    trust_the_authority();
    for (const auto& [path, code] : {std::pair{"/garbage", "timestamp.malformed"},
                                     {"/empty", "timestamp.malformed"},
                                     {"/status/500", "http.status"},
                                     {"/large", "http.too-large"},
                                     {"/to-file", "http.failed"}}) {
        const Ran ran = expect(7, {"journal", "stamp", "--url", server_.url(path)});
        EXPECT_THAT(ran.err, AllOf(HasSubstr(code), HasSubstr(server_.url(path)), HasSubstr("→")));
    }
    server_.stop();
    EXPECT_THAT(expect(7, {"journal", "stamp", "--url", server_.url()}).err, HasSubstr("http.failed"));
    EXPECT_THAT(expect(2, {"journal", "stamp", "--url", "tsa.example.vn"}).err, HasSubstr("http.url"));
    EXPECT_EQ(stored_stamps(), "0\n");
}

TEST_F(Stamping, IsConfiguredWithinReason) {
    for (const Json& time_stamp :
         {Json{{"url", "http://tsa"}, {"everyMinutes", 0}}, Json{{"url", "http://tsa"}, {"everyMinutes", 1441}},
          Json{{"everyMinutes", 60}}, Json{{"url", "http://tsa"}, {"every", 60}}}) {
        configure(time_stamp);
        EXPECT_THAT(expect(4, {"journal", "stamp"}).err, AllOf(HasSubstr("trien.json"), HasSubstr("timeStamp.")));
    }
}

}  // namespace
}  // namespace trien::scenario
