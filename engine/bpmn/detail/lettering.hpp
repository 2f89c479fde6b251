// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/bpmn/detail/canvas.hpp"

namespace trien::bpmn::detail {

/// How wide a line may come out in any usual sans-serif font, in pixels. An estimate: the reader's font is not known.
[[nodiscard]] double text_width(std::string_view line, double size);

/// The text in lines of at most that width, broken between words, and inside a word only where it must. A text of more
/// lines than allowed ends in an ellipsis.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text,
                                               double width,
                                               double size,
                                               std::size_t most_lines = 40);

/// A colour of the file when it is plain ("#rgb", "#rrggbb"), else the other one. Nothing else of the file may reach an
/// attribute of the picture.
[[nodiscard]] std::string plain_colour(std::string_view colour, std::string_view otherwise);

/// The wished colour when text in it can be read on the ground (WCAG 2.1, 1.4.3: a contrast of 4.5), else black or
/// white.
[[nodiscard]] std::string readable_on(std::string_view ground, std::string_view wished);

}  // namespace trien::bpmn::detail
