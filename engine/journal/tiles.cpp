// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/tiles.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/detail/folder_lock.hpp"

namespace trien::journal {

namespace {

namespace fs = std::filesystem;

/// A tile's hashes are the leaves of a subtree of this height.
constexpr int tile_height = 8;
constexpr std::size_t hash_size = 32;
constexpr std::size_t length_size = 2;
constexpr std::uintmax_t max_note_size = 65536;
constexpr std::uintmax_t max_bundle_size = tile_width * (length_size + max_entry_size);
constexpr std::int64_t page = 4096;
/// Files are written to the disk together, this many bytes at a time.
constexpr std::size_t max_pending = std::size_t{16} << 20U;
constexpr const char* note_file = "checkpoint";

/// "x001/x234/067" for 1,234,067.
std::string index_path(std::int64_t index) {
    std::string path = fmt::format("{:03}", index % 1000);
    for (index /= 1000; index > 0; index /= 1000) path = fmt::format("x{:03}/{}", index % 1000, path);
    return path;
}

fs::path partial(std::string path, std::int64_t width) {
    if (width < tile_width) path += fmt::format(".p/{}", width);
    return path;
}

/// How many of `count` stand in tile or bundle `index`.
std::int64_t width_of(std::int64_t index, std::int64_t count) {
    return std::min(tile_width, count - index * tile_width);
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// Reads a run of hashes of one tile level that lie in one tile.
using Hashes = std::function<std::vector<Digest>(int tile_level, std::int64_t from, std::int64_t count)>;

/// A tree of which only every eighth level is kept.
Subtrees fold(Hashes hashes) {
    return [hashes = std::move(hashes)](int level, std::int64_t index) {
        const int inner = level % tile_height;
        const auto run = hashes(level / tile_height, index << inner, std::int64_t{1} << inner);
        return subtrees_of(std::span(run))(inner, 0);
    };
}

Error corrupt(const char* code, std::string element, const char* vi, const char* en) {
    return Error(Fault::corrupt, code, {"", 0, 0, std::move(element)}, {vi, en},
                 {"Không công bố gì thêm; chạy `trien journal verify` để tìm chỗ sai",
                  "nothing more is published; run `trien journal verify` to find the place"});
}

Error faulty(const char* code, const fs::path& file, std::string vi, std::string en) {
    return Error(Fault::input, code, {file.string(), 0, 0, ""}, {std::move(vi), std::move(en)},
                 {"Chép lại tệp này từ nhật ký", "copy the file again from the journal"});
}

/// Brings one folder up to one checkpoint.
class TileWriter {
  public:
    TileWriter(Store& store, const fs::path& folder, Checkpoint head)
        : store_(store), folder_(folder), head_(std::move(head)) {}

    void write() {
        first_ = first_block();
        read_leaves();
        for (std::int64_t block = first_; block * tile_width < head_.size; ++block) write_block(block);
        std::int64_t count = head_.size >> tile_height;
        for (int level = 1; count > 0; ++level, count >>= tile_height) write_level(level, count);
        flush();
    }

  private:
    /// The first block of 256 entries that may not be there. Throws if the folder shows another history.
    std::int64_t first_block() {
        if (!is_there(folder_ / note_file)) return 0;
        const Checkpoint before = read_published(folder_).checkpoint;
        if (before.size > head_.size) throw differs("tiles.ahead", before);
        const Digest root = Frontier(before.size, subtrees_of(store_)).root();
        if (before.origin != head_.origin || before.root != root) throw differs("tiles.fork", before);
        std::int64_t block = before.size / tile_width;
        while (block > 0 && !has_block(block - 1)) --block;
        return block;
    }

    [[nodiscard]] bool has_block(std::int64_t block) const {
        const std::int64_t width = width_of(block, head_.size);
        return is_there(folder_ / tile_path(0, block, width)) && is_there(folder_ / bundle_path(block, width));
    }

    [[nodiscard]] Error differs(const char* code, const Checkpoint& before) const {
        return Error(
            Fault::corrupt, code, {(folder_ / note_file).string(), 0, 0, fmt::format("checkpoint {}", before.size)},
            {fmt::format("Điểm kiểm đã công bố (cỡ {}) không thuộc lịch sử của nhật ký này (cỡ {})", before.size,
                         head_.size),
             fmt::format("the published checkpoint (size {}) is not of this journal's history (size {})", before.size,
                         head_.size)},
            {"Nhật ký có thể đã bị cắt hoặc thay bằng bản cũ: giữ nguyên cả hai, báo người phụ trách",
             "the journal may have been cut or replaced by an old copy: keep both as they are, tell the person in "
             "charge"});
    }

    /// The new leaves, once they and the nodes that go into tiles are seen to lead to the signed root.
    void read_leaves() {
        const std::int64_t start = first_ * tile_width;
        Frontier frontier(start, fold([this](int level, std::int64_t from, std::int64_t count) {
                              return nodes(level, from, count);
                          }));
        while (frontier.size() < head_.size) {
            const auto leaves = store_.leaves(frontier.size(), std::min(page, head_.size - frontier.size()));
            if (leaves.empty()) throw missing(frontier.size());
            for (const Digest& leaf : leaves) frontier.append(leaf, [this](const Node& node) { compare(node); });
            leaves_.insert(leaves_.end(), leaves.begin(), leaves.end());
        }
        if (frontier.root() == head_.root) return;
        throw corrupt("journal.checkpoint-root", fmt::format("checkpoint {}", head_.size),
                      "Các bản ghi không khớp điểm kiểm đã ký", "the entries do not match the signed checkpoint");
    }

    void compare(const Node& node) {
        if (node.level % tile_height != 0 || store_.node(node.level, node.index) == node.hash) return;
        throw bad_node(node.level, node.index);
    }

    std::vector<Digest> nodes(int tile_level, std::int64_t from, std::int64_t count) {
        std::vector<Digest> hashes;
        for (std::int64_t index = from; index < from + count; ++index) {
            const auto hash = store_.node(tile_level * tile_height, index);
            if (!hash) throw bad_node(tile_level * tile_height, index);
            hashes.push_back(*hash);
        }
        return hashes;
    }

    static Error bad_node(int level, std::int64_t index) {
        return corrupt("journal.node", fmt::format("node {}/{}", level, index),
                       "Cây băm đang lưu thiếu hoặc sai một nút", "a node of the stored hash tree is missing or wrong");
    }

    static Error missing(std::int64_t index) {
        return corrupt("journal.gap", fmt::format("entry {}", index), "Thiếu bản ghi này", "this entry is missing");
    }

    /// 256 entries, or the last few, with their leaves.
    void write_block(std::int64_t block) {
        const std::int64_t width = width_of(block, head_.size);
        if (!has_block(block)) {
            const auto begin = leaves_.begin() + (block - first_) * tile_width;
            const std::span<const Digest> leaves(begin, begin + width);
            put(bundle_path(block, width), bundle(block * tile_width, leaves));
            put(tile_path(0, block, width), joined(leaves));
        }
        if (width < tile_width) return;
        drop_partial(bundle_path(block, width));
        drop_partial(tile_path(0, block, width));
    }

    void write_level(int level, std::int64_t count) {
        const std::int64_t ready = first_ >> (tile_height * (level - 1));
        for (std::int64_t index = ready / tile_width; index * tile_width < count; ++index) {
            const std::int64_t width = width_of(index, count);
            const fs::path path = tile_path(level, index, width);
            if (!is_there(folder_ / path)) put(path, joined(nodes(level, index * tile_width, width)));
            if (width == tile_width) drop_partial(path);
        }
    }

    std::string bundle(std::int64_t from, std::span<const Digest> leaves) {
        const auto rows = store_.rows(from, std::ssize(leaves));
        std::string bytes;
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            const auto index = from + static_cast<std::int64_t>(i);
            if (i >= rows.size() || rows[i].index != index) throw missing(index);
            const std::string& entry = rows[i].bytes;
            if (leaf_hash(entry) != leaves[i] || entry.size() > max_entry_size) {
                throw corrupt("journal.hash", fmt::format("entry {}", index), "Bản ghi này đã bị sửa",
                              "this entry was altered");
            }
            bytes += static_cast<char>(entry.size() >> 8U);
            bytes += static_cast<char>(entry.size() & 0xFFU);
            bytes += entry;
        }
        return bytes;
    }

    static std::string joined(std::span<const Digest> hashes) {
        std::string bytes;
        for (const Digest& hash : hashes) bytes += hash.view();
        return bytes;
    }

    void put(const fs::path& path, std::string bytes) {
        const fs::path file = folder_ / path;
        std::error_code ignored;  // writing the file will say it better
        fs::create_directories(file.parent_path(), ignored);
        pending_bytes_ += bytes.size();
        pending_.push_back({file, std::move(bytes)});
        if (pending_bytes_ > max_pending) flush();
    }

    /// Removes the partial files of a full one, once that is there.
    void drop_partial(const fs::path& full) { outgrown_.emplace_back((folder_ / full).string() + ".p"); }

    void flush() {
        write_files(pending_);
        pending_.clear();
        pending_bytes_ = 0;
        std::error_code ignored;  // a partial tile that stays does no harm
        for (const fs::path& folder : outgrown_) fs::remove_all(folder, ignored);
        outgrown_.clear();
    }

    Store& store_;
    const fs::path& folder_;
    Checkpoint head_;
    std::int64_t first_ = 0;      // block: all before it are there
    std::vector<Digest> leaves_;  // from that block on
    std::vector<NewFile> pending_;
    std::size_t pending_bytes_ = 0;
    std::vector<fs::path> outgrown_;
};

/// Where a tile or bundle lies, and how much it holds.
struct Piece {
    fs::path file;
    std::int64_t width = 0;
};

/// A partial one may have become full since the checkpoint that is looked at.
Piece whole_or_partial(const fs::path& whole, const fs::path& part, std::int64_t width) {
    return is_there(whole) ? Piece{whole, tile_width} : Piece{part, width};
}

/// A tile's first hashes.
std::vector<Digest> read_tile(const fs::path& folder, int level, std::int64_t index, std::int64_t width) {
    const auto [file, held] =
        whole_or_partial(folder / tile_path(level, index, tile_width), folder / tile_path(level, index, width), width);
    const auto expected = static_cast<std::size_t>(held) * hash_size;
    const std::string bytes = read_file(file, tile_width * hash_size);
    if (bytes.size() != expected) {
        throw faulty("tiles.length", file, fmt::format("Tệp băm dài {} byte, phải là {}", bytes.size(), expected),
                     fmt::format("the tile has {} bytes, but must have {}", bytes.size(), expected));
    }
    std::vector<Digest> hashes(static_cast<std::size_t>(width));
    auto at = bytes.begin();
    for (Digest& hash : hashes) {
        std::copy_n(at, hash_size, hash.bytes.begin());
        at += hash_size;
    }
    return hashes;
}

/// The entries of a bundle's bytes; nothing if a length leads beyond the end.
std::optional<std::vector<std::string>> split_bundle(std::string_view bytes) {
    std::vector<std::string> entries;
    while (!bytes.empty()) {
        if (bytes.size() < length_size) return std::nullopt;
        const auto length =
            static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]) << 8U | static_cast<unsigned char>(bytes[1]));
        bytes.remove_prefix(length_size);
        if (bytes.size() < length) return std::nullopt;
        entries.emplace_back(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return entries;
}

}  // namespace

