// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/postgres_store.hpp"

#include <optional>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/journal/checkpoint.hpp"
#include "engine/journal/verify.hpp"
#include "tests/postgres/relay.hpp"
#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing_postgres::owner;
using testing_postgres::OwnSchema;
using testing_postgres::RawConnection;
using testing_postgres::Relay;
using testing_postgres::service;
using testing_postgres::shared_server;
using testing_postgres::superuser;

const std::string not_permitted = "42501";  // SQLSTATE insufficient_privilege
const std::string guarded = "P0001";        // SQLSTATE raise_exception

class PostgresStoreTest : public testing::Test {
  protected:
    void SetUp() override {
        if (const std::string reason = testing_postgres::why_not(); !reason.empty()) GTEST_SKIP() << reason;
        journal_.emplace();
        store_ = journal_->open(std::chrono::seconds(5));
    }

    [[nodiscard]] RawConnection raw(const std::string& role) const { return RawConnection(journal_->as(role)); }

    /// The Error an action throws.
    static Error error_of(const std::function<void()>& action) {
        try {
            action();
        } catch (const Error& e) {
            return e;
        }
        throw std::logic_error("no error");
    }

    std::optional<PostgresJournal> journal_;
    std::unique_ptr<Store> store_;
};

// --- Rights and guards

TEST_F(PostgresStoreTest, LetsTheServiceChangeNothingOfTheJournal) {
    fill(*store_);
    make_checkpoint(*store_, test_key(), origin);
    store_->add_attestation({10, Attestation::Kind::cosignature, "ký"});
    RawConnection raw = this->raw(service);

    for (const char* table : {"entry", "personal", "command", "node", "checkpoint", "attestation", "trien_schema"}) {
        for (const char* attempt :
             {"UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}", "DROP TABLE {0}", "DROP TABLE {0} CASCADE",
              "ALTER TABLE {0} DISABLE TRIGGER ALL", "ALTER TABLE {0} ADD COLUMN more text",
              "ALTER TABLE {0} RENAME TO x", "ALTER TABLE {0} OWNER TO trien_service",
              "ALTER TABLE {0} ENABLE ROW LEVEL SECURITY", "CREATE RULE quiet AS ON INSERT TO {0} DO INSTEAD NOTHING",
              "CREATE TRIGGER quiet BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION refuse()",
              "CREATE INDEX more ON {0} ({1})", "SELECT * FROM {0} FOR UPDATE"}) {
            const std::string column = raw.value(fmt::format(
                "SELECT column_name FROM information_schema.columns WHERE table_name = '{}' LIMIT 1", table));
            const std::string sql = fmt::format(fmt::runtime(attempt), table, column);
            EXPECT_EQ(raw.run(sql), not_permitted) << sql;
        }
    }
    for (const char* sql :
         {"UPDATE personal_key SET key = key", "TRUNCATE personal_key", "TRUNCATE view_row", "DROP TABLE view_row",
          "DROP FUNCTION refuse() CASCADE", "ALTER FUNCTION refuse() RENAME TO x",
          "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
          "CREATE TABLE strange (x int)", "INSERT INTO trien_schema VALUES (3)", "SELECT * FROM journal",
          "SET session_replication_role = replica", "SET ROLE trien_owner"}) {
        EXPECT_EQ(raw.run(sql), not_permitted) << sql;
    }
    EXPECT_EQ(store_->size(), 10);
    EXPECT_THAT(store_->check_storage(), IsEmpty());
}

TEST_F(PostgresStoreTest, GuardsWhatMayOnlyGrowAgainstItsOwner) {
    fill(*store_);
    make_checkpoint(*store_, test_key(), origin);
    const Node node{8, 0, leaf_hash("nút")};
    store_->add_checkpoint({1000, ""}, {&node, 1});
    RawConnection raw = this->raw(owner);

    for (const char* table : {"entry", "personal", "node", "checkpoint", "attestation"}) {
        EXPECT_EQ(raw.run(fmt::format("DELETE FROM {}", table)), guarded) << table;
        EXPECT_EQ(raw.run(fmt::format("TRUNCATE {} CASCADE", table)), guarded) << table;
    }
    EXPECT_EQ(raw.run("UPDATE entry SET bytes = ''"), guarded);
    EXPECT_EQ(raw.run("UPDATE personal SET sealed = ''"), guarded);
    EXPECT_EQ(raw.run("UPDATE checkpoint SET note = ''"), guarded);
    EXPECT_EQ(raw.run("UPDATE node SET level = 9"), guarded);
    EXPECT_EQ(raw.run("UPDATE personal_key SET key = key"), guarded);
    EXPECT_EQ(raw.run("TRUNCATE personal_key"), guarded);
    EXPECT_EQ(raw.run("INSERT INTO checkpoint VALUES (11, '')"), guarded) << "smaller than the largest";
}

