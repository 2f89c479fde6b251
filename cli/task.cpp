// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/app/variables.hpp"

namespace trien::cli {

namespace {

ExitCode list(const TaskOptions& options, Office& office, const Console& console) {
    app::TaskFilter filter;
    if (!options.office.person.empty()) filter.person = PersonId(options.office.person);
    const auto tasks = office.engine().tasks(filter);
    if (console.json()) {
        console.print(Json{{"schema", "trien.tasks/1"}, {"tasks", tasks}});
        return ExitCode::ok;
    }
    for (const Json& task : tasks) {
        console.print(fmt::format("{}  {}{}  {}{}", task.at("task").get<std::string>(),
                                  task.at("late").get<bool>() ? "QUÁ HẠN " : "hạn ", task.at("due").get<std::string>(),
                                  task.at("name").get<std::string>(),
                                  task.contains("holder") ? "  ← " + task.at("holder").get<std::string>() : ""));
    }
    return ExitCode::ok;
}

ExitCode answer(const Result<Json>& result, const Console& console) {
    if (!result) return console.report(result.error());
    if (console.json()) {
        console.print(*result);
        return ExitCode::ok;
    }
    for (const Json& task : result->at("tasks")) {
        console.print(Message{
            "Tiếp theo: " + task.at("name").get<std::string>() + "  (" + task.at("task").get<std::string>() + ")",
            "next: " + task.at("task").get<std::string>()});
    }
    if (result->at("tasks").empty()) {
        console.print(Message{"Hồ sơ kết thúc: " + result->at("status").get<std::string>(),
                              "the case ended: " + result->at("status").get<std::string>()});
    }
    return ExitCode::ok;
}

procedure::Outcome outcome_of(const std::string& verb) {
    if (verb == "approve") return procedure::Outcome::approved;
    if (verb == "return") return procedure::Outcome::returned;
    if (verb == "refuse") return procedure::Outcome::refused;
    return procedure::Outcome::completed;
}

}  // namespace

ExitCode run_task(const TaskOptions& options, const Console& console) {
    Office office(options.office);
    if (options.verb == "list") return list(options, office, console);
    const TaskId task(options.task);
    if (options.verb == "claim") return answer(office.engine().claim(office.caller(), task), console);
    if (options.verb == "release") return answer(office.engine().release(office.caller(), task), console);
    if (options.verb == "assign") {
        return answer(office.engine().assign(office.caller(), task, PersonId(options.to)), console);
    }
    std::optional<app::Handed> document;
    if (!options.signed_file.empty()) document = {app::Handed::As::signed_by_actor, options.signed_file};
    if (!options.sealed_file.empty()) document = {app::Handed::As::sealed, options.sealed_file};
    dossier::CompleteTask command{task, outcome_of(options.verb), options.ground, options.reason, {}, {}};
    command.variables = app::read_variables(options.variables);
    return answer(office.engine().complete(office.caller(), std::move(command), document), console);
}

}  // namespace trien::cli
