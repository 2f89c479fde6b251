// SPDX-License-Identifier: Apache-2.0
#include "cli/http.hpp"

#include <array>

#include <curl/curl.h>
#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"

namespace trien::cli {

namespace {

using Text = Handle<char, curl_free>;
using Transfer = Handle<CURL, curl_easy_cleanup>;
using Headers = Handle<curl_slist, curl_slist_free_all>;
using Url = Handle<CURLU, curl_url_cleanup>;

constexpr std::size_t largest = std::size_t{1} << 20U;
constexpr long connect_seconds = 10;
constexpr long all_seconds = 30;
constexpr long most_redirections = 3;

/// Where a request goes.
struct Target {
    std::string url;
    std::string shown;         ///< without user and password
    const char* redirections;  ///< the schemes it may be sent on to
};

std::string part(CURLU* url, CURLUPart what) {
    char* raw = nullptr;
    if (curl_url_get(url, what, &raw, 0) != CURLUE_OK) return {};
    const Text text(raw);
    return text.get();
}

Target target_of(const std::string& text) {
    const Url url(curl_url());
    const bool understood = curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK;
    curl_url_set(url.get(), CURLUPART_USER, nullptr, 0);
    curl_url_set(url.get(), CURLUPART_PASSWORD, nullptr, 0);
    const std::string scheme = part(url.get(), CURLUPART_SCHEME);
    const std::string shown = part(url.get(), CURLUPART_URL);
    if (scheme == "https") return {text, shown, "https"};
    if (scheme == "http") return {text, shown, "http,https"};
    throw Error(Fault::usage, "http.url", {understood ? shown : text, 0, 0, ""},
                {"Không phải một địa chỉ http hay https", "this is no http or https address"},
                {"Viết đầy đủ, ví dụ http://tsa.example.vn/tsa", "write it in full, as http://tsa.example.vn/tsa"});
}

Error failure(const Target& target, const char* code, Message cause) {
    return Error(Fault::external, code, {target.shown, 0, 0, ""}, std::move(cause),
                 {"Kiểm tra địa chỉ, đường mạng và proxy (http_proxy, https_proxy), rồi thử lại",
                  "check the address, the network and the proxy (http_proxy, https_proxy), then try again"});
}

/// What came back so far. curl takes a number other than `count` for a wish to stop.
std::size_t receive(char* bytes, std::size_t, std::size_t count, void* body) noexcept {
    auto& received = *static_cast<std::string*>(body);
    if (received.size() + count > largest) return 0;
    received.append(bytes, count);
    return count;
}

Transfer start() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    Transfer transfer(ready == CURLE_OK ? curl_easy_init() : nullptr);
    if (transfer) return transfer;
    throw Error(Fault::environment, "http.library", {}, {"Không khởi động được libcurl", "libcurl cannot be started"},
                {"Kiểm tra bản cài đặt libcurl", "check the libcurl installation"});
}

void limit(CURL* transfer, const Target& target) {
    curl_easy_setopt(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(transfer, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(transfer, CURLOPT_MAXREDIRS, most_redirections);
    curl_easy_setopt(transfer, CURLOPT_REDIR_PROTOCOLS_STR, target.redirections);
    curl_easy_setopt(transfer, CURLOPT_POSTREDIR, static_cast<long>(CURL_REDIR_POST_ALL));
    curl_easy_setopt(transfer, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(transfer, CURLOPT_TIMEOUT, all_seconds);
    curl_easy_setopt(transfer, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(largest));
    curl_easy_setopt(transfer, CURLOPT_NOSIGNAL, 1L);
}

/// The answer's body, when the exchange went well.
std::string perform(CURL* transfer, const Target& target) {
    std::string received;
    std::array<char, CURL_ERROR_SIZE> detail{};
    curl_easy_setopt(transfer, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(transfer, CURLOPT_WRITEDATA, &received);
    curl_easy_setopt(transfer, CURLOPT_ERRORBUFFER, detail.data());
    const CURLcode ended = curl_easy_perform(transfer);
    if (ended == CURLE_FILESIZE_EXCEEDED || ended == CURLE_WRITE_ERROR) {
        throw failure(target, "http.too-large",
                      {"Máy chủ trả về quá 1 MiB", "the server's answer is larger than 1 MiB"});
    }
    if (ended != CURLE_OK) {
        const char* why = detail.front() == '\0' ? curl_easy_strerror(ended) : detail.data();
        throw failure(target, "http.failed",
                      {fmt::format("Không gửi được yêu cầu hoặc không có trả lời ({})", why),
                       fmt::format("the request could not be sent or was not answered ({})", why)});
    }
    long status = 0;
    curl_easy_getinfo(transfer, CURLINFO_RESPONSE_CODE, &status);
    if (status / 100 == 2) return received;
    throw failure(
        target, "http.status",
        {fmt::format("Máy chủ trả lời mã {}", status), fmt::format("the server answered with status {}", status)});
}

}  // namespace

std::string http_post(const std::string& url, const std::string& content_type, const std::string& body) {
    const Target target = target_of(url);
    const Transfer transfer = start();
    const Headers headers(curl_slist_append(nullptr, ("Content-Type: " + content_type).c_str()));
    limit(transfer.get(), target);
    curl_easy_setopt(transfer.get(), CURLOPT_URL, target.url.c_str());
    curl_easy_setopt(transfer.get(), CURLOPT_USERAGENT, "trien");
    curl_easy_setopt(transfer.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(transfer.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(transfer.get(), CURLOPT_POSTFIELDS, body.data());
    return perform(transfer.get(), target);
}

}  // namespace trien::cli
