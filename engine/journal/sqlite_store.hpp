// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "engine/journal/store.hpp"

namespace trien::journal {

/// How to open a journal in a SQLite file.
struct SqliteOptions {
    std::chrono::milliseconds patience{5000};  ///< how long to wait for another writer
};

/// Makes a new, empty journal that only its owner can read (file mode 0600). The folder must exist and lie on a local
/// disk: write-ahead logging does not work over a network file system.
/// @throws Error(Fault::nothing_to_do) "journal.exists" if there is a file of that name.
[[nodiscard]] std::unique_ptr<Store> create_sqlite_store(const std::filesystem::path& path, SqliteOptions options = {});

/// Opens a journal, and brings its tables to this program's version.
/// @throws Error(Fault::environment) "journal.missing" where there is no file, "journal.newer" where a newer program
///         wrote it; Error(Fault::input) "journal.foreign" where the file is something else.
[[nodiscard]] std::unique_ptr<Store> open_sqlite_store(const std::filesystem::path& path, SqliteOptions options = {});

}  // namespace trien::journal
