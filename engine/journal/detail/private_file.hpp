// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace trien::journal {

/// Makes a new file that only its owner can read or write, from its first byte on; durable when it returns.
/// @returns  false if a file of that name exists; it is left alone.
/// @throws Error(Fault::environment) naming the file.
[[nodiscard]] bool create_private_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace trien::journal
