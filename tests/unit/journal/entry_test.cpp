// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/entry.hpp"

#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/journal/merkle.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::journal {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

const std::string stream_key(32, 's');

Position position() {
    return {"dossier/A", 1, morning(0), CommandId("c1"), PersonId("an.nguyen"), {}};
}

/// Every subject has the same key.
std::pair<std::int64_t, std::string> one_key(const std::string&) {
    return {7, stream_key};
}

/// A sound row, as a store would give it back.
StoredEntry sound_row() {
    return encode(applicant("Nguyễn Thị Ánh"), position(), one_key);
}

TEST(Entry, ReadsBackWhatWasEncoded) {
    const StoredEntry row = sound_row();

    const Entry entry = open(row);

    EXPECT_EQ(entry.stream, "dossier/A");
    EXPECT_EQ(entry.version, 1);
    EXPECT_EQ(entry.type, "dossier.opened/1");
    EXPECT_EQ(entry.at, morning(0));
    EXPECT_EQ(entry.command, CommandId("c1"));
    EXPECT_EQ(entry.actor, PersonId("an.nguyen"));
    EXPECT_EQ(entry.body, (Json{{"kind", "CT01"}}));
    EXPECT_EQ(entry.personal.at("name"), "Nguyễn Thị Ánh");
    EXPECT_EQ(entry.previous, Digest());
    EXPECT_EQ(entry.leaf, leaf_hash(row.bytes));
    EXPECT_EQ(entry.bytes, row.bytes);
}

TEST(Entry, ShowsNoPersonalValueInItsBytes) {
    const StoredEntry row = sound_row();

    EXPECT_EQ(row.bytes.find("Ánh"), std::string::npos);
    EXPECT_EQ(row.personal.front().sealed.find("Ánh"), std::string::npos);
}

TEST(Entry, CommitsToTheSameValueDifferentlyEachTime) {
    EXPECT_NE(decode(sound_row().bytes)->commitments, decode(sound_row().bytes)->commitments);
}

TEST(Entry, StaysSoundWhenItsKeyIsDestroyed) {
    StoredEntry row = sound_row();
    row.personal.front().key.reset();

    const Examined examined = examine(row);

    EXPECT_THAT(examined.findings, IsEmpty());
    EXPECT_EQ(examined.destroyed, 1);
    EXPECT_THAT(examined.entry.personal, IsEmpty());
    EXPECT_EQ(examined.entry.commitments.size(), 1U);
}

TEST(Entry, NamesWhatIsWrongWithARow) {
    const auto codes_after = [](auto change) {
        StoredEntry row = sound_row();
        change(row);
        std::vector<std::string> codes;
        for (const Finding& finding : examine(row).findings) codes.push_back(finding.code);
        return codes;
    };

    EXPECT_THAT(codes_after([](StoredEntry& row) { row.leaf[0] ^= 1; }), ElementsAre("journal.hash"));
    EXPECT_THAT(codes_after([](StoredEntry& row) { row.leaf.clear(); }), ElementsAre("journal.hash"));
    EXPECT_THAT(codes_after([](StoredEntry& row) { row.bytes += ' '; }), ElementsAre("journal.hash", "journal.form"));
    EXPECT_THAT(codes_after([](StoredEntry& row) { row.stream = "\xFF"; }), ElementsAre("journal.column"));
    EXPECT_THAT(codes_after([](StoredEntry& row) { row.version = 2; }), ElementsAre("journal.column"));
    EXPECT_THAT(codes_after([](StoredEntry& row) { row.personal.clear(); }), ElementsAre("journal.personal"));
    EXPECT_THAT(codes_after([](StoredEntry& row) { row.personal.front().sealed[20] ^= 1; }),
                ElementsAre("journal.personal"));
    EXPECT_THAT(codes_after([](StoredEntry& row) { row.personal.push_back({"lạ", "", 0, {}}); }),
                ElementsAre("journal.personal"));
}

