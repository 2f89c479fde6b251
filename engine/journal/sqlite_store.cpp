// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/sqlite_store.hpp"

#include <algorithm>
#include <utility>

#include "embedded/sqlite_schema.hpp"
#include <fmt/format.h>

#include "engine/journal/detail/admission.hpp"
#include "engine/journal/detail/private_file.hpp"
#include "engine/journal/detail/sqlite.hpp"
#include "engine/journal/detail/storage.hpp"

namespace trien::journal {

namespace {

using sqlite::Blob;
using sqlite::Database;
using sqlite::Query;
using sqlite::Transaction;

/// SQLite's mark for files of one program ("Trin").
constexpr std::int64_t application_id = 0x5472696E;

std::int64_t schema_version() {
    return std::ssize(embedded::sqlite_schema());
}

/// The value of a pragma or query of one number.
std::int64_t number(Database& database, std::string_view sql) {
    Query query = database.query(sql);
    return query.step() ? query.integer(0) : 0;
}

/// Applies the migrations this file has not seen; the caller holds a writing transaction.
void migrate(Database& database) {
    const auto migrations = embedded::sqlite_schema();
    const auto seen = static_cast<std::size_t>(number(database, "PRAGMA user_version"));
    for (const auto& migration : migrations.subspan(seen)) database.run(std::string(migration.bytes));
    database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, schema_version()));
}

/// Refuses files that are not ours, and those of a newer program.
void require_ours(Database& database, const std::string& file) {
    const std::int64_t version = number(database, "PRAGMA user_version");
    if (number(database, "PRAGMA application_id") != application_id || version < 1) {
        throw Error(Fault::input, "journal.foreign", {file, 0, 0, ""},
                    {"Tệp này không phải nhật ký của Triện", "the file is not a journal of Triện"},
                    {"Kiểm tra lại đường dẫn", "check the path"});
    }
    if (version > schema_version()) throw newer_schema(file, version, schema_version());
}

/// A copy is not changed, so it is not brought up to date either.
Error older_schema(const std::string& file) {
    return Error(Fault::environment, "journal.older", {file, 0, 0, ""},
                 {"Bản sao do bản Triện cũ hơn lập", "an older Triện made this copy"},
                 {"Chép sang nơi khác rồi mở bản chép đó để nâng cấp",
                  "copy it elsewhere and open that copy, which upgrades it"});
}

/// Every table, index, view and trigger with its definition.
Definitions definitions(Database& database) {
    Definitions found;
    Query query = database.query("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'");
    while (query.step()) found.emplace(query.bytes(0), query.bytes(1));
    return found;
}

class SqliteStore final : public Store {
  public:
    SqliteStore(const std::filesystem::path& path, SqliteOptions options, Database::Access access)
        : database_(path, options.patience, access), copy_(options.copy) {}

    /// Fills a new file with the tables.
    void create() {
        configure();
        Transaction transaction(database_, Transaction::Kind::writing);
        migrate(database_);
        transaction.commit();
    }

    /// Checks and upgrades a file that has them.
    void adopt(const std::string& file) {
        require_ours(database_, file);
        configure();
        if (number(database_, "PRAGMA user_version") == schema_version()) return;
        if (copy_) throw older_schema(file);
        Transaction transaction(database_, Transaction::Kind::writing);
        migrate(database_);
        transaction.commit();
    }

    /// Reads the personal keys of a copy from another file, which must be a copy too.
    void read_keys_from(const std::filesystem::path& keys) {
        database_.query("ATTACH ? AS apart").bind(keys.string()).run();
        // What is temporary hides what is not.
        database_.run("CREATE TEMP VIEW personal_key AS SELECT id, stream, subject, key FROM apart.personal_key");
    }

    std::optional<Committed> recall(const CommandId& command) override {
        Query query = database_.query("SELECT first_idx, entries, result FROM command WHERE id = ?");
        if (!query.bind(command.value()).step()) return std::nullopt;
        return Committed{query.integer(0), query.integer(1), query.bytes(2), true};
    }

    std::vector<Outcome> write_all(std::span<const Encoded> commands) override {
        std::vector<Outcome> outcomes;
        outcomes.reserve(commands.size());
        if (commands.empty()) return outcomes;
        Transaction transaction(database_, Transaction::Kind::writing);
        Admission admission(look_up(wanted_by(commands)), size());
        for (const Encoded& command : commands) {
            outcomes.push_back(admission.admit(command));
            if (outcomes.back() && !outcomes.back()->repeated) write(command, *outcomes.back());
        }
        transaction.commit();
        return outcomes;
    }

