// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/work_calendar.hpp"
#include "engine/journal/store.hpp"
#include "engine/sign/timestamp.hpp"
#include "engine/sign/trust.hpp"

/// Trusted time stamps on the journal's checkpoints: a third party says by when the entries were there.
namespace trien::app {

/// A time stamp over a checkpoint's note.
struct Stamp {
    std::int64_t size = 0;  ///< of the checkpoint, in entries
    sign::TimeStamp stamp;
};

/// What a caller may say beside trien.json.
struct StampOptions {
    std::string url;     ///< of the authority; empty: as trien.json says
    bool force = false;  ///< also when no stamp is due
};

/// How a journal is stamped.
struct Stamping {
    StampOptions options;        ///< with the authority's address
    std::chrono::minutes every;  ///< how long one stamp suffices during the day
    const calendar::WorkCalendar& calendar;
    const sign::TrustStore& trust;
    const sign::Post& post;
};

/// When the next stamp is due after one: when `every` has passed or a working day has closed, whichever is earlier.
[[nodiscard]] Instant next_stamp_due(Instant newest,
                                     std::chrono::minutes every,
                                     const calendar::WorkCalendar& calendar);

/// The newest stamp that holds.
[[nodiscard]] std::optional<Stamp> newest_stamp(journal::Store& store, const sign::TrustStore& trust);

/// Has the newest checkpoint stamped and keeps the stamp.
/// @throws Error(Fault::nothing_to_do) "stamp.no-checkpoint", or, unless forced, "stamp.covered" when that checkpoint
///         bears one and "stamp.not-due"; Error(Fault::external) with sign::read_timestamp_response's code when the
///         authority's answer is not good, naming its address; what the transport throws.
[[nodiscard]] Stamp stamp_journal(journal::Store& store, const Stamping& how, Instant now);

/// Checks a kept stamp against the SHA-256 of the note it is over, and says when it was put.
using CheckStamp = std::function<Result<Instant>(std::string_view token, const Digest& imprint)>;

/// For whoever verifies a journal, which knows no signatures: the check against an office's trust.
[[nodiscard]] CheckStamp stamp_check(sign::TrustStore trust);

}  // namespace trien::app
