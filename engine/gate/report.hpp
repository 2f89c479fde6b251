// SPDX-License-Identifier: Apache-2.0
// What the gate says of a procedure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"
#include "engine/base/message.hpp"
#include "engine/gate/separation.hpp"
#include "engine/gate/soundness.hpp"
#include "engine/gate/staffing.hpp"
#include "engine/gate/time.hpp"
#include "engine/procedure/document.hpp"

namespace trien::gate {

struct Finding {
    enum class Severity : std::uint8_t {
        error,    ///< the procedure may not be issued
        warning,  ///< somebody must look at it
        note,     ///< worth knowing
    };
    Severity severity = Severity::error;
    std::string code;  ///< stable: "GATE-001"; docs/gate.md lists them
    Message text;
    Message mend;
    std::vector<ElementId> elements;  ///< to be shown on the picture
    std::vector<Move> way;            ///< of a flaw of the net: how a case comes there
};

/// A part of the check that was left out, and what it would have needed.
struct Skipped {
    Message check;
    Message why;
};

struct Report {
    procedure::ProcedureKey key;
    std::vector<Finding> findings;
    std::vector<Skipped> skipped;
    Soundness soundness;
    std::vector<TimePlan> times;            ///< by column of the step table
    std::vector<StaffingRow> staffing;      ///< steps by ordinal; empty when skipped
    std::vector<SeparationDay> separation;  ///< by day looked at; empty when skipped

    void error(std::string code, Message text, Message mend, std::vector<ElementId> elements = {});
    void warning(std::string code, Message text, Message mend, std::vector<ElementId> elements = {});
    void note(std::string code, Message text, Message mend, std::vector<ElementId> elements = {});
};

/// True when no finding is an error and the net was decided about. What was skipped is the caller's to weigh.
[[nodiscard]] bool may_issue(const Report& report);

/// The whole report, schema trien.gate/1.
[[nodiscard]] Json to_json(const Report& report);

/// The whole report for people, a line a fact, without a line end after the last.
[[nodiscard]] std::string text(const Report& report, Language language);

[[nodiscard]] std::string_view text_of(Finding::Severity severity);

}  // namespace trien::gate
