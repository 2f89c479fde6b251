// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "ocr/image.hpp"

namespace trien::ocr {

/// A PDF header may stand anywhere in the first 1,024 bytes (readers' practice since PDF 1.3).
[[nodiscard]] bool is_pdf(std::string_view bytes);

/// The pages of a PDF whose bytes are given; `file` is what the renderer opens.
[[nodiscard]] std::unique_ptr<PageSource> open_pdf(const std::filesystem::path& file,
                                                   std::string bytes,
                                                   const Limits& limits);

}  // namespace trien::ocr
