// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

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

}  // namespace trien::app
