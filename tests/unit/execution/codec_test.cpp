// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/codec.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "tests/unit/execution/play.hpp"

namespace trien::execution {
namespace {

constexpr const char* approval = R"(
    start s -> receive
    user receive -> examine
    user examine -> sign
    user sign -> x
    xor x -> examine [outcome = "returned"], seal [default]
    user seal -> hand-over
    user hand-over -> e
    end e
)";

TEST(Codec, AnApprovalIsSmall) {
    Play play(approval);

    play.start({{"dossier", "HS-2026-000123"}}).done("receive").done("examine").done("sign", {{"outcome", "approved"}});

    EXPECT_LE(to_canonical(play.state()).text().size(), 400U);
}

TEST(Codec, AStateHasOneText) {
    Play play("start s -> a\nuser a -> e\nboundary t on=a timer=PT1H -> e\nend e");
    play.start({{"n", 1}});

    EXPECT_EQ(
        to_canonical(play.state()).text(),
        R"({"items":[{"kind":"scope","number":1,"process":["p",""],"variables":["n",1]},)"
        R"({"kind":"work","node":"a","number":2,"parent":1}],"last":3,"status":"running","version":1,)"
        R"("waits":[{"due":"2026-11-23T10:00:00+07:00","host":2,"kind":"timer","node":"t","number":3,"rule":"PT1H"}]})");
}

TEST(Codec, WhatItDoesNotWriteItDoesNotRead) {
    const auto refuses = [](const char* text) {
        EXPECT_THROW(static_cast<void>(state_from_json(parse_json(text, "state"))), Error) << text;
    };
    refuses("[]");
    refuses("{}");
    refuses(R"({"version":2,"status":"running"})");
    refuses(R"({"version":1,"status":"walking"})");
    refuses(R"({"version":1,"status":"running","extra":1})");
    refuses(R"({"version":1,"status":"running","last":-1})");
    refuses(R"({"version":1,"status":"running","items":[{"kind":"work","number":2,"parent":2}]})");
    refuses(R"({"version":1,"status":"running","items":[{"kind":"work","number":2,"parent":1}]})");
    EXPECT_THROW(static_cast<void>(event_from_json(parse_json(R"({"event":"flown"})", "event"))), Error);
    EXPECT_THROW(static_cast<void>(event_from_json(parse_json(R"({"event":"set","name":"x"})", "event"))), Error);
}

RC_GTEST_PROP(Codec, DamagedTextIsRefusedOrReadButNeverHarms, ()) {
    static const std::string text = [] {
        Play play(
            "start s -> p1\nsub p1 {\nuser a multi=2\n}\nboundary t on=p1 cycle=R3/PT1H non-interrupting -> b\nuser b");
        play.start({{"n", feel::List({Value(1), Value("x")})}}).done("a");
        return to_canonical(play.state()).text();
    }();
    std::string damaged = text;
    const auto place = *rc::gen::inRange<std::size_t>(0, text.size());
    damaged[place] = *rc::gen::character<char>();

    try {
        const State state = state_from_json(parse_json(damaged, "state"));
        RC_ASSERT(state_from_json(to_canonical(state).json()) == state);
    } catch (const Error& error) {
        RC_ASSERT(error.fault() == Fault::input);
    }
}

}  // namespace
}  // namespace trien::execution
