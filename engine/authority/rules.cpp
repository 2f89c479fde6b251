// SPDX-License-Identifier: Apache-2.0
#include "engine/authority/rules.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"

namespace trien::authority {

namespace {

organisation::Period read_validity(Fields& fields) {
    return {fields.date("validFrom"), fields.date_if("validTo")};
}

}  // namespace

const ActRule* Rules::act(const ActCode& act, Date day) const {
    const auto found =
        std::ranges::find_if(acts_, [&](const ActRule& r) { return r.act == act && r.valid.covers(day); });
    return found == acts_.end() ? nullptr : &*found;
}

const TermRule* Rules::term(std::string_view organisation_code, Date day) const {
    const TermRule* best = nullptr;
    for (const TermRule& rule : terms_) {
        if (!organisation_code.starts_with(rule.territory) || !rule.valid.covers(day)) continue;
        if (best == nullptr || rule.territory.size() > best->territory.size()) best = &rule;
    }
    return best;
}

Rules read_rules(std::string_view json, const std::string& name) {
    const Json parsed = parse_json(json, name);
    Fields root(parsed, name);
    if (root.text("schema") != "trien.authority/1") {
        throw root.fault("schema", {"Phải là “trien.authority/1”", "this must be \"trien.authority/1\""});
    }
    std::vector<ActRule> acts;
    for (Fields& fields : root.objects("acts")) {
        acts.push_back({ActCode(fields.text("act")), fields.text("name"), RoleId(fields.text("holder")),
                        fields.flag_or("delegable", false), read_validity(fields), fields.text("citation")});
        (void)fields.text("status");
        fields.done();
    }
    std::vector<TermRule> terms;
    for (Fields& fields : root.objects("terms")) {
        const auto months = fields.number("maxMonths");
        if (months < 1 || months > 1200) {
            throw fields.fault("maxMonths", {"Phải từ 1 đến 1200", "this must be from 1 to 1200"});
        }
        terms.push_back(
            {fields.text("territory"), static_cast<int>(months), read_validity(fields), fields.text("citation")});
        (void)fields.text("status");
        fields.done();
    }
    Fields practice = root.object("practice");
    Practice read{RoleId(practice.text("sealKeeper")), practice.text("copyMark"), practice.text("reportCycle"),
                  RoleId(practice.text("destructionRequester")), RoleId(practice.text("destructionApprover"))};
    (void)practice.text("destructionCitation");
    (void)practice.text("sealKeeperCitation");
    (void)practice.text("copyMarkCitation");
    (void)practice.text("reportCycleCitation");
    practice.done();
    root.done();
    return {std::move(acts), std::move(terms), std::move(read)};
}

}  // namespace trien::authority
