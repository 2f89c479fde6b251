// SPDX-License-Identifier: Apache-2.0
#include "cli/backup_report.hpp"
#include "cli/commands.hpp"

namespace trien::cli {

ExitCode run_backup(const BackupOptions& options, const Console& console) {
    Office office(options.office);
    const auto report = app::back_up(office.engine().instance(), options.folder, office.engine().now());
    return tell(report, {"Đã sao lưu và kiểm tra lại bản sao", "backed up, and checked the copy"}, console);
}

}  // namespace trien::cli
