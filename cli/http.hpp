// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace trien::cli {

/// Sends a body by HTTP POST and gives the answer's body back: the transport the engine asks for (sign::Post).
///
/// Speaks http and https only, and when sent elsewhere never falls from https back to http. Takes at most 1 MiB and 30
/// seconds, 10 of them to connect. Proxies are those of the environment (http_proxy, https_proxy, no_proxy).
/// @throws Error(Fault::usage, "http.url") when `url` is neither http nor https; Error(Fault::external, "http.failed" |
///         "http.status" | "http.too-large"). The URL is named without the user and password it may hold.
[[nodiscard]] std::string http_post(const std::string& url, const std::string& content_type, const std::string& body);

}  // namespace trien::cli
