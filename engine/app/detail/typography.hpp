// SPDX-License-Identifier: Apache-2.0
// How the pages of a procedure look: one place for letter sizes and the kinds of cells.
#pragma once

#include <cstddef>
#include <string>

#include "engine/render/table.hpp"

namespace trien::app::typography {

inline constexpr render::Style body{render::Face::regular, 13};
inline constexpr render::Style bold{render::Face::bold, 13};
inline constexpr render::Style title_style{render::Face::bold, 15};
inline constexpr render::Style table_text{render::Face::regular, 11.5};
inline constexpr render::Style table_bold{render::Face::bold, 11.5};
inline constexpr render::Style small{render::Face::italic, 10.5};

[[nodiscard]] inline render::Cell cell(const std::string& text) {
    return {{{{{text, table_text}}}}};
}
[[nodiscard]] inline render::Cell centred_cell(const std::string& text) {
    return {{{{{text, table_text}}, render::Align::centre}}, 1, 1, true};
}
[[nodiscard]] inline render::Cell head_cell(const std::string& text) {
    return {{{{{text, table_bold}}, render::Align::centre}}, 1, 1, true};
}
[[nodiscard]] inline render::Cell number_cell(std::size_t number) {
    return {{{{{std::to_string(number), table_text}}, render::Align::centre}}};
}

}  // namespace trien::app::typography
