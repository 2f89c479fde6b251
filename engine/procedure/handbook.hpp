// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure {

/// What a role is to a step.
enum class Part : std::uint8_t {
    lead,         ///< chủ trì: does it
    accountable,  ///< chịu trách nhiệm: answers for it
    support,      ///< phối hợp
    consulted,    ///< được hỏi ý kiến
    informed,     ///< được thông báo
    superior,     ///< hears of it when it takes too long
};

/// A step a role has a part in.
struct Duty {
    const Procedure* procedure = nullptr;
    const Step* step = nullptr;
    std::vector<Part> parts;  ///< at least one, in the order of Part

    [[nodiscard]] bool leads() const { return parts.front() == Part::lead; }
};

/// Every step the role has a part in and no other, in the order of the procedures and of their steps. Points into
/// `procedures`.
[[nodiscard]] std::vector<Duty> duties(const RoleId& role, std::span<const Procedure> procedures);

/// The name used in files: "lead".
[[nodiscard]] std::string_view text_of(Part part);

/// The handbook of a role as plain Vietnamese text: of each step it leads when, how long, with which forms, what it may
/// end with and what that asks, what comes of it, who may not do it; of the others its part, when and how long.
/// @param library  for the names of roles; ids are given without it.
[[nodiscard]] std::string handbook(const RoleId& role,
                                   std::span<const Procedure> procedures,
                                   const Library* library = nullptr);

/// The same for programs, schema "trien.handbook/1".
[[nodiscard]] Json handbook_json(const RoleId& role,
                                 std::span<const Procedure> procedures,
                                 const Library* library = nullptr);

}  // namespace trien::procedure
