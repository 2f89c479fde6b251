// SPDX-License-Identifier: Apache-2.0
#include "engine/blob/blob_store.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.hpp"
#include "engine/base/handle.hpp"
#include "engine/base/random.hpp"

namespace trien::blob {

namespace fs = std::filesystem;

namespace {

using File = Handle<std::FILE, std::fclose>;

constexpr std::size_t piece_size = 65536;
constexpr ::mode_t read_only = 0440;

void require_written(bool ok, const fs::path& path) {
    if (ok) return;
    const std::string cause = std::strerror(errno);
    throw Error(Fault::environment, "blob.unwritable", {path.string(), 0, 0, ""},
                {fmt::format("Không ghi được vào kho tệp: {}", cause),
                 fmt::format("the file store cannot be written: {}", cause)},
                {"Kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa",
                 "check the folder, the right to write and the free space"});
}

Error unreadable(const fs::path& path) {
    const std::string cause = std::strerror(errno);
    return Error(Fault::input, "blob.unreadable", {path.string(), 0, 0, ""},
                 {fmt::format("Không đọc được tệp: {}", cause), fmt::format("the file cannot be read: {}", cause)},
                 {"Kiểm tra đường dẫn và quyền đọc", "check the path and the right to read it"});
}

Message restore_text() {
    return {"Khôi phục tệp này từ bản sao lưu", "restore this file from a backup"};
}

Error altered(const fs::path& path, const Digest& digest) {
    return Error(Fault::corrupt, "blob.altered", {path.string(), 0, 0, ""},
                 {fmt::format("Tệp lưu trữ đã bị thay đổi: nội dung không còn khớp mã băm {}", digest.hex()),
                  fmt::format("the stored file was altered: its content no longer matches its hash {}", digest.hex())},
                 restore_text());
}

Error missing(const fs::path& path, const Digest& digest) {
    return Error(Fault::corrupt, "blob.missing", {path.string(), 0, 0, ""},
                 {fmt::format("Mất tệp lưu trữ có mã băm {}", digest.hex()),
                  fmt::format("the stored file of hash {} is missing", digest.hex())},
                 restore_text());
}

/// Hands the file to `take` piece by piece.
template <class Take>
void read_pieces(const fs::path& path, Take take) {
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) throw unreadable(path);
    std::array<char, piece_size> piece{};
    while (std::feof(file.get()) == 0) {
        const std::size_t size = std::fread(piece.data(), 1, piece.size(), file.get());
        if (std::ferror(file.get()) != 0) throw unreadable(path);
        take(std::string_view(piece.data(), size));
    }
}

Digest digest_of_file(const fs::path& path) {
    Hasher hasher;
    read_pieces(path, [&](std::string_view piece) { hasher.add(piece); });
    return hasher.finish();
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    require_written(descriptor >= 0, folder);
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    require_written(synced, folder);
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    const bool made = fs::create_directories(folder, error);
    errno = error.value();
    require_written(!error, folder);
    if (made && folder.has_parent_path()) sync_folder(folder.parent_path());
}

/// A blob on its way in: written under a passing name, hashed meanwhile, renamed to its digest when complete.
class Arrival {
  public:
    explicit Arrival(const fs::path& folder) : path_(folder / (random_uuid() + ".part")) {
        make_folder(folder);
        const int descriptor = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        require_written(descriptor >= 0, path_);
        file_.reset(::fdopen(descriptor, "wb"));
        require_written(file_ != nullptr, path_);
    }
    ~Arrival() { ::unlink(path_.c_str()); }
    Arrival(const Arrival&) = delete;
    Arrival& operator=(const Arrival&) = delete;

    void add(std::string_view piece) {
        require_written(std::fwrite(piece.data(), 1, piece.size(), file_.get()) == piece.size(), path_);
        hasher_.add(piece);
    }

    [[nodiscard]] Digest digest() { return hasher_.finish(); }

    void settle(const fs::path& target) {
        const int descriptor = ::fileno(file_.get());
        require_written(std::fflush(file_.get()) == 0, path_);
        require_written(::fchmod(descriptor, read_only) == 0 && ::fsync(descriptor) == 0, path_);
        make_folder(target.parent_path());
        require_written(::rename(path_.c_str(), target.c_str()) == 0, target);
        sync_folder(target.parent_path());
    }

  private:
    fs::path path_;
    File file_;
    Hasher hasher_;
};

/// The digest a file's place stands for: the names of its folder and its own. Nothing if they are no hash.
std::optional<Digest> digest_of_place(const fs::path& path) {
    return Digest::parse(path.parent_path().filename().string() + path.filename().string());
}

Finding finding(Finding::Severity severity, std::string code, const fs::path& path, Message text, Message mend) {
    return {severity, std::move(code), {path.string(), 0, 0, ""}, std::move(text), std::move(mend)};
}

}  // namespace

BlobStore::BlobStore(fs::path folder) : folder_(std::move(folder)) {}

Digest BlobStore::put(std::string_view bytes) {
    const Digest digest = sha256(bytes);
    if (holds(digest)) return digest;
    Arrival arrival(folder_);
    arrival.add(bytes);
    arrival.settle(path_of(digest));
    return digest;
}

Digest BlobStore::put_file(const fs::path& path) {
    const Digest known = digest_of_file(path);
    if (holds(known)) return known;
    Arrival arrival(folder_);
    read_pieces(path, [&](std::string_view piece) { arrival.add(piece); });
    // The file may have grown since it was first read: what counts is what arrived.
    const Digest digest = arrival.digest();
    arrival.settle(path_of(digest));
    return digest;
}

std::string BlobStore::get(const Digest& digest) const {
    const fs::path path = path_of(digest);
    if (!contains(digest)) throw missing(path, digest);
    std::string bytes = read_file(path);
    if (sha256(bytes) != digest) throw altered(path, digest);
    return bytes;
}

bool BlobStore::contains(const Digest& digest) const {
    std::error_code ignored;
    return fs::is_regular_file(path_of(digest), ignored);
}

fs::path BlobStore::path_of(const Digest& digest) const {
    const std::string hex = digest.hex();
    return folder_ / hex.substr(0, 2) / hex.substr(2);
}

void BlobStore::check(const Digest& digest) const {
    const fs::path path = path_of(digest);
    if (!contains(digest)) throw missing(path, digest);
    if (digest_of_file(path) != digest) throw altered(path, digest);
}

Findings BlobStore::check_all() const {
    std::set<fs::path> paths;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
        if (!at->is_directory()) paths.insert(at->path());
    }
    Findings findings;
    for (const fs::path& path : paths) check_place(path, findings);
    return findings;
}

bool BlobStore::holds(const Digest& digest) const {
    return contains(digest) && digest_of_file(path_of(digest)) == digest;
}

void BlobStore::check_place(const fs::path& path, Findings& findings) const {
    const auto digest = digest_of_place(path);
    if (!digest || path_of(*digest) != path) {
        findings.push_back(finding(Finding::Severity::warning, "blob.foreign", path,
                                   {"Tệp lạ trong kho", "not a file of the store"},
                                   {"Xóa nếu không ai cần", "delete it if nobody needs it"}));
        return;
    }
    try {
        check(*digest);
    } catch (const Error& e) {
        findings.push_back(finding(Finding::Severity::error, e.code(), path, e.cause(), e.mend()));
    }
}

}  // namespace trien::blob
