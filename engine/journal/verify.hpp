// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/journal/attack.hpp"
#include "engine/journal/replay.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// The time a token (RFC 3161) vouches for; a refusal if it is not a genuine one over the imprint.
using CheckStamp = std::function<Result<Instant>(std::string_view token, const Digest& imprint)>;

/// What to check a journal against.
struct VerifyOptions {
    VerifierKey trusted;
    std::unique_ptr<Replay> replay{};  ///< how views come from entries; null: views are not compared
    /// Checkpoints kept elsewhere: by a witness, an auditor, in print. Only they show that the whole journal, with its
    /// checkpoints, was cut or rolled back, or that there are two.
    std::vector<std::string> witnessed{};
    std::function<void(std::int64_t done, std::int64_t total)> on_progress{};  ///< in entries; may be empty
    CheckStamp check_stamp{};                                                  ///< empty: time stamps are not looked at
    /// How far the clocks of this journal and of a time-stamping authority may be apart, and how long after its
    /// checkpoint a stamp may come.
    std::chrono::seconds clock_tolerance{120};
};

/// An hour, and how it is known.
struct Moment {
    Instant at;
    bool stamped = false;  ///< by a time stamp that was checked; else an entry says so
    bool operator==(const Moment&) const = default;
};

/// Between when and when an entry was recorded, as far as is known.
struct Bracket {
    std::optional<Moment> not_before;  ///< of the newest sound checkpoint that does not cover it yet
    std::optional<Moment> not_after;   ///< of the first checkpoint that covers it
    bool operator==(const Bracket&) const = default;
};

/// A checkpoint that bears the journal's signature.
struct Milestone {
    std::int64_t size = 0;
    bool holds = false;            ///< its root is that of the entries that are here
    std::optional<Moment> moment;  ///< of its time stamp, else of the newest entry it covers
};

/// What a verification found and how much it looked at.
struct VerifyReport {
    Findings findings;        ///< in the order found; at most max_findings
    std::int64_t faults = 0;  ///< errors found in all, also those above the limit
    Codes codes;              ///< of all errors, also those above the limit
    /// The lowest entry that is wrong or can no longer be vouched for; in a sound journal, that a view contradicts.
    std::optional<std::int64_t> first_bad_index;
    std::vector<Milestone> milestones;  ///< smallest first
    std::int64_t entries = 0;
    std::int64_t streams = 0;
    std::int64_t personal_values = 0;
    std::int64_t destroyed_values = 0;  ///< whose key was destroyed; their entries are sound
    std::int64_t view_rows = 0;
    std::int64_t checkpoints = 0;
    std::int64_t stamps = 0;        ///< time stamps that were checked and hold
    std::int64_t vouched_size = 0;  ///< entries under the largest checkpoint whose signature and root hold

    [[nodiscard]] bool ok() const { return faults == 0; }
    /// What was done to the journal; nothing when it is sound.
    [[nodiscard]] std::optional<Attack> attack() const { return attack_of(codes); }
    /// When an entry was recorded.
    [[nodiscard]] Bracket bracket(std::int64_t index) const;
    /// When the first bad entry was recorded; empty without one.
    [[nodiscard]] Bracket bracket() const { return first_bad_index ? bracket(*first_bad_index) : Bracket{}; }

    void add(Finding finding);
    /// Remembers the lowest entry that is wrong.
    void blame(std::int64_t index);
};

inline constexpr std::size_t max_findings = 1000;

/// Examines the whole journal: every entry's hash, form, place and personal values; the links inside each stream; every
/// checkpoint's signature, root and time stamp; the hours that entries say; the views against a replay; the storage
/// itself.
///
/// Codes, and the attack each tells of: docs/formats/journal.md, "What the verifier finds". Whatever the store holds
/// becomes a finding, never an exception.
[[nodiscard]] VerifyReport verify(Store& store, const VerifyOptions& options);

}  // namespace trien::journal
