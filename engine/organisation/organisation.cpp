// SPDX-License-Identifier: Apache-2.0
#include "engine/organisation/organisation.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"

namespace trien::organisation {

namespace {

template <class Items, class Id>
auto* find_by_id(const Items& items, const Id& id) {
    const auto found = std::ranges::find(items, id, [](const auto& item) { return item.id; });
    return found == items.end() ? nullptr : &*found;
}

bool covers_certificate(const std::vector<Certificate>& certificates, const Digest& certificate, Date day) {
    return std::ranges::any_of(certificates,
                               [&](const Certificate& c) { return c.sha256 == certificate && c.valid.covers(day); });
}

Period read_period(Fields& fields) {
    const Period period{fields.date("from"), fields.date_if("to")};
    if (period.to && *period.to < period.from) {
        throw fields.fault("to", {"Ngày kết thúc trước ngày bắt đầu", "the last day is before the first"});
    }
    return period;
}

std::vector<Certificate> read_certificates(Fields& owner) {
    std::vector<Certificate> certificates;
    for (Fields& fields : owner.objects_if("certificates")) {
        const auto digest = Digest::parse(fields.text("sha256"));
        if (!digest) {
            throw fields.fault("sha256", {"Phải là 64 chữ số thập lục phân", "this must be 64 hexadecimal digits"});
        }
        certificates.push_back({*digest, read_period(fields)});
        fields.done();
    }
    return certificates;
}

Unit read_unit(Fields& fields) {
    Unit unit{UnitId(fields.text("id")), fields.text("name"),      fields.text_or("superior", ""),
              fields.text("place"),      fields.text("symbol"),    fields.text("code"),
              read_period(fields),       read_certificates(fields)};
    fields.done();
    return unit;
}

Position read_position(Fields& fields, const std::vector<Unit>& units) {
    Position position{
        fields.text("id"), UnitId(fields.text("unit")), fields.text("title"), {}, fields.flag_or("head", false)};
    for (const std::string& role : fields.texts("roles")) position.roles.emplace_back(role);
    if (find_by_id(units, position.unit) == nullptr) {
        throw fields.fault("unit", {"Không có đơn vị này", "there is no such unit"});
    }
    fields.done();
    return position;
}

Person read_person(Fields& fields) {
    Person person{PersonId(fields.text("id")), fields.text("name"), fields.flag_or("civilServant", true),
                  read_certificates(fields)};
    fields.done();
    return person;
}

Appointment read_appointment(Fields& fields,
                             const std::vector<Position>& positions,
                             const std::vector<Person>& people) {
    Appointment appointment{PersonId(fields.text("person")), fields.text("position"), read_period(fields),
                            fields.text_or("basis", "")};
    if (find_by_id(people, appointment.person) == nullptr) {
        throw fields.fault("person", {"Không có người này", "there is no such person"});
    }
    if (find_by_id(positions, appointment.position) == nullptr) {
        throw fields.fault("position", {"Không có chức vụ này", "there is no such position"});
    }
    fields.done();
    return appointment;
}

/// The same id twice would make every reference to it ambiguous.
template <class Items>
void require_distinct(const Items& items, Fields& root, const std::string& list) {
    for (auto item = items.begin(); item != items.end(); ++item) {
        if (std::ranges::find(std::next(item), items.end(), item->id, [](const auto& i) { return i.id; }) ==
            items.end())
            continue;
        throw root.fault(list, {"Có hai mục cùng mã (id)", "two entries have the same id"});
    }
}

}  // namespace

Organisation::Organisation(std::vector<Unit> units,
                           std::vector<Position> positions,
                           std::vector<Person> people,
                           std::vector<Appointment> appointments,
                           Digest revision)
    : units_(std::move(units)),
      positions_(std::move(positions)),
      people_(std::move(people)),
      appointments_(std::move(appointments)),
      revision_(revision) {}

const Person* Organisation::person(const PersonId& id) const {
    return find_by_id(people_, id);
}
const Unit* Organisation::unit(const UnitId& id) const {
    return find_by_id(units_, id);
}
const Position* Organisation::position(std::string_view id) const {
    return find_by_id(positions_, std::string(id));
}

std::vector<Appointment> Organisation::appointments_of(const PersonId& person, Date day) const {
    std::vector<Appointment> held;
    std::ranges::copy_if(appointments_, std::back_inserter(held),
                         [&](const Appointment& a) { return a.person == person && a.period.covers(day); });
    return held;
}

std::vector<RoleId> Organisation::roles_of(const PersonId& person, Date day) const {
    std::vector<RoleId> roles;
    for (const Appointment& appointment : appointments_of(person, day)) {
        for (const RoleId& role : position(appointment.position)->roles) {
            if (std::ranges::find(roles, role) == roles.end()) roles.push_back(role);
        }
    }
    return roles;
}

bool Organisation::has_role(const PersonId& person, const RoleId& role, Date day) const {
    const auto roles = roles_of(person, day);
    return std::ranges::find(roles, role) != roles.end();
}

std::vector<PersonId> Organisation::holders(const RoleId& role, Date day) const {
    std::vector<PersonId> holders;
    for (const Person& person : people_) {
        if (has_role(person.id, role, day)) holders.push_back(person.id);
    }
    return holders;
}

const Person* Organisation::holder_of(const Digest& certificate, Date day) const {
    const auto found = std::ranges::find_if(
        people_, [&](const Person& p) { return covers_certificate(p.certificates, certificate, day); });
    return found == people_.end() ? nullptr : &*found;
}

const Unit* Organisation::seal_of(const Digest& certificate, Date day) const {
    const auto found =
        std::ranges::find_if(units_, [&](const Unit& u) { return covers_certificate(u.seals, certificate, day); });
    return found == units_.end() ? nullptr : &*found;
}

Organisation read_organisation(std::string_view json, const std::string& name) {
    const Json parsed = parse_json(json, name);
    Fields root(parsed, name);
    if (root.text("schema") != "trien.organisation/1") {
        throw root.fault("schema", {"Phải là “trien.organisation/1”", "this must be \"trien.organisation/1\""});
    }
    std::vector<Unit> units;
    for (Fields& fields : root.objects("units")) units.push_back(read_unit(fields));
    std::vector<Position> positions;
    for (Fields& fields : root.objects("positions")) positions.push_back(read_position(fields, units));
    std::vector<Person> people;
    for (Fields& fields : root.objects("people")) people.push_back(read_person(fields));
    std::vector<Appointment> appointments;
    for (Fields& fields : root.objects("appointments")) {
        appointments.push_back(read_appointment(fields, positions, people));
    }
    require_distinct(units, root, "units");
    require_distinct(positions, root, "positions");
    require_distinct(people, root, "people");
    root.done();
    return {std::move(units), std::move(positions), std::move(people), std::move(appointments), sha256(json)};
}

}  // namespace trien::organisation
