// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/folder_lock.hpp"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "engine/base/error.hpp"

namespace trien::journal {

FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0) {
        if (errno == EINTR) continue;
        ::close(descriptor_);
        descriptor_ = -1;
    }
    if (descriptor_ >= 0) return;
    const std::string cause = std::strerror(errno);
    throw Error(Fault::environment, "journal.folder", {folder.string(), 0, 0, ""},
                {fmt::format("Không giữ được thư mục: {}", cause), fmt::format("the folder cannot be held: {}", cause)},
                {"Kiểm tra thư mục và quyền truy cập", "check the folder and the right to it"});
}

FolderLock::~FolderLock() {
    ::close(descriptor_);
}

}  // namespace trien::journal
