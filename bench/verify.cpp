// SPDX-License-Identifier: Apache-2.0
// How much processor time the whole verification of a journal takes, by part.
//   bench_verify [ENTRIES [ENTRIES-PER-CHECKPOINT [FILE]]]      FILE is filled if it is not there, and kept
#include "engine/journal/verify.hpp"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

#include "bench/case_work.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/sqlite_store.hpp"

namespace trien::bench {
namespace {

using journal::Store;

/// User and system time of this process, in seconds.
double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void measured(const char* part, const std::function<std::string()>& work) {
    const double before = processor_seconds();
    const std::string note = work();
    fmt::print("{:<44}{:>8.3f} s  {}\n", part, processor_seconds() - before, note);
    std::fflush(stdout);
}

const journal::SigningKey& key() {
    static const auto made = journal::SigningKey::from_seed(std::string(32, 'k'));
    return made;
}
const std::string origin = "trien.vn/phuong-an-hoa";

void fill(Store& store, std::int64_t entries, std::int64_t per_checkpoint) {
    CaseWork work(std::getenv("TRIEN_DATA") != nullptr ? std::getenv("TRIEN_DATA") : TRIEN_SOURCE_DIR, 40);
    std::int64_t size = 0;
    std::int64_t covered = 0;
    std::vector<journal::Commit> group;
    while (size < entries) {
        group.push_back(work.next());
        for (const auto& append : group.back().appends) size += std::ssize(append.events);
        if (size - covered < per_checkpoint && size < entries) continue;
        for (const auto& outcome : store.commit_all(group)) {
            if (!outcome) throw outcome.error();
        }
        group.clear();
        journal::make_checkpoint(store, key(), origin);
        covered = size;
    }
}

std::string verified(Store& store, std::unique_ptr<journal::Replay> replay) {
    const auto report = journal::verify(store, {{origin, key().public_key()}, std::move(replay), {}, {}, {}});
    for (std::size_t i = 0; i < report.findings.size() && i < 5; ++i) fmt::print("  {}\n", report.findings[i].text.en);
    return fmt::format("{} entries, {} personal values, {} checkpoints, {} view rows: {} faults", report.entries,
                       report.personal_values, report.checkpoints, report.view_rows, report.faults);
}

std::string each_row(Store& store, const std::function<void(const journal::StoredEntry&)>& look) {
    std::int64_t next = 0;
    for (auto rows = store.rows(next, 1000); !rows.empty(); rows = store.rows(next, 1000)) {
        for (const auto& row : rows) look(row);
        next = rows.back().index + 1;
    }
    return fmt::format("{} entries", next);
}

int run(std::int64_t entries, std::int64_t per_checkpoint, const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) {
        const auto store = journal::create_sqlite_store(file);
        measured("filling", [&] {
            fill(*store, entries, per_checkpoint);
            return file.string();
        });
    }
    const auto store = journal::open_sqlite_store(file);
    measured("verify, without views", [&] { return verified(*store, {}); });
    measured("verify, whole", [&] { return verified(*store, std::make_unique<app::ViewReplay>()); });
    measured("  storage check", [&] { return fmt::format("{} findings", store->check_storage().size()); });
    measured("  rows read", [&] { return each_row(*store, [](const auto&) {}); });
    std::vector<journal::StoredEntry> rows;
    each_row(*store, [&](const auto& row) { rows.push_back(row); });
    std::size_t bytes = 0;
    for (const auto& row : rows) bytes += row.bytes.size();
    measured("  leaves hashed", [&] {
        for (const auto& row : rows) (void)journal::leaf_hash(row.bytes);
        return fmt::format("{} bytes an entry", bytes / rows.size());
    });
    measured("  examined", [&] {
        std::size_t bad = 0;
        for (const auto& row : rows) bad += journal::examine(row).findings.size();
        return fmt::format("{} bad", bad);
    });
    measured("  decoded", [&] {
        std::size_t bad = 0;
        for (const auto& row : rows) bad += journal::decode(row.bytes) ? 0U : 1U;
        return fmt::format("{} bad", bad);
    });
    measured("  tree", [&] {
        journal::Frontier frontier;
        for (const auto& row : rows) frontier.append(row.leaf.size() == 32 ? journal::leaf_hash("") : Digest{});
        return fmt::format("{}", frontier.root().hex());
    });
    std::vector<journal::Entry> opened;
    for (const auto& row : rows) opened.push_back(journal::open(row));
    measured("  replayed", [&] {
        app::ViewReplay replay;
        for (const auto& entry : opened) replay.see(entry);
        std::size_t views = 0;
        for (const auto& [view, of_view] : replay.views()) views += of_view.size();
        return fmt::format("{} view rows", views);
    });
    measured("  checkpoints' signatures", [&] {
        std::size_t good = 0;
        const auto stored = store->checkpoints();
        for (const auto& checkpoint : stored)
            good += journal::verify_checkpoint(checkpoint.note, {origin, key().public_key()}) ? 1U : 0U;
        return fmt::format("{} of {} good", good, stored.size());
    });
    return 0;
}

}  // namespace
}  // namespace trien::bench

int main(int argc, char** argv) {
    const auto number = [&](int at, std::int64_t absent) {
        return argc > at ? std::strtoll(argv[at], nullptr, 10) : absent;
    };
    const std::filesystem::path file = argc > 3 ? argv[3] : "/tmp/bench-verify.db";
    return trien::bench::run(number(1, 100'000), number(2, 10), file);
}
