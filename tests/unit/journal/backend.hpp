// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "engine/journal/postgres_store.hpp"
#include "engine/journal/sqlite_store.hpp"
#include "tests/postgres/postgres.hpp"
#include "tests/unit/journal/raw_database.hpp"

namespace trien::journal {

/// A new journal of one test's own, gone with it.
class TestJournal {
  public:
    TestJournal() = default;
    TestJournal(const TestJournal&) = delete;
    TestJournal& operator=(const TestJournal&) = delete;
    virtual ~TestJournal() = default;

    /// As the program opens it.
    [[nodiscard]] virtual std::unique_ptr<Store> open(
        std::chrono::milliseconds patience = std::chrono::seconds(5)) const = 0;
    /// Runs SQL past the store and its guards, with all rights there are.
    [[nodiscard]] virtual bool tamper(const std::string& sql) const = 0;
    /// As whoever fills an empty one from a copy opens it.
    [[nodiscard]] virtual std::unique_ptr<Store> open_to_fill() const { return open(); }
};

class SqliteJournal final : public TestJournal {
  public:
    SqliteJournal() { (void)create_sqlite_store(path()); }
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "j.db"; }
    [[nodiscard]] std::unique_ptr<Store> open(std::chrono::milliseconds patience) const override {
        return open_sqlite_store(path(), {patience});
    }
    [[nodiscard]] bool tamper(const std::string& sql) const override {
        RawDatabase raw(path());
        return raw.disarm() && raw.run(sql);
    }

  private:
    TemporaryFolder folder_;
};

class PostgresJournal final : public TestJournal {
  public:
    explicit PostgresJournal(const testing_postgres::Server& server = testing_postgres::shared_server())
        : schema_(server) {
        (void)create_postgres_store(as(testing_postgres::owner), testing_postgres::service);
    }
    [[nodiscard]] std::string as(const std::string& role, const std::string& more = "") const {
        return schema_.as(role, more);
    }
    [[nodiscard]] const std::string& schema() const { return schema_.name(); }
    [[nodiscard]] std::unique_ptr<Store> open(std::chrono::milliseconds patience) const override {
        return open_postgres_store(as(testing_postgres::service), {patience});
    }
    [[nodiscard]] bool tamper(const std::string& sql) const override {
        testing_postgres::RawConnection raw(as(testing_postgres::superuser));
        return raw.run("SET session_replication_role = replica").empty() && raw.run(sql).empty();
    }
    [[nodiscard]] std::unique_ptr<Store> open_to_fill() const override {
        return open_postgres_store(as(testing_postgres::owner));
    }

  private:
    testing_postgres::OwnSchema schema_;
};

/// What a journal can lie in.
struct Backend {
    std::string name;
    std::unique_ptr<TestJournal> (*create)();
    std::string (*why_not)();  ///< empty if its tests can run here
};

inline void PrintTo(const Backend& backend, std::ostream* out) {
    *out << backend.name;
}

/// Every back-end: `INSTANTIATE_TEST_SUITE_P(Backends, …, every_backend, name_of);`
inline const auto every_backend = testing::Values(
    Backend{"sqlite", [] { return std::unique_ptr<TestJournal>(std::make_unique<SqliteJournal>()); },
            [] { return std::string(); }},
    Backend{"postgres", [] { return std::unique_ptr<TestJournal>(std::make_unique<PostgresJournal>()); },
            testing_postgres::why_not});

inline std::string name_of(const testing::TestParamInfo<Backend>& backend) {
    return backend.param.name;
}

/// A test of what holds for every back-end.
class JournalTest : public testing::TestWithParam<Backend> {
  protected:
    void SetUp() override {
        if (const std::string reason = GetParam().why_not(); !reason.empty()) GTEST_SKIP() << reason;
        journal_ = GetParam().create();
        store_ = journal_->open();
        prepare();
    }

    /// What a suite needs besides.
    virtual void prepare() {}

    void reopen() {
        store_.reset();
        store_ = journal_->open();
    }

    std::unique_ptr<TestJournal> journal_;
    std::unique_ptr<Store> store_;
};

}  // namespace trien::journal
