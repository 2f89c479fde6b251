// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure {

/// What reading a procedure gave: the procedure when no finding is an error, and every finding in the order of the
/// file.
struct ReadResult {
    std::optional<Procedure> procedure;
    Findings findings;
};

/// Reads an executable BPMN 2.0.1 file (ISO/IEC 19510:2013) with the extension urn:trien:iso-procedure:1.
///
/// The file is hostile until proven otherwise: at most 4 MiB and 100 levels deep, no DOCTYPE, no entity but the five of
/// XML, no schema location followed, nothing fetched. It is checked against the OMG schemas and ours, then against the
/// rules PROC-001 … of docs/procedure-format.md; a file that fails one stage is not taken to the next. Whatever this
/// engine does not execute is an error inside an executable process, never skipped.
///
/// Safe to call from several threads at once.
/// @param name     stands for the file in places.
/// @param library  resolves roles, fees, grounds, statements and registers when given.
[[nodiscard]] ReadResult read_procedure(std::string_view bytes,
                                        const std::string& name,
                                        const Library* library = nullptr);

/// The same, from a file.
/// @throws Error(Fault::input) when the file cannot be read.
[[nodiscard]] ReadResult read_procedure_file(const std::filesystem::path& file, const Library* library = nullptr);

/// The procedure of a file that must be clean.
/// @throws Error(Fault::input) with the code and place of the first error among the findings.
[[nodiscard]] Procedure load_procedure(const std::filesystem::path& file, const Library* library = nullptr);

}  // namespace trien::procedure
