// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace trien::render {

/// An image in the form PDF embeds it (ISO 32000-1, 8.9.5).
struct EncodedImage {
    int width = 0;        ///< pixels
    int height = 0;       ///< pixels
    int bits = 8;         ///< per component
    std::string entries;  ///< the dictionary's colour space and filter, as PDF text
    std::string data;     ///< the stream
    std::string alpha;    ///< opacity, one byte a pixel, row by row; empty where the image is opaque
};

/// Prepares a JPEG or PNG file for a PDF without touching its pixels: the compressed data goes in as it is. Only a PNG
/// with an alpha channel is unpacked, because PDF keeps opacity apart from colour.
///
/// @throws Error(Fault::input) when the bytes are neither, are damaged, or use what archival PDF forbids or cannot say:
///         CMYK or 12-bit JPEG, interlaced PNG, PNG with transparent colours outside an alpha channel.
[[nodiscard]] EncodedImage read_image(std::string_view file);

}  // namespace trien::render
