// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/preparation.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/random.hpp"
#include "engine/journal/personal.hpp"

namespace trien::journal {

namespace {

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

}  // namespace

Head EncodedAppend::head() const {
    if (entries.empty()) return expected;
    return {entries.back().version, Digest::of_bytes(entries.back().leaf).value()};
}

Encoded encode(Commit commit, const HeadOf& head_of, const PersonalKeyOf& key_of) {
    require_storable(commit);
    Encoded encoded;
    for (const Append& append : commit.appends) {
        encoded.appends.push_back(encode(append, commit, head_of, key_of, encoded.keys));
    }
    commit.appends.clear();
    encoded.commit = std::move(commit);
    return encoded;
}

Encoded Preparation::encode(const Commit& commit) {
    Encoded encoded = journal::encode(
        commit, [this](const std::string& stream) { return head(stream); },
        [this](const Subject& subject) { return key(subject); });
    for (const EncodedAppend& append : encoded.appends) heads_[append.stream] = append.head();
    for (const NewKey& fresh : encoded.keys) keys_[fresh.subject] = fresh.key;
    for (const Subject& subject : encoded.commit.destroyed) keys_[subject] = std::nullopt;
    return encoded;
}

Head Preparation::head(const std::string& stream) {
    const auto known = heads_.find(stream);
    return known != heads_.end() ? known->second : stored_.head(stream);
}

std::optional<PersonalKey> Preparation::key(const Subject& subject) {
    const auto known = keys_.find(subject);
    return known != keys_.end() ? known->second : stored_.key(subject);
}

}  // namespace trien::journal
