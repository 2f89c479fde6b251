// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "engine/base/file.hpp"
#include "engine/base/handle.hpp"
#include "engine/base/random.hpp"

// A real PostgreSQL for tests; tests/postgres/cluster makes it.
namespace trien::testing_postgres {

/// Roles of every cluster.
inline const std::string superuser = "postgres";
inline const std::string owner = "trien_owner";
inline const std::string service = "trien_service";

/// A server in a folder of its own.
class Server {
  public:
    explicit Server(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] bool runs() const { return std::filesystem::exists(folder_ / "connection"); }
    /// A connection string.
    /// @param more  further settings
    [[nodiscard]] std::string as(const std::string& role, const std::string& more = "dbname=trien") const {
        std::string at = read_file(folder_ / "connection");
        at.pop_back();
        return fmt::format("{} user={} {}", at, role, more);
    }
    [[nodiscard]] std::string port() const { return line("port"); }
    [[nodiscard]] std::filesystem::path data() const { return line("data-folder"); }
    void run(const std::string& verb, const std::string& mode = "") const {
        const std::string command = fmt::format("'{}/tests/postgres/cluster' {} '{}' {} >/dev/null", TRIEN_SOURCE_DIR,
                                                verb, folder_.string(), mode);
        if (std::system(command.c_str()) != 0) throw std::runtime_error(command);
    }

  private:
    [[nodiscard]] std::string line(const char* file) const {
        const std::string text = read_file(folder_ / file);
        return text.substr(0, text.find('\n'));
    }

    std::filesystem::path folder_;
};

/// The one that ctest started for all tests.
inline Server shared_server() {
    const char* const folder = std::getenv("TRIEN_POSTGRES");
    return Server(folder == nullptr ? "" : folder);
}

/// Why tests with PostgreSQL cannot run; empty if they can.
inline std::string why_not() {
    return shared_server().runs() ? "" : "no PostgreSQL for the tests: is the Debian package postgresql installed?";
}

/// A server of one test's own, to stop and start at will.
class OwnServer {
  public:
    OwnServer() { server_.run("up"); }
    ~OwnServer() {
        std::system(
            fmt::format("'{}/tests/postgres/cluster' down '{}'", TRIEN_SOURCE_DIR, (folder_.path() / "pg").string())
                .c_str());
    }
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;
    const Server* operator->() const { return &server_; }

  private:
    TemporaryFolder folder_;
    Server server_{folder_.path() / "pg"};
};

/// A connection past the store, as an administrator or an attacker would have it.
class RawConnection {
  public:
    explicit RawConnection(const std::string& connection) : connection_(PQconnectdb(connection.c_str())) {
        if (PQstatus(connection_.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_.get()));
        PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
    }

    /// The SQLSTATE of what went wrong; empty if the statements ran.
    std::string run(const std::string& sql) {
        const Handle<PGresult, PQclear> result(PQexec(connection_.get(), sql.c_str()));
        const char* const state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
        return state == nullptr ? "" : state;
    }

    /// The first value of a query's first row, as text; empty if there is none.
    std::string value(const std::string& sql) {
        const Handle<PGresult, PQclear> result(PQexec(connection_.get(), sql.c_str()));
        return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
    }

  private:
    Handle<PGconn, PQfinish> connection_;
};

/// A schema of one test's own, in the database `trien`.
class OwnSchema {
  public:
    explicit OwnSchema(const Server& server) : server_(server) {
        RawConnection(server_.as(owner)).run(fmt::format("CREATE SCHEMA \"{}\"", name_));
    }

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string as(const std::string& role, const std::string& more = "dbname=trien") const {
        return server_.as(role, fmt::format("{} options='-csearch_path=\"{}\"'", more, name_));
    }

  private:
    Server server_;
    std::string name_ = "Test-" + random_uuid();  // has to be quoted
};

}  // namespace trien::testing_postgres
