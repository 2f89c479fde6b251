// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/witness.hpp"

#include <array>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "engine/journal/verify.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

namespace fs = std::filesystem;

const std::string name = "thanh-tra.gov.vn/nhan-chung";

SigningKey witness_signing_key() {
    return SigningKey::from_seed(std::string(32, 'w'));
}
WitnessKey witness_key() {
    return {name, witness_signing_key().public_key()};
}

/// A checkpoint that a public staging log published in 2026, with the lines of witnesses run by others.
const std::string published =
    "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n"
    "— arche2025h1.staging.ct.transparency.dev "
    "zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lv"
    "Gt0=\n"
    "— arche2025h1.staging.ct.transparency.dev "
    "ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
    "— witness1.smartit.nu/witness1 "
    "pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n"
    "— remora.n621.de "
    "2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n";

TEST(WitnessKey, ReadsBackItsLineAndNoLogKey) {
    const WitnessKey key = witness_key();

    EXPECT_EQ(WitnessKey::parse(key.text()), key);
    EXPECT_FALSE(WitnessKey::parse(trusted_key().text()));
    EXPECT_FALSE(VerifierKey::parse(key.text()));
    EXPECT_NE(key.id(), (VerifierKey{name, key.key}.id()));
    EXPECT_FALSE(WitnessKey::parse(""));
    EXPECT_FALSE(WitnessKey::parse("khác" + key.text()));
}

