// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/http.hpp"

namespace trien::cli {

ExitCode run_journal_stamp(const JournalStampOptions& options, const Console& console) {
    Office office(options.office);
    const auto [size, stamp] = office.engine().stamp_journal({options.url, options.force}, http_post);
    for (const sign::Cause& doubt : stamp.doubts) console.say(doubt.text);
    if (console.json()) {
        console.print(Json{{"schema", "trien.journal-stamp/1"},
                           {"size", size},
                           {"time", stamp.time.text()},
                           {"authority", stamp.tsa},
                           {"policy", stamp.policy},
                           {"serial", stamp.serial},
                           {"revocationKnown", stamp.doubts.empty()}});
        return ExitCode::ok;
    }
    console.print(Message{fmt::format("Đã đóng dấu thời gian {} lên điểm kiểm {} bản ghi, do {} cấp (số {})",
                                      stamp.time.text(), size, stamp.tsa, stamp.serial),
                          fmt::format("stamped the checkpoint of {} entries with the time {}, by {} (number {})", size,
                                      stamp.time.text(), stamp.tsa, stamp.serial)});
    return ExitCode::ok;
}

}  // namespace trien::cli
