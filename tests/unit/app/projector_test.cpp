// SPDX-License-Identifier: Apache-2.0
// A replay comes to the rows that the entries led to one by one.
#include "engine/app/projector.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "engine/authority/codec.hpp"
#include "engine/dossier/codec.hpp"
#include "tests/unit/dossier/desk.hpp"

namespace trien::app {
namespace {

using dossier::Dossier;
using journal::Entry;

/// An office's journal as the views see it: cases side by side, a procedure, papers, a delegation.
class Office {
  public:
    std::vector<Entry> entries;

    void open(int number) {
        const DossierId id = id_of(number);
        if (cases_.contains(id)) return;
        record(id, dossier::open({id, {"Hoàng Minh Châu", "001088000000"}, {Digest{}, "Bằng", 1, 1}, 2},
                                 dossier::copy_procedure(), dossier::as(dossier::reception))
                       .value());
    }

    /// The case's next step as it should be.
    void advance(int number) {
        const Dossier* live = running(number);
        if (live == nullptr) return;
        using procedure::ActKind;
        const ActKind act = dossier::copy_procedure().step(live->tasks.at(0).step)->act;
        const bool judged = act == ActKind::examine || act == ActKind::sign;
        const PersonId& person = act == ActKind::examine ? dossier::examiner
                                 : act == ActKind::sign  ? dossier::delegate
                                 : act == ActKind::seal  ? dossier::records
                                                         : dossier::reception;
        const auto outcome = judged ? procedure::Outcome::approved : procedure::Outcome::completed;
        // Not if somebody else holds the task.
        if (const auto events = dossier::finish(*live, person, outcome)) record(live->id, *events);
    }

    /// Anybody tries anything.
    void attempt(int number, int what, int who, int how) {
        static const std::array people = {dossier::reception, dossier::examiner, dossier::delegate, dossier::records};
        static constexpr std::array outcomes = {procedure::Outcome::completed, procedure::Outcome::approved,
                                                procedure::Outcome::returned, procedure::Outcome::refused};
        const Dossier* live = running(number);
        if (live == nullptr) return;
        const PersonId& person = people.at(static_cast<std::size_t>(who));
        const TaskId task = live->tasks.at(0).id;
        const auto events =
            what == 0   ? dossier::claim(*live, {task}, dossier::copy_procedure(), dossier::as(person))
            : what == 1 ? dossier::release(*live, {task}, dossier::as(person))
                        : dossier::finish(*live, person, outcomes.at(static_cast<std::size_t>(how)), "lý do", "R22.2");
        if (events) record(live->id, *events);
    }

    void add(std::string stream, std::string type, Json body) {
        Entry entry;
        entry.index = std::ssize(entries);
        entry.stream = std::move(stream);
        entry.type = std::move(type);
        entry.body = std::move(body);
        entries.push_back(std::move(entry));
    }

    /// Cases that ended.
    [[nodiscard]] std::ptrdiff_t ended() const {
        return std::ranges::count_if(cases_,
                                     [](const auto& c) { return c.second.status() != dossier::Status::running; });
    }

  private:
    static DossierId id_of(int number) { return DossierId("H26.99.01-261116-" + std::to_string(number)); }

    [[nodiscard]] const Dossier* running(int number) const {
        const auto found = cases_.find(id_of(number));
        const bool runs = found != cases_.end() && found->second.status() == dossier::Status::running;
        return runs ? &found->second : nullptr;
    }

    void record(const DossierId& of, dossier::Events events) {
        const DossierId id = of;
        for (auto& event : events) {
            // The desk signs nothing; every file an office issues is another.
            if (auto* certified = std::get_if<dossier::CopyCertified>(&event)) {
                certified->certification.document = sha256("signed " + id.value());
            }
            if (auto* sealed = std::get_if<dossier::DocumentSealed>(&event)) {
                sealed->document = sha256("sealed " + id.value());
            }
        }
        for (const auto& event : events) {
            add(dossier_stream(id), dossier::type_of(event), dossier::to_canonical(event).json());
            entries.back().personal = dossier::personal_of(event);
        }
        cases_[id] = dossier::with(std::move(cases_[id]), events);
    }

