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
    /// A copy to be kept, not worked on: one file without a log beside it. Once made it is opened for reading only,
    /// also where nothing can be written.
    bool copy = false;
    /// Of a copy: the file with its personal keys, if they lie apart; see copy_apart().
    std::filesystem::path keys{};
};

/// Makes a new, empty journal that only its owner can read (file mode 0600). The folder must exist and lie on a local
/// disk: write-ahead logging does not work over a network file system.
/// @throws Error(Fault::nothing_to_do) "journal.exists" if there is a file of that name.
[[nodiscard]] std::unique_ptr<Store> create_sqlite_store(const std::filesystem::path& path, SqliteOptions options = {});

/// Opens a journal, and brings its tables to this program's version.
/// @throws Error(Fault::environment) "journal.missing" where there is no file, "journal.newer" where a newer program
///         wrote it, "journal.older" where it is a copy that an older program made; Error(Fault::input)
///         "journal.foreign" where the file is something else.
[[nodiscard]] std::unique_ptr<Store> open_sqlite_store(const std::filesystem::path& path, SqliteOptions options = {});

}  // namespace trien::journal