    std::int64_t size() override { return number(database_, "SELECT coalesce(max(idx) + 1, 0) FROM entry"); }

    Head head(std::string_view stream) override {
        Query query = database_.query("SELECT version, leaf FROM entry WHERE stream = ? ORDER BY version DESC LIMIT 1");
        if (!query.bind(stream).step()) return {};
        return {query.integer(0), stored_digest(query.bytes(1))};
    }

    std::vector<std::pair<std::string, std::int64_t>> versions(std::string_view prefix) override {
        Query query =
            database_.query("SELECT stream, max(version) FROM entry WHERE stream >= ? GROUP BY stream ORDER BY stream");
        query.bind(prefix);
        std::vector<std::pair<std::string, std::int64_t>> found;
        while (query.step()) {
            std::string stream = query.bytes(0);
            if (!stream.starts_with(prefix)) break;
            found.emplace_back(std::move(stream), query.integer(1));
        }
        return found;
    }

    std::vector<StoredEntry> stream_rows(std::string_view stream, std::int64_t from_version) override {
        Query query = database_.query(
            "SELECT idx, stream, version, leaf, bytes FROM entry WHERE stream = ? AND version >= ? ORDER BY version");
        query.bind(stream).bind(from_version);
        std::vector<StoredEntry> rows;
        while (query.step()) rows.push_back(row_of(query));
        for (StoredEntry& row : rows) add_personal({&row, 1});
        return rows;
    }

    std::vector<StoredEntry> rows(std::int64_t from_index, std::int64_t limit) override {
        Query query =
            database_.query("SELECT idx, stream, version, leaf, bytes FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?");
        query.bind(from_index).bind(limit);
        std::vector<StoredEntry> rows;
        while (query.step()) rows.push_back(row_of(query));
        if (!rows.empty()) add_personal(rows);
        return rows;
    }

    std::optional<SnapshotRow> snapshot(std::string_view stream) override {
        Query query = database_.query("SELECT version, body FROM snapshot WHERE stream = ?");
        if (!query.bind(stream).step()) return std::nullopt;
        return SnapshotRow{std::string(stream), query.integer(0), query.bytes(1)};
    }

    std::vector<Row> view(std::string_view name,
                          std::string_view key_prefix,
                          std::int64_t limit,
                          std::optional<std::string_view> after) override {
        // The lowest key behind another is that key with a zero byte.
        std::string lowest = after ? std::string(*after) + '\0' : std::string();
        lowest = std::max(lowest, std::string(key_prefix));
        Query query =
            database_.query("SELECT key, body FROM view_row WHERE view = ? AND key >= ? ORDER BY key LIMIT ?");
        query.bind(name).bind(lowest).bind(limit);
        std::vector<Row> rows;
        while (query.step()) {
            Row row{query.bytes(0), query.bytes(1)};
            if (!row.key.starts_with(key_prefix)) break;
            rows.push_back(std::move(row));
        }
        return rows;
    }

    std::optional<std::string> view_row(std::string_view name, std::string_view key) override {
        Query query = database_.query("SELECT body FROM view_row WHERE view = ? AND key = ?");
        if (!query.bind(name).bind(key).step()) return std::nullopt;
        return query.bytes(0);
    }

    std::vector<std::string> view_names() override {
        Query query = database_.query("SELECT DISTINCT view FROM view_row ORDER BY view");
        std::vector<std::string> names;
        while (query.step()) names.push_back(query.bytes(0));
        return names;
    }

    void rebuild_views(const Project& project) override {
        Transaction transaction(database_, Transaction::Kind::writing);
        database_.run("DELETE FROM view_row");
        std::int64_t next = 0;
        for (auto entries = read_all(next, page_size); !entries.empty(); entries = read_all(next, page_size)) {
            for (const Entry& entry : entries) {
                for (const Change& change : project(entry)) apply(change);
            }
            next = entries.back().index + 1;
        }
        transaction.commit();
    }

