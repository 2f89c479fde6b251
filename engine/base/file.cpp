// SPDX-License-Identifier: Apache-2.0
#include "engine/base/file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"
#include "engine/base/random.hpp"

namespace trien {

namespace fs = std::filesystem;

namespace {

Error unreadable(const fs::path& path, const std::string& vi, const std::string& en) {
    return Error(Fault::input, "file.unreadable", {path.string(), 0, 0, ""}, {vi, en},
                 {"Kiểm tra đường dẫn và quyền đọc", "check the path and the right to read it"});
}

Error unwritable(const fs::path& path) {
    return Error(Fault::environment, "file.unwritable", {path.string(), 0, 0, ""},
                 {fmt::format("Không ghi được tệp: {}", std::strerror(errno)),
                  fmt::format("the file cannot be written: {}", std::strerror(errno))},
                 {"Kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa",
                  "check the folder, the right to write and the free space"});
}

/// A POSIX file descriptor; std::ofstream cannot flush to the disk.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }

  private:
    int fd_;
};

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// The folder a file lies in; refers to nothing if it cannot be opened.
Descriptor open_folder_of(const fs::path& path) {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    return Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/// The file beside its target that becomes it, or goes away.
class PartFile {
  public:
    explicit PartFile(fs::path target)
        : target_(std::move(target)), part_(target_.string() + "." + random_uuid().substr(0, 8) + ".part") {}
    ~PartFile() {
        if (!part_.empty()) ::unlink(part_.c_str());
    }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    enum class Flush { now, later };
    void write(std::string_view bytes, Flush flush) {
        const Descriptor out(::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
        if (out.get() < 0 || !write_all(out.get(), bytes)) throw unwritable(target_);
        if (flush == Flush::now && ::fsync(out.get()) != 0) throw unwritable(target_);
    }

    /// Takes the target's name.
    void publish() {
        if (::rename(part_.c_str(), target_.c_str()) != 0) throw unwritable(target_);
        part_.clear();
    }

  private:
    fs::path target_;
    fs::path part_;
};

}  // namespace

std::string read_file(const fs::path& path, std::uintmax_t limit) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) throw unreadable(path, "Không có tệp này", "there is no such file");
    if (fs::is_directory(status))
        throw unreadable(path, "Đây là thư mục, không phải tệp", "this is a folder, not a file");
    std::ifstream in(path, std::ios::binary);
    if (!in) throw unreadable(path, "Không mở được tệp", "the file cannot be opened");
    const auto size = fs::is_regular_file(status) ? fs::file_size(path, error) : 0;
    if (size > limit) {
        throw unreadable(path, fmt::format("Tệp lớn {} byte, quá giới hạn {} byte", size, limit),
                         fmt::format("the file has {} bytes, more than the limit of {}", size, limit));
    }
    std::string bytes(size, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    // What is not a regular file (a pipe) has no size beforehand.
    for (char buffer[65536]; in.read(buffer, sizeof buffer) || in.gcount() > 0;) {
        bytes.append(buffer, static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > limit) throw unreadable(path, "Tệp quá lớn", "the file is too large");
    }
    return bytes;
}

void read_in_pieces(const fs::path& path, const std::function<void(std::string_view)>& take) {
    const Handle<std::FILE, std::fclose> file(std::fopen(path.c_str(), "rbe"));
    std::array<char, 65536> piece{};
    const auto require_read = [&](bool ok) {
        if (ok) return;
        const std::string cause = std::strerror(errno);
        throw unreadable(path, fmt::format("Không đọc được tệp: {}", cause),
                         fmt::format("the file cannot be read: {}", cause));
    };
    require_read(file != nullptr);
    while (std::feof(file.get()) == 0) {
        const std::size_t size = std::fread(piece.data(), 1, piece.size(), file.get());
        require_read(std::ferror(file.get()) == 0);
        take(std::string_view(piece.data(), size));
    }
}

void write_file(const fs::path& path, std::string_view bytes) {
    PartFile part(path);
    part.write(bytes, PartFile::Flush::now);
    part.publish();
    const Descriptor directory = open_folder_of(path);
    if (directory.get() >= 0) ::fsync(directory.get());
}

void write_files(std::span<const NewFile> files) {
    if (files.empty()) return;
    std::deque<PartFile> parts;
    for (const NewFile& file : files) parts.emplace_back(file.path).write(file.bytes, PartFile::Flush::later);
    const Descriptor folder = open_folder_of(files.front().path);
    if (::syncfs(folder.get()) != 0) throw unwritable(files.front().path);
    for (PartFile& part : parts) part.publish();
    if (::syncfs(folder.get()) != 0) throw unwritable(files.front().path);
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "trien-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw unwritable(name);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace trien
