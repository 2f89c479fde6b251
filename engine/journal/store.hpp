// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

/// When something is to happen by itself (hẹn giờ). Timers are rows; nothing else remembers them.
struct TimerKey {
    Instant due;
    std::string id;  ///< unique among all timers, for ever: its command is "timer:<id>"
    bool operator==(const TimerKey&) const = default;
    auto operator<=>(const TimerKey&) const = default;
};

struct Timer {
    TimerKey key;
    std::string stream;  ///< whose timer it is
    std::string body;    ///< what is due, for whoever set it
    bool operator==(const Timer&) const = default;
};

/// A message for another system; written with the command that caused it, sent afterwards (transactional outbox).
struct OutboxMessage {
    std::int64_t id = 0;  ///< given by the store; grows, may skip numbers
    std::string subject;
    std::string body;
    bool operator==(const OutboxMessage&) const = default;
};

/// Whose personal values lie in a stream: one key seals them all. See subject_of().
struct Subject {
    std::string stream;
    std::string name;
    bool operator==(const Subject&) const = default;
    auto operator<=>(const Subject&) const = default;
};

/// Everything one command leads to; written whole or not at all.
struct Commit {
    CommandId command;
    Instant at;
    PersonId actor;
    std::vector<Append> appends;
    std::vector<Change> changes;
    std::vector<SnapshotRow> snapshots;
    std::string result;             ///< the command's answer, given again when the command comes again
    std::vector<Timer> timers{};    ///< set from now on
    std::vector<TimerKey> ended{};  ///< fired or cancelled
    std::vector<OutboxMessage> outbox{};
    /// Whose keys are destroyed, for good, with the stream's snapshot. Entries, leaves and proofs stay valid. Views
    /// that show the values are the caller's to change.
    std::vector<Subject> destroyed{};
};

/// Where a stream stands: what its next entry builds on. All zero for a stream without entries.
struct Head {
    std::int64_t version = 0;
    Digest leaf;
    bool operator==(const Head&) const = default;
};

/// The key that seals the personal values of one subject.
struct PersonalKey {
    std::int64_t id = 0;  ///< random, never given twice: so a destroyed key stays missing
    std::string key;      ///< 32 bytes
    bool operator==(const PersonalKey&) const = default;
};

/// Entries of one stream as they will be written behind `expected`.
struct EncodedAppend {
    std::string stream;
    Head expected;
    std::vector<StoredEntry> entries;  ///< in order; their index is given when they are written

    /// Where the stream will stand.
    [[nodiscard]] Head head() const;
};

/// A key that a command is the first to use.
struct NewKey {
    Subject subject;
    PersonalKey key;
    bool operator==(const NewKey&) const = default;
};

/// A command with all work done that needs no database: what a store writes.
struct Encoded {
    Commit commit;  ///< its appends stand encoded below
    std::vector<EncodedAppend> appends;
    std::vector<NewKey> keys;
};

using HeadOf = std::function<Head(const std::string& stream)>;
using PersonalKeyOf = std::function<std::optional<PersonalKey>(const Subject& subject)>;

/// Encodes, commits to the personal values and seals them; see encode() in entry.hpp.
/// @param head_of  where the streams stand, or will stand once what was queued before is written.
/// @throws Error(Fault::conflict) "journal.version" when a stream is not at its expected version; Error(Fault::input).
[[nodiscard]] Encoded encode(Commit commit, const HeadOf& head_of, const PersonalKeyOf& key_of);

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

/// What others say of a checkpoint.
struct Attestation {
    enum class Kind : std::uint8_t { cosignature, timestamp };
    std::int64_t size = 0;  ///< of the checkpoint
    Kind kind = Kind::cosignature;
    /// A cosignature's line with its line feed (C2SP tlog-cosignature), or the DER of an RFC 3161 token over the
    /// SHA-256 of the stored note.
    std::string body;
    bool operator==(const Attestation&) const = default;
};

/// A command that was carried out, as stored.
struct StoredCommand {
    CommandId id;
    Committed done;
    bool operator==(const StoredCommand&) const = default;
};

/// Some of what a journal holds besides its views, in the order in which another can take it over.
struct Portion {
    std::vector<StoredEntry> entries;
    std::vector<NewKey> keys;
    std::vector<StoredCommand> commands;
    std::vector<SnapshotRow> snapshots;
    std::vector<Timer> timers;
    std::vector<OutboxMessage> outbox;
    std::vector<Node> nodes;
    std::vector<StoredCheckpoint> checkpoints;
    std::vector<Attestation> attestations;  ///< of checkpoints given before or here
};

/// The next portion; nothing behind the last.
using NextPortion = std::function<std::optional<Portion>()>;

/// Which view rows an entry leads to. Called in the order of the journal, from index 0.
using Project = std::function<std::vector<Change>(const Entry&)>;

struct Stored;  // engine/journal/detail/admission.hpp
struct Wanted;

/// The lowest level of inner tree nodes a store keeps; below it, they are computed again from at most 256 leaves.
inline constexpr int stored_level = 8;

inline constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

/// The journal: streams of events that only grow, with the views and snapshots derived from them.
///
/// What it stores means nothing to it. One Store serves one thread at a time; several, in one process or in many, may
/// serve the same journal at once. Whatever a store hands out as Entry was re-hashed on the way.
///
/// Every member throws Error(Fault::retry) when another writer holds the journal too long or the server is lost,
/// Error(Fault::corrupt) when what is stored does not hold together, Error(Fault::environment) when the disk fails.
class Store {
  public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    // Commands

