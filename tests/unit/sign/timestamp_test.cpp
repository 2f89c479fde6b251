// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/timestamp.hpp"

#include <memory>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "engine/base/error.hpp"
#include "engine/sign/detail/der.hpp"
#include "engine/sign/detail/openssl.hpp"
#include "tests/support/tsa.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;
using namespace std::string_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tsa::Authority;
namespace tag = der::tag;

const std::string note = "trien.vn/vi-du\n2\n83J5P/xr2E1ACmBmTPLJFGQHjuaPgQST4/FBp2Ib7kY=\n";

Digest imprint() {
    return sha256(note);
}

TrustStore trust_in(const Authority& authority) {
    return read_trust_store(authority.trust());
}

/// A transport to an authority on this machine.
Post post_to(const Authority& authority) {
    return
        [&authority](const std::string&, const std::string&, const std::string& body) { return authority.reply(body); };
}

Result<TimeStamp> stamp(const Authority& authority) {
    return request_timestamp(imprint(), "http://tsa.example.vn", post_to(authority), trust_in(authority));
}

std::string code_of(const Result<TimeStamp>& answer) {
    return answer ? "accepted" : answer.error().code;
}

// --- a good stamp ----------------------------------------------------------------------------------------------------

TEST(TimeStamp, IsAskedForAndChecked) {
    const Authority authority;
    std::string asked_url;
    std::string asked_type;
    const Post post = [&](const std::string& url, const std::string& type, const std::string& body) {
        asked_url = url;
        asked_type = type;
        return authority.reply(body);
    };

    const auto answer = request_timestamp(imprint(), "http://tsa.example.vn/tsa", post, trust_in(authority));

    ASSERT_TRUE(answer) << answer.error().text.en;
    EXPECT_EQ(asked_url, "http://tsa.example.vn/tsa");
    EXPECT_EQ(asked_type, "application/timestamp-query");
    EXPECT_EQ(answer->tsa, "Sample TSA");
    EXPECT_EQ(answer->policy, "1.2.3.4.1");
    EXPECT_EQ(answer->serial, "1001");
    EXPECT_EQ(answer->accuracy, std::chrono::milliseconds(1500));
    EXPECT_THAT(answer->doubts, IsEmpty());
    EXPECT_GT(answer->time, instant("2026-01-01T00:00:00Z"));
}

TEST(TimeStamp, IsCheckedAgainFromItsTokenAlone) {
    const Authority authority;
    const auto fresh = stamp(authority);
    ASSERT_TRUE(fresh) << fresh.error().text.en;

    const auto stored = verify_timestamp(fresh->token_der, imprint(), trust_in(authority));

    ASSERT_TRUE(stored) << stored.error().text.en;
    EXPECT_EQ(stored->time, fresh->time);
    EXPECT_EQ(stored->serial, fresh->serial);
    EXPECT_EQ(stored->token_der, fresh->token_der);
}

/// What `openssl ts` makes of a token or a query in a file.
class Openssl : public ::testing::Test {
  protected:
    std::string ts(const std::string& arguments) { return run("openssl", "ts " + arguments).value_or("absent"); }
    std::string file(const std::string& name, const std::string& bytes) {
        write_file(folder_.path() / name, bytes);
        return (folder_.path() / name).string();
    }

  private:
    TemporaryFolder folder_;
};

TEST_F(Openssl, VerifiesTheToken) {
    for (const char* options : {"", "--between", "--key rsa", "--ess sha1", "--digest sha512", "--precision 6"}) {
        const Authority authority(options);
        const auto answer = stamp(authority);
        ASSERT_TRUE(answer) << options << ": " << answer.error().text.en;
        const std::string chain = file("chain.pem", read_file(authority.folder() / "chain.pem"));
        const std::string untrusted = std::string(options) == "--between" ? " -untrusted " + chain : "";

        const std::string said =
            ts(fmt::format("-verify -data {} -in {} -token_in -CAfile {}{}", file("note", note),
                           file("token", answer->token_der), (authority.trust() / "root.pem").string(), untrusted));

        EXPECT_THAT(said, HasSubstr("Verification: OK")) << options;
    }
}

