// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace trien::ocr {

/// Characters wrongly read, missed or made up, per 100 characters of the truth, whatever the order of the lines: cells
/// side by side may be read in either order (flexible character accuracy, C. Clausner, S. Pletschacher,
/// A. Antonacopoulos, Pattern Recognition Letters 131, 2020; without its weights).
[[nodiscard]] double character_error_percent(const std::vector<std::string>& truth, const std::string& read);

}  // namespace trien::ocr
