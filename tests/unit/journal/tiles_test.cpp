// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/tiles.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "engine/journal/proof.hpp"
#include "tests/unit/journal/fixture.hpp"
#include "tests/unit/journal/raw_database.hpp"

namespace trien::journal {
namespace {

namespace fs = std::filesystem;

/// Every file of a folder with its bytes, by its path in the folder.
std::map<std::string, std::string> files_of(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files[fs::relative(entry.path(), folder)] = read_file(entry.path());
    }
    return files;
}

/// Changes whenever a file is written again.
ino_t identity_of(const fs::path& file) {
    struct stat status{};
    stat(file.c_str(), &status);
    return status.st_ino;
}

/// The file an action's Error names.
std::string place_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.place().file;
    }
    return "";
}

class Tiles : public testing::Test {
  protected:
    /// Brings the journal to `size` entries under a checkpoint, all of one stream.
    void grow_to(std::int64_t size) {
        for (std::int64_t at = store_->size(); at < size; at = store_->size()) {
            std::vector<NewEvent> events;
            for (std::int64_t i = 0; i < std::min<std::int64_t>(size - at, 8192); ++i)
                events.push_back(step(static_cast<int>(i)));
            store_->commit(command(fmt::format("c{}", at), "dossier/A", at, std::move(events)));
        }
        make_checkpoint(*store_, test_key(), origin);
    }

    void write() { write_tiles(*store_, log_); }

    [[nodiscard]] Digest root_of_tiles(std::int64_t size) const {
        return Frontier(size, subtrees_of(log_, size)).root();
    }
    [[nodiscard]] Digest signed_root() {
        return verify_checkpoint(store_->last_checkpoint()->note, trusted_key())->root;
    }

    TemporaryFolder folder_;
    fs::path database_ = folder_.path() / "j.db";
    fs::path log_ = folder_.path() / "log";
    std::unique_ptr<Store> store_ = create_sqlite_store(database_);
};

TEST(TilePath, IsThatOfTheSpecification) {
    EXPECT_EQ(tile_path(0, 0, 256), "tile/0/000");
    EXPECT_EQ(tile_path(2, 1'234'067, 256), "tile/2/x001/x234/067");
    EXPECT_EQ(tile_path(1, 273, 112), "tile/1/273.p/112");
    EXPECT_EQ(bundle_path(1000, 256), "tile/entries/x001/000");
    EXPECT_EQ(bundle_path(5, 1), "tile/entries/005.p/1");
}

TEST_F(Tiles, GiveTheSignedRootAtEverySize) {
    for (const std::int64_t size : {0, 1, 2, 255, 256, 257, 1000, 65'535, 65'536, 65'537}) {
        grow_to(size);
        write();

        EXPECT_EQ(root_of_tiles(size), signed_root()) << size;
        EXPECT_EQ(read_published(log_).note, store_->last_checkpoint()->note);
    }
    const auto files = files_of(log_);
    EXPECT_TRUE(files.contains("tile/1/000") && files.contains("tile/1/001.p/1") == false) << "257 full tiles: 256 + 1";
    EXPECT_TRUE(files.contains("tile/2/000.p/1"));
}

TEST_F(Tiles, AreTheFilesTheSpecificationNames) {
    grow_to(600);
    write();

    std::vector<std::string> names;
    for (const auto& [name, bytes] : files_of(log_)) names.push_back(name);
    EXPECT_THAT(names, testing::UnorderedElementsAre("checkpoint", "tile/0/000", "tile/0/001", "tile/0/002.p/88",
                                                     "tile/1/000.p/2", "tile/entries/000", "tile/entries/001",
                                                     "tile/entries/002.p/88"));
}

TEST_F(Tiles, HoldEveryHashAndEveryEntryInItsPlace) {
    grow_to(300);
    write();

    const auto rows = store_->rows(0, no_limit);
    const std::string hashes = read_file(log_ / "tile/0/000") + read_file(log_ / "tile/0/001.p/44");
    auto entries = read_bundle(log_, 0, 300);
    std::ranges::copy(read_bundle(log_, 1, 300), std::back_inserter(entries));

    ASSERT_EQ(entries.size(), rows.size());
    ASSERT_EQ(hashes.size(), rows.size() * 32);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(entries[i], rows[i].bytes);
        EXPECT_EQ(hashes.substr(i * 32, 32), rows[i].leaf);
    }
    EXPECT_EQ(read_file(log_ / "tile/1/000.p/1"), store_->node(8, 0)->view());
}

