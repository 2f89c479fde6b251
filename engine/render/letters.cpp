// SPDX-License-Identifier: Apache-2.0
#include "engine/render/detail/letters.hpp"

#include <algorithm>
#include <array>

namespace trien::render {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Latin with all Vietnamese letters, and the signs offices print. In order.
constexpr std::array ranges = {
    Range{0x0020, 0x007E},  // Basic Latin
    Range{0x00A1, 0x017F},  // Latin-1 Supplement, Latin Extended-A: Đ, Ă, Ĩ, Ũ
    Range{0x01A0, 0x01A1},  // Ơ
    Range{0x01AF, 0x01B0},  // Ư
    Range{0x1EA0, 0x1EF9},  // Vietnamese letters with tone marks
    Range{0x2013, 0x2014},  // dashes
    Range{0x2018, 0x201E},  // quotation marks
    Range{0x2020, 0x2022},  // daggers, bullet
    Range{0x2026, 0x2026},  // ellipsis
    Range{0x2030, 0x2030},  // per mille
    Range{0x2032, 0x2033},  // primes
    Range{0x20AB, 0x20AC},  // đồng, euro
    Range{0x2116, 0x2116},  // numero
    Range{0x2190, 0x2193},  // arrows
    Range{0x2212, 0x2212},  // minus
    Range{0x2260, 0x2260},  // not equal
    Range{0x2264, 0x2265},  // at most, at least
};

constexpr std::size_t size_of(Range range) {
    return range.last - range.first + 1;
}

constexpr std::size_t count_letters() {
    std::size_t count = 0;
    for (const Range range : ranges) count += size_of(range);
    return count;
}

constexpr std::size_t count = count_letters();

}  // namespace

std::size_t letter_count() {
    return count;
}

char32_t letter_at(std::size_t position) {
    for (const Range range : ranges) {
        if (position < size_of(range)) return range.first + static_cast<char32_t>(position);
        position -= size_of(range);
    }
    return 0;
}

std::optional<std::size_t> position_of(char32_t letter) {
    std::size_t before = 0;
    for (const Range range : ranges) {
        if (letter < range.first) return std::nullopt;
        if (letter <= range.last) return before + (letter - range.first);
        before += size_of(range);
    }
    return std::nullopt;
}

std::u32string code_points(std::string_view utf8) {
    std::u32string letters;
    letters.reserve(utf8.size());
    for (const char byte : utf8) {
        const auto bits = static_cast<unsigned char>(byte);
        if ((bits & 0xC0U) == 0x80U) {
            letters.back() = letters.back() << 6U | (bits & 0x3FU);
        } else {
            const unsigned lead = bits < 0x80U ? 0x7FU : bits < 0xE0U ? 0x1FU : bits < 0xF0U ? 0x0FU : 0x07U;
            letters.push_back(bits & lead);
        }
    }
    return letters;
}

std::string utf8_of(char32_t letter) {
    const auto tail = [letter](unsigned shift) { return static_cast<char>(0x80U | (letter >> shift & 0x3FU)); };
    if (letter < 0x80) return {static_cast<char>(letter)};
    if (letter < 0x800) return {static_cast<char>(0xC0U | letter >> 6U), tail(0)};
    if (letter < 0x10000) return {static_cast<char>(0xE0U | letter >> 12U), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | letter >> 18U), tail(12), tail(6), tail(0)};
}

}  // namespace trien::render