TEST_F(PostgresStoreTest, LetsTheJournalGrowAtItsEndOnly) {
    fill(*store_);
    RawConnection raw = this->raw(service);
    const auto insert = [&](const std::string& rows) {
        return raw.run(fmt::format(
            "INSERT INTO entry SELECT idx, stream, version, decode(repeat('00', 32), 'hex'), '' FROM (VALUES {})"
            " AS new (idx, stream, version)",
            rows));
    };

    EXPECT_EQ(insert("(11, 'dossier/A', 6)"), guarded) << "a gap before it";
    EXPECT_EQ(insert("(10, 'dossier/A', 7)"), guarded) << "a gap in its stream";
    EXPECT_EQ(insert("(10, 'dossier/A', 6), (12, 'dossier/A', 7)"), guarded) << "a gap within";
    EXPECT_EQ(insert("(10, 'dossier/C', 2)"), guarded) << "a stream starts at 1";
    EXPECT_EQ(insert("(-1, 'dossier/C', 1)"), "23514");
    EXPECT_EQ(insert("(9, 'dossier/C', 1)"), "23505");
    EXPECT_EQ(insert("(10, 'dossier/A', 5)"), "23505");
    EXPECT_EQ(insert("(11, 'dossier/A', 6), (10, 'dossier/C', 1)"), "");
}

TEST_F(PostgresStoreTest, FindsWhatWasChangedInTheSchema) {
    const std::pair<const char*, const char*> changes[] = {
        {"DROP TRIGGER entry_append_only ON entry", "trigger entry_append_only on entry"},
        {"ALTER TABLE entry DISABLE TRIGGER entry_extends", "trigger entry_extends on entry"},
        {"ALTER TABLE personal DISABLE TRIGGER ALL", "relation personal"},
        {"CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
         "function refuse()"},
        {"ALTER FUNCTION purge() SECURITY INVOKER", "function purge()"},
        {"ALTER TABLE entry DROP CONSTRAINT entry_leaf_check", "constraint entry_leaf_check on entry"},
        {"ALTER TABLE attestation DROP CONSTRAINT attestation_size_fkey",
         "constraint attestation_size_fkey on attestation"},
        {"ALTER TABLE entry ALTER COLUMN bytes DROP NOT NULL", "column entry.bytes"},
        {"ALTER TABLE entry ADD COLUMN more text", "column entry.more"},
        {"ALTER TABLE view_row ALTER COLUMN key TYPE text COLLATE \"default\"", "column view_row.key"},
        {"DROP INDEX attestation_once", "index attestation_once"},
        {"CREATE OR REPLACE VIEW journal AS SELECT idx, stream, version, ''::text AS type, ''::text AS at,"
         " ''::text AS actor, ''::text AS command, '{}'::json AS body FROM entry",
         "view journal"},
        {"CREATE RULE quiet AS ON INSERT TO entry DO INSTEAD NOTHING", "rule quiet on entry"},
        {"ALTER TABLE entry ENABLE ROW LEVEL SECURITY", "relation entry"},
        {"ALTER TABLE attestation SET UNLOGGED", "relation attestation"},
        {"CREATE TABLE strange (x int)", "relation strange"},
        {"ALTER TABLE command OWNER TO trien_service", "relation command"},
        {"GRANT UPDATE ON entry TO trien_service", "right UPDATE on entry"},
        {"GRANT UPDATE (bytes) ON entry TO trien_service", "right UPDATE on entry.bytes"},
        {"GRANT SELECT ON entry TO PUBLIC", "right SELECT on entry"},
        {"GRANT SELECT ON entry TO trien_service WITH GRANT OPTION", "right SELECT on entry for others too"},
        {"REVOKE INSERT ON entry FROM trien_service", "right INSERT on entry"},
        {"GRANT EXECUTE ON FUNCTION purge() TO PUBLIC", "right EXECUTE on purge()"},
    };
    RawConnection raw = this->raw(superuser);
    for (const auto& [change, element] : changes) ASSERT_EQ(raw.run(change), "") << change;

    const Findings findings = store_->check_storage();

    std::set<std::string> found;
    for (const Finding& finding : findings) found.insert(finding.place.element);
    for (const auto& [change, element] : changes) EXPECT_TRUE(found.contains(element)) << change;
    EXPECT_FALSE(passes(findings));
}