TEST_F(Tiles, ProveAnEntryWithoutTheStore) {
    grow_to(700);
    write();

    for (const std::int64_t index : {0, 255, 256, 511, 699}) {
        const Json proof = prove(log_, index);

        EXPECT_EQ(proof, prove(*store_, index));
        EXPECT_TRUE(verify_proof(proof, trusted_key()));
    }
    EXPECT_EQ(code_of([&] { (void)prove(log_, 700); }), "proof.uncovered");
    EXPECT_EQ(code_of([&] { (void)prove(log_, -1); }), "proof.uncovered");
}

TEST_F(Tiles, AreReadUnderAnOlderCheckpointToo) {
    grow_to(100);
    write();
    const Digest old_root = signed_root();
    grow_to(600);
    write();

    EXPECT_FALSE(fs::exists(log_ / "tile/0/000.p")) << "the full tile is there";
    EXPECT_EQ(root_of_tiles(100), old_root);
    EXPECT_EQ(read_bundle(log_, 0, 100).size(), 100U);
}

TEST_F(Tiles, AreNotWrittenAgain) {
    grow_to(600);
    write();
    const auto full = identity_of(log_ / "tile/0/001");
    const auto bundle = identity_of(log_ / "tile/entries/000");
    const auto checkpoint = identity_of(log_ / "checkpoint");

    write();
    EXPECT_EQ(identity_of(log_ / "checkpoint"), checkpoint);
    grow_to(601);
    write();

    EXPECT_EQ(identity_of(log_ / "tile/0/001"), full);
    EXPECT_EQ(identity_of(log_ / "tile/entries/000"), bundle);
    EXPECT_NE(identity_of(log_ / "checkpoint"), checkpoint);
    EXPECT_TRUE(fs::exists(log_ / "tile/0/002.p/88")) << "a published size keeps its partial tile until it is full";
    EXPECT_TRUE(fs::exists(log_ / "tile/0/002.p/89"));
}

TEST_F(Tiles, AreCompletedAfterACrashAtAnyFile) {
    grow_to(300);
    write();
    const std::string old_checkpoint = read_file(log_ / "checkpoint");
    const auto before = files_of(log_);
    grow_to(1100);
    write();
    const auto whole = files_of(log_);
    std::vector<std::string> written;
    for (const auto& [name, bytes] : whole) {
        if (!before.contains(name)) written.push_back(name);
    }

    for (std::size_t lost = 0; lost < written.size(); ++lost) {
        write_file(log_ / "checkpoint", old_checkpoint);
        for (std::size_t i = lost; i < written.size(); ++i) fs::remove(log_ / written[i]);

        write();

        EXPECT_EQ(files_of(log_), whole) << "from " << written[lost] << " on";
    }
}

TEST_F(Tiles, AreCompletedWhenTheLastOnesWereDeletedUnderTheirCheckpoint) {
    grow_to(900);
    write();
    const auto whole = files_of(log_);

    for (const char* name :
         {"tile/0/002", "tile/0/003.p/132", "tile/entries/002", "tile/entries/003.p/132", "tile/1/000.p/3"}) {
        fs::remove(log_ / name);
    }
    write();

    EXPECT_EQ(files_of(log_), whole);
}

TEST_F(Tiles, AreNotWrittenOverThoseOfALongerOrAnotherJournal) {
    grow_to(10);
    write();
    const auto published = files_of(log_);
    const auto other = create_sqlite_store(folder_.path() / "other.db");
    const auto write_other = [&] { write_tiles(*other, log_); };
    other->commit(command("c", "dossier/B", 0, {step(1)}));

    make_checkpoint(*other, test_key(), origin);
    EXPECT_EQ(code_of(write_other), "tiles.ahead");
    other->commit(command("d", "dossier/B", 1, std::vector<NewEvent>(20, step(2))));
    make_checkpoint(*other, test_key(), origin);
    EXPECT_EQ(code_of(write_other), "tiles.fork");

    EXPECT_EQ(place_of(write_other), (log_ / "checkpoint").string());
    EXPECT_EQ(files_of(log_), published);
}

