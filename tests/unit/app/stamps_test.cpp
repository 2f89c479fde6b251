// SPDX-License-Identifier: Apache-2.0
#include "engine/app/stamps.hpp"

#include <memory>

#include <gmock/gmock.h>

#include "engine/base/error.hpp"
#include "tests/support/tsa.hpp"
#include "tests/unit/calendar/office.hpp"
#include "tests/unit/journal/fixture.hpp"

namespace trien::app {
namespace {

using calendar::at;
using journal::Attestation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A journal, and an authority whose clock is the office's.
class Stamps : public ::testing::Test {
  protected:
    Stamps() : store_(journal::create_sqlite_store(folder_.path() / "journal.db")) {
        trust_ = sign::read_trust_store(authority_.trust());
    }

    /// Ten more entries and a checkpoint over all; its size.
    std::int64_t grow() {
        journal::fill(*store_, rounds_, rounds_ + 5);
        rounds_ += 5;
        journal::make_checkpoint(*store_, journal::test_key(), journal::origin);
        return store_->last_checkpoint()->size;
    }

    Stamp stamp(const std::string& time, bool force = false) {
        const sign::Post post = [&](const std::string&, const std::string&, const std::string& query) {
            ++asked_;
            return authority_.reply(query, utc(at(time)));
        };
        return stamp_through(post, time, force);
    }

    Stamp stamp_through(const sign::Post& post, const std::string& time, bool force = false) {
        return stamp_journal(
            *store_, {{"http://tsa.example.vn", force}, std::chrono::minutes(60), calendar::office(), trust_, post},
            at(time));
    }

    /// "20261123020000Z"
    static std::string utc(Instant instant) {
        std::string text = Instant(instant.utc(), std::chrono::minutes(0)).text();
        std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == 'T'; });
        return text.substr(0, 14) + "Z";
    }

    std::string code_of(const std::function<void()>& action) { return journal::code_of(action); }

    TemporaryFolder folder_;
    tsa::Authority authority_;
    sign::TrustStore trust_;
    std::unique_ptr<journal::Store> store_;
    int rounds_ = 0;
    int asked_ = 0;  ///< how often the authority was
};

TEST_F(Stamps, KeepsTheTokenWithTheCheckpointItIsOver) {
    const std::int64_t size = grow();

    const Stamp stamp = this->stamp("2026-11-23T09:00");

    EXPECT_EQ(stamp.size, size);
    EXPECT_EQ(stamp.stamp.time, at("2026-11-23T09:00"));
    EXPECT_THAT(store_->attestations(),
                ElementsAre(Attestation{size, Attestation::Kind::timestamp, stamp.stamp.token_der}));
}

TEST_F(Stamps, AreOverTheNoteAsItIsStored) {
    grow();
    const Stamp stamp = this->stamp("2026-11-23T09:00");
    const auto file = [&](const char* name, const std::string& bytes) {
        write_file(folder_.path() / name, bytes);
        return (folder_.path() / name).string();
    };

    const std::string verify = "openssl ts -verify -data " + file("note", store_->last_checkpoint()->note) + " -in " +
                               file("token", stamp.stamp.token_der) + " -token_in -CAfile " +
                               (authority_.trust() / "root.pem").string() + " >/dev/null 2>&1";

    EXPECT_EQ(std::system(verify.c_str()), 0) << verify;
}

TEST_F(Stamps, NeedACheckpoint) {
    EXPECT_EQ(code_of([&] { stamp("2026-11-23T09:00"); }), "stamp.no-checkpoint");
    EXPECT_EQ(code_of([&] { stamp("2026-11-23T09:00", true); }), "stamp.no-checkpoint");
    EXPECT_EQ(asked_, 0);
}

TEST_F(Stamps, ComeOnceForACheckpointUnlessForced) {
    grow();
    stamp("2026-11-23T09:00");

    EXPECT_EQ(code_of([&] { stamp("2026-11-23T14:00"); }), "stamp.covered");
    EXPECT_EQ(asked_, 1) << "the authority is asked for nothing that is not needed";
    EXPECT_EQ(code_of([&] { stamp("2026-11-23T14:00", true); }), "");
    EXPECT_THAT(store_->attestations(), SizeIs(2));
}

TEST_F(Stamps, ComeOnceInAnInterval) {
    grow();
    stamp("2026-11-23T09:00");
    const std::int64_t size = grow();

    EXPECT_EQ(code_of([&] { stamp("2026-11-23T09:59"); }), "stamp.not-due");
    EXPECT_EQ(stamp("2026-11-23T10:00").size, size);
}

TEST_F(Stamps, ComeAtTheCloseOfTheDay) {
    grow();
    stamp("2026-11-23T16:30");
    grow();

    EXPECT_EQ(code_of([&] { stamp("2026-11-23T16:59"); }), "stamp.not-due");
    EXPECT_EQ(code_of([&] { stamp("2026-11-23T17:00"); }), "");
}

