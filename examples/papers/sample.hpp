// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "examples/papers/paper.hpp"

namespace trien::papers {

/// What happens to papers on their way through scanner, copier and fax.
enum class Degradation : std::uint8_t {
    clean,
    skew,       ///< laid askew on the glass, up to 2.5 degrees
    noise,      ///< a cheap sensor
    blur,       ///< out of focus
    faded,      ///< low contrast, and the back of the sheet shows through
    jpeg,       ///< pressed too hard: quality 35
    photocopy,  ///< black and white, specks, a black border
    fax,        ///< 200 dpi black and white
    rotated,    ///< by 90, 180 or 270 degrees
    stained,    ///< coffee
    coarse,     ///< 150 dpi
    blank,      ///< a duplex scan: an empty back follows
};

/// "clean", "skew", …: the enumerators' names.
[[nodiscard]] std::string_view text(Degradation degradation);
[[nodiscard]] std::optional<Degradation> parse_degradation(std::string_view text);

/// The file a scanner writes.
enum class Format : std::uint8_t { pdf, jpeg, png, tiff };

/// "pdf", "jpeg", "png", "tiff".
[[nodiscard]] std::string_view text(Format format);
[[nodiscard]] std::optional<Format> parse_format(std::string_view text);
/// What such scanners usually write.
[[nodiscard]] Format usual_format(Degradation degradation);

struct Request {
    std::uint64_t seed = 0;
    Kind kind = Kind::decision;
    Degradation degradation = Degradation::clean;
    Format format = Format::pdf;  ///< jpeg and png hold the first page only
    bool handwritten = false;     ///< number and day written by hand
};

/// One scanned paper and the truth about it.
struct Sample {
    std::string extension;  ///< "pdf", "jpg", "png" or "tif"
    std::string bytes;
    std::string truth;  ///< JSON, schema "trien.papers.truth/1": lines by page, fields, what was done to it
};

/// The same request gives the same bytes.
[[nodiscard]] Sample make_sample(const Request& request);

}  // namespace trien::papers
