// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/detail/unicode.hpp"

#include <algorithm>

namespace trien::feel::detail {

std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, is_lead));
}

std::size_t offset_of(std::string_view text, std::size_t index) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (is_lead(text[at]) && index-- == 0) break;
    }
    return at;
}

std::string encode(std::uint32_t code_point) {
    const auto tail = [code_point](unsigned shift) {
        return static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
    };
    if (code_point < 0x80) return {static_cast<char>(code_point)};
    if (code_point < 0x800) return {static_cast<char>(0xC0U | (code_point >> 6U)), tail(0)};
    if (code_point < 0x10000) return {static_cast<char>(0xE0U | (code_point >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (code_point >> 18U)), tail(12), tail(6), tail(0)};
}

}  // namespace trien::feel::detail
