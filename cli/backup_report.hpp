// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/console.hpp"
#include "engine/app/backup.hpp"

namespace trien::cli {

/// What a backup holds, or what is wrong with it (schema trien.backup-report/1).
/// @param done  what was done with it, if it is sound.
ExitCode tell(const app::BackupReport& report, const Message& done, const Console& console);

}  // namespace trien::cli
