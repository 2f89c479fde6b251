// SPDX-License-Identifier: Apache-2.0
// A process that is killed while it commits loses nothing it has acknowledged.
#include <csignal>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/journal/verify.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

/// Commits for ever, and writes one byte to `acknowledgements` after each commit.
[[noreturn]] void commit_until_killed(const std::filesystem::path& path, int acknowledgements) {
    const auto store = open_sqlite_store(path);
    for (auto version = store->version("dossier/A");; ++version) {
        store->commit(with_view(command(fmt::format("c{}", version), "dossier/A", version, {applicant("Ánh")})));
        if (version % 4 == 0) make_checkpoint(*store, test_key(), origin);
        if (::write(acknowledgements, "!", 1) != 1) ::_exit(1);
    }
}

/// Lets a child commit, kills it after so many acknowledgements, and counts all that had been given.
std::int64_t acknowledged_before_kill(const std::filesystem::path& path, int enough) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return -1;
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        commit_until_killed(path, ends[1]);
    }
    ::close(ends[1]);
    std::int64_t count = 0;
    for (char byte = 0; ::read(ends[0], &byte, 1) == 1;) {
        if (++count == enough) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return count;
}

TEST(Crash, KeepsEveryAcknowledgedCommitOfAKilledProcess) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "j.db";
    (void)create_sqlite_store(path);
    std::int64_t acknowledged = 0;

    for (const int enough : {1, 2, 5, 9, 14, 20}) {
        const std::int64_t count = acknowledged_before_kill(path, enough);
        ASSERT_GE(count, enough);
        acknowledged += count;

        const auto store = open_sqlite_store(path);
        const VerifyReport report = verify(*store, {trusted_key(), replay_of(newest_types), {}, {}});
        EXPECT_TRUE(report.ok()) << report.findings.front().text.en;
        EXPECT_GE(store->size(), acknowledged);
        for (std::int64_t i = 0; i < acknowledged; ++i) {
            EXPECT_TRUE(store->result_of(CommandId(fmt::format("c{}", i)))) << i;
        }
        acknowledged = store->size();
    }
}

}  // namespace
}  // namespace trien::journal
