// SPDX-License-Identifier: Apache-2.0
#include "engine/render/detail/srgb_profile.hpp"

#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace trien::render {

namespace {

void append_16(std::string& out, unsigned value) {
    out += static_cast<char>(value >> 8U & 0xFFU);
    out += static_cast<char>(value & 0xFFU);
}

void append_32(std::string& out, unsigned value) {
    append_16(out, value >> 16U);
    append_16(out, value & 0xFFFFU);
}

/// Signed 15.16 fixed point (ICC.1:2001-04, 5.3.2).
void append_fixed(std::string& out, double value) {
    append_32(out, static_cast<unsigned>(std::lround(value * 65'536)));
}

std::string tag(std::string_view signature) {
    return std::string(signature) + std::string(4, '\0');
}

std::string padded(std::string data) {
    data.resize((data.size() + 3) / 4 * 4, '\0');
    return data;
}

std::string xyz(double x, double y, double z) {
    std::string data = tag("XYZ ");
    for (const double part : {x, y, z}) append_fixed(data, part);
    return data;
}

/// The transfer function of IEC 61966-2-1, 5.2, in 256 samples.
std::string transfer_curve() {
    constexpr int samples = 256;
    std::string data = tag("curv");
    append_32(data, samples);
    for (int i = 0; i < samples; ++i) {
        const double encoded = i / (samples - 1.0);
        const double linear = encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
        append_16(data, static_cast<unsigned>(std::lround(linear * 65'535)));
    }
    return padded(data);
}

/// textDescriptionType (ICC.1:2001-04, 6.5.17): ASCII, then empty Unicode and ScriptCode parts.
std::string description(std::string_view text) {
    std::string data = tag("desc");
    append_32(data, static_cast<unsigned>(text.size() + 1));
    data += text;
    return padded(data + std::string(1 + 8 + 3 + 67, '\0'));
}

std::string header(std::size_t profile_size) {
    std::string data;
    append_32(data, static_cast<unsigned>(profile_size));
    append_32(data, 0);
    append_32(data, 0x02100000);  // version 2.1
    data += "mntrRGB XYZ ";
    for (const unsigned part : {2026U, 1U, 1U, 0U, 0U, 0U}) append_16(data, part);
    data += "acsp";
    data += std::string(28, '\0');
    for (const double part : {0.9642, 1.0, 0.8249}) append_fixed(data, part);  // illuminant D50
    data.resize(128, '\0');
    return data;
}

}  // namespace

std::string srgb_profile() {
    // The sRGB primaries adapted to D50.
    const std::vector<std::pair<std::vector<std::string_view>, std::string>> tags = {
        {{"desc"}, description("sRGB")},
        {{"cprt"}, padded(tag("text") + "CC0" + '\0')},
        {{"wtpt"}, xyz(0.9642, 1, 0.8249)},
        {{"rXYZ"}, xyz(0.43607, 0.22249, 0.01392)},
        {{"gXYZ"}, xyz(0.38515, 0.71687, 0.09708)},
        {{"bXYZ"}, xyz(0.14307, 0.06061, 0.71410)},
        {{"rTRC", "gTRC", "bTRC"}, transfer_curve()},
    };
    constexpr std::size_t entries = 9;
    constexpr std::size_t data_start = 128 + 4 + 12 * entries;

    std::string directory;
    std::string data;
    append_32(directory, entries);
    for (const auto& [signatures, content] : tags) {
        for (const std::string_view signature : signatures) {
            directory += signature;
            append_32(directory, static_cast<unsigned>(data_start + data.size()));
            append_32(directory, static_cast<unsigned>(content.size()));
        }
        data += content;
    }
    return header(data_start + data.size()) + directory + data;
}

}  // namespace trien::render
