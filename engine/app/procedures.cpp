// SPDX-License-Identifier: Apache-2.0
#include "engine/app/procedures.hpp"

#include <nlohmann/json.hpp>

#include "engine/procedure/describe.hpp"
#include "engine/procedure/reader.hpp"

namespace trien::app {

Findings lint_procedure(const std::filesystem::path& file, const std::filesystem::path& processes) {
    const auto library = procedure::Library::load(processes);
    return procedure::read_procedure_file(file, &library).findings;
}

ShownProcedure show_procedure(const std::filesystem::path& file, const std::filesystem::path& processes) {
    const auto library = procedure::Library::load(processes);
    const auto procedure = procedure::load_procedure(file, &library);
    return {procedure::describe(procedure, &library), procedure::to_json(procedure)};
}

}  // namespace trien::app
