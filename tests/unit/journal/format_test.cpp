// SPDX-License-Identifier: Apache-2.0
// The worked example of docs/formats/journal.md holds.
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/journal/checkpoint.hpp"
#include "engine/journal/personal.hpp"
#include "engine/journal/proof.hpp"
#include "engine/journal/witness.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

/// The content of the block that starts with "```<name>".
std::string block(const std::string& name) {
    static const std::string page =
        read_file(std::filesystem::path(TRIEN_SOURCE_DIR) / "docs" / "formats" / "journal.md");
    const std::string fence = "```" + name + "\n";
    const auto start = page.find(fence);
    if (start == std::string::npos) throw std::out_of_range("docs/formats/journal.md has no block " + name);
    const auto begin = start + fence.size();
    return page.substr(begin, page.find("```", begin) - begin);
}

/// The same, for blocks of one line.
std::string line(const std::string& name) {
    const std::string text = block(name);
    return text.substr(0, text.find('\n'));
}

TEST(JournalFormat, EntryOfTheDocumentHasItsHash) {
    const auto entry = decode(line("entry"));

    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->leaf.hex(), line("leaf"));
    EXPECT_EQ(entry->stream, "dossier/H57.02-261123-0001");
}

TEST(JournalFormat, CommitmentOfTheDocumentOpens) {
    const auto entry = decode(line("entry"));

    ASSERT_TRUE(entry);
    EXPECT_EQ(commitment(*from_hex(line("field-key")), line("value")), entry->commitments.at("name"));
}

TEST(JournalFormat, SecondEntryOfTheDocumentFollowsTheFirst) {
    const auto first = decode(line("entry"));
    const auto second = decode(line("second-entry"));

    ASSERT_TRUE(first && second);
    EXPECT_EQ(second->previous, first->leaf);
    EXPECT_EQ(second->version, 2);
}

TEST(JournalFormat, CheckpointOfTheDocumentIsSignedAndHasTheRoot) {
    const auto trusted = VerifierKey::parse(line("verifier-key"));
    ASSERT_TRUE(trusted);
    Frontier frontier;
    for (const char* name : {"entry", "second-entry"}) frontier.append(leaf_hash(line(name)));

    const auto checkpoint = verify_checkpoint(block("checkpoint"), *trusted);

    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(*checkpoint, (Checkpoint{trusted->origin, 2, frontier.root()}));
    EXPECT_EQ(sign_checkpoint(*checkpoint, SigningKey::from_seed(*from_hex(line("seed")))), block("checkpoint"));
}

TEST(JournalFormat, ProofOfTheDocumentHolds) {
    const auto proven =
        verify_proof(parse_json(block("json"), "journal.md"), *VerifierKey::parse(line("verifier-key")));

    ASSERT_TRUE(proven);
    EXPECT_EQ(proven->entry.index, 1);
    EXPECT_EQ(proven->entry.bytes, line("second-entry"));
}

TEST(JournalFormat, WitnessOfTheDocumentAnswersTheRequestWithItsLine) {
    const auto key = SigningKey::from_seed(*from_hex(line("witness-seed")));
    const auto trusted = WitnessKey::parse(line("witness-key"));
    const auto request = WitnessRequest::parse(block("request"));
    ASSERT_TRUE(trusted && request);
    const auto now = Checkpoint::of_note(request->note);
    ASSERT_TRUE(now);

    EXPECT_EQ(trusted->key, key.public_key());
    EXPECT_EQ(request->note, block("checkpoint"));
    EXPECT_TRUE(verify_consistency(1, 2, request->proof, leaf_hash(line("entry")), now->root));
    EXPECT_EQ(cosign_checkpoint(*now, trusted->name, key, *Instant::parse("2026-11-23T08:10:00+07:00")),
              block("cosignature"));
    EXPECT_TRUE(verify_cosignature(block("checkpoint") + block("cosignature"), *trusted));
}

TEST(JournalFormat, EvidenceOfTheDocumentHolds) {
    const Json evidence = parse_json(block("evidence"), "journal.md");
    const auto log = VerifierKey::parse(evidence.at("journal").get<std::string>());
    ASSERT_TRUE(log);

    for (const Json& proof : evidence.at("proofs")) {
        EXPECT_TRUE(verify_proof(proof, *log));
        EXPECT_TRUE(
            verify_cosignature(proof.at("checkpoint").get<std::string>(), *WitnessKey::parse(line("witness-key"))));
    }
}

TEST(JournalFormat, TilesOfTheDocumentGiveItsRoot) {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "tile/0/000.p");
    std::filesystem::create_directories(folder.path() / "tile/entries/000.p");
    std::string bundle;
    for (const char* name : {"entry", "second-entry"}) {
        const std::string entry = line(name);
        bundle += {static_cast<char>(entry.size() / 256), static_cast<char>(entry.size() % 256)};
        bundle += entry;
    }
    write_file(folder.path() / "checkpoint", block("checkpoint"));
    write_file(folder.path() / "tile/0/000.p/2", *from_hex(line("tile")));
    write_file(folder.path() / "tile/entries/000.p/2", bundle);

    EXPECT_EQ(sha256(bundle).hex(), line("bundle-sha256"));
    EXPECT_EQ(prove(folder.path(), 1), parse_json(block("json"), "journal.md"));
}

}  // namespace
}  // namespace trien::journal