TEST_F(Openssl, ReadsTheQuery) {
    const TimeStampQuery query{imprint(), "\x80\x00\x01"s};

    const std::string said = ts("-query -text -in " + file("query", query.der()));

    EXPECT_THAT(said, HasSubstr("Version: 1"));
    EXPECT_THAT(said, HasSubstr("Hash Algorithm: sha256"));
    EXPECT_THAT(said, HasSubstr("Certificate required: yes"));
    EXPECT_THAT(said, HasSubstr("Nonce: 0x800001"));
}

TEST(TimeStampQuery, HasAnotherNonceEachTime) {
    EXPECT_NE(make_timestamp_query(imprint()).nonce, make_timestamp_query(imprint()).nonce);
    EXPECT_GE(make_timestamp_query(imprint()).nonce.size(), 8U);
}

// --- answers that are none -------------------------------------------------------------------------------------------

TEST(TimeStampResponse, MustAnswerThisQuestion) {
    const Authority authority;
    const TimeStampQuery query = make_timestamp_query(imprint());
    const std::string other_nonce = authority.reply(TimeStampQuery{imprint(), "another one"}.der());
    const std::string other_bytes = authority.reply(TimeStampQuery{sha256("khác"), query.nonce}.der());

    EXPECT_EQ(code_of(read_timestamp_response(other_nonce, query, trust_in(authority))), "timestamp.nonce");
    EXPECT_EQ(code_of(read_timestamp_response(other_bytes, query, trust_in(authority))), "timestamp.imprint");
    EXPECT_EQ(code_of(read_timestamp_response(authority.reply(query.der()), query, trust_in(authority))), "accepted");
}

TEST(TimeStampResponse, MayRefuseAndThenSaysWhy) {
    const Authority authority;
    std::string query = make_timestamp_query(imprint()).der();
    // SHA-256 becomes SHA-384, which this authority does not stamp.
    query.replace(query.find("\x03\x04\x02\x01"), 4, "\x03\x04\x02\x02");

    const auto answer = read_timestamp_response(authority.reply(query), {imprint(), "n"}, trust_in(authority));

    ASSERT_EQ(code_of(answer), "timestamp.refused");
    EXPECT_THAT(answer.error().text.en, HasSubstr("badAlg"));
    EXPECT_THAT(answer.error().text.vi, HasSubstr("badAlg"));
    EXPECT_FALSE(answer.error().mend.empty());
}

TEST(TimeStampResponse, MayBeAnything) {
    const Authority authority;
    const TimeStampQuery query = make_timestamp_query(imprint());
    const std::string good = authority.reply(query.der());
    const std::string granted_nothing = "\x30\x05\x30\x03\x02\x01\x00"s;

    for (const std::string& bytes : {""s, "<html>It works!</html>"s, granted_nothing, good + "\0"s, query.der(),
                                     good.substr(0, good.size() / 2)}) {
        const auto answer = read_timestamp_response(bytes, query, trust_in(authority));
        EXPECT_EQ(code_of(answer), "timestamp.malformed") << bytes.size();
    }
}

TEST(TimeStampResponse, ShowsNoControlCharactersOfAStrangers) {
    const auto refusal = [](const std::string& words) {
        const std::string text = der::sequence(der::encode(tag::utf8_string, words));
        const std::string status = der::sequence(der::encode(tag::integer, "\x02") + text);
        return read_timestamp_response(der::sequence(status), {imprint(), "n"}, {}).error().text.en;
    };

    EXPECT_THAT(refusal("hết hạn hợp đồng"), HasSubstr("hết hạn hợp đồng"));
    for (const std::string& words : {"\x1b[2Jx"s, "\xC2\x9B" + "2Jx"s, "\xFFx"s, std::string(201, 'x')}) {
        EXPECT_THAT(refusal(words), ::testing::Not(HasSubstr("x")));
    }
}

TEST(TimeStampResponse, IsNotWaitedForWhenTheTransportFails) {
    const Post broken = [](const std::string& url, const std::string&, const std::string&) -> std::string {
        throw Error(Fault::external, "http.failed", {url, 0, 0, ""}, {"hỏng", "broken"});
    };

    EXPECT_THROW((void)request_timestamp(imprint(), "http://tsa.example.vn", broken, {}), Error);
}

// --- certificates ----------------------------------------------------------------------------------------------------