    std::optional<PersonalKey> personal_key(const Subject& subject) override {
        Query query = database_.query("SELECT id, key FROM personal_key WHERE stream = ? AND subject = ?");
        if (!query.bind(subject.stream).bind(subject.name).step()) return std::nullopt;
        return PersonalKey{query.integer(0), query.bytes(1)};
    }

    /// Deleted cells are overwritten as they are deleted; the write-ahead log may still hold the pages before that.
    void purge() override {
        Query query = database_.query("PRAGMA wal_checkpoint(TRUNCATE)");
        const bool busy = query.step() && query.integer(0) != 0;
        if (busy) database_.require(SQLITE_BUSY);
    }

    std::vector<Timer> due_timers(Instant now, std::int64_t limit, const std::optional<TimerKey>& after) override {
        const TimerKey start = after.value_or(TimerKey{Instant(Instant::Point::min()), ""});
        Query query = database_.query(
            "SELECT due, id, stream, body FROM timer WHERE due <= ? AND (due, id) > (?, ?) ORDER BY due, id LIMIT ?");
        query.bind(microseconds(now)).bind(microseconds(start.due)).bind(start.id).bind(limit);
        std::vector<Timer> timers;
        while (query.step()) {
            timers.push_back({{instant(query.integer(0)), query.bytes(1)}, query.bytes(2), query.bytes(3)});
        }
        return timers;
    }

    std::optional<Instant> next_due() override {
        Query query = database_.query("SELECT due FROM timer ORDER BY due LIMIT 1");
        return query.step() ? std::optional(instant(query.integer(0))) : std::nullopt;
    }

    std::vector<OutboxMessage> outbox(std::int64_t limit, std::int64_t above_id) override {
        Query query = database_.query("SELECT id, subject, body FROM outbox WHERE id > ? ORDER BY id LIMIT ?");
        query.bind(above_id).bind(limit);
        std::vector<OutboxMessage> messages;
        while (query.step()) messages.push_back({query.integer(0), query.bytes(1), query.bytes(2)});
        return messages;
    }

    void remove_from_outbox(std::span<const std::int64_t> ids) override {
        Transaction transaction(database_, Transaction::Kind::writing);
        for (const std::int64_t id : ids) database_.query("DELETE FROM outbox WHERE id = ?").bind(id).run();
        transaction.commit();
    }

    std::vector<Digest> leaves(std::int64_t from_index, std::int64_t limit) override {
        Query query = database_.query("SELECT leaf FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?");
        query.bind(from_index).bind(limit);
        std::vector<Digest> leaves;
        while (query.step()) leaves.push_back(stored_digest(query.bytes(0)));
        return leaves;
    }

    std::optional<Digest> node(int level, std::int64_t index) override {
        Query query = database_.query("SELECT hash FROM node WHERE level = ? AND idx = ?");
        if (!query.bind(std::int64_t{level}).bind(index).step()) return std::nullopt;
        return stored_digest(query.bytes(0));
    }

    std::optional<StoredCheckpoint> last_checkpoint() override {
        Query query = database_.query("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1");
        if (!query.step()) return std::nullopt;
        return StoredCheckpoint{query.integer(0), query.bytes(1)};
    }

    std::vector<StoredCheckpoint> checkpoints(std::int64_t above_size, std::int64_t limit) override {
        Query query = database_.query("SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?");
        query.bind(above_size).bind(limit);
        std::vector<StoredCheckpoint> found;
        while (query.step()) found.push_back({query.integer(0), query.bytes(1)});
        return found;
    }

    void add_checkpoint(const StoredCheckpoint& checkpoint, std::span<const Node> nodes) override {
        Transaction transaction(database_, Transaction::Kind::writing);
        const auto last = last_checkpoint();
        if (last && last->size >= checkpoint.size) throw checkpoint_conflict(checkpoint.size);
        for (const Node& node : nodes) write(node);
        write(checkpoint);
        transaction.commit();
    }

    void add_attestation(const Attestation& attestation) override {
        Transaction transaction(database_, Transaction::Kind::writing);
        Query known = database_.query("SELECT 1 FROM attestation WHERE size = ? AND kind = ? AND body = ?");
        known.bind(attestation.size).bind(name(attestation.kind)).bind(Blob{attestation.body});
        if (!known.step()) write(attestation);
        transaction.commit();
    }

