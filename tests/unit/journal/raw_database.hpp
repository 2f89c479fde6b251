// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include <sqlite3.h>

#include "engine/base/handle.hpp"

namespace trien::journal {

/// A journal file opened past the store, as an attacker with the file would.
class RawDatabase {
  public:
    explicit RawDatabase(const std::filesystem::path& path) {
        sqlite3* connection = nullptr;
        sqlite3_open(path.c_str(), &connection);
        connection_.reset(connection);
    }

    /// True if the statements ran.
    bool run(const std::string& sql) {
        return sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    }

    /// Removes every guard against writing.
    bool disarm() {
        std::string sql;
        const auto collect = [](void* text, int, char** values, char**) {
            *static_cast<std::string*>(text) += std::string("DROP TRIGGER ") + values[0] + ";";
            return 0;
        };
        sqlite3_exec(connection_.get(), "SELECT name FROM sqlite_schema WHERE type = 'trigger'", collect, &sql,
                     nullptr);
        return run(sql);
    }

    /// The first value of a query's first row, as bytes.
    std::string value(const std::string& sql) {
        sqlite3_stmt* raw = nullptr;
        sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &raw, nullptr);
        const Handle<sqlite3_stmt, sqlite3_finalize> statement(raw);
        if (sqlite3_step(raw) != SQLITE_ROW) return "";
        const auto* const start = static_cast<const char*>(sqlite3_column_blob(raw, 0));
        return {start, static_cast<std::size_t>(sqlite3_column_bytes(raw, 0))};
    }

  private:
    Handle<sqlite3, sqlite3_close_v2> connection_;
};

}  // namespace trien::journal
