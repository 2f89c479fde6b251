// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/store.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "engine/journal/detail/preparation.hpp"

namespace trien::journal {

namespace {

std::vector<Entry> open_all(const std::vector<StoredEntry>& rows) {
    std::vector<Entry> entries;
    entries.reserve(rows.size());
    std::ranges::transform(rows, std::back_inserter(entries), open);
    return entries;
}

Outcome repeated(Outcome outcome) {
    if (outcome) outcome->repeated = true;
    return outcome;
}

}  // namespace

std::optional<std::string> Store::result_of(const CommandId& command) {
    auto known = recall(command);
    if (!known) return std::nullopt;
    return std::move(known->result);
}

Stored Store::look_up(const Wanted& /*wanted*/) {
    return {[this](const CommandId& id) { return recall(id); },
            [this](const std::string& stream) { return head(stream); },
            [this](const Subject& subject) { return personal_key(subject); }};
}

std::vector<Outcome> Store::commit_all(std::span<const Commit> commits) {
    const Stored stored = look_up(wanted_by(commits));
    Preparation preparation(stored);
    std::vector<std::optional<Outcome>> outcomes(commits.size());
    std::vector<Encoded> encoded;
    std::vector<std::size_t> places;  // of the encoded ones
    std::map<CommandId, std::size_t> first;
    for (std::size_t i = 0; i < commits.size(); ++i) {
        if (!first.emplace(commits[i].command, i).second) continue;
        // A repeated command gets its stored answer, whatever it was decided on.
        if (auto known = stored.recall(commits[i].command)) {
            outcomes[i] = std::move(*known);
            continue;
        }
        try {
            encoded.push_back(preparation.encode(commits[i]));
            places.push_back(i);
        } catch (const Error& error) {
            if (error.fault() != Fault::conflict && error.fault() != Fault::input) throw;
            outcomes[i] = tl::unexpected(error);
        }
    }
    std::vector<Outcome> written = write_all(encoded);
    for (std::size_t i = 0; i < written.size(); ++i) outcomes[places[i]] = std::move(written[i]);
    std::vector<Outcome> all;
    for (std::size_t i = 0; i < commits.size(); ++i) {
        const std::size_t carried_out = first.at(commits[i].command);
        all.push_back(carried_out == i ? *std::move(outcomes[i]) : repeated(all[carried_out]));
    }
    return all;
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
