// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/journal/store.hpp"

namespace trien::journal {

/// A journal whose personal keys may lie in a store of their own, so that they can be kept for a shorter time.
struct Halves {
    Store* journal = nullptr;
    Store* keys = nullptr;  ///< the same store where they lie together; null where there are no keys (any more)
};

/// Copies what `from` holds, unchecked and whatever its back-end, into `to`, which must be empty; each store of `to` is
/// filled in one transaction. One unchanging state is read: commands meanwhile are not in the copy. Views are not
/// copied, they follow from the journal: see Store::rebuild_views().
/// @throws Error(Fault::conflict) "journal.not-empty"; Error(Fault::corrupt) "journal.storage" where what is read cannot
///         be a journal.
void copy(const Halves& from, const Halves& to);

/// Finds a key of `keys` by its number, for verify(). Read once: later changes of `keys` are not seen.
[[nodiscard]] std::function<std::optional<std::string>(std::int64_t id)> key_finder(Store& keys);

}  // namespace trien::journal
