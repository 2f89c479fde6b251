// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "engine/journal/entry.hpp"
#include "engine/journal/store.hpp"

namespace trien::journal {

/// A view row as the journal has it.
struct DerivedRow {
    std::string body;         ///< canonical JSON
    std::int64_t index = -1;  ///< the newest entry it follows from
    bool operator==(const DerivedRow&) const = default;
};

/// View, key, row.
using DerivedViews = std::map<std::string, std::map<std::string, DerivedRow>>;

/// Makes one change.
/// @param index  of the entry it follows from.
void apply(Change change, std::int64_t index, DerivedViews& views);

/// Reads a whole journal and says what the views must hold at its end. The rows are those that the journal's Project
/// leads to; a replay need not make the many in between.
class Replay {
  public:
    Replay() = default;
    Replay(const Replay&) = delete;
    Replay& operator=(const Replay&) = delete;
    virtual ~Replay() = default;

    /// Called in the order of the journal, from index 0.
    /// @throws std::exception for an entry it cannot understand; it may then be left out.
    virtual void see(const Entry& entry) = 0;
    /// Called once, at the end.
    [[nodiscard]] virtual DerivedViews views() = 0;
};

/// The replay that makes every change a projection tells.
[[nodiscard]] std::unique_ptr<Replay> replay_of(Project project);

}  // namespace trien::journal