TEST_F(Tiles, AreNotWrittenFromAStoreThatWasAltered) {
    const auto code_after = [&](const std::string& sql) {
        fs::remove_all(log_);
        store_.reset();
        const fs::path altered = folder_.path() / "altered.db";
        for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(altered.string() + suffix);
        fs::copy_file(database_, altered);
        {
            RawDatabase raw(altered);
            EXPECT_TRUE(raw.disarm() && raw.run(sql)) << sql;
        }
        const auto store = open_sqlite_store(altered);
        const std::string code = code_of([&] { write_tiles(*store, log_); });
        EXPECT_EQ(fs::exists(log_ / "checkpoint"), code.empty());
        return code;
    };
    grow_to(600);

    EXPECT_EQ(code_after("UPDATE entry SET bytes = replace(bytes, 'an.nguyen', 'be.nguyen') WHERE idx = 7"),
              "journal.hash");
    EXPECT_EQ(code_after("UPDATE entry SET leaf = zeroblob(32) WHERE idx = 599"), "journal.checkpoint-root");
    EXPECT_EQ(code_after("UPDATE entry SET leaf = zeroblob(32) WHERE idx = 7"), "journal.node");
    EXPECT_EQ(code_after("UPDATE node SET hash = zeroblob(32) WHERE level = 8 AND idx = 1"), "journal.node");
    EXPECT_EQ(code_after("DELETE FROM entry WHERE idx > 500"), "journal.gap");
    EXPECT_EQ(code_after("UPDATE checkpoint SET note = 'x'"), "journal.checkpoint-signature");
    EXPECT_EQ(code_after("SELECT 1"), "");
}

TEST_F(Tiles, NameTheFileThatIsNotAsItMustBe) {
    grow_to(300);
    write();
    const auto damaged = [&](const std::string& name, const std::string& bytes, const std::function<void()>& read) {
        const std::string file = (log_ / name).string();
        const std::string before = read_file(file);
        write_file(file, bytes);
        EXPECT_EQ(place_of(read), file);
        const std::string code = code_of(read);
        write_file(file, before);
        return code;
    };
    const auto proof = [&] { (void)prove(log_, 3); };
    const std::string tile = read_file(log_ / "tile/0/000");
    const std::string bundle = read_file(log_ / "tile/entries/000");

    EXPECT_EQ(damaged("tile/0/000", tile.substr(1), proof), "tiles.length");
    EXPECT_EQ(damaged("tile/0/000", tile + "x", proof), "file.unreadable");
    EXPECT_EQ(damaged("tile/0/001.p/44", "", proof), "tiles.length");
    EXPECT_EQ(damaged("tile/entries/000", bundle.substr(0, bundle.size() - 1), proof), "tiles.bundle");
    EXPECT_EQ(damaged("tile/entries/000", bundle + std::string(2, '\0'), proof), "tiles.bundle");
    EXPECT_EQ(damaged("tile/entries/000", bundle + "x", proof), "tiles.bundle");
    EXPECT_EQ(damaged("checkpoint", "x\n\n", proof), "tiles.checkpoint");
    EXPECT_EQ(damaged("checkpoint", "x\n\n", [&] { write(); }), "tiles.checkpoint");
    fs::remove(log_ / "tile/0/001.p/44");
    EXPECT_EQ(code_of(proof), "file.unreadable");
    EXPECT_EQ(place_of(proof), (log_ / "tile/0/001.p/44").string());
}

TEST_F(Tiles, CarryTheWitnessesLines) {
    grow_to(3);
    write();
    const std::string line = "— thanh-tra.vn AAAAAAAA\n";

    store_->add_attestation({3, Attestation::Kind::cosignature, line});
    write();

    EXPECT_EQ(read_published(log_).note, store_->last_checkpoint()->note + line);
}

TEST_F(Tiles, AreSurvivedWhateverByteIsDamagedAndProveNothingElse) {
    grow_to(3);
    write();
    const fs::path file = log_ / "tile/entries/000.p/3";
    const std::string bundle = read_file(file);
    const Json sound = prove(log_, 1);

    for (std::size_t at = 0; at < bundle.size(); ++at) {
        std::string damaged = bundle;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
        std::ofstream(file, std::ios::binary) << damaged;
        try {
            const Json proof = prove(log_, 1);
            EXPECT_TRUE(proof == sound || !verify_proof(proof, trusted_key())) << at;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "tiles.bundle") << at;
        }
    }
}

}  // namespace
}  // namespace trien::journal
