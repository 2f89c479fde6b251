// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/compile.hpp"

#include <fmt/format.h>

#include "engine/bpmn/profile.hpp"
#include "engine/execution/detail/compiler.hpp"

namespace trien::execution {

CompileResult compile(const bpmn::Definitions& definitions, const std::string& process, const CompileOptions& options) {
    Findings findings = bpmn::check_executable(definitions);
    const bpmn::Process* source = bpmn::find(definitions.processes, process);
    if (source == nullptr || !source->is_executable) {
        findings.push_back({Finding::Severity::error,
                            "EXEC-001",
                            definitions.place,
                            {fmt::format("Tệp không có quy trình chạy được mang mã “{}”", process),
                             fmt::format("the file has no executable process {}", process)},
                            {"Đặt isExecutable=\"true\" cho quy trình đó", "set isExecutable=\"true\" on it"}});
    }
    if (!passes(findings)) return {std::nullopt, std::move(findings)};
    detail::Compiler compiler(definitions, options);
    compiler.compile(*source);
    CompileResult result = compiler.take_result();
    result.findings.insert(result.findings.begin(), findings.begin(), findings.end());
    return result;
}

}  // namespace trien::execution
