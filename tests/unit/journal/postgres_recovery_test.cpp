// SPDX-License-Identifier: Apache-2.0
// A server that goes away at any moment costs a clear error and nothing else.
#include <atomic>
#include <future>
#include <optional>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "engine/journal/verify.hpp"
#include "tests/postgres/relay.hpp"
#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

using testing::AnyOf;
using testing_postgres::OwnServer;
using testing_postgres::Relay;
using testing_postgres::service;
using testing_postgres::shared_server;

class PostgresRecovery : public testing::Test {
  protected:
    void SetUp() override {
        if (const std::string reason = testing_postgres::why_not(); !reason.empty()) GTEST_SKIP() << reason;
    }
};

/// What an action throws; nothing if it succeeds.
std::optional<Error> error_of(const std::function<void()>& action) {
    try {
        action();
        return std::nullopt;
    } catch (const Error& error) {
        return error;
    }
}

Commit next(Store& store, const std::string& id) {
    Commit commit = with_view(command(id, "dossier/A", store.version("dossier/A"), {applicant("Ánh")}));
    commit.timers = {{{morning(1), id}, "dossier/A", "{}"}};
    return commit;
}

TEST_F(PostgresRecovery, CarriesACommandOutOnceWhereverTheLineIsCut) {
    const PostgresJournal journal;
    Relay relay(shared_server());
    const auto store = open_postgres_store(journal.as(service, relay.settings()));
    int number = 0;
    int lost = 0;
    int unknown = 0;

    EXPECT_TRUE(rc::check([&] {
        relay.mend();
        const Commit commit = next(*store, fmt::format("c{}", number));
        // A command takes some 3,000 bytes to the server and half as many back.
        const auto to_server = *rc::gen::inRange<std::int64_t>(0, 4000);
        const auto to_client = *rc::gen::inRange<std::int64_t>(0, 2000);
        relay.cut_after(to_server, to_client);
        const auto error = error_of([&] { store->commit(commit); });
        relay.mend();

        if (error) {
            RC_ASSERT(error->fault() == Fault::retry);
            lost += error->code() == "journal.connection" ? 1 : 0;
            unknown += error->code() == "journal.unknown" ? 1 : 0;
        }
        const Committed done = store->commit(commit);
        RC_ASSERT(done.first_index == number);
        RC_ASSERT(error || done.repeated);
        ++number;
    }));

    EXPECT_GT(lost, 0);
    EXPECT_GT(unknown, 0);
    EXPECT_EQ(store->size(), number);
    EXPECT_TRUE(verify(*store, {trusted_key(), replay_of(newest_types), {}, {}}).ok());
}

TEST_F(PostgresRecovery, DoesNotGoOnInATransactionThatWasLost) {
    const PostgresJournal journal;
    Relay relay(shared_server());
    const auto store = open_postgres_store(journal.as(service, relay.settings()));
    fill(*store);

    store->read_together([&] {
        EXPECT_EQ(store->size(), 10);
        relay.cut_after(0);
        EXPECT_EQ(code_of([&] { (void)store->size(); }), "journal.connection");
        relay.mend();
        EXPECT_EQ(code_of([&] { (void)store->size(); }), "journal.connection") << "another state would be seen";
    });

    EXPECT_EQ(store->size(), 10);
}

TEST_F(PostgresRecovery, OutlivesARestartOfTheServerWhileIdle) {
    const OwnServer server;
    const PostgresJournal journal(*server);
    const auto store = journal.open(std::chrono::seconds(5));
    store->commit(command("c1", "dossier/A", 0, {step(1)}));

    server->run("stop", "fast");
    const auto error = error_of([&] { (void)store->size(); });
    server->run("start");

    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::environment);
    EXPECT_EQ(error->code(), "journal.server");
    EXPECT_NE(error->mend().en.find("start PostgreSQL"), std::string::npos);
    EXPECT_EQ(store->version("dossier/A"), 1);
    server->run("stop", "fast");
    server->run("start");
    EXPECT_EQ(store->commit(command("c2", "dossier/A", 1, {step(2)})).first_index, 1) << "it never knew";
}

TEST_F(PostgresRecovery, LosesNothingAcknowledgedWhenTheServerIsKilledUnderLoad) {
    const OwnServer server;
    const PostgresJournal journal(*server);
    const auto store = journal.open(std::chrono::seconds(5));
    std::int64_t acknowledged = 0;

    for (const int enough : {3, 7, 20}) {
        std::atomic<std::int64_t> count = 0;
        std::promise<void> under_load;
        std::jthread client([&] {
            const auto error = error_of([&] {
                for (auto i = acknowledged;; ++i) {
                    store->commit(next(*store, fmt::format("c{}", i)));
                    if (++count == enough) under_load.set_value();
                }
            });
            EXPECT_THAT(error->fault(), AnyOf(Fault::retry, Fault::environment)) << error->what();
        });
        under_load.get_future().wait();
        server->run("stop", "immediate");
        client.join();
        server->run("start");

        const auto unsure = acknowledged + count;  // may have been written, or not
        store->commit(next(*store, fmt::format("c{}", unsure)));
        acknowledged = unsure + 1;
        EXPECT_EQ(store->size(), acknowledged);
        for (std::int64_t i = 0; i < acknowledged; ++i) {
            ASSERT_TRUE(store->recall(CommandId(fmt::format("c{}", i)))) << i;
        }
    }
    EXPECT_TRUE(verify(*store, {trusted_key(), replay_of(newest_types), {}, {}}).ok());
}

TEST_F(PostgresRecovery, WarnsOfAServerThatDoesNotWriteThroughToTheDisk) {
    const OwnServer server;
    const PostgresJournal journal(*server);

    const Findings findings = journal.open(std::chrono::seconds(5))->check_storage();

    EXPECT_THAT(findings, testing::ElementsAre(testing::Field(&Finding::place, Place{"", 0, 0, "fsync"})));
    EXPECT_TRUE(passes(findings));
}

TEST_F(PostgresRecovery, SaysThatTheDiskOfTheServerIsFull) {
    const PostgresJournal journal;
    const auto store = journal.open(std::chrono::seconds(5));
    // What the server itself would say, raised where the store writes.
    testing_postgres::RawConnection raw(journal.as(testing_postgres::superuser));
    ASSERT_EQ(raw.run("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                      " 'BEGIN RAISE disk_full; END';"
                      "CREATE TRIGGER full_disk BEFORE INSERT ON command EXECUTE FUNCTION full_disk()"),
              "");

    const auto error = error_of([&] { store->commit(next(*store, "c1")); });
    ASSERT_EQ(raw.run("DROP TRIGGER full_disk ON command"), "");

    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "journal.disk");
    EXPECT_EQ(error->fault(), Fault::environment);
    EXPECT_EQ(store->commit(next(*store, "c1")).first_index, 0) << "there is room again";
}

}  // namespace
}  // namespace trien::journal
