// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include <sqlite3.h>

#include "engine/base/handle.hpp"

namespace trien::journal::sqlite {

using Connection = Handle<sqlite3, sqlite3_close_v2>;
using Statement = Handle<sqlite3_stmt, sqlite3_finalize>;

/// Bytes to bind as a BLOB; text binds as TEXT.
struct Blob {
    std::string_view bytes;
};

class Database;

/// One use of a prepared statement: parameters are bound in order, then rows are stepped through. What is bound is not
/// copied: it must live until the last step. A column of another type than asked for is converted, NULL to zero or
/// nothing.
class Query {
  public:
    Query(Database& database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& bind(std::int64_t value);
    Query& bind(std::string_view text);
    Query& bind(Blob blob);
    /// True while there is a row.
    [[nodiscard]] bool step();
    /// For statements without rows.
    void run() { (void)step(); }

    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    /// The bytes of a TEXT or BLOB.
    [[nodiscard]] std::string bytes(int column) const;
    [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

  private:
    Database& database_;
    sqlite3_stmt* statement_;
    int bound_ = 0;
};

/// One connection with its prepared statements.
class Database {
  public:
    enum class Access : std::uint8_t { reading, writing };
    /// Opens a file that exists, or ":memory:".
    Database(const std::filesystem::path& path, std::chrono::milliseconds patience, Access access);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] Access access() const { return access_; }

    /// @param sql  a literal: statements are kept under its address.
    [[nodiscard]] Query query(std::string_view sql);
    /// Runs one or more statements without parameters or rows.
    void run(const std::string& sql);
    /// Ends a failed transaction or savepoint; there is nothing left to do if even that fails.
    void abandon(const char* sql) noexcept { sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr); }
    [[nodiscard]] bool in_transaction() const noexcept { return sqlite3_get_autocommit(connection_.get()) == 0; }
    [[nodiscard]] std::int64_t changed_rows() const { return sqlite3_changes64(connection_.get()); }
    /// Throws what SQLite's last error means, unless `code` is a success.
    void require(int code) const;

  private:
    std::filesystem::path path_;
    Access access_;
    Connection connection_;
    std::unordered_map<const char*, Statement> statements_;  // after the connection: they end before it
};

/// A transaction that is rolled back unless committed.
class Transaction {
  public:
    enum class Kind : std::uint8_t { reading, writing };
    Transaction(Database& database, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

  private:
    Database& database_;
    bool done_ = false;
};

}  // namespace trien::journal::sqlite
