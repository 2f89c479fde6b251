// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/message.hpp"
#include "ocr/document.hpp"

namespace trien::ocr {

/// Why a file could not be read, as Error says it.
struct Failure {
    std::string code;
    std::string place;  ///< "scan.pdf (page 3)"
    Message cause;
    Message mend;
};

struct FieldValue {
    std::string value;
    Certainty certainty = Certainty::absent;
    bool operator==(const FieldValue&) const = default;
};

/// What became of one file of a batch.
struct FileResult {
    std::string name;              ///< relative to the folder given: "an-hoa/001.pdf"
    std::string output;            ///< stem of its output files, relative to the output folder: "an-hoa/001"
    std::filesystem::path source;  ///< where it was found; not part of the batch's record
    Digest digest;                 ///< SHA-256 of its bytes
    Verdict verdict = Verdict::failed;
    std::string duplicate_of;  ///< name of the first file with the same bytes
    int pages = 0;
    std::vector<int> blank_pages;
    std::size_t words = 0;
    std::size_t doubtful_words = 0;
    std::map<std::string, FieldValue> fields;  ///< by name
    std::optional<Failure> failure;            ///< when failed
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
    /// Files and folders. Folders are walked for *.pdf, *.png, *.jpg, *.jpeg, *.tif and *.tiff; a file named is always
    /// tried.
    std::vector<std::filesystem::path> inputs;
    std::filesystem::path output;  ///< folder; made if absent
    unsigned workers = 0;          ///< threads; 0: as many as the machine has cores
    std::function<void(const Progress&)> on_progress;
    std::stop_token stop;  ///< asked between pages
};

struct BatchReport {
    std::vector<FileResult> files;     ///< in order of name; those finished
    std::vector<std::string> ignored;  ///< in the folders, but by their names not scans
    std::size_t skipped = 0;           ///< of the files, finished by an earlier run
    bool stopped = false;              ///< by the stop token, with files left
};

/// Reads many papers. Each gives STEM.pdf (searchable), STEM.words.json, STEM.fields.json and STEM.txt in the output
/// folder, each written whole or not at all; one that fails never stops the rest. The stem is the name without its
/// extension, or with it where two inputs differ by that alone.
///
/// `batch.jsonl` there gets one durable line per finished file: a rerun with the same settings skips those whose bytes
/// are the same and whose outputs are in place, tries the failed ones again, and ends in the same bytes as a run that
/// was never broken off.
/// @throws Error(Fault::usage) when there is nothing to read or two inputs have the same name; (Fault::environment)
/// when the
///         output folder cannot be written or the language data is missing.
[[nodiscard]] BatchReport run_batch(const Batch& batch, const Settings& settings);

}  // namespace trien::ocr
