// SPDX-License-Identifier: Apache-2.0
#include "engine/render/fonts.hpp"

#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/base/text.hpp"
#include "engine/render/detail/letters.hpp"
#include "engine/render/detail/truetype.hpp"

namespace trien::render {

namespace {

constexpr std::array face_names = {"Regular", "Bold", "Italic", "BoldItalic"};
constexpr std::uintmax_t largest_font = 8U << 20U;
constexpr char32_t no_break_space = 0x00A0;
constexpr double absent = -1;

bool is_vietnamese(char32_t letter) {
    return letter >= 0x1EA0 && letter <= 0x1EF9;
}

std::string read_font(const std::filesystem::path& path) {
    try {
        return read_file(path, largest_font);
    } catch (const Error& error) {
        throw Error(Fault::environment, "render.font-absent", {path.string(), 0, 0, {}},
                    {"Không đọc được phông chữ", "the font cannot be read"},
                    {"Cài gói fonts-liberation2", "install the package fonts-liberation2"});
    }
}

[[noreturn]] void refuse_font(const std::filesystem::path& path, char32_t letter) {
    throw Error(Fault::environment, "render.font-incomplete", {path.string(), 0, 0, {}},
                {fmt::format("Phông chữ thiếu chữ \"{}\"", utf8_of(letter)),
                 fmt::format("the font lacks the letter \"{}\"", utf8_of(letter))},
                {"Dùng gói fonts-liberation2, không dùng fonts-liberation",
                 "use the package fonts-liberation2, not fonts-liberation"});
}

[[noreturn]] void refuse_letter(char32_t letter) {
    const std::string shown = letter < 0x20 ? std::string("?") : utf8_of(letter);
    throw Error(Fault::input, "render.missing-glyph", {},
                {fmt::format("Phông chữ không có ký tự \"{}\" (U+{:04X})", shown, static_cast<unsigned>(letter)),
                 fmt::format("the font has no glyph for \"{}\" (U+{:04X})", shown, static_cast<unsigned>(letter))},
                {"Bỏ hoặc thay ký tự đó", "remove or replace that character"});
}

void append_code(std::string& codes, std::size_t position) {
    const std::uint16_t code = code_at(position);
    codes += static_cast<char>(code >> 8U);
    codes += static_cast<char>(code & 0xFFU);
}

}  // namespace

Fonts::Fonts(const std::filesystem::path& folder) {
    for (std::size_t face = 0; face < faces_.size(); ++face) {
        const std::filesystem::path path = folder / fmt::format("LiberationSerif-{}.ttf", face_names.at(face));
        const TrueType font(read_font(path));
        std::vector<char32_t> present;
        std::vector<double>& advances = faces_.at(face).advances;
        for (std::size_t position = 0; position < letter_count(); ++position) {
            const char32_t letter = letter_at(position);
            const auto glyph = font.glyph_of(letter);
            if (!glyph && is_vietnamese(letter)) refuse_font(path, letter);
            if (glyph) present.push_back(letter);
            advances.push_back(glyph ? font.advance(*glyph) : absent);
        }
        // Reduced here once: libharu reads the whole file anew for every document.
        faces_.at(face).file = font.with_letters(present);
    }
}

std::string Fonts::encode(std::string_view text, Face face) const {
    std::string codes;
    for (const char32_t letter : code_points(nfc(text))) {
        const auto position = position_of(letter == no_break_space ? U' ' : letter);
        if (!position || letters(face).advances[*position] < 0) refuse_letter(letter);
        append_code(codes, *position);
    }
    return codes;
}

std::string Fonts::encode_known(std::string_view text, Face face) const {
    std::string codes;
    for (const char32_t letter : code_points(nfc(text))) {
        const auto position = position_of(letter == no_break_space ? U' ' : letter);
        if (position && letters(face).advances[*position] >= 0) append_code(codes, *position);
    }
    return codes;
}

double Fonts::width(std::string_view text, Style style) const {
    return width_of_codes(encode(text, style.face), style);
}

double Fonts::width_of_codes(std::string_view codes, Style style) const {
    double thousandths = 0;
    for (std::size_t i = 0; i + 1 < codes.size(); i += 2) {
        const auto high = static_cast<unsigned char>(codes[i]);
        const auto low = static_cast<unsigned char>(codes[i + 1]);
        thousandths += letters(style.face).advances[position_of_code(static_cast<std::uint16_t>(high * 256 + low))];
    }
    return thousandths * style.size / 1000;
}

const std::string& Fonts::file(Face face) const {
    return letters(face).file;
}

}  // namespace trien::render
