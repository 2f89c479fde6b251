// SPDX-License-Identifier: Apache-2.0
#include "engine/authority/decision.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace trien::authority {

namespace {

using organisation::Organisation;

bool contains(const auto& items, const auto& item) {
    return std::ranges::find(items, item) != items.end();
}

/// The upper-case title of the person's first post that day; empty without one.
std::string title_of(const Organisation& org, const PersonId& person, Date day) {
    const auto held = org.appointments_of(person, day);
    return held.empty() ? std::string() : to_upper(org.position(held.front().position)->title);
}

/// Why an instrument does not carry the act, nearest miss first: the later the stage, the closer it came.
struct Miss {
    int stage = -1;
    std::string code;
    Message text;
};

std::optional<Miss> scope_miss(const Delegation& d, const ActCode& act) {
    const std::string& number = d.id.value();
    if (contains(d.exclusions, act)) {
        return Miss{1,
                    "authority.excluded",
                    {fmt::format("Văn bản {} loại trừ việc {}", number, act.value()),
                     fmt::format("{} excludes the act {}", number, act.value())}};
    }
    if (!contains(d.acts, act)) {
        return Miss{0,
                    "authority.out-of-scope",
                    {fmt::format("Việc {} không nằm trong phạm vi ủy quyền của văn bản {}", act.value(), number),
                     fmt::format("the act {} is outside the scope of {}", act.value(), number)}};
    }
    return std::nullopt;
}

std::optional<Miss> time_miss(const Instrument& instrument, Instant at) {
    const Delegation& d = instrument.delegation;
    const std::string& number = d.id.value();
    if (instrument.revocation && at >= instrument.revocation->effective) {
        return Miss{3,
                    "authority.revoked",
                    {fmt::format("Văn bản {} đã bị thu hồi từ {} ({})", number, instrument.revocation->effective.text(),
                                 instrument.revocation->number),
                     fmt::format("{} was revoked from {} on ({})", number, instrument.revocation->effective.text(),
                                 instrument.revocation->number)}};
    }
    if (at < instrument.issued_at) {
        return Miss{2,
                    "authority.not-issued",
                    {fmt::format("Văn bản {} chỉ được ban hành lúc {}", number, instrument.issued_at.text()),
                     fmt::format("{} was issued only at {}", number, instrument.issued_at.text())}};
    }
    if (at.date() < d.from) {
        return Miss{2,
                    "authority.not-yet",
                    {fmt::format("Ủy quyền theo văn bản {} chỉ bắt đầu từ {}", number, vietnamese_text(d.from)),
                     fmt::format("the delegation {} begins only on {}", number, text(d.from))}};
    }
    if (at.date() > d.to) {
        return Miss{2,
                    "authority.expired",
                    {fmt::format("Ủy quyền theo văn bản {} đã hết hạn ngày {}", number, vietnamese_text(d.to)),
                     fmt::format("the delegation {} ended on {}", number, text(d.to))}};
    }
    return std::nullopt;
}

Ground ground(bool holds, Message finding, std::string basis) {
    return {holds, std::move(finding), std::move(basis)};
}

Decision denied(Decision decision, std::string code, Message text, Message mend, std::string basis) {
    decision.grounds.push_back(ground(false, text, basis));
    decision.refusal =
        Refusal{Refusal::Reason::not_permitted, std::move(code), std::move(text), std::move(mend), std::move(basis)};
    return decision;
}

Decision allowed_inherently(Decision decision, const ActRule& rule, const std::string& title) {
    decision.capacity = Capacity::inherent;
    decision.signature_lines = {title};
    decision.grounds.push_back(ground(true,
                                      {fmt::format("Giữ thẩm quyền {} theo chức vụ", rule.name),
                                       fmt::format("holds the power for {} by office", rule.act.value())},
                                      rule.citation));
    return decision;
}

Decision allowed_by(Decision decision,
                    const Instrument& instrument,
                    const ActRule& rule,
                    const std::string& delegator_title,
                    const std::string& own_title) {
    const Delegation& d = instrument.delegation;
    decision.capacity = Capacity::tuq;
    decision.instrument = d.id;
    decision.signature_lines = {"TUQ. " + delegator_title, own_title};
    decision.grounds.push_back(ground(true,
                                      {fmt::format("{} được ủy quyền theo quy định", rule.name),
                                       fmt::format("the act {} may be delegated", rule.act.value())},
                                      rule.citation));
    decision.grounds.push_back(
        ground(true,
               {fmt::format("Văn bản ủy quyền {} có hiệu lực từ {} đến {}", d.id.value(), vietnamese_text(d.from),
                            vietnamese_text(d.to)),
                fmt::format("the delegation {} is in force from {} to {}", d.id.value(), text(d.from), text(d.to))},
               fmt::format("{} (SHA-256 {})", d.id.value(), instrument.document.hex())));
    return decision;
}

}  // namespace

