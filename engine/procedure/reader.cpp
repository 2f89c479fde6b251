// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/reader.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "embedded/procedure_schema.hpp"

#include "engine/base/digest.hpp"
#include "engine/base/file.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/execution/compile.hpp"
#include "engine/procedure/detail/faults.hpp"
#include "engine/procedure/detail/model.hpp"

namespace trien::procedure {

namespace {

/// Read no further than it takes to see that a file is too large; read_procedure says so with its own code.
constexpr std::uintmax_t readable_bytes = std::uintmax_t{64} << 20U;

Findings in_file_order(Findings findings) {
    std::ranges::sort(findings, {}, [](const Finding& finding) {
        return std::tie(finding.place.line, finding.place.column, finding.place.element, finding.code);
    });
    return findings;
}

/// The file, by the schemas of BPMN and ours. What BPMN-001 … BPMN-006 are to any file, PROC-001 … PROC-006 are to a
/// procedure.
bpmn::ReadResult read_bpmn(std::string_view bytes, const std::string& name) {
    static const bpmn::Reader reader({{"iso-procedure.xsd", embedded::procedure_schema().front().bytes}});
    bpmn::ReadResult read = reader.read(bytes, name);
    for (Finding& finding : read.findings) {
        if (finding.code.starts_with("BPMN-00")) finding.code.replace(0, std::string_view("BPMN").size(), "PROC");
    }
    return read;
}

/// PROC-023 asks the same with a better knowledge of what the conditions read.
bool is_answered_here(const Finding& finding) {
    return finding.code == "BPMN-142";
}

/// What runs: the procedure's net.
std::optional<execution::Net> compile(const bpmn::Definitions& definitions,
                                      const bpmn::Process& process,
                                      const Digest& digest,
                                      const std::vector<Fact>& facts,
                                      Findings& findings) {
    execution::CompileOptions options;
    options.digest = digest.hex();
    for (const Fact& fact : facts) options.known_names.push_back(fact.name);
    auto compiled = execution::compile(definitions, process.id, options);
    std::erase_if(compiled.findings, is_answered_here);
    std::ranges::move(compiled.findings, std::back_inserter(findings));
    return std::move(compiled.net);
}

/// The procedure of a process; nothing when its document is missing or it cannot run.
std::optional<Procedure> read_process(const bpmn::Definitions& definitions,
                                      const bpmn::Process& process,
                                      const Digest& digest,
                                      const Library* library,
                                      detail::Faults& faults,
                                      Findings& findings) {
    auto draft = detail::interpret(process, faults);
    auto net = compile(definitions, process, digest, draft ? draft->procedure.facts : std::vector<Fact>(), findings);
    if (!draft || !net) return std::nullopt;
    draft->procedure.digest = digest;
    draft->procedure.net = *std::move(net);
    detail::check_rules(*draft, library, faults);
    return std::move(draft->procedure);
}

}  // namespace

ReadResult read_procedure(std::string_view bytes, const std::string& name, const Library* library) {
    const bpmn::ReadResult read = read_bpmn(bytes, name);
    if (!read.file) return {std::nullopt, in_file_order(read.findings)};
    Findings findings = read.findings;
    detail::Faults faults(name);
    std::optional<Procedure> procedure;
    const bpmn::Definitions& definitions = read.file->definitions;
    if (const bpmn::Process* const process = detail::executable_process(definitions, faults)) {
        procedure = read_process(definitions, *process, sha256(bytes), library, faults, findings);
    }
    std::ranges::copy(faults.findings(), std::back_inserter(findings));
    if (!passes(findings)) procedure.reset();
    return {std::move(procedure), in_file_order(std::move(findings))};
}

ReadResult read_procedure_file(const std::filesystem::path& file, const Library* library) {
    return read_procedure(read_file(file, readable_bytes), file.string(), library);
}

Procedure load_procedure(const std::filesystem::path& file, const Library* library) {
    ReadResult result = read_procedure_file(file, library);
    if (result.procedure) return *std::move(result.procedure);
    const auto first = std::ranges::find(result.findings, Finding::Severity::error, &Finding::severity);
    throw Error(Fault::input, first->code, first->place, first->text, first->mend);
}

}  // namespace trien::procedure
