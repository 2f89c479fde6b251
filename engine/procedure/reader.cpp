// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/reader.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "embedded/procedure_schema.hpp"

#include "engine/base/digest.hpp"
#include "engine/base/file.hpp"
#include "engine/bpmn/reader.hpp"
#include "engine/procedure/detail/faults.hpp"
#include "engine/procedure/detail/flow_graph.hpp"
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

/// The tree, by the schemas of BPMN and ours. What BPMN-001 … BPMN-006 are to any file, PROC-001 … PROC-006 are to a
/// procedure.
bpmn::XmlResult read_xml(std::string_view bytes, const std::string& name) {
    static const bpmn::Reader reader({{"iso-procedure.xsd", embedded::procedure_schema().front().bytes}});
    bpmn::XmlResult xml = reader.read_xml(bytes, name);
    for (Finding& finding : xml.findings) finding.code.replace(0, std::string_view("BPMN").size(), "PROC");
    return xml;
}

/// Checks a draft and compiles its net when nothing is wrong with the drawing.
void check(detail::Draft& draft, const Library* library, detail::Faults& faults) {
    detail::check_flow(draft.graph, draft.process, faults);
    detail::check_rules(draft, library, faults);
    if (!passes(faults.findings())) return;
    draft.procedure.net = detail::compile(draft.graph);
    detail::check_returns(draft, faults);
}

}  // namespace

ReadResult read_procedure(std::string_view bytes, const std::string& name, const Library* library) {
    bpmn::XmlResult xml = read_xml(bytes, name);
    if (!xml.root) return {std::nullopt, in_file_order(std::move(xml.findings))};

    detail::Faults faults(name);
    auto draft = detail::interpret(*xml.root, faults);
    if (draft) check(*draft, library, faults);
    ReadResult result{std::nullopt, in_file_order(faults.findings())};
    if (!draft || !passes(result.findings)) return result;
    draft->procedure.digest = sha256(bytes);
    result.procedure = std::move(draft->procedure);
    return result;
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
