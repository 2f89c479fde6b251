// SPDX-License-Identifier: Apache-2.0
#include "engine/blob/blob_store.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"

namespace trien::blob {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

class BlobStoreTest : public testing::Test {
  protected:
    /// Writes over a stored file, as an attacker or a failing disk would.
    void spoil(const Digest& digest) const {
        const fs::path path = store_.path_of(digest);
        fs::permissions(path, fs::perms::owner_all);
        std::ofstream(path, std::ios::binary) << "khác";
    }

    static std::string code_of(const std::function<void()>& action) {
        try {
            action();
        } catch (const Error& e) {
            return e.code() + " " + e.place().file;
        }
        return "";
    }

    TemporaryFolder folder_;
    BlobStore store_{folder_.path() / "blobs"};
};

TEST_F(BlobStoreTest, GivesBackWhatWasPutUnderItsHash) {
    const std::string bytes = std::string("\0Hộ tịch\r\n", 13) + std::string(200000, 'x');

    const Digest digest = store_.put(bytes);

    EXPECT_EQ(digest, sha256(bytes));
    EXPECT_EQ(store_.get(digest), bytes);
    EXPECT_EQ(store_.path_of(digest), folder_.path() / "blobs" / digest.hex().substr(0, 2) / digest.hex().substr(2));
}

TEST_F(BlobStoreTest, StoresAFileOfManyPieces) {
    const std::string bytes(300001, 'a');
    write_file(folder_.path() / "quét.tif", bytes);

    const Digest digest = store_.put_file(folder_.path() / "quét.tif");

    EXPECT_EQ(digest, sha256(bytes));
    EXPECT_EQ(store_.get(digest), bytes);
}

TEST_F(BlobStoreTest, KeepsEqualBytesOnceAndNoPassingFile) {
    write_file(folder_.path() / "a", "giống");

    const Digest first = store_.put("giống");
    const Digest second = store_.put_file(folder_.path() / "a");

    EXPECT_EQ(first, second);
    const auto files = std::count_if(fs::recursive_directory_iterator(folder_.path() / "blobs"), {},
                                     [](const fs::directory_entry& entry) { return entry.is_regular_file(); });
    EXPECT_EQ(files, 1);
}

TEST_F(BlobStoreTest, LeavesItsFilesReadOnlyAndPrivate) {
    const Digest digest = store_.put("mật");

    EXPECT_EQ(fs::status(store_.path_of(digest)).permissions(), fs::perms::owner_read | fs::perms::group_read);
}

TEST_F(BlobStoreTest, HoldsTheEmptyBlob) {
    EXPECT_EQ(store_.get(store_.put("")), "");
}

TEST_F(BlobStoreTest, NamesTheFileOfAMissingBlob) {
    const Digest digest = sha256("không có");

    EXPECT_FALSE(store_.contains(digest));
    EXPECT_EQ(code_of([&] { (void)store_.get(digest); }), "blob.missing " + store_.path_of(digest).string());
    EXPECT_EQ(code_of([&] { store_.check(digest); }), "blob.missing " + store_.path_of(digest).string());
}

TEST_F(BlobStoreTest, NamesTheFileOfAnAlteredBlob) {
    const Digest digest = store_.put("nguyên bản");

    spoil(digest);

    EXPECT_EQ(code_of([&] { (void)store_.get(digest); }), "blob.altered " + store_.path_of(digest).string());
    EXPECT_EQ(code_of([&] { store_.check(digest); }), "blob.altered " + store_.path_of(digest).string());
}

TEST_F(BlobStoreTest, ReplacesADamagedCopyWhenTheBytesComeAgain) {
    const Digest digest = store_.put("nguyên bản");
    spoil(digest);

    (void)store_.put("nguyên bản");

    EXPECT_EQ(store_.get(digest), "nguyên bản");
}

TEST_F(BlobStoreTest, NamesAFileThatCannotBeRead) {
    const fs::path path = folder_.path() / "không có";

    EXPECT_EQ(code_of([&] { (void)store_.put_file(path); }), "blob.unreadable " + path.string());
    EXPECT_EQ(code_of([&] { (void)store_.put_file(folder_.path()); }), "blob.unreadable " + folder_.path().string());
}

TEST_F(BlobStoreTest, NamesAFolderThatCannotBeWritten) {
    write_file(folder_.path() / "tệp", "");
    BlobStore store(folder_.path() / "tệp");

    EXPECT_THAT(code_of([&] { (void)store.put("x"); }), testing::StartsWith("blob.unwritable "));
}

TEST_F(BlobStoreTest, ChecksAllBlobsAndFindsStrangers) {
    (void)store_.put("lành");
    const Digest digest = store_.put("hỏng");
    spoil(digest);
    write_file(folder_.path() / "blobs" / "ghi chú.txt", "?");

    const Findings findings = store_.check_all();

    EXPECT_THAT(findings, testing::UnorderedElementsAre(Field(&Finding::code, "blob.altered"),
                                                        Field(&Finding::code, "blob.foreign")));
    EXPECT_FALSE(passes(findings));
}

TEST_F(BlobStoreTest, FindsNothingInAFolderThatIsNotThere) {
    EXPECT_THAT(store_.check_all(), IsEmpty());
}

}  // namespace
}  // namespace trien::blob
