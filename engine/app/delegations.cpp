// SPDX-License-Identifier: Apache-2.0
// The chair's written delegation: drawn, signed, sealed, recorded; and its revocation.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"
#include "engine/authority/codec.hpp"
#include "engine/base/file.hpp"
#include "engine/base/text.hpp"
#include "engine/render/appearance.hpp"
#include "engine/render/delegation_decision.hpp"
#include "engine/sign/pades.hpp"

namespace trien::app {

namespace {

using authority::Delegation;
using organisation::Organisation;

std::vector<std::string> acts_in_words(const std::vector<ActCode>& acts, const authority::Rules& rules, Date day) {
    std::vector<std::string> words;
    for (const ActCode& act : acts) {
        const auto* rule = rules.act(act, day);
        words.push_back(rule == nullptr ? act.value() : fmt::format("{} (mã thủ tục {})", rule->name, act.value()));
    }
    return words;
}

std::string title_of(const Organisation& organisation, const PersonId& person, Date day) {
    return organisation.position(organisation.appointments_of(person, day).front().position)->title;
}

/// "12/QĐ-UBND" is number "12" and symbol "QĐ-UBND".
std::pair<std::string, std::string> number_and_symbol(const InstrumentId& id) {
    const auto slash = id.value().find('/');
    if (slash == std::string::npos) return {id.value(), ""};
    return {id.value().substr(0, slash), id.value().substr(slash + 1)};
}

std::string draw(Engine::State& state, const Delegation& delegation, Instant now) {
    const Organisation& organisation = state.instance.organisation();
    const organisation::Unit& unit = *organisation.unit(delegation.unit);
    const Date day = now.date();
    const PersonId& delegate = delegation.delegates.front();
    const std::string delegator_title = to_upper(title_of(organisation, delegation.delegator, day));
    const auto [number, symbol] = number_and_symbol(delegation.id);
    const auto file = state.instance.templates_path() / "delegation-decision.json";
    return render::render_delegation_decision({to_upper(unit.superior),
                                               to_upper(unit.name),
                                               unit.name,
                                               unit.place,
                                               number,
                                               symbol,
                                               day,
                                               organisation.person(delegate)->name,
                                               title_of(organisation, delegate, day),
                                               unit.name,
                                               acts_in_words(delegation.acts, state.instance.rules(), day),
                                               acts_in_words(delegation.exclusions, state.instance.rules(), day),
                                               "TUQ. " + delegator_title,
                                               delegation.from,
                                               delegation.to,
                                               state.instance.rules().practice().report_cycle,
                                               {delegator_title},
                                               organisation.person(delegation.delegator)->name,
                                               now,
                                               {}},
                                              read_file(file), file.string(), state.fonts());
}

}  // namespace

namespace {

/// What stands against issuing this instrument now, the signers' keys left aside.
Result<void> may_issue(Engine::State& state, const Delegation& delegation, const PersonId& sealed_by, Instant now) {
    if (auto may = authority::may_grant(delegation, state.instance.organisation(), state.instance.rules(), now); !may) {
        return may;
    }
    for (const ActCode& act : delegation.acts) {  // E30: no delegated act without a published procedure
        if (const auto in_force = state.procedure_in_force(act.value()); !in_force)
            return tl::unexpected(in_force.error());
    }
    if (state.head(delegation_stream(delegation.id)).version != 0) {
        return refuse(Refusal::Reason::conflict, "delegation.number-taken",
                      {fmt::format("Số {} đã dùng cho một văn bản khác", delegation.id.value()),
                       fmt::format("the number {} is taken", delegation.id.value())},
                      {"Lấy số khác", "take another number"});
    }
    if (!state.instance.organisation().has_role(sealed_by, state.instance.rules().practice().seal_keeper, now.date())) {
        return refuse(Refusal::Reason::not_permitted, "delegation.sealer",
                      {fmt::format("{} không phải văn thư", sealed_by.value()),
                       fmt::format("{} is not the records clerk", sealed_by.value())},
                      {"Con dấu do văn thư giữ và đóng", "the records clerk keeps and uses the seal"});
    }
    return {};
}

/// The decision, signed by the chair and sealed.
std::string make_decision(Engine::State& state,
                          const Delegation& delegation,
                          sign::SigningKey& delegator_key,
                          sign::SigningKey& seal_key,
                          Instant now) {
    const std::string delegator = state.instance.organisation().person(delegation.delegator)->name;
    sign::SignRequest request;
    request.field = "NguoiKy";
    request.signing_time = now;
    request.name = delegator;
    request.location = state.instance.unit().name;
    request.certify = true;
    request.appearance = render::drawn_signature(delegator, state.fonts()).pdf;
    const std::string signed_decision =
        sign::sign_pdf(draw(state, delegation, now), request, delegator_key, state.trust());
    return sign::sign_pdf(signed_decision, seal_request(state.instance.unit(), now, state.fonts()), seal_key,
                          state.trust());
}

}  // namespace

Result<Json> Engine::grant_delegation(const Caller& caller,
                                      const Delegation& delegation,
                                      const PersonId& sealed_by,
                                      const OpenKey& delegator_key,
                                      const OpenKey& seal_key) {
    std::string name = delegation.id.value();
    std::ranges::replace(name, '/', '-');
    const auto file = state_->instance.documents_path() / ("uy-quyen-" + name + ".pdf");
    std::unique_ptr<sign::SigningKey> own_key;
    std::unique_ptr<sign::SigningKey> ward_key;
    const auto decide = [&](const Present& present) -> Result<Draft> {
        const Instant now = present.now;
        if (caller.person != delegation.delegator) {
            return refuse(Refusal::Reason::not_permitted, "delegation.not-the-delegator",
                          {"Chỉ người ủy quyền mới ký được văn bản ủy quyền của mình",
                           "only the delegator signs his delegation"});
        }
        if (auto may = may_issue(*state_, delegation, sealed_by, now); !may) return tl::unexpected(may.error());
        if (!own_key) own_key = delegator_key();
        if (auto own = state_->key_belongs(*own_key, caller.person, now); !own) return tl::unexpected(own.error());
        if (!ward_key) ward_key = seal_key();
        if (auto own = state_->seal_belongs(*ward_key, now); !own) return tl::unexpected(own.error());

        const Digest document = state_->blobs.put(make_decision(*state_, delegation, *own_key, *ward_key, now));
        const authority::InstrumentEvent event = authority::DelegationGranted{delegation, now, document, sealed_by};
        Draft draft;
        draft.appends.push_back({delegation_stream(delegation.id),
                                 0,
                                 {{authority::type_of(event), Canonical(authority::to_json(event)), {}}}});
        draft.result = Canonical(authority::to_json(authority::evolve({}, event)));
        return projected(std::move(draft));
    };
    auto result = state_->run(caller, {delegation_stream(delegation.id)}, decide, {.costly = true});
    if (!result) return result;
    std::filesystem::create_directories(file.parent_path());
    write_file(file, state_->blobs.get(Digest::parse(result->at("document").get<std::string>()).value()));
    (*result)["file"] = file.string();
    return result;
}

Result<Json> Engine::revoke_delegation(const Caller& caller,
                                       const InstrumentId& id,
                                       const authority::Revocation& revocation) {
    const std::string stream = delegation_stream(id);
    return state_->run(caller, {stream}, [&](const Present&) -> Result<Draft> {
        const auto instruments = instruments_of(*state_->instruments());
        const auto found =
            std::ranges::find_if(instruments, [&](const authority::Instrument& i) { return i.delegation.id == id; });
        if (found == instruments.end()) {
            return refuse(Refusal::Reason::not_found, "delegation.unknown",
                          {fmt::format("Không có văn bản ủy quyền {}", id.value()),
                           fmt::format("there is no delegation {}", id.value())},
                          {"Xem: trien delegation list", "see: trien delegation list"});
        }
        if (caller.person != found->delegation.delegator) {
            return refuse(Refusal::Reason::not_permitted, "delegation.not-the-delegator",
                          {"Chỉ người ủy quyền mới thu hồi được", "only the delegator revokes"});
        }
        const auto revoked = authority::revoke(*found, revocation);
        if (!revoked) return tl::unexpected(revoked.error());
        const authority::InstrumentEvent event = *revoked;
        Projector projector;
        projector.knows(*found);
        Draft draft;
        draft.appends.push_back({stream,
                                 state_->head(stream).version,
                                 {{authority::type_of(event), Canonical(authority::to_json(event)), {}}}});
        draft.result = Canonical(authority::to_json(authority::evolve(*found, event)));
        return projected(std::move(draft), std::move(projector));
    });
}

}  // namespace trien::app