TEST(TimeStampCertificate, MustBeInForceAtTheStampedTime) {
    const Authority expired("--since 20200101000000Z --until 20210101000000Z");
    const Authority future("--since 20440101000000Z");

    EXPECT_EQ(code_of(stamp(expired)), "timestamp.expired");
    EXPECT_EQ(code_of(stamp(future)), "timestamp.not-yet-valid");
}

TEST(TimeStampCertificate, MustLeadToATrustedAuthority) {
    const Authority authority;
    const Authority stranger;
    const auto answer = request_timestamp(imprint(), "http://tsa.example.vn", post_to(stranger), trust_in(authority));

    ASSERT_EQ(code_of(answer), "timestamp.untrusted");
    EXPECT_THAT(answer.error().text.en, HasSubstr("Sample TSA"));
    EXPECT_THAT(answer.error().mend.en, HasSubstr("trust"));
}

TEST(TimeStampCertificate, MayBeAnAnchorItself) {
    const Authority authority;
    TrustStore trust;
    trust.add(read_file(authority.folder() / "tsa.pem"), "tsa.pem");
    const auto answer = request_timestamp(imprint(), "http://tsa.example.vn", post_to(authority), trust);

    EXPECT_EQ(code_of(answer), "accepted");
}

TEST(TimeStampCertificate, NotClearedByAListLeavesADoubt) {
    const Authority authority;
    TrustStore no_list;
    no_list.add(read_file(authority.trust() / "root.pem"), "root.pem");
    const auto answer = request_timestamp(imprint(), "http://tsa.example.vn", post_to(authority), no_list);

    ASSERT_TRUE(answer) << answer.error().text.en;
    EXPECT_THAT(codes(answer->doubts), ElementsAre("unknown-revocation"));
}

TEST(TimeStampCertificate, RevokedBeforeTheStampIsWorthNothing) {
    Authority authority;
    authority.revoke("superseded");

    EXPECT_EQ(code_of(stamp(authority)), "timestamp.revoked");
}

// --- tokens no honest authority would issue --------------------------------------------------------------------------

/// What a TSTInfo says; every part can be bent.
struct Content {
    std::string version = der::encode(tag::integer, "\x01");
    std::string policy = object_identifier("1.2.3.4.1");
    std::string hash = object_identifier("2.16.840.1.101.3.4.2.1");
    std::string stamped = std::string(imprint().view());
    std::string serial = der::encode(tag::integer, "\x2A");
    std::string time = "20261123020000Z";
    std::string rest = "";  ///< accuracy, ordering, nonce, tsa, extensions

    [[nodiscard]] std::string der() const {
        return der::sequence(version + policy +
                             der::sequence(der::sequence(hash) + der::encode(tag::octet_string, stamped)) + serial +
                             der::encode(tag::generalized_time, time) + rest);
    }
};

/// One authority for all of these.
const Authority& shared_authority() {
    static const Authority authority;
    return authority;
}

Result<TimeStamp> check(const Content& content, const std::string& how = "", const Authority& by = shared_authority()) {
    return verify_timestamp(by.sign(content.der(), how), imprint(), trust_in(by));
}

TEST(TimeStampToken, IsAcceptedWhenItIsWhole) {
    const auto answer = check({});

    ASSERT_TRUE(answer) << answer.error().text.en;
    EXPECT_EQ(answer->time, instant("2026-11-23T09:00:00+07:00"));
    EXPECT_EQ(answer->serial, "2a");
    EXPECT_EQ(answer->accuracy, std::nullopt);
}

TEST(TimeStampToken, HasATimeInUtcPerhapsWithAFraction) {
    const auto fraction = check({.time = "20261123020000.25Z"});
    const auto fine = check({.time = "20261123020000.1234567Z"});

    ASSERT_TRUE(fraction && fine);
    EXPECT_EQ(fraction->time, instant("2026-11-23T09:00:00.250000+07:00"));
    EXPECT_EQ(fine->time, instant("2026-11-23T09:00:00.123456+07:00"));
    for (const std::string time :
         {"20261123020000", "20261123020000+0700", "202611230200Z", "20261123020000.Z", "20261123020000x5Z",
          "20261323020000Z", "20260230020000Z", "Z", "", "20261123020000.5.5Z", "20261123020000,5Z"}) {
        EXPECT_EQ(code_of(check({.time = time})), "timestamp.malformed") << time;
    }
}

