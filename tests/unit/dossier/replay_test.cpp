// SPDX-License-Identifier: Apache-2.0
// Replay equals state: whatever is done, the case read back from its encoded events is the case that was decided on.
#include <array>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "engine/dossier/codec.hpp"
#include "tests/unit/dossier/desk.hpp"

namespace trien::dossier {
namespace {

const std::array<PersonId, 4> people = {reception, examiner, delegate, records};
constexpr std::array outcomes = {Outcome::completed, Outcome::approved, Outcome::returned, Outcome::refused};

/// What the journal would hold: type, canonical bytes, personal values.
struct Recorded {
    std::string type;
    Canonical body;
    Personal personal;
};

Dossier replayed(const std::vector<Recorded>& journal) {
    Dossier dossier;
    for (const Recorded& entry : journal) {
        dossier = evolve(std::move(dossier), dossier_event(entry.type, entry.body.json(), entry.personal));
    }
    return dossier;
}

RC_GTEST_PROP(Dossier, ReplayEqualsState, ()) {
    Dossier live = opened();
    std::vector<Recorded> journal;
    const auto record = [&](const Events& events) {
        for (const DossierEvent& event : events) {
            journal.push_back({type_of(event), to_canonical(event), personal_of(event)});
        }
    };
    record(open({live.id, live.requester, live.original, live.copies}, copy_procedure(), as(reception)).value());
    const auto commands = *rc::gen::inRange(0, 25);
    for (int n = 0; n < commands && live.status() == Status::running; ++n) {
        const auto person = people.at(static_cast<std::size_t>(*rc::gen::inRange(0, 4)));
        const auto outcome = outcomes.at(static_cast<std::size_t>(*rc::gen::inRange(0, 4)));
        const TaskId task = live.tasks.at(0).id;
        const int what = *rc::gen::inRange(0, 5);
        const Result<Events> events =
            what == 0   ? claim(live, {task}, copy_procedure(), as(person))
            : what == 1 ? release(live, {task}, as(person))
            : what == 2 ? Result<Events>(pass_deadline(live, Instant(live.due.utc() + std::chrono::hours(1))))
                        : finish(live, person, outcome, "lý do", "R22.2");
        if (!events) continue;
        record(*events);
        live = with(live, *events);
        RC_ASSERT(replayed(journal) == live);
        RC_ASSERT(live.tasks.size() <= 1U);
        RC_ASSERT((live.status() == Status::running) == !live.tasks.empty());
    }
}

TEST(DossierEvents, KeepThePersonalOutOfTheBody) {
    const DossierEvent event = open({DossierId("X"), {"Hoàng Minh Châu", "001088000000"}, {Digest{}, "Bằng", 1, 1}, 1},
                                    copy_procedure(), as(reception))
                                   .value()
                                   .front();

    EXPECT_EQ(to_canonical(event).text().find("Châu"), std::string::npos);
    EXPECT_EQ(personal_of(event).at("requester.name"), "Hoàng Minh Châu");
    const auto destroyed = std::get<DossierOpened>(dossier_event(type_of(event), to_canonical(event).json(), {}));
    EXPECT_EQ(destroyed.requester.name, "");
}

TEST(DossierEvents, UnknownOnesAreNamed) {
    EXPECT_THROW((void)dossier_event("dossier.exploded", Json::object(), {}), Error);
    EXPECT_THROW((void)dossier_event("task.claimed", Json::object(), {}), Error);
}

}  // namespace
}  // namespace trien::dossier
