// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"

namespace trien::cli {

namespace {

std::string text_of(const Json& dossier) {
    std::string text =
        fmt::format("{}  {}  {}\n  hạn {}  ·  phê duyệt: {}\n", dossier.at("dossier").get<std::string>(),
                    dossier.at("status").get<std::string>(), dossier.at("original").at("title").get<std::string>(),
                    dossier.at("due").get<std::string>(), dossier.at("approval").get<std::string>());
    for (const Json& done : dossier.at("history")) {
        text +=
            fmt::format("  ✓ {}  {}  {}  {}\n", done.at("at").get<std::string>(), done.at("step").get<std::string>(),
                        done.at("outcome").get<std::string>(), done.at("by").get<std::string>());
    }
    for (const Json& task : dossier.at("tasks")) {
        text += fmt::format("  → {}  ({})\n", task.at("name").get<std::string>(), task.at("task").get<std::string>());
    }
    if (dossier.contains("certification")) {
        const Json& c = dossier.at("certification");
        text += fmt::format("  số {} quyển {:02}/{}-{}  {}  phí {} đồng\n", c.at("ordinal").get<std::int64_t>(),
                            c.at("volume").get<int>(), c.at("year").get<int>(), c.at("register").get<std::string>(),
                            c.at("capacity").get<std::string>(), c.at("fee").get<std::int64_t>());
    }
    return text;
}

ExitCode open(const DossierOptions& options, Office& office, const Console& console) {
    const auto opened = office.engine().open_dossier(office.caller(), {ActCode(options.act),
                                                                       {options.requester, options.identity},
                                                                       options.original,
                                                                       options.title,
                                                                       options.pages,
                                                                       options.sheets,
                                                                       options.copies});
    if (!opened) return console.report(opened.error());
    if (console.json()) {
        console.print(*opened);
    } else {
        console.print(opened->at("dossier").get<std::string>());
        console.say({fmt::format("Hẹn trả kết quả: {}", opened->at("due").get<std::string>()),
                     fmt::format("due: {}", opened->at("due").get<std::string>())});
    }
    return ExitCode::ok;
}

ExitCode show(const DossierOptions& options, Office& office, const Console& console) {
    const auto dossier = office.engine().show_dossier(DossierId(options.id));
    if (!dossier) return console.report(dossier.error());
    if (console.json()) {
        console.print(*dossier);
    } else {
        console.print(text_of(*dossier));
    }
    return ExitCode::ok;
}

ExitCode list(Office& office, const Console& console) {
    const auto dossiers = office.engine().dossiers();
    if (console.json()) {
        console.print(Json{{"schema", "trien.dossiers/1"}, {"dossiers", dossiers}});
        return ExitCode::ok;
    }
    for (const Json& d : dossiers) {
        console.print(fmt::format("{}  {:<8} {:<19} hạn {}  {}", d.at("dossier").get<std::string>(),
                                  d.at("status").get<std::string>(), d.at("approval").get<std::string>(),
                                  d.at("due").get<std::string>(), d.at("title").get<std::string>()));
    }
    return ExitCode::ok;
}

}  // namespace

ExitCode run_dossier(const DossierOptions& options, const Console& console) {
    Office office(options.office);
    if (options.verb == "open") return open(options, office, console);
    if (options.verb == "show") return show(options, office, console);
    return list(office, console);
}

}  // namespace trien::cli
