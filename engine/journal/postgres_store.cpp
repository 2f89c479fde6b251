// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/postgres_store.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include "embedded/postgres_definitions.hpp"
#include "embedded/postgres_schema.hpp"
#include <fmt/format.h>

#include "engine/journal/detail/admission.hpp"
#include "engine/journal/detail/postgres.hpp"
#include "engine/journal/detail/storage.hpp"

namespace trien::journal {

namespace {

using postgres::Answer;
using postgres::Array;
using postgres::Batch;
using postgres::Blob;
using postgres::Database;
using postgres::Parameters;
using postgres::Statement;
using postgres::Transaction;

std::int64_t schema_version() {
    return std::ssize(embedded::postgres_schema());
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// --- Looking up many names at once

Statement commands_with(const std::vector<CommandId>& ids) {
    Array wanted(Array::Of::text);
    for (const CommandId& id : ids) wanted.add(id.value());
    return {"SELECT id, first_idx, entries, result FROM command WHERE id = ANY ($1::text[])", Parameters().add(wanted)};
}

Statement heads_of(const std::vector<std::string>& streams) {
    Array wanted(Array::Of::text);
    for (const std::string& stream : streams) wanted.add(stream);
    return {
        "SELECT wanted.stream, newest.version, newest.leaf FROM unnest($1::text[]) AS wanted (stream),"
        " LATERAL (SELECT version, leaf FROM entry WHERE entry.stream = wanted.stream ORDER BY version DESC LIMIT 1)"
        " AS newest",
        Parameters().add(wanted)};
}

Statement keys_of(const std::vector<Subject>& subjects) {
    Array streams(Array::Of::text);
    Array names(Array::Of::text);
    for (const Subject& subject : subjects) {
        streams.add(subject.stream);
        names.add(subject.name);
    }
    return {
        "SELECT stream, subject, id, key FROM personal_key"
        " JOIN unnest($1::text[], $2::text[]) AS wanted (stream, subject) USING (stream, subject)",
        Parameters().add(streams).add(names)};
}

Batch look_ups(const Wanted& wanted) {
    return {commands_with(wanted.commands), heads_of(wanted.streams), keys_of(wanted.subjects)};
}

Committed committed(const Answer& answer) {
    return {answer.integer(1), answer.integer(2), answer.bytes(3), true};
}
Head head_in(const Answer& answer) {
    return {answer.integer(1), stored_digest(answer.bytes(2))};
}
PersonalKey key_in(const Answer& answer) {
    return {answer.integer(2), answer.bytes(3)};
}

template <class Key, class Value>
std::optional<Value> find(const std::map<Key, Value>& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional(found->second);
}

/// @param answers  to look_ups(), in that order.
Stored stored_in(std::span<Answer> answers) {
    struct Found {
        std::map<CommandId, Committed> commands;
        std::map<std::string, Head> heads;
        std::map<Subject, PersonalKey> keys;
    };
    auto found = std::make_shared<Found>();
    for (Answer& answer = answers[0]; answer.step();) {
        found->commands.emplace(CommandId(answer.bytes(0)), committed(answer));
    }
    for (Answer& answer = answers[1]; answer.step();) found->heads.emplace(answer.bytes(0), head_in(answer));
    for (Answer& answer = answers[2]; answer.step();) {
        found->keys.emplace(Subject{answer.bytes(0), answer.bytes(1)}, key_in(answer));
    }
    return {[found](const CommandId& id) { return find(found->commands, id); },
            [found](const std::string& stream) { return find(found->heads, stream).value_or(Head()); },
            [found](const Subject& subject) { return find(found->keys, subject); }};
}

// --- Writing many rows at once

/// The rows of one statement: an array for each column.
template <std::size_t columns>
class Rows {
  public:
    explicit Rows(const std::array<Array::Of, columns>& types) {
        for (const Array::Of type : types) arrays_.emplace_back(type);
    }

    template <class... Values>
    void add(const Values&... values) {
        static_assert(sizeof...(values) == columns);
        std::size_t column = 0;
        (arrays_[column++].add(values), ...);
        empty_ = false;
    }

    /// Adds the statement to a batch, unless there are no rows for it.
    void write(std::string_view sql, Batch& batch) const {
        if (empty_) return;
        Parameters parameters;
        for (const Array& array : arrays_) parameters.add(array);
        batch.push_back({sql, std::move(parameters)});
    }

  private:
    std::vector<Array> arrays_;
    bool empty_ = true;
};

constexpr auto blob = Array::Of::blob;
constexpr auto bigint = Array::Of::bigint;
constexpr auto text = Array::Of::text;

/// What is written over and over in the end: of several changes of one row, the last. A row that goes has no value.
template <class Key, class Value>
using LastChanges = std::map<Key, const Value*>;

// The same for commands and for copies.
constexpr std::string_view insert_entries =
    "INSERT INTO entry (idx, stream, version, leaf, bytes)"
    " SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bytea[], $5::text[])";
constexpr std::string_view insert_personal =
    "INSERT INTO personal (idx, field, key, sealed)"
    " SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bytea[])";
constexpr std::string_view insert_keys =
    "INSERT INTO personal_key (id, stream, subject, key)"
    " SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[])";
constexpr std::string_view write_snapshot_rows =
    "INSERT INTO snapshot (stream, version, body) SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])"
    " ON CONFLICT (stream) DO UPDATE SET version = excluded.version, body = excluded.body";
constexpr std::string_view write_timer_rows =
    "INSERT INTO timer (due, id, stream, body)"
    " SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])"
    " ON CONFLICT (due, id) DO UPDATE SET stream = excluded.stream, body = excluded.body";
constexpr std::string_view insert_commands =
    "INSERT INTO command (id, first_idx, entries, result)"
    " SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[])";
constexpr std::string_view insert_nodes =
    "INSERT INTO node (level, idx, hash) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])";

/// What a copy takes over in one go.
Batch statements_of(const Portion& portion) {
    Rows<5> entries({bigint, text, bigint, blob, text});
    Rows<4> personal({bigint, text, bigint, blob});
    for (const StoredEntry& entry : portion.entries) {
        entries.add(entry.index, entry.stream, entry.version, Blob{entry.leaf}, entry.bytes);
        for (const SealedValue& value : entry.personal) {
            personal.add(entry.index, value.field, value.key_id, Blob{value.sealed});
        }
    }
    Rows<4> keys({bigint, text, text, blob});
    for (const NewKey& key : portion.keys) {
        keys.add(key.key.id, key.subject.stream, key.subject.name, Blob{key.key.key});
    }
    Rows<4> commands({text, bigint, bigint, text});
    for (const StoredCommand& command : portion.commands) {
        commands.add(command.id.value(), command.done.first_index, command.done.count, command.done.result);
    }
    Rows<3> snapshots({text, bigint, text});
    for (const SnapshotRow& row : portion.snapshots) snapshots.add(row.stream, row.version, row.body);
    Rows<4> timers({bigint, text, text, text});
    for (const Timer& timer : portion.timers) {
        timers.add(microseconds(timer.key.due), timer.key.id, timer.stream, timer.body);
    }
    Rows<3> outbox({bigint, text, text});
    for (const OutboxMessage& message : portion.outbox) outbox.add(message.id, message.subject, message.body);
    Rows<3> nodes({bigint, bigint, blob});
    for (const Node& node : portion.nodes) nodes.add(std::int64_t{node.level}, node.index, Blob{node.hash.view()});
    Rows<2> checkpoints({bigint, text});
    for (const StoredCheckpoint& checkpoint : portion.checkpoints) checkpoints.add(checkpoint.size, checkpoint.note);
    Rows<3> attestations({bigint, text, blob});
    for (const Attestation& attestation : portion.attestations) {
        attestations.add(attestation.size, std::string_view(name(attestation.kind)), Blob{attestation.body});
    }

    Batch batch;
    entries.write(insert_entries, batch);
    personal.write(insert_personal, batch);
    keys.write(insert_keys, batch);
    commands.write(insert_commands, batch);
    snapshots.write(write_snapshot_rows, batch);
    timers.write(write_timer_rows, batch);
    outbox.write(
        "INSERT INTO outbox (id, subject, body) OVERRIDING SYSTEM VALUE"
        " SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[])",
        batch);
    nodes.write(insert_nodes, batch);
    checkpoints.write("INSERT INTO checkpoint (size, note) SELECT * FROM unnest($1::bigint[], $2::text[])", batch);
    attestations.write(
        "INSERT INTO attestation (size, kind, body) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])",
        batch);
    return batch;
}

/// Changes of view rows; they must outlive this.
class ViewChanges {
  public:
    void add(const Change& change) { changes_[{change.view, change.key}] = change.body ? &*change.body : nullptr; }

    void write(Batch& batch) const {
        Rows<2> gone({text, text});
        Rows<3> written({text, text, text});
        for (const auto& [key, body] : changes_) {
            if (body == nullptr) {
                gone.add(key.first, key.second);
            } else {
                written.add(key.first, key.second, std::string_view(*body));
            }
        }
        gone.write(
            "DELETE FROM view_row USING unnest($1::text[], $2::text[]) AS gone (view, key)"
            " WHERE view_row.view = gone.view AND view_row.key = gone.key",
            batch);
        written.write(
            "INSERT INTO view_row (view, key, body) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])"
            " ON CONFLICT (view, key) DO UPDATE SET body = excluded.body",
            batch);
    }

  private:
    LastChanges<std::pair<std::string_view, std::string_view>, std::string> changes_;
};

/// Everything a group of admitted commands leads to. The commands must outlive this.
class Group {
  public:
    void add(const Encoded& command, const Committed& done) {
        const Commit& commit = command.commit;
        for (const NewKey& fresh : command.keys) fresh_keys_[fresh.subject] = &fresh.key;
        std::int64_t index = done.first_index;
        for (const EncodedAppend& append : command.appends) {
            for (const StoredEntry& entry : append.entries) add(entry, index++);
        }
        for (const Change& change : commit.changes) views_.add(change);
        for (const SnapshotRow& row : commit.snapshots) snapshots_[row.stream] = &row;
        for (const TimerKey& timer : commit.ended) timers_[timer] = nullptr;
        for (const Timer& timer : commit.timers) timers_[timer.key] = &timer;
        for (const OutboxMessage& message : commit.outbox) outbox_.add(message.subject, message.body);
        for (const Subject& subject : commit.destroyed) destroy(subject);
        commands_.add(commit.command.value(), done.first_index, done.count, done.result);
    }

    [[nodiscard]] Batch statements() const {
        Batch batch;
        entries_.write(insert_entries, batch);
        personal_.write(insert_personal, batch);
        write_keys(batch);
        views_.write(batch);
        write_snapshots(batch);
        write_timers(batch);
        outbox_.write("INSERT INTO outbox (subject, body) SELECT * FROM unnest($1::text[], $2::text[])", batch);
        commands_.write(insert_commands, batch);
        return batch;
    }

  private:
    void add(const StoredEntry& entry, std::int64_t index) {
        entries_.add(index, entry.stream, entry.version, Blob{entry.leaf}, entry.bytes);
        for (const SealedValue& value : entry.personal) {
            personal_.add(index, value.field, value.key_id, Blob{value.sealed});
        }
    }

    void destroy(const Subject& subject) {
        destroyed_keys_.add(subject.stream, subject.name);
        fresh_keys_.erase(subject);  // one that this group brought is never written
        snapshots_[subject.stream] = nullptr;
    }

    void write_keys(Batch& batch) const {
        destroyed_keys_.write(
            "DELETE FROM personal_key USING unnest($1::text[], $2::text[]) AS gone (stream, subject)"
            " WHERE personal_key.stream = gone.stream AND personal_key.subject = gone.subject",
            batch);
        Rows<4> fresh({bigint, text, text, blob});
        for (const auto& [subject, key] : fresh_keys_) fresh.add(key->id, subject.stream, subject.name, Blob{key->key});
        fresh.write(insert_keys, batch);
    }

    void write_snapshots(Batch& batch) const {
        Rows<1> gone({text});
        Rows<3> written({text, bigint, text});
        for (const auto& [stream, row] : snapshots_) {
            if (row == nullptr) {
                gone.add(stream);
            } else {
                written.add(stream, row->version, row->body);
            }
        }
        gone.write("DELETE FROM snapshot WHERE stream = ANY ($1::text[])", batch);
        written.write(write_snapshot_rows, batch);
    }

    void write_timers(Batch& batch) const {
        Rows<2> gone({bigint, text});
        Rows<4> written({bigint, text, text, text});
        for (const auto& [key, timer] : timers_) {
            if (timer == nullptr) {
                gone.add(microseconds(key.due), key.id);
            } else {
                written.add(microseconds(key.due), key.id, timer->stream, timer->body);
            }
        }
        gone.write(
            "DELETE FROM timer USING unnest($1::bigint[], $2::text[]) AS gone (due, id)"
            " WHERE timer.due = gone.due AND timer.id = gone.id",
            batch);
        written.write(write_timer_rows, batch);
    }

    Rows<5> entries_{{bigint, text, bigint, blob, text}};
    Rows<4> personal_{{bigint, text, bigint, blob}};
    Rows<2> destroyed_keys_{{text, text}};
    std::map<Subject, const PersonalKey*> fresh_keys_;
    ViewChanges views_;
    LastChanges<std::string_view, SnapshotRow> snapshots_;
    LastChanges<TimerKey, Timer> timers_;
    Rows<2> outbox_{{text, text}};
    Rows<4> commands_{{text, bigint, bigint, text}};
};

// --- Ranges of keys

/// A text behind all that start with `prefix`, and hardly any other; empty if there is none.
std::string behind(std::string prefix) {
    // The last byte of a character can be raised within the character's length, but for the highest.
    while (!prefix.empty() && (prefix.back() == '\x7F' || prefix.back() == '\xBF')) {
        while ((static_cast<std::uint8_t>(prefix.back()) & 0xC0U) == 0x80U) prefix.pop_back();
        prefix.pop_back();
    }
    if (!prefix.empty()) ++prefix.back();
    return prefix;
}

/// The lowest text behind this one: zero bytes cannot be held.
std::string just_behind(std::string_view key) {
    return std::string(key) + '\x01';
}

class PostgresStore final : public Store {
  public:
    PostgresStore(const std::string& connection, PostgresOptions options)
        : database_(connection, options.patience), patience_(options.patience) {}

    /// Fills an empty schema with the tables.
    void create(const std::string& service_role) {
        require_service(service_role);
        Transaction transaction(database_);
        transaction.begin(Transaction::Kind::writing);
        if (is_ours()) {
            throw Error(Fault::nothing_to_do, "journal.exists", place(),
                        {"Đã có nhật ký ở đây, không ghi đè", "a journal is here already and is not overwritten"},
                        {"Mở nhật ký đang có, hoặc chọn cơ sở dữ liệu khác",
                         "open the journal that is there, or choose another database"});
        }
        if (!is_empty()) throw foreign();
        migrate(0, database_.quoted(service_role));
        transaction.commit();
    }

    /// Checks a schema that has them, and upgrades it if this is its owner.
    void adopt() {
        if (!is_ours()) throw is_empty() ? missing() : foreign();
        if (version() > schema_version()) throw newer_schema(database_.place(), version(), schema_version());
        if (version() == schema_version()) return;
        if (!is_owner()) {
            throw Error(Fault::environment, "journal.older", place(),
                        {fmt::format("Nhật ký còn ở lược đồ {}, bản này cần {}", version(), schema_version()),
                         fmt::format("the journal has schema {}, this program needs {}", version(), schema_version())},
                        {"Mở nhật ký một lần bằng tài khoản chủ sở hữu để nâng cấp",
                         "open the journal once as its owner, which upgrades it"});
        }
        Transaction transaction(database_);
        transaction.begin(Transaction::Kind::writing);
        migrate(version(), service_roles());
        transaction.commit();
    }

    std::optional<Committed> recall(const CommandId& command) override {
        Answer answer = database_.ask(commands_with({command}));
        return answer.step() ? std::optional(committed(answer)) : std::nullopt;
    }

    std::vector<Outcome> write_all(std::span<const Encoded> commands) override {
        std::vector<Outcome> outcomes;
        outcomes.reserve(commands.size());
        if (commands.empty()) return outcomes;
        Transaction transaction(database_);
        Batch questions = look_ups(wanted_by(commands));
        questions.push_back({size_query});
        std::vector<Answer> answers = transaction.begin(Transaction::Kind::writing, std::move(questions));
        Admission admission(stored_in(answers), number(std::move(answers.back())));
        Group group;
        for (const Encoded& command : commands) {
            outcomes.push_back(admission.admit(command));
            if (outcomes.back() && !outcomes.back()->repeated) group.add(command, *outcomes.back());
        }
        transaction.commit(group.statements());
        return outcomes;
    }

    std::int64_t size() override { return number(database_.ask(size_query)); }

    Head head(std::string_view stream) override {
        Answer answer = database_.ask(heads_of({std::string(stream)}));
        return answer.step() ? head_in(answer) : Head();
    }

    std::vector<StoredEntry> stream_rows(std::string_view stream, std::int64_t from_version) override {
        return in_pages(from_version, no_limit, &StoredEntry::version, [&](std::int64_t from, std::int64_t count) {
            return Statement{
                "SELECT page.idx, page.stream, page.version, page.leaf, page.bytes,"
                " personal.field, personal.sealed, personal.key, personal_key.key"
                " FROM (SELECT idx, stream, version, leaf, bytes FROM entry WHERE stream = $1 AND version >= $2"
                " ORDER BY version LIMIT $3) AS page"
                " LEFT JOIN personal ON personal.idx = page.idx LEFT JOIN personal_key ON personal_key.id = "
                "personal.key"
                " ORDER BY page.version, personal.field",
                Parameters().add(stream).add(from).add(count)};
        });
    }

    std::vector<std::pair<std::string, std::int64_t>> versions(std::string_view prefix) override {
        const std::string end = behind(std::string(prefix));
        Answer answer =
            database_.ask({"SELECT stream, max(version) FROM entry WHERE stream >= $1 AND ($2 = '' OR stream < $2)"
                           " AND starts_with(stream, $1) GROUP BY stream ORDER BY stream",
                           Parameters().add(prefix).add(end)});
        std::vector<std::pair<std::string, std::int64_t>> found;
        while (answer.step()) found.emplace_back(answer.bytes(0), answer.integer(1));
        return found;
    }

    std::vector<StoredEntry> rows(std::int64_t from_index, std::int64_t limit) override {
        return in_pages(from_index, limit, &StoredEntry::index, [](std::int64_t from, std::int64_t count) {
            return Statement{
                "SELECT page.idx, page.stream, page.version, page.leaf, page.bytes,"
                " personal.field, personal.sealed, personal.key, personal_key.key"
                " FROM (SELECT idx, stream, version, leaf, bytes FROM entry WHERE idx >= $1 ORDER BY idx LIMIT $2)"
                " AS page"
                " LEFT JOIN personal ON personal.idx = page.idx LEFT JOIN personal_key ON personal_key.id = "
                "personal.key"
                " ORDER BY page.idx, personal.field",
                Parameters().add(from).add(count)};
        });
    }

    std::optional<SnapshotRow> snapshot(std::string_view stream) override {
        Answer answer =
            database_.ask({"SELECT version, body FROM snapshot WHERE stream = $1", Parameters().add(stream)});
        if (!answer.step()) return std::nullopt;
        return SnapshotRow{std::string(stream), answer.integer(0), answer.bytes(1)};
    }

    std::vector<Row> view(std::string_view name,
                          std::string_view key_prefix,
                          std::int64_t limit,
                          std::optional<std::string_view> after) override {
        const std::string lowest = std::max(after ? just_behind(*after) : std::string(), std::string(key_prefix));
        const std::string end = behind(std::string(key_prefix));
        Answer answer =
            database_.ask({"SELECT key, body FROM view_row WHERE (view, key) >= ($1, $2) AND (view, key) < ($3, $4)"
                           " AND starts_with(key, $5) ORDER BY view, key LIMIT $6",
                           Parameters()
                               .add(name)
                               .add(lowest)
                               .add(end.empty() ? just_behind(name) : std::string(name))
                               .add(end)
                               .add(key_prefix)
                               .add(limit)});
        std::vector<Row> rows;
        while (answer.step()) rows.push_back({answer.bytes(0), answer.bytes(1)});
        return rows;
    }

    std::optional<std::string> view_row(std::string_view name, std::string_view key) override {
        Answer answer =
            database_.ask({"SELECT body FROM view_row WHERE view = $1 AND key = $2", Parameters().add(name).add(key)});
        return answer.step() ? std::optional(answer.bytes(0)) : std::nullopt;
    }

    std::vector<std::string> view_names() override {
        // From one name to the next, and not through all rows.
        Answer answer = database_.ask(
            "WITH RECURSIVE name (view) AS (SELECT min(view) FROM view_row UNION ALL"
            " SELECT (SELECT min(view) FROM view_row WHERE view > name.view) FROM name WHERE view IS NOT NULL)"
            " SELECT view FROM name WHERE view IS NOT NULL ORDER BY view");
        std::vector<std::string> names;
        while (answer.step()) names.push_back(answer.bytes(0));
        return names;
    }

    void rebuild_views(const Project& project) override {
        Transaction transaction(database_);
        transaction.begin(Transaction::Kind::writing, {{"DELETE FROM view_row"}});
        std::int64_t next = 0;
        for (auto entries = read_all(next, page_size); !entries.empty(); entries = read_all(next, page_size)) {
            std::vector<std::vector<Change>> projected;
            ViewChanges changes;
            for (const Entry& entry : entries) {
                for (const Change& change : projected.emplace_back(project(entry))) changes.add(change);
            }
            Batch batch;
            changes.write(batch);
            if (!batch.empty()) (void)database_.ask(batch);
            next = entries.back().index + 1;
        }
        transaction.commit();
    }

    std::optional<PersonalKey> personal_key(const Subject& subject) override {
        Answer answer = database_.ask(keys_of({subject}));
        return answer.step() ? std::optional(key_in(answer)) : std::nullopt;
    }

    /// Writes the tables anew. What a transaction from before might still look at would stay, so these end first.
    void purge() override {
        constexpr std::chrono::milliseconds pause{20};
        Array readers(text);
        Answer answer = database_.ask(
            "SELECT virtualtransaction FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'virtualxid' AND datname = current_database() AND pid <> pg_backend_pid()");
        while (answer.step()) readers.add(answer.bytes(0));
        const auto still_reading = [&] {
            return number(
                database_.ask({"SELECT count(*) FROM pg_locks WHERE locktype = 'virtualxid' AND virtualtransaction = "
                               "ANY ($1::text[])",
                               Parameters().add(readers)}));
        };
        for (auto waited = pause; still_reading() > 0; waited += pause) {
            if (waited > patience_) {
                throw Error(
                    Fault::retry, "journal.locked", place(),
                    {"Chương trình khác còn đang đọc dữ liệu cũ", "another program still reads what was before"},
                    {"Đợi việc kiểm tra hay sao lưu xong rồi thử lại",
                     "wait until the check or backup has ended and try again"});
            }
            database_.run({"SELECT pg_sleep($1::bigint::double precision / 1000)", Parameters().add(pause.count())});
        }
        database_.run({"SELECT purge()"});
    }

    std::vector<Timer> due_timers(Instant now, std::int64_t limit, const std::optional<TimerKey>& after) override {
        const TimerKey start = after.value_or(TimerKey{Instant(Instant::Point::min()), ""});
        Answer answer =
            database_.ask({"SELECT due, id, stream, body FROM timer WHERE due <= $1 AND (due, id) > ($2, $3)"
                           " ORDER BY due, id LIMIT $4",
                           Parameters().add(microseconds(now)).add(microseconds(start.due)).add(start.id).add(limit)});
        std::vector<Timer> timers;
        while (answer.step()) {
            timers.push_back({{instant(answer.integer(0)), answer.bytes(1)}, answer.bytes(2), answer.bytes(3)});
        }
        return timers;
    }

    std::optional<Instant> next_due() override {
        Answer answer = database_.ask("SELECT due FROM timer ORDER BY due LIMIT 1");
        return answer.step() ? std::optional(instant(answer.integer(0))) : std::nullopt;
    }

    std::vector<OutboxMessage> outbox(std::int64_t limit, std::int64_t above_id) override {
        Answer answer = database_.ask({"SELECT id, subject, body FROM outbox WHERE id > $1 ORDER BY id LIMIT $2",
                                       Parameters().add(above_id).add(limit)});
        std::vector<OutboxMessage> messages;
        while (answer.step()) messages.push_back({answer.integer(0), answer.bytes(1), answer.bytes(2)});
        return messages;
    }

    void remove_from_outbox(std::span<const std::int64_t> ids) override {
        Array gone(bigint);
        for (const std::int64_t id : ids) gone.add(id);
        database_.run({"DELETE FROM outbox WHERE id = ANY ($1::bigint[])", Parameters().add(gone)});
    }

    std::vector<Digest> leaves(std::int64_t from_index, std::int64_t limit) override {
        Answer answer = database_.ask(
            {"SELECT leaf FROM entry WHERE idx >= $1 ORDER BY idx LIMIT $2", Parameters().add(from_index).add(limit)});
        std::vector<Digest> leaves;
        while (answer.step()) leaves.push_back(stored_digest(answer.bytes(0)));
        return leaves;
    }

    std::optional<Digest> node(int level, std::int64_t index) override {
        Answer answer = database_.ask(
            {"SELECT hash FROM node WHERE level = $1 AND idx = $2", Parameters().add(std::int64_t{level}).add(index)});
        return answer.step() ? std::optional(stored_digest(answer.bytes(0))) : std::nullopt;
    }

    std::optional<StoredCheckpoint> last_checkpoint() override {
        Answer answer = database_.ask("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1");
        if (!answer.step()) return std::nullopt;
        return StoredCheckpoint{answer.integer(0), answer.bytes(1)};
    }

    std::vector<StoredCheckpoint> checkpoints(std::int64_t above_size, std::int64_t limit) override {
        Answer answer = database_.ask({"SELECT size, note FROM checkpoint WHERE size > $1 ORDER BY size LIMIT $2",
                                       Parameters().add(above_size).add(limit)});
        std::vector<StoredCheckpoint> found;
        while (answer.step()) found.push_back({answer.integer(0), answer.bytes(1)});
        return found;
    }

    void add_checkpoint(const StoredCheckpoint& checkpoint, std::span<const Node> nodes) override {
        Transaction transaction(database_);
        transaction.begin(Transaction::Kind::writing);
        const auto last = last_checkpoint();
        if (last && last->size >= checkpoint.size) throw checkpoint_conflict(checkpoint.size);
        Rows<3> completed({bigint, bigint, blob});
        for (const Node& node : nodes) completed.add(std::int64_t{node.level}, node.index, Blob{node.hash.view()});
        Batch batch;
        completed.write(insert_nodes, batch);
        batch.push_back({"INSERT INTO checkpoint (size, note) VALUES ($1, $2)",
                         Parameters().add(checkpoint.size).add(checkpoint.note)});
        transaction.commit(std::move(batch));
    }

    void add_attestation(const Attestation& attestation) override {
        database_.run(
            {"INSERT INTO attestation (size, kind, body) VALUES ($1, $2, $3)"
             " ON CONFLICT (size, kind, sha256(body)) DO NOTHING",
             Parameters().add(attestation.size).add(name(attestation.kind)).add(Blob{attestation.body})});
    }

    std::vector<Attestation> attestations(std::int64_t above_size, std::int64_t up_to_size) override {
        Answer answer = database_.ask(
            {"SELECT size, kind, body FROM attestation WHERE size > $1 AND size <= $2 ORDER BY size, kind, body",
             Parameters().add(above_size).add(up_to_size)});
        std::vector<Attestation> found;
        while (answer.step()) found.push_back({answer.integer(0), kind_of(answer.bytes(1)), answer.bytes(2)});
        return found;
    }

    std::vector<StoredCommand> commands(const std::optional<CommandId>& after, std::int64_t limit) override {
        Parameters parameters;
        if (after) parameters.add(after->value());
        Answer answer = database_.ask(
            after ? Statement{"SELECT id, first_idx, entries, result FROM command WHERE id > $1 ORDER BY id LIMIT $2",
                              parameters.add(limit)}
                  : Statement{"SELECT id, first_idx, entries, result FROM command ORDER BY id LIMIT $1",
                              parameters.add(limit)});
        std::vector<StoredCommand> found;
        while (answer.step()) {
            found.push_back({CommandId(answer.bytes(0)), {answer.integer(1), answer.integer(2), answer.bytes(3)}});
        }
        return found;
    }

    std::vector<NewKey> personal_keys(std::int64_t above_id, std::int64_t limit) override {
        Answer answer =
            database_.ask({"SELECT id, stream, subject, key FROM personal_key WHERE id > $1 ORDER BY id LIMIT $2",
                           Parameters().add(above_id).add(limit)});
        std::vector<NewKey> keys;
        while (answer.step()) {
            keys.push_back({{answer.bytes(1), answer.bytes(2)}, {answer.integer(0), answer.bytes(3)}});
        }
        return keys;
    }

    std::vector<SnapshotRow> snapshots(const std::optional<std::string>& after_stream, std::int64_t limit) override {
        Parameters parameters;
        if (after_stream) parameters.add(*after_stream);
        Answer answer = database_.ask(
            after_stream
                ? Statement{"SELECT stream, version, body FROM snapshot WHERE stream > $1 ORDER BY stream LIMIT $2",
                            parameters.add(limit)}
                : Statement{"SELECT stream, version, body FROM snapshot ORDER BY stream LIMIT $1",
                            parameters.add(limit)});
        std::vector<SnapshotRow> found;
        while (answer.step()) found.push_back({answer.bytes(0), answer.integer(1), answer.bytes(2)});
        return found;
    }

    std::vector<Node> nodes(const std::optional<Node>& after, std::int64_t limit) override {
        Answer answer = database_.ask(
            {"SELECT level, idx, hash FROM node WHERE (level, idx) > ($1, $2) ORDER BY level, idx LIMIT $3",
             Parameters().add(std::int64_t{after ? after->level : -1}).add(after ? after->index : -1).add(limit)});
        std::vector<Node> found;
        while (answer.step()) {
            found.push_back({static_cast<int>(answer.integer(0)), answer.integer(1), stored_digest(answer.bytes(2))});
        }
        return found;
    }

    void fill(const NextPortion& next) override {
        Transaction transaction(database_);
        std::vector<Answer> answers = transaction.begin(Transaction::Kind::writing, {{holds_anything}});
        if (number(std::move(answers.front())) != 0) throw not_empty(database_.place());
        while (const auto portion = next()) {
            const Batch batch = statements_of(*portion);
            if (!batch.empty()) (void)database_.ask(batch);
        }
        // Messages from now on are numbered behind those that were taken over.
        transaction.commit(
            {{"SELECT setval(pg_get_serial_sequence('outbox', 'id'), max(id)) FROM outbox"
              " HAVING max(id) IS NOT NULL"}});
    }

    void read_together(const std::function<void()>& work) override {
        Transaction transaction(database_);
        transaction.begin(Transaction::Kind::reading);
        work();
    }

    Findings check_storage() override {
        Findings findings;
        compare(expected_definitions(), actual_definitions(), findings);
        check_role(findings);
        check_durability(findings);
        return findings;
    }

  protected:
    Stored look_up(const Wanted& wanted) override {
        std::vector<Answer> answers = database_.ask(look_ups(wanted));
        return stored_in(answers);
    }

  private:
    static constexpr std::string_view holds_anything =
        "SELECT EXISTS (SELECT FROM entry) OR EXISTS (SELECT FROM personal_key) OR EXISTS (SELECT FROM command)"
        " OR EXISTS (SELECT FROM snapshot) OR EXISTS (SELECT FROM view_row) OR EXISTS (SELECT FROM timer)"
        " OR EXISTS (SELECT FROM outbox) OR EXISTS (SELECT FROM node) OR EXISTS (SELECT FROM checkpoint)";
    static constexpr std::string_view size_query = "SELECT coalesce(max(idx) + 1, 0) FROM entry";

    /// The value of a query of one number or truth.
    static std::int64_t number(Answer answer) { return answer.step() ? answer.integer(0) : 0; }

    [[nodiscard]] Place place() const { return {database_.place(), 0, 0, ""}; }

    /// Reads entries from a place on, so many at a time that neither server nor library has to hold more.
    /// @param ask  for a number of entries from a place on.
    template <class Ask>
    std::vector<StoredEntry> in_pages(std::int64_t from,
                                      std::int64_t limit,
                                      std::int64_t StoredEntry::* place,
                                      const Ask& ask) {
        std::vector<StoredEntry> rows;
        while (limit > 0) {
            const std::int64_t wanted = std::min(limit, page_size);
            const auto before = std::ssize(rows);
            fetch(database_.ask(ask(from, wanted)), rows);
            if (std::ssize(rows) - before < wanted || rows.back().*place == no_limit) break;
            from = rows.back().*place + 1;
            limit -= wanted;
        }
        return rows;
    }

    /// An entry comes once for each of its personal values, or once.
    static void fetch(Answer answer, std::vector<StoredEntry>& rows) {
        for (bool first = true; answer.step(); first = false) {
            if (first || rows.back().index != answer.integer(0)) {
                rows.push_back(
                    {answer.integer(0), answer.bytes(1), answer.integer(2), answer.bytes(3), answer.bytes(4), {}});
            }
            if (answer.is_null(5)) continue;
            rows.back().personal.push_back({answer.bytes(5), answer.bytes(6), answer.integer(7),
                                            answer.is_null(8) ? std::nullopt : std::optional(answer.bytes(8))});
        }
    }

    // The schema

    bool is_ours() { return number(database_.ask("SELECT to_regclass('trien_schema') IS NOT NULL")) != 0; }

    bool is_empty() {
        return number(database_.ask(
                   "SELECT NOT EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
                   " WHERE nspname = current_schema()"
                   " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e'))")) != 0;
    }

    std::int64_t version() { return number(database_.ask("SELECT coalesce(max(version), 0) FROM trien_schema")); }

    bool is_owner() {
        return number(database_.ask(
                   "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'trien_schema'::regclass")) != 0;
    }

    [[nodiscard]] Error missing() const {
        return Error(Fault::environment, "journal.missing", place(),
                     {"Cơ sở dữ liệu này chưa có nhật ký", "there is no journal in this database yet"},
                     {"Kiểm tra chuỗi kết nối, hoặc tạo đơn vị mới bằng `trien init`",
                      "check the connection string, or make a new instance with `trien init`"});
    }

    [[nodiscard]] Error foreign() const {
        return Error(Fault::input, "journal.foreign", place(),
                     {"Cơ sở dữ liệu này chứa thứ khác, không phải nhật ký của Triện",
                      "the database holds something else than a journal of Triện"},
                     {"Kiểm tra chuỗi kết nối, hoặc dùng một cơ sở dữ liệu riêng",
                      "check the connection string, or use a database of its own"});
    }

    /// The role that is to serve must be there, and must not be able to undo what protects the journal from it.
    void require_service(const std::string& role) {
        Answer answer =
            database_.ask({"SELECT pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = $1",
                           Parameters().add(role)});
        const bool exists = answer.step();
        if (exists && answer.integer(0) == 0) return;
        const Message cause = exists ? Message{fmt::format("Tài khoản {} có mọi quyền của chủ sở hữu nhật ký", role),
                                               fmt::format("the role {} has all rights of the journal's owner", role)}
                                     : Message{fmt::format("PostgreSQL không có tài khoản {}", role),
                                               fmt::format("PostgreSQL has no role {}", role)};
        throw Error(Fault::input, "journal.role", place(), cause,
                    {fmt::format("Tạo một tài khoản thường: CREATE ROLE {} LOGIN PASSWORD …", role),
                     fmt::format("make an ordinary one: CREATE ROLE {} LOGIN PASSWORD …", role)});
    }

    /// Who may write entries, as part of a script.
    std::string service_roles() {
        Answer answer = database_.ask(
            "SELECT string_agg(quote_ident(rolname), ', ') FROM (SELECT relowner, (aclexplode(relacl)).* FROM pg_class"
            " WHERE oid = 'entry'::regclass) AS given JOIN pg_roles ON pg_roles.oid = grantee"
            " WHERE privilege_type = 'INSERT' AND grantee <> relowner");
        if (answer.step() && !answer.is_null(0)) return answer.bytes(0);
        throw Error(Fault::corrupt, "journal.role", place(),
                    {"Không tài khoản nào có quyền ghi nhật ký", "no role has the right to write to the journal"},
                    {"Cấp lại quyền như khi tạo nhật ký", "grant the rights again as when the journal was made"});
    }

    /// Applies the migrations this schema has not seen; the caller holds a writing transaction.
    void migrate(std::int64_t seen, const std::string& service) {
        Answer answer = database_.ask("SELECT quote_ident(current_schema())");
        (void)answer.step();
        for (const auto& migration : embedded::postgres_schema().subspan(static_cast<std::size_t>(seen))) {
            std::string script = replaced(std::string(migration.bytes), "{schema}", answer.bytes(0));
            database_.run_script(replaced(std::move(script), "{service}", service));
            database_.run({"INSERT INTO trien_schema (version) VALUES ($1)", Parameters().add(++seen)});
        }
    }

    // Care

    static Definitions expected_definitions() {
        Definitions found;
        std::string_view rest = embedded::postgres_definitions()[1].bytes;
        while (!rest.empty()) {
            const auto line = rest.substr(0, rest.find('\n'));
            const auto tab = line.find('\t');
            found.emplace(line.substr(0, tab), line.substr(tab + 1));
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        }
        return found;
    }

    Definitions actual_definitions() {
        Definitions found;
        Answer answer = database_.ask(embedded::postgres_definitions()[0].bytes);
        while (answer.step()) found.emplace(answer.bytes(0), answer.bytes(1));
        return found;
    }

    /// Whoever may change the journal's tables by right has only the triggers in his way.
    void check_role(Findings& findings) {
        Answer answer = database_.ask(
            "SELECT current_user, bool_and(relowner = pg_roles.oid)"
            " FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace, pg_roles"
            " WHERE rolname = current_user AND nspname = current_schema()"
            " AND relname IN ('entry', 'personal', 'command', 'node', 'checkpoint', 'attestation')"
            " AND has_table_privilege(pg_class.oid, 'UPDATE, DELETE, TRUNCATE')"
            " GROUP BY current_user");
        if (!answer.step()) return;
        const std::string role = answer.bytes(0);
        const bool owner = answer.integer(1) != 0;
        findings.push_back({owner ? Finding::Severity::warning : Finding::Severity::error,
                            "journal.role",
                            {"", 0, 0, role},
                            {fmt::format("Tài khoản {} có quyền sửa, xóa nhật ký", role),
                             fmt::format("the role {} has the right to change and delete entries", role)},
                            {"Chạy chương trình bằng tài khoản được cấp khi tạo nhật ký",
                             "let the program work as the role named when the journal was made"}});
    }

    void check_durability(Findings& findings) {
        Answer answer = database_.ask(
            "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on' ORDER BY "
            "name");
        while (answer.step()) {
            const std::string setting = answer.bytes(0);
            findings.push_back(
                {Finding::Severity::warning,
                 "journal.durability",
                 {"", 0, 0, setting},
                 {fmt::format("Máy chủ đặt {} = off: mất điện có thể mất bản ghi đã xác nhận", setting),
                  fmt::format("the server has {} = off: a power cut may lose acknowledged entries", setting)},
                 {fmt::format("Đặt {} = on trong postgresql.conf", setting),
                  fmt::format("set {} = on in postgresql.conf", setting)}});
        }
    }

    Database database_;
    std::chrono::milliseconds patience_;
};

}  // namespace

std::unique_ptr<Store> create_postgres_store(const std::string& owner_connection,
                                             const std::string& service_role,
                                             PostgresOptions options) {
    auto store = std::make_unique<PostgresStore>(owner_connection, options);
    store->create(service_role);
    return store;
}

std::unique_ptr<Store> open_postgres_store(const std::string& connection, PostgresOptions options) {
    auto store = std::make_unique<PostgresStore>(connection, options);
    store->adopt();
    return store;
}

}  // namespace trien::journal
