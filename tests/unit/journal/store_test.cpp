// SPDX-License-Identifier: Apache-2.0
// What every store promises.
#include "engine/journal/store.hpp"

#include <ranges>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "engine/journal/checkpoint.hpp"
#include "tests/unit/journal/backend.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {

namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

using StoreContract = JournalTest;

TEST_P(StoreContract, StartsEmpty) {
    EXPECT_EQ(store_->size(), 0);
    EXPECT_EQ(store_->version("dossier/A"), 0);
    EXPECT_THAT(store_->read_all(), IsEmpty());
    EXPECT_THAT(store_->read("dossier/A"), IsEmpty());
    EXPECT_FALSE(store_->result_of(CommandId("c1")));
    EXPECT_FALSE(store_->last_checkpoint());
    EXPECT_THAT(store_->check_storage(), IsEmpty());
}

TEST_P(StoreContract, NumbersEntriesInTheJournalAndInTheirStream) {
    store_->commit(command("c1", "dossier/A", 0, {step(1), step(2)}));
    store_->commit(command("c2", "dossier/B", 0, {step(1)}));
    const Committed third = store_->commit(command("c3", "dossier/A", 2, {step(3)}));
    reopen();

    const auto all = store_->read_all();
    const auto a = store_->read("dossier/A");

    EXPECT_EQ(third, (Committed{3, 1, "kết quả c3", false}));
    ASSERT_THAT(all, SizeIs(4));
    for (std::int64_t i = 0; i < 4; ++i) EXPECT_EQ(all[static_cast<std::size_t>(i)].index, i);
    EXPECT_THAT(a, ElementsAre(Field(&Entry::version, 1), Field(&Entry::version, 2), Field(&Entry::version, 3)));
    EXPECT_EQ(a[2].index, 3);
    EXPECT_EQ(a[0].previous, Digest());
    EXPECT_EQ(a[1].previous, a[0].leaf);
    EXPECT_EQ(a[2].previous, a[1].leaf);
    EXPECT_EQ(a[2].body, (Json{{"step", 3}, {"note", "Đã tiếp nhận"}}));
    EXPECT_EQ(store_->size(), 4);
    EXPECT_EQ(store_->version("dossier/A"), 3);
}

TEST_P(StoreContract, ReadsFromAPlaceOn) {
    store_->commit(command("c1", "dossier/A", 0, {step(1), step(2), step(3)}));

    EXPECT_THAT(store_->read("dossier/A", 3), ElementsAre(Field(&Entry::version, 3)));
    EXPECT_THAT(store_->read_all(1, 1), ElementsAre(Field(&Entry::index, 1)));
    EXPECT_THAT(store_->leaves(1, 2), ElementsAre(store_->read_all()[1].leaf, store_->read_all()[2].leaf));
}

TEST_P(StoreContract, ListsStreamsByPrefixWithTheirVersions) {
    store_->commit(command("c1", "dossier/B", 0, {step(1)}));
    store_->commit(command("c2", "dossier/A", 0, {step(1), step(2)}));
    store_->commit(command("c3", "dossiers", 0, {step(1)}));
    store_->commit(command("c4", "delegation/12", 0, {step(1)}));

    EXPECT_THAT(store_->versions("dossier/"), ElementsAre(Pair("dossier/A", 2), Pair("dossier/B", 1)));
    EXPECT_THAT(store_->versions("register/"), IsEmpty());
}

TEST_P(StoreContract, AnswersAKnownCommandWithoutWriting) {
    const Committed first = store_->commit(command("c1", "dossier/A", 0, {step(1)}));
    reopen();

    const Committed again = store_->commit(command("c1", "dossier/A", 7, {step(2), step(3)}));

    EXPECT_EQ(again, (Committed{first.first_index, first.count, first.result, true}));
    EXPECT_EQ(store_->size(), 1);
    EXPECT_EQ(store_->result_of(CommandId("c1")), "kết quả c1");
}

