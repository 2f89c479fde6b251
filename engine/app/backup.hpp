// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/app/instance.hpp"
#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"

namespace trien::app {

/// What a backup holds, and what is wrong with it (docs/backup.md).
struct BackupReport {
    Findings findings;  ///< each names its file; none for a sound backup
    std::string office;
    std::string made_at;
    std::int64_t entries = 0;    ///< of the journal
    std::int64_t files = 0;      ///< beside manifest.json
    std::int64_t bytes = 0;      ///< of those files
    bool personal_keys = false;  ///< the file with the personal keys is there
    std::int64_t destroyed_values =
        0;  ///< personal values that cannot be read: their key was destroyed, or is not there

    [[nodiscard]] bool ok() const { return findings.empty(); }
};

/// Copies an office that may be at work into a new folder, and checks the copy.
/// @param folder  is made, with all above it; stands there only when the backup is complete and sound.
/// @throws Error(Fault::conflict) "backup.exists" where something is; Error(Fault::corrupt) "backup.unsound" with the
///         first thing wrong, where the office itself is damaged; Error(Fault::environment) naming the file.
BackupReport back_up(const Instance& instance, const std::filesystem::path& folder, Instant now);

/// Checks a backup against its manifest, and the journal in it by its own signatures. Changes nothing.
[[nodiscard]] BackupReport check_backup(const std::filesystem::path& backup);

/// Where the restored office keeps its journal: in its folder, or in PostgreSQL.
struct RestoreOptions {
    std::string owner_connection;  ///< empty: in the folder; else see journal::create_postgres_store
    std::string service_role;
};

/// Checks a backup, and makes an office of it. If there are findings, nothing was made.
/// @param folder  must not exist or be empty.
/// @throws Error(Fault::conflict) "restore.not-empty" for the folder, "journal.not-empty" for the database;
///         Error(Fault::environment) naming the file.
BackupReport restore(const std::filesystem::path& backup,
                     const std::filesystem::path& folder,
                     const RestoreOptions& options);

}  // namespace trien::app
