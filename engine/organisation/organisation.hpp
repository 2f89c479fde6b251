// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"

namespace trien::organisation {

/// From a first to a last day, both included; without a last day it is open.
struct Period {
    Date from;
    std::optional<Date> to;

    [[nodiscard]] bool covers(Date day) const { return from <= day && (!to || day <= *to); }
    bool operator==(const Period&) const = default;
};

/// A certificate (chứng thư số) bound to its holder, known by the SHA-256 of its DER bytes.
struct Certificate {
    Digest sha256;
    Period valid;
    bool operator==(const Certificate&) const = default;
};

/// A unit (đơn vị): the ward's People's Committee, an office, a service point.
struct Unit {
    UnitId id;
    std::string name;      ///< "Ủy ban nhân dân phường An Hòa"
    std::string superior;  ///< name of the superior agency as printed; may be empty
    std::string place;     ///< place name of the date line ("An Hòa")
    std::string symbol;    ///< agency part of document symbols ("UBND")
    std::string code;      ///< organisation code of dossier codes ("H26.99.01")
    Period exists;
    std::vector<Certificate> seals;  ///< certificates of the agency's digital seal (con dấu số)
};

/// A post (chức vụ): its title, the roles its holder has in procedures, and whether it heads its unit.
struct Position {
    std::string id;
    UnitId unit;
    std::string title;  ///< as printed under a signature ("Công chức Tư pháp - Hộ tịch")
    std::vector<RoleId> roles;
    bool head = false;
};

struct Person {
    PersonId id;
    std::string name;
    bool civil_servant = true;  ///< công chức: only they may be delegates (domain.md U29, UNVERIFIED for others)
    std::vector<Certificate> certificates;
};

/// A person holds a post for a period, by a decision of appointment.
struct Appointment {
    PersonId person;
    std::string position;
    Period period;
    std::string basis;
};

/// Who is who in the office on any day. Immutable; a change is a new file with a new revision.
class Organisation {
  public:
    Organisation(std::vector<Unit> units,
                 std::vector<Position> positions,
                 std::vector<Person> people,
                 std::vector<Appointment> appointments,
                 Digest revision);

    [[nodiscard]] const std::vector<Unit>& units() const { return units_; }
    [[nodiscard]] const std::vector<Position>& positions() const { return positions_; }
    [[nodiscard]] const std::vector<Person>& people() const { return people_; }
    [[nodiscard]] const std::vector<Appointment>& appointments() const { return appointments_; }
    /// SHA-256 of the file's bytes; decisions record it.
    [[nodiscard]] const Digest& revision() const { return revision_; }

    [[nodiscard]] const Person* person(const PersonId& id) const;
    [[nodiscard]] const Unit* unit(const UnitId& id) const;
    [[nodiscard]] const Position* position(std::string_view id) const;
    [[nodiscard]] std::vector<Appointment> appointments_of(const PersonId& person, Date day) const;
    [[nodiscard]] bool has_role(const PersonId& person, const RoleId& role, Date day) const;
    [[nodiscard]] std::vector<RoleId> roles_of(const PersonId& person, Date day) const;
    [[nodiscard]] std::vector<PersonId> holders(const RoleId& role, Date day) const;
    /// The person whose certificate this is on that day; null when nobody's.
    [[nodiscard]] const Person* holder_of(const Digest& certificate, Date day) const;
    /// The unit whose seal this is on that day; null when none's.
    [[nodiscard]] const Unit* seal_of(const Digest& certificate, Date day) const;

  private:
    std::vector<Unit> units_;
    std::vector<Position> positions_;
    std::vector<Person> people_;
    std::vector<Appointment> appointments_;
    Digest revision_;
};

/// Reads organisation.json (docs/formats/organisation.md). References that point nowhere are faults.
/// @throws Error(Fault::input) naming file and member.
[[nodiscard]] Organisation read_organisation(std::string_view json, const std::string& name);

}  // namespace trien::organisation