    /// What became of a command, marked as repeated; nothing if it was never written.
    [[nodiscard]] virtual std::optional<Committed> recall(const CommandId& command) = 0;
    /// The stored answer of a command.
    [[nodiscard]] std::optional<std::string> result_of(const CommandId& command);
    /// Writes many commands with one flush to the disk, each whole or not at all, in the order given.
    ///
    /// When it returns, everything written is durable. An outcome is an Error if that command alone failed: with
    /// Fault::conflict, "journal.version" when a stream does not stand where the command expects it,
    /// "journal.personal-key" when a key it seals with was destroyed meanwhile; or with Fault::input.
    /// @throws Error(Fault::retry) "journal.unknown" when the server is lost before it answers: whether the group was
    ///         written is not known, and may be written again, as each command is carried out once.
    [[nodiscard]] virtual std::vector<Outcome> write_all(std::span<const Encoded> commands) = 0;
    /// Encodes on what is stored, and writes.
    [[nodiscard]] std::vector<Outcome> commit_all(std::span<const Commit> commits);
    /// Commits one command.
    /// @throws Error what commit_all would give as its outcome.
    Committed commit(const Commit& commit);

    // Streams

    /// Entries in the journal.
    [[nodiscard]] virtual std::int64_t size() = 0;
    /// Where the stream stands.
    [[nodiscard]] virtual Head head(std::string_view stream) = 0;
    /// The version of the stream's newest entry; 0 for a stream without any.
    [[nodiscard]] std::int64_t version(std::string_view stream) { return head(stream).version; }
    /// The streams whose name starts with a prefix, with their versions.
    [[nodiscard]] virtual std::vector<std::pair<std::string, std::int64_t>> versions(std::string_view prefix) = 0;
    /// The entries of one stream in order.
    [[nodiscard]] std::vector<Entry> read(std::string_view stream, std::int64_t from_version = 1);
    /// The entries of all streams in order.
    [[nodiscard]] std::vector<Entry> read_all(std::int64_t from_index = 0, std::int64_t limit = no_limit);
    /// Like read() and read_all(), but unchecked: for the verifier.
    [[nodiscard]] virtual std::vector<StoredEntry> stream_rows(std::string_view stream, std::int64_t from_version) = 0;
    [[nodiscard]] virtual std::vector<StoredEntry> rows(std::int64_t from_index, std::int64_t limit) = 0;

    /// What is stored under some names. One by one as they are asked for, unless a store finds them all together.
    [[nodiscard]] virtual Stored look_up(const Wanted& wanted);

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

    /// The key that seals a subject's values; nothing if it has none, or none any more.
    [[nodiscard]] virtual std::optional<PersonalKey> personal_key(const Subject& subject) = 0;
    /// Removes what destroyed keys may have left in the database's own files: free pages, logs, dead rows.
    virtual void purge() = 0;

    // Timers and outbox

    /// What is due at an instant, the longest overdue first.
    /// @param after  only timers behind this one: the last of the page before.
    [[nodiscard]] virtual std::vector<Timer> due_timers(Instant now,
                                                        std::int64_t limit,
                                                        const std::optional<TimerKey>& after = std::nullopt) = 0;
    /// When the next timer is due.
    [[nodiscard]] virtual std::optional<Instant> next_due() = 0;
    /// The oldest messages that were not sent.
    /// @param above_id  only messages behind this one: the last of the page before.
    [[nodiscard]] virtual std::vector<OutboxMessage> outbox(std::int64_t limit, std::int64_t above_id = 0) = 0;
    /// Forgets messages that were sent.
    virtual void remove_from_outbox(std::span<const std::int64_t> ids) = 0;

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
    /// Keeps what somebody says of a checkpoint; the same again changes nothing.
    virtual void add_attestation(const Attestation& attestation) = 0;
    /// What is said of checkpoints larger than a size, smallest first.
    [[nodiscard]] virtual std::vector<Attestation> attestations(std::int64_t above_size = -1,
                                                                std::int64_t up_to_size = no_limit) = 0;

    // Page by page, for copies (see copy.hpp); each page starts behind the last of the page before

    [[nodiscard]] virtual std::vector<StoredCommand> commands(const std::optional<CommandId>& after,
                                                              std::int64_t limit) = 0;
    /// @param above_id  the lowest number for the first page.
    [[nodiscard]] virtual std::vector<NewKey> personal_keys(std::int64_t above_id, std::int64_t limit) = 0;
    [[nodiscard]] virtual std::vector<SnapshotRow> snapshots(const std::optional<std::string>& after_stream,
                                                             std::int64_t limit) = 0;
    /// By level, then index.
    [[nodiscard]] virtual std::vector<Node> nodes(const std::optional<Node>& after, std::int64_t limit) = 0;
    /// Takes over what another journal holds, in one transaction. The views stay empty: see rebuild_views().
    /// @throws Error(Fault::conflict) "journal.not-empty" if this one holds anything.
    virtual void fill(const NextPortion& next) = 0;

    // Care

    /// Runs `work` on one unchanging state of the store: writers meanwhile are not seen.
    virtual void read_together(const std::function<void()>& work) = 0;
    /// What is wrong with the storage itself: damaged pages, a guard removed from the tables.
    [[nodiscard]] virtual Findings check_storage() = 0;
};

}  // namespace trien::journal