    std::map<DossierId, Dossier> cases_;
};

std::map<std::pair<std::string, std::string>, std::string> rows_of(journal::Replay& replay,
                                                                   const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) replay.see(entry);
    std::map<std::pair<std::string, std::string>, std::string> rows;
    for (const auto& [view, of_view] : replay.views()) {
        for (const auto& [key, row] : of_view) rows.emplace(std::pair(view, key), row.body);
    }
    return rows;
}

RC_GTEST_PROP(ViewReplayProperty, ComesToTheRowsOfTheProjector, ()) {
    Office office;
    const int steps = *rc::gen::inRange(0, 240);
    for (int n = 0; n < steps; ++n) {
        const int number = *rc::gen::inRange(0, 6);
        const int what = *rc::gen::inRange(0, 8);
        if (what < 3) {
            office.attempt(number, what, *rc::gen::inRange(0, 4), *rc::gen::inRange(0, 4));
        } else if (what < 6) {
            office.advance(number);
        } else {
            office.open(number);
        }
    }
    RC_CLASSIFY(office.ended() > 0, "some cases ended");

    ViewReplay replay;
    const auto each = journal::replay_of(Projector());

    RC_ASSERT(rows_of(replay, office.entries) == rows_of(*each, office.entries));
}

TEST(ViewReplay, ComesToTheRowsOfWhatIsNoCase) {
    Office office;
    const authority::Delegation delegation{InstrumentId("12/QĐ-UBND"),     UnitId("ubnd"),
                                           PersonId("an.nguyen"),          {PersonId("binh.tran")},
                                           {ActCode("2.000815")},          {},
                                           dossier::monday_morning.date(), dossier::monday_morning.date()};
    const authority::DelegationGranted granted{delegation, dossier::monday_morning, sha256("a"), PersonId("lan.vu")};
    const authority::DelegationRevoked revoked{{"13/QĐ-UBND", dossier::monday_morning, "hết nhu cầu"}};
    for (const authority::InstrumentEvent& event :
         {authority::InstrumentEvent(granted), authority::InstrumentEvent(revoked)}) {
        office.add(delegation_stream(delegation.id), authority::type_of(event), authority::to_json(event));
    }
    office.add("procedure/2.000815", procedure_issued_type, {{"act", "2.000815"}, {"issue", 1}});
    office.add("procedure/2.000815", procedure_issued_type, {{"act", "2.000815"}, {"issue", 2}});
    office.add("record/1", paper_ingested_type, {{"file", "1"}});
    office.add("elsewhere", "of.no.view", Json::object());

    ViewReplay replay;
    const auto each = journal::replay_of(Projector());
    const auto rows = rows_of(replay, office.entries);

    EXPECT_EQ(rows, rows_of(*each, office.entries));
    EXPECT_EQ(rows.size(), 4U);
}

TEST(ViewReplay, SaysWhichEntryARowFollowsFrom) {
    Office office;
    office.open(1);
    office.add("record/1", paper_ingested_type, {{"file", "1"}});
    office.advance(1);

    ViewReplay replay;
    for (const Entry& entry : office.entries) replay.see(entry);
    const auto views = replay.views();

    EXPECT_EQ(views.at(views::dossier).begin()->second.index, std::ssize(office.entries) - 1);
    EXPECT_EQ(views.at(views::record).at("1").index, 2);
}

TEST(ViewReplay, RefusesAnEntryItCannotUnderstand) {
    Office office;
    office.add("dossier/1", "dossier.exploded", Json::object());
    office.add("procedure/1", procedure_issued_type, Json::object());

    ViewReplay replay;
    EXPECT_THROW(replay.see(office.entries[0]), Error);
    EXPECT_THROW(replay.see(office.entries[1]), std::exception);
}

}  // namespace
}  // namespace trien::app