TEST_F(Stamps, AreNotKeptAwayByAStampAheadOfTheClock) {
    grow();
    stamp("2026-11-23T09:00");
    grow();

    EXPECT_EQ(code_of([&] { stamp("2026-11-20T09:00"); }), "");
}

TEST_F(Stamps, ThatAreNotGoodAreNotKept) {
    grow();
    const tsa::Authority stranger;
    const sign::Post garbage = [](const auto&...) { return "<html>It works!</html>"; };
    const sign::Post untrusted = [&](const auto&, const auto&, const std::string& query) {
        return stranger.reply(query);
    };
    const sign::Post broken = [](const std::string& url, const auto&...) -> std::string {
        throw Error(Fault::external, "http.failed", {url, 0, 0, ""}, {"hỏng", "broken"});
    };

    EXPECT_EQ(code_of([&] { stamp_through(garbage, "2026-11-23T09:00"); }), "timestamp.malformed");
    EXPECT_EQ(code_of([&] { stamp_through(untrusted, "2026-11-23T09:00"); }), "timestamp.untrusted");
    EXPECT_EQ(code_of([&] { stamp_through(broken, "2026-11-23T09:00"); }), "http.failed");
    EXPECT_THAT(store_->attestations(), IsEmpty());
    try {
        stamp_through(garbage, "2026-11-23T09:00");
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::external);
        EXPECT_EQ(error.place().file, "http://tsa.example.vn");
        EXPECT_FALSE(error.cause().vi.empty() || error.mend().vi.empty());
    }
}

TEST_F(Stamps, ThatDoNotHoldAreNoReasonToWait) {
    const std::int64_t size = grow();
    const Stamp first = stamp("2026-11-23T09:00");
    const std::int64_t later = grow();
    store_->add_attestation({later, Attestation::Kind::timestamp, "no token"});
    store_->add_attestation({later, Attestation::Kind::timestamp, first.stamp.token_der});

    const auto newest = newest_stamp(*store_, trust_);

    ASSERT_TRUE(newest);
    EXPECT_EQ(newest->size, size) << "a token over another checkpoint stamps nothing here";
    EXPECT_EQ(stamp("2026-11-23T10:00").size, later);
}

TEST_F(Stamps, AreFoundHoweverFarBack) {
    EXPECT_FALSE(newest_stamp(*store_, trust_));
    const std::int64_t size = grow();
    EXPECT_FALSE(newest_stamp(*store_, trust_));
    stamp("2026-11-23T09:00");

    for (int i = 0; i < 20; ++i) {
        const std::int64_t bigger = grow();
        store_->add_attestation({bigger, Attestation::Kind::cosignature, "— witness AAAA\n"});
        ASSERT_EQ(newest_stamp(*store_, trust_)->size, size) << "under a checkpoint of " << bigger;
    }
}

TEST_F(Stamps, AreCheckedForTheVerifierOfTheJournal) {
    grow();
    const Stamp stamp = this->stamp("2026-11-23T09:00");
    const CheckStamp check = stamp_check(trust_);

    const auto good = check(stamp.stamp.token_der, sha256(store_->last_checkpoint()->note));
    const auto other = check(stamp.stamp.token_der, sha256("another note"));

    ASSERT_TRUE(good);
    EXPECT_EQ(*good, at("2026-11-23T09:00"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, "timestamp.imprint");
    EXPECT_FALSE(stamp_check({})(stamp.stamp.token_der, sha256(store_->last_checkpoint()->note)));
}

// 23 November 2026 is a Monday; offices close at 17:00.
TEST(NextStampDue, IsAnIntervalLaterOrAtTheCloseOfAWorkingDay) {
    const auto due = [](const char* newest, int minutes) {
        return next_stamp_due(at(newest), std::chrono::minutes(minutes), calendar::office());
    };

    EXPECT_EQ(due("2026-11-23T09:00", 60), at("2026-11-23T10:00"));
    EXPECT_EQ(due("2026-11-23T16:20", 60), at("2026-11-23T17:00"));
    EXPECT_EQ(due("2026-11-23T17:00", 60), at("2026-11-23T18:00"));
    EXPECT_EQ(due("2026-11-23T09:00", 1440), at("2026-11-23T17:00"));
    EXPECT_EQ(due("2026-11-23T17:00", 1440), at("2026-11-24T17:00"));
    EXPECT_EQ(due("2026-11-21T09:00", 1440), at("2026-11-22T09:00")) << "Sunday does not close";
}

TEST(NextStampDue, IsAnIntervalLaterWhereTheCalendarKnowsNothing) {
    EXPECT_EQ(next_stamp_due(at("2037-11-23T16:20"), std::chrono::minutes(60), calendar::office()),
              at("2037-11-23T17:20"));
}

}  // namespace
}  // namespace trien::app
