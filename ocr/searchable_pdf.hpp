// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ocr/document.hpp"

namespace trien::ocr {

/// A PDF/A-2u of the paper: each page's picture as it was scanned and, unseen over it, the words where they stand.
///
/// JPEG and G4 bytes pass unchanged. The same document gives the same bytes.
/// @param source  the pages `document` was read from; pictures are fetched one at a time.
[[nodiscard]] std::string searchable_pdf(const Document& document, PageSource& source);

}  // namespace trien::ocr