TEST(Cosignature, OfPublicWitnessesIsReadWithItsTime) {
    for (const char* line : {"remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                             "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO"}) {
        const auto key = WitnessKey::parse(line);
        ASSERT_TRUE(key) << line;

        const auto time = verify_cosignature(published, *key);

        ASSERT_TRUE(time) << line;
        EXPECT_EQ(*time, Instant::parse("2026-05-23T21:50:24Z"));
    }
    const auto log = VerifierKey::parse(
        "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f");
    ASSERT_TRUE(log);
    EXPECT_TRUE(verify_checkpoint(published, *log));
}

TEST(Cosignature, IsMissingOrFalseOtherwise) {
    const Checkpoint checkpoint{origin, 17, leaf_hash("rễ")};
    const std::string note = sign_checkpoint(checkpoint, test_key());
    const std::string line = cosign_checkpoint(checkpoint, name, witness_signing_key(), morning(0));
    const auto refusal = [](const std::string& text) {
        const auto result = verify_cosignature(text, witness_key());
        return result ? "" : result.error().code;
    };
    const std::string other = cosign_checkpoint({origin, 18, leaf_hash("rễ")}, name, witness_signing_key(), morning(0));

    EXPECT_EQ(refusal(note + line), "");
    EXPECT_EQ(refusal(note), "cosignature.missing");
    EXPECT_EQ(refusal(""), "cosignature.missing");
    EXPECT_EQ(refusal(line), "cosignature.missing");
    EXPECT_EQ(refusal(note + other), "cosignature.signature");
    EXPECT_EQ(refusal(note + line + other), "cosignature.signature") << "no line in its name may be false";
    EXPECT_EQ(refusal(note + cosign_checkpoint(checkpoint, name, SigningKey::generate(), morning(0))),
              "cosignature.missing")
        << "the key id differs: somebody else's line";
}

TEST(Cosignature, TellsTheFirstTimeOfSeveral) {
    const Checkpoint checkpoint{origin, 17, leaf_hash("rễ")};
    std::string note = sign_checkpoint(checkpoint, test_key());
    for (const int minutes : {5, 3, 9})
        note += cosign_checkpoint(checkpoint, name, witness_signing_key(), morning(minutes));

    EXPECT_EQ(*verify_cosignature(note, witness_key()), morning(3));
}

RC_GTEST_PROP(CosignatureProperty, AnyByteFlippedIsRefused, ()) {
    const Checkpoint checkpoint{origin, 17, leaf_hash("rễ")};
    std::string note =
        checkpoint.text() + "\n" + cosign_checkpoint(checkpoint, name, witness_signing_key(), morning(0));
    // The line feed at the end is not signed.
    auto& byte = note[*rc::gen::inRange<std::size_t>(0, note.size() - 1)];
    byte = static_cast<char>(byte ^ *rc::gen::inRange(1, 256));

    RC_ASSERT(!verify_cosignature(note, witness_key()));
}

TEST(WitnessRequest, ReadsBackItsTextAndNoOther) {
    const WitnessRequest request{7, {leaf_hash("a"), leaf_hash("b")}, "ghi chú\n"};
    const std::string hash = to_base64(leaf_hash("a").view()) + "\n";
    std::string many;
    for (int i = 0; i < 63; ++i) many += hash;

    EXPECT_EQ(WitnessRequest::parse(request.text()), request);
    EXPECT_EQ(WitnessRequest::parse("old 0\n\n"), WitnessRequest());
    EXPECT_TRUE(WitnessRequest::parse("old 1\n" + many + "\n"));
    for (const std::string& text :
         std::vector<std::string>{"", "old 0\n", "old 0", "old 07\n\n", "old -1\n\n", "old 1x\n\n", "new 1\n\n",
                                  "old 1\nabc\n\n", "old 1\n" + hash, "old 1\n" + many + hash + "\n"}) {
        EXPECT_FALSE(WitnessRequest::parse(text)) << text;
    }
}

TEST(WitnessRequest, OfAnotherImplementationIsUnderstood) {
    const auto request = WitnessRequest::parse(
        "old 0\n\n"
        "sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90\n1\n"
        "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n"
        "— sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90 "
        "7BKT0gOfNZ1J0So9unY3BZtm2YkPIoNYM/dce0Z2avJDs8dxN6ts9bOSwwrVrbjm6P9K3ZxpK6jJngOG6YvGGzV/lwo=\n");
    VerifierKey log{"sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90", {}};
    const std::string key = *from_hex("52c05edad1bf5feffa81354faae59a655d9a9a1a793ed2f62c39c26c0be2aecd");
    std::copy(key.begin(), key.end(), log.key.bytes.begin());

    ASSERT_TRUE(request);
    EXPECT_EQ(verify_checkpoint(request->note, log)->size, 1);
}

class WitnessTest : public testing::Test {
  protected:
    WitnessTest() { EXPECT_TRUE(witness_.add_log(trusted_key())); }

    /// Adds entries, and makes a checkpoint of this many in all.
    void grow_to(Store& store, std::int64_t size) {
        const auto at = store.size();
        store.commit(command(fmt::format("c{}", at), "dossier/A", at,
                             std::vector<NewEvent>(static_cast<std::size_t>(size - at), step(1))));
        make_checkpoint(store, test_key(), origin);
    }

    std::string ask(std::int64_t old_size) { return make_request(*store_, old_size).text(); }

    std::string refusal_of(const std::string& request) {
        const auto line = witness_.cosign(request, morning(0));
        return line ? "" : line.error().code;
    }

    [[nodiscard]] std::int64_t last_size() const { return witness_.logs().front().last().size; }

    TemporaryFolder folder_;
    fs::path home_ = folder_.path() / "witness";
    Witness witness_ = Witness::create(home_, name);
    std::unique_ptr<Store> store_ = create_sqlite_store(folder_.path() / "j.db");
};

TEST_F(WitnessTest, SignsWhatContinuesItsLast) {
    std::int64_t last = 0;
    for (const std::int64_t size : {3, 4, 300, 301}) {
        grow_to(*store_, size);

        const auto line = witness_.cosign(ask(last), morning(static_cast<int>(size)));

        ASSERT_TRUE(line) << line.error().text.en;
        const std::string note = store_->last_checkpoint()->note + *line;
        EXPECT_EQ(*verify_cosignature(note, witness_.key()), morning(static_cast<int>(size)));
        EXPECT_TRUE(verify_checkpoint(note, trusted_key())) << "the log's own signature still holds";
        last = size;
        EXPECT_EQ(last_size(), size);
        EXPECT_EQ(witness_.logs().front().note, note);
    }
}

TEST_F(WitnessTest, SignsTheSameAgainLater) {
    grow_to(*store_, 3);
    ASSERT_TRUE(witness_.cosign(ask(0), morning(0)));

    EXPECT_TRUE(witness_.cosign(ask(3), morning(1)));
}

TEST_F(WitnessTest, SignsTheEmptyLogButNoOtherRootOfIt) {
    make_checkpoint(*store_, test_key(), origin);
    const WitnessRequest forged{0, {}, sign_checkpoint({origin, 0, leaf_hash("")}, test_key())};

    EXPECT_EQ(refusal_of(forged.text()), "witness.fork");
    EXPECT_EQ(refusal_of(ask(0)), "");
}

TEST_F(WitnessTest, RefusesWhatDoesNotComeFromItsLast) {
    grow_to(*store_, 3);
    const std::string first = ask(0);
    ASSERT_EQ(refusal_of(first), "");
    grow_to(*store_, 9);
    const std::string smaller = WitnessRequest{3, {}, sign_checkpoint({origin, 2, leaf_hash("x")}, test_key())}.text();

    EXPECT_EQ(refusal_of(ask(0)), "witness.size");
    EXPECT_EQ(refusal_of(ask(4)), "witness.size");
    EXPECT_EQ(refusal_of(smaller), "witness.size");
    EXPECT_EQ(refusal_of(ask(3)), "");
    EXPECT_EQ(refusal_of(first), "witness.size") << "an old request brings it back to nothing smaller";
    EXPECT_EQ(last_size(), 9);
}

TEST_F(WitnessTest, RefusesTwoHistories) {
    grow_to(*store_, 5);
    ASSERT_EQ(refusal_of(ask(0)), "");
    const auto other = create_sqlite_store(folder_.path() / "other.db");
    grow_to(*other, 4);
    grow_to(*other, 5);
    const std::string same_size = make_request(*other, 5).text();
    grow_to(*other, 12);

    EXPECT_EQ(refusal_of(same_size), "witness.fork");
    EXPECT_EQ(refusal_of(make_request(*other, 5).text()), "witness.proof");
    grow_to(*store_, 12);
    WitnessRequest borrowed = make_request(*other, 5);
    borrowed.proof = make_request(*store_, 5).proof;
    EXPECT_EQ(refusal_of(borrowed.text()), "witness.proof");
    EXPECT_EQ(last_size(), 5);
}

TEST_F(WitnessTest, RefusesForeignLogsAndSignatures) {
    grow_to(*store_, 5);
    const Checkpoint checkpoint = *Checkpoint::of_note(store_->last_checkpoint()->note);
    const auto with = [](const std::string& note) { return WitnessRequest{0, {}, note}.text(); };
    const Checkpoint elsewhere{"trien.vn/khac", checkpoint.size, checkpoint.root};

    EXPECT_EQ(refusal_of(with(sign_checkpoint(elsewhere, test_key()))), "witness.unknown-log");
    EXPECT_EQ(refusal_of(with(sign_checkpoint(checkpoint, SigningKey::generate()))), "checkpoint.signature");
    EXPECT_EQ(refusal_of(with(checkpoint.text() + "\n")), "checkpoint.signature");
    EXPECT_EQ(refusal_of(""), "witness.form");
    EXPECT_EQ(refusal_of(with("")), "witness.form");
    EXPECT_EQ(last_size(), 0);
}

TEST_F(WitnessTest, RemembersBeforeItHandsOut) {
    grow_to(*store_, 5);
    // Its state cannot be written: nothing may be signed.
    fs::remove(home_ / "witness.json");
    fs::create_directory(home_ / "witness.json");

    EXPECT_NE(code_of([&] { (void)witness_.cosign(ask(0), morning(0)); }), "");
}

TEST_F(WitnessTest, ComesBackFromItsFolder) {
    grow_to(*store_, 5);
    ASSERT_EQ(refusal_of(ask(0)), "");

    Witness again = Witness::open(home_);

    EXPECT_EQ(again.key(), witness_.key());
    EXPECT_EQ(WitnessKey::parse(read_file(home_ / "witness.pub").substr(0, again.key().text().size())), again.key());
    EXPECT_EQ(again.logs().front().last().size, 5);
    EXPECT_EQ(fs::status(home_ / "witness.key").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(code_of([&] { (void)Witness::create(home_, name); }), "journal.key-exists");
    EXPECT_EQ(code_of([&] { (void)Witness::create(folder_.path() / "x", "hai từ"); }), "witness.name");
    EXPECT_EQ(code_of([&] { (void)Witness::open(folder_.path() / "y"); }), "file.unreadable");
}

TEST_F(WitnessTest, WatchesALogUnderOneKeyOnly) {
    EXPECT_TRUE(witness_.add_log(trusted_key()));
    EXPECT_THAT(witness_.logs(), testing::SizeIs(1));

    const auto refused = witness_.add_log({origin, SigningKey::generate().public_key()});

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "witness.other-key");
}

TEST_F(WitnessTest, SignsOneOfTwoConflictingRequestsThatComeAtOnce) {
    grow_to(*store_, 5);
    const auto other = create_sqlite_store(folder_.path() / "other.db");
    grow_to(*other, 4);
    grow_to(*other, 6);
    std::array<bool, 2> is_signed{};
    const auto ask_in_thread = [&](std::size_t i, const std::string& request) {
        return std::thread(
            [&, i, request] { is_signed.at(i) = Witness::open(home_).cosign(request, morning(0)).has_value(); });
    };

    std::thread one = ask_in_thread(0, ask(0));
    std::thread two = ask_in_thread(1, make_request(*other, 0).text());
    one.join();
    two.join();

    EXPECT_NE(is_signed[0], is_signed[1]);
}

TEST_F(WitnessTest, NamesTheFaultInItsState) {
    grow_to(*store_, 5);
    ASSERT_EQ(refusal_of(ask(0)), "");
    const std::string file = (home_ / "witness.json").string();
    const std::string state = read_file(file);
    const auto element_of = [&](const std::function<void(Json&)>& change) {
        Json json = parse_json(state, file);
        change(json);
        try {
            (void)read_witness_state(json.dump(), file);
        } catch (const Error& error) {
            EXPECT_EQ(error.place().file, file);
            return error.place().element;
        }
        return std::string();
    };

    EXPECT_EQ(element_of([](Json&) {}), "");
    EXPECT_EQ(element_of([](Json& json) { json["schema"] = "x"; }), "schema");
    EXPECT_EQ(element_of([](Json& json) { json["logs"][0]["key"] = "x"; }), "logs[0].key");
    EXPECT_EQ(element_of([](Json& json) { json["logs"][0]["checkpoint"] = "x"; }), "logs[0].checkpoint");
    EXPECT_EQ(element_of([](Json& json) { json["thêm"] = 1; }), "thêm");
}

TEST_F(WitnessTest, ItsLineIsKeptBesideTheCheckpointItSigned) {
    grow_to(*store_, 5);
    const auto line = witness_.cosign(ask(0), morning(7));
    for (const std::int64_t size : {6, 7, 8}) grow_to(*store_, size);
    const std::vector<WitnessKey> trusted = {witness_key(), witness_.key()};

    const auto kept = keep_cosignatures(*store_, "— huyen.vn AAAAAAAA\n" + *line, trusted);

    ASSERT_TRUE(kept);
    EXPECT_EQ(*kept, (std::vector<Cosignature>{{5, name, morning(7)}}));
    EXPECT_EQ(cosigned_size(*store_), 5);
    EXPECT_EQ(cosigned_note(*store_, store_->checkpoints(4, 1).front()), witness_.logs().front().note);
    EXPECT_TRUE(keep_cosignatures(*store_, *line, trusted)) << "twice is once";
    EXPECT_THAT(store_->attestations(), testing::SizeIs(1));
}

TEST_F(WitnessTest, ItsLineIsFoundAmongThousandsOfCheckpoints) {
    std::string first;
    for (std::int64_t size = 1; size <= 1500; ++size) {
        // Notes alone: what is looked through is not the tree.
        const Checkpoint checkpoint{origin, size, leaf_hash(std::to_string(size))};
        if (size == 3) first = cosign_checkpoint(checkpoint, name, witness_signing_key(), morning(1));
        store_->add_checkpoint({size, sign_checkpoint(checkpoint, test_key())}, {});
    }

    const auto kept = keep_cosignatures(*store_, first, std::vector<WitnessKey>{witness_key()});

    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->front().size, 3);
}

