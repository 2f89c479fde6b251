// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"

// The words of C2SP signed-note, tlog-checkpoint and tlog-witness. All readers are safe on hostile bytes.
namespace trien::journal {

/// Takes the first line, without its line feed, off the text. Nothing if no line ends.
[[nodiscard]] std::optional<std::string_view> take_line(std::string_view& text);
/// A decimal number from 0 on, without leading zeroes.
[[nodiscard]] std::optional<std::int64_t> parse_count(std::string_view text);
/// The base64 of a hash.
[[nodiscard]] std::optional<Digest> parse_hash(std::string_view text);

/// A signed note taken apart. Looks into the bytes it was split from.
struct Note {
    std::string_view text;                ///< what is signed, with its last line feed
    std::vector<std::string_view> lines;  ///< signature lines, without line feeds; any may be noise
};
/// Nothing if there is no blank line.
[[nodiscard]] std::optional<Note> split_note(std::string_view note);

/// "— name base64(id ‖ signature)" with its line feed.
[[nodiscard]] std::string signature_line(std::string_view name, std::string_view id, std::string_view signature);
/// What a line says under this name and key id, without the id. Nothing for anybody else's line.
[[nodiscard]] std::optional<std::string> signature_of(std::string_view line,
                                                      std::string_view name,
                                                      std::string_view id);

}  // namespace trien::journal
