// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/dossier/clock.hpp"
#include "engine/dossier/decide.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/reader.hpp"

namespace trien::dossier {

using namespace std::chrono_literals;
using procedure::Outcome;

inline const PersonId reception("duc.pham");
inline const PersonId examiner("ha.le");
inline const PersonId delegate("binh.tran");
inline const PersonId records("lan.vu");
inline const Instant monday_morning = Instant::of(std::chrono::year{2026} / 11 / 16, 9h);

inline const procedure::Library& library() {
    static const auto loaded = procedure::Library::load(std::filesystem::path(TRIEN_SOURCE_DIR) / "processes");
    return loaded;
}

inline const calendar::CalendarSet& calendars() {
    static const calendar::CalendarSet loaded({*library().calendar("vn-office")}, {});
    return loaded;
}

/// The shipped procedure for certified copies.
inline const procedure::Procedure& copy_procedure() {
    static const auto loaded = procedure::load_procedure(
        std::filesystem::path(TRIEN_SOURCE_DIR) / "processes" / "2.000815-chung-thuc-ban-sao.bpmn", &library());
    return loaded;
}

inline authority::Decision may_sign(const ActCode& /*act*/) {
    authority::Decision decision;
    decision.capacity = authority::Capacity::tuq;
    return decision;
}

inline authority::Decision may_not_sign(const ActCode& /*act*/) {
    authority::Decision decision;
    decision.refusal = Refusal{Refusal::Reason::not_permitted, "authority.none", {"không", "no"}, {}, ""};
    return decision;
}

/// Who the four people of the desk are.
inline Context as(const PersonId& person, Instant now = monday_morning) {
    if (person == reception) return {now, person, {RoleId("reception")}, may_not_sign, nullptr, &calendars()};
    if (person == examiner) return {now, person, {RoleId("justice-clerk")}, may_not_sign, nullptr, &calendars()};
    if (person == delegate) return {now, person, {RoleId("justice-clerk")}, may_sign, nullptr, &calendars()};
    if (person == records) return {now, person, {RoleId("records-clerk")}, may_not_sign, nullptr, &calendars()};
    return {now, person, {}, may_not_sign, nullptr, &calendars()};
}

inline CopyCertified certified() {
    return {{RegisterCode("SCT/BS"), 2026, 1, 1, Dong(2000), Digest{}, "TUQ.", std::nullopt}, CanonicalObject().done()};
}

inline Dossier with(Dossier dossier, const Events& events) {
    for (const DossierEvent& event : events) dossier = evolve(std::move(dossier), event);
    return dossier;
}

/// A case just received.
inline Dossier opened() {
    return with({}, open({DossierId("H26.99.01-261116-0001"), {"Hoàng Minh Châu", ""}, {Digest{}, "Bằng", 1, 1}, 2},
                         copy_procedure(), as(reception))
                        .value());
}

/// Completes the open task.
inline Result<Events> finish(const Dossier& dossier,
                             const PersonId& person,
                             Outcome outcome,
                             const std::string& reason = "",
                             const std::string& ground = "") {
    CompleteTask command{dossier.tasks.at(0).id, outcome, ground, reason, std::nullopt, std::nullopt};
    const auto act = copy_procedure().step(dossier.tasks.at(0).step)->act;
    if (act == procedure::ActKind::sign && outcome == Outcome::approved) command.certified = certified();
    if (act == procedure::ActKind::seal) command.sealed = DocumentSealed{};
    return complete(dossier, command, copy_procedure(), as(person));
}

}  // namespace trien::dossier
