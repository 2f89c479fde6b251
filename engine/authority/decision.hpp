// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/authority/instrument.hpp"

namespace trien::authority {

/// In what capacity somebody acts. The other capacities of Decree 30/2020 Art. 13 (KT., TL., Q.) need instruments of
/// their own kind and join with them.
enum class Capacity : std::uint8_t {
    inherent,  ///< by office
    tuq,       ///< thừa ủy quyền: under a written delegation
};

/// "inherent", "TUQ.": the official abbreviation, Decree 30/2020 Art. 13.
[[nodiscard]] std::string abbreviation(Capacity capacity);

/// One thing that was looked at, what was found, and where it is written.
struct Ground {
    bool holds = false;
    Message finding;
    std::string basis;  ///< law and article, instrument, or the organisation's revision
    bool operator==(const Ground&) const = default;
};

/// "May person P do act A at instant T, and in what capacity?"
struct Question {
    PersonId person;
    ActCode act;
    Instant at;
};

/// The answer with its whole proof; stored with the act, and the same whenever it is asked again.
struct Decision {
    std::optional<Capacity> capacity;        ///< nothing: not allowed
    std::optional<InstrumentId> instrument;  ///< the delegation used
    /// Lines above the signature: {"CHỦ TỊCH"} or {"TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"}.
    std::vector<std::string> signature_lines;
    std::vector<Ground> grounds;
    std::optional<Refusal> refusal;  ///< why not, when not allowed

    [[nodiscard]] bool allowed() const { return capacity.has_value(); }
    bool operator==(const Decision&) const = default;
};

/// Decides for any instant, past ones too: uses the appointments, instruments and rules in force then.
[[nodiscard]] Decision decide(const Question& question,
                              const organisation::Organisation& organisation,
                              const Rules& rules,
                              std::span<const Instrument> instruments);

}  // namespace trien::authority
