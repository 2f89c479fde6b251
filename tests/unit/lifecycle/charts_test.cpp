// SPDX-License-Identifier: Apache-2.0
// What holds for every life: its chart, written as Boost.Statechart, and its table, written as rows, are the same.

#include <deque>
#include <set>
#include <utility>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/lifecycle/lives.hpp"

namespace trien::lifecycle {
namespace {

/// A life by its table alone.
template <class Life>
class Reader {
  public:
    using State = typename Life::State;
    using Event = typename Life::Event;

    [[nodiscard]] State state() const { return stood_.back(); }

    /// Where the event leads; of several rows, the one whose target the life stood in last.
    [[nodiscard]] std::optional<State> after(Event event) const {
        const std::vector<State> targets = targets_of(event);
        if (targets.size() < 2) return targets.empty() ? std::nullopt : std::optional(targets.front());
        return *last_of(targets);
    }

    void move(State state) { stood_.push_back(state); }

    /// What decides all that can follow: the state, and where each event that leads back would lead.
    [[nodiscard]] std::pair<State, std::vector<State>> configuration() const {
        std::vector<State> remembered;
        for (const auto& row : Life::table()) {
            const Reader there = standing_in(row.from);
            const std::vector<State> targets = there.targets_of(row.event);
            const std::optional<State> last = last_of(targets);
            if (targets.size() > 1 && last) remembered.push_back(*last);
        }
        return {state(), remembered};
    }

  private:
    [[nodiscard]] std::vector<State> targets_of(Event event) const {
        std::vector<State> targets;
        for (const auto& row : Life::table()) {
            if (row.from == state() && row.event == event) targets.push_back(row.to);
        }
        return targets;
    }
    [[nodiscard]] std::optional<State> last_of(const std::vector<State>& targets) const {
        const auto last = std::find_first_of(stood_.rbegin(), stood_.rend(), targets.begin(), targets.end());
        return last == stood_.rend() ? std::nullopt : std::optional(*last);
    }
    [[nodiscard]] static Reader standing_in(State state) {
        Reader reader;
        reader.stood_ = {state};
        return reader;
    }

    std::vector<State> stood_ = {Life::table().front().from};
};

template <class Life>
std::vector<typename Life::Event> events_of() {
    std::set<typename Life::Event> events;
    for (const auto& row : Life::table()) events.insert(row.event);
    return {events.begin(), events.end()};
}

template <class Life>
std::set<typename Life::State> states_of() {
    std::set<typename Life::State> states;
    for (const auto& row : Life::table()) states.insert({row.from, row.to});
    return states;
}

template <class Life>
class Charts : public testing::Test {};
TYPED_TEST_SUITE(Charts, Lives, TitleOfLife);

TYPED_TEST(Charts, BeginWhereTheirTableBegins) {
    EXPECT_EQ(replay(typename TypeParam::History{}), TypeParam::table().front().from);
}

TYPED_TEST(Charts, TablesNameEveryStateAndEvent) {
    const std::size_t states = states_of<TypeParam>().size();
    const std::size_t events = events_of<TypeParam>().size();

    EXPECT_EQ(static_cast<std::size_t>(*states_of<TypeParam>().rbegin()), states - 1);
    EXPECT_EQ(static_cast<std::size_t>(events_of<TypeParam>().back()), events - 1);
    EXPECT_THROW((void)name(static_cast<typename TypeParam::State>(states)), std::out_of_range);
    EXPECT_THROW((void)name(static_cast<typename TypeParam::Event>(events)), std::out_of_range);
}

/// Every state, with everything it can remember, times every event.
TYPED_TEST(Charts, AreTheirTables) {
    using History = typename TypeParam::History;
    std::deque<std::pair<History, Reader<TypeParam>>> open = {{}};
    std::set configurations = {open.front().second.configuration()};
    std::set<typename TypeParam::State> reached;
    for (; !open.empty(); open.pop_front()) {
        const auto [history, reader] = open.front();
        reached.insert(reader.state());
        ASSERT_EQ(replay(history), reader.state());
        for (const auto event : events_of<TypeParam>()) {
            const auto expected = reader.after(event);
            const auto result = TypeParam::advance(history, event);
            ASSERT_EQ(result.has_value(), expected.has_value()) << name(event) << " in " << name(reader.state());
            if (!expected) continue;
            ASSERT_EQ(*result, *expected) << name(event) << " in " << name(reader.state());
            History longer = history;
            longer.push_back(event);
            Reader<TypeParam> there = reader;
            there.move(*expected);
            if (configurations.insert(there.configuration()).second) open.emplace_back(longer, there);
        }
    }
    EXPECT_EQ(reached, states_of<TypeParam>());
}

TYPED_TEST(Charts, FollowTheirTablesOnRandomWalks) {
    const bool holds = rc::check([] {
        typename TypeParam::History history;
        Reader<TypeParam> reader;
        const auto tried = *rc::gen::container<typename TypeParam::History>(rc::gen::elementOf(events_of<TypeParam>()));
        for (const auto event : tried) {
            const auto expected = reader.after(event);
            const auto result = TypeParam::advance(history, event);
            RC_ASSERT(result.has_value() == expected.has_value());
            if (!expected) continue;
            RC_ASSERT(*result == *expected);
            history.push_back(event);
            reader.move(*expected);
        }
        RC_ASSERT(replay(history) == reader.state());
    });
    EXPECT_TRUE(holds);
}

TYPED_TEST(Charts, SayWhatTheyAwaitInstead) {
    const auto first = TypeParam::table().front().from;
    for (const auto event : events_of<TypeParam>()) {
        const auto result = TypeParam::advance({}, event);
        if (result) continue;
        EXPECT_EQ(result.error().reason, Refusal::Reason::wrong_state);
        EXPECT_TRUE(result.error().code.ends_with(".wrong-state"));
        for (const auto& row : TypeParam::table()) {
            if (row.from != first) continue;
            EXPECT_NE(result.error().text.en.find(words(row.event).name), std::string::npos);
            EXPECT_NE(result.error().text.vi.find(words(row.event).vi), std::string::npos);
        }
    }
}

TYPED_TEST(Charts, RefuseHistoriesThatCannotHaveHappened) {
    using History = typename TypeParam::History;
    for (const auto event : events_of<TypeParam>()) {
        if (Reader<TypeParam>().after(event)) continue;
        EXPECT_THROW((void)replay(History{event}), Error);
        EXPECT_THROW((void)TypeParam::advance(History{event}, event), Error);
    }
    try {
        (void)replay(History{TypeParam::table().front().event, static_cast<typename TypeParam::Event>(255)});
        FAIL() << "an event no life has was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::corrupt);
        EXPECT_TRUE(error.code().ends_with(".history"));
        EXPECT_EQ(error.place().element, "event 2");
    }
}

TYPED_TEST(Charts, FindTheirEventsByName) {
    for (const auto event : events_of<TypeParam>()) EXPECT_EQ(TypeParam::parse(name(event)), event);
    EXPECT_FALSE(TypeParam::parse(""));
    EXPECT_FALSE(TypeParam::parse("Approve"));
}

}  // namespace
}  // namespace trien::lifecycle
