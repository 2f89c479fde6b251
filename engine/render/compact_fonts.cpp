// SPDX-License-Identifier: Apache-2.0
#include "engine/render/detail/compact_fonts.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/render/detail/letters.hpp"
#include "engine/render/detail/qpdf.hpp"
#include "engine/render/detail/truetype.hpp"

namespace trien::render {

namespace {

/// A letter a document uses: its code (and CID), and its glyph in libharu's copy of the font.
struct UsedLetter {
    std::uint16_t code;
    char32_t letter;
    std::uint32_t glyph;
};

using UsedLetters = std::vector<UsedLetter>;

std::string bytes_of(QPDFObjectHandle stream) {
    const auto data = stream.getStreamData();
    return {reinterpret_cast<const char*>(data->getBuffer()), data->getSize()};
}

std::uint32_t number_at(std::string_view map, std::size_t index) {
    if (2 * index + 1 >= map.size()) return 0;
    return static_cast<unsigned char>(map[2 * index]) * 256U + static_cast<unsigned char>(map[2 * index + 1]);
}

/// libharu keeps the outlines of the letters drawn (and of the parts they are composed of) and empties the others, so
/// the font itself says what was drawn. The space has no outline and is always kept.
UsedLetters used_letters(const TrueType& font, std::string_view glyph_map) {
    UsedLetters used;
    for (std::size_t position = 0; position < letter_count(); ++position) {
        const std::uint16_t code = code_at(position);
        const char32_t letter = letter_at(position);
        const std::uint32_t glyph = number_at(glyph_map, code);
        if (glyph != 0 && (letter == U' ' || font.has_ink(glyph))) used.push_back({code, letter, glyph});
    }
    return used;
}

/// ISO 32000-1, 9.7.4.3: runs of consecutive CIDs with their widths.
std::string width_array(const TrueType& font, const UsedLetters& used) {
    std::string out = "[";
    unsigned expected = 0;
    for (const UsedLetter& letter : used) {
        if (letter.code != expected) out += fmt::format("{}{} [", expected == 0 ? "" : "] ", letter.code);
        out += fmt::format("{:.3f} ", font.advance(letter.glyph));
        expected = letter.code + 1U;
    }
    return out + "]]";
}

std::string glyph_map_of(const UsedLetters& used, const std::vector<std::uint32_t>& glyphs) {
    std::string map(2 * (used.back().code + std::size_t{1}), '\0');
    for (std::size_t i = 0; i < used.size(); ++i) {
        map[2 * std::size_t{used[i].code}] = static_cast<char>(glyphs[i] >> 8U);
        map[2 * std::size_t{used[i].code} + 1] = static_cast<char>(glyphs[i] & 0xFFU);
    }
    return map;
}

/// ISO 32000-1, 9.10.3; at most 100 entries a block (Adobe Technical Note 5411).
std::string unicode_map(const UsedLetters& used) {
    constexpr std::size_t block = 100;
    std::string out =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    for (std::size_t start = 0; start < used.size(); start += block) {
        const std::size_t end = std::min(start + block, used.size());
        out += fmt::format("{} beginbfchar\n", end - start);
        for (std::size_t i = start; i < end; ++i) {
            out += fmt::format("<{:04X}> <{:04X}>\n", used[i].code, static_cast<unsigned>(used[i].letter));
        }
        out += "endbfchar\n";
    }
    return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

/// Six capitals that differ where subsets differ (ISO 32000-1, 9.6.4), also between a document and a picture that a
/// signature brings into it.
std::string subset_tag(const std::string& subset) {
    std::string tag;
    const Digest digest = sha256(subset);
    for (std::size_t i = 0; i < 6; ++i) tag += static_cast<char>('A' + digest.bytes.at(i) % 26);
    return tag;
}

/// "TRIENA+LiberationSerif-Bold,Bold", as libharu names it, to "LiberationSerif-Bold".
std::string postscript_name(std::string name) {
    name = name.substr(0, name.find(','));
    const std::size_t plus = name.find('+');
    return plus == std::string::npos ? name.substr(1) : name.substr(plus + 1);
}

void name_font(QPDFObjectHandle font,
               QPDFObjectHandle descendant,
               QPDFObjectHandle descriptor,
               const std::string& tag) {
    const std::string real_name = postscript_name(descriptor.getKey("/FontName").getName());
    const auto name = QPDFObjectHandle::newName("/" + tag + "+" + real_name);
    font.replaceKey("/BaseFont", name);
    descendant.replaceKey("/BaseFont", name);
    descriptor.replaceKey("/FontName", name);
    // TrueType does not tell the width of its stems; these are Times's, whose measures Liberation Serif shares.
    descriptor.replaceKey("/StemV",
                          QPDFObjectHandle::newInteger(real_name.find("Bold") == std::string::npos ? 84 : 139));
}

void compact(QPDF& pdf, QPDFObjectHandle font) {
    QPDFObjectHandle descendant = font.getKey("/DescendantFonts").getArrayItem(0);
    QPDFObjectHandle descriptor = descendant.getKey("/FontDescriptor");
    const TrueType outlines(bytes_of(descriptor.getKey("/FontFile2")));
    const UsedLetters used = used_letters(outlines, bytes_of(descendant.getKey("/CIDToGIDMap")));
    if (used.empty()) {
        throw Error(Fault::corrupt, "render.foreign-font", {},
                    {"Phông chữ nhúng không đúng dạng", "an embedded font is not of the expected form"});
    }

    std::vector<std::uint32_t> glyphs;
    for (const UsedLetter& letter : used) glyphs.push_back(letter.glyph);
    const TrueType::Outlines reduced = outlines.outlines(glyphs);
    QPDFObjectHandle file = QPDFObjectHandle::newStream(&pdf, reduced.bytes);
    file.getDict().replaceKey("/Length1", QPDFObjectHandle::newInteger(static_cast<long long>(reduced.bytes.size())));

    descriptor.replaceKey("/FontFile2", file);
    descriptor.replaceKey("/CapHeight", QPDFObjectHandle::newReal(outlines.cap_height(), 3));
    descendant.replaceKey("/CIDToGIDMap", QPDFObjectHandle::newStream(&pdf, glyph_map_of(used, reduced.renumbered)));
    descendant.replaceKey("/W", QPDFObjectHandle::parse(width_array(outlines, used)));
    descendant.replaceKey("/DW", QPDFObjectHandle::newInteger(1000));
    descendant.removeKey("/DW2");
    descendant.getKey("/CIDSystemInfo").replaceKey("/Ordering", QPDFObjectHandle::newString("Identity"));
    font.replaceKey("/ToUnicode", QPDFObjectHandle::newStream(&pdf, unicode_map(used)));
    name_font(font, descendant, descriptor, subset_tag(reduced.bytes));
}

}  // namespace

void compact_fonts(QPDF& pdf) {
    for (QPDFObjectHandle object : pdf.getAllObjects()) {
        if (object.isDictionaryOfType("/Font", "/Type0")) compact(pdf, object);
    }
}

}  // namespace trien::render
