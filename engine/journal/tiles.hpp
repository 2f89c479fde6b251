// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/journal/checkpoint.hpp"
#include "engine/journal/merkle.hpp"
#include "engine/journal/store.hpp"

// The journal as plain files that any web server or memory stick can carry (C2SP tlog-tiles):
//
//     checkpoint  tile/<L>/<N>[.p/<W>]  tile/entries/<N>[.p/<W>]
namespace trien::journal {

/// Hashes in a full tile, entries in a full bundle.
inline constexpr std::int64_t tile_width = 256;

/// Where a tile of hashes lies below the folder: "tile/1/x001/x234/067.p/12".
/// @param width  1 to 256; a tile below 256 is partial.
[[nodiscard]] std::filesystem::path tile_path(int level, std::int64_t index, std::int64_t width);
/// Where a bundle of entries lies: "tile/entries/067".
[[nodiscard]] std::filesystem::path bundle_path(std::int64_t index, std::int64_t width);

/// Brings the folder up to the newest checkpoint; does nothing while there is none.
///
/// Costs time in proportion to what is new. Every file appears whole; what stands is not written again; `checkpoint`
/// comes last, so a folder left half-way by a crash is a smaller log, and the next call goes on from there. Everything
/// is held against the signed root before it is written. Partial tiles are removed once the full one is there. Several
/// processes may call it at once.
/// @throws Error(Fault::corrupt) "journal.checkpoint-root", ".node", ".hash" or ".gap" if the store does not hold
///         together; "tiles.ahead" or "tiles.fork" if the folder shows another history than the store: nothing is
///         written; Error(Fault::input) "tiles.checkpoint" if the folder's checkpoint cannot be read.
void write_tiles(Store& store, const std::filesystem::path& folder);

/// A folder's checkpoint with its note, unverified.
struct Published {
    Checkpoint checkpoint;
    std::string note;
};

/// What the folder says it holds.
/// @throws Error(Fault::input) naming the file: "file.unreadable" or "tiles.checkpoint".
[[nodiscard]] Published read_published(const std::filesystem::path& folder);

/// The tree of the first `size` entries, read from a folder's tiles as they are asked for. The answer throws
/// Error(Fault::input) naming the file: "file.unreadable", or "tiles.length" if it has not the length it must have.
[[nodiscard]] Subtrees subtrees_of(const std::filesystem::path& folder, std::int64_t size);

/// The entries of one bundle of the log of `size` entries, unchecked.
/// @throws Error(Fault::input) naming the file: "file.unreadable", or "tiles.bundle" if it holds other than that many.
[[nodiscard]] std::vector<std::string> read_bundle(const std::filesystem::path& folder,
                                                   std::int64_t index,
                                                   std::int64_t size);

}  // namespace trien::journal