TEST_P(StoreContract, RefusesACommandDecidedOnAnOlderVersion) {
    store_->commit(command("c1", "dossier/A", 0, {step(1)}));

    try {
        store_->commit(command("c2", "dossier/A", 0, {step(2)}));
        FAIL() << "the stream is at version 1";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::conflict);
        EXPECT_EQ(e.code(), "journal.version");
        EXPECT_EQ(e.place().element, "dossier/A");
        EXPECT_NE(e.cause().vi.find("nay là phiên bản 1"), std::string::npos);
    }
    EXPECT_FALSE(store_->result_of(CommandId("c2")));
}

TEST_P(StoreContract, ChecksTheVersionOfAStreamItDoesNotWriteTo) {
    Commit commit = command("c1", "dossier/A", 0, {step(1)});
    commit.appends.push_back({"delegation/12", 3, {}});

    EXPECT_EQ(code_of([&] { store_->commit(commit); }), "journal.version");
    EXPECT_EQ(store_->size(), 0);
}

TEST_P(StoreContract, LeavesNothingOfAFailedCommand) {
    store_->commit(command("c1", "dossier/B", 0, {step(1)}));
    Commit commit = command("c2", "dossier/A", 0, {applicant("Trần Văn Đức")});
    commit.changes = {{"tasks", "1", "{}"}};
    commit.snapshots = {{"dossier/A", 1, "{}"}};
    commit.appends.push_back({"dossier/B", 0, {step(2)}});

    EXPECT_EQ(code_of([&] { store_->commit(commit); }), "journal.version");

    EXPECT_EQ(store_->size(), 1);
    EXPECT_EQ(store_->version("dossier/A"), 0);
    EXPECT_THAT(store_->view("tasks"), IsEmpty());
    EXPECT_FALSE(store_->snapshot("dossier/A"));
    EXPECT_FALSE(store_->result_of(CommandId("c2")));
}

TEST_P(StoreContract, KeepsNothingOfACommandWithoutId) {
    EXPECT_EQ(code_of([&] { store_->commit(command("", "dossier/A", 0, {step(1)})); }), "journal.name");
    EXPECT_EQ(code_of([&] { store_->commit(command("", "dossier/A", 0, {})); }), "journal.name");
    EXPECT_EQ(store_->size(), 0);
}

TEST_P(StoreContract, FailsOneCommandOfAGroupAlone) {
    const std::vector<Commit> group = {
        command("c1", "dossier/A", 0, {step(1)}), command("c2", "dossier/A", 0, {step(2)}),
        command("c3", "dossier/B", 0, {{"", {}, {}}}), command("c1", "dossier/A", 0, {step(3)}),
        command("c4", "dossier/A", 1, {step(4)})};

    const auto outcomes = store_->commit_all(group);

    ASSERT_THAT(outcomes, SizeIs(5));
    EXPECT_EQ(outcomes[0]->first_index, 0);
    EXPECT_EQ(outcomes[1].error().code(), "journal.version");
    EXPECT_EQ(outcomes[2].error().fault(), Fault::input);
    EXPECT_TRUE(outcomes[3]->repeated);
    EXPECT_EQ(outcomes[4]->first_index, 1);
    EXPECT_EQ(store_->size(), 2);
}

TEST_P(StoreContract, KeepsACommandThatOnlyHasAnAnswer) {
    Commit commit = command("c1", "dossier/A", 0, {});
    commit.result = "từ chối";

    store_->commit(commit);

    EXPECT_EQ(store_->result_of(CommandId("c1")), "từ chối");
    EXPECT_EQ(store_->size(), 0);
}

