// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/store.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace trien::journal {

namespace {

std::vector<Entry> open_all(const std::vector<StoredEntry>& rows) {
    std::vector<Entry> entries;
    entries.reserve(rows.size());
    std::ranges::transform(rows, std::back_inserter(entries), open);
    return entries;
}

}  // namespace

void Store::require_id(const Commit& commit) {
    if (!commit.command.value().empty()) return;
    throw Error(Fault::input, "journal.name", {}, {"Lệnh thiếu mã lệnh", "the command lacks its id"});
}

Committed Store::commit(const Commit& commit) {
    std::vector<Outcome> outcomes = commit_all({&commit, 1});
    if (!outcomes.front()) throw std::move(outcomes.front().error());
    return std::move(*outcomes.front());
}

std::vector<Entry> Store::read(std::string_view stream, std::int64_t from_version) {
    return open_all(stream_rows(stream, from_version));
}

std::vector<Entry> Store::read_all(std::int64_t from_index, std::int64_t limit) {
    return open_all(rows(from_index, limit));
}

}  // namespace trien::journal
