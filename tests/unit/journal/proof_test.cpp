// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/proof.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

class ProofTest : public JournalTest {
  protected:
    void prepare() override {
        fill(*store_);
        make_checkpoint(*store_, test_key(), origin);
    }

    static std::string refusal_of(const Json& proof) {
        const auto result = verify_proof(proof, trusted_key());
        return result ? "" : result.error().code;
    }
};

TEST_P(ProofTest, ShowsEveryEntryWithoutTheJournal) {
    const auto entries = store_->read_all();

    for (const Entry& entry : entries) {
        const Json proof = parse_json(canonical(prove(*store_, entry.index)), "proof.json");
        const auto proven = verify_proof(proof, trusted_key());

        ASSERT_TRUE(proven);
        EXPECT_EQ(proven->entry.bytes, entry.bytes);
        EXPECT_EQ(proven->entry.index, entry.index);
        EXPECT_EQ(proven->checkpoint.size, 10);
    }
}

TEST_P(ProofTest, CarriesNoPersonalValue) {
    EXPECT_EQ(canonical(prove(*store_, 0)).find("Ánh"), std::string::npos);
}

TEST_P(ProofTest, StaysValidAfterTheJournalGrewAndTheKeysAreGone) {
    const Json proof = prove(*store_, 0);

    store_->commit(command("c1", "dossier/C", 0, {step(1)}));
    make_checkpoint(*store_, test_key(), origin);
    store_->commit(destruction("destroy", "dossier/A"));

    EXPECT_EQ(refusal_of(proof), "");
    EXPECT_EQ(refusal_of(prove(*store_, 0)), "");
}

TEST_P(ProofTest, NeedsACheckpointOverTheEntry) {
    store_->commit(command("c1", "dossier/C", 0, {step(1)}));

    EXPECT_EQ(code_of([&] { (void)prove(*store_, 10); }), "proof.uncovered");
    EXPECT_EQ(code_of([&] { (void)prove(*store_, -1); }), "proof.uncovered");
    EXPECT_EQ(code_of([&] { (void)prove_consistency(*store_, 11); }), "proof.uncovered");
}

TEST_P(ProofTest, RefusesWhatIsNotAsItWas) {
    const Json proof = prove(*store_, 3);
    const auto changed = [&](const char* member, const Json& value) {
        Json other = proof;
        other[member] = value;
        return refusal_of(other);
    };
    const std::string entry = proof.at("entry");
    std::string later = entry;
    later.replace(later.find("08:01"), 5, "08:02");

    EXPECT_EQ(changed("entry", later), "proof.path");
    EXPECT_EQ(changed("entry", store_->read_all(4, 1).front().bytes), "proof.path");
    EXPECT_EQ(changed("index", 4), "proof.path");
    EXPECT_EQ(changed("index", 1000), "proof.path");
    EXPECT_EQ(changed("path", Json::array()), "proof.path");
    EXPECT_EQ(changed("checkpoint", sign_checkpoint({origin, 10, sha256("")}, test_key())), "proof.path");
    EXPECT_EQ(changed("checkpoint", sign_checkpoint({origin, 10, sha256("")}, SigningKey::generate())),
              "checkpoint.signature");
    EXPECT_EQ(changed("checkpoint", ""), "checkpoint.form");
    EXPECT_EQ(changed("entry", "{}"), "proof.form");
    EXPECT_EQ(changed("index", "3"), "proof.form");
    EXPECT_EQ(changed("path", "abc"), "proof.form");
    EXPECT_EQ(changed("path", {"abc"}), "proof.form");
    EXPECT_EQ(changed("v", 2), "proof.form");
    EXPECT_EQ(refusal_of(Json::array()), "proof.form");
    EXPECT_EQ(refusal_of(nullptr), "proof.form");
    EXPECT_EQ(refusal_of(proof), "");
}

TEST_P(ProofTest, IsCheckedUnderACheckpointThatWasVerifiedBefore) {
    const auto checkpoint = verify_checkpoint(store_->last_checkpoint()->note, trusted_key());
    const std::vector<std::int64_t> all = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    ASSERT_TRUE(checkpoint);

    for (Json& proof : prove_all(*store_, all)) {
        EXPECT_TRUE(verify_proof(proof, *checkpoint));
        EXPECT_FALSE(verify_proof(proof, Checkpoint{origin, 10, sha256("")}));
        proof["index"] = (proof["index"].get<int>() + 1) % 10;
        EXPECT_EQ(verify_proof(proof, *checkpoint).error().code, "proof.path");
    }
    EXPECT_EQ(verify_proof(nullptr, *checkpoint).error().code, "proof.form");
}

TEST_P(ProofTest, StandsUnderTheNewestCosignedCheckpointThatCoversIt) {
    const std::string line = "— thanh-tra.vn AAAAAAAA\n";
    const std::string other = "— huyen.vn AAAAAAAA\n";
    const std::string cosigned = store_->last_checkpoint()->note;
    store_->add_attestation({10, Attestation::Kind::cosignature, line});
    store_->add_attestation({10, Attestation::Kind::cosignature, other});
    store_->commit(command("c1", "dossier/C", 0, {step(1), step(2)}));
    const std::string newest = make_checkpoint(*store_, test_key(), origin);
    store_->add_attestation({12, Attestation::Kind::timestamp, "dấu thời gian"});
    const auto note_of = [](const Json& proof) { return proof.at("checkpoint").get<std::string>(); };

    EXPECT_THAT(note_of(prove(*store_, 9)), testing::AnyOf(cosigned + line + other, cosigned + other + line));
    EXPECT_EQ(note_of(prove(*store_, 10)), newest);
    EXPECT_EQ(refusal_of(prove(*store_, 9)), "");
    const auto proofs = prove_all(*store_, std::vector<std::int64_t>{3, 11});
    EXPECT_EQ(note_of(proofs[0]), newest) << "all under one checkpoint";
    EXPECT_EQ(note_of(proofs[1]), newest);
    EXPECT_TRUE(prove_all(*store_, {}).empty());
}

TEST_P(ProofTest, ShowsAWitnessThatThePastStands) {
    const auto old = verify_checkpoint(store_->last_checkpoint()->note, trusted_key());
    store_->commit(command("c1", "dossier/C", 0, {step(1), step(2), step(3)}));
    const auto now = verify_checkpoint(make_checkpoint(*store_, test_key(), origin), trusted_key());

    const auto proof = prove_consistency(*store_, old->size);

    EXPECT_TRUE(verify_consistency(old->size, now->size, proof, old->root, now->root));
}

INSTANTIATE_TEST_SUITE_P(Backends, ProofTest, every_backend, name_of);

}  // namespace
}  // namespace trien::journal
