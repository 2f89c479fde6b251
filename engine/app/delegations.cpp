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

Result<Json> Engine::grant_delegation(const Caller& caller,
                                      const Delegation& delegation,
                                      const PersonId& sealed_by,
                                      const OpenKey& delegator_key,
                                      const OpenKey& seal_key) {
    if (auto known = state_->known_answer(caller)) return *known;
    const Instant now = state_->now();
    if (caller.person != delegation.delegator) {
        return refuse(
            Refusal::Reason::not_permitted, "delegation.not-the-delegator",
            {"Chỉ người ủy quyền mới ký được văn bản ủy quyền của mình", "only the delegator signs his delegation"});
    }
    if (auto may = authority::may_grant(delegation, state_->instance.organisation(), state_->instance.rules(), now);
        !may) {
        return tl::unexpected(may.error());
    }
    for (const ActCode& act : delegation.acts) {  // E30: no delegated act without a published procedure
        if (const auto in_force = state_->procedure_in_force(act); !in_force) return tl::unexpected(in_force.error());
    }
    const std::string stream = delegation_stream(delegation.id);
    if (state_->store->version(stream) != 0) {
        return refuse(Refusal::Reason::conflict, "delegation.number-taken",
                      {fmt::format("Số {} đã dùng cho một văn bản khác", delegation.id.value()),
                       fmt::format("the number {} is taken", delegation.id.value())},
                      {"Lấy số khác", "take another number"});
    }
    if (!state_->instance.organisation().has_role(sealed_by, state_->instance.rules().practice().seal_keeper,
                                                  now.date())) {
        return refuse(Refusal::Reason::not_permitted, "delegation.sealer",
                      {fmt::format("{} không phải văn thư", sealed_by.value()),
                       fmt::format("{} is not the records clerk", sealed_by.value())},
                      {"Con dấu do văn thư giữ và đóng", "the records clerk keeps and uses the seal"});
    }
    const auto own_key = delegator_key();
    if (auto own = state_->key_belongs(*own_key, caller.person, now); !own) return tl::unexpected(own.error());
    const auto ward_key = seal_key();
    if (auto own = state_->seal_belongs(*ward_key, now); !own) return tl::unexpected(own.error());

    const std::string delegator = state_->instance.organisation().person(caller.person)->name;
    sign::SignRequest request;
    request.field = "NguoiKy";
    request.signing_time = now;
    request.name = delegator;
    request.location = state_->instance.unit().name;
    request.certify = true;
    request.appearance = render::drawn_signature(delegator, state_->fonts()).pdf;
    const std::string signed_decision =
        sign::sign_pdf(draw(*state_, delegation, now), request, *own_key, state_->trust());
    const std::string sealed_decision = sign::sign_pdf(
        signed_decision, seal_request(state_->instance.unit(), now, state_->fonts()), *ward_key, state_->trust());
    const Digest document = state_->blobs.put(sealed_decision);

    const authority::InstrumentEvent event = authority::DelegationGranted{delegation, now, document, sealed_by};
    std::string name = delegation.id.value();
    std::ranges::replace(name, '/', '-');
    const auto file = state_->instance.documents_path() / ("uy-quyen-" + name + ".pdf");
    Draft draft;
    draft.appends.push_back({stream, 0, {{authority::type_of(event), authority::to_json(event), {}}}});
    draft.result = authority::to_json(authority::evolve({}, event));
    draft.result["file"] = file.string();
    Json result = state_->commit(caller, now, std::move(draft));
    std::filesystem::create_directories(file.parent_path());
    write_file(file, sealed_decision);
    return result;
}

Result<Json> Engine::revoke_delegation(const Caller& caller,
                                       const InstrumentId& id,
                                       const authority::Revocation& revocation) {
    if (auto known = state_->known_answer(caller)) return *known;
    const auto instruments = state_->instruments();
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
    const std::string stream = delegation_stream(id);
    Draft draft;
    draft.projector.knows(*found);
    draft.appends.push_back(
        {stream, state_->store->version(stream), {{authority::type_of(event), authority::to_json(event), {}}}});
    draft.result = authority::to_json(authority::evolve(*found, event));
    return state_->commit(caller, state_->now(), std::move(draft));
}

}  // namespace trien::app