    std::vector<Attestation> attestations(std::int64_t above_size, std::int64_t up_to_size) override {
        Query query = database_.query(
            "SELECT size, kind, body FROM attestation WHERE size > ? AND size <= ? ORDER BY size, kind, body");
        query.bind(above_size).bind(up_to_size);
        std::vector<Attestation> found;
        while (query.step()) {
            found.push_back({query.integer(0), kind_of(query.bytes(1)), query.bytes(2)});
        }
        return found;
    }

    std::vector<StoredCommand> commands(const std::optional<CommandId>& after, std::int64_t limit) override {
        Query query = after ? database_.query(
                                  "SELECT id, first_idx, entries, result FROM command WHERE id > ?"
                                  " ORDER BY id LIMIT ?")
                            : database_.query("SELECT id, first_idx, entries, result FROM command ORDER BY id LIMIT ?");
        if (after) query.bind(after->value());
        query.bind(limit);
        std::vector<StoredCommand> found;
        while (query.step()) {
            found.push_back({CommandId(query.bytes(0)), {query.integer(1), query.integer(2), query.bytes(3)}});
        }
        return found;
    }

    std::vector<NewKey> personal_keys(std::int64_t above_id, std::int64_t limit) override {
        Query query =
            database_.query("SELECT id, stream, subject, key FROM personal_key WHERE id > ? ORDER BY id LIMIT ?");
        query.bind(above_id).bind(limit);
        std::vector<NewKey> keys;
        while (query.step()) {
            keys.push_back({{query.bytes(1), query.bytes(2)}, {query.integer(0), query.bytes(3)}});
        }
        return keys;
    }

    std::vector<SnapshotRow> snapshots(const std::optional<std::string>& after_stream, std::int64_t limit) override {
        Query query =
            after_stream
                ? database_.query("SELECT stream, version, body FROM snapshot WHERE stream > ? ORDER BY stream LIMIT ?")
                : database_.query("SELECT stream, version, body FROM snapshot ORDER BY stream LIMIT ?");
        if (after_stream) query.bind(*after_stream);
        query.bind(limit);
        std::vector<SnapshotRow> found;
        while (query.step()) found.push_back({query.bytes(0), query.integer(1), query.bytes(2)});
        return found;
    }

    std::vector<Node> nodes(const std::optional<Node>& after, std::int64_t limit) override {
        Query query = database_.query(
            "SELECT level, idx, hash FROM node WHERE (level, idx) > (?, ?) ORDER BY level, idx LIMIT ?");
        query.bind(std::int64_t{after ? after->level : -1}).bind(after ? after->index : -1).bind(limit);
        std::vector<Node> found;
        while (query.step()) {
            found.push_back({static_cast<int>(query.integer(0)), query.integer(1), stored_digest(query.bytes(2))});
        }
        return found;
    }

    void fill(const NextPortion& next) override {
        Transaction transaction(database_, Transaction::Kind::writing);
        if (number(database_, holds_anything) != 0) throw not_empty(database_.path().string());
        while (const auto portion = next()) write(*portion);
        transaction.commit();
    }

    void read_together(const std::function<void()>& work) override {
        Transaction transaction(database_, Transaction::Kind::reading);
        work();
        transaction.commit();
    }

    Findings check_storage() override {
        Findings findings;
        Query query = database_.query("PRAGMA integrity_check");
        while (query.step()) {
            const std::string answer = query.bytes(0);
            if (answer == "ok") break;
            findings.push_back(storage_finding("", {fmt::format("Tệp nhật ký bị hỏng: {}", answer),
                                                    fmt::format("the journal file is damaged: {}", answer)}));
        }
        compare_definitions(findings);
        return findings;
    }

  private:
    void configure() {
        if (copy_) {
            // One file, whole in itself, that can be read where nothing can be written.
            if (database_.access() == Database::Access::writing) database_.run("PRAGMA journal_mode = DELETE");
            database_.run("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON");
            return;
        }
        database_.run(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
            // A destroyed key is overwritten, not only forgotten.
            "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;"
            // Moving the log into the file stops the writer: less often, more at once.
            "PRAGMA wal_autocheckpoint = 4000");
    }

    static StoredEntry row_of(const Query& query) {
        return {query.integer(0), query.bytes(1), query.integer(2), query.bytes(3), query.bytes(4), {}};
    }