TEST_F(PostgresStoreTest, FindsARoleThatMayChangeTheJournal) {
    const Findings of_owner = open_postgres_store(journal_->as(owner))->check_storage();
    const Findings of_superuser = open_postgres_store(journal_->as(superuser))->check_storage();

    EXPECT_THAT(of_owner, ElementsAre(Field(&Finding::code, "journal.role")));
    EXPECT_TRUE(passes(of_owner)) << "the owner is warned";
    EXPECT_THAT(of_superuser, ElementsAre(Field(&Finding::place, Place{"", 0, 0, superuser})));
    EXPECT_FALSE(passes(of_superuser));
}

TEST_F(PostgresStoreTest, LetsAnotherRoleReadAlong) {
    ASSERT_EQ(raw(owner).run("GRANT SELECT ON entry, checkpoint TO pg_read_all_settings"), "");

    EXPECT_THAT(store_->check_storage(), IsEmpty());
}

TEST_F(PostgresStoreTest, NamesTheEntryThatASuperuserChanged) {
    fill(*store_);
    make_checkpoint(*store_, test_key(), origin);
    ASSERT_TRUE(verify(*store_, {trusted_key(), replay_of(newest_types), {}, {}}).ok());

    ASSERT_TRUE(journal_->tamper(R"(UPDATE entry SET bytes = replace(bytes, '"step":3', '"step":9') WHERE idx = 6)"));
    const VerifyReport edited = verify(*store_, {trusted_key(), replay_of(newest_types), {}, {}});
    ASSERT_TRUE(journal_->tamper("DELETE FROM entry WHERE idx = 8"));
    const VerifyReport removed = verify(*store_, {trusted_key(), replay_of(newest_types), {}, {}});

    EXPECT_THAT(edited.findings, Contains(Field(&Finding::place, Place{"", 0, 0, "entry 6"})));
    EXPECT_THAT(removed.findings, Contains(Field(&Finding::code, "journal.gap")));
}

TEST_F(PostgresStoreTest, ShowsTheEntriesAsColumnsToPeople) {
    store_->commit(command("c1", "dossier/A", 0, {step(1)}));

    EXPECT_EQ(raw(owner).value("SELECT type || ' ' || actor || ' ' || at FROM journal"),
              "step.done/1 an.nguyen 2026-11-23T08:00:00+07:00");
}

// --- Making, opening, upgrading

TEST_F(PostgresStoreTest, NeverCreatesOverWhatIsThere) {
    const OwnSchema other(shared_server());
    ASSERT_EQ(RawConnection(other.as(owner)).run("CREATE TABLE schema_version (version int)"), "");

    EXPECT_EQ(code_of([&] { (void)create_postgres_store(journal_->as(owner), service); }), "journal.exists");
    EXPECT_EQ(code_of([&] { (void)create_postgres_store(other.as(owner), service); }), "journal.foreign");
    EXPECT_EQ(code_of([&] { (void)open_postgres_store(other.as(owner)); }), "journal.foreign");
}

TEST_F(PostgresStoreTest, NeedsAServiceRoleThatIsLessThanTheOwner) {
    const OwnSchema empty(shared_server());

    for (const std::string& role : {owner, superuser, std::string("không ai"), std::string("\xFF")}) {
        EXPECT_EQ(code_of([&] { (void)create_postgres_store(empty.as(owner), role); }), "journal.role") << role;
    }
    EXPECT_EQ(code_of([&] { (void)open_postgres_store(empty.as(owner)); }), "journal.missing");
}

TEST_F(PostgresStoreTest, NamesASchemaThatIsMissing) {
    const Error error =
        error_of([] { (void)open_postgres_store(shared_server().as(service, "options='-csearch_path=nowhere'")); });

    EXPECT_EQ(error.code(), "journal.schema");
    EXPECT_EQ(error.fault(), Fault::environment);
}

