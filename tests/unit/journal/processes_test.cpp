// SPDX-License-Identifier: Apache-2.0
// Several processes write to one journal at once: every command is carried out once, in one gapless order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/journal/verify.hpp"
#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

constexpr int rounds = 12;

/// Repeats what another process was faster with, on what the stream is then.
void insist(Store& store, const std::function<Commit()>& decide) {
    for (;;) {
        try {
            store.commit(decide());
            return;
        } catch (const Error& error) {
            if (error.fault() != Fault::conflict && error.fault() != Fault::retry) throw;
        }
    }
}

/// What one process does: small groups on streams of its own, and commands on one that all want to write to.
void work(const TestJournal& journal, int process) {
    const auto store = journal.open();
    for (int round = 0; round < rounds; ++round) {
        std::vector<Commit> group;
        for (int i = 0; i < 3; ++i) {
            const std::string stream = fmt::format("dossier/{}-{}", process, i);
            group.push_back(with_view(command(fmt::format("{}:{}", stream, round), stream, round, {applicant("Ánh")})));
        }
        for (const Outcome& outcome : store->commit_all(group)) {
            if (!outcome) throw outcome.error();
        }
        insist(*store, [&] {
            return with_view(command(fmt::format("register:{}:{}", process, round), "register",
                                     store->version("register"), {step(round)}));
        });
        if (round % 4 == 0) {
            try {
                make_checkpoint(*store, test_key(), origin);
            } catch (const Error& error) {
                if (error.fault() != Fault::conflict) throw;  // another process has made it
            }
        }
    }
}

class Processes : public JournalTest {
  protected:
    /// Lets so many processes work at once.
    /// @returns  how many did not come to their end.
    int run(int count) {
        std::vector<pid_t> children;
        for (int process = 0; process < count; ++process) {
            const pid_t child = ::fork();
            if (child == 0) {
                try {
                    work(*journal_, process);
                    ::_exit(0);
                } catch (const std::exception& error) {
                    fmt::print(stderr, "{}\n", error.what());
                    ::_exit(1);
                }
            }
            children.push_back(child);
        }
        int failed = 0;
        for (const pid_t child : children) {
            int status = 0;
            ::waitpid(child, &status, 0);
            failed += status == 0 ? 0 : 1;
        }
        return failed;
    }

    void expect_everything(int count) {
        EXPECT_EQ(store_->size(), count * rounds * 4);
        EXPECT_EQ(store_->version("register"), count * rounds);
        for (int process = 0; process < count; ++process) {
            for (int round = 0; round < rounds; ++round) {
                EXPECT_TRUE(store_->recall(CommandId(fmt::format("register:{}:{}", process, round))));
                for (int i = 0; i < 3; ++i) {
                    EXPECT_TRUE(store_->recall(CommandId(fmt::format("dossier/{}-{}:{}", process, i, round))));
                }
            }
        }
        make_checkpoint(*store_, test_key(), origin);
        const VerifyReport report = verify(*store_, {trusted_key(), replay_of(newest_types), {}, {}});
        EXPECT_TRUE(report.ok()) << report.findings.front().text.en;
        EXPECT_EQ(report.vouched_size, count * rounds * 4);
    }
};

TEST_P(Processes, TwoAtOnceLoseAndRepeatNothing) {
    EXPECT_EQ(run(2), 0);
    expect_everything(2);
}

TEST_P(Processes, FourAtOnceLoseAndRepeatNothing) {
    EXPECT_EQ(run(4), 0);
    expect_everything(4);
}

INSTANTIATE_TEST_SUITE_P(Backends, Processes, every_backend, name_of);

}  // namespace
}  // namespace trien::journal