TEST_P(StoreContract, KeepsTheNewestSnapshot) {
    Commit first = command("c1", "dossier/A", 0, {step(1)});
    first.snapshots = {{"dossier/A", 1, R"({"a":1})"}};
    Commit second = command("c2", "dossier/A", 1, {step(2)});
    second.snapshots = {{"dossier/A", 2, R"({"a":2})"}};

    store_->commit(first);
    store_->commit(second);

    EXPECT_EQ(store_->snapshot("dossier/A"), (SnapshotRow{"dossier/A", 2, R"({"a":2})"}));
    EXPECT_FALSE(store_->snapshot("dossier/B"));
}

TEST_P(StoreContract, ReadsViewsByPrefixInKeyOrderPageByPage) {
    Commit commit = command("c1", "dossier/A", 0, {step(1)});
    commit.changes = {{"tasks", "hộ tịch/2", "b"},
                      {"tasks", "hộ tịch/1", "a"},
                      {"tasks", "hộ tịch/3", "c"},
                      {"tasks", "hộ khẩu/1", "x"},
                      {"other", "hộ tịch/1", "y"}};
    store_->commit(commit);

    EXPECT_THAT(store_->view("tasks"), SizeIs(4));
    EXPECT_THAT(store_->view("tasks", "hộ tịch/", 2), ElementsAre(Row{"hộ tịch/1", "a"}, Row{"hộ tịch/2", "b"}));
    EXPECT_THAT(store_->view("tasks", "hộ tịch/", 2, "hộ tịch/2"), ElementsAre(Row{"hộ tịch/3", "c"}));
    EXPECT_EQ(store_->view_row("other", "hộ tịch/1"), "y");
    EXPECT_FALSE(store_->view_row("other", "hộ tịch/2"));
    EXPECT_THAT(store_->view_names(), ElementsAre("other", "tasks"));
}

TEST_P(StoreContract, ReplacesAndDeletesViewRows) {
    Commit first = command("c1", "dossier/A", 0, {step(1)});
    first.changes = {{"tasks", "1", "cũ"}, {"tasks", "2", "bỏ"}};
    Commit second = command("c2", "dossier/A", 1, {step(2)});
    second.changes = {{"tasks", "1", "mới"}, {"tasks", "2", std::nullopt}};

    store_->commit(first);
    store_->commit(second);

    EXPECT_THAT(store_->view("tasks"), ElementsAre(Row{"1", "mới"}));
}

TEST_P(StoreContract, RebuildsItsViewsFromTheJournal) {
    fill(*store_);
    const auto before = store_->view("newest");
    Commit stray = command("c1", "dossier/C", 0, {});
    stray.changes = {{"newest", "dossier/A", "sai"}, {"stray", "1", "thừa"}};
    store_->commit(stray);

    store_->rebuild_views(newest_types);

    EXPECT_EQ(store_->view("newest"), before);
    EXPECT_THAT(store_->view_names(), ElementsAre("newest"));
}

TEST_P(StoreContract, KeepsTheViewsWhenARebuildFails) {
    fill(*store_);
    const auto before = store_->view("newest");

    EXPECT_THROW(store_->rebuild_views([](const Entry&) -> std::vector<Change> { throw std::runtime_error("x"); }),
                 std::runtime_error);

    EXPECT_EQ(store_->view("newest"), before);
}

TEST_P(StoreContract, GivesPersonalValuesBackUntilTheyAreDestroyed) {
    store_->commit(command("c1", "dossier/A", 0, {applicant("Nguyễn Thị Ánh")}));
    store_->commit(command("c2", "dossier/A", 1, {applicant("Trần Văn Đức")}));
    store_->commit(command("c3", "dossier/B", 0, {applicant("Lê Thị Ơn")}));
    const auto before = store_->read("dossier/A");

    store_->commit(destruction("c4", "dossier/A"));
    store_->purge();
    reopen();

    const auto after = store_->read("dossier/A");
    EXPECT_EQ(before[0].personal.at("name"), "Nguyễn Thị Ánh");
    EXPECT_THAT(after, Each(Field(&Entry::personal, IsEmpty())));
    EXPECT_EQ(after[0].bytes, before[0].bytes);
    EXPECT_EQ(after[0].leaf, before[0].leaf);
    EXPECT_EQ(store_->read("dossier/B")[0].personal.at("name"), "Lê Thị Ơn");
    EXPECT_FALSE(store_->personal_key({"dossier/A", ""}));
    EXPECT_TRUE(store_->personal_key({"dossier/B", ""}));
}

