// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/checkpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

const Checkpoint sample{origin, 17, leaf_hash("rễ")};

std::string refusal_of(std::string_view note, const VerifierKey& trusted = trusted_key()) {
    const auto result = verify_checkpoint(note, trusted);
    return result ? "" : result.error().code;
}

TEST(SigningKey, SignsAsRfc8032) {
    // RFC 8032 §7.1, test 2.
    const auto key =
        SigningKey::from_seed(*from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));

    EXPECT_EQ(to_hex(key.public_key().view()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    EXPECT_EQ(to_hex(key.sign("\x72")),
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(SigningKey, ComesBackFromItsFileWhichIsPrivate) {
    using std::filesystem::perms;
    const TemporaryFolder folder;
    const auto path = folder.path() / "checkpoint.pem";
    const SigningKey key = SigningKey::generate();

    key.save(path);

    EXPECT_EQ(SigningKey::load(path).public_key(), key.public_key());
    EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
    EXPECT_EQ(code_of([&] { key.save(path); }), "journal.key-exists");
}

TEST(SigningKey, NamesAFileWithoutAKey) {
    const TemporaryFolder folder;
    write_file(folder.path() / "a", "không phải khóa");

    EXPECT_EQ(code_of([&] { (void)SigningKey::load(folder.path() / "a"); }), "journal.key");
    EXPECT_EQ(code_of([&] { (void)SigningKey::load(folder.path() / "b"); }), "file.unreadable");
}

TEST(VerifierKey, ReadsBackItsLineAndNoOther) {
    const VerifierKey key = trusted_key();

    EXPECT_EQ(VerifierKey::parse(key.text()), key);
    EXPECT_FALSE(VerifierKey::parse(""));
    EXPECT_FALSE(VerifierKey::parse("a+b"));
    EXPECT_FALSE(VerifierKey::parse("khác" + key.text()));
    EXPECT_FALSE(VerifierKey::parse(key.text() + "="));
}

TEST(VerifierKey, ReadsTheExampleKeyOfTheGoProject) {
    // golang.org/x/mod/sumdb/note, package documentation.
    const auto key = VerifierKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    const std::string text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const auto signature =
        from_base64("x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=");

    ASSERT_TRUE(key);
    ASSERT_TRUE(signature);
    EXPECT_TRUE(signature->starts_with(key->id()));
    EXPECT_TRUE(key->key.verifies(text, std::string_view(*signature).substr(4)));
}

TEST(Checkpoint, ReadsBackItsTextByteForByte) {
    EXPECT_EQ(Checkpoint::parse(sample.text()), sample);
    EXPECT_FALSE(Checkpoint::parse(""));
    EXPECT_FALSE(Checkpoint::parse(sample.text() + "thêm\n"));
    EXPECT_FALSE(Checkpoint::parse("a\n017\n" + to_base64(sample.root.view()) + "\n"));
    EXPECT_FALSE(Checkpoint::parse("a\n-1\n" + to_base64(sample.root.view()) + "\n"));
    EXPECT_FALSE(Checkpoint::parse("a\n1\nAAAA\n"));
}

TEST(Checkpoint, IsBelievedWhenTheTrustedKeySignedIt) {
    const auto result = verify_checkpoint(sign_checkpoint(sample, test_key()), trusted_key());

    ASSERT_TRUE(result);
    EXPECT_EQ(*result, sample);
}

TEST(Checkpoint, IsNotBelievedOtherwise) {
    const std::string note = sign_checkpoint(sample, test_key());
    std::string larger = note;
    larger.replace(larger.find("\n17\n"), 4, "\n18\n");

    EXPECT_EQ(refusal_of(""), "checkpoint.form");
    EXPECT_EQ(refusal_of(sample.text()), "checkpoint.form");
    EXPECT_EQ(refusal_of(sample.text() + "\n"), "checkpoint.signature");
    EXPECT_EQ(refusal_of(larger), "checkpoint.signature");
    EXPECT_EQ(refusal_of(sign_checkpoint(sample, SigningKey::generate())), "checkpoint.signature");
    EXPECT_EQ(refusal_of(note, {"trien.vn/khac", test_key().public_key()}), "checkpoint.origin");
}

TEST(Checkpoint, PassesOverWitnessSignatures) {
    std::string note = sign_checkpoint(sample, test_key());
    note.insert(note.find("\n\n") + 2, "— thanh-tra.gov.vn AAAAAAAA\nnoise\n");

    EXPECT_EQ(refusal_of(note + "— thanh-tra.gov.vn AAAAAAAA\n"), "");
}

RC_GTEST_PROP(CheckpointProperty, AnyByteFlippedIsRefused, ()) {
    std::string note = sign_checkpoint(sample, test_key());
    // The line feed at the end is not signed.
    auto& byte = note[*rc::gen::inRange<std::size_t>(0, note.size() - 1)];
    byte = static_cast<char>(byte ^ *rc::gen::inRange(1, 128));

    RC_ASSERT(!verify_checkpoint(note, trusted_key()));
}

RC_GTEST_PROP(CheckpointProperty, AnyTextIsSurvived, (const std::string& note)) {
    RC_ASSERT(!verify_checkpoint(note, trusted_key()));
}

class MakeCheckpoint : public JournalTest {
  protected:
    /// Appends `count` entries to one stream with one flush each hundred.
    void grow(int count) {
        while (count > 0) {
            const int size = std::min(count, 100);
            std::vector<NewEvent> events;
            for (int i = 0; i < size; ++i) events.push_back(step(i));
            const auto version = store_->version("dossier/A");
            store_->commit(command(fmt::format("c{}", version), "dossier/A", version, events));
            count -= size;
        }
    }

    std::string make() { return make_checkpoint(*store_, test_key(), origin); }

    Digest textbook_root() {
        Frontier frontier;
        for (const Digest& leaf : store_->leaves(0, no_limit)) frontier.append(leaf);
        return frontier.root();
    }
};

TEST_P(MakeCheckpoint, SignsTheTreeOfAllEntries) {
    grow(5);

    const auto checkpoint = verify_checkpoint(make(), trusted_key());

    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(*checkpoint, (Checkpoint{origin, 5, textbook_root()}));
}

TEST_P(MakeCheckpoint, GoesOnFromTheLastOneAcrossManyNodes) {
    for (const int count : {1, 255, 1, 300, 500, 3}) {
        grow(count);

        const auto checkpoint = verify_checkpoint(make(), trusted_key());

        ASSERT_TRUE(checkpoint);
        EXPECT_EQ(checkpoint->root, textbook_root());
    }
    EXPECT_TRUE(store_->node(10, 0)) << "1,060 entries complete a subtree of 1,024";
}

TEST_P(MakeCheckpoint, GivesTheSameOneBackWithoutNewEntries) {
    grow(3);
    const std::string first = make();

    EXPECT_EQ(make(), first);
    EXPECT_THAT(store_->checkpoints(), testing::SizeIs(1));
}

TEST_P(MakeCheckpoint, SignsTheEmptyTree) {
    EXPECT_EQ(verify_checkpoint(make(), trusted_key())->root, sha256(""));
}

TEST_P(MakeCheckpoint, SignsNothingAfterALeafOfTheSignedTreeChanged) {
    grow(3);
    make();
    grow(1);
    ASSERT_TRUE(journal_->tamper("UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE idx = 0) WHERE idx = 1"));

    EXPECT_EQ(code_of([&] { make(); }), "journal.checkpoint-root");
    EXPECT_THAT(store_->checkpoints(), testing::SizeIs(1));
}

TEST_P(MakeCheckpoint, SignsNothingAfterAForeignCheckpoint) {
    grow(3);
    make_checkpoint(*store_, SigningKey::generate(), origin);
    grow(1);

    EXPECT_EQ(code_of([&] { make(); }), "journal.checkpoint-signature");
}

TEST_P(MakeCheckpoint, SignsNothingWhenTheTreeLacksANode) {
    grow(300);
    make();
    ASSERT_TRUE(journal_->tamper("DELETE FROM node"));
    grow(1);

    EXPECT_EQ(code_of([&] { make(); }), "journal.node");
}

INSTANTIATE_TEST_SUITE_P(Backends, MakeCheckpoint, every_backend, name_of);

}  // namespace
}  // namespace trien::journal
