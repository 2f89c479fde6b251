// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/base/money.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::procedure {

/// Where a rule of the law data comes from and when it holds.
struct Provenance {
    Date valid_from{};
    std::optional<Date> valid_to;  ///< last day; nothing while in force
    std::string citation;
    bool verified = false;  ///< false: not read in an official text; the person in charge must check

    [[nodiscard]] bool holds_on(Date date) const { return valid_from <= date && (!valid_to || date <= *valid_to); }
};

/// A role a step asks for.
struct Role {
    RoleId id;
    Message name;
    std::string abbreviation;  ///< as printed in the step table: "TN"
};

/// What a fee is counted from.
struct FeeBasis {
    std::int64_t pages = 1;   ///< trang of the original (not sheets)
    std::int64_t copies = 1;  ///< for a fee per case: the number of cases
};

/// How much, from a page on.
struct FeeTier {
    std::int64_t from_page = 1;
    Dong per_page;
};

/// One rate of a fee in its time. Either per page of each copy, or one amount per case.
struct FeeRate {
    Provenance provenance;
    std::string territory;                 ///< whose tariff: "VN" nationwide, or a province code
    std::vector<FeeTier> tiers;            ///< ascending; empty for a fee per case
    std::optional<Dong> per_copy_at_most;  ///< cap of the sum over the pages of one copy
    Dong per_case;                         ///< used when there are no tiers
};

/// A fee (phí, lệ phí) with all its rates.
struct Fee {
    std::string id;
    Message name;
    std::vector<FeeRate> rates;
};

/// An amount, and the rule it came from.
struct FeeDue {
    Dong amount;
    std::string citation;
    bool verified = false;
};

/// One coded ground of refusal.
struct Ground {
    std::string code;  ///< "R22.1"
    Message text;
    Message exception;  ///< when the ground does not apply; may be empty
    Provenance provenance;
};

/// A list of grounds that a procedure names.
struct GroundList {
    std::string id;
    Message name;
    std::vector<Ground> grounds;
};

/// One wording of a certification statement (lời chứng) in its time.
struct StatementWording {
    Provenance provenance;
    bool provisional = false;  ///< printed in practice, the official form not yet read
    /// Lines in print order, with fields in braces: "{number}" and "{volume}" of the register, "{date}" as
    /// "23 tháng 11 năm 2026".
    std::vector<std::string> lines;
    std::vector<std::string> notes;  ///< footnotes

    /// The names between the braces, each once, in order of appearance.
    [[nodiscard]] std::vector<std::string> fields() const;
    /// The lines with every field filled in.
    /// @throws std::logic_error when a field has no value: callers ask `fields` first.
    [[nodiscard]] std::vector<std::string> filled(const std::map<std::string, std::string>& values) const;
};

/// A statement with all its wordings.
struct Statement {
    std::string id;
    Message name;
    std::vector<StatementWording> wordings;
};

/// One form of a register book in its time.
struct RegisterForm {
    Provenance provenance;
    std::string title;
    std::vector<std::string> columns;  ///< in print order
};

/// A register (sổ) and how it numbers.
struct RegisterRule {
    RegisterCode code;
    enum class Scope : std::uint8_t { year };
    Scope scope = Scope::year;  ///< ordinals restart with it
    std::int64_t first_ordinal = 1;
    std::int64_t minimum_digits = 1;  ///< 2: "01"
    std::string numbering_citation;
    std::vector<RegisterForm> forms;
};

/// The law as data: everything under processes/ that is not a procedure. Immutable.
class Library {
  public:
    /// Reads roles.json and every *.json of calendars/, fees/, reasons/, statements/ and registers/.
    /// @throws Error(Fault::input) naming file and member; ids that stand twice are refused.
    static Library load(const std::filesystem::path& processes);

    /// Each returns null when there is none of that id.
    [[nodiscard]] const Role* role(const RoleId& id) const;
    [[nodiscard]] const Fee* fee(std::string_view id) const;
    [[nodiscard]] const GroundList* grounds(std::string_view id) const;
    [[nodiscard]] const Statement* statement(std::string_view id) const;
    [[nodiscard]] const RegisterRule* book(const RegisterCode& code) const;
    [[nodiscard]] const calendar::WorkCalendar* calendar(std::string_view id) const;

    /// What a fee comes to on a day. Refused: unknown fee, no rate in force on that day, a count below one.
    [[nodiscard]] Result<FeeDue> fee_due(std::string_view id, Date on, FeeBasis basis) const;
    /// A ground of a list, in force on a day. Refused: unknown, or not in force.
    [[nodiscard]] Result<Ground> ground(std::string_view list, std::string_view code, Date on) const;
    /// The wording in force on a day. Refused: unknown, or none in force.
    [[nodiscard]] Result<StatementWording> wording(std::string_view id, Date on) const;
    /// The form of a register in force on a day. Refused: unknown, or none in force.
    [[nodiscard]] Result<RegisterForm> register_form(const RegisterCode& code, Date on) const;

    [[nodiscard]] const std::vector<Role>& roles() const { return roles_; }

  private:
    std::vector<Role> roles_;
    std::vector<Fee> fees_;
    std::vector<GroundList> grounds_;
    std::vector<Statement> statements_;
    std::vector<RegisterRule> registers_;
    std::vector<calendar::WorkCalendar> calendars_;
};

}  // namespace trien::procedure