TEST_P(StoreContract, DropsTheSnapshotWithThePersonalValues) {
    Commit commit = command("c1", "dossier/A", 0, {applicant("Nguyễn Thị Ánh")});
    commit.snapshots = {{"dossier/A", 1, R"({"name":"Nguyễn Thị Ánh"})"}};
    store_->commit(commit);

    store_->commit(destruction("c2", "dossier/A"));

    EXPECT_FALSE(store_->snapshot("dossier/A"));
}

TEST_P(StoreContract, SealsNewValuesUnderANewKeyAfterDestruction) {
    store_->commit(command("c1", "dossier/A", 0, {applicant("Nguyễn Thị Ánh")}));
    store_->commit(destruction("c2", "dossier/A"));

    store_->commit(command("c3", "dossier/A", 1, {applicant("Trần Văn Đức")}));

    const auto entries = store_->read("dossier/A");
    EXPECT_THAT(entries[0].personal, IsEmpty());
    EXPECT_EQ(entries[1].personal.at("name"), "Trần Văn Đức");
}

TEST_P(StoreContract, DestroysTheValuesOfOneSubjectAlone) {
    const NewEvent both{"signature.asked/1", {}, {{"first.name", "Nguyễn Thị Ánh"}, {"second.name", "Lê Thị Ơn"}}};
    store_->commit(command("c1", "dossier/A", 0, {both}));

    store_->commit(destruction("c2", "dossier/A", "first"));

    const std::map<std::string, std::string> left = {{"second.name", "Lê Thị Ơn"}};
    EXPECT_EQ(store_->read("dossier/A")[0].personal, left);
}

TEST_P(StoreContract, DestroysAKeyTogetherWithTheEntryThatSaysSo) {
    store_->commit(command("c1", "dossier/A", 0, {applicant("Nguyễn Thị Ánh")}));
    Commit destroyed = destruction("c2", "dossier/A");
    destroyed.appends = {{"dossier/A", 7, {step(1)}}};

    EXPECT_EQ(code_of([&] { store_->commit(destroyed); }), "journal.version");
    EXPECT_TRUE(store_->personal_key({"dossier/A", ""})) << "the command failed, so the key stays";
}

TEST_P(StoreContract, RefusesAValueSealedWithAKeyThatWasDestroyedMeanwhile) {
    store_->commit(command("c1", "dossier/A", 0, {applicant("Nguyễn Thị Ánh")}));
    const Encoded late = encode(
        command("c2", "dossier/A", 1, {applicant("Trần Văn Đức")}),
        [&](const std::string& stream) { return store_->head(stream); },
        [&](const Subject& subject) { return store_->personal_key(subject); });
    store_->commit(destruction("c3", "dossier/A"));

    EXPECT_EQ(store_->write_all({&late, 1})[0].error().code(), "journal.personal-key");
}

TEST_P(StoreContract, RefusesACommandDecidedOnAnotherEntryOfTheSameVersion) {
    store_->commit(command("c1", "dossier/A", 0, {step(1)}));
    const Encoded late = encode(
        command("c2", "dossier/A", 1, {step(2)}), [&](const std::string&) { return Head{1, leaf_hash("khác")}; },
        [](const Subject&) { return std::nullopt; });

    EXPECT_EQ(store_->write_all({&late, 1})[0].error().code(), "journal.version");
}

