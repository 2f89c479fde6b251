// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/authority/rules.hpp"
#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/organisation/organisation.hpp"

namespace trien::authority {

/// The chair's written delegation (văn bản ủy quyền): what it says. Fields of domain.md 1.2.
struct Delegation {
    InstrumentId id;  ///< number and symbol: "12/QĐ-UBND"
    UnitId unit;
    PersonId delegator;
    std::vector<PersonId> delegates;
    std::vector<ActCode> acts;
    std::vector<ActCode> exclusions;
    Date from{};
    Date to{};  ///< the last day, included
    bool operator==(const Delegation&) const = default;
};

struct Revocation {
    std::string number;  ///< number and symbol of the revoking decision
    Instant effective;
    std::string reason;
    bool operator==(const Revocation&) const = default;
};

/// A delegation in its life: issued, and perhaps revoked. Rebuilt from its events.
struct Instrument {
    Delegation delegation;
    Instant issued_at;
    Digest document;  ///< SHA-256 of the signed decision (PDF)
    std::optional<Revocation> revocation;
    bool operator==(const Instrument&) const = default;
};

struct DelegationGranted {
    Delegation delegation;
    Instant at;
    Digest document;
    PersonId sealed_by;  ///< the records clerk (văn thư) who put the seal on it
    bool operator==(const DelegationGranted&) const = default;
};

struct DelegationRevoked {
    Revocation revocation;
    bool operator==(const DelegationRevoked&) const = default;
};

using InstrumentEvent = std::variant<DelegationGranted, DelegationRevoked>;

/// Whether the delegation may be issued on this day: delegator in office and holding the power, no re-delegation,
/// delegates eligible, content and term present, term within the territory's limit (domain.md 8.5, E4, E6, E7).
[[nodiscard]] Result<void> may_grant(const Delegation& delegation,
                                     const organisation::Organisation& organisation,
                                     const Rules& rules,
                                     Instant at);

/// Revokes from an instant on; earlier acts stay valid (E3). A second revocation is refused.
[[nodiscard]] Result<DelegationRevoked> revoke(const Instrument& instrument, Revocation revocation);

/// The instrument after an event. Total: every event ever written applies.
[[nodiscard]] Instrument evolve(Instrument instrument, const InstrumentEvent& event);

}  // namespace trien::authority
