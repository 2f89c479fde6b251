// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/error.hpp"
#include "ocr/image.hpp"

namespace trien::ocr {

/// "scan.pdf (page 3)".
[[nodiscard]] Place page_place(const std::string& file, int number);

/// The picture cannot be decoded.
[[nodiscard]] Error damaged(Place place);

/// @throws Error(Fault::input) "ocr.too-large" when a picture would decode into more than the limits allow.
void require_size(const Place& place, std::int64_t width, std::int64_t height, const Limits& limits);

/// @throws Error(Fault::input) "ocr.no-pages" or "ocr.too-many-pages".
void require_pages(const Place& place, std::int64_t pages, const Limits& limits);

/// The picture inside a PNG file as a PDF can carry it; nothing when it is interlaced, see-through, coloured by a
/// palette or of another depth than 1 or 8 bits.
[[nodiscard]] std::optional<Encoded> png_as_is(const std::string& file);

}  // namespace trien::ocr
