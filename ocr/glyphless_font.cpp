// SPDX-License-Identifier: Apache-2.0
#include "ocr/detail/glyphless_font.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace trien::ocr {

namespace {

// Table layouts: ISO/IEC 14496-22 (OpenType), clause 5. Only the tables a PDF's CIDFontType2 needs (ISO 32000-2, 9.9).
constexpr std::uint32_t units_per_em = 1000;
constexpr std::uint32_t glyphs = 2;  // .notdef, which PDF/A forbids to use, and the empty one

void append16(std::string& table, std::uint32_t value) {
    table += static_cast<char>(value >> 8U & 0xffU);
    table += static_cast<char>(value & 0xffU);
}

void append32(std::string& table, std::uint32_t value) {
    append16(table, value >> 16U);
    append16(table, value & 0xffffU);
}

void append_zeros(std::string& table, std::size_t count) {
    table.append(count, '\0');
}

std::string head() {
    std::string table;
    append32(table, 0x00010000);  // version
    append32(table, 0x00010000);  // font revision
    append32(table, 0);           // check sum adjustment, set when the font is whole
    append32(table, 0x5F0F3CF5);  // magic number
    append16(table, 0);           // flags
    append16(table, units_per_em);
    append_zeros(table, 16);  // created, modified
    append16(table, 0);       // bounding box
    append16(table, 0);
    append16(table, glyphless_advance);
    append16(table, units_per_em);
    append16(table, 0);  // style
    append16(table, 8);  // least readable size
    append16(table, 2);  // direction hint
    append16(table, 0);  // short offsets
    append16(table, 0);  // glyph data format
    return table;
}

std::string hhea() {
    std::string table;
    append32(table, 0x00010000);
    append16(table, units_per_em);  // ascender
    append16(table, 0);             // descender
    append16(table, 0);             // line gap
    append16(table, glyphless_advance);
    append_zeros(table, 22);  // bearings, extents, caret, reserved, format
    append16(table, glyphs);  // advances in hmtx
    return table;
}

std::string hmtx() {
    std::string table;
    for (std::uint32_t i = 0; i < glyphs; ++i) {
        append16(table, glyphless_advance);
        append16(table, 0);
    }
    return table;
}

std::string maxp() {
    std::string table;
    append32(table, 0x00010000);
    append16(table, glyphs);
    append_zeros(table, 8);  // points and contours
    append16(table, 1);      // zones
    append_zeros(table, 16);
    return table;
}

std::uint32_t check_sum(const std::string& bytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        sum += static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (24 - 8 * (i % 4));
    }
    return sum;
}

std::string padded(std::string table) {
    append_zeros(table, (4 - table.size() % 4) % 4);
    return table;
}

}  // namespace

std::string glyphless_font() {
    const std::string no_outlines(4, '\0');
    const std::string no_offsets(2 * (std::size_t{glyphs} + 1), '\0');
    const std::vector<std::pair<std::string, std::string>> tables = {{"glyf", no_outlines}, {"head", head()},
                                                                     {"hhea", hhea()},      {"hmtx", hmtx()},
                                                                     {"loca", no_offsets},  {"maxp", maxp()}};
    std::string font;
    append32(font, 0x00010000);
    append16(font, static_cast<std::uint32_t>(tables.size()));
    append16(font, 64);                                                   // search range: 16 × largest power of 2 in 6
    append16(font, 2);                                                    // its logarithm
    append16(font, static_cast<std::uint32_t>(tables.size()) * 16 - 64);  // the rest
    std::size_t offset = 12 + 16 * tables.size();
    std::size_t head_offset = 0;
    std::string body;
    for (const auto& [name, table] : tables) {
        if (name == "head") head_offset = offset;
        font += name;
        append32(font, check_sum(table));
        append32(font, static_cast<std::uint32_t>(offset));
        append32(font, static_cast<std::uint32_t>(table.size()));
        body += padded(table);
        offset += padded(table).size();
    }
    font += body;
    std::string adjustment;
    append32(adjustment, 0xB1B0AFBAU - check_sum(font));
    return font.replace(head_offset + 8, 4, adjustment);
}

}  // namespace trien::ocr