TEST_F(WitnessTest, ItsLineIsNotKeptWhenItIsFalseOrNobodysOfTrust) {
    grow_to(*store_, 5);
    const auto line = witness_.cosign(ask(0), morning(7));
    const std::vector<WitnessKey> trusted = {witness_.key()};
    const auto refusal = [&](const std::string& lines, const std::vector<WitnessKey>& keys) {
        const auto kept = keep_cosignatures(*store_, lines, keys);
        return kept ? "" : kept.error().code;
    };
    std::string false_line = *line;
    false_line[line->size() - 10] = false_line[line->size() - 10] == 'A' ? 'B' : 'A';

    EXPECT_EQ(refusal(*line, {}), "cosignature.unknown");
    EXPECT_EQ(refusal(*line, {witness_key()}), "cosignature.unknown") << "the same name, another key";
    EXPECT_EQ(refusal("", trusted), "cosignature.unknown");
    EXPECT_EQ(refusal(*line + false_line, trusted), "cosignature.signature");
    EXPECT_THAT(store_->attestations(), testing::IsEmpty()) << "all or nothing";
}

TEST_F(WitnessTest, ItsStateShowsThatTheWholeJournalWasRolledBack) {
    grow_to(*store_, 5);
    const fs::path old_copy = folder_.path() / "old.db";
    store_.reset();
    fs::copy_file(folder_.path() / "j.db", old_copy);
    store_ = open_sqlite_store(folder_.path() / "j.db");
    grow_to(*store_, 9);
    ASSERT_EQ(refusal_of(ask(0)), "");
    const auto restored = open_sqlite_store(old_copy);
    const std::string note = witnessed_note(home_ / "witness.json", trusted_key());

    EXPECT_TRUE(verify(*store_, {trusted_key(), {}, {note}, {}}).ok());
    EXPECT_TRUE(verify(*restored, {trusted_key(), {}, {}, {}}).ok()) << "alone, it shows nothing";
    EXPECT_FALSE(verify(*restored, {trusted_key(), {}, {note}, {}}).ok());
}