TEST_P(StoreContract, RefusesAnEntryTooLongForABundle) {
    const auto entry_of = [](std::size_t size) {
        return NewEvent{"a/1", CanonicalObject().with("x", std::string(size, 'x')).done(), {}};
    };

    EXPECT_EQ(code_of([&] { store_->commit(command("c1", "dossier/A", 0, {entry_of(max_entry_size)})); }),
              "journal.size");
    EXPECT_EQ(store_->commit(command("c2", "dossier/A", 0, {entry_of(max_entry_size - 400)})).count, 1);
}

TEST_P(StoreContract, SetsFiresAndCancelsTimersWithTheCommand) {
    const Timer first{{morning(5), "deadline/A"}, "dossier/A", "{}"};
    const Timer second{{morning(5), "deadline/B"}, "dossier/B", "{}"};
    const Timer later{{morning(9), "deadline/A"}, "dossier/A", "{}"};
    Commit set = command("c1", "dossier/A", 0, {step(1)});
    set.timers = {later, second, first};
    store_->commit(set);
    reopen();

    EXPECT_EQ(store_->next_due(), morning(5));
    EXPECT_THAT(store_->due_timers(morning(4), 9), IsEmpty());
    EXPECT_THAT(store_->due_timers(morning(5), 9), ElementsAre(first, second));
    EXPECT_THAT(store_->due_timers(morning(9), 9), ElementsAre(first, second, later));
    EXPECT_THAT(store_->due_timers(morning(9), 1), ElementsAre(first));
    EXPECT_THAT(store_->due_timers(morning(9), 1, first.key), ElementsAre(second));

    Commit end = command("c2", "dossier/A", 1, {step(2)});
    end.ended = {first.key, second.key};
    store_->commit(end);
    EXPECT_THAT(store_->due_timers(morning(9), 9), ElementsAre(later));
}

TEST_P(StoreContract, KeepsMessagesUntilTheyAreSent) {
    Commit commit = command("c1", "dossier/A", 0, {step(1)});
    commit.outbox = {{0, "citizen", "một"}, {0, "citizen", "hai"}};
    store_->commit(commit);
    Commit failed = command("c2", "dossier/A", 0, {step(1)});
    failed.outbox = {{0, "citizen", "ba"}};
    EXPECT_EQ(code_of([&] { store_->commit(failed); }), "journal.version");

    const auto messages = store_->outbox(9);
    ASSERT_THAT(messages, ElementsAre(Field(&OutboxMessage::body, "một"), Field(&OutboxMessage::body, "hai")));
    EXPECT_THAT(store_->outbox(1), ElementsAre(messages[0]));

    store_->remove_from_outbox(std::vector{messages[0].id});
    EXPECT_THAT(store_->outbox(9), ElementsAre(messages[1]));
}

TEST_P(StoreContract, KeepsWhatIsSaidOfACheckpoint) {
    store_->add_checkpoint({5, "một"}, {});
    store_->add_checkpoint({7, "hai"}, {});
    const Attestation witness{5, Attestation::Kind::cosignature, "\u2014 nhân-chứng AAAA\n"};
    const Attestation stamp{7, Attestation::Kind::timestamp, std::string("0\0\xff", 3)};

    store_->add_attestation(stamp);
    store_->add_attestation(witness);
    store_->add_attestation(witness);
    reopen();

    EXPECT_THAT(store_->attestations(), ElementsAre(witness, stamp));
    EXPECT_THAT(store_->attestations(5), ElementsAre(stamp));
}

TEST_P(StoreContract, KeepsCheckpointsAndTheNodesBelowThem) {
    const Node node{8, 0, leaf_hash("nút")};

    store_->add_checkpoint({256, "một"}, {&node, 1});
    store_->add_checkpoint({300, "hai"}, {});
    reopen();

    EXPECT_EQ(store_->last_checkpoint(), (StoredCheckpoint{300, "hai"}));
    EXPECT_THAT(store_->checkpoints(), ElementsAre(StoredCheckpoint{256, "một"}, StoredCheckpoint{300, "hai"}));
    EXPECT_THAT(store_->checkpoints(256), ElementsAre(StoredCheckpoint{300, "hai"}));
    EXPECT_EQ(store_->node(8, 0), node.hash);
    EXPECT_FALSE(store_->node(8, 1));
}

