// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/bpmn/model.hpp"

namespace trien::bpmn {

/// One rule of the executable profile.
struct ProfileRule {
    std::string_view code;  ///< stable: "BPMN-101"
    Finding::Severity severity = Finding::Severity::error;
    std::string_view cause_vi;
    std::string_view cause_en;
    std::string_view mend_vi;
    std::string_view mend_en;
};

/// Every rule, by code.
[[nodiscard]] std::span<const ProfileRule> profile_rules();

/// What stands in the way of executing the executable processes of a file, in the order of the file.
///
/// Other processes are drawings and are not looked at. What BPMN 2.0.1 lets a process leave out is not asked for: a
/// start or end event, a gateway where flows part or meet. What no engine may skip in silence is an error: complex
/// gateways, token quantities, choreographies, and every shape the standard forbids.
[[nodiscard]] Findings check_executable(const Definitions& definitions);

}  // namespace trien::bpmn
