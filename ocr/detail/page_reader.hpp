// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ocr/document.hpp"

namespace trien::ocr {

/// What one worker thread needs to read pages: its own recogniser.
class PageReader {
  public:
    explicit PageReader(const Settings& settings);

    /// @throws Error placed at the file and page.
    [[nodiscard]] Page read(PageSource& source, const std::string& file, int number);

  private:
    const Settings& settings_;
    Recogniser recogniser_;
};

/// Puts the pages of a file together and finds its fields.
[[nodiscard]] Document assemble(const std::filesystem::path& file,
                                const Digest& digest,
                                std::vector<Page> pages,
                                const Settings& settings);

/// As many as asked for, else as the machine has cores, but no more than there is work.
[[nodiscard]] unsigned worker_count(unsigned asked, std::size_t work);

}  // namespace trien::ocr
