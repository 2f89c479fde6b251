// SPDX-License-Identifier: Apache-2.0
#include "ocr/detail/g4.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace trien::ocr {

namespace {

void append(std::string& file, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) file += static_cast<char>(value >> (8 * i) & 0xffU);
}

}  // namespace

std::string tiff_of_g4(const Encoded& encoded) {
    constexpr std::uint32_t header_size = 8;
    const auto strip = static_cast<std::uint32_t>(encoded.bytes.size());
    const std::uint32_t directory = header_size + strip + strip % 2;
    // TIFF 6.0, section 11: the baseline fields of a bilevel picture, here all as LONG.
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> fields = {
        {256, static_cast<std::uint32_t>(encoded.width)},   // ImageWidth
        {257, static_cast<std::uint32_t>(encoded.height)},  // ImageLength
        {258, 1},                                           // BitsPerSample
        {259, 4},                                           // Compression: T.6
        {262, encoded.black_is_zero ? 0U : 1U},             // PhotometricInterpretation
        {273, header_size},                                 // StripOffsets
        {277, 1},                                           // SamplesPerPixel
        {278, static_cast<std::uint32_t>(encoded.height)},  // RowsPerStrip
        {279, strip},                                       // StripByteCounts
    };
    std::string file = "II*";
    append(file, 0, 1);
    append(file, directory, 4);
    file += encoded.bytes;
    if (strip % 2 != 0) append(file, 0, 1);
    append(file, static_cast<std::uint32_t>(fields.size()), 2);
    for (const auto& [tag, value] : fields) {
        constexpr std::uint32_t type_long = 4;
        append(file, tag, 2);
        append(file, type_long, 2);
        append(file, 1, 4);
        append(file, value, 4);
    }
    append(file, 0, 4);
    return file;
}

}  // namespace trien::ocr
