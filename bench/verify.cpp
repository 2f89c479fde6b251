// SPDX-License-Identifier: Apache-2.0
// How much processor time the whole verification of a journal takes, by part, and the check of one proof.
//
//     bench_verify [ENTRIES [ENTRIES-PER-CHECKPOINT [FILE]]]
//
// The journal is a ward's certified copies (case_work.hpp) in SQLite; processes/ lies under TRIEN_DATA or here. FILE is
// filled if it is not there, and kept; without it a temporary one is. The parts are measured one by one, each in a pass
// of its own, so they come to about the whole.
#include "engine/journal/verify.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "bench/case_work.hpp"
#include "bench/cpu_time.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/detail/known_key.hpp"
#include "engine/journal/proof.hpp"
#include "engine/journal/sqlite_store.hpp"

namespace trien::bench {
namespace {

namespace fs = std::filesystem;
using journal::Store;

constexpr std::int64_t page = 1000;
constexpr int repeats = 2000;

const std::string origin = "trien.vn/phuong-an-hoa";

const journal::SigningKey& signing_key() {
    static const auto made = journal::SigningKey::from_seed(std::string(32, 'k'));
    return made;
}
journal::VerifierKey verifier_key() {
    return {origin, signing_key().public_key()};
}

void measure(const char* part, const std::function<std::string()>& work) {
    const double before = cpu_seconds();
    const std::string note = work();
    std::cout << fmt::format("{:<36}{:>8.3f} s   {}\n", part, cpu_seconds() - before, note) << std::flush;
}

/// Of something short, done again and again.
void measure_each(const char* part, const std::function<bool()>& work) {
    const double before = cpu_seconds();
    int good = 0;
    for (int i = 0; i < repeats; ++i) good += work() ? 1 : 0;
    const double each = (cpu_seconds() - before) / repeats;
    std::cout << fmt::format("{:<36}{:>8.1f} µs  {}\n", part, 1e6 * each, good == repeats ? "" : "NOT GOOD");
}

// --- the journal ---------------------------------------------------------------------------------------------------

void fill(Store& store, std::int64_t entries, std::int64_t per_checkpoint) {
    const char* const data = std::getenv("TRIEN_DATA");
    CaseWork work(data != nullptr ? data : ".", 40);
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
        journal::make_checkpoint(store, signing_key(), origin);
        covered = size;
    }
}

std::string verified(Store& store, std::unique_ptr<journal::Replay> replay) {
    journal::VerifyOptions options{verifier_key()};
    options.replay = std::move(replay);
    const auto report = journal::verify(store, options);
    return fmt::format("{} entries, {} checkpoints, {} personal values, {} view rows: {} faults", report.entries,
                       report.checkpoints, report.personal_values, report.view_rows, report.faults);
}

std::vector<journal::StoredEntry> read_rows(Store& store) {
    std::vector<journal::StoredEntry> all;
    for (auto rows = store.rows(0, page); !rows.empty(); rows = store.rows(all.back().index + 1, page)) {
        std::ranges::move(rows, std::back_inserter(all));
    }
    return all;
}

void measure_parts(Store& store) {
    std::vector<journal::StoredEntry> rows;
    std::vector<journal::Entry> entries;
    measure("  storage checked", [&] { return fmt::format("{} findings", store.check_storage().size()); });
    measure("  rows read", [&] {
        rows = read_rows(store);
        std::size_t bytes = 0;
        for (const auto& row : rows) bytes += row.bytes.size();
        return fmt::format("{} bytes an entry", bytes / rows.size());
    });
    measure("  entries examined", [&] {
        std::size_t bad = 0;
        for (const auto& row : rows) bad += journal::examine(row).findings.size();
        return fmt::format("{} findings", bad);
    });
    measure("    of that, hashed", [&] {
        for (const auto& row : rows) (void)journal::leaf_hash(row.bytes);
        return "";
    });
    measure("  tree grown", [&] {
        journal::Frontier tree;
        for (const auto& row : rows) tree.append(Digest::of_bytes(row.leaf).value());
        return "root " + tree.root().hex().substr(0, 8);
    });
    measure("  checkpoints' signatures", [&] {
        const journal::KnownKey known(signing_key().public_key());
        const std::string signature = signing_key().sign(origin);
        const std::size_t count = store.checkpoints().size();
        std::size_t good = 0;
        for (std::size_t i = 0; i < count; ++i) good += known.verifies(origin, signature) ? 1U : 0U;
        return fmt::format("{}", good);
    });
    for (const auto& row : rows) entries.push_back(journal::open(row));
    measure("  entries replayed", [&] {
        app::ViewReplay replay;
        for (const auto& entry : entries) replay.see(entry);
        return fmt::format("{} views", replay.views().size());
    });
}

// --- one proof -----------------------------------------------------------------------------------------------------

/// A tree of 10^8 leaves of which one is real: nobody needs the others to check its proof.
class LargeTree {
  public:
    LargeTree(std::int64_t index, const Digest& leaf) : index_(index), leaf_(leaf) {}

    Digest operator()(int level, std::int64_t index) const {
        if (index_ >> level != index) return sha256(fmt::format("{}/{}", level, index));
        if (level == 0) return leaf_;
        return journal::node_hash((*this)(level - 1, 2 * index), (*this)(level - 1, 2 * index + 1));
    }

  private:
    std::int64_t index_;
    Digest leaf_;
};

void measure_proof(Store& store) {
    constexpr std::int64_t size = 100'000'000;
    constexpr std::int64_t index = 12'345'678;
    const journal::Entry entry = store.read_all(0, 1).at(0);
    const journal::Subtrees tree = LargeTree(index, entry.leaf);
    const auto path = journal::inclusion_proof(index, size, tree);
    const Digest root = journal::Frontier(size, tree).root();
    const std::string note = journal::sign_checkpoint({origin, size, root}, signing_key());
    Json siblings = Json::array();
    for (const Digest& sibling : path) siblings.push_back(sibling.hex());
    const Json proof = {
        {"v", 1}, {"entry", entry.bytes}, {"index", index}, {"path", std::move(siblings)}, {"checkpoint", note}};

    std::cout << fmt::format("\none proof, {} siblings\n", path.size());
    measure_each("checked", [&] { return journal::verify_proof(proof, verifier_key()).has_value(); });
    measure_each("  its checkpoint's signature",
                 [&] { return journal::verify_checkpoint(note, verifier_key()).has_value(); });
    measure_each("  its path", [&] { return journal::verify_inclusion(entry.leaf, index, size, path, root); });
    measure_each("  its entry read", [&] { return journal::decode(entry.bytes).has_value(); });
}

int run(std::int64_t entries, std::int64_t per_checkpoint, const fs::path& file) {
    if (!fs::exists(file)) {
        const auto store = journal::create_sqlite_store(file);
        measure("filled", [&] {
            fill(*store, entries, per_checkpoint);
            return "";
        });
    }
    const auto store = journal::open_sqlite_store(file);
    measure("verified, without views", [&] { return verified(*store, nullptr); });
    measure("verified", [&] { return verified(*store, std::make_unique<app::ViewReplay>()); });
    measure_parts(*store);
    measure_proof(*store);
    return 0;
}

}  // namespace
}  // namespace trien::bench

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const auto number = [&](std::size_t at, std::int64_t absent) {
        return arguments.size() > at ? std::strtoll(arguments[at].c_str(), nullptr, 10) : absent;
    };
    const trien::TemporaryFolder folder;
    const auto file = arguments.size() > 2 ? std::filesystem::path(arguments[2]) : folder.path() / "journal.db";
    return trien::bench::run(number(0, 100'000), number(1, 10), file);
}
