// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/merkle.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace trien::journal {
namespace {

/// The leaves that Certificate Transparency's implementations share as test vectors of RFC 6962.
std::vector<Digest> reference_leaves() {
    std::vector<Digest> leaves;
    for (const char* hex :
         {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}) {
        leaves.push_back(leaf_hash(*from_hex(hex)));
    }
    return leaves;
}

const std::vector<std::string> reference_roots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

std::vector<Digest> some_leaves(std::int64_t count) {
    std::vector<Digest> leaves;
    for (std::int64_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
    return leaves;
}

/// MTH as RFC 9162 §2.1.1 writes it: slow and plain.
Digest textbook_root(std::span<const Digest> leaves) {
    if (leaves.empty()) return sha256("");
    if (leaves.size() == 1) return leaves.front();
    std::size_t split = 1;
    while (split * 2 < leaves.size()) split *= 2;
    return node_hash(textbook_root(leaves.first(split)), textbook_root(leaves.subspan(split)));
}

Digest root_of(std::span<const Digest> leaves) {
    Frontier frontier;
    for (const Digest& leaf : leaves) frontier.append(leaf);
    return frontier.root();
}

std::span<const Digest> first(const std::vector<Digest>& leaves, std::int64_t size) {
    return std::span(leaves).first(static_cast<std::size_t>(size));
}

TEST(Merkle, HasTheRootsOfTheReferenceTrees) {
    const auto leaves = reference_leaves();

    for (std::size_t size = 0; size < reference_roots.size(); ++size) {
        EXPECT_EQ(root_of(std::span(leaves).first(size)).hex(), reference_roots[size]) << "size " << size;
    }
}

TEST(Merkle, HasThePathOfTheReferenceTree) {
    const auto leaves = reference_leaves();

    const auto proof = inclusion_proof(0, 8, subtrees_of(leaves));

    ASSERT_EQ(proof.size(), 3U);
    EXPECT_EQ(proof[0].hex(), "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
    EXPECT_EQ(proof[1].hex(), "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e");
    EXPECT_EQ(proof[2].hex(), "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
}

TEST(Merkle, TellsOfEachSubtreeALeafCompletes) {
    const auto leaves = some_leaves(4);
    std::vector<Node> completed;
    Frontier frontier;

    for (const Digest& leaf : leaves) frontier.append(leaf, [&](const Node& node) { completed.push_back(node); });

    const auto subtrees = subtrees_of(leaves);
    EXPECT_EQ(completed, (std::vector<Node>{{1, 0, subtrees(1, 0)}, {1, 1, subtrees(1, 1)}, {2, 0, subtrees(2, 0)}}));
}

TEST(Merkle, RefusesProofsWithSenselessSizes) {
    const Digest digest = leaf_hash("x");
    const std::vector<Digest> proof(3, digest);

    EXPECT_FALSE(verify_inclusion(digest, -1, 4, proof, digest));
    EXPECT_FALSE(verify_inclusion(digest, 4, 4, proof, digest));
    EXPECT_FALSE(verify_inclusion(digest, 0, 0, {}, digest));
    EXPECT_FALSE(verify_consistency(-1, 4, proof, digest, digest));
    EXPECT_FALSE(verify_consistency(5, 4, proof, digest, digest));
    EXPECT_FALSE(verify_consistency(3, 4, {}, digest, digest));
    EXPECT_FALSE(verify_consistency(4, 4, proof, digest, digest));
    EXPECT_TRUE(verify_consistency(0, 4, {}, sha256(""), digest));
}

RC_GTEST_PROP(MerkleProperty, GrowsToTheTextbookRoot, ()) {
    const auto leaves = some_leaves(*rc::gen::inRange<std::int64_t>(0, 300));

    RC_ASSERT(root_of(leaves) == textbook_root(leaves));
}

RC_GTEST_PROP(MerkleProperty, GoesOnFromAStoredEdge, ()) {
    const auto size = *rc::gen::inRange<std::int64_t>(0, 300);
    const auto leaves = some_leaves(size);
    const auto seen = *rc::gen::inRange<std::int64_t>(0, size + 1);

    Frontier frontier(seen, subtrees_of(leaves));
    for (const Digest& leaf : std::span(leaves).subspan(static_cast<std::size_t>(seen))) frontier.append(leaf);

    RC_ASSERT(frontier.size() == size);
    RC_ASSERT(frontier.root() == textbook_root(leaves));
}

RC_GTEST_PROP(MerkleProperty, ProvesEveryLeafAndNoOther, ()) {
    const auto size = *rc::gen::inRange<std::int64_t>(1, 300);
    const auto leaves = some_leaves(size);
    const auto index = *rc::gen::inRange<std::int64_t>(0, size);
    const Digest& leaf = leaves[static_cast<std::size_t>(index)];
    const Digest root = root_of(leaves);

    const auto proof = inclusion_proof(index, size, subtrees_of(leaves));

    RC_ASSERT(verify_inclusion(leaf, index, size, proof, root));
    RC_ASSERT(!verify_inclusion(leaf_hash("lạ"), index, size, proof, root));
    const auto other = *rc::gen::inRange<std::int64_t>(0, size);
    RC_ASSERT(other == index || !verify_inclusion(leaf, other, size, proof, root));
}

RC_GTEST_PROP(MerkleProperty, ProvesEveryPrefixAndNoOther, ()) {
    const auto size = *rc::gen::inRange<std::int64_t>(1, 300);
    const auto leaves = some_leaves(size);
    const auto old_size = *rc::gen::inRange<std::int64_t>(1, size + 1);
    const Digest old_root = root_of(first(leaves, old_size));
    const Digest root = root_of(leaves);

    const auto proof = consistency_proof(old_size, size, subtrees_of(leaves));

    RC_ASSERT(verify_consistency(old_size, size, proof, old_root, root));
    RC_ASSERT(!verify_consistency(old_size, size, proof, leaf_hash("lạ"), root));
    RC_ASSERT(!verify_consistency(old_size, size, proof, old_root, leaf_hash("lạ")));
}

RC_GTEST_PROP(MerkleProperty, NoChangedProofPasses, ()) {
    const auto size = *rc::gen::inRange<std::int64_t>(2, 300);
    const auto leaves = some_leaves(size);
    const auto index = *rc::gen::inRange<std::int64_t>(0, size);
    auto proof = inclusion_proof(index, size, subtrees_of(leaves));

    auto& sibling = proof[*rc::gen::inRange<std::size_t>(0, proof.size())];
    sibling.bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= *rc::gen::inRange<std::uint8_t>(1, 255);

    RC_ASSERT(!verify_inclusion(leaves[static_cast<std::size_t>(index)], index, size, proof, root_of(leaves)));
}

}  // namespace
}  // namespace trien::journal
