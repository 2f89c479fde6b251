// SPDX-License-Identifier: Apache-2.0
#include "engine/base/file.hpp"

#include <gtest/gtest.h>

#include "engine/base/error.hpp"

namespace trien {
namespace {

TEST(File, ReadsWhatWasWritten) {
    const TemporaryFolder folder;
    const std::string bytes = std::string("\0a\r\n", 4) + std::string(100000, 'x');

    write_file(folder.path() / "a", bytes);
    write_file(folder.path() / "a", bytes + "!");

    EXPECT_EQ(read_file(folder.path() / "a"), bytes + "!");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "no temporary file stays";
}

TEST(File, NamesWhatCannotBeRead) {
    const TemporaryFolder folder;
    try {
        (void)read_file(folder.path() / "không có");
        FAIL() << "the file does not exist";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::input);
        EXPECT_EQ(e.place().file, (folder.path() / "không có").string());
    }
    EXPECT_THROW((void)read_file(folder.path()), Error);
    write_file(folder.path() / "big", "12345");
    EXPECT_THROW((void)read_file(folder.path() / "big", 4), Error);
}

TEST(File, FailedWritesLeaveTheOldContent) {
    const TemporaryFolder folder;
    EXPECT_THROW(write_file(folder.path() / "no such folder" / "a", "x"), Error);
}

TEST(File, WritesManyAtOnce) {
    const TemporaryFolder folder;
    write_file(folder.path() / "b", "old");
    const std::vector<NewFile> files = {
        {folder.path() / "a", "1"}, {folder.path() / "b", "2"}, {folder.path() / "c", ""}};

    write_files(files);
    write_files({});

    for (const NewFile& file : files) EXPECT_EQ(read_file(file.path), file.bytes);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 3) << "no temporary file stays";
}

TEST(File, NamesTheOneOfManyThatCannotBeWrittenAndChangesNone) {
    const TemporaryFolder folder;
    write_file(folder.path() / "a", "old");
    const std::filesystem::path lost = folder.path() / "no such folder" / "b";

    try {
        write_files(std::vector<NewFile>{{folder.path() / "a", "new"}, {lost, "x"}});
        FAIL() << "the folder does not exist";
    } catch (const Error& e) {
        EXPECT_EQ(e.place().file, lost.string());
    }

    EXPECT_EQ(read_file(folder.path() / "a"), "old");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "no temporary file stays";
}

}  // namespace
}  // namespace trien
