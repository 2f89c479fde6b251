// SPDX-License-Identifier: Apache-2.0
// A program that is killed while many of its threads commit loses nothing it has acknowledged, and leaves no gap.
//
// Twenty rounds; TRIEN_CRASH_ROUNDS asks for more (`./dev crash`).
#include <array>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <utility>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/journal/group_commit.hpp"
#include "engine/journal/sequencer.hpp"
#include "engine/journal/verify.hpp"
#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

constexpr const char* book = "register/SCT-BS/2026";

int rounds() {
    const char* wanted = std::getenv("TRIEN_CRASH_ROUNDS");
    return wanted == nullptr ? 20 : std::atoi(wanted);
}

/// Certifies for ever: each thread works on its own cases, and all take numbers from one book. A line of the command's
/// id goes to `acknowledgements` once the command is answered.
class Office {
  public:
    Office(const TestJournal& journal, int acknowledgements)
        : store_(journal.open()),
          group_(*store_),
          sequencer_(journal.open(), key_, origin, {}, {}, std::chrono::milliseconds(3)),
          acknowledgements_(acknowledgements),
          book_(store_->head(book)) {}

    [[noreturn]] void work() {
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) threads.emplace_back([this, i] { work_until_lost(i); });
        for (auto& thread : threads) thread.join();
        ::_exit(1);
    }

  private:
    /// The server may be killed under it.
    [[noreturn]] void work_until_lost(int thread) {
        try {
            certify(thread);
        } catch (const Error&) {
            ::_exit(5);
        }
    }

    [[noreturn]] void certify(int thread) {
        for (int i = 0;; ++i) {
            std::unique_lock lock(mutex_);
            const std::string dossier = fmt::format("dossier/{}-{}-{}", ::getpid(), thread, i);
            Commit commit = with_view(command(dossier, dossier, 0, {applicant("Ánh"), step(i)}));
            commit.appends.push_back(
                {book,
                 book_.version,
                 {{"number.allotted/1", CanonicalObject().with("ordinal", book_.version + 1).done(), {}}}});
            commit = with_view(std::move(commit));
            commit.timers.push_back({{morning(i), dossier}, dossier, ""});
            commit.snapshots.push_back({book, book_.version + 1, fmt::format("{{\"last\":{}}}", book_.version + 1)});
            Encoded encoded = encode(
                std::move(commit), [this](const std::string& stream) { return stream == book ? book_ : Head(); },
                [](const Subject&) { return std::nullopt; });
            book_ = encoded.appends.back().head();
            const auto ticket = group_.enqueue(std::move(encoded));
            lock.unlock();
            if (!group_.wait(ticket)) ::_exit(2);
            const std::string line = dossier + "\n";
            if (::write(acknowledgements_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(3);
        }
    }

    SigningKey key_ = test_key();
    std::unique_ptr<Store> store_;
    GroupCommit group_;
    Sequencer sequencer_;
    int acknowledgements_;
    std::mutex mutex_;
    Head book_;
};

/// Lets a child work until `enough` commands were acknowledged and `strike` has struck, and returns all that were.
std::set<std::string> acknowledged_until(const TestJournal& journal,
                                         int enough,
                                         const std::function<void(pid_t child)>& strike) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return {};
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        try {
            Office(journal, ends[1]).work();
        } catch (...) {
            ::_exit(4);
        }
    }
    ::close(ends[1]);
    std::set<std::string> acknowledged;
    std::string line;
    for (char byte = 0; ::read(ends[0], &byte, 1) == 1;) {
        if (byte != '\n') {
            line += byte;
            continue;
        }
        acknowledged.insert(std::exchange(line, ""));
        if (std::ssize(acknowledged) == enough) strike(child);
    }
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return acknowledged;
}

void kill_program(pid_t child) {
    ::kill(child, SIGKILL);
}

/// Everything acknowledged is there, the journal and its views are sound, and the book has no gap.
void expect_whole(Store& store, const std::set<std::string>& acknowledged) {
    const VerifyReport report = verify(store, {trusted_key(), replay_of(newest_types), {}, {}});
    EXPECT_TRUE(report.ok()) << report.findings.front().text.en;
    std::int64_t ordinal = 0;
    for (const Entry& entry : store.read(book)) EXPECT_EQ(entry.body.at("ordinal"), ++ordinal);
    if (ordinal > 0) {
        EXPECT_EQ(store.snapshot(book)->version, ordinal);
    }
    const auto timers = store.due_timers(morning(1'000'000), no_limit);
    EXPECT_EQ(std::ssize(timers), ordinal) << "a timer for every case that has a number, and for no other";
    for (const std::string& command : acknowledged) EXPECT_TRUE(store.recall(CommandId(command))) << command;
}

/// Rounds of striking at random moments; the same moments in every run.
class Moments {
  public:
    int next() { return std::uniform_int_distribution(1, 150)(chance_); }

  private:
    std::mt19937 chance_{20261122};  // NOLINT(cert-msc51-cpp)
};

class Crash : public JournalTest {};

TEST_P(Crash, KeepsEveryAcknowledgedCommandOfAKilledProgram) {
    store_.reset();  // a forked child must not share its connection
    Moments moments;
    std::set<std::string> acknowledged;
    for (int round = 0; round < rounds(); ++round) {
        const int enough = moments.next();
        const auto some = acknowledged_until(*journal_, enough, kill_program);
        ASSERT_GE(std::ssize(some), enough);
        acknowledged.insert(some.begin(), some.end());
        expect_whole(*journal_->open(), acknowledged);
        if (HasFailure()) break;
    }
}

INSTANTIATE_TEST_SUITE_P(Backends, Crash, every_backend, name_of);

TEST(PostgresCrash, KeepsEveryAcknowledgedCommandWhenTheServerIsKilled) {
    if (const std::string reason = testing_postgres::why_not(); !reason.empty()) GTEST_SKIP() << reason;
    const testing_postgres::OwnServer server;
    const PostgresJournal journal(*server.operator->());
    Moments moments;
    std::set<std::string> acknowledged;
    for (int round = 0; round < rounds(); ++round) {
        const auto some = acknowledged_until(journal, moments.next(), [&](pid_t) { server->run("kill"); });
        acknowledged.insert(some.begin(), some.end());
        server->run("start");
        expect_whole(*journal.open(std::chrono::seconds(5)), acknowledged);
        if (testing::Test::HasFailure()) break;
    }
    EXPECT_FALSE(acknowledged.empty());
}

}  // namespace
}  // namespace trien::journal
