// SPDX-License-Identifier: Apache-2.0
#include "engine/app/detail/unfinished_folder.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/base/handle.hpp"

namespace trien::app {

namespace fs = std::filesystem;

namespace {

using File = Handle<std::FILE, std::fclose>;

constexpr ::mode_t owner_only = 0700;

void require_written(bool ok, const fs::path& path) {
    if (ok) return;
    const std::string cause = std::strerror(errno);
    throw Error(Fault::environment, "file.unwritable", {path.string(), 0, 0, ""},
                {fmt::format("Không ghi được: {}", cause), fmt::format("this cannot be written: {}", cause)},
                {"Kiểm tra quyền ghi và chỗ trống trên đĩa, rồi làm lại; chưa có gì được giữ lại",
                 "check the right to write and the free space, then try again; nothing was left behind"});
}

void make_folders(const fs::path& folder) {
    if (fs::is_directory(folder)) return;
    make_folders(folder.parent_path());
    require_written(::mkdir(folder.c_str(), owner_only) == 0, folder);
}

/// Flushes the whole file system a folder lies on: one wait for any number of files.
void flush(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    require_written(descriptor >= 0, folder);
    const bool flushed = ::syncfs(descriptor) == 0;
    const int cause = errno;
    ::close(descriptor);
    errno = cause;
    require_written(flushed, folder);
}

/// Without a slash at its end, and below a folder that can be named.
fs::path clean(const fs::path& name) {
    fs::path path = fs::absolute(name).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

}  // namespace

UnfinishedFolder::UnfinishedFolder(fs::path name) : name_(clean(name)), path_(name_.string() + ".partial") {
    std::error_code error;
    fs::create_directories(name_.parent_path(), error);
    errno = error.value();
    require_written(!error, name_.parent_path());
    if (::mkdir(path_.c_str(), owner_only) == 0) return;
    require_written(errno == EEXIST, path_);
    throw Error(Fault::conflict, "folder.partial", {path_.string(), 0, 0, ""},
                {"Ở đây có một lần làm dở, hoặc đang làm", "an unfinished one is here, or one under way"},
                {"Nếu không có chương trình nào đang làm, xóa thư mục này rồi làm lại",
                 "if no program is at it, delete this folder and try again"});
}

UnfinishedFolder::~UnfinishedFolder() {
    if (finished_) return;
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

CopiedFile UnfinishedFolder::copy_in(const fs::path& from, const fs::path& to) const {
    const fs::path target = path_ / to;
    make_folders(target.parent_path());
    const ::mode_t mode = static_cast<::mode_t>(fs::status(from).permissions()) & owner_only;
    const int descriptor = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    require_written(descriptor >= 0, target);
    File out(::fdopen(descriptor, "wb"));
    require_written(out != nullptr, target);
    CopiedFile copied;
    Hasher hasher;
    read_in_pieces(from, [&](std::string_view piece) {
        require_written(std::fwrite(piece.data(), 1, piece.size(), out.get()) == piece.size(), target);
        hasher.add(piece);
        copied.size += std::ssize(piece);
    });
    require_written(std::fclose(out.release()) == 0, target);
    copied.digest = hasher.finish();
    return copied;
}

void UnfinishedFolder::finish() {
    flush(path_);
    require_written(::rename(path_.c_str(), name_.c_str()) == 0, name_);
    finished_ = true;
    flush(name_.parent_path());
}

}  // namespace trien::app
