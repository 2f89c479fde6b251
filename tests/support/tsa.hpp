// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "engine/base/file.hpp"

/// A real time-stamping authority on this machine, all of it OpenSSL's command line (tsa.py).
namespace trien::tsa {

class Authority {
  public:
    /// Makes keys and certificates.
    /// @param options  as `tsa.py make --help` says: "--usage timeStamping".
    explicit Authority(const std::string& options = "");

    /// The TimeStampResp to a TimeStampReq.
    /// @param time  what the authority's clock says: "20261123020000Z"; empty: this machine's.
    [[nodiscard]] std::string reply(std::string_view query, const std::string& time = "") const;
    /// A token over any TSTInfo, also one no honest authority would issue.
    /// @param options  as `tsa.py sign --help` says: "--md sha1".
    [[nodiscard]] std::string sign(std::string_view info, const std::string& options = "") const;
    /// Puts the stamping certificate on the revocation list.
    /// @param reason  as openssl ca says: "superseded"; may be empty.
    void revoke(const std::string& reason);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    /// The root certificate and the revocation list, as an office keeps them.
    [[nodiscard]] std::filesystem::path trust() const { return folder_ / "trust"; }

  private:
    TemporaryFolder temporary_;
    std::filesystem::path folder_;
};

/// An HTTP server on a free port of 127.0.0.1, for as long as this lives. Answers POST at /tsa; /echo, /garbage,
/// /empty, /large, /endless, /status/NNN, /to-echo, /to-file and /to-itself do what they say.
class Server {
  public:
    Server();
    /// @param authority  answers at /tsa; must outlive the server.
    explicit Server(const Authority& authority);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// "http://127.0.0.1:40001/tsa"
    [[nodiscard]] std::string url(const std::string& path = "/tsa") const;
    /// Ends the server; nobody listens at its port then.
    void stop();

  private:
    explicit Server(const std::string& folder);

    pid_t child_ = 0;
    int life_ = -1;  ///< the server ends when this closes, whatever ends us
    std::string port_;
};

}  // namespace trien::tsa
