// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"

namespace trien::cli {

namespace {

ExitCode list(Office& office, const Console& console) {
    const auto rows = office.engine().destructions();
    if (console.json()) {
        console.print(Json{{"schema", "trien.destructions/1"}, {"destructions", rows}});
        return ExitCode::ok;
    }
    for (const Json& row : rows) {
        console.print(fmt::format("{}  {:<9}  {}  {} → {}", row.at("dossier").get<std::string>(),
                                  row.at("status").get<std::string>(), row.at("citation").get<std::string>(),
                                  row.at("requestedBy").get<std::string>(), row.value("approvedBy", "…")));
    }
    return ExitCode::ok;
}

}  // namespace

ExitCode run_personal(const PersonalOptions& options, const Console& console) {
    Office office(options.office);
    if (options.verb == "list") return list(office, console);
    const DossierId id(options.dossier);
    const bool asks = options.verb == "request";
    const auto done = asks ? office.engine().request_destruction(office.caller(), id, options.ground, options.retention)
                           : office.engine().destroy_personal_data(office.caller(), id);
    if (!done) return console.report(done.error());
    if (console.json()) {
        console.print(*done);
    } else if (asks) {
        console.print(Message{fmt::format("Đã ghi đề nghị hủy dữ liệu cá nhân của hồ sơ {}", options.dossier),
                              fmt::format("asked that the personal data of case {} be destroyed", options.dossier)});
    } else {
        console.print(
            Message{fmt::format("Đã hủy dữ liệu cá nhân của hồ sơ {}; nhật ký vẫn chứng minh được", options.dossier),
                    fmt::format("the personal data of case {} are destroyed; the journal still proves the rest",
                                options.dossier)});
    }
    return ExitCode::ok;
}

}  // namespace trien::cli
