// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/checkpoint.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace trien::journal {

namespace {

constexpr std::string_view signature_mark = "\u2014 ";
constexpr std::size_t id_size = 4;
constexpr std::int64_t page = 4096;

/// Takes the first line, without its line feed, off the text. Nothing if no line ends.
std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<std::int64_t> parse_size(std::string_view text) {
    std::int64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || end != text.data() + text.size() || size < 0) return std::nullopt;
    return size;
}

std::optional<Digest> parse_root(std::string_view text) {
    const auto bytes = from_base64(text);
    return bytes ? Digest::parse(to_hex(*bytes)) : std::nullopt;
}

tl::unexpected<Refusal> malformed() {
    return refuse(Refusal::Reason::invalid, "checkpoint.form",
                  {"Điểm kiểm không đúng dạng ghi chú đã ký", "the checkpoint is not a signed note"},
                  {"Lấy lại nguyên văn điểm kiểm, không sửa dấu cách hay xuống dòng",
                   "fetch the checkpoint again, with its blanks and line ends untouched"});
}

/// True if one of the signature lines is the trusted key's over the text.
bool is_signed(std::string_view text, std::string_view lines, const VerifierKey& trusted) {
    const std::string ours = std::string(signature_mark) + trusted.origin + " ";
    while (const auto line = take_line(lines)) {
        if (!line->starts_with(ours)) continue;
        const auto raw = from_base64(line->substr(ours.size()));
        if (raw && raw->starts_with(trusted.id()) &&
            trusted.key.verifies(text, std::string_view(*raw).substr(id_size))) {
            return true;
        }
    }
    return false;
}

Error corrupt(const char* code, std::int64_t size, const char* vi, const char* en) {
    return Error(Fault::corrupt, code, {"", 0, 0, fmt::format("checkpoint {}", size)},
                 {fmt::format("Điểm kiểm cỡ {} {}", size, vi), fmt::format("the checkpoint of size {} {}", size, en)},
                 {"Không ký tiếp; chạy `trien journal verify` để tìm chỗ sai",
                  "nothing more is signed; run `trien journal verify` to find the place"});
}

Digest complete_subtree(Store& store, int level, std::int64_t index) {
    if (level >= stored_level) {
        if (const auto hash = store.node(level, index)) return *hash;
    } else {
        const std::int64_t width = std::int64_t{1} << level;
        const auto leaves = store.leaves(index * width, width);
        if (std::ssize(leaves) == width) return subtrees_of(std::span(leaves))(level, 0);
    }
    throw Error(Fault::corrupt, "journal.node", {"", 0, 0, fmt::format("node {}/{}", level, index)},
                {"Cây băm thiếu một nút", "the hash tree lacks a node"},
                {"Chạy `trien journal verify` để tìm chỗ sai", "run `trien journal verify` to find the place"});
}

/// The edge of the tree that was signed last, after making sure that it is that tree.
Frontier signed_frontier(Store& store, const StoredCheckpoint& last, const VerifierKey& own) {
    const auto checkpoint = verify_checkpoint(last.note, own);
    if (!checkpoint || checkpoint->size != last.size) {
        throw corrupt("journal.checkpoint-signature", last.size, "không mang chữ ký của khóa này",
                      "does not bear this key's signature");
    }
    Frontier frontier(last.size, subtrees_of(store));
    if (frontier.root() != checkpoint->root) {
        throw corrupt("journal.checkpoint-root", last.size, "không khớp cây băm đang lưu",
                      "does not match the hash tree that is stored");
    }
    return frontier;
}

/// Appends the leaves up to `size`; returns the nodes the store is to keep.
std::vector<Node> extend(Frontier& frontier, Store& store, std::int64_t size) {
    std::vector<Node> nodes;
    const auto keep = [&](const Node& node) {
        if (node.level >= stored_level) nodes.push_back(node);
    };
    while (frontier.size() < size) {
        const auto leaves = store.leaves(frontier.size(), std::min(page, size - frontier.size()));
        if (leaves.empty())
            throw corrupt("journal.gap", size, "bao cả bản ghi bị thiếu", "would cover missing entries");
        for (const Digest& leaf : leaves) frontier.append(leaf, keep);
    }
    return nodes;
}

}  // namespace

std::string Checkpoint::text() const {
    return fmt::format("{}\n{}\n{}\n", origin, size, to_base64(root.view()));
}

std::optional<Checkpoint> Checkpoint::parse(std::string_view text) {
    std::string_view rest = text;
    const auto origin = take_line(rest);
    const auto size = take_line(rest);
    const auto root = take_line(rest);
    if (!origin || !size || !root) return std::nullopt;
    const auto number = parse_size(*size);
    const auto digest = parse_root(*root);
    if (!number || !digest) return std::nullopt;
    Checkpoint parsed{std::string(*origin), *number, *digest};
    if (parsed.text() != text) return std::nullopt;
    return parsed;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
    const std::string text = checkpoint.text();
    const VerifierKey own{checkpoint.origin, key.public_key()};
    return fmt::format("{}\n{}{} {}\n", text, signature_mark, own.origin, to_base64(own.id() + key.sign(text)));
}

Result<Checkpoint> verify_checkpoint(std::string_view note, const VerifierKey& trusted) {
    const auto blank = note.find("\n\n");
    if (blank == std::string_view::npos) return malformed();
    const std::string_view text = note.substr(0, blank + 1);
    auto checkpoint = Checkpoint::parse(text);
    if (!checkpoint) return malformed();
    if (checkpoint->origin != trusted.origin) {
        return refuse(
            Refusal::Reason::invalid, "checkpoint.origin",
            {fmt::format("Chờ điểm kiểm của {}, nhưng đây là của {}", trusted.origin, checkpoint->origin),
             fmt::format("expected a checkpoint of {}, but this is one of {}", trusted.origin, checkpoint->origin)});
    }
    if (!is_signed(text, note.substr(blank + 2), trusted)) {
        return refuse(Refusal::Reason::invalid, "checkpoint.signature",
                      {fmt::format("Điểm kiểm cỡ {} không mang chữ ký đúng của {}", checkpoint->size, trusted.origin),
                       fmt::format("the checkpoint of size {} bears no valid signature of {}", checkpoint->size,
                                   trusted.origin)});
    }
    return std::move(*checkpoint);
}

Subtrees subtrees_of(Store& store) {
    return [&store](int level, std::int64_t index) { return complete_subtree(store, level, index); };
}

std::string make_checkpoint(Store& store, const SigningKey& key, const std::string& origin) {
    const auto last = store.last_checkpoint();
    Frontier frontier = last ? signed_frontier(store, *last, {origin, key.public_key()}) : Frontier();
    const std::int64_t size = store.size();
    if (last && last->size == size) return last->note;
    const std::vector<Node> nodes = extend(frontier, store, size);
    const std::string note = sign_checkpoint({origin, size, frontier.root()}, key);
    store.add_checkpoint({size, note}, nodes);
    return note;
}

}  // namespace trien::journal
