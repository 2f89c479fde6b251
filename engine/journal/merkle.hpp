// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"

namespace trien::journal {

/// SHA-256(0x00 ‖ bytes): the hash of a leaf (RFC 9162 §2.1.1).
[[nodiscard]] Digest leaf_hash(std::string_view bytes);
/// SHA-256(0x01 ‖ left ‖ right): the hash of an inner node (RFC 9162 §2.1.1).
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);

/// The hash over the 2^level leaves from leaf index · 2^level on. Level 0 is a leaf.
struct Node {
    int level = 0;
    std::int64_t index = 0;
    Digest hash;
    bool operator==(const Node&) const = default;
};

/// Where a tree lies: answers the hash of a complete subtree (see Node).
using Subtrees = std::function<Digest(int level, std::int64_t index)>;

/// A tree whose leaf hashes are all in memory. The span must outlive the answer.
[[nodiscard]] Subtrees subtrees_of(std::span<const Digest> leaves);

/// The right edge of a growing tree: one hash per set bit of its size, enough to append and to name the root.
class Frontier {
  public:
    /// The empty tree.
    Frontier() = default;
    /// The edge of the tree of the first `size` leaves.
    Frontier(std::int64_t size, const Subtrees& subtrees);

    /// @param completed  told of every subtree of level 1 and above that this leaf completes, lowest first.
    void append(const Digest& leaf, const std::function<void(const Node&)>& completed = {});
    [[nodiscard]] std::int64_t size() const { return size_; }
    /// MTH of RFC 9162 §2.1.1; SHA-256 of nothing for the empty tree.
    [[nodiscard]] Digest root() const;

  private:
    std::int64_t size_ = 0;
    std::vector<Digest> peaks_;  // largest subtree first
};

/// The siblings from leaf to root (RFC 9162 §2.1.3.1). Requires 0 <= index < size.
[[nodiscard]] std::vector<Digest> inclusion_proof(std::int64_t index, std::int64_t size, const Subtrees& subtrees);

/// The nodes that show the old tree to be a prefix of the new one (RFC 9162 §2.1.4.1). Requires
/// 0 <= old_size <= new_size; empty when old_size is 0 or equals new_size.
[[nodiscard]] std::vector<Digest> consistency_proof(std::int64_t old_size,
                                                    std::int64_t new_size,
                                                    const Subtrees& subtrees);

/// RFC 9162 §2.1.3.2. False for any sizes that make no sense; safe on hostile input.
[[nodiscard]] bool verify_inclusion(
    const Digest& leaf, std::int64_t index, std::int64_t size, std::span<const Digest> proof, const Digest& root);

/// RFC 9162 §2.1.4.2, where the empty tree is a prefix of every tree. Safe on hostile input.
[[nodiscard]] bool verify_consistency(std::int64_t old_size,
                                      std::int64_t new_size,
                                      std::span<const Digest> proof,
                                      const Digest& old_root,
                                      const Digest& new_root);

}  // namespace trien::journal