TEST(TimeStampToken, HasAnAccuracyInItsBounds) {
    const auto accuracy = [](const std::string& parts) { return Content{.rest = der::sequence(parts)}; };
    const std::string seconds = der::encode(tag::integer, "\x02");
    const std::string micros = der::encode(tag::context_primitive(1), "\x05");

    const auto good = check(accuracy(seconds + micros));

    ASSERT_TRUE(good) << good.error().text.en;
    EXPECT_EQ(good->accuracy, std::chrono::microseconds(2'000'005));
    EXPECT_EQ(code_of(check(accuracy(der::encode(tag::integer, "\xFF")))), "timestamp.malformed");
    EXPECT_EQ(code_of(check(accuracy(der::encode(tag::integer, std::string(9, '\x7F'))))), "timestamp.malformed");
    EXPECT_EQ(code_of(check(accuracy(der::encode(tag::context_primitive(0), "\x03\xE8")))), "timestamp.malformed");
}

TEST(TimeStampToken, StampsASha256OfTheseBytesInVersionOne) {
    EXPECT_EQ(code_of(check({.version = der::encode(tag::integer, "\x02")})), "timestamp.malformed");
    EXPECT_EQ(code_of(check({.stamped = std::string(32, 'x')})), "timestamp.imprint");
    EXPECT_EQ(code_of(check({.stamped = std::string(imprint().view().substr(0, 31))})), "timestamp.imprint");
    EXPECT_EQ(code_of(check({.hash = object_identifier("2.16.840.1.101.3.4.2.8")})), "timestamp.imprint") << "SHA3-256";
}

TEST(TimeStampToken, NamesNoOtherAuthorityThanItsCertificate) {
    const auto name = [](const std::string& common_name) {
        const std::string attribute =
            der::sequence(object_identifier("2.5.4.3") + der::encode(tag::utf8_string, common_name));
        const std::string directory_name = der::sequence(der::encode(tag::set, attribute));
        return Content{.rest = der::encode(tag::context(0), der::encode(tag::context(4), directory_name))};
    };

    EXPECT_EQ(code_of(check(name("Sample TSA"))), "accepted");
    EXPECT_EQ(code_of(check(name("Ban Cơ yếu"))), "timestamp.tsa");
}

TEST(TimeStampToken, MayHaveNoCriticalExtensionThatIsNotUnderstood) {
    const auto extension = [](bool critical) {
        const std::string flag = critical ? der::encode(tag::boolean, "\xFF") : "";
        return Content{.rest =
                           der::encode(tag::context(1), der::sequence(object_identifier("1.2.3.4.5") + flag +
                                                                      der::encode(tag::octet_string, "\x05\x00"s)))};
    };

    EXPECT_EQ(code_of(check(extension(false))), "accepted");
    EXPECT_EQ(code_of(check(extension(true))), "timestamp.unsupported");
}

TEST(TimeStampToken, IsBoundToItsCertificateAndSignedWithAHashTheLawAllows) {
    EXPECT_EQ(code_of(check({}, "--unbound")), "timestamp.malformed");
    EXPECT_EQ(code_of(check({}, "--md sha1")), "timestamp.weak-algorithm");
    EXPECT_EQ(code_of(check({}, "--md sha512")), "accepted");
}

TEST(TimeStampToken, NeedsACertificateForTimeStampingAndNothingElse) {
    for (const std::string options : {
             "--usage ''",                                            // for anything
             "--usage timeStamping",                                  // not critical
             "--usage critical,codeSigning",                          //
             "--usage critical,timeStamping,codeSigning",             //
             "--usage critical,timeStamping,1.3.6.1.4.1.99999.1",     // which OpenSSL has no name for
             "--key-usage critical,keyEncipherment",                  //
             "--key-usage critical,digitalSignature,keyEncipherment"  // OpenSSL's reading of the standard
         }) {
        const Authority authority(options);
        EXPECT_EQ(code_of(check({}, "", authority)), "timestamp.wrong-key-usage") << options;
    }
    const Authority authority("--key-usage critical,nonRepudiation");
    EXPECT_EQ(code_of(check({}, "", authority)), "accepted");
}