TEST_P(StoreContract, RefusesACheckpointThatIsNotTheLargest) {
    store_->add_checkpoint({5, "một"}, {});

    EXPECT_EQ(code_of([&] { store_->add_checkpoint({5, "hai"}, {}); }), "journal.checkpoint");
    EXPECT_EQ(code_of([&] { store_->add_checkpoint({4, "hai"}, {}); }), "journal.checkpoint");
    EXPECT_EQ(store_->last_checkpoint(), (StoredCheckpoint{5, "một"}));
}

/// A command with every text there is, made by `change`.
std::vector<std::pair<const char*, std::function<void(Commit&, const std::string&)>>> texts() {
    return {
        {"command", [](Commit& c, const std::string& text) { c.command = CommandId(text); }},
        {"actor", [](Commit& c, const std::string& text) { c.actor = PersonId(text); }},
        {"stream", [](Commit& c, const std::string& text) { c.appends = {{text, 0, {step(1)}}}; }},
        {"type", [](Commit& c, const std::string& text) { c.appends = {{"type", 0, {{text, {}, {}}}}}; }},
        {"field", [](Commit& c, const std::string& text) { c.appends = {{"field", 0, {{"a/1", {}, {{text, ""}}}}}}; }},
        {"view", [](Commit& c, const std::string& text) { c.changes = {{text, "1", "{}"}}; }},
        {"key", [](Commit& c, const std::string& text) { c.changes = {{"tasks", text, std::nullopt}}; }},
        {"snapshot", [](Commit& c, const std::string& text) { c.snapshots = {{text, 1, "{}"}}; }},
        {"timer", [](Commit& c, const std::string& text) { c.timers = {{{morning(1), text}, "dossier/A", "{}"}}; }},
        {"timer's stream", [](Commit& c, const std::string& text) { c.timers = {{{morning(1), "1"}, text, "{}"}}; }},
        {"ended timer", [](Commit& c, const std::string& text) { c.ended = {{morning(1), text}}; }},
        {"subject", [](Commit& c, const std::string& text) { c.destroyed = {{"dossier/A", text}}; }},
        {"body of a row", [](Commit& c, const std::string& text) { c.changes = {{"tasks", "1", text}}; }},
        {"body of a snapshot", [](Commit& c, const std::string& text) { c.snapshots = {{"dossier/A", 1, text}}; }},
        {"body of a timer", [](Commit& c, const std::string& text) { c.timers = {{{morning(1), "1"}, "a", text}}; }},
        {"outbox subject", [](Commit& c, const std::string& text) { c.outbox = {{0, text, ""}}; }},
        {"outbox body", [](Commit& c, const std::string& text) { c.outbox = {{0, "", text}}; }},
        {"result", [](Commit& c, const std::string& text) { c.result = text; }},
    };
}

TEST_P(StoreContract, FailsACommandAloneWhoseTextNotEveryStoreCouldHold) {
    for (const auto& [what, change] : texts()) {
        for (const std::string& text : {std::string("a\0b", 3), std::string("\xFF"), std::string("\xED\xA0\x80")}) {
            std::vector<Commit> group = {command("broken", "dossier/A", 0, {step(1)}), command("", "", 0, {})};
            group[1] = command(fmt::format("sound {} {}", what, to_hex(text)), "dossier/B",
                               store_->version("dossier/B"), {step(1)});
            change(group[0], text);

            const auto outcomes = store_->commit_all(group);

            ASSERT_FALSE(outcomes[0]) << what;
            EXPECT_EQ(outcomes[0].error().fault(), Fault::input) << what;
            EXPECT_EQ(outcomes[0].error().code(), "journal.text") << what;
            EXPECT_TRUE(outcomes[1]) << what;
        }
    }
    EXPECT_EQ(store_->version("dossier/A"), 0);
}

