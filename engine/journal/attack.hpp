// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/base/message.hpp"

namespace trien::journal {

/// What was done to a journal, in the words of an auditor (docs/formats/journal.md, "What the verifier finds").
enum class Attack : std::uint8_t {
    split_view,              ///< two histories bear the journal's own signature
    rolled_back,             ///< an old copy of the whole journal was put back
    removed_entry,           ///< an entry was taken out of the middle
    altered_entry,           ///< an entry's bytes or columns were changed
    rewritten_history,       ///< entries were changed together with everything that hangs on them
    cut_tail,                ///< the newest entries were taken away
    back_dated,              ///< an entry says an hour that had passed when it was recorded
    checkpoint_forged,       ///< a checkpoint does not bear the journal's signature
    stamp_forged,            ///< a time stamp is not one of the checkpoint beside it
    definition_changed,      ///< the approved procedure is not the one that was issued
    personal_value_altered,  ///< a personal value was changed, moved or removed past its key
    tree_altered,            ///< the stored hash tree was changed
    view_altered,            ///< a derived table was changed while the journal was left alone
    unreadable,              ///< what is recorded cannot be read or understood
    storage_damaged,         ///< the file is damaged, or its guards were removed
};

/// The stable word: "altered-entry".
[[nodiscard]] std::string_view name(Attack attack);
/// One sentence for a person.
[[nodiscard]] Message text(Attack attack);

/// Codes of findings.
using Codes = std::set<std::string, std::less<>>;

/// The attack that explains the findings: one attack leads to several. Nothing for codes that tell of none.
[[nodiscard]] std::optional<Attack> attack_of(const Codes& codes);

}  // namespace trien::journal
