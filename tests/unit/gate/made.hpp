// SPDX-License-Identifier: Apache-2.0
// Procedures and offices made for a test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/execution/net.hpp"
#include "engine/gate/gate.hpp"

namespace trien::gate {

/// A step of a made procedure: the id of its node, its role, and its time cell in half days; steps that name the same
/// cell share it.
struct MadeStep {
    std::string id;
    std::string role = "clerk";
    int half_days = 1;
    std::string cell;
};

struct Made {
    procedure::Procedure procedure;

    [[nodiscard]] Report check(const World& world = {}) const { return gate::check(procedure, world); }
    procedure::Step& step(const std::string& id);
};

/// In force from 2026-01-01; a deadline of so many working days in the standard case.
[[nodiscard]] Made make(std::string_view terse, const std::vector<MadeStep>& steps, int working_days = 5);

/// "an:clerk,chair binh:clerk ha:chair(2026-02-01..2026-03-01)": people and the roles they hold, from 2025 on unless
/// days are given. Each person has a post of their own.
[[nodiscard]] organisation::Organisation office(const std::string& people);

/// The procedure that ships, and the office of the demonstration.
[[nodiscard]] Made shipped_made();
[[nodiscard]] const organisation::Organisation& demo_office();

[[nodiscard]] Date day(const std::string& iso);
/// The codes of the findings, with spaces between.
[[nodiscard]] std::string codes_of(const Report& report);
/// The Vietnamese text of the first finding with that code; empty if there is none.
[[nodiscard]] std::string words_of(const Report& report, const std::string& code);

}  // namespace trien::gate