TEST_P(StoreContract, FailsACommandWhoseNamesAreTooLongForAnIndex) {
    const auto named_parts = texts() | std::views::take(12);
    for (const auto& [what, change] : named_parts) {
        Commit longest = command(fmt::format("longest {}", what), "dossier/A", 0, {});
        Commit too_long = longest;
        change(longest, std::string(1024, 'x'));
        change(too_long, std::string(1025, 'x'));

        EXPECT_EQ(code_of([&] { store_->commit(too_long); }), "journal.name") << what;
        EXPECT_EQ(code_of([&] { store_->commit(longest); }), "") << what;
    }
}

TEST_P(StoreContract, FindsNothingUnderANameThatCannotBe) {
    fill(*store_);
    for (const std::string& name : {std::string("dossier/A\0", 10), std::string("\xFF")}) {
        EXPECT_EQ(store_->version(name), 0);
        EXPECT_THAT(store_->read(name), IsEmpty());
        EXPECT_FALSE(store_->snapshot(name));
        EXPECT_FALSE(store_->recall(CommandId(name)));
        EXPECT_FALSE(store_->personal_key({name, ""}));
        EXPECT_FALSE(store_->view_row("newest", name));
        EXPECT_THAT(store_->view(name), IsEmpty());
        EXPECT_THAT(store_->view("newest", name), IsEmpty());
    }
}

/// Words over letters where one goes over into the next in UTF-8: of one to four bytes, the last of each and its
/// neighbours.
rc::Gen<std::string> words() {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
                            std::vector<std::string>{"a", "b", "\x7F", "\u0080", "\u00BF", "\u00C0", "\u07FF", "\u0800",
                                                     "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0010FFFF"})),
                        [](const std::vector<std::string>& letters) {
                            std::string word;
                            for (const std::string& letter : letters) word += letter;
                            return word;
                        });
}

TEST_P(StoreContract, ReadsAnyPageOfAViewInByteOrder) {
    int round = 0;
    EXPECT_TRUE(rc::check([&] {
        const std::string view = fmt::format("view {}", ++round);
        const auto keys = *rc::gen::container<std::set<std::string>>(words());
        Commit commit = command(view, "dossier/A", 0, {});
        for (const std::string& key : keys) {
            commit.changes.push_back({view, key, key});
            commit.changes.push_back({view + "\x01", key, ""});
        }
        store_->commit(commit);
        const std::string prefix = *words();
        const auto after = *rc::gen::maybe(words());
        const auto limit = *rc::gen::inRange<std::int64_t>(0, 9);

        std::vector<Row> expected;
        for (const std::string& key : keys) {
            const bool in = key.starts_with(prefix) && (!after || key > *after) && std::ssize(expected) < limit;
            if (in) expected.push_back({key, key});
        }
        const auto page_after = after ? std::optional<std::string_view>(*after) : std::nullopt;
        RC_ASSERT(store_->view(view, prefix, limit, page_after) == expected);
    }));
}

/// Any command over few names, so that commands of a group meet.
rc::Gen<Commit> commits(const std::string& id, Store& store) {
    return rc::gen::exec([id, &store] {
        const auto one_of = [](std::vector<std::string> names) { return *rc::gen::elementOf(std::move(names)); };
        const auto some = [](int most) { return *rc::gen::inRange(0, most + 1); };
        Commit commit = command(id, "", 0, {});
        commit.appends.clear();
        const std::string stream = one_of({"A", "B"});
        commit.appends.push_back({stream, store.version(stream) + some(2), {}});
        for (int i = some(2); i > 0; --i) {
            commit.appends[0].events.push_back(some(1) == 0 ? step(i) : applicant("Ánh"));
        }
        for (int i = some(2); i > 0; --i) {
            commit.changes.push_back({"tasks", one_of({"1", "2"}), some(1) == 0 ? std::nullopt : std::optional(id)});
        }
        if (some(1) == 1) commit.snapshots.push_back({one_of({"A", "B"}), some(9), id});
        for (int i = some(2); i > 0; --i) commit.timers.push_back({{morning(some(1)), one_of({"1", "2"})}, "A", id});
        if (some(1) == 1) commit.ended.push_back({morning(some(1)), one_of({"1", "2"})});
        if (some(2) == 2) commit.outbox.push_back({0, "citizen", id});
        if (some(3) == 3) commit.destroyed.push_back({one_of({"A", "B"}), ""});
        return commit;
    });
}

