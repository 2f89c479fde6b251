// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"
#include "engine/base/json.hpp"

namespace trien::app {

/// What the gate says of a procedure file, checked against the law data of a processes folder.
/// @throws Error(Fault::input) when the file or the law data cannot be read.
[[nodiscard]] Findings lint_procedure(const std::filesystem::path& file, const std::filesystem::path& processes);

/// The procedure as people read it (the ISO sections in order) and as programs do.
struct ShownProcedure {
    std::string text;
    Json json;
};

/// @throws Error(Fault::input) with the first fault when the procedure is not clean.
[[nodiscard]] ShownProcedure show_procedure(const std::filesystem::path& file, const std::filesystem::path& processes);

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
