// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/store.hpp"

// Somebody else (nhân chứng) who remembers one checkpoint per log, and signs only what continues it. No network: the
// request and the answer are short texts that any carrier brings.
namespace trien::journal {

/// What a log asks of a witness: to sign a checkpoint, shown to continue an older one (C2SP tlog-witness,
/// "add-checkpoint").
struct WitnessRequest {
    std::int64_t old_size = 0;
    std::vector<Digest> proof;  ///< from the old size to the checkpoint's (RFC 9162 §2.1.4)
    std::string note;           ///< the checkpoint, signed by the log

    [[nodiscard]] std::string text() const;
    /// Reads what text() writes. Nothing if it is not that; safe on hostile bytes.
    static std::optional<WitnessRequest> parse(std::string_view text);
    bool operator==(const WitnessRequest&) const = default;
};

/// Asks for a cosignature on the newest checkpoint.
/// @param old_size  what the witness signed last; 0 if never.
/// @throws Error(Fault::input) "proof.uncovered" unless 0 <= old_size <= the newest checkpoint's size, or if there is
/// none.
[[nodiscard]] WitnessRequest make_request(Store& store, std::int64_t old_size);

/// A witness's signature line over a checkpoint's text, with its line feed (C2SP tlog-cosignature, cosignature/v1).
/// @param now  cut to whole seconds; after 1970.
[[nodiscard]] std::string cosign_checkpoint(const Checkpoint& checkpoint,
                                            const std::string& name,
                                            const SigningKey& key,
                                            Instant now);

/// When the trusted witness signed the note first. Lines of others are passed over.
/// Refusals: "cosignature.missing", "cosignature.signature".
[[nodiscard]] Result<Instant> verify_cosignature(std::string_view note, const WitnessKey& trusted);

/// A cosignature that a log keeps.
struct Cosignature {
    std::int64_t size = 0;  ///< of the checkpoint
    std::string witness;    ///< its name
    Instant at;
    bool operator==(const Cosignature&) const = default;
};

/// Keeps the lines of trusted witnesses beside the checkpoints they signed, looking from the newest back. Lines of
/// others are passed over.
/// Refusals: "cosignature.unknown" when no line is a trusted witness's; "cosignature.signature" when one is false, or
/// over no checkpoint of this journal; then nothing is kept.
[[nodiscard]] Result<std::vector<Cosignature>> keep_cosignatures(Store& store,
                                                                 std::string_view lines,
                                                                 std::span<const WitnessKey> trusted);
/// The size of the newest checkpoint that a witness cosigned; 0 if none did.
[[nodiscard]] std::int64_t cosigned_size(Store& store);

/// A log that a witness watches, and what it signed of it last.
struct WatchedLog {
    VerifierKey key;
    std::string note;  ///< the checkpoint with the log's signature and the witness's own; empty before the first

    /// The size and root signed last; those of the empty tree before the first.
    [[nodiscard]] Checkpoint last() const;
};

/// Reads a witness's state (schema trien.witness/1).
/// @throws Error(Fault::input) naming file and member; also when a checkpoint is not signed by its log.
[[nodiscard]] std::vector<WatchedLog> read_witness_state(std::string_view json, const std::string& file);

/// The checkpoint that a file kept elsewhere holds of a log, for VerifyOptions::witnessed. The file is a signed note,
/// or a witness's state.
/// @throws Error(Fault::input) naming the file; "witness.unknown-log" if its state knows nothing of this log.
[[nodiscard]] std::string witnessed_note(const std::filesystem::path& file, const VerifierKey& log);

/// A witness in its folder: `witness.key` (secret), `witness.pub` (its line for everybody), `witness.json` (state).
/// Many processes may use one folder at once.
class Witness {
  public:
    /// Makes the folder, with a new key.
    /// @throws Error(Fault::input) "witness.name"; Error(Fault::environment) when there is a witness already.
    static Witness create(const std::filesystem::path& folder, const std::string& name);
    /// @throws Error(Fault::input) naming the file that is missing or malformed.
    static Witness open(const std::filesystem::path& folder);

    [[nodiscard]] WitnessKey key() const;
    [[nodiscard]] std::vector<WatchedLog> logs() const;
    /// Watches a log from now on; the same again changes nothing. Refusal: "witness.other-key".
    [[nodiscard]] Result<void> add_log(const VerifierKey& log);

    /// Signs a checkpoint that continues what was signed last, and remembers it first.
    /// @returns  the signature line, with its line feed.
    /// Refusals: "witness.form", "witness.unknown-log", "witness.size" (not from the size signed last, or smaller),
    /// "witness.fork" (another tree of the same size), "witness.proof", and those of verify_checkpoint.
    [[nodiscard]] Result<std::string> cosign(std::string_view request, Instant now);

  private:
    Witness(std::filesystem::path folder, std::string name, SigningKey key);
    void save(const std::vector<WatchedLog>& logs) const;

    std::filesystem::path folder_;
    std::string name_;
    SigningKey key_;
};

}  // namespace trien::journal