/// What a store holds, but for what is random.
std::string content(Store& store) {
    std::string text;
    for (const Entry& entry : store.read_all()) {
        text += fmt::format("entry {} {} {} {} {}\n", entry.index, entry.stream, entry.version, entry.command.value(),
                            entry.personal.size());
    }
    for (const Row& row : store.view("tasks")) text += fmt::format("row {} {}\n", row.key, row.body);
    for (const char* stream : {"A", "B"}) {
        if (const auto row = store.snapshot(stream)) text += fmt::format("snapshot {} {}\n", row->version, row->body);
        text += fmt::format("key {}\n", store.personal_key({stream, ""}).has_value());
    }
    for (const Timer& timer : store.due_timers(morning(9), 99)) {
        text += fmt::format("timer {} {} {}\n", timer.key.due.text(), timer.key.id, timer.body);
    }
    for (const OutboxMessage& message : store.outbox(99)) text += fmt::format("message {}\n", message.body);
    return text;
}

std::string told(const Outcome& outcome) {
    return outcome
               ? fmt::format("{} {} {} {}", outcome->first_index, outcome->count, outcome->result, outcome->repeated)
               : outcome.error().code();
}

TEST_P(StoreContract, WritesAGroupAsItsCommandsOneByOne) {
    const SqliteJournal other;
    const auto one_by_one = other.open(std::chrono::seconds(5));
    std::vector<Commit> past;

    EXPECT_TRUE(rc::check([&] {
        std::vector<Commit> group;
        for (auto size = *rc::gen::inRange(1, 9); size > 0; --size) {
            group.push_back(*commits(fmt::format("c{}", past.size() + group.size()), *store_));
        }
        if (!past.empty()) group.push_back(*rc::gen::elementOf(past));  // one comes again
        past.insert(past.end(), group.begin(), group.end());

        const auto outcomes = store_->commit_all(group);

        for (std::size_t i = 0; i < group.size(); ++i) {
            RC_ASSERT(told(outcomes[i]) == told(one_by_one->commit_all({&group[i], 1}).front()));
        }
        RC_ASSERT(content(*store_) == content(*one_by_one));
    }));
}

TEST_P(StoreContract, ServesTwoConnectionsAtOnce) {
    const auto other = journal_->open();

    store_->commit(command("c1", "dossier/A", 0, {step(1)}));
    other->commit(command("c2", "dossier/A", 1, {step(2)}));

    EXPECT_EQ(store_->version("dossier/A"), 2);
    EXPECT_EQ(code_of([&] { store_->commit(command("c3", "dossier/A", 1, {step(3)})); }), "journal.version");
}

TEST_P(StoreContract, ReadsOneUnchangingStateTogether) {
    const auto other = journal_->open();
    store_->commit(command("c1", "dossier/A", 0, {step(1)}));

    store_->read_together([&] {
        EXPECT_EQ(store_->size(), 1);
        other->commit(command("c2", "dossier/A", 1, {step(2)}));
        EXPECT_EQ(store_->size(), 1);
    });

    EXPECT_EQ(store_->size(), 2);
}

INSTANTIATE_TEST_SUITE_P(Backends, StoreContract, every_backend, name_of);

}  // namespace
}  // namespace trien::journal
