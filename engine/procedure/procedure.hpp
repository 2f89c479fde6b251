// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/ids.hpp"
#include "engine/execution/net.hpp"
#include "engine/procedure/document.hpp"
#include "engine/procedure/step.hpp"

namespace trien::procedure {

/// The variable that holds the outcome of the task completed last.
inline constexpr std::string_view outcome_variable = "outcome";

/// An end event and what it means for the dossier.
struct End {
    ElementId id;
    std::string name;
    bool refused = false;  ///< the matter ended with a refusal
    bool operator==(const End&) const = default;
};

/// One issued procedure, read from its BPMN file. Immutable by convention: made by read_procedure, then only read.
struct Procedure {
    Control control;
    std::string name;
    ActCode act;    ///< national procedure code (mã thủ tục hành chính): "2.000815"; empty for an internal procedure
    Digest digest;  ///< SHA-256 of the file's bytes: the identity a dossier is bound to
    bool no_wait = false;      ///< thủ tục không chờ: solved while the requester waits
    bool provisional = false;  ///< tạm thời: parts stand for facts nobody has verified
    std::vector<Source> sources;
    std::string purpose;
    std::string scope;
    std::vector<Reference> references;
    std::vector<Term> terms;
    std::string applicants;           ///< đối tượng thực hiện
    std::string agency;               ///< cơ quan thực hiện
    std::string result;               ///< kết quả thực hiện
    std::string conditions;           ///< yêu cầu, điều kiện thực hiện; may be empty
    std::int64_t dossier_copies = 1;  ///< số lượng hồ sơ, in sets (bộ)
    std::vector<Component> components;
    std::vector<Fact> facts;
    /// The first whose condition holds is the deadline of a case; the last has none. Empty when no law sets one.
    std::vector<Deadline> deadlines;
    std::vector<TimeGroup> time_groups;
    std::optional<std::string> fee;        ///< id in Library
    std::string fee_note;                  ///< what the law data cannot say of the fee yet; may be empty
    std::optional<std::string> reasons;    ///< id of the list of refusal grounds in Library
    std::optional<std::string> statement;  ///< id in Library
    std::optional<RegisterCode> book;      ///< the register the result is numbered in
    std::vector<Form> forms;
    std::vector<Record> records;
    std::vector<Step> steps;    ///< by ordinal
    std::vector<Clock> clocks;  ///< in the order of the file
    std::vector<End> ends;
    execution::Net net;  ///< what runs

    /// The step of an element. Null if there is none.
    [[nodiscard]] const Step* step(const ElementId& id) const;
    [[nodiscard]] const End* end(const ElementId& id) const;
    /// The legal deadline of a case with these variables. Null if the procedure has none.
    [[nodiscard]] const Deadline* deadline_for(const execution::Variables& variables) const;
    /// The time columns of the step table in the order printed: the deadline without condition, those with one, each
    /// followed by its extension if a time group is of it. There is always one.
    [[nodiscard]] std::vector<TimeColumn> time_columns() const;
    /// The time cell of a step in a case. Null if the step has none there.
    [[nodiscard]] const TimeGroup* time_of(const Step& step, std::string_view time_case) const;
    /// What a step asks for an outcome. Null if the step does not allow it.
    [[nodiscard]] static const AllowedOutcome* allowed(const Step& step, Outcome outcome);
};

}  // namespace trien::procedure
