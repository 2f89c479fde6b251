// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace trien {

/// The whole file as bytes.
/// @param limit  refuses a larger file before reading it.
/// @throws Error(Fault::input) naming the file when it is absent, unreadable, a folder or too large.
[[nodiscard]] std::string read_file(const std::filesystem::path& path, std::uintmax_t limit = std::uintmax_t{1} << 30U);

/// Hands a file of any size to `take`, piece by piece.
/// @throws Error(Fault::input) "file.unreadable" naming the file.
void read_in_pieces(const std::filesystem::path& path, const std::function<void(std::string_view piece)>& take);

/// Writes all or nothing: a temporary file beside the target, flushed to disk, then renamed over it.
/// @throws Error(Fault::environment) naming the file.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A file that is to be written.
struct NewFile {
    std::filesystem::path path;
    std::string bytes;
};

/// Writes many files of one file system, each whole or not at all. Flushes the disk once for all, which for many small
/// files is many times faster than one by one.
/// @throws Error(Fault::environment) naming the file; some of the files may then be there.
void write_files(std::span<const NewFile> files);

/// A new empty folder under the system's temporary folder, removed with its content at the end of life.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace trien
