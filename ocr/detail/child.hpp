// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace trien::ocr {

/// Runs a program found on PATH with these arguments, silent and without a shell, and waits for it.
/// @returns its exit status; 128 + signal when it was killed.
/// @throws Error(Fault::environment) "ocr.no-program" when it is not installed.
int run_child(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace trien::ocr
