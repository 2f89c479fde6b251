// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"

namespace trien::journal::postgres {

using Connection = Handle<PGconn, PQfinish>;
using Result = Handle<PGresult, PQclear>;

/// Bytes for a bytea; text is for a text.
struct Blob {
    std::string_view bytes;
};

/// An array for unnest() and ANY(), in PostgreSQL's binary form. Text that PostgreSQL cannot hold becomes NULL, which
/// equals nothing.
class Array {
  public:
    /// The type of the elements, by its oid in pg_type.
    enum class Of : std::uint32_t { blob = 17, bigint = 20, text = 25 };
    explicit Array(Of type) : type_(type) {}

    void add(std::int64_t value);
    void add(std::string_view text);
    void add(Blob blob);

    [[nodiscard]] std::string bytes() const;

  private:
    void add_element(const std::optional<std::string_view>& bytes);

    Of type_;
    std::uint32_t count_ = 0;
    std::string elements_;
};

/// The parameters of a statement in order, in binary form.
class Parameters {
  public:
    Parameters& add(std::int64_t value);
    /// Text that PostgreSQL cannot hold becomes NULL, which equals nothing.
    Parameters& add(std::string_view text);
    Parameters& add(Blob blob);
    Parameters& add(const Array& array);

    [[nodiscard]] const std::vector<std::optional<std::string>>& values() const { return values_; }

  private:
    std::vector<std::optional<std::string>> values_;
};

/// @param sql  a literal: it is prepared once for each connection, and kept under its text.
struct Statement {
    std::string_view sql;
    Parameters parameters{};
};

using Batch = std::vector<Statement>;

/// The rows a statement gave, stepped through like sqlite::Query.
class Answer {
  public:
    explicit Answer(Result result) : result_(std::move(result)) {}

    /// True while there is a row.
    [[nodiscard]] bool step() { return ++row_ < PQntuples(result_.get()); }
    [[nodiscard]] std::int64_t integer(int column) const;
    /// The bytes of a text or bytea; empty for NULL.
    [[nodiscard]] std::string bytes(int column) const;
    [[nodiscard]] bool is_null(int column) const { return PQgetisnull(result_.get(), row_, column) != 0; }

  private:
    Result result_;
    int row_ = -1;
};

/// What a connection string says. The library's own words on one that it cannot read are not passed on: they may quote
/// the password.
/// @throws Error(Fault::input) "journal.connection-string"
[[nodiscard]] std::map<std::string, std::string> settings_of(const std::string& connection);

/// One connection with its prepared statements; made again on the next use after it was lost.
class Database {
  public:
    /// @param connection  as libpq takes it: "host=… dbname=…" or "postgresql://…".
    /// @param patience    how long a statement waits for a lock.
    Database(const std::string& connection, std::chrono::milliseconds patience);

    /// Runs statements in one round trip, without waiting between them; behind one that fails, none is run.
    [[nodiscard]] std::vector<Answer> ask(const Batch& batch);
    [[nodiscard]] Answer ask(const Statement& statement);
    [[nodiscard]] Answer ask(std::string_view sql) { return ask(Statement{sql}); }
    void run(const Statement& statement) { (void)ask(statement); }
    /// Runs one or more statements without parameters or rows.
    void run_script(const std::string& sql);
    /// As part of a script: a name, with quotation marks where it needs them.
    [[nodiscard]] std::string quoted(const std::string& name);
    /// Where the database is, without user or password.
    [[nodiscard]] const std::string& place() const { return place_; }

  private:
    friend class Transaction;

    void connect();
    void greet();
    void settle();
    void ensure_connected();
    std::vector<Answer> exchange(const Batch& batch);
    bool send(const Statement& statement, std::vector<std::string_view>& prepared);
    Result collect();
    [[noreturn]] void fail(const Result& result);
    [[noreturn]] void lose();
    [[nodiscard]] Error error(std::string_view state, std::string_view detail) const;

    std::map<std::string, std::string> settings_;
    std::string place_;
    std::chrono::milliseconds patience_;
    Connection connection_;
    std::map<std::string_view, std::string> statements_;  ///< the names of the prepared ones
    int next_name_ = 0;
    bool in_transaction_ = false;  ///< then a lost connection is not made again
};

/// A transaction that is rolled back unless committed.
class Transaction {
  public:
    /// A writing one waits until no other of this journal is under way; a reading one sees one state throughout.
    enum class Kind : std::uint8_t { reading, writing };
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Begins, and runs `first`, in one round trip.
    std::vector<Answer> begin(Kind kind, Batch first = {});
    /// Runs `last`, and commits, in one round trip.
    /// @throws Error(Fault::retry) "journal.unknown" if the connection is lost before the server's answer comes.
    void commit(Batch last = {});

  private:
    Database& database_;
};

}  // namespace trien::journal::postgres
