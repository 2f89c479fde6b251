// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/checkpoint.hpp"
#include "engine/journal/sqlite_store.hpp"

namespace trien::journal {

inline const std::string origin = "trien.vn/phuong-ben-nghe";

/// 23 November 2026, some minutes after eight in the morning.
inline Instant morning(int minutes) {
    using namespace std::chrono;
    return Instant::of(year(2026) / 11 / 23, hours(8) + std::chrono::minutes(minutes));
}

inline SigningKey test_key() {
    return SigningKey::from_seed(std::string(32, 'k'));
}
inline VerifierKey trusted_key() {
    return {origin, test_key().public_key()};
}

inline NewEvent step(int number) {
    return {"step.done/1", CanonicalObject().with("note", "Đã tiếp nhận").with("step", number).done(), {}};
}

inline NewEvent applicant(const std::string& name) {
    return {"dossier.opened/1", CanonicalObject().with("kind", "CT01").done(), {{"name", name}}};
}

/// A command that appends events to one stream, with nothing else.
inline Commit command(const std::string& id,
                      const std::string& stream,
                      std::int64_t version,
                      std::vector<NewEvent> events) {
    return {CommandId(id),
            morning(static_cast<int>(version)),
            PersonId("an.nguyen"),
            {{stream, version, std::move(events)}},
            {},
            {},
            "kết quả " + id};
}

/// A command that destroys the key of a subject's values, with nothing else.
inline Commit destruction(const std::string& id, const std::string& stream, const std::string& subject = "") {
    Commit commit = command(id, stream, 0, {});
    commit.appends.clear();
    commit.destroyed = {{stream, subject}};
    return commit;
}

/// The view the tests keep: the newest entry's type for each stream.
inline std::vector<Change> newest_types(const Entry& entry) {
    return {{"newest", entry.stream, canonical({{"type", entry.type}, {"version", entry.version}})}};
}

/// The command, with the view rows that newest_types will find again.
inline Commit with_view(Commit commit) {
    for (const Append& append : commit.appends) {
        if (append.events.empty()) continue;
        const auto version = append.expected_version + std::ssize(append.events);
        commit.changes.push_back(
            {"newest", append.stream, canonical({{"type", append.events.back().type}, {"version", version}})});
    }
    return commit;
}

/// Two dossiers, an entry each in every round, in one group; the first entry of each names a person.
inline void fill(Store& store, int from_round = 0, int to_round = 5) {
    std::vector<Commit> commits;
    for (int round = from_round; round < to_round; ++round) {
        for (const std::string stream : {"dossier/A", "dossier/B"}) {
            const NewEvent event = round == 0 ? applicant("Nguyễn Thị Ánh") : step(round);
            commits.push_back(with_view(command(fmt::format("{}:{}", stream, round), stream, round, {event})));
        }
    }
    (void)store.commit_all(commits);
}

/// The code of the Error an action throws; empty if it throws none.
inline std::string code_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.code();
    }
    return "";
}

}  // namespace trien::journal