fs::path tile_path(int level, std::int64_t index, std::int64_t width) {
    return partial(fmt::format("tile/{}/{}", level, index_path(index)), width);
}

fs::path bundle_path(std::int64_t index, std::int64_t width) {
    return partial("tile/entries/" + index_path(index), width);
}

void write_tiles(Store& store, const fs::path& folder) {
    std::error_code ignored;  // the lock will say it better
    fs::create_directories(folder, ignored);
    const FolderLock lock(folder);
    const auto newest = store.last_checkpoint();
    if (!newest) return;
    const auto head = Checkpoint::of_note(newest->note);
    if (!head || head->size != newest->size) {
        throw corrupt("journal.checkpoint-signature", fmt::format("checkpoint {}", newest->size),
                      "Điểm kiểm mới nhất không đọc được", "the newest checkpoint cannot be read");
    }
    TileWriter(store, folder, *head).write();
    const std::string shown = cosigned_note(store, *newest);
    const fs::path file = folder / note_file;
    if (!is_there(file) || read_file(file, max_note_size) != shown) write_file(file, shown);
}

Published read_published(const fs::path& folder) {
    const fs::path file = folder / note_file;
    std::string note = read_file(file, max_note_size);
    auto checkpoint = Checkpoint::of_note(note);
    if (!checkpoint) throw faulty("tiles.checkpoint", file, "Đây không phải điểm kiểm", "this is no checkpoint");
    return {std::move(*checkpoint), std::move(note)};
}

Subtrees subtrees_of(const fs::path& folder, std::int64_t size) {
    return fold([folder, size](int level, std::int64_t from, std::int64_t count) {
        const std::int64_t index = from / tile_width;
        const auto tile = read_tile(folder, level, index, width_of(index, size >> (tile_height * level)));
        const auto begin = tile.begin() + from % tile_width;
        return std::vector<Digest>(begin, begin + count);
    });
}

std::vector<std::string> read_bundle(const fs::path& folder, std::int64_t index, std::int64_t size) {
    const std::int64_t width = width_of(index, size);
    const auto [file, held] =
        whole_or_partial(folder / bundle_path(index, tile_width), folder / bundle_path(index, width), width);
    auto entries = split_bundle(read_file(file, max_bundle_size));
    if (!entries || std::ssize(*entries) != held) {
        throw faulty("tiles.bundle", file, fmt::format("Tệp này không chứa đúng {} bản ghi", held),
                     fmt::format("the bundle does not hold exactly {} entries", held));
    }
    entries->resize(static_cast<std::size_t>(width));
    return std::move(*entries);
}

}  // namespace trien::journal