TEST_F(WitnessTest, ItsFileIsReadForOneLogOnly) {
    const fs::path note_file = folder_.path() / "note";
    write_file(note_file, "ghi chú");

    EXPECT_EQ(witnessed_note(note_file, trusted_key()), "ghi chú");
    EXPECT_EQ(code_of([&] { (void)witnessed_note(home_ / "witness.json", trusted_key()); }), "witness.unknown-log")
        << "it has signed nothing yet";
    EXPECT_EQ(code_of([&] { (void)witnessed_note(home_ / "none", trusted_key()); }), "file.unreadable");
}

/// Whatever is taken for a request is written back the same.
bool is_read_back_if_read(const std::string& text) {
    const auto request = WitnessRequest::parse(text);
    return !request || request->text() == text;
}

RC_GTEST_PROP(WitnessRequestProperty, AnyTextIsSurvived, (const std::string& text)) {
    RC_ASSERT(is_read_back_if_read(text));
}

RC_GTEST_PROP(WitnessRequestProperty, AnyDamagedRequestIsSurvived, ()) {
    std::string text = WitnessRequest{7, {leaf_hash("a"), leaf_hash("b")}, "ghi chú\n"}.text();
    auto& byte = text[*rc::gen::inRange<std::size_t>(0, text.size())];
    byte = static_cast<char>(byte ^ *rc::gen::inRange(1, 256));
    text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));

    RC_ASSERT(is_read_back_if_read(text));
}

}  // namespace
}  // namespace trien::journal
