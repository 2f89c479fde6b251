// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace trien::journal {

/// Holds a folder against other processes and threads that lock it too, as long as it lives. Waits for its turn.
class FolderLock {
  public:
    /// @throws Error(Fault::environment) naming the folder if it cannot be opened or locked.
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_;
};

}  // namespace trien::journal
