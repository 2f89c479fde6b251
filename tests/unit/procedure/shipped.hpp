// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/reader.hpp"

namespace trien::procedure {

inline const std::filesystem::path processes = std::filesystem::path(TRIEN_SOURCE_DIR) / "processes";

/// The law data that ships.
inline const Library& law() {
    static const Library library = Library::load(processes);
    return library;
}

/// The procedure file that ships: certification of copies.
inline const std::string& shipped_bytes() {
    static const std::string bytes = read_file(processes / "2.000815-chung-thuc-ban-sao.bpmn");
    return bytes;
}

inline const Procedure& shipped() {
    static const Procedure procedure = read_procedure(shipped_bytes(), "shipped.bpmn", &law()).procedure.value();
    return procedure;
}

/// All procedure files that ship, by name.
inline std::vector<std::filesystem::path> procedure_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(processes)) {
        if (entry.path().extension() == ".bpmn") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

/// A text with one passage, which must be there, replaced at its first place.
inline std::string with(std::string text, std::string_view old_passage, std::string_view new_passage) {
    const auto at = text.find(old_passage);
    if (at == std::string::npos) throw std::logic_error("no such passage: " + std::string(old_passage));
    return text.replace(at, old_passage.size(), new_passage);
}

/// The shipped file with one passage replaced.
inline std::string shipped_with(std::string_view old_passage, std::string_view new_passage) {
    return with(shipped_bytes(), old_passage, new_passage);
}

/// The line of a passage in a text, from 1.
inline std::int64_t line_of(std::string_view text, std::string_view passage) {
    const auto before = text.substr(0, text.find(passage));
    return std::count(before.begin(), before.end(), '\n') + 1;
}

/// The codes of findings, in their order.
inline std::vector<std::string> codes(const Findings& findings) {
    std::vector<std::string> codes;
    for (const Finding& finding : findings) codes.push_back(finding.code);
    return codes;
}

}  // namespace trien::procedure
