// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/app/variables.hpp"

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
    const auto opened = office.engine().open_dossier(office.caller(), {options.procedure,
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

ExitCode answer(const Result<Json>& result, const Console& console) {
    if (!result) return console.report(result.error());
    if (console.json()) {
        console.print(*result);
        return ExitCode::ok;
    }
    const std::string due = result->at("due").get<std::string>();
    if (result->contains("waitsFor")) {
        const std::string reason = result->at("waitsFor").get<std::string>();
        console.print(Message{"Tạm dừng tính thời hạn: " + reason, "the clock stands still: " + reason});
    } else {
        console.print(Message{"Hạn: " + due, "due: " + due});
    }
    return ExitCode::ok;
}

ExitCode stuck(Office& office, const Console& console) {
    const auto rows = office.engine().stuck();
    if (console.json()) {
        console.print(Json{{"schema", "trien.stuck/1"}, {"stuck", rows}});
    } else {
        for (const Json& row : rows) {
            const std::string place =
                row.at("about").empty() ? row.at("dossier").get<std::string>() : row.at("about").get<std::string>();
            console.print(Message{fmt::format("{}  {}", place, row.at("vi").get<std::string>()),
                                  fmt::format("{}  {}", place, row.at("en").get<std::string>())});
        }
    }
    return rows.empty() ? ExitCode::ok : ExitCode::negative;
}

calendar::Span span_of(const DossierOptions& options) {
    const auto unit = calendar::parse_unit(options.unit);
    if (unit) return {options.amount, *unit};
    throw Error(Fault::usage, "dossier.unit", {"", 0, 0, options.unit},
                {"Đơn vị phải là workingHour, halfDay, workingDay hoặc calendarDay",
                 "the unit must be workingHour, halfDay, workingDay or calendarDay"});
}

/// The deadlines of all running cases, by the calendar in force now.
ExitCode replan(Office& office, const Console& console) {
    for (const Json& row : office.engine().dossiers()) {
        if (row.at("status") != "running") continue;
        const std::string id = row.at("dossier").get<std::string>();
        app::Caller caller = office.caller();
        caller.command = CommandId(caller.command.value() + "/" + id);  // one command a case
        const auto result = office.engine().replan(caller, DossierId(id));
        if (!result) return console.report(result.error());
        if (result->at("due") == row.at("due")) continue;
        console.print(Message{
            fmt::format("{}  {} → {}", id, row.at("due").get<std::string>(), result->at("due").get<std::string>()),
            fmt::format("{}  {} → {}", id, row.at("due").get<std::string>(), result->at("due").get<std::string>())});
    }
    return ExitCode::ok;
}

}  // namespace

ExitCode run_dossier(const DossierOptions& options, const Console& console) {
    Office office(options.office);
    if (options.verb == "open") return open(options, office, console);
    if (options.verb == "show") return show(options, office, console);
    if (options.verb == "list") return list(office, console);
    if (options.verb == "stuck") return stuck(office, console);
    if (options.verb == "replan") return replan(office, console);
    app::Engine& engine = office.engine();
    const app::Caller caller = office.caller();
    const DossierId id(options.id);
    if (options.verb == "supplement") {
        return answer(engine.ask_supplement(caller, id, {options.gaps, options.again}), console);
    }
    if (options.verb == "supplied") return answer(engine.receive_supplement(caller, id), console);
    if (options.verb == "extend") {
        return answer(engine.extend(caller, id, {span_of(options), options.agreement}), console);
    }
    if (options.verb == "stop") return answer(engine.stop(caller, id, {options.reason}), console);
    if (options.verb == "retry") return answer(engine.retry(caller, id, execution::WorkId(options.incident)), console);
    return answer(engine.send(caller, id, {options.message, app::read_variables(options.variables)}), console);
}

}  // namespace trien::cli
