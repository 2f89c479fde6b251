// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ocr/geometry.hpp"
#include "ocr/image.hpp"

namespace trien::ocr {

/// One word. Text in NFC; confidence 0..100 as the recogniser gives it, which says little about single letters.
struct Word {
    std::string text;
    Box box;
    int confidence = 0;
};

struct Line {
    std::vector<Word> words;  ///< never empty
    Box box;

    /// The words with single spaces.
    [[nodiscard]] std::string text() const;
};

/// Lines that belong together: a cell of the head, a paragraph, a column.
struct Block {
    std::vector<Line> lines;
    Box box;
};

struct RecogniseSettings {
    std::string language;   ///< traineddata name: "vie"
    std::string data_path;  ///< folder of the traineddata; empty: where the system keeps it
};

/// Reads pages. Costs 0.1 s and 16 MB to make, so each worker thread keeps one; not for use by two threads at once.
class Recogniser {
  public:
    /// @throws Error(Fault::environment) "ocr.no-language" when the language data is missing.
    explicit Recogniser(const RecogniseSettings& settings);
    ~Recogniser();
    Recogniser(const Recogniser&) = delete;
    Recogniser& operator=(const Recogniser&) = delete;

    /// Words in reading order; boxes in pixels of `image`.
    /// @throws Error(Fault::external) when the recogniser gives up on the picture.
    [[nodiscard]] std::vector<Block> read(const Image& image);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace trien::ocr
