// SPDX-License-Identifier: Apache-2.0
#include "engine/app/procedures.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/compose_procedure.hpp"
#include "engine/app/detail/process_figure.hpp"
#include "engine/base/file.hpp"
#include "engine/bpmn/layout.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/bpmn/svg.hpp"
#include "engine/gate/gate.hpp"
#include "engine/procedure/describe.hpp"
#include "engine/procedure/difference.hpp"
#include "engine/procedure/handbook.hpp"
#include "engine/procedure/reader.hpp"

namespace trien::app {

namespace {

/// Read no further than it takes to see that a file is too large; the reader says so with its own code.
constexpr std::uintmax_t readable_bytes = std::uintmax_t{64} << 20U;

bool shows(const bpmn::Diagram& diagram, const std::string& id) {
    const auto is_it = [&](const auto& drawn) { return drawn.element == id; };
    return std::ranges::any_of(diagram.shapes, is_it) || std::ranges::any_of(diagram.edges, is_it);
}

/// The file with a diagram, laid out when it has none.
bpmn::ReadResult read_drawn(const std::string& bytes, const std::filesystem::path& file) {
    static const bpmn::Reader reader;
    bpmn::ReadResult read = reader.read(bytes, file.string());
    if (!read.file) return read;
    bpmn::Definitions& definitions = read.file->definitions;
    if (definitions.diagrams.empty()) definitions.diagrams.push_back(bpmn::arrange(definitions));
    return read;
}

std::vector<std::string> step_notes(const std::filesystem::path& templates) {
    const auto file = templates / "procedure-document.json";
    const Json json = parse_json(read_file(file), file.string());
    try {
        return json.at("stepNotes").get<std::vector<std::string>>();
    } catch (const Json::exception&) {
        throw Error(Fault::input, "template.member", {file.string(), 0, 0, "stepNotes"},
                    {"Mẫu phải có danh sách chú thích", "the template must have a list of notes"},
                    {"Xem templates/README.md", "see templates/README.md"});
    }
}

/// Steps are numbered as in the step table.
std::string step_number(const procedure::Procedure& procedure, const std::string& id) {
    const auto step = std::ranges::find(procedure.steps, id, [](const auto& s) { return s.id.value(); });
    return step == procedure.steps.end() ? std::string() : fmt::format("{}. ", step->ordinal);
}

[[noreturn]] void refuse_role(const std::string& role, const procedure::Library& library) {
    std::vector<std::string> known;
    for (const procedure::Role& one : library.roles()) known.push_back(one.id.value());
    throw Error(Fault::usage, "procedure.no-such-role", {{}, 0, 0, role},
                {fmt::format("Không có vai trò “{}”", role), fmt::format("there is no role \"{}\"", role)},
                {fmt::format("Chọn một trong: {}", fmt::join(known, ", ")),
                 fmt::format("choose one of: {}", fmt::join(known, ", "))});
}

[[noreturn]] void refuse_highlight(const std::filesystem::path& file, const std::string& id) {
    throw Error(Fault::usage, "procedure.not-in-diagram", {file.string(), 0, 0, id},
                {fmt::format("Sơ đồ không có phần tử “{}”", id), fmt::format("the diagram does not show \"{}\"", id)},
                {"Ghi id của một bước, cổng, sự kiện hoặc luồng trong sơ đồ",
                 "name the id of a step, gateway, event or flow of the diagram"});
}

[[noreturn]] void refuse_diagram(const std::filesystem::path& file, std::size_t count) {
    throw Error(
        Fault::usage, "procedure.no-such-diagram", {file.string(), 0, 0, ""},
        {fmt::format("Tệp chỉ có {} sơ đồ", count), fmt::format("the file has {} diagram(s)", count)},
        {fmt::format("Chọn --diagram từ 1 đến {}", count), fmt::format("choose --diagram from 1 to {}", count)});
}

}  // namespace

LintedProcedure lint_procedure(const std::filesystem::path& file, const LintRequest& request) {
    const auto library = procedure::Library::load(request.processes);
    auto read = procedure::read_procedure_file(file, &library);
    LintedProcedure result{std::move(read.findings), std::nullopt};
    if (!read.procedure) return result;

    std::optional<organisation::Organisation> office;
    if (request.organisation) {
        office = organisation::read_organisation(read_file(*request.organisation), request.organisation->string());
    }
    gate::World world;
    world.library = &library;
    world.organisation = office ? &*office : nullptr;
    world.calendar = library.calendar("vn-office");
    world.on = request.on;
    const gate::Report report = gate::check(*read.procedure, world);
    result.gate = LintedProcedure::Gate{gate::may_issue(report),
                                        {gate::text(report, Language::vi), gate::text(report, Language::en)},
                                        gate::to_json(report)};
    return result;
}

ShownProcedure show_procedure(const std::filesystem::path& file, const std::filesystem::path& processes) {
    const auto library = procedure::Library::load(processes);
    const auto procedure = procedure::load_procedure(file, &library);
    return {procedure::describe(procedure, &library), procedure::to_json(procedure)};
}

ShownProcedure show_handbook(const std::string& role,
                             const std::vector<std::filesystem::path>& files,
                             const std::filesystem::path& processes) {
    const auto library = procedure::Library::load(processes);
    const RoleId id(role);
    if (library.role(id) == nullptr) refuse_role(role, library);
    std::vector<procedure::Procedure> procedures;
    for (const auto& file : files) procedures.push_back(procedure::load_procedure(file, &library));
    return {procedure::handbook(id, procedures, &library), procedure::handbook_json(id, procedures, &library)};
}

ComparedProcedures compare_procedures(const std::filesystem::path& before,
                                      const std::filesystem::path& after,
                                      const std::filesystem::path& processes) {
    const auto library = procedure::Library::load(processes);
    const auto differences =
        procedure::differences(procedure::load_procedure(before, &library), procedure::load_procedure(after, &library));
    ComparedProcedures result{
        differences.empty(), procedure::text_of(differences, &library), procedure::to_json(differences), {}};
    const bpmn::ReadResult read = read_drawn(read_file(after, readable_bytes), after);
    for (const Json& id : result.json["elements"]) {
        if (shows(read.file.value().definitions.diagrams.front(), id)) result.changed.push_back(id);
    }
    return result;
}

std::string print_procedure(const std::filesystem::path& file, const PrintRequest& request) {
    const auto library = procedure::Library::load(request.processes);
    const auto procedure = procedure::load_procedure(file, &library);
    render::ControlledDocument document = compose(procedure, library, step_notes(request.templates));
    std::string bytes = read_file(file, readable_bytes);
    const bpmn::ReadResult read = read_drawn(bytes, file);
    const bpmn::Definitions& definitions = read.file.value().definitions;
    for (const bpmn::Diagram& diagram : definitions.diagrams) {
        document.figures.push_back(
            process_figure(definitions, diagram, [&](const std::string& id) { return step_number(procedure, id); }));
        document.figures.back().title = "SƠ ĐỒ QUY TRÌNH";
    }
    document.attachments.push_back({file.filename().string(), "application/xml", render::Relationship::source,
                                    "Tệp nguồn của quy trình (BPMN 2.0.1)", document.created, std::move(bytes)});
    return render::render_controlled_document(document, render::Fonts());
}

DrawnProcedure draw_procedure(const std::filesystem::path& file, const PictureRequest& request) {
    bpmn::ReadResult read = read_drawn(read_file(file, readable_bytes), file);
    if (!read.file) return {std::nullopt, std::move(read.findings)};
    const bpmn::Definitions& definitions = read.file->definitions;
    if (request.diagram < 1 || request.diagram > definitions.diagrams.size()) {
        refuse_diagram(file, definitions.diagrams.size());
    }
    const bpmn::Diagram& diagram = definitions.diagrams[request.diagram - 1];
    bpmn::PictureOptions options;
    for (const std::string& id : request.highlighted) {
        if (!shows(diagram, id)) refuse_highlight(file, id);
        options.classes.emplace(id, "highlight");
    }
    return {bpmn::svg(definitions, diagram, options), std::move(read.findings)};
}

}  // namespace trien::app
