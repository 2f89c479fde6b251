// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

[[nodiscard]] Error version_conflict(const std::string& stream, std::int64_t expected, std::int64_t actual);

/// The longest name, in bytes: two of them must fit into one key of an index.
inline constexpr std::size_t max_name_size = 1024;

/// Refuses a command with text that one of the stores could not hold, so that all refuse alike: malformed UTF-8, zero
/// bytes, names that are too long.
/// @throws Error(Fault::input) "journal.text" or "journal.name".
void require_storable(const Commit& commit);

/// Names to look up together.
struct Wanted {
    std::vector<CommandId> commands;
    std::vector<std::string> streams;
    std::vector<Subject> subjects;
};

/// What some commands build on.
[[nodiscard]] Wanted wanted_by(std::span<const Commit> commits);
[[nodiscard]] Wanted wanted_by(std::span<const Encoded> commands);

/// What is stored, at least under the names that were wanted.
struct Stored {
    std::function<std::optional<Committed>(const CommandId&)> recall;
    std::function<Head(const std::string& stream)> head;
    std::function<std::optional<PersonalKey>(const Subject&)> key;
};

/// Says which commands of a group are written, and where, each on what the ones before it will have written. The same
/// for every store, so that none differs in what it refuses; a store then only writes what was admitted.
class Admission {
  public:
    /// @param next_index  of the journal's next entry.
    Admission(Stored stored, std::int64_t next_index) : stored_(std::move(stored)), next_index_(next_index) {}

    /// The outcome of the next command. It is to be written if it has a value that is not marked as repeated; its
    /// entries then take the indices from first_index on.
    [[nodiscard]] Outcome admit(const Encoded& encoded);

  private:
    [[nodiscard]] std::optional<Error> fault_of(const Encoded& encoded);
    [[nodiscard]] std::optional<Error> key_fault_of(const Encoded& encoded, const EncodedAppend& append);
    const Head& head(const std::string& stream);
    std::optional<PersonalKey>& key(const Subject& subject);
    void note(const Encoded& encoded);

    Stored stored_;
    std::int64_t next_index_;
    std::unordered_map<std::string, Head> heads_;
    std::map<CommandId, Committed> commands_;
    std::map<Subject, std::optional<PersonalKey>> keys_;
};

}  // namespace trien::journal
