// SPDX-License-Identifier: Apache-2.0
#include "bench/case_work.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/authority/codec.hpp"
#include "engine/dossier/codec.hpp"
#include "engine/procedure/reader.hpp"
#include "engine/registers/register_book.hpp"

namespace trien::bench {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr const char* office_code = "H26.99.01";
const RegisterCode copy_register("SCT/BS");

/// One command every half minute of the office's day.
constexpr seconds pace{30};

/// What authority::decide says of a clerk who certifies under a delegation.
authority::Decision delegated() {
    return {authority::Capacity::tuq,
            InstrumentId("12/QĐ-UBND"),
            {"TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"},
            {{true,
              {"Đang giữ chức vụ CÔNG CHỨC TƯ PHÁP - HỘ TỊCH", "in office as CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"},
              "organisation " + sha256("organisation").hex()},
             {true,
              {"Chứng thực bản sao từ bản chính được ủy quyền theo quy định", "the act 2.000815 may be delegated"},
              "Nghị định 280/2025/NĐ-CP, Điều 1 khoản 2; Luật 72/2025/QH15, Điều 14"},
             {true,
              {"Văn bản ủy quyền 12/QĐ-UBND có hiệu lực từ 16/11/2026 đến 31/12/2026",
               "the delegation 12/QĐ-UBND is in force from 2026-11-16 to 2026-12-31"},
              fmt::format("12/QĐ-UBND (SHA-256 {})", sha256("instrument").hex())}},
            std::nullopt};
}

/// A command id as the command line makes them.
CommandId command_id(std::int64_t number) {
    const std::string hex = sha256(fmt::format("command {}", number)).hex();
    return CommandId(fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                                 hex.substr(16, 4), hex.substr(20, 12)));
}

}  // namespace

CaseWork::CaseWork(const std::filesystem::path& data, std::size_t at_once)
    : library_(procedure::Library::load(data / "processes")),
      procedure_(procedure::load_procedure(data / "processes" / "2.000815-chung-thuc-ban-sao.bpmn", &library_)),
      calendars_(calendar::CalendarSet::load(data / "processes" / "calendars", "vn-office")),
      may_sign_(delegated()),
      cases_(at_once),
      now_(Instant::of(std::chrono::year{2026} / 11 / 16, hours{8})) {}

journal::Commit CaseWork::next() {
    Case& slot = cases_.at(turn_++ % cases_.size());
    now_ = Instant(now_.utc() + pace);
    if (now_.time_of_day() >= hours{17}) {
        now_ = Instant(now_.utc() + hours{15});
        given_today_ = 0;
    }
    const bool idle = slot.version == 0 || slot.dossier.status() != dossier::Status::running;
    return idle ? opened(slot) : advanced(slot);
}

dossier::Context CaseWork::as(const PersonId& person, const char* role) const {
    return {now_, person, {RoleId(role)}, [this](const ActCode& /*act*/) { return may_sign_; }, nullptr, &calendars_};
}

journal::Commit CaseWork::opened(Case& slot) {
    const PersonId reception("duc.pham");
    const Date day = now_.date();
    ++opened_;
    ++given_today_;
    slot = {};
    slot.dossier.id =
        DossierId(fmt::format("{}-{:02}{:02}{:02}-{:04}", office_code, static_cast<int>(day.year()) % 100,
                              static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), given_today_));
    const auto events =
        dossier::open({slot.dossier.id,
                       {fmt::format("Hoàng Minh Châu {}", opened_), fmt::format("Căn cước {:012}", opened_)},
                       {sha256(slot.dossier.id.value()), "Bằng tốt nghiệp đại học", 1, 1},
                       2},
                      procedure_, as(reception, "reception"));
    journal::Commit commit = command(reception, slot, events.value());
    append(commit, app::dossier_code_stream(office_code, day), given_today_ - 1,
           {app::dossier_code_given_type, CanonicalObject().with("dossier", slot.dossier.id).done(), {}});
    project(commit);
    return commit;
}

journal::Commit CaseWork::advanced(Case& slot) {
    const dossier::OpenTask& task = slot.dossier.tasks.at(0);
    const procedure::Step& step = *procedure_.step(task.step);
    using procedure::ActKind;
    PersonId actor("duc.pham");
    if (step.act == ActKind::examine) actor = PersonId("ha.le");
    if (step.act == ActKind::sign) actor = PersonId("binh.tran");
    if (step.act == ActKind::seal) actor = PersonId("lan.vu");
    const dossier::Context context = as(actor, step.role.value().c_str());
    if (step.act == ActKind::examine && !task.holder) {
        journal::Commit claim =
            command(actor, slot, dossier::claim(slot.dossier, {task.id}, procedure_, context).value());
        project(claim);
        return claim;
    }
    dossier::CompleteTask done{task.id, procedure::Outcome::completed, "", "", std::nullopt, std::nullopt};
    if (step.act == ActKind::examine || step.act == ActKind::sign) done.outcome = procedure::Outcome::approved;
    if (step.act == ActKind::sign) done.certified = certified(slot.dossier);
    if (step.act == ActKind::seal) {
        done.sealed = dossier::DocumentSealed{sha256("sealed " + slot.dossier.id.value())};
    }
    const auto events = dossier::complete(slot.dossier, done, procedure_, context);
    journal::Commit commit = command(actor, slot, events.value());
    if (step.act == ActKind::sign) {
        append(commit, registers::stream_of(copy_register, 2026), ordinal_ - 1,
               {registers::number_allotted_type,
                Canonical(registers::to_json(
                    {copy_register,
                     2026,
                     1,
                     ordinal_,
                     now_,
                     {slot.dossier.id, slot.dossier.original.title, "Trần Văn Bình", 2, Dong(4000)}})),
                {}});
    }
    project(commit);
    return commit;
}

dossier::CopyCertified CaseWork::certified(const dossier::Dossier& dossier) {
    return {{copy_register, 2026, 1, ++ordinal_, Dong(4000), sha256("signed " + dossier.id.value()), "TUQ.",
             may_sign_.instrument},
            Canonical(authority::to_json(may_sign_))};
}

journal::Commit CaseWork::command(const PersonId& actor, Case& slot, const dossier::Events& events) {
    journal::Commit commit{command_id(++commands_), now_, actor, {}, {}, {}, ""};
    journal::Append append{app::dossier_stream(slot.dossier.id), slot.version, {}};
    for (const auto& event : events) {
        append.events.push_back({dossier::type_of(event), dossier::to_canonical(event), dossier::personal_of(event)});
        slot.dossier = dossier::evolve(std::move(slot.dossier), event);
    }
    slot.version += std::ssize(events);
    commit.appends.push_back(std::move(append));
    commit.result = dossier::answer_of(slot.dossier).text();
    return commit;
}

void CaseWork::append(journal::Commit& commit,
                      const std::string& stream,
                      std::int64_t version,
                      journal::NewEvent event) {
    commit.appends.push_back({stream, version, {std::move(event)}});
}

void CaseWork::project(journal::Commit& commit) {
    for (const journal::Append& append : commit.appends) {
        for (const journal::NewEvent& event : append.events) {
            journal::Entry entry;
            entry.stream = append.stream;
            entry.type = event.type;
            entry.body = event.body.json();
            entry.personal = event.personal;
            std::ranges::move(projector_(entry), std::back_inserter(commit.changes));
        }
    }
}

}  // namespace trien::bench
