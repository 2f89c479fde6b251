// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// What is stored, as seen from inside the writing transaction.
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