TEST_F(PostgresStoreTest, RefusesTheJournalOfANewerProgram) {
    ASSERT_EQ(raw(owner).run("INSERT INTO trien_schema VALUES (99)"), "");

    EXPECT_EQ(code_of([&] { (void)open_postgres_store(journal_->as(service)); }), "journal.newer");
    EXPECT_EQ(code_of([&] { (void)open_postgres_store(journal_->as(owner)); }), "journal.newer");
}

/// A journal as the first schema had it, with one entry that names a person.
StoredEntry write_first_schema(RawConnection& raw, const std::string& schema) {
    std::string script = read_file(TRIEN_SOURCE_DIR "/engine/journal/schema/postgres/001-journal.sql");
    for (const auto& [from, to] :
         {std::pair(std::string("{schema}"), '"' + schema + '"'), std::pair(std::string("{service}"), service)}) {
        for (auto at = script.find(from); at != std::string::npos; at = script.find(from)) {
            script.replace(at, from.size(), to);
        }
    }
    EXPECT_EQ(raw.run(script), "");
    const std::string key(32, 'k');
    StoredEntry row =
        encode(applicant("Nguyễn Thị Ánh"), {"dossier/A", 1, morning(0), CommandId("c1"), PersonId("an.nguyen"), {}},
               [&](const std::string&) { return std::pair(std::int64_t{1}, key); });
    const auto blob = [](const std::string& bytes) { return "'\\x" + to_hex(bytes) + "'"; };
    EXPECT_EQ(
        raw.run(fmt::format(
            "INSERT INTO trien_schema VALUES (1);"
            "INSERT INTO entry VALUES (0, 'dossier/A', 1, {}, '{}');"
            "INSERT INTO personal_key (stream, key) VALUES ('dossier/A', {});"
            "INSERT INTO personal VALUES (0, 'name', 1, {}); INSERT INTO command VALUES ('c1', 0, 1, 'kết quả c1')",
            blob(row.leaf), row.bytes, blob(key), blob(row.personal[0].sealed))),
        "");
    return row;
}

TEST_F(PostgresStoreTest, UpgradesAJournalOfTheFirstSchemaWithoutTouchingItsEntries) {
    const OwnSchema schema(shared_server());
    RawConnection raw(schema.as(owner));
    const StoredEntry before = write_first_schema(raw, schema.name());

    EXPECT_EQ(code_of([&] { (void)open_postgres_store(schema.as(service)); }), "journal.older");
    (void)open_postgres_store(schema.as(owner));

    const auto store = open_postgres_store(schema.as(service));
    const auto entries = store->read("dossier/A");
    ASSERT_THAT(entries, SizeIs(1));
    EXPECT_EQ(entries[0].bytes, before.bytes);
    EXPECT_EQ(entries[0].personal.at("name"), "Nguyễn Thị Ánh");
    EXPECT_EQ(store->result_of(CommandId("c1")), "kết quả c1");
    EXPECT_THAT(store->check_storage(), IsEmpty());
    store->commit(command("c2", "dossier/A", 1, {applicant("Trần Văn Đức")}));
    EXPECT_EQ(store->read("dossier/A")[1].personal.at("name"), "Trần Văn Đức");
    EXPECT_EQ(raw.value("SELECT count(*) FROM personal_key"), "1") << "the subject's key is used on";
}

// --- Servers that cannot serve

TEST_F(PostgresStoreTest, SaysWhyItCannotConnect) {
    const std::string tcp =
        fmt::format("host=127.0.0.1 port={} user=trien_service dbname=trien ", shared_server().port());
    struct Case {
        std::string connection;
        std::string code;
        Fault fault;
    };
    const Case cases[] = {
        {"host=127.0.0.1 port=1 user=x", "journal.server", Fault::environment},
        {"host=/không/có", "journal.server", Fault::environment},
        {tcp + "password=sai-bét", "journal.login", Fault::denied},
        {tcp, "journal.server", Fault::environment},  // libpq itself asks for a password
        {shared_server().as("nobody_at_all"), "journal.login", Fault::denied},
        {shared_server().as(service, "dbname=nowhere"), "journal.missing", Fault::environment},
        {"postgresql://trien:sai-bét@x@127.0.0.1/trien", "journal.connection-string", Fault::input},
        {"postgresql://trien:sai-bét%zz@127.0.0.1/trien", "journal.connection-string", Fault::input},
        {"host=127.0.0.1 password='sai-bét", "journal.connection-string", Fault::input},
    };
    for (const Case& one : cases) {
        const Error error = error_of([&] { (void)open_postgres_store(one.connection); });

        EXPECT_EQ(error.code(), one.code) << error.what();
        EXPECT_EQ(error.fault(), one.fault) << error.what();
        EXPECT_FALSE(error.mend().vi.empty());
        for (const std::string& shown :
             {std::string(error.what()), error.cause().vi, error.cause().en, error.mend().en}) {
            EXPECT_THAT(shown, Not(HasSubstr("bét"))) << "the password";
        }
    }
}

