// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// A tree head (điểm kiểm): says that the log had these leaves, in this order (C2SP tlog-checkpoint).
struct Checkpoint {
    std::string origin;
    std::int64_t size = 0;
    Digest root;

    /// Three lines: origin, size, base64 of the root; each ends with a line feed.
    [[nodiscard]] std::string text() const;
    /// Reads what text() writes, byte for byte. Nothing if it is not that.
    static std::optional<Checkpoint> parse(std::string_view text);
    /// What a signed note says, whoever signed it.
    static std::optional<Checkpoint> of_note(std::string_view note);
    bool operator==(const Checkpoint&) const = default;
};

/// The checkpoint as a signed note (C2SP signed-note): its text, a blank line, "— origin base64(key id ‖ signature)".
[[nodiscard]] std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

/// What a note says, if the trusted key signed it. Signatures of others on the note (witnesses) are passed over.
/// Refusals: "checkpoint.form", "checkpoint.origin", "checkpoint.signature".
[[nodiscard]] Result<Checkpoint> verify_checkpoint(std::string_view note, const VerifierKey& trusted);

/// A stored checkpoint's note, with the lines of the witnesses that cosigned it.
[[nodiscard]] std::string cosigned_note(Store& store, const StoredCheckpoint& checkpoint);

/// The checkpoint that says most about the first `count` entries: the newest that a witness cosigned, else the newest.
/// Its note carries the witnesses' lines.
/// @returns  nothing if no checkpoint covers that many.
[[nodiscard]] std::optional<StoredCheckpoint> checkpoint_over(Store& store, std::int64_t count);

/// The complete subtrees under the newest checkpoint and all leaves. The store must outlive the answer.
[[nodiscard]] Subtrees subtrees_of(Store& store);

/// Extends the tree over all entries and signs it; costs time in proportion to the new entries only.
///
/// Signs nothing that does not continue what was signed last. Without new entries, the newest checkpoint is given back.
/// @returns  the signed note.
/// @throws Error(Fault::corrupt) "journal.checkpoint-signature" or "journal.checkpoint-root" if the newest checkpoint
/// is
///         not this key's or not this tree's; Error(Fault::conflict) if another process was faster.
std::string make_checkpoint(Store& store, const SigningKey& key, const std::string& origin);

}  // namespace trien::journal
