// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/json.hpp"
#include "ocr/clean.hpp"
#include "ocr/fields.hpp"
#include "ocr/image.hpp"
#include "ocr/recognise.hpp"

namespace trien::ocr {

/// Everything that decides how papers are read.
struct Settings {
    Limits limits;
    CleanSettings clean;
    RecogniseSettings recognise;
    FieldSettings fields;
    int doubtful_confidence = 0;  ///< words below it count as doubtful
    Digest digest;                ///< of the files the settings came from; part of a batch's identity
};

/// Reads settings.json and the dictionaries beside it (documents.json).
/// @param folder  the `ocr` folder of the program's data.
/// @throws Error(Fault::input) naming file and member.
[[nodiscard]] Settings load_settings(const std::filesystem::path& folder);

/// One page as read. Boxes are in pixels of the page as it lies in its file.
struct Page {
    int number = 1;
    int width = 0;
    int height = 0;
    int dpi = 0;
    CleanReport report;
    std::vector<Block> blocks;

    /// Lines in reading order, one per line, blocks parted by an empty line.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::size_t words() const;
};

/// How far a paper came.
enum class Verdict : std::uint8_t {
    done,          ///< agency, number, date and kind are sure, the symbol too if there is one
    needs_review,  ///< a person has to look
    failed,        ///< could not be read; `error` says why
    duplicate,     ///< the same bytes came before
};

/// "done", "needs_review", "failed" or "duplicate".
[[nodiscard]] std::string_view text(Verdict verdict);

/// One paper file as read.
struct Document {
    std::filesystem::path source;
    Digest digest;  ///< SHA-256 of the file's bytes, which are never changed
    std::vector<Page> pages;
    Fields fields;
    Verdict verdict = Verdict::done;

    /// The pages' texts, parted by form feeds.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::size_t words() const;
    [[nodiscard]] std::size_t doubtful_words(int confidence) const;
    [[nodiscard]] std::vector<int> blank_pages() const;
};

/// Reads one paper from file to fields.
/// @param workers  threads over the pages; 0: as many as the machine has cores.
/// @throws Error as open_pages and Recogniser do, naming file and page.
[[nodiscard]] Document read_document(const std::filesystem::path& file, const Settings& settings, unsigned workers = 0);

/// The words with boxes and confidences; schema "trien.ocr.words/1".
[[nodiscard]] Json words_json(const Document& document);
/// The fields with certainty, boxes and reasons; schema "trien.ocr.fields/1".
[[nodiscard]] Json fields_json(const Document& document);

}  // namespace trien::ocr
