// SPDX-License-Identifier: Apache-2.0
// A herd of timers: one million pending, 200,000 of them due at one instant (the office opens), each fired as an
// ordinary command with its own journal entry; beside a bare loop that only takes the rows off.
//
//     bench_timers [DUE [PENDING]]
#include "engine/journal/timers.hpp"

#include <chrono>
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "engine/base/canonical.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/sqlite_store.hpp"

namespace trien::bench {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

const Instant opening = Instant::parse("2026-11-23T08:00:00+07:00").value();

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void set_timers(journal::Store& store, std::int64_t due, std::int64_t pending) {
    const auto begin = Clock::now();
    for (std::int64_t at = 0; at < pending;) {
        journal::Commit commit{CommandId(fmt::format("set:{}", at)), opening, PersonId("system:clock"), {}, {}, {}, ""};
        for (int i = 0; i < 10'000 && at < pending; ++i, ++at) {
            const Instant when = at < due ? opening : Instant(opening.utc() + 1h + std::chrono::seconds(at));
            commit.timers.push_back({{when, fmt::format("deadline/H26.99.01-261116-{:07}", at)},
                                     fmt::format("dossier/H26.99.01-261116-{:07}", at),
                                     ""});
        }
        (void)store.commit(commit);
    }
    std::cout << fmt::format("{} timers set, {:.1f} µs each\n", pending,
                             1e6 * seconds_since(begin) / static_cast<double>(pending));
}

/// The storage loop alone: due rows are looked up and deleted, 500 in a transaction.
void bare_loop(const std::filesystem::path& path) {
    sqlite3* database = nullptr;
    sqlite3_open(path.c_str(), &database);
    sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON", nullptr,
                 nullptr, nullptr);
    sqlite3_stmt* remove = nullptr;
    sqlite3_prepare_v2(
        database,
        "DELETE FROM timer WHERE (due, id) IN (SELECT due, id FROM timer WHERE due <= ? ORDER BY due, id LIMIT 500)",
        -1, &remove, nullptr);
    sqlite3_bind_int64(remove, 1, opening.utc().time_since_epoch().count());
    std::int64_t fired = 0;
    double worst = 0;
    const auto begin = Clock::now();
    for (int changed = 1; changed > 0;) {
        const auto transaction = Clock::now();
        sqlite3_step(remove);
        sqlite3_reset(remove);
        changed = sqlite3_changes(database);
        fired += changed;
        worst = std::max(worst, seconds_since(transaction));
    }
    std::cout << fmt::format("bare loop: {} taken off, {:.0f} per second, worst transaction {:.1f} ms\n", fired,
                             static_cast<double>(fired) / seconds_since(begin), 1000 * worst);
    sqlite3_finalize(remove);
    sqlite3_close(database);
}

/// What a deadline's timer does: one entry in the stream of its case.
journal::Commit note_overdue(const journal::Timer& timer) {
    return {CommandId(),
            opening,
            PersonId("system:clock"),
            {{timer.stream, 0, {{"deadline.passed", CanonicalObject().with("at", opening).done(), {}}}}},
            {},
            {},
            "{}"};
}

void engine_loop(journal::Store& reader, journal::Store& writer) {
    journal::GroupCommit group(writer);
    const auto begin = Clock::now();
    const journal::Fired fired = journal::fire_due(reader, group, opening, note_overdue);
    const double seconds = seconds_since(begin);
    std::cout << fmt::format("engine: {} fired, {:.0f} per second, worst transaction {:.1f} ms; {} entries\n",
                             fired.count, static_cast<double>(fired.count) / seconds,
                             static_cast<double>(group.statistics().longest.count()) / 1000, reader.size());
    const auto idle = Clock::now();
    for (int i = 0; i < 1000; ++i) (void)reader.due_timers(opening, journal::timer_batch);
    std::cout << fmt::format("a look at what is due, when nothing is: {:.1f} µs\n", 1000 * seconds_since(idle));
}

int main_of(std::int64_t due, std::int64_t pending) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "journal.db";
    const auto store = journal::create_sqlite_store(path);
    set_timers(*store, due, pending);
    const auto copy = folder.path() / "bare.db";
    store->purge();
    std::filesystem::copy_file(path, copy);
    bare_loop(copy);
    engine_loop(*store, *journal::open_sqlite_store(path));
    return 0;
}

}  // namespace
}  // namespace trien::bench

int main(int argc, char** argv) {
    return trien::bench::main_of(argc > 1 ? std::atoll(argv[1]) : 200'000, argc > 2 ? std::atoll(argv[2]) : 1'000'000);
}
