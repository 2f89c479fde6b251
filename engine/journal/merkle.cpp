// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/merkle.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace trien::journal {

namespace {

std::uint64_t bits(std::int64_t number) {
    return static_cast<std::uint64_t>(number);
}

/// The largest power of two below a size of 2 or more: where RFC 9162 §2.1.1 splits a list of leaves.
std::int64_t split(std::int64_t size) {
    return static_cast<std::int64_t>(std::bit_floor(bits(size) - 1));
}

/// The hash over leaves begin..end of the tree, a range that splitting arrives at.
Digest range_hash(std::int64_t begin, std::int64_t end, const Subtrees& subtrees) {
    const std::int64_t size = end - begin;
    if (std::has_single_bit(bits(size))) {
        const int level = std::countr_zero(bits(size));
        return subtrees(level, begin >> level);
    }
    const std::int64_t middle = begin + split(size);
    return node_hash(range_hash(begin, middle, subtrees), range_hash(middle, end, subtrees));
}

}  // namespace

Digest leaf_hash(std::string_view bytes) {
    return Hasher().add(std::string_view("\x00", 1)).add(bytes).finish();
}

Digest node_hash(const Digest& left, const Digest& right) {
    return Hasher().add("\x01").add(left.view()).add(right.view()).finish();
}

Subtrees subtrees_of(std::span<const Digest> leaves) {
    return [leaves](int level, std::int64_t index) {
        const auto width = std::size_t{1} << static_cast<unsigned>(level);
        Frontier frontier;
        for (const Digest& leaf : leaves.subspan(static_cast<std::size_t>(index) * width, width)) frontier.append(leaf);
        return frontier.root();
    };
}

Frontier::Frontier(std::int64_t size, const Subtrees& subtrees) : size_(size) {
    for (auto level = static_cast<int>(std::bit_width(bits(size))) - 1; level >= 0; --level) {
        const std::int64_t index = size >> level;
        if ((index & 1) != 0) peaks_.push_back(subtrees(level, index - 1));
    }
}

void Frontier::append(const Digest& leaf, const std::function<void(const Node&)>& completed) {
    Node node{0, size_, leaf};
    while ((node.index & 1) != 0) {
        node = {node.level + 1, node.index / 2, node_hash(peaks_.back(), node.hash)};
        peaks_.pop_back();
        if (completed) completed(node);
    }
    peaks_.push_back(node.hash);
    ++size_;
}

Digest Frontier::root() const {
    if (peaks_.empty()) return sha256("");
    Digest root = peaks_.back();
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = node_hash(*peak, root);
    return root;
}

std::vector<Digest> inclusion_proof(std::int64_t index, std::int64_t size, const Subtrees& subtrees) {
    std::vector<Digest> proof;
    std::int64_t begin = 0;
    std::int64_t end = size;
    while (end - begin > 1) {
        const std::int64_t middle = begin + split(end - begin);
        if (index < middle) {
            proof.push_back(range_hash(middle, end, subtrees));
            end = middle;
        } else {
            proof.push_back(range_hash(begin, middle, subtrees));
            begin = middle;
        }
    }
    std::ranges::reverse(proof);
    return proof;
}

std::vector<Digest> consistency_proof(std::int64_t old_size, std::int64_t new_size, const Subtrees& subtrees) {
    if (old_size == 0) return {};
    std::vector<Digest> proof;
    std::int64_t begin = 0;
    std::int64_t end = new_size;
    while (end != old_size) {
        const std::int64_t middle = begin + split(end - begin);
        if (old_size <= middle) {
            proof.push_back(range_hash(middle, end, subtrees));
            end = middle;
        } else {
            proof.push_back(range_hash(begin, middle, subtrees));
            begin = middle;
        }
    }
    // The verifier knows the whole old tree already, but not a part of it.
    if (begin != 0) proof.push_back(range_hash(begin, end, subtrees));
    std::ranges::reverse(proof);
    return proof;
}

bool verify_inclusion(
    const Digest& leaf, std::int64_t index, std::int64_t size, std::span<const Digest> proof, const Digest& root) {
    if (index < 0 || index >= size) return false;
    // fn, sn, r of RFC 9162 §2.1.3.2.
    std::int64_t first = index;
    std::int64_t last = size - 1;
    Digest hash = leaf;
    for (const Digest& sibling : proof) {
        if (last == 0) return false;
        if ((first & 1) != 0 || first == last) {
            hash = node_hash(sibling, hash);
            while ((first & 1) == 0 && first != 0) {
                first >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        first >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

bool verify_consistency(std::int64_t old_size,
                        std::int64_t new_size,
                        std::span<const Digest> proof,
                        const Digest& old_root,
                        const Digest& new_root) {
    if (old_size < 0 || old_size > new_size) return false;
    if (old_size == new_size) return proof.empty() && old_root == new_root;
    if (old_size == 0) return proof.empty() && old_root == sha256("");

    std::vector<Digest> path(proof.begin(), proof.end());
    if (std::has_single_bit(bits(old_size))) path.insert(path.begin(), old_root);
    if (path.empty()) return false;
    // fn, sn, fr, sr of RFC 9162 §2.1.4.2.
    std::int64_t first = old_size - 1;
    std::int64_t last = new_size - 1;
    while ((first & 1) != 0) {
        first >>= 1;
        last >>= 1;
    }
    Digest old_hash = path.front();
    Digest new_hash = path.front();
    for (const Digest& sibling : std::span(path).subspan(1)) {
        if (last == 0) return false;
        if ((first & 1) != 0 || first == last) {
            old_hash = node_hash(sibling, old_hash);
            new_hash = node_hash(sibling, new_hash);
            while ((first & 1) == 0 && first != 0) {
                first >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(new_hash, sibling);
        }
        first >>= 1;
        last >>= 1;
    }
    return last == 0 && old_hash == old_root && new_hash == new_root;
}

}  // namespace trien::journal
