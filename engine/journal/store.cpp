// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/store.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "engine/base/random.hpp"
#include "engine/journal/detail/admission.hpp"
#include "engine/journal/personal.hpp"

namespace trien::journal {

namespace {

std::vector<Entry> open_all(const std::vector<StoredEntry>& rows) {
    std::vector<Entry> entries;
    entries.reserve(rows.size());
    std::ranges::transform(rows, std::back_inserter(entries), open);
    return entries;
}

/// The subject's key; a new random one for its first value, noted in `fresh`.
PersonalKey key_for(const Subject& subject, const PersonalKeyOf& key_of, std::vector<NewKey>& fresh) {
    const auto noted = std::ranges::find(fresh, subject, &NewKey::subject);
    if (noted != fresh.end()) return noted->key;
    if (auto known = key_of(subject)) return *known;
    return fresh.emplace_back(NewKey{subject, {random_id(), random_bytes(key_size)}}).key;
}

EncodedAppend encode(const Append& append,
                     const Commit& commit,
                     const HeadOf& head_of,
                     const PersonalKeyOf& key_of,
                     std::vector<NewKey>& keys) {
    EncodedAppend encoded{append.stream, head_of(append.stream), {}};
    if (encoded.expected.version != append.expected_version) {
        throw version_conflict(append.stream, append.expected_version, encoded.expected.version);
    }
    const auto sealing_key = [&](const std::string& name) {
        const PersonalKey key = key_for({append.stream, name}, key_of, keys);
        return std::pair(key.id, key.key);
    };
    for (const NewEvent& event : append.events) {
        const Head head = encoded.head();
        encoded.entries.push_back(encode(
            event, {append.stream, head.version + 1, commit.at, commit.command, commit.actor, head.leaf}, sealing_key));
    }
    return encoded;
}

/// Encodes a group of commands, each on what the ones before it will have written.
class Preparation {
  public:
    explicit Preparation(Store& store) : store_(store) {}

    Encoded encode(const Commit& commit) {
        Encoded encoded = journal::encode(
            commit, [this](const std::string& stream) { return head(stream); },
            [this](const Subject& subject) { return key(subject); });
        for (const EncodedAppend& append : encoded.appends) heads_[append.stream] = append.head();
        for (const NewKey& fresh : encoded.keys) keys_[fresh.subject] = fresh.key;
        for (const Subject& subject : encoded.commit.destroyed) keys_[subject] = std::nullopt;
        return encoded;
    }

  private:
    Head head(const std::string& stream) {
        const auto known = heads_.find(stream);
        return known != heads_.end() ? known->second : store_.head(stream);
    }
    std::optional<PersonalKey> key(const Subject& subject) {
        const auto known = keys_.find(subject);
        return known != keys_.end() ? known->second : store_.personal_key(subject);
    }

    Store& store_;
    std::map<std::string, Head> heads_;
    std::map<Subject, std::optional<PersonalKey>> keys_;
};

Outcome repeated(Outcome outcome) {
    if (outcome) outcome->repeated = true;
    return outcome;
}

}  // namespace

Head EncodedAppend::head() const {
    if (entries.empty()) return expected;
    return {entries.back().version, Digest::of_bytes(entries.back().leaf).value()};
}

Encoded encode(Commit commit, const HeadOf& head_of, const PersonalKeyOf& key_of) {
    Encoded encoded;
    for (const Append& append : commit.appends) {
        encoded.appends.push_back(encode(append, commit, head_of, key_of, encoded.keys));
    }
    commit.appends.clear();
    encoded.commit = std::move(commit);
    return encoded;
}

std::optional<std::string> Store::result_of(const CommandId& command) {
    auto known = recall(command);
    if (!known) return std::nullopt;
    return std::move(known->result);
}

std::vector<Outcome> Store::commit_all(std::span<const Commit> commits) {
    Preparation preparation(*this);
    std::vector<std::optional<Outcome>> outcomes(commits.size());
    std::vector<Encoded> encoded;
    std::vector<std::size_t> places;  // of the encoded ones
    std::map<CommandId, std::size_t> first;
    for (std::size_t i = 0; i < commits.size(); ++i) {
        if (!first.emplace(commits[i].command, i).second) continue;
        // A repeated command gets its stored answer, whatever it was decided on.
        if (auto known = recall(commits[i].command)) {
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
