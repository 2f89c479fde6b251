// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "engine/journal/group_commit.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// Timers fired in one transaction at most: bounds how long others wait.
inline constexpr std::int64_t timer_batch = 500;

/// The id of the command that a timer becomes. The same timer fired twice is the same command, carried out once.
[[nodiscard]] CommandId command_of(const TimerKey& timer);

/// What a timer does when it fires; its command id and its end are added. An empty Commit lets it end without effect.
using Fire = std::function<Commit(const Timer& timer)>;

/// What became of the due timers.
struct Fired {
    std::int64_t count = 0;  ///< took effect
    Findings findings;       ///< one for each that could not; it stays due
};

/// Fires what is due, as ordinary commands, timer_batch in a transaction: the next batch is decided while the last one
/// is written, and other commands get their turn between two.
///
/// A timer whose command is refused because its stream moved meanwhile stays due for the next call; so does one that
/// fails, and the others fire all the same. Several processes may fire at once: each timer takes effect once.
/// @param reader  a store of its own, not the writer's.
/// @param fire    called on this thread.
/// @param limit   of timers to look at.
Fired fire_due(Store& reader, GroupCommit& writer, Instant now, const Fire& fire, std::int64_t limit = no_limit);

}  // namespace trien::journal
