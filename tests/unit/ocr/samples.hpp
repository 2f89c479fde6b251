// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "examples/papers/sample.hpp"
#include "ocr/document.hpp"

namespace trien::ocr {

/// The settings the program ships.
inline const Settings& shipped_settings() {
    static const Settings settings = load_settings(std::filesystem::path(TRIEN_SOURCE_DIR) / "ocr" / "data");
    return settings;
}

/// A sample paper written to disk, with its truth.
struct SampleFile {
    std::filesystem::path path;
    Json truth;

    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> all;
        for (const Json& page : truth.at("pages")) {
            for (const Json& line : page.at("lines")) all.push_back(line.get<std::string>());
        }
        return all;
    }
    [[nodiscard]] std::string field(const std::string& name) const { return truth.at("fields").value(name, ""); }
};

inline papers::Request request_of(papers::Kind kind, papers::Degradation degradation, std::uint64_t seed = 102) {
    return {seed, kind, degradation, papers::usual_format(degradation), false};
}

inline SampleFile write_sample(const std::filesystem::path& folder,
                               const papers::Request& request,
                               const std::string& stem = "paper") {
    const papers::Sample sample = papers::make_sample(request);
    SampleFile file{folder / (stem + "." + sample.extension), parse_json(sample.truth, "truth")};
    write_file(file.path, sample.bytes);
    return file;
}

}  // namespace trien::ocr