TEST_F(PostgresStoreTest, ComesInWithTheRightPassword) {
    const auto store = open_postgres_store(
        journal_->as(service, fmt::format("host=127.0.0.1 port={} password='mật khẩu'", shared_server().port())));

    EXPECT_EQ(store->commit(command("c1", "dossier/A", 0, {step(1)})).first_index, 0);
}

TEST_F(PostgresStoreTest, ReadsButDoesNotWriteWhereOnlyReadingIsAllowed) {
    store_->commit(command("c1", "dossier/A", 0, {step(1)}));
    const auto reader = open_postgres_store(shared_server().as(
        service, fmt::format("options='-csearch_path=\"{}\" -cdefault_transaction_read_only=on'", journal_->schema())));

    const Error error = error_of([&] { reader->commit(command("c2", "dossier/A", 1, {step(2)})); });

    EXPECT_EQ(error.code(), "journal.read-only");
    EXPECT_EQ(error.fault(), Fault::environment);
    EXPECT_EQ(reader->version("dossier/A"), 1);
}

TEST_F(PostgresStoreTest, RefusesADatabaseThatCannotHoldVietnamese) {
    RawConnection admin(shared_server().as(superuser));
    admin.run("CREATE DATABASE latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

    EXPECT_EQ(code_of([] { (void)create_postgres_store(shared_server().as(owner, "dbname=latin1"), service); }),
              "journal.encoding");
}

TEST_F(PostgresStoreTest, WritesThroughToTheDiskWhateverTheRoleSays) {
    const auto store = open_postgres_store(shared_server().as(
        service, fmt::format("options='-csearch_path=\"{}\" -csynchronous_commit=off' application_name=eager",
                             journal_->schema())));
    // Visible to the role itself; the store has set it for its session.
    RawConnection admin(shared_server().as(superuser));
    const std::string before = admin.value("SELECT pg_current_wal_flush_lsn()");

    store->commit(command("c1", "dossier/A", 0, {step(1)}));

    EXPECT_EQ(admin.value(fmt::format("SELECT pg_current_wal_flush_lsn() > '{}'", before)), "t");
}

TEST_F(PostgresStoreTest, SaysWhenAnotherProgramKeepsWriting) {
    const auto impatient = journal_->open(std::chrono::milliseconds(1));

    store_->commit(command("c0", "dossier/C", 0, {step(0)}));
    store_->rebuild_views([&](const Entry&) {
        const Error error = error_of([&] { impatient->commit(command("c1", "dossier/A", 0, {step(1)})); });
        EXPECT_EQ(error.code(), "journal.locked");
        EXPECT_EQ(error.fault(), Fault::retry);
        EXPECT_EQ(impatient->size(), 1) << "reading needs no lock";
        return std::vector<Change>();
    });

    EXPECT_EQ(impatient->commit(command("c1", "dossier/A", 0, {step(1)})).first_index, 1);
}

TEST_F(PostgresStoreTest, GivesWayToAWriterPastItsLock) {
    RawConnection rogue = raw(service);
    ASSERT_EQ(rogue.run("BEGIN; INSERT INTO command VALUES ('c1', 0, 0, 'xong')"), "");
    // The store waits for the row, as it would be the same.
    std::optional<Error> error;
    std::jthread writer([&] { error = error_of([&] { store_->commit(command("c1", "dossier/A", 0, {step(1)})); }); });
    const std::string waits =
        fmt::format("SELECT count(*) FROM pg_stat_activity WHERE {} = ANY (pg_blocking_pids(pid))",
                    rogue.value("SELECT pg_backend_pid()"));
    for (RawConnection watch = raw(superuser); watch.value(waits) == "0";) std::this_thread::yield();
    ASSERT_EQ(rogue.run("COMMIT"), "");
    writer.join();

    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::retry);
    EXPECT_EQ(store_->commit(command("c1", "dossier/A", 0, {step(1)})).result, "xong");
}

// --- Personal data

