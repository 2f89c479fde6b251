// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "engine/base/error.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/journal/entry.hpp"
#include "engine/journal/merkle.hpp"

namespace trien::journal {

/// Events for one stream, decided on what the stream was at `expected_version`.
struct Append {
    std::string stream;
    std::int64_t expected_version = 0;  ///< 0 for a stream that does not exist yet
    std::vector<NewEvent> events;       ///< may be empty: then the version is only checked
};

/// One row of a view (bảng tra cứu) is written, or deleted when `body` is absent.
struct Change {
    std::string view;
    std::string key;
    std::optional<std::string> body;  ///< canonical JSON
    bool operator==(const Change&) const = default;
};

/// One row of a view.
struct Row {
    std::string key;
    std::string body;
    bool operator==(const Row&) const = default;
};

/// The folded state of a stream after its entry `version`: saves reading the stream from its start.
struct SnapshotRow {
    std::string stream;
    std::int64_t version = 0;
    std::string body;
    bool operator==(const SnapshotRow&) const = default;
};

/// Everything one command leads to; written whole or not at all.
struct Commit {
    CommandId command;
    Instant at;
    PersonId actor;
    std::vector<Append> appends;
    std::vector<Change> changes;
    std::vector<SnapshotRow> snapshots;
    std::string result;  ///< the command's answer, given again when the command comes again
};

/// What became of a command.
struct Committed {
    std::int64_t first_index = 0;  ///< of its entries in the journal
    std::int64_t count = 0;        ///< of its entries
    std::string result;
    bool repeated = false;  ///< the command was known; nothing was written this time
    bool operator==(const Committed&) const = default;
};

/// A command of a group either is written or fails alone.
using Outcome = tl::expected<Committed, Error>;

/// A signed tree head as stored; see checkpoint.hpp.
struct StoredCheckpoint {
    std::int64_t size = 0;
    std::string note;
    bool operator==(const StoredCheckpoint&) const = default;
};

/// Which view rows an entry leads to. Called in the order of the journal, from index 0.
using Project = std::function<std::vector<Change>(const Entry&)>;

/// The lowest level of inner tree nodes a store keeps; below it, they are computed again from at most 256 leaves.
inline constexpr int stored_level = 8;

inline constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

/// The journal: streams of events that only grow, with the views and snapshots derived from them.
///
/// What it stores means nothing to it. One Store serves one thread at a time; several, in one process or in many, may
/// serve the same journal at once. Whatever a store hands out as Entry was re-hashed on the way.
///
/// Every member throws Error(Fault::retry) when another writer holds the journal too long, Error(Fault::corrupt) when
/// what is stored does not hold together, Error(Fault::environment) when the disk fails.
class Store {
  public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    // Commands

    /// The stored answer of a command; nothing if it never came.
    [[nodiscard]] virtual std::optional<std::string> result_of(const CommandId& command) = 0;
    /// Commits many commands with one flush to the disk, each whole or not at all, in the order given.
    ///
    /// When it returns, everything written is durable. An outcome is an Error if that command alone failed: with
    /// Fault::conflict, "journal.version" when a stream is not at its expected version, or with Fault::input.
    [[nodiscard]] virtual std::vector<Outcome> commit_all(std::span<const Commit> commits) = 0;
    /// Commits one command.
    /// @throws Error what commit_all would give as its outcome.
    Committed commit(const Commit& commit);

    // Streams

    /// Entries in the journal.
    [[nodiscard]] virtual std::int64_t size() = 0;
    /// The version of the stream's newest entry; 0 for a stream without any.
    [[nodiscard]] virtual std::int64_t version(std::string_view stream) = 0;
    /// The entries of one stream in order.
    [[nodiscard]] std::vector<Entry> read(std::string_view stream, std::int64_t from_version = 1);
    /// The entries of all streams in order.
    [[nodiscard]] std::vector<Entry> read_all(std::int64_t from_index = 0, std::int64_t limit = no_limit);
    /// Like read() and read_all(), but unchecked: for the verifier.
    [[nodiscard]] virtual std::vector<StoredEntry> stream_rows(std::string_view stream, std::int64_t from_version) = 0;
    [[nodiscard]] virtual std::vector<StoredEntry> rows(std::int64_t from_index, std::int64_t limit) = 0;

    // What can be derived

    /// The newest snapshot of a stream.
    [[nodiscard]] virtual std::optional<SnapshotRow> snapshot(std::string_view stream) = 0;
    /// Rows whose key starts with `key_prefix`, in the byte order of the keys.
    /// @param after  only keys behind this one: the last key of the page before.
    [[nodiscard]] virtual std::vector<Row> view(std::string_view name,
                                                std::string_view key_prefix = "",
                                                std::int64_t limit = no_limit,
                                                std::optional<std::string_view> after = std::nullopt) = 0;
    /// One row's body.
    [[nodiscard]] virtual std::optional<std::string> view_row(std::string_view name, std::string_view key) = 0;
    /// The views that have rows.
    [[nodiscard]] virtual std::vector<std::string> view_names() = 0;
    /// Throws all view rows away and fills them again from the journal, in one transaction.
    virtual void rebuild_views(const Project& project) = 0;

    // Personal data

    /// Deletes the keys of the stream's personal values, for good, and the stream's snapshot. Entries, leaves and
    /// proofs stay valid. Views that show the values are the caller's to change.
    /// @returns  how many values can no longer be read.
    virtual std::int64_t destroy_personal(std::string_view stream) = 0;

    // The tree

    /// Leaf hashes in order, as stored.
    [[nodiscard]] virtual std::vector<Digest> leaves(std::int64_t from_index, std::int64_t limit) = 0;
    /// A complete subtree of level stored_level or above that a checkpoint covers.
    [[nodiscard]] virtual std::optional<Digest> node(int level, std::int64_t index) = 0;
    /// The newest checkpoint.
    [[nodiscard]] virtual std::optional<StoredCheckpoint> last_checkpoint() = 0;
    /// Checkpoints larger than a size, smallest first.
    [[nodiscard]] virtual std::vector<StoredCheckpoint> checkpoints(std::int64_t above_size = -1,
                                                                    std::int64_t limit = no_limit) = 0;
    /// Adds a checkpoint larger than all before, and the nodes of level stored_level and above completed since.
    /// @throws Error(Fault::conflict) "journal.checkpoint" if it is not the largest.
    virtual void add_checkpoint(const StoredCheckpoint& checkpoint, std::span<const Node> nodes) = 0;

    // Care

    /// Runs `work` on one unchanging state of the store: writers meanwhile are not seen.
    virtual void read_together(const std::function<void()>& work) = 0;
    /// What is wrong with the storage itself: damaged pages, a guard removed from the tables.
    [[nodiscard]] virtual Findings check_storage() = 0;

  protected:
    /// For implementations of commit_all.
    /// @throws Error(Fault::input) "journal.name" if the command has no id: it could never be told from another.
    static void require_id(const Commit& commit);
};

}  // namespace trien::journal