std::string abbreviation(Capacity capacity) {
    return capacity == Capacity::inherent ? "inherent" : "TUQ.";
}

Decision decide(const Question& question,
                const Organisation& organisation,
                const Rules& rules,
                std::span<const Instrument> instruments) {
    Decision decision;
    const Date day = question.at.date();
    const std::string revision = "organisation " + organisation.revision().hex();

    if (organisation.appointments_of(question.person, day).empty()) {
        return denied(
            decision, "authority.not-in-office",
            {fmt::format("{} không giữ chức vụ nào vào ngày {}", question.person.value(), vietnamese_text(day)),
             fmt::format("{} holds no post on {}", question.person.value(), text(day))},
            {"Kiểm tra người ký và bổ nhiệm", "check the signer and the appointments"}, revision);
    }
    const std::string title = title_of(organisation, question.person, day);
    decision.grounds.push_back(
        ground(true, {fmt::format("Đang giữ chức vụ {}", title), fmt::format("in office as {}", title)}, revision));

    const ActRule* rule = rules.act(question.act, day);
    if (rule == nullptr) {
        return denied(decision, "authority.unknown-act",
                      {fmt::format("Không có quy định thẩm quyền cho việc {} vào ngày {}", question.act.value(),
                                   vietnamese_text(day)),
                       fmt::format("no rule of authority for {} is in force on {}", question.act.value(), text(day))},
                      {"Kiểm tra mã việc", "check the act's code"}, "processes/authority.json");
    }
    if (organisation.has_role(question.person, rule->holder, day)) {
        return allowed_inherently(std::move(decision), *rule, title);
    }

    Miss nearest;
    for (const Instrument& instrument : instruments) {
        if (!contains(instrument.delegation.delegates, question.person)) continue;
        auto miss = scope_miss(instrument.delegation, question.act);
        if (!miss) miss = time_miss(instrument, question.at);
        if (!miss) {
            const std::string delegator_title =
                title_of(organisation, instrument.delegation.delegator, instrument.issued_at.date());
            return allowed_by(std::move(decision), instrument, *rule, delegator_title, title);
        }
        if (miss->stage > nearest.stage) nearest = *miss;
    }
    if (nearest.stage < 0) {
        nearest = {
            0,
            "authority.none",
            {fmt::format("{} không có thẩm quyền việc {}: không giữ chức vụ có thẩm quyền và không có văn bản ủy "
                         "quyền nào",
                         question.person.value(), question.act.value()),
             fmt::format("{} has no authority for {}: neither the office nor any delegation", question.person.value(),
                         question.act.value())}};
    }
    return denied(std::move(decision), nearest.code, nearest.text,
                  {"Trình người có thẩm quyền ký, hoặc ban hành văn bản ủy quyền",
                   "have the holder of the power sign, or issue a delegation"},
                  rule->citation);
}

}  // namespace trien::authority
