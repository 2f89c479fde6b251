// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"

namespace trien::app {

/// What a procedure file is checked against.
struct LintRequest {
    std::filesystem::path processes;                    ///< folder of the law data
    std::optional<std::filesystem::path> organisation;  ///< the office that is to work by it
    std::optional<Date> on;                             ///< today; nothing: from the first day in force
};

/// Whether a file is a procedure, and what the gate says of it when it is.
struct LintedProcedure {
    Findings findings;  ///< of the file
    /// The gate's report (docs/gate.md); nothing when the file has errors.
    struct Gate {
        bool may_issue = false;
        Message text;
        Json json;
    };
    std::optional<Gate> gate;

    [[nodiscard]] bool is_clean() const { return gate && gate->may_issue; }
};

/// @throws Error(Fault::input) when the file, the law data or the organisation cannot be read.
[[nodiscard]] LintedProcedure lint_procedure(const std::filesystem::path& file, const LintRequest& request);

/// The procedure as people read it (the ISO sections in order) and as programs do.
struct ShownProcedure {
    std::string text;
    Json json;
};

/// @throws Error(Fault::input) with the first fault when the procedure is not clean.
[[nodiscard]] ShownProcedure show_procedure(const std::filesystem::path& file, const std::filesystem::path& processes);

/// What a role does over all these procedures (procedure/handbook.hpp).
/// @throws Error(Fault::usage) when the library has no such role, Error(Fault::input) with the first fault of a
///         procedure that is not clean.
[[nodiscard]] ShownProcedure show_handbook(const std::string& role,
                                           const std::vector<std::filesystem::path>& files,
                                           const std::filesystem::path& processes);

/// What changed from one issue of a procedure to another (procedure/difference.hpp).
struct ComparedProcedures {
    bool same = false;
    Message text;
    Json json;
    std::vector<std::string> changed;  ///< ids of changed elements that the new issue's first diagram shows
};

/// @throws Error(Fault::input) with the first fault of a procedure that is not clean.
[[nodiscard]] ComparedProcedures compare_procedures(const std::filesystem::path& before,
                                                    const std::filesystem::path& after,
                                                    const std::filesystem::path& processes);

/// What a procedure is printed with.
struct PrintRequest {
    std::filesystem::path processes;  ///< folder of the law data
    std::filesystem::path templates;  ///< folder of the wording of documents
};

/// The controlled document as PDF/A-3u in the official layout, with the file itself attached. The same files give the
/// same bytes.
/// @throws Error(Fault::input) with the first fault when the procedure is not clean, or a file cannot be read.
[[nodiscard]] std::string print_procedure(const std::filesystem::path& file, const PrintRequest& request);

/// Which picture of a procedure's file is wanted.
struct PictureRequest {
    std::vector<std::string> highlighted;  ///< ids of elements, drawn in red
    std::size_t diagram = 1;               ///< of the file's, from 1
};

/// The picture when the file is sound BPMN 2.0.1, and what is wrong when not.
struct DrawnProcedure {
    std::optional<std::string> svg;
    Findings findings;
};

/// Any BPMN file can be drawn, not only one this engine executes. One without a diagram is laid out.
/// @throws Error(Fault::input) when the file cannot be read, Error(Fault::usage) when it has no such diagram or the
///         diagram does not show what is to be highlighted.
[[nodiscard]] DrawnProcedure draw_procedure(const std::filesystem::path& file, const PictureRequest& request);

}  // namespace trien::app
