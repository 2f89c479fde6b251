// SPDX-License-Identifier: Apache-2.0
// Who may include whom (docs/architecture.md), which library stays in which folder, and what stays out of the engine.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> may_include = {
    {"engine/base", {}},
    {"engine/journal", {"engine/base"}},
    {"engine/blob", {"engine/base"}},
    {"engine/calendar", {"engine/base"}},
    {"engine/feel", {"engine/base"}},
    {"engine/lifecycle", {"engine/base"}},
    {"engine/organisation", {"engine/base"}},
    {"engine/registers", {"engine/base"}},
    {"engine/render", {"engine/base"}},
    {"engine/sign", {"engine/base"}},
    {"engine/bpmn", {"engine/base"}},
    {"engine/execution", {"engine/base", "engine/bpmn", "engine/feel"}},
    {"engine/procedure", {"engine/base", "engine/bpmn", "engine/calendar", "engine/execution", "engine/feel"}},
    {"engine/gate",
     {"engine/base", "engine/bpmn", "engine/calendar", "engine/execution", "engine/feel", "engine/organisation",
      "engine/procedure"}},
    {"engine/authority", {"engine/base", "engine/organisation", "engine/calendar"}},
    {"engine/dossier",
     {"engine/base", "engine/calendar", "engine/execution", "engine/procedure", "engine/authority",
      "engine/lifecycle"}},
    {"engine/app",
     {"engine/base", "engine/journal", "engine/blob", "engine/bpmn", "engine/calendar", "engine/procedure",
      "engine/execution", "engine/gate", "engine/organisation", "engine/authority", "engine/lifecycle",
      "engine/dossier", "engine/registers", "engine/render", "engine/sign"}},
    {"ocr", {"engine/base", "engine/blob"}},
    {"cli", {"engine/app", "ocr", "engine/base"}},
    {"examples", {"engine/base"}},
};

/// A library's headers, and the only folder that may name them.
struct LibraryHome {
    std::regex header;
    std::set<std::string> folders;
};

const std::vector<LibraryHome> library_homes = {
    {std::regex("xercesc/.*"), {"engine/bpmn"}},
    {std::regex("bid_.*|re2/.*"), {"engine/feel"}},
    {std::regex("hpdf.*"), {"engine/render"}},
    {std::regex("hb.*"), {"engine/render"}},
    {std::regex("boost/statechart/.*"), {"engine/lifecycle"}},
    {std::regex("boost/.*"), {"engine/lifecycle"}},
    {std::regex("tesseract/.*|allheaders.h|leptonica/.*"), {"ocr", "examples"}},
    {std::regex("qpdf/.*"), {"engine/render", "engine/sign", "ocr"}},
    {std::regex("sqlite3.h|libpq-fe.h"), {"engine/journal"}},
    {std::regex("p11-kit/.*"), {"engine/sign"}},
    {std::regex("openssl/.*"), {"engine/base", "engine/journal", "engine/sign"}},
    {std::regex("unicode/.*"), {"engine/base"}},
    {std::regex("CLI/.*"), {"cli"}},
    {std::regex("curl/.*"), {"cli"}},
    {std::regex("cairo.*|ft2build.h"), {"examples"}},
};

struct Include {
    std::string file;
    std::string folder;
    std::string target;
    bool ours = false;
};

std::string folder_of(const std::string& path) {
    const fs::path parts(path);
    auto part = parts.begin();
    const std::string first = part->string();
    if (first != "engine") return first;
    return first + "/" + (++part)->string();
}

std::vector<std::string> sources() {
    std::vector<std::string> files;
    for (const char* top : {"engine", "ocr", "cli", "examples"}) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(TRIEN_SOURCE_DIR) / top)) {
            const auto extension = entry.path().extension();
            if (extension == ".hpp" || extension == ".cpp") {
                files.push_back(fs::relative(entry.path(), TRIEN_SOURCE_DIR).string());
            }
        }
    }
    std::ranges::sort(files);
    return files;
}

std::vector<std::string> lines_of(const std::string& file) {
    std::ifstream in(fs::path(TRIEN_SOURCE_DIR) / file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::vector<Include> includes() {
    static const std::regex form("^#include ([<\"])([^>\"]+)[>\"].*");
    std::vector<Include> found;
    for (const std::string& file : sources()) {
        for (const std::string& line : lines_of(file)) {
            std::smatch match;
            if (std::regex_match(line, match, form)) {
                found.push_back({file, folder_of(file), match[2], match[1] == "\""});
            }
        }
    }
    return found;
}

TEST(Architecture, EveryFolderIncludesOnlyWhatItMay) {
    for (const Include& include : includes()) {
        if (!include.ours || include.target.starts_with("embedded/")) continue;
        const std::string target = folder_of(include.target);
        const auto rule = may_include.find(include.folder);
        ASSERT_NE(rule, may_include.end()) << include.folder << " has no rule here";
        EXPECT_TRUE(target == include.folder || rule->second.contains(target))
            << include.file << " includes " << include.target << ", which " << include.folder << " may not";
    }
}

TEST(Architecture, EveryLibraryStaysInItsFolder) {
    for (const Include& include : includes()) {
        if (include.ours) continue;
        for (const LibraryHome& home : library_homes) {
            if (!std::regex_match(include.target, home.header)) continue;
            EXPECT_TRUE(home.folders.contains(include.folder))
                << include.file << " includes <" << include.target << ">, which is not for " << include.folder;
            break;
        }
    }
}

TEST(Architecture, PublicHeadersNameNoCLibrary) {
    static const std::regex c_library(
        "xercesc/.*|bid_.*|re2/.*|hpdf.*|tesseract/.*|allheaders.h|sqlite3.h|libpq-fe.h|p11-kit/.*|openssl/.*|curl/"
        ".*|boost/.*");
    // Headers that only the folder's own sources include.
    static const std::set<std::string> inner = {"detail"};
    for (const Include& include : includes()) {
        if (include.ours || !include.file.ends_with(".hpp")) continue;
        const bool hidden = std::ranges::any_of(fs::path(include.file),
                                                [](const fs::path& part) { return inner.contains(part.string()); });
        EXPECT_TRUE(hidden || !std::regex_match(include.target, c_library))
            << include.file << " shows <" << include.target << "> to its readers";
    }
}

TEST(Architecture, OnlyBaseReadsTheClockAndTheDice) {
    static const std::regex impure(
        "system_clock::now|steady_clock::now|std::random_device|\\brand\\(|\\btime\\(nullptr");
    for (const std::string& file : sources()) {
        const std::string folder = folder_of(file);
        if (!folder.starts_with("engine/") || folder == "engine/base") continue;
        for (const std::string& line : lines_of(file)) {
            EXPECT_FALSE(std::regex_search(line, impure)) << file << ": " << line;
        }
    }
}

TEST(Architecture, EverySourceNamesItsLicence) {
    for (const std::string& file : sources()) {
        const auto lines = lines_of(file);
        ASSERT_FALSE(lines.empty()) << file;
        EXPECT_EQ(lines.front(), "// SPDX-License-Identifier: Apache-2.0") << file;
    }
}

}  // namespace
