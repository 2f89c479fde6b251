// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.hpp"

namespace trien::render {

/// The name documents give as the program that made them.
inline constexpr std::string_view producer = "Triện";

/// XMP metadata (ISO 16684-1) that declares PDF/A-3u (ISO 19005-3, 6.6.4) and agrees with the Info dictionary.
[[nodiscard]] std::string xmp_packet(std::string_view title, Instant created);

/// A date as PDF writes it: "D:20261123090000+07'00'" (ISO 32000-1, 7.9.4).
[[nodiscard]] std::string pdf_date(Instant instant);

}  // namespace trien::render