// RFC 3161, 4.
TEST(TimeStampToken, FallsToALaterRevocationUnlessTheKeyWasNeverInDoubt) {
    for (const auto& [reason, expected] : {std::pair{"superseded", "accepted"},
                                           {"cessationOfOperation", "accepted"},
                                           {"affiliationChanged", "accepted"},
                                           {"keyCompromise", "timestamp.revoked"},
                                           {"CACompromise", "timestamp.revoked"},
                                           {"", "timestamp.revoked"}}) {
        Authority authority;
        const std::string token = authority.sign(Content{.time = "20210101000000Z"}.der());
        ASSERT_EQ(code_of(verify_timestamp(token, imprint(), trust_in(authority))), "accepted");

        authority.revoke(reason);

        EXPECT_EQ(code_of(verify_timestamp(token, imprint(), trust_in(authority))), expected) << reason;
    }
}

TEST(TimeStampToken, CannotBeASignatureOverAnythingElse) {
    const Authority& authority = shared_authority();
    const std::string over_text = authority.sign("xin chào");
    const std::string document = build_signed_data(imprint(), {}, Office::shared().chair());

    EXPECT_EQ(code_of(verify_timestamp(over_text, imprint(), trust_in(authority))), "timestamp.malformed");
    EXPECT_EQ(code_of(verify_timestamp(document, imprint(), Office::shared().trust())), "timestamp.malformed");
}

// --- damage ----------------------------------------------------------------------------------------------------------

/// A genuine token and what it is checked against, made once.
struct Genuine {
    Authority authority{"--between"};
    TrustStore trust = trust_in(authority);
    std::string token = stamp(authority).value().token_der;

    [[nodiscard]] bool accepts(std::string_view bytes) const {
        return verify_timestamp(bytes, imprint(), trust).has_value();
    }
};

TEST(TimeStampDamage, AcceptsNoTokenWithOneBitChanged) {
    const Genuine genuine;
    ASSERT_TRUE(genuine.accepts(genuine.token));

    for (std::size_t bit = 0; bit < genuine.token.size() * 8; ++bit) {
        std::string changed = genuine.token;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
        EXPECT_FALSE(genuine.accepts(changed)) << "byte " << bit / 8 << " bit " << bit % 8;
    }
}

TEST(TimeStampDamage, AcceptsNoTokenCutShortOrWithMoreBehindIt) {
    const Genuine genuine;

    for (std::size_t size = 0; size < genuine.token.size(); ++size) {
        EXPECT_FALSE(genuine.accepts(std::string_view(genuine.token).substr(0, size))) << size;
    }
    EXPECT_FALSE(genuine.accepts(genuine.token + "\0"s));
}

TEST(TimeStampDamage, SurvivesAnythingInTheMiddle) {
    const Genuine genuine;
    std::mt19937 generator{20261123};

    for (int i = 0; i < 3000; ++i) {
        std::string changed = genuine.token;
        const std::size_t from = generator() % changed.size();
        switch (generator() % 3U) {
            case 0: changed.erase(from, 1 + generator() % 20U); break;
            case 1: changed.insert(from, changed.substr(generator() % changed.size(), 1 + generator() % 40U)); break;
            default:
                for (std::size_t at = from; at < std::min(changed.size(), from + 8); ++at) {
                    changed[at] = static_cast<char>(generator());
                }
        }
        EXPECT_TRUE(changed == genuine.token || !genuine.accepts(changed)) << i;
    }
}

TEST(TimeStampDamage, SurvivesAnythingAsAnAnswer) {
    const Genuine genuine;
    const TimeStampQuery query = make_timestamp_query(imprint());
    const std::string response = genuine.authority.reply(query.der());
    std::mt19937 generator{7};

    for (int i = 0; i < 3000; ++i) {
        std::string changed = response;
        changed[generator() % std::min<std::size_t>(changed.size(), 200)] = static_cast<char>(generator());
        const auto answer = read_timestamp_response(changed, query, genuine.trust);
        EXPECT_TRUE(changed == response || !answer || answer->token_der == response.substr(9)) << i;
    }
}

}  // namespace
}  // namespace trien::sign
