// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "examples/papers/detail/picture.hpp"
#include "examples/papers/dice.hpp"
#include "examples/papers/paper.hpp"

namespace trien::papers {

/// One page in colour and the printed lines on it, in the order they were drawn.
struct DrawnPage {
    Picture picture;
    std::vector<std::string> lines;
};

/// Sets a paper on A4 sheets as a scanner at `dpi` would see them, with seal and signature.
/// @throws Error(Fault::environment) when the Liberation fonts are missing.
[[nodiscard]] std::vector<DrawnPage> draw(const Paper& paper, int dpi, Dice& dice);

}  // namespace trien::papers
