// SPDX-License-Identifier: Apache-2.0
#include "cli/http.hpp"

#include <cstdlib>

#include <gmock/gmock.h>

#include "engine/base/error.hpp"
#include "tests/support/tsa.hpp"

namespace trien::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class HttpPost : public ::testing::Test {
  protected:
    // Whatever proxy this machine has, it does not lead to this machine.
    HttpPost() {
        for (const char* name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
    }

    /// The error that a POST to the path ends with.
    Error error_at(const std::string& path) { return error_of(server_.url(path)); }

    static Error error_of(const std::string& url) {
        try {
            const std::string answer = http_post(url, "text/plain", "?");
            ADD_FAILURE() << url << " answered with " << answer.size() << " bytes";
        } catch (const Error& error) {
            return error;
        }
        return Error(Fault::input, "none", {}, {});
    }

    tsa::Server server_;
};

TEST_F(HttpPost, SendsTheBytesAndTheirTypeAndGivesTheAnswerBack) {
    std::string bytes = "\x30\x03\x02\x01\x01";
    bytes += '\0';
    bytes += std::string(5000, '\xFF');

    EXPECT_EQ(http_post(server_.url("/echo"), "application/timestamp-query", bytes),
              "application/timestamp-query\n" + bytes);
    EXPECT_EQ(http_post(server_.url("/empty"), "text/plain", ""), "");
}

TEST_F(HttpPost, FollowsARedirectionWithTheSameBytes) {
    EXPECT_EQ(http_post(server_.url("/to-echo"), "text/plain", "xin chào"), "text/plain\nxin chào");
}

TEST_F(HttpPost, FollowsNoRedirectionToAnotherSchemeAndNoneWithoutEnd) {
    const Error file = error_at("/to-file");

    EXPECT_EQ(file.code(), "http.failed");
    EXPECT_EQ(file.fault(), Fault::external);
    EXPECT_THAT(file.cause().en, HasSubstr("file"));
    EXPECT_EQ(error_at("/to-itself").code(), "http.failed");
}

TEST_F(HttpPost, TakesNoMoreThanOneMebibyte) {
    EXPECT_EQ(error_at("/large").code(), "http.too-large");
    EXPECT_EQ(error_at("/endless").code(), "http.too-large");
}

TEST_F(HttpPost, NamesTheAddressAndTheStatusOfAFailure) {
    const Error error = error_at("/status/500");

    EXPECT_EQ(error.code(), "http.status");
    EXPECT_EQ(error.fault(), Fault::external);
    EXPECT_EQ(error.place().file, server_.url("/status/500"));
    EXPECT_THAT(error.cause().en, HasSubstr("500"));
    EXPECT_THAT(error.cause().vi, HasSubstr("500"));
    EXPECT_FALSE(error.mend().empty());
}

TEST_F(HttpPost, SaysThatNobodyListens) {
    server_.stop();

    const Error error = error_at("/echo");

    EXPECT_EQ(error.code(), "http.failed");
    EXPECT_EQ(error.fault(), Fault::external);
    EXPECT_EQ(error.place().file, server_.url("/echo"));
    EXPECT_THAT(error.cause().en, HasSubstr("onnect"));
}

TEST_F(HttpPost, KeepsThePasswordOfAnAddressToItself) {
    server_.stop();
    std::string url = server_.url("/echo");
    url.insert(url.find("127"), "office:secret@");

    const Error error = error_of(url);

    EXPECT_THAT(error.place().file, EndsWith("/echo"));
    EXPECT_THAT(std::string(error.what()), Not(HasSubstr("secret")));
    EXPECT_THAT(std::string(error.what()), Not(HasSubstr("office")));
}

TEST_F(HttpPost, SpeaksHttpAndHttpsOnly) {
    for (const std::string url : {"file:///etc/passwd", "ftp://127.0.0.1/tsa", "127.0.0.1/tsa", "", "http://"}) {
        const Error error = error_of(url);
        EXPECT_EQ(error.code(), "http.url") << url;
        EXPECT_EQ(error.fault(), Fault::usage) << url;
    }
}

TEST_F(HttpPost, GoesThroughTheProxyOfTheEnvironment) {
    ::setenv("http_proxy", server_.url("").c_str(), 1);

    // The proxy is asked for the whole address, which our server has no page for.
    const Error error = error_of("http://tsa.invalid/tsa");

    ::unsetenv("http_proxy");
    EXPECT_EQ(error.code(), "http.status");
    EXPECT_THAT(error.cause().en, HasSubstr("404"));
    EXPECT_THAT(error.place().file, StartsWith("http://tsa.invalid"));
}

}  // namespace
}  // namespace trien::cli
