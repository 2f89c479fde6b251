// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "ocr/batch.hpp"

namespace trien::ocr {

/// The endings of the files each paper gives.
inline constexpr const char* output_endings[] = {".txt", ".words.json", ".fields.json", ".pdf"};

/// What a batch has finished, kept as JSON lines in its output folder.
class BatchState {
  public:
    /// Reads what an earlier run with the same settings left; a line cut short by a crash is dropped.
    /// @throws Error(Fault::environment) when the folder cannot be written; (Fault::corrupt) when a line is not ours.
    BatchState(std::filesystem::path folder, const Digest& settings);

    /// The result of a file that need not be read again; null when it must.
    [[nodiscard]] const FileResult* finished(const std::string& name,
                                             const std::string& output,
                                             const Digest& digest) const;

    /// Adds one line and flushes it to the disk.
    void record(const FileResult& result) const;

    /// Rewrites the file in order of names, so that it does not tell in which order threads finished.
    void compact(const std::map<std::string, FileResult>& results) const;

  private:
    [[nodiscard]] std::filesystem::path file() const { return folder_ / "batch.jsonl"; }
    void load();

    std::filesystem::path folder_;
    std::string header_;
    std::map<std::string, FileResult> results_;
};

}  // namespace trien::ocr
