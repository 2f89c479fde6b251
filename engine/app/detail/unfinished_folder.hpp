// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/base/digest.hpp"

namespace trien::app {

/// A file that was copied.
struct CopiedFile {
    std::int64_t size = 0;
    Digest digest;
};

/// A new folder that only its owner can enter, built beside its name as `NAME.partial`. Until finish() nothing stands
/// under the name, and what was built goes with this object.
class UnfinishedFolder {
  public:
    /// @throws Error(Fault::conflict) "folder.partial" where an unfinished one is; Error(Fault::environment).
    explicit UnfinishedFolder(std::filesystem::path name);
    ~UnfinishedFolder();
    UnfinishedFolder(const UnfinishedFolder&) = delete;
    UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;

    /// Where it is built.
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Copies a file of any size, with the owner's rights only; makes the folders above it.
    /// @param to  relative
    /// @throws Error(Fault::input) "file.unreadable", Error(Fault::environment) "file.unwritable", naming the file.
    CopiedFile copy_in(const std::filesystem::path& from, const std::filesystem::path& to) const;
    /// Flushes everything to the disk and gives it its name, which must be free or that of an empty folder.
    void finish();

  private:
    std::filesystem::path name_;
    std::filesystem::path path_;
    bool finished_ = false;
};

}  // namespace trien::app
