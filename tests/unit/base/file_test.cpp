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

}  // namespace
}  // namespace trien
