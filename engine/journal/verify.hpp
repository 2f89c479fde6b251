// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// What to check a journal against.
struct VerifyOptions {
    VerifierKey trusted;
    Project project;  ///< how views come from entries; empty: views are not compared
    /// Checkpoints kept elsewhere: by a witness, an auditor, in print. Only they show that the whole journal, with its
    /// checkpoints, was cut or rolled back.
    std::vector<std::string> witnessed;
    std::function<void(std::int64_t done, std::int64_t total)> on_progress;  ///< in entries; may be empty
};

/// What a verification found and how much it looked at.
struct VerifyReport {
    Findings findings;                            ///< in the order found; at most max_findings
    std::int64_t faults = 0;                      ///< errors found in all, also those above the limit
    std::optional<std::int64_t> first_bad_index;  ///< the lowest entry that is wrong or can no longer be vouched for
    std::int64_t entries = 0;
    std::int64_t streams = 0;
    std::int64_t personal_values = 0;
    std::int64_t destroyed_values = 0;  ///< whose key was destroyed; their entries are sound
    std::int64_t view_rows = 0;
    std::int64_t checkpoints = 0;
    std::int64_t vouched_size = 0;  ///< entries under the largest checkpoint whose signature and root hold

    [[nodiscard]] bool ok() const { return faults == 0; }
};

inline constexpr std::size_t max_findings = 1000;

/// Examines the whole journal: every entry's hash, form, place and personal values; the links inside each stream; every
/// checkpoint's signature and root; the views against a replay; the storage itself.
///
/// Codes: journal.hash, .form, .column, .personal, .gap, .version, .link, .time (warning), .checkpoint-signature,
/// .checkpoint-root, .checkpoint-beyond, .node, .view, .storage, .unreadable. Whatever the store holds becomes a
/// finding, never an exception.
[[nodiscard]] VerifyReport verify(Store& store, const VerifyOptions& options);

}  // namespace trien::journal
