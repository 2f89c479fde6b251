// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/postgres/postgres.hpp"

namespace trien::testing_postgres {

/// Stands between a client and the server: counts round trips, and cuts the line after so many bytes.
class Relay {
  public:
    static constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

    explicit Relay(const Server& server) : server_(server.socket()), listener_(open_socket()) {
        const sockaddr_un address = address_of(folder_.path() / ".s.PGSQL.5432");
        if (::bind(listener_, as_socket(address), sizeof(address)) != 0 || ::listen(listener_, 8) != 0) {
            throw std::runtime_error("relay: " + folder_.path().string());
        }
        thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    ~Relay() {
        thread_.request_stop();
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    /// Where to connect instead of the server: settings that go behind the server's own.
    [[nodiscard]] std::string settings() const { return "port=5432 host=" + folder_.path().string(); }
    /// How often a client has waited for an answer.
    [[nodiscard]] int round_trips() const { return round_trips_; }
    /// Lets so many bytes pass from now on, in each direction.
    void cut_after(std::int64_t from_client, std::int64_t from_server = unlimited) {
        from_client_ = from_client;
        from_server_ = from_server;
    }
    void mend() { cut_after(unlimited, unlimited); }

  private:
    static int open_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }
    static sockaddr_un address_of(const std::filesystem::path& path) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        return address;
    }
    static const sockaddr* as_socket(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

    /// Finds in the client's messages those that ask for an answer: Sync and Query (PostgreSQL 15, chapter 55.7).
    class Messages {
      public:
        int count(std::string_view bytes) {
            int waits = 0;
            for (const char byte : bytes) {
                if (body_ > 0) {
                    --body_;
                    continue;
                }
                header_ += byte;
                const std::size_t type = started_ ? 1 : 0;  // the first message has no type
                if (header_.size() < type + 4) continue;
                for (const char digit : header_.substr(type)) body_ = body_ << 8 | static_cast<std::uint8_t>(digit);
                body_ -= 4;
                waits += started_ && (header_[0] == 'S' || header_[0] == 'Q') ? 1 : 0;
                started_ = true;
                header_.clear();
            }
            return waits;
        }

      private:
        bool started_ = false;
        std::string header_;
        std::int64_t body_ = 0;
    };

    void serve(const std::stop_token& stop) {
        std::vector<std::jthread> lines;
        while (!stop.stop_requested()) {
            const int client = ::accept(listener_, nullptr, nullptr);
            if (client < 0) continue;
            lines.emplace_back([this, client](const std::stop_token& ended) { pass(client, ended); });
        }
    }

    void pass(int client, const std::stop_token& stop) {
        const int server = open_socket();
        const sockaddr_un address = address_of(server_);
        Messages messages;
        if (::connect(server, as_socket(address), sizeof(address)) == 0) {
            while (!stop.stop_requested()) {
                std::array<pollfd, 2> ready{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
                if (::poll(ready.data(), 2, 20) < 0) break;
                if (ready[0].revents != 0 && !move(client, server, from_client_, &messages)) break;
                if (ready[1].revents != 0 && !move(server, client, from_server_, nullptr)) break;
            }
        }
        ::close(client);
        ::close(server);
    }

    bool move(int from, int to, std::atomic<std::int64_t>& left, Messages* messages) {
        std::array<char, 65536> buffer{};
        const ssize_t size = ::read(from, buffer.data(), buffer.size());
        if (size <= 0) return false;
        const auto passing = static_cast<std::size_t>(std::clamp<std::int64_t>(left, 0, size));
        if (messages != nullptr) round_trips_ += messages->count({buffer.data(), passing});
        for (std::size_t sent = 0; sent < passing;) {
            const ssize_t part = ::send(to, buffer.data() + sent, passing - sent, MSG_NOSIGNAL);
            if (part <= 0) return false;
            sent += static_cast<std::size_t>(part);
        }
        if (left != unlimited) left -= size;
        return left > 0;
    }

    TemporaryFolder folder_;
    std::filesystem::path server_;
    int listener_;
    std::atomic<int> round_trips_ = 0;
    std::atomic<std::int64_t> from_client_ = unlimited;  ///< bytes that may still pass
    std::atomic<std::int64_t> from_server_ = unlimited;
    std::jthread thread_;
};

}  // namespace trien::testing_postgres
