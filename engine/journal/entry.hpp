// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/canonical.hpp"
#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"

namespace trien::journal {

/// What happened, before it has its place in the journal (sự kiện).
struct NewEvent {
    std::string type;  ///< stable name with its version: "dossier.accepted/1"
    Canonical body;
    /// Values that must never enter a leaf in clear: names, identity numbers, telephone numbers. Field name (ASCII) to
    /// value; the leaf holds a keyed commitment, the value lies encrypted beside it and can be destroyed.
    std::map<std::string, std::string> personal;
};

/// One line of the journal (bản ghi nhật ký), as docs/formats/journal.md describes it.
struct Entry {
    std::int64_t index = 0;    ///< place in the whole journal: from 0, without gaps
    std::string stream;        ///< whose history: "dossier/H57.02-251123-0001"
    std::int64_t version = 0;  ///< place in the stream: from 1, without gaps
    std::string type;
    Instant at;
    CommandId command;
    PersonId actor;
    Json body;
    std::map<std::string, std::string> personal;  ///< opened values; a destroyed one is absent
    std::map<std::string, Digest> commitments;    ///< HMAC-SHA256 of every personal value, destroyed or not
    Digest previous;                              ///< leaf of the stream's previous entry; zero for the first
    Digest leaf;                                  ///< SHA-256(0x00 ‖ bytes), RFC 9162 §2.1.1
    std::string bytes;                            ///< the exact bytes that were hashed: canonical JSON
};

/// A personal value as it lies in the store.
struct SealedValue {
    std::string field;
    std::string sealed;              ///< what seal() in personal.hpp returned
    std::int64_t key_id = 0;         ///< names the key that sealed it
    std::optional<std::string> key;  ///< that key, 32 bytes; absent once destroyed
};

/// An entry as a store keeps it, unchecked: any field may hold what an attacker wrote.
struct StoredEntry {
    std::int64_t index = 0;
    std::string stream;
    std::int64_t version = 0;
    std::string leaf;  ///< 32 bytes in a sound store
    std::string bytes;
    std::vector<SealedValue> personal;
};

/// Where an event stands: what its entry says besides the event itself.
struct Position {
    std::string stream;
    std::int64_t version = 0;
    Instant at;
    CommandId command;
    PersonId actor;
    Digest previous;
};

/// Whose value a field holds: what stands before the first dot ("requester.name"); empty without a dot.
[[nodiscard]] std::string subject_of(std::string_view field);

/// The longest entry: an entry bundle gives its length in 16 bits (C2SP tlog-tiles, "Entry bundles").
inline constexpr std::size_t max_entry_size = 65'535;

/// The key for a subject's values, 32 bytes, with its id.
using SealingKeyOf = std::function<std::pair<std::int64_t, std::string>(const std::string& subject)>;

/// Encodes, commits to the personal values and seals them under their subjects' keys.
/// @returns    the row to store, with index 0.
/// @throws Error(Fault::input) if the body is not canonical JSON, a name is empty, or the entry is too long.
[[nodiscard]] StoredEntry encode(const NewEvent& event, const Position& position, const SealingKeyOf& key_of);

/// Reads an entry's bytes; the leaf is computed from them. Place and personal values are not in the bytes.
/// @returns  nothing if they are not an entry in its one canonical form; safe on hostile input.
[[nodiscard]] std::optional<Entry> decode(const std::string& bytes);

/// What became of a stored row under examination.
struct Examined {
    Entry entry;                 ///< empty if the bytes could not be read
    Digest leaf;                 ///< of the bytes, whatever they are
    Findings findings;           ///< empty for a sound row
    std::int64_t destroyed = 0;  ///< personal values whose key is gone
};

/// Re-hashes the bytes, reads them, and compares them with the columns and the personal values beside them.
/// Never throws on what the row holds.
[[nodiscard]] Examined examine(const StoredEntry& row);

/// The entry of a sound row.
/// @throws Error(Fault::corrupt) naming the entry, with the first finding of examine().
[[nodiscard]] Entry open(const StoredEntry& row);

}  // namespace trien::journal