/// How many of some bytes stand anywhere in the files of the tests' database.
int on_disk(const testing_postgres::Server& server, std::set<std::string> wanted) {
    const auto all = std::ssize(wanted);
    RawConnection admin(server.as(superuser));
    EXPECT_EQ(admin.run("CHECKPOINT"), "");
    const std::string database = admin.value("SELECT oid FROM pg_database WHERE datname = 'trien'");
    for (const auto& file : std::filesystem::directory_iterator(server.data() / "base" / database)) {
        const std::string bytes = read_file(file.path());
        std::erase_if(wanted, [&](const std::string& one) { return bytes.find(one) != std::string::npos; });
    }
    return static_cast<int>(all - std::ssize(wanted));
}

TEST_F(PostgresStoreTest, LeavesNoTraceOfADestroyedKeyInItsFiles) {
    const testing_postgres::OwnServer server;
    const PostgresJournal journal(*server);
    const auto store = journal.open(std::chrono::seconds(5));
    const std::string view_name = "Nguyễn Thị " + random_uuid();
    const std::string snapshot_name = "Nguyễn Thị " + random_uuid();
    Commit commit = command("c1", "dossier/A", 0, {applicant("Nguyễn Thị Ánh")});
    commit.changes = {{"people", "1", view_name}};
    commit.snapshots = {{"dossier/A", 1, snapshot_name}};
    store->commit(commit);
    const std::set<std::string> traces = {store->personal_key({"dossier/A", ""})->key, view_name, snapshot_name};
    ASSERT_EQ(on_disk(*server, traces), 3);

    Commit destroyed = destruction("c2", "dossier/A");
    destroyed.changes = {{"people", "1", std::nullopt}};
    store->commit(destroyed);
    store->purge();

    EXPECT_EQ(on_disk(*server, traces), 0);
}

TEST_F(PostgresStoreTest, PurgesWhenNobodyReadsTheOldStateAnyMore) {
    const auto impatient = journal_->open(std::chrono::milliseconds(30));
    store_->commit(command("c1", "dossier/A", 0, {applicant("Nguyễn Thị Ánh")}));

    store_->read_together([&] {
        EXPECT_EQ(store_->size(), 1);
        EXPECT_EQ(code_of([&] { impatient->purge(); }), "journal.locked");
    });
}

TEST_F(PostgresStoreTest, KeepsATimeStampLongerThanAnIndexKey) {
    store_->add_checkpoint({5, "một"}, {});
    const Attestation stamp{5, Attestation::Kind::timestamp, random_bytes(9000)};

    store_->add_attestation(stamp);
    store_->add_attestation(stamp);

    EXPECT_THAT(store_->attestations(), ElementsAre(stamp));
}

// --- Round trips

TEST_F(PostgresStoreTest, WritesALargeGroupInAsFewRoundTripsAsASmallOne) {
    Relay relay(shared_server());
    const auto store = open_postgres_store(journal_->as(service, relay.settings()));
    const auto trips = [&](int first, int count) {
        std::vector<Commit> group;
        for (int i = first; i < first + count; ++i) {
            Commit commit =
                with_view(command(fmt::format("c{}", i), fmt::format("dossier/{}", i), 0, {applicant("Ánh")}));
            commit.timers = {{{morning(i), fmt::format("t{}", i)}, "dossier", "{}"}};
            commit.snapshots = {{fmt::format("dossier/{}", i), 1, "{}"}};
            group.push_back(std::move(commit));
        }
        const int before = relay.round_trips();
        for (const Outcome& outcome : store->commit_all(group)) EXPECT_TRUE(outcome);
        return relay.round_trips() - before;
    };

    EXPECT_EQ(trips(0, 1), 3) << "look up, begin with look-ups, write with commit";
    EXPECT_EQ(trips(1, 512), 3);
    EXPECT_EQ(store->size(), 513);
}

TEST_F(PostgresStoreTest, GetsLongAnswersWhileItStillAsks) {
    std::vector<Commit> group;
    for (int i = 0; i < 3000; ++i) {
        group.push_back(command(fmt::format("c{}", i), fmt::format("dossier/{}", i), 0, {step(i)}));
        group.back().result = std::string(3000, 'x');
    }
    ASSERT_THAT(store_->commit_all(group), SizeIs(3000));

    for (const Outcome& outcome : store_->commit_all(group)) ASSERT_TRUE(outcome->repeated);
}

}  // namespace
}  // namespace trien::journal
