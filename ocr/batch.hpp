// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "ocr/document.hpp"

namespace trien::ocr {

/// What became of one file of a batch.
struct FileResult {
    std::string name;  ///< relative to the folder given, '/' between parts: also the stem of its output files
    Digest digest;
    Verdict verdict = Verdict::failed;
    std::string duplicate_of;  ///< name of the first file with the same bytes
    int pages = 0;
    std::vector<int> blank_pages;
    std::size_t words = 0;
    std::size_t doubtful_words = 0;
    Json fields;                 ///< name -> {value, certainty}
    std::optional<Error> error;  ///< when failed
};

/// After each page and each file. Called by one thread at a time.
struct Progress {
    std::size_t files = 0;
    std::size_t files_done = 0;
    std::size_t pages_done = 0;
    std::string file;  ///< the one that moved
    int page = 0;      ///< the page just read; 0 when the file is finished
    int pages = 0;     ///< of that file
};

struct Batch {
    std::vector<std::filesystem::path> inputs;  ///< files and folders; folders are walked
    std::filesystem::path output;               ///< folder; made if absent
    unsigned workers = 0;                       ///< threads; 0: as many as the machine has cores
    std::function<void(const Progress&)> on_progress;
    std::stop_token stop;  ///< asked between pages
};

struct BatchReport {
    std::vector<FileResult> files;  ///< in order of name; those finished
    std::size_t skipped = 0;        ///< of them, finished by an earlier run
    bool stopped = false;           ///< by the stop token, with files left
};

/// Reads many papers. Each gives NAME.pdf (searchable), NAME.words.json, NAME.fields.json and NAME.txt in the output
/// folder, each written whole or not at all; one that fails never stops the rest.
///
/// `batch.jsonl` there gets one durable line per finished file: a rerun with the same settings skips those whose bytes
/// are the same and whose outputs are in place, and ends in the same bytes as a run that was never broken off.
/// @throws Error(Fault::usage) when nothing is given or two inputs would share a name; (Fault::environment) when the
///         output folder cannot be written or the language data is missing.
[[nodiscard]] BatchReport run_batch(const Batch& batch, const Settings& settings);

}  // namespace trien::ocr
