// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/app/procedures.hpp"

namespace trien::cli {

namespace {

Json to_json(const std::string& file, const Findings& findings) {
    Json list = Json::array();
    for (const Finding& f : findings) {
        list.push_back({{"code", f.code},
                        {"severity", f.severity == Finding::Severity::error ? "error" : "warning"},
                        {"place", f.place.text()},
                        {"vi", f.text.vi},
                        {"en", f.text.en}});
    }
    return {{"file", file}, {"passes", passes(findings)}, {"findings", list}};
}

ExitCode lint(const ProcedureOptions& options, const Console& console) {
    ExitCode worst = ExitCode::ok;
    Json files = Json::array();
    for (const std::string& file : options.files) {
        const Findings findings = app::lint_procedure(file, data_folder() / "processes");
        files.push_back(to_json(file, findings));
        if (console.report(findings) != ExitCode::ok) {
            worst = ExitCode::negative;
        } else if (!console.json()) {
            console.print(Message{fmt::format("{}: đạt", file), fmt::format("{}: passes", file)});
        }
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

}  // namespace

ExitCode run_procedure(const ProcedureOptions& options, const Console& console) {
    if (options.verb == "lint") return lint(options, console);
    if (options.verb == "svg") return draw(options, console);
    for (const std::string& file : options.files) {
        const auto shown = app::show_procedure(file, data_folder() / "processes");
        if (console.json()) {
            console.print(shown.json);
        } else {
            console.print(shown.text);
        }
    }
    return ExitCode::ok;
}

}  // namespace trien::cli
