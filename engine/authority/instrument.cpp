// SPDX-License-Identifier: Apache-2.0
#include "engine/authority/instrument.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/overloaded.hpp"

namespace trien::authority {

namespace {

using organisation::Organisation;
using organisation::Person;

tl::unexpected<Refusal> invalid(std::string code, Message text, Message mend, std::string basis = {}) {
    return refuse(Refusal::Reason::invalid, std::move(code), std::move(text), std::move(mend), std::move(basis));
}

/// The day `months` later; a day the month does not have becomes its last (31/01 + 1 month = 28/02).
Date add_months(Date day, int months) {
    const Date shifted = day + std::chrono::months{months};
    return shifted.ok() ? shifted : Date(shifted.year() / shifted.month() / std::chrono::last);
}

Result<void> content_is_complete(const Delegation& d) {
    if (d.id.value().empty()) {
        return invalid("delegation.number",
                       {"Văn bản ủy quyền chưa có số, ký hiệu", "the delegation has no number and symbol"},
                       {"Ghi số, ký hiệu, ví dụ 12/QĐ-UBND", "give number and symbol, such as 12/QĐ-UBND"});
    }
    if (d.acts.empty() || d.delegates.empty()) {
        return invalid("delegation.content",
                       {"Ủy quyền phải nêu rõ nội dung công việc và người được ủy quyền",
                        "a delegation must name its acts and its delegates"},
                       {"Thêm ít nhất một việc và một người", "add at least one act and one delegate"},
                       "Nghị định 30/2020/NĐ-CP, Điều 13");
    }
    if (!d.from.ok() || !d.to.ok() || d.to < d.from) {
        return invalid("delegation.term",
                       {"Ủy quyền phải có thời hạn: từ ngày, đến ngày", "a delegation must have a term: from, to"},
                       {"Ghi ngày bắt đầu và ngày kết thúc", "give the first and the last day"},
                       "Nghị định 30/2020/NĐ-CP, Điều 13");
    }
    return {};
}

Result<void> acts_may_be_delegated(const Delegation& d, const Organisation& org, const Rules& rules, Date day) {
    for (const ActCode& act : d.acts) {
        const ActRule* rule = rules.act(act, day);
        if (rule == nullptr) {
            return invalid("delegation.unknown-act",
                           {fmt::format("Không có quy định thẩm quyền nào đang hiệu lực cho việc {}", act.value()),
                            fmt::format("no rule of authority in force knows the act {}", act.value())},
                           {"Kiểm tra mã thủ tục", "check the procedure code"});
        }
        if (!rule->delegable) {
            return invalid("delegation.not-delegable",
                           {fmt::format("{} không được ủy quyền", rule->name),
                            fmt::format("the act {} may not be delegated", act.value())},
                           {}, rule->citation);
        }
        if (!org.has_role(d.delegator, rule->holder, day)) {
            return refuse(Refusal::Reason::not_permitted, "delegation.no-power",
                          {fmt::format("Người ủy quyền không giữ thẩm quyền việc {}; người được ủy quyền không được "
                                       "ủy quyền lại",
                                       act.value()),
                           fmt::format("the delegator does not hold the power for {}; a delegate may not delegate "
                                       "further",
                                       act.value())},
                          {"Văn bản phải do người có thẩm quyền ký", "the holder of the power must sign it"},
                          rule->citation);
        }
    }
    return {};
}

Result<void> delegates_are_eligible(const Delegation& d, const Organisation& org, Date day) {
    for (const PersonId& id : d.delegates) {
        const Person* person = org.person(id);
        if (person == nullptr || !person->civil_servant || org.appointments_of(id, day).empty()) {
            return invalid("delegation.delegate",
                           {fmt::format("{} không phải công chức đang giữ chức vụ của đơn vị", id.value()),
                            fmt::format("{} is not a civil servant in office", id.value())},
                           {"Chọn công chức đang công tác", "choose a civil servant in office"},
                           "Luật 72/2025/QH15, Điều 14");
        }
        if (id == d.delegator) {
            return invalid("delegation.self", {"Không thể ủy quyền cho chính mình", "nobody delegates to himself"},
                           {"Chọn người khác", "choose another person"});
        }
    }
    return {};
}

Result<void> term_is_lawful(const Delegation& d, const Organisation& org, const Rules& rules, Date day) {
    if (d.from < day) {
        return invalid(
            "delegation.backdated",
            {"Thời hạn ủy quyền không được bắt đầu trước ngày ký", "the term may not begin before the signing"},
            {"Dời ngày bắt đầu", "move the first day"});
    }
    const auto* unit = org.unit(d.unit);
    if (unit == nullptr) {
        return invalid("delegation.unit", {"Không có đơn vị này", "there is no such unit"},
                       {"Kiểm tra mã đơn vị", "check the unit's id"});
    }
    const TermRule* rule = rules.term(unit->code, day);
    if (rule != nullptr && d.to >= add_months(d.from, rule->max_months)) {
        return invalid("delegation.term-too-long",
                       {fmt::format("Thời hạn ủy quyền vượt {} tháng", rule->max_months),
                        fmt::format("the term is longer than {} months", rule->max_months)},
                       {"Rút ngắn thời hạn", "shorten the term"}, rule->citation);
    }
    return {};
}

}  // namespace

Result<void> may_grant(const Delegation& delegation, const Organisation& organisation, const Rules& rules, Instant at) {
    const Date day = at.date();
    if (auto complete = content_is_complete(delegation); !complete) return complete;
    if (auto acts = acts_may_be_delegated(delegation, organisation, rules, day); !acts) return acts;
    if (auto delegates = delegates_are_eligible(delegation, organisation, day); !delegates) return delegates;
    return term_is_lawful(delegation, organisation, rules, day);
}

Result<DelegationRevoked> revoke(const Instrument& instrument, Revocation revocation) {
    if (instrument.revocation) {
        return refuse(Refusal::Reason::wrong_state, "delegation.already-revoked",
                      {fmt::format("Văn bản {} đã bị thu hồi", instrument.delegation.id.value()),
                       fmt::format("{} is revoked already", instrument.delegation.id.value())});
    }
    if (revocation.reason.empty()) {
        return refuse(Refusal::Reason::invalid, "delegation.reason-required",
                      {"Thu hồi phải nêu lý do", "a revocation needs a reason"},
                      {"Ghi lý do thu hồi", "give the reason"});
    }
    return DelegationRevoked{std::move(revocation)};
}

Instrument evolve(Instrument instrument, const InstrumentEvent& event) {
    std::visit(
        Overloaded{[&](const DelegationGranted& e) { instrument = {e.delegation, e.at, e.document, std::nullopt}; },
                   [&](const DelegationRevoked& e) { instrument.revocation = e.revocation; }},
        event);
    return instrument;
}

}  // namespace trien::authority
