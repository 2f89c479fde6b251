// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/backup_report.hpp"
#include "cli/commands.hpp"

namespace trien::cli {

ExitCode tell(const app::BackupReport& report, const Message& done, const Console& console) {
    if (console.json()) {
        Json findings = Json::array();
        for (const Finding& f : report.findings) {
            findings.push_back({{"code", f.code}, {"place", f.place.text()}, {"vi", f.text.vi}, {"en", f.text.en}});
        }
        console.print(Json{{"schema", "trien.backup-report/1"},
                           {"ok", report.ok()},
                           {"office", report.office},
                           {"madeAt", report.made_at},
                           {"entries", report.entries},
                           {"files", report.files},
                           {"bytes", report.bytes},
                           {"personalKeys", report.personal_keys},
                           {"destroyedValues", report.destroyed_values},
                           {"findings", findings}});
    }
    (void)console.report(report.findings);
    if (!report.ok()) return ExitCode::negative;
    if (!report.personal_keys) {
        console.say({"Không có tệp khóa dữ liệu cá nhân: các giá trị ấy hiện như đã hủy",
                     "the file of personal keys is not there: these values show as destroyed"});
    }
    if (!console.json()) {
        console.print(Message{fmt::format("{}: {}, lúc {}; {} bản ghi nhật ký, {} tệp, {} byte", done.vi, report.office,
                                          report.made_at, report.entries, report.files, report.bytes),
                              fmt::format("{}: {}, as of {}; {} journal entries, {} files, {} bytes", done.en,
                                          report.office, report.made_at, report.entries, report.files, report.bytes)});
    }
    return ExitCode::ok;
}

ExitCode run_restore(const RestoreOptions& options, const Console& console) {
    if (options.verify_only) {
        return tell(app::check_backup(options.backup), {"HỢP LỆ", "VALID"}, console);
    }
    if (options.folder.empty()) {
        throw Error(Fault::usage, "usage.option", {"", 0, 0, "DIR"},
                    {"Chưa nói khôi phục vào đâu", "where to restore is not said"},
                    {"Thêm thư mục mới, hoặc --verify-only để chỉ kiểm tra",
                     "name a new folder, or add --verify-only to check only"});
    }
    require_without_password(options.store);
    const auto report = app::restore(options.backup, options.folder, {options.store.connection, options.store.role});
    return tell(report,
                {fmt::format("Đã khôi phục vào {}, nhật ký và bảng tra cứu khớp nhau", options.folder),
                 fmt::format("restored into {}, journal and views agree", options.folder)},
                console);
}

}  // namespace trien::cli
