// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"

namespace trien::cli {

ExitCode run_journal_verify(const JournalOptions& options, const Console& console) {
    Office office(options.office);
    const auto report = office.engine().verify_journal();
    if (console.json()) {
        Json findings = Json::array();
        for (const Finding& f : report.findings) {
            findings.push_back({{"code", f.code}, {"place", f.place.text()}, {"vi", f.text.vi}, {"en", f.text.en}});
        }
        console.print(Json{{"schema", "trien.journal-verify/1"},
                           {"ok", report.ok()},
                           {"entries", report.entries},
                           {"streams", report.streams},
                           {"checkpoints", report.checkpoints},
                           {"vouchedSize", report.vouched_size},
                           {"findings", findings}});
    }
    (void)console.report(report.findings);
    if (!console.json() && report.ok()) {
        console.print(Message{fmt::format("HỢP LỆ: {} bản ghi, {} chuỗi, {} điểm kiểm; bảng tra cứu khớp với nhật ký",
                                          report.entries, report.streams, report.checkpoints),
                              fmt::format("VALID: {} entries, {} streams, {} checkpoints; the views match the journal",
                                          report.entries, report.streams, report.checkpoints)});
    }
    return report.ok() ? ExitCode::ok : ExitCode::negative;
}

ExitCode run_journal_rebuild(const JournalOptions& options, const Console& console) {
    Office office(options.office);
    office.engine().rebuild_views();
    console.say({"Đã lập lại các bảng tra cứu từ nhật ký", "filled the views again from the journal"});
    return ExitCode::ok;
}

}  // namespace trien::cli
