// SPDX-License-Identifier: Apache-2.0
#include "bench/bare_loop.hpp"

#include <iostream>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/projector.hpp"
#include "engine/journal/merkle.hpp"

namespace trien::bench {

namespace {

enum : std::size_t { begin, commit, entry, personal, key, upsert, remove, set_timer, end_timer, command };

/// Another case's code of the same length, up to ten million cases.
std::string code_of(std::int64_t number) {
    return fmt::format("H26.99.01-2611{:07}", number);
}

std::string renamed(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

void check(int code, sqlite3* database) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    throw std::runtime_error(sqlite3_errmsg(database));
}

void text(sqlite3_stmt* statement, int at, const std::string& value) {
    sqlite3_bind_text64(statement, at, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
}
void blob(sqlite3_stmt* statement, int at, const std::string& value) {
    sqlite3_bind_blob64(statement, at, value.data(), value.size(), SQLITE_STATIC);
}
void run(sqlite3_stmt* statement, sqlite3* database) {
    check(sqlite3_step(statement), database);
    sqlite3_reset(statement);
}

}  // namespace

Template template_of(journal::Store& store, const std::string& code) {
    Template rows;
    std::map<std::string, std::size_t> places;
    std::map<std::string, std::map<std::pair<std::string, std::string>, std::optional<std::string>>> changes;
    app::Projector projector;
    const auto stored = store.rows(0, journal::no_limit);
    for (const auto& row : stored) {
        const journal::Entry entry = journal::open(row);
        auto changed = projector(entry);
        if (row.bytes.find(code) == std::string::npos) continue;
        const std::string id = entry.command.value();
        if (places.emplace(id, rows.size()).second) {
            rows.push_back({id, {}, {}, store.result_of(entry.command).value_or(""), false, false});
        }
        CommandRows& command = rows[places.at(id)];
        command.entries.push_back({row.stream, row.version, row.bytes, row.personal});
        for (auto& change : changed) changes[id][{change.view, change.key}] = std::move(change.body);
    }
    for (CommandRows& row : rows) {
        for (auto& [place, body] : changes[row.id]) row.changes.push_back({place.first, place.second, std::move(body)});
    }
    rows.front().sets_timer = true;
    rows.back().ends_timer = true;
    // The case's own code becomes the one that is replaced.
    for (CommandRows& row : rows) {
        for (auto& entry : row.entries) {
            entry.stream = renamed(entry.stream, code, code_of(0));
            entry.bytes = renamed(entry.bytes, code, code_of(0));
        }
        for (auto& change : row.changes) {
            change.key = renamed(change.key, code, code_of(0));
            if (change.body) change.body = renamed(*change.body, code, code_of(0));
        }
        row.result = renamed(row.result, code, code_of(0));
    }
    return rows;
}

void print_sizes(journal::Store& store, const Template& rows) {
    std::size_t entries = 0;
    std::size_t bytes = 0;
    std::size_t results = 0;
    std::map<std::pair<std::string, std::string>, std::size_t> state;
    std::size_t largest = 0;
    for (const CommandRows& row : rows) {
        entries += row.entries.size();
        for (const auto& entry : row.entries) bytes += entry.bytes.size();
        results += row.result.size();
        for (const auto& change : row.changes) {
            state.erase({change.view, change.key});
            // What is found by a document's digest stays after the case; it is not state of a running one.
            if (change.body)
                state[{change.view, change.key}] = change.view.size() + change.key.size() + change.body->size();
        }
        std::size_t now = 60;  // the deadline's timer: due, id, stream
        for (const auto& [place, size] : state) now += size;
        largest = std::max(largest, now);
    }
    std::cout << fmt::format(
        "a case: {} commands, {} entries of {} bytes on average, answers of {} bytes on average;"
        " state while it runs: at most {} bytes; journal of {} entries\n",
        rows.size(), entries, bytes / entries, results / rows.size(), largest, store.size());
}

BareLoop::BareLoop(const std::filesystem::path& database, const Template& rows, bool hash)
    : template_(rows), hash_(hash) {
    check(sqlite3_open(database.c_str(), &database_), database_);
    check(sqlite3_exec(database_,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                       "PRAGMA wal_autocheckpoint = 4000",
                       nullptr, nullptr, nullptr),
          database_);
    for (const char* sql :
         {"BEGIN IMMEDIATE", "COMMIT", "INSERT INTO entry (idx, stream, version, leaf, bytes) VALUES (?, ?, ?, ?, ?)",
          "INSERT INTO personal (idx, field, key, sealed) VALUES (?, ?, ?, ?)",
          "INSERT INTO personal_key (id, stream, subject, key) VALUES (?, ?, 'requester', ?)",
          "INSERT INTO view_row (view, key, body) VALUES (?, ?, ?)"
          " ON CONFLICT (view, key) DO UPDATE SET body = excluded.body",
          "DELETE FROM view_row WHERE view = ? AND key = ?",
          "INSERT INTO timer (due, id, stream, body) VALUES (?, ?, ?, '')",
          "DELETE FROM timer WHERE due = ? AND id = ?",
          "INSERT INTO command (id, first_idx, entries, result) VALUES (?, ?, ?, ?)"}) {
        statements_.push_back(prepare(sql));
    }
    sqlite3_stmt* size = prepare("SELECT coalesce(max(idx) + 1, 0) FROM entry");
    sqlite3_step(size);
    next_index_ = sqlite3_column_int64(size, 0);
    sqlite3_finalize(size);
    writer_ = std::thread([this] { serve(); });
}

BareLoop::~BareLoop() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    queued_.notify_one();
    writer_.join();
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(database_);
}

sqlite3_stmt* BareLoop::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr), database_);
    return statement;
}

