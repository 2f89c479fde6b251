// SPDX-License-Identifier: Apache-2.0
#include "engine/authority/codec.hpp"

#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/base/overloaded.hpp"

namespace trien::authority {

namespace {

template <class Id>
Json ids_to_json(const std::vector<Id>& ids) {
    Json list = Json::array();
    for (const Id& id : ids) list.push_back(id.value());
    return list;
}

template <class Id>
std::vector<Id> read_ids(Fields& fields, const std::string& name) {
    std::vector<Id> ids;
    for (const std::string& id : fields.texts(name)) ids.emplace_back(id);
    return ids;
}

Digest read_digest(Fields& fields, const std::string& name) {
    const auto digest = Digest::parse(fields.text(name));
    if (!digest) throw fields.fault(name, {"Không phải SHA-256", "this is not a SHA-256"});
    return *digest;
}

Json delegation_to_json(const Delegation& d) {
    return {{"number", d.id.value()},
            {"unit", d.unit.value()},
            {"delegator", d.delegator.value()},
            {"delegates", ids_to_json(d.delegates)},
            {"acts", ids_to_json(d.acts)},
            {"exclusions", ids_to_json(d.exclusions)},
            {"from", text(d.from)},
            {"to", text(d.to)}};
}

Delegation read_delegation(Fields fields) {
    return {InstrumentId(fields.text("number")),
            UnitId(fields.text("unit")),
            PersonId(fields.text("delegator")),
            read_ids<PersonId>(fields, "delegates"),
            read_ids<ActCode>(fields, "acts"),
            read_ids<ActCode>(fields, "exclusions"),
            fields.date("from"),
            fields.date("to")};
}

Json revocation_to_json(const Revocation& r) {
    return {{"number", r.number}, {"effective", r.effective.text()}, {"reason", r.reason}};
}

Revocation read_revocation(Fields fields) {
    return {fields.text("number"), fields.instant("effective"), fields.text("reason")};
}

}  // namespace

std::string type_of(const InstrumentEvent& event) {
    return std::visit(Overloaded{[](const DelegationGranted&) { return "delegation.granted"; },
                                 [](const DelegationRevoked&) { return "delegation.revoked"; }},
                      event);
}

Json to_json(const InstrumentEvent& event) {
    return std::visit(Overloaded{[](const DelegationGranted& e) -> Json {
                                     return {{"delegation", delegation_to_json(e.delegation)},
                                             {"at", e.at.text()},
                                             {"document", e.document.hex()},
                                             {"sealedBy", e.sealed_by.value()}};
                                 },
                                 [](const DelegationRevoked& e) -> Json {
                                     return {{"revocation", revocation_to_json(e.revocation)}};
                                 }},
                      event);
}

InstrumentEvent instrument_event(const std::string& type, const Json& body) {
    Fields fields(body, type);
    if (type == "delegation.granted") {
        return DelegationGranted{read_delegation(fields.object("delegation")), fields.instant("at"),
                                 read_digest(fields, "document"), PersonId(fields.text("sealedBy"))};
    }
    if (type == "delegation.revoked") return DelegationRevoked{read_revocation(fields.object("revocation"))};
    throw Error(Fault::input, "authority.event", {"", 0, 0, type},
                {"Loại sự kiện lạ trong chuỗi văn bản ủy quyền", "an unknown event type in an instrument's stream"});
}

Json to_json(const Instrument& instrument) {
    Json json = {{"delegation", delegation_to_json(instrument.delegation)},
                 {"issuedAt", instrument.issued_at.text()},
                 {"document", instrument.document.hex()}};
    if (instrument.revocation) json["revocation"] = revocation_to_json(*instrument.revocation);
    return json;
}

Instrument instrument_from(const Json& json) {
    Fields fields(json, "instrument");
    Instrument instrument{read_delegation(fields.object("delegation")), fields.instant("issuedAt"),
                          read_digest(fields, "document"), std::nullopt};
    if (fields.has("revocation")) instrument.revocation = read_revocation(fields.object("revocation"));
    return instrument;
}

Json to_json(const Decision& decision) {
    Json grounds = Json::array();
    for (const Ground& g : decision.grounds) {
        grounds.push_back({{"holds", g.holds}, {"vi", g.finding.vi}, {"en", g.finding.en}, {"basis", g.basis}});
    }
    Json json = {{"allowed", decision.allowed()}, {"grounds", grounds}};
    if (decision.capacity) json["capacity"] = abbreviation(*decision.capacity);
    if (decision.instrument) json["instrument"] = decision.instrument->value();
    if (decision.allowed()) json["signatureLines"] = decision.signature_lines;
    if (decision.refusal) {
        json["refusal"] = {{"code", decision.refusal->code},
                           {"vi", decision.refusal->text.vi},
                           {"en", decision.refusal->text.en},
                           {"basis", decision.refusal->basis}};
    }
    return json;
}

}  // namespace trien::authority