TEST(Entry, WillNotOpenAnUnsoundRow) {
    StoredEntry row = sound_row();
    row.index = 17;
    row.leaf[0] ^= 1;

    try {
        (void)open(row);
        FAIL() << "the hash does not match";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::corrupt);
        EXPECT_EQ(e.place().element, "entry 17");
        EXPECT_EQ(e.cause().vi, "Bản ghi số 17 (chuỗi dossier/A) đã bị sửa: băm không khớp");
    }
}

TEST(Entry, SealsEachSubjectsValuesUnderItsOwnKey) {
    const NewEvent event{"a/1", {}, {{"first.name", "Ánh"}, {"second.name", "Ơn"}, {"note", "x"}}};
    const std::map<std::string, std::int64_t> ids = {{"", 1}, {"first", 2}, {"second", 3}};

    const StoredEntry row = encode(event, position(), [&](const std::string& subject) {
        return std::pair(ids.at(subject), std::string(32, static_cast<char>(ids.at(subject))));
    });

    EXPECT_THAT(row.personal, ElementsAre(Field(&SealedValue::key_id, 2), Field(&SealedValue::key_id, 1),
                                          Field(&SealedValue::key_id, 3)));
    EXPECT_EQ(open(row).personal, event.personal);
}

TEST(Entry, RefusesEventsThatHaveNoCanonicalForm) {
    EXPECT_EQ(code_of([] { (void)encode({"a/1", {}, {{"tên", "A"}}}, position(), one_key); }), "json.key");
    EXPECT_EQ(code_of([] { (void)encode({"", {}, {}}, position(), one_key); }), "journal.name");
}

TEST(Entry, DecodesOnlyTheOneCanonicalForm) {
    const std::string bytes = sound_row().bytes;
    const auto changed = [&](const char* member, const Json& value) {
        Json json = Json::parse(bytes);
        json[member] = value;
        return json.dump();
    };

    EXPECT_TRUE(decode(bytes));
    EXPECT_FALSE(decode(""));
    EXPECT_FALSE(decode("[]"));
    EXPECT_FALSE(decode("\xFF\xFE"));
    EXPECT_FALSE(decode(std::string(100000, '[')));
    EXPECT_FALSE(decode("{\"v\":1e999}"));
    EXPECT_FALSE(decode(" " + bytes));
    EXPECT_FALSE(decode(Json::parse(bytes).dump(1)));
    EXPECT_FALSE(decode(changed("v", 2)));
    EXPECT_FALSE(decode(changed("lạ", 1)));
    EXPECT_FALSE(decode(changed("extra", 1)));
    EXPECT_FALSE(decode(changed("version", "1")));
    EXPECT_FALSE(decode(changed("version", 1.0)));
    EXPECT_FALSE(decode(changed("at", "hôm qua")));
    EXPECT_FALSE(decode(changed("previous", "00")));
    EXPECT_FALSE(decode(changed("stream", nullptr)));
    EXPECT_FALSE(decode(changed("personal", Json::array())));
    EXPECT_FALSE(decode(changed("personal", {{"name", 1}})));
}

RC_GTEST_PROP(EntryProperty, AnyByteFlippedIsFound, ()) {
    StoredEntry row = sound_row();
    auto& byte = row.bytes[*rc::gen::inRange<std::size_t>(0, row.bytes.size())];
    byte = static_cast<char>(byte ^ *rc::gen::inRange(1, 128));

    RC_ASSERT(!examine(row).findings.empty());
    RC_ASSERT(examine(row).findings.front().code == "journal.hash");
}

RC_GTEST_PROP(EntryProperty, AnyBytesAreSurvived, (const std::string& bytes, const std::string& leaf)) {
    RC_ASSERT(!examine({1, "dossier/A", 1, leaf, bytes, {}}).findings.empty());
}

}  // namespace
}  // namespace trien::journal
