// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/journal/store.hpp"

namespace trien::journal {

/// Copies what a journal holds, unchecked and whatever its back-end, into an empty one, in one transaction. One
/// unchanging state is read: commands meanwhile are not in the copy. Views are not copied, they follow from the
/// journal: see Store::rebuild_views().
/// @throws Error(Fault::conflict) "journal.not-empty"; Error(Fault::corrupt) where what is read cannot be a journal.
void copy(Store& from, Store& to);

/// The same, with the personal keys in a store of their own, so that they can be kept for a shorter time than the rest.
/// In `to`, the values look destroyed. See SqliteOptions::keys for reading both together.
void copy_apart(Store& from, Store& to, Store& keys);

}  // namespace trien::journal
