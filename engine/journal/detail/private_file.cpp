// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/private_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"

namespace trien::journal {

namespace {

void require(bool ok, const std::filesystem::path& path) {
    if (ok) return;
    const std::string cause = std::strerror(errno);
    throw Error(Fault::environment, "journal.unwritable", {path.string(), 0, 0, ""},
                {fmt::format("Không tạo được tệp: {}", cause), fmt::format("the file cannot be made: {}", cause)},
                {"Kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa",
                 "check the folder, the right to write and the free space"});
}

/// Makes the new name itself durable.
void sync_folder(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    require(descriptor >= 0, folder);
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

bool create_private_file(const std::filesystem::path& path, std::string_view bytes) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0 && errno == EEXIST) return false;
    require(descriptor >= 0, path);
    const Handle<std::FILE, std::fclose> file(::fdopen(descriptor, "wb"));
    require(file != nullptr, path);
    require(std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size(), path);
    require(std::fflush(file.get()) == 0 && ::fsync(descriptor) == 0, path);
    sync_folder(path);
    return true;
}

}  // namespace trien::journal