    /// Puts the personal values beside rows that lie one behind the other.
    void add_personal(std::span<StoredEntry> rows) {
        Query query = database_.query(
            "SELECT personal.idx, personal.field, personal.sealed, personal.key, personal_key.key FROM personal"
            " LEFT JOIN personal_key ON personal.key = personal_key.id WHERE personal.idx BETWEEN ? AND ?"
            " ORDER BY personal.idx, personal.field");
        query.bind(rows.front().index).bind(rows.back().index);
        auto row = rows.begin();
        while (query.step()) {
            row = std::ranges::lower_bound(row, rows.end(), query.integer(0), {}, &StoredEntry::index);
            if (row == rows.end()) return;
            if (row->index != query.integer(0)) continue;
            row->personal.push_back({query.bytes(1), query.bytes(2), query.integer(3),
                                     query.is_null(4) ? std::nullopt : std::optional(query.bytes(4))});
        }
    }

    void write(const Encoded& command, const Committed& done) {
        for (const NewKey& fresh : command.keys) write(fresh);
        std::int64_t index = done.first_index;
        for (const EncodedAppend& append : command.appends) {
            for (const StoredEntry& entry : append.entries) write(entry, index++);
        }
        const Commit& commit = command.commit;
        for (const Change& change : commit.changes) apply(change);
        for (const SnapshotRow& row : commit.snapshots) write(row);
        for (const TimerKey& timer : commit.ended) end(timer);
        for (const Timer& timer : commit.timers) write(timer);
        for (const OutboxMessage& message : commit.outbox) write(message);
        for (const Subject& subject : commit.destroyed) destroy(subject);
        write(commit.command, done);
    }

    void write(const NewKey& fresh) {
        database_.query("INSERT INTO personal_key (id, stream, subject, key) VALUES (?, ?, ?, ?)")
            .bind(fresh.key.id)
            .bind(fresh.subject.stream)
            .bind(fresh.subject.name)
            .bind(Blob{fresh.key.key})
            .run();
    }

    void write(const StoredEntry& row, std::int64_t index) {
        database_.query("INSERT INTO entry (idx, stream, version, leaf, bytes) VALUES (?, ?, ?, ?, ?)")
            .bind(index)
            .bind(row.stream)
            .bind(row.version)
            .bind(Blob{row.leaf})
            .bind(row.bytes)
            .run();
        for (const SealedValue& value : row.personal) {
            database_.query("INSERT INTO personal (idx, field, key, sealed) VALUES (?, ?, ?, ?)")
                .bind(index)
                .bind(value.field)
                .bind(value.key_id)
                .bind(Blob{value.sealed})
                .run();
        }
    }

    void write(const Portion& portion) {
        for (const StoredEntry& entry : portion.entries) write(entry, entry.index);
        for (const NewKey& key : portion.keys) write(key);
        for (const StoredCommand& command : portion.commands) write(command.id, command.done);
        for (const SnapshotRow& row : portion.snapshots) write(row);
        for (const Timer& timer : portion.timers) write(timer);
        for (const OutboxMessage& message : portion.outbox) write_numbered(message);
        for (const Node& node : portion.nodes) write(node);
        for (const StoredCheckpoint& checkpoint : portion.checkpoints) write(checkpoint);
        for (const Attestation& attestation : portion.attestations) write(attestation);
    }

    void write(const CommandId& id, const Committed& done) {
        database_.query("INSERT INTO command (id, first_idx, entries, result) VALUES (?, ?, ?, ?)")
            .bind(id.value())
            .bind(done.first_index)
            .bind(done.count)
            .bind(done.result)
            .run();
    }

    void write(const Node& node) {
        database_.query("INSERT INTO node (level, idx, hash) VALUES (?, ?, ?)")
            .bind(std::int64_t{node.level})
            .bind(node.index)
            .bind(Blob{node.hash.view()})
            .run();
    }

    void write(const StoredCheckpoint& checkpoint) {
        database_.query("INSERT INTO checkpoint (size, note) VALUES (?, ?)")
            .bind(checkpoint.size)
            .bind(checkpoint.note)
            .run();
    }

    void write(const Attestation& attestation) {
        database_.query("INSERT INTO attestation (size, kind, body) VALUES (?, ?, ?)")
            .bind(attestation.size)
            .bind(name(attestation.kind))
            .bind(Blob{attestation.body})
            .run();
    }