void BareLoop::write(std::int64_t case_number, std::size_t number) {
    Request request;
    request.rows = template_[number];
    const std::string from = code_of(0);
    const std::string to = code_of(case_number + 1);
    request.rows.id =
        fmt::format("{:013x}-{:02}-{}", case_number, number, request.rows.id.substr(17));
    for (auto& row : request.rows.entries) {
        row.stream =
            row.stream.starts_with("dossier-code/") ? "dossier-code/" + to : renamed(std::move(row.stream), from, to);
        row.bytes = renamed(std::move(row.bytes), from, to);
        if (!row.stream.starts_with("dossier/")) row.version = 1;
        request.leaves.push_back(hash_ ? std::string(journal::leaf_hash(row.bytes).view()) : std::string(32, 'h'));
    }
    for (auto& change : request.rows.changes) {
        change.key = renamed(std::move(change.key), from, to);
        if (change.body) change.body = renamed(*std::move(change.body), from, to);
    }
    std::unique_lock lock(mutex_);
    queue_.push_back(&request);
    queued_.notify_one();
    request.written.wait(lock, [&] { return request.done; });
}

void BareLoop::serve() {
    std::unique_lock lock(mutex_);
    while (true) {
        queued_.wait(lock, [this] { return stop_ || !queue_.empty(); });
        if (queue_.empty()) return;
        const std::vector<Request*> group(queue_.begin(), queue_.end());
        queue_.clear();
        lock.unlock();
        run(statements_[begin], database_);
        for (const Request* request : group) insert(*request);
        run(statements_[commit], database_);
        lock.lock();
        for (Request* request : group) {
            request->done = true;
            request->written.notify_one();
        }
    }
}

void BareLoop::insert(const Request& request) {
    const CommandRows& rows = request.rows;
    const std::int64_t first = next_index_;
    bool key_written = false;
    for (std::size_t i = 0; i < rows.entries.size(); ++i) {
        const auto& row = rows.entries[i];
        sqlite3_stmt* statement = statements_[entry];
        sqlite3_bind_int64(statement, 1, next_index_);
        text(statement, 2, row.stream);
        sqlite3_bind_int64(statement, 3, row.version);
        blob(statement, 4, request.leaves[i]);
        text(statement, 5, row.bytes);
        run(statement, database_);
        for (const auto& value : row.personal) {
            if (!key_written) {
                sqlite3_bind_int64(statements_[key], 1, value.key_id / 2 + next_index_);
                text(statements_[key], 2, row.stream);
                blob(statements_[key], 3, *value.key);
                run(statements_[key], database_);
                key_written = true;
            }
            sqlite3_bind_int64(statements_[personal], 1, next_index_);
            text(statements_[personal], 2, value.field);
            sqlite3_bind_int64(statements_[personal], 3, value.key_id / 2 + next_index_);
            blob(statements_[personal], 4, value.sealed);
            run(statements_[personal], database_);
        }
        ++next_index_;
    }
    for (const auto& change : rows.changes) {
        sqlite3_stmt* statement = statements_[change.body ? upsert : remove];
        text(statement, 1, change.view);
        text(statement, 2, change.key);
        if (change.body) text(statement, 3, *change.body);
        run(statement, database_);
    }
    if (rows.sets_timer || rows.ends_timer) {
        sqlite3_stmt* statement = statements_[rows.sets_timer ? set_timer : end_timer];
        const std::string id = "deadline/" + rows.entries.front().stream;
        sqlite3_bind_int64(statement, 1, 1'794'000'000'000'000);
        text(statement, 2, id);
        if (rows.sets_timer) text(statement, 3, rows.entries.front().stream);
        run(statement, database_);
    }
    sqlite3_stmt* statement = statements_[command];
    text(statement, 1, rows.id);
    sqlite3_bind_int64(statement, 2, first);
    sqlite3_bind_int64(statement, 3, next_index_ - first);
    text(statement, 4, rows.result);
    run(statement, database_);
}

}  // namespace trien::bench
