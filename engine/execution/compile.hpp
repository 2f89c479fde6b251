// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/bpmn/model.hpp"
#include "engine/execution/net.hpp"

namespace trien::execution {

struct CompileOptions {
    /// Whether `task` and `manualTask` wait until somebody says they are done, as a record of what is done on paper.
    /// The standard lets an engine pass them by (13.3.3).
    bool tasks_wait = true;
    /// Names the version of the file; goes into events and binds the case to it.
    std::string digest;
    /// Variables with spaces or signs in their names that expressions read, but the process does not declare.
    std::vector<std::string> known_names;
};

struct CompileResult {
    std::optional<Net> net;  ///< when no finding is an error
    Findings findings;
};

/// Compiles one executable process of a file.
///
/// First the executable profile is checked (bpmn::check_executable, BPMN-100 …), then what compiling finds itself,
/// EXEC-001 …: see docs/execution.md.
[[nodiscard]] CompileResult compile(const bpmn::Definitions& definitions,
                                    const std::string& process,
                                    const CompileOptions& options = {});

}  // namespace trien::execution