    void write_numbered(const OutboxMessage& message) {
        database_.query("INSERT INTO outbox (id, subject, body) VALUES (?, ?, ?)")
            .bind(message.id)
            .bind(message.subject)
            .bind(message.body)
            .run();
    }

    void write(const SnapshotRow& row) {
        database_
            .query(
                "INSERT INTO snapshot (stream, version, body) VALUES (?, ?, ?)"
                " ON CONFLICT (stream) DO UPDATE SET version = excluded.version, body = excluded.body")
            .bind(row.stream)
            .bind(row.version)
            .bind(row.body)
            .run();
    }

    void apply(const Change& change) {
        if (!change.body) {
            database_.query("DELETE FROM view_row WHERE view = ? AND key = ?").bind(change.view).bind(change.key).run();
            return;
        }
        database_
            .query(
                "INSERT INTO view_row (view, key, body) VALUES (?, ?, ?)"
                " ON CONFLICT (view, key) DO UPDATE SET body = excluded.body")
            .bind(change.view)
            .bind(change.key)
            .bind(*change.body)
            .run();
    }

    void end(const TimerKey& timer) {
        database_.query("DELETE FROM timer WHERE due = ? AND id = ?")
            .bind(microseconds(timer.due))
            .bind(timer.id)
            .run();
    }

    void write(const Timer& timer) {
        database_
            .query(
                "INSERT INTO timer (due, id, stream, body) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (due, id) DO UPDATE SET stream = excluded.stream, body = excluded.body")
            .bind(microseconds(timer.key.due))
            .bind(timer.key.id)
            .bind(timer.stream)
            .bind(timer.body)
            .run();
    }

    void write(const OutboxMessage& message) {
        database_.query("INSERT INTO outbox (subject, body) VALUES (?, ?)")
            .bind(message.subject)
            .bind(message.body)
            .run();
    }

    void destroy(const Subject& subject) {
        database_.query("DELETE FROM personal_key WHERE stream = ? AND subject = ?")
            .bind(subject.stream)
            .bind(subject.name)
            .run();
        database_.query("DELETE FROM snapshot WHERE stream = ?").bind(subject.stream).run();
    }

    void compare_definitions(Findings& findings) {
        Database model(":memory:", std::chrono::milliseconds(0), Database::Access::writing);
        migrate(model);
        compare(definitions(model), definitions(database_), findings);
    }

    static constexpr std::string_view holds_anything =
        "SELECT EXISTS (SELECT 1 FROM entry) OR EXISTS (SELECT 1 FROM personal_key) OR EXISTS (SELECT 1 FROM command)"
        " OR EXISTS (SELECT 1 FROM snapshot) OR EXISTS (SELECT 1 FROM view_row) OR EXISTS (SELECT 1 FROM timer)"
        " OR EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM node) OR EXISTS (SELECT 1 FROM checkpoint)";

    Database database_;
    bool copy_;
};

}  // namespace

std::unique_ptr<Store> create_sqlite_store(const std::filesystem::path& path, SqliteOptions options) {
    if (!create_private_file(path, "")) {
        throw Error(
            Fault::nothing_to_do, "journal.exists", {path.string(), 0, 0, ""},
            {"Đã có tệp ở đây, không ghi đè", "a file is here already and is not overwritten"},
            {"Mở nhật ký đang có, hoặc chọn nơi khác", "open the journal that is there, or choose another place"});
    }
    auto store = std::make_unique<SqliteStore>(path, options, Database::Access::writing);
    store->create();
    return store;
}

std::unique_ptr<Store> open_sqlite_store(const std::filesystem::path& path, SqliteOptions options) {
    if (!std::filesystem::exists(path)) {
        throw Error(Fault::environment, "journal.missing", {path.string(), 0, 0, ""},
                    {"Không có tệp nhật ký", "there is no journal file"},
                    {"Kiểm tra đường dẫn, hoặc tạo đơn vị mới bằng `trien init`",
                     "check the path, or make a new instance with `trien init`"});
    }
    auto store = std::make_unique<SqliteStore>(path, options,
                                               options.copy ? Database::Access::reading : Database::Access::writing);
    store->adopt(path.string());
    if (!options.keys.empty()) {
        (void)open_sqlite_store(options.keys, {options.patience, true});
        store->read_keys_from(options.keys);
    }
    return store;
}

}  // namespace trien::journal
