// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/error.hpp"

namespace trien::cli {

/// What the program's end says to scripts. Published in docs/exit-codes.md; never renumbered.
enum class ExitCode : int {
    ok = 0,
    negative = 1,        ///< it ran well, and the answer is no
    usage = 2,           ///< the caller's words are off
    environment = 3,     ///< something this machine should have is missing
    input = 4,           ///< a file or value cannot be used
    denied = 5,          ///< no right, no authority, wrong PIN
    nothing_to_do = 6,   ///< already done
    external = 7,        ///< a child program, token or service failed
    partial = 8,         ///< some items of a batch failed
    conflict = 9,        ///< somebody changed it meanwhile
    indeterminate = 10,  ///< a verification could not decide
    retry = 75,          ///< temporary
    interrupted = 130,   ///< SIGINT, state saved
    terminated = 143,    ///< SIGTERM, state saved
};

[[nodiscard]] ExitCode exit_code_of(Fault fault);
[[nodiscard]] ExitCode exit_code_of(const Refusal& refusal);

}  // namespace trien::cli
