// SPDX-License-Identifier: Apache-2.0
// Destroying the personal data of a case: two people, a legal ground, and an entry for each of the two steps.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"

namespace trien::app {

namespace {

constexpr const char* grounds = "huy-du-lieu-ca-nhan";
constexpr const char* requester = "requester";

tl::unexpected<Refusal> lacks_role(const PersonId& person, const RoleId& role) {
    return refuse(Refusal::Reason::not_permitted, "personal.role",
                  {fmt::format("{} không có vai trò “{}”", person.value(), role.value()),
                   fmt::format("{} does not have the role {}", person.value(), role.value())},
                  {"Xem vai trò trong organisation.json và processes/authority.json",
                   "see the roles in organisation.json and processes/authority.json"});
}

Result<void> has_role(const Engine::State& state, const PersonId& person, const RoleId& role, Instant now) {
    if (state.instance.organisation().has_role(person, role, now.date())) return {};
    return lacks_role(person, role);
}

/// The last entry about a case's destruction; nothing when nobody asked for it.
std::optional<journal::Entry> last_step(Engine::State& state, const DossierId& id) {
    auto entries = state.readers.borrow()->read(destruction_stream(id));
    if (entries.empty()) return std::nullopt;
    return std::move(entries.back());
}

Draft step(const DossierId& id, std::int64_t version, const char* type, const Json& json) {
    Canonical body(json);
    Draft draft;
    draft.appends.push_back({destruction_stream(id), version, {{type, body, {}}}});
    draft.result = std::move(body);
    return projected(std::move(draft));
}

}  // namespace

Result<Json> Engine::request_destruction(const Caller& caller,
                                         const DossierId& id,
                                         const std::string& ground,
                                         const std::string& retention) {
    return state_->run(caller, {destruction_stream(id)}, [&](const Present& present) -> Result<Draft> {
        const RoleId& role = state_->instance.rules().practice().destruction_requester;
        if (auto may = has_role(*state_, caller.person, role, present.now); !may) return tl::unexpected(may.error());
        const auto loaded = state_->load(id);
        if (!loaded) return tl::unexpected(loaded.error());
        if (loaded->dossier->status() == dossier::Status::running) {
            return refuse(Refusal::Reason::wrong_state, "personal.running",
                          {fmt::format("Hồ sơ {} chưa giải quyết xong", id.value()),
                           fmt::format("the case {} is still running", id.value())},
                          {"Chỉ hủy dữ liệu của hồ sơ đã xong", "only the data of a finished case can be destroyed"});
        }
        const auto basis = state_->instance.library().ground(grounds, ground, present.now.date());
        if (!basis) return tl::unexpected(basis.error());
        if (last_step(*state_, id)) {
            return refuse(Refusal::Reason::conflict, "personal.requested",
                          {fmt::format("Đã có đề nghị hủy dữ liệu của hồ sơ {}", id.value()),
                           fmt::format("the destruction of case {} was asked for already", id.value())},
                          {"Xem: trien personal list", "see: trien personal list"});
        }
        return step(id, 0, destruction_requested_type,
                    {{"dossier", id.value()},
                     {"subject", requester},
                     {"ground", ground},
                     {"citation", basis->provenance.citation},
                     {"retention", retention},
                     {"requestedBy", caller.person.value()},
                     {"status", "requested"}});
    });
}

Result<Json> Engine::destroy_personal_data(const Caller& caller, const DossierId& id) {
    auto result = state_->run(
        caller, {destruction_stream(id), dossier_stream(id)},
        [&](const Present& present) -> Result<Draft> {
            const RoleId& role = state_->instance.rules().practice().destruction_approver;
            if (auto may = has_role(*state_, caller.person, role, present.now); !may) {
                return tl::unexpected(may.error());
            }
            const auto request = last_step(*state_, id);
            if (!request || request->type != destruction_requested_type) {
                return refuse(Refusal::Reason::wrong_state, "personal.not-requested",
                              {fmt::format("Không có đề nghị hủy dữ liệu nào của hồ sơ {} đang chờ", id.value()),
                               fmt::format("no destruction of case {} is waiting", id.value())},
                              {"Văn thư đề nghị trước: trien personal request",
                               "the records clerk asks first: trien personal request"});
            }
            if (request->actor == caller.person) {
                return refuse(Refusal::Reason::not_permitted, "personal.same-person",
                              {"Người đề nghị không được tự quyết định hủy", "who asked may not destroy"},
                              {"Người khác có thẩm quyền quyết định", "another person with the authority decides"});
            }
            Json body = request->body;
            body["status"] = "destroyed";
            body["approvedBy"] = caller.person.value();
            Draft draft = step(id, request->version, personal_destroyed_type, std::move(body));
            // Nothing may be sealed under the key that goes.
            draft.appends.push_back({dossier_stream(id), state_->head(dossier_stream(id)).version, {}});
            draft.destroyed = {{dossier_stream(id), requester}};
            return draft;
        },
        {.costly = true});
    if (result) state_->purge();
    return result;
}

std::vector<Json> Engine::destructions() {
    std::vector<Json> rows;
    for (const journal::Row& row : state_->readers.borrow()->view(views::destruction)) {
        rows.push_back(Json::parse(row.body));
    }
    return rows;
}

}  // namespace trien::app
