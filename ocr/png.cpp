// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <string_view>

#include "ocr/detail/faults.hpp"

namespace trien::ocr {

namespace {

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4)) value = value << 8U | static_cast<unsigned char>(c);
    return value;
}

// PNG (ISO/IEC 15948), 11.2.2: colour type 0 is grey, 2 is RGB; the others need a palette or a mask in a PDF.
bool is_carried(unsigned char bits, unsigned char colour, unsigned char interlace) {
    return interlace == 0 && ((colour == 0 && (bits == 1 || bits == 8)) || (colour == 2 && bits == 8));
}

}  // namespace

std::optional<Encoded> png_as_is(const std::string& file) {
    constexpr std::size_t signature = 8;
    constexpr std::size_t around_data = 12;  // length, name and check sum of a chunk
    Encoded encoded;
    std::string_view rest = file;
    if (!rest.starts_with("\x89PNG")) return std::nullopt;
    rest.remove_prefix(signature);
    while (rest.size() >= around_data) {
        const std::size_t length = big_endian(rest);
        const std::string_view name = rest.substr(4, 4);
        if (length > rest.size() - around_data) return std::nullopt;
        const std::string_view data = rest.substr(8, length);
        if (name == "tRNS") return std::nullopt;
        if (name == "IDAT") encoded.bytes += data;
        if (name == "IHDR") {
            const auto bits = static_cast<unsigned char>(data.at(8));
            const auto colour = static_cast<unsigned char>(data.at(9));
            if (!is_carried(bits, colour, static_cast<unsigned char>(data.at(12)))) return std::nullopt;
            encoded.width = static_cast<int>(big_endian(data));
            encoded.height = static_cast<int>(big_endian(data.substr(4)));
            encoded.components = colour == 2 ? 3 : 1;
            encoded.bits = bits;
        }
        rest.remove_prefix(around_data + length);
    }
    encoded.png_predictor = true;
    return encoded;
}

}  // namespace trien::ocr
