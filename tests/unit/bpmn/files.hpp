// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/bpmn/reader.hpp"

namespace trien::bpmn {

/// A file around some root elements.
inline std::string file_of(std::string_view roots) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:t=\"urn:t\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"urn:t\">\n" +
           std::string(roots) + "\n</definitions>\n";
}

/// A file of one executable process.
inline std::string executable(std::string_view flow_elements, std::string_view roots = "") {
    return file_of(std::string(roots) + "<process id=\"p\" isExecutable=\"true\">\n" + std::string(flow_elements) +
                   "\n</process>");
}

inline const Reader& reader() {
    static const Reader reader;
    return reader;
}

/// A file that must be sound.
inline File read(std::string_view bytes, const std::string& name = "f.bpmn") {
    ReadResult result = reader().read(bytes, name);
    if (result.file) return *std::move(result.file);
    throw std::logic_error(result.findings.front().place.text() + ": " + result.findings.front().text.en);
}

inline std::vector<std::string> codes(const Findings& findings) {
    std::vector<std::string> codes;
    for (const Finding& finding : findings) codes.push_back(finding.code);
    return codes;
}

/// "BPMN-010 id", for each finding.
inline std::vector<std::string> found(const Findings& findings) {
    std::vector<std::string> found;
    for (const Finding& finding : findings) found.push_back(finding.code + " " + finding.place.element);
    return found;
}

inline const std::filesystem::path shipped =
    std::filesystem::path(TRIEN_SOURCE_DIR) / "processes/2.000815-chung-thuc-ban-sao.bpmn";

/// The reference models of the BPMN Model Interchange Working Group, by name. None when TRIEN_SHARED does not lead to
/// them.
inline std::vector<std::filesystem::path> interchange_models() {
    const char* const shared = std::getenv("TRIEN_SHARED");
    const auto folder = std::filesystem::path(shared == nullptr ? "" : shared) / "data/bpmn/miwg";
    std::vector<std::filesystem::path> files;
    if (shared == nullptr || !std::filesystem::is_directory(folder)) return files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

}  // namespace trien::bpmn
