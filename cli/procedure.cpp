// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/office.hpp"
#include "engine/app/procedures.hpp"

namespace trien::cli {

namespace {

Json to_json(const std::string& file, const app::LintedProcedure& linted) {
    Json list = Json::array();
    for (const Finding& f : linted.findings) {
        list.push_back({{"code", f.code},
                        {"severity", f.severity == Finding::Severity::error ? "error" : "warning"},
                        {"place", f.place.text()},
                        {"vi", f.text.vi},
                        {"en", f.text.en}});
    }
    Json json{{"file", file}, {"passes", linted.is_clean()}, {"findings", list}};
    if (linted.gate) json["gate"] = linted.gate->json;
    return json;
}

app::LintRequest request_of(const ProcedureOptions& options) {
    app::LintRequest request{data_folder() / "processes", std::nullopt, std::nullopt};
    if (!options.organisation.empty()) request.organisation = options.organisation;
    if (!options.on.empty()) request.on = date_option(options.on, "--on");
    return request;
}

ExitCode lint(const ProcedureOptions& options, const Console& console) {
    const app::LintRequest request = request_of(options);
    ExitCode worst = ExitCode::ok;
    Json files = Json::array();
    for (const std::string& file : options.files) {
        const app::LintedProcedure linted = app::lint_procedure(file, request);
        files.push_back(to_json(file, linted));
        static_cast<void>(console.report(linted.findings));
        if (!linted.is_clean()) worst = ExitCode::negative;
        if (linted.gate && !console.json()) console.print(linted.gate->text);
    }
    if (console.json()) console.print(Json{{"schema", "trien.lint/1"}, {"files", files}});
    return worst;
}

ExitCode draw(const ProcedureOptions& options, const Console& console) {
    const auto drawn = app::draw_procedure(options.files.front(), {options.highlighted, options.diagram});
    if (!drawn.svg) return console.report(drawn.findings);
    console.deliver(*drawn.svg, options.output);
    return ExitCode::ok;
}

/// Each file by itself: one that may not be issued does not keep the next from it.
ExitCode issue(const ProcedureOptions& options, const Console& console) {
    Office office(options.office);
    ExitCode code = ExitCode::ok;
    for (const std::string& file : options.files) {
        const auto issued = office.engine().issue_procedure(office.caller(), file);
        if (!issued) {
            code = console.report(issued.error());
        } else if (console.json()) {
            console.print(*issued);
        } else {
            console.print(Message{"Đã ban hành: " + issued->at("name").get<std::string>(),
                                  "issued: " + issued->at("name").get<std::string>()});
        }
    }
    return code;
}

ExitCode print(const ProcedureOptions& options, const Console& console) {
    const app::PrintRequest request{data_folder() / "processes", data_folder() / "templates"};
    console.deliver(app::print_procedure(options.files.front(), request), options.output);
    return ExitCode::ok;
}

void show(const app::ShownProcedure& shown, const Console& console) {
    if (console.json()) {
        console.print(shown.json);
    } else {
        console.print(shown.text);
    }
}

ExitCode handbook(const ProcedureOptions& options, const Console& console) {
    const std::vector<std::filesystem::path> files(options.files.begin(), options.files.end());
    show(app::show_handbook(options.role, files, data_folder() / "processes"), console);
    return ExitCode::ok;
}

ExitCode diff(const ProcedureOptions& options, const Console& console) {
    const std::string& before = options.files.at(0);
    const std::string& after = options.files.at(1);
    const app::ComparedProcedures compared = app::compare_procedures(before, after, data_folder() / "processes");
    if (console.json()) {
        console.print(compared.json);
    } else {
        console.print(compared.text);
    }
    if (!options.output.empty()) {
        console.deliver(app::draw_procedure(after, {compared.changed, 1}).svg.value(), options.output);
    }
    return compared.same ? ExitCode::ok : ExitCode::negative;
}

}  // namespace

ExitCode run_procedure(const ProcedureOptions& options, const Console& console) {
    if (options.verb == "lint") return lint(options, console);
    if (options.verb == "svg") return draw(options, console);
    if (options.verb == "issue") return issue(options, console);
    if (options.verb == "diff") return diff(options, console);
    if (options.verb == "handbook") return handbook(options, console);
    if (options.verb == "render") return print(options, console);
    for (const std::string& file : options.files) {
        show(app::show_procedure(file, data_folder() / "processes"), console);
    }
    return ExitCode::ok;
}

}  // namespace trien::cli
