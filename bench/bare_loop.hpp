// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <sqlite3.h>

#include "engine/journal/store.hpp"

namespace trien::bench {

/// The rows one command of a real case wrote.
struct CommandRows {
    struct EntryRow {
        std::string stream;
        std::int64_t version = 0;
        std::string bytes;
        std::vector<journal::SealedValue> personal;
    };
    std::string id;
    std::vector<EntryRow> entries;
    std::vector<journal::Change> changes;
    std::string result;
    bool sets_timer = false;
    bool ends_timer = false;
};

/// The 11 commands of a case; its code stands in their text and is replaced by another for every case written.
using Template = std::vector<CommandRows>;

/// Takes the rows of a case apart by the commands that wrote them.
[[nodiscard]] Template template_of(journal::Store& store, const std::string& code);

/// Says how many bytes a case takes, and how much of it is state while it runs.
void print_sizes(journal::Store& store, const Template& rows);

/// Clients queue rows, one thread writes them, one transaction for all that wait: the tables and triggers are the
/// journal's, SQLite is as durable as the journal's, and nothing is read, checked, decided or encoded.
class BareLoop {
  public:
    /// @param hash  whether the leaf is computed, or a constant is written.
    BareLoop(const std::filesystem::path& database, const Template& rows, bool hash);
    ~BareLoop();
    BareLoop(const BareLoop&) = delete;
    BareLoop& operator=(const BareLoop&) = delete;

    std::int64_t next_case() { return cases_++; }
    /// Returns when the command's rows are durable.
    void write(std::int64_t case_number, std::size_t command);

  private:
    struct Request {
        CommandRows rows;
        std::vector<std::string> leaves;
        bool done = false;
        std::condition_variable written;
    };
    void serve();
    void insert(const Request& request);
    sqlite3_stmt* prepare(const char* sql);

    const Template& template_;
    bool hash_;
    sqlite3* database_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
    std::int64_t next_index_ = 0;
    std::atomic<std::int64_t> cases_ = 0;
    std::mutex mutex_;
    std::condition_variable queued_;
    std::deque<Request*> queue_;
    bool stop_ = false;
    std::thread writer_;
};

}  // namespace trien::bench
