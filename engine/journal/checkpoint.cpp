// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/checkpoint.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/journal/detail/note.hpp"

namespace trien::journal {

namespace {

constexpr std::int64_t page = 4096;

tl::unexpected<Refusal> malformed() {
    return refuse(Refusal::Reason::invalid, "checkpoint.form",
                  {"Điểm kiểm không đúng dạng ghi chú đã ký", "the checkpoint is not a signed note"},
                  {"Lấy lại nguyên văn điểm kiểm, không sửa dấu cách hay xuống dòng",
                   "fetch the checkpoint again, with its blanks and line ends untouched"});
}

/// True if the trusted key signed the note, and no line in its name is false (C2SP signed-note, "Signatures").
bool is_signed(const Note& note, const VerifierKey& trusted) {
    const std::string id = trusted.id();
    bool found = false;
    for (const std::string_view line : note.lines) {
        const auto signature = signature_of(line, trusted.origin, id);
        if (!signature) continue;
        if (!trusted.key.verifies(note.text, *signature)) return false;
        found = true;
    }
    return found;
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
    const auto number = parse_count(*size);
    const auto digest = parse_hash(*root);
    if (!number || !digest) return std::nullopt;
    Checkpoint parsed{std::string(*origin), *number, *digest};
    if (parsed.text() != text) return std::nullopt;
    return parsed;
}

std::optional<Checkpoint> Checkpoint::of_note(std::string_view note) {
    const auto split = split_note(note);
    return split ? parse(split->text) : std::nullopt;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
    const std::string text = checkpoint.text();
    const VerifierKey own{checkpoint.origin, key.public_key()};
    return text + "\n" + signature_line(own.origin, own.id(), key.sign(text));
}

Result<Checkpoint> verify_checkpoint(std::string_view note, const VerifierKey& trusted) {
    const auto split = split_note(note);
    if (!split) return malformed();
    auto checkpoint = Checkpoint::parse(split->text);
    if (!checkpoint) return malformed();
    if (checkpoint->origin != trusted.origin) {
        return refuse(
            Refusal::Reason::invalid, "checkpoint.origin",
            {fmt::format("Chờ điểm kiểm của {}, nhưng đây là của {}", trusted.origin, checkpoint->origin),
             fmt::format("expected a checkpoint of {}, but this is one of {}", trusted.origin, checkpoint->origin)});
    }
    if (!is_signed(*split, trusted)) {
        return refuse(Refusal::Reason::invalid, "checkpoint.signature",
                      {fmt::format("Điểm kiểm cỡ {} không mang chữ ký đúng của {}", checkpoint->size, trusted.origin),
                       fmt::format("the checkpoint of size {} bears no valid signature of {}", checkpoint->size,
                                   trusted.origin)});
    }
    return std::move(*checkpoint);
}

std::string cosigned_note(Store& store, const StoredCheckpoint& checkpoint) {
    std::string note = checkpoint.note;
    for (const Attestation& said : store.attestations(checkpoint.size - 1)) {
        if (said.size > checkpoint.size) break;
        if (said.kind == Attestation::Kind::cosignature) note += said.body;
    }
    return note;
}

std::optional<StoredCheckpoint> checkpoint_over(Store& store, std::int64_t count) {
    auto best = store.last_checkpoint();
    if (!best || best->size < count) return std::nullopt;
    const auto attestations = store.attestations(count - 1);
    const auto cosigned = std::ranges::find(attestations.rbegin(), attestations.rend(), Attestation::Kind::cosignature,
                                            &Attestation::kind);
    if (cosigned != attestations.rend()) {
        const auto found = store.checkpoints(cosigned->size - 1, 1);
        if (!found.empty() && found.front().size == cosigned->size) best = found.front();
    }
    best->note = cosigned_note(store, *best);
    return best;
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
