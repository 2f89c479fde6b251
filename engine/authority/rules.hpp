// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/organisation/organisation.hpp"

namespace trien::authority {

/// Who holds the power for an act by law, and whether it may be delegated, in a period.
struct ActRule {
    ActCode act;
    std::string name;
    RoleId holder;  ///< the role that holds the power by office (inherent)
    bool delegable = false;
    organisation::Period valid;
    std::string citation;
};

/// The longest term of a delegation in a territory, in a period.
struct TermRule {
    std::string territory;  ///< first part of the organisation code ("H26" = Hà Nội)
    int max_months = 0;
    organisation::Period valid;
    std::string citation;
};

/// What offices do where the law leaves it to them.
struct Practice {
    RoleId seal_keeper;            ///< who keeps and uses the agency's seal (văn thư)
    std::string copy_mark;         ///< printed at the top of a certified copy ("BẢN SAO")
    std::string report_cycle;      ///< how often a delegate reports, in words ("hằng tháng")
    RoleId destruction_requester;  ///< who asks that personal data be destroyed
    RoleId destruction_approver;   ///< who destroys it; never the same person
};

/// The law of authority as data (processes/authority.json).
class Rules {
  public:
    Rules(std::vector<ActRule> acts, std::vector<TermRule> terms, Practice practice)
        : acts_(std::move(acts)), terms_(std::move(terms)), practice_(std::move(practice)) {}

    [[nodiscard]] const ActRule* act(const ActCode& act, Date day) const;
    /// The term rule for an organisation code; the longest matching territory decides. Null when none is known.
    [[nodiscard]] const TermRule* term(std::string_view organisation_code, Date day) const;

    [[nodiscard]] const Practice& practice() const { return practice_; }

  private:
    std::vector<ActRule> acts_;
    std::vector<TermRule> terms_;
    Practice practice_;
};

/// @throws Error(Fault::input) naming file and member.
[[nodiscard]] Rules read_rules(std::string_view json, const std::string& name);

}  // namespace trien::authority
