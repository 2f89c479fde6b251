// SPDX-License-Identifier: Apache-2.0
// Staffing and separation.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/gate/detail/board.hpp"
#include "engine/gate/detail/checks.hpp"
#include "engine/gate/detail/words.hpp"

namespace trien::gate::detail {

using procedure::Procedure;
using procedure::Step;

namespace {

Message period_text(const organisation::Period& period) {
    const std::string from = vietnamese_text(period.from);
    const std::string from_en = trien::text(period.from);
    if (!period.to) return {fmt::format("từ ngày {}", from), fmt::format("from {} on", from_en)};
    if (*period.to == period.from) return {fmt::format("ngày {}", from), fmt::format("on {}", from_en)};
    return {fmt::format("từ ngày {} đến ngày {}", from, vietnamese_text(*period.to)),
            fmt::format("from {} to {}", from_en, trien::text(*period.to))};
}

/// Every task somebody does has one row in the table, and every row one role that leads.
void report_leads(const Procedure& procedure, const execution::Net& net, Report& report) {
    std::map<ElementId, int> rows;
    for (const Step& step : procedure.steps) {
        ++rows[step.id];
        if (!step.role.value().empty()) continue;
        const Message it = named(step);
        report.error("GATE-021",
                     {fmt::format("Bỏ sót: {} chưa có ai chủ trì", it.vi), fmt::format("nobody leads {}", it.en)},
                     {"Ghi vai trò chủ trì", "name the role that leads"}, {step.id});
    }
    for (const auto& [id, count] : rows) {
        if (count < 2) continue;
        const Message it = named_step(procedure, id);
        report.error("GATE-022",
                     {fmt::format("Chồng chéo: {} có {} vai trò cùng chủ trì", it.vi, count),
                      fmt::format("{} roles lead {}", count, it.en)},
                     {"Giữ một vai trò chủ trì, các vai trò khác phối hợp", "let one role lead and the others support"},
                     {id});
    }
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        const bool is_done_by_somebody = bpmn::is_task(net.node(node).kind) && rests(net.node(node)) &&
                                         net.node(node).kind != bpmn::NodeKind::receive_task;
        if (!is_done_by_somebody || rows.contains(net.node(node).id)) continue;
        const Message it = named(net, node);
        report.error("GATE-021",
                     {fmt::format("Bỏ sót: {} không có trong bảng trình tự, chưa giao cho ai", it.vi),
                      fmt::format("{} is not in the table of steps: it is given to nobody", it.en)},
                     {"Thêm iso:step với vai trò chủ trì", "add an iso:step with the role that leads"},
                     {net.node(node).id});
    }
}

void report_vacancies(const Procedure& procedure, const World& world, Report& report) {
    for (const StaffingRow& row : report.staffing) {
        const Message it = named_step(procedure, row.step);
        for (const Vacancy& vacancy : row.vacancies) {
            const Message role = named_role(world, vacancy.role);
            const Message when = period_text(vacancy.days);
            report.error("GATE-020",
                         {fmt::format("{}: không ai giữ vai trò “{}” {}", it.vi, role.vi, when.vi),
                          fmt::format("{}: nobody holds the role “{}” {}", it.en, role.en, when.en)},
                         {"Bổ nhiệm hoặc phân công người, hoặc đổi vai trò của bước",
                          "appoint somebody, or give the step to another role"},
                         {row.step});
        }
    }
}

/// A role that several posts of one unit carry leaves open which of them answers.
void report_overlaps(const World& world, Report& report) {
    std::map<RoleId, std::vector<ElementId>> steps;
    for (const StaffingRow& row : report.staffing) steps[row.lead].push_back(row.step);
    for (const auto& [role, led] : steps) {
        std::map<UnitId, std::vector<std::string>> titles;
        for (const organisation::Position& position : world.organisation->positions()) {
            const bool has_role = std::ranges::find(position.roles, role) != position.roles.end();
            if (has_role) titles[position.unit].push_back(fmt::format("“{}”", position.title));
        }
        for (const auto& [unit, names] : titles) {
            if (names.size() < 2) continue;
            std::vector<Message> list;
            for (const std::string& title : names) list.push_back({title, title});
            const Message posts = listed(list);
            const Message it = named_role(world, role);
            report.warning(
                "GATE-023",
                {fmt::format("Chồng chéo: các chức vụ {} cùng giữ vai trò chủ trì “{}”", posts.vi, it.vi),
                 fmt::format("the posts {} all have the leading role “{}”", posts.en, it.en)},
                {"Giao vai trò cho một chức vụ, hoặc tách vai trò", "give the role to one post, or divide it"}, led);
        }
    }
}

Message rules_in_words(const Procedure& procedure, const std::vector<Apart>& rules) {
    std::vector<Message> all;
    for (const auto& [step, other] : rules) {
        const Message first = named_step(procedure, other);
        const Message second = named_step(procedure, step);
        all.push_back({fmt::format("{} khác người với {}", second.vi, first.vi),
                       fmt::format("{} and {} by different people", second.en, first.en)});
    }
    return listed(all);
}

std::vector<ElementId> steps_of(const std::vector<Apart>& rules) {
    std::set<ElementId> steps;
    for (const auto& [step, other] : rules) steps.insert({step, other});
    return {steps.begin(), steps.end()};
}

}  // namespace

void report_staffing(const Procedure& procedure, const execution::Net& net, const World& world, Report& report) {
    report_leads(procedure, net, report);
    if (world.organisation == nullptr) {
        report.skipped.push_back(
            {{"Người thực hiện", "staffing"}, {"chưa có tổ chức bộ máy", "there is no organisation"}});
        return;
    }
    const auto days = days_of_change(procedure.control, *world.organisation, world.on);
    report.staffing = staff(procedure, *world.organisation, days);
    report_vacancies(procedure, world, report);
    report_overlaps(world, report);
}

void report_separation(const Procedure& procedure, const World& world, Report& report) {
    if (world.organisation == nullptr) {
        report.skipped.push_back(
            {{"Tách bạch người thực hiện", "separation"}, {"chưa có tổ chức bộ máy", "there is no organisation"}});
        return;
    }
    for (const Date day : days_of_change(procedure.control, *world.organisation, world.on)) {
        report.separation.push_back(separate(procedure, *world.organisation, day));
    }
    for (const SeparationDay& day : report.separation) {
        if (day.conflict.empty()) continue;
        const Message rules = rules_in_words(procedure, day.conflict);
        report.error("GATE-030",
                     {fmt::format("Ngày {} không đủ người để giữ các quy tắc: {}", vietnamese_text(day.day), rules.vi),
                      fmt::format("on {} there are not people enough for: {}", trien::text(day.day), rules.en)},
                     {"Thêm người cho các vai trò này, hoặc bỏ bớt quy tắc tách người",
                      "appoint more people to these roles, or drop a rule of separation"},
                     steps_of(day.conflict));
        return;
    }
    const auto& today = report.separation.front();
    if (today.indispensable.empty()) return;
    std::vector<Message> people;
    for (const PersonId& person : today.indispensable) {
        const std::string name = named_person(world, person);
        people.push_back({name, name});
    }
    const Message names = listed(people);
    report.note("GATE-031",
                {fmt::format("Quy trình dừng nếu vắng một trong những người: {}", names.vi),
                 fmt::format("this procedure stops when any one of these is on leave: {}", names.en)},
                {"Ủy quyền, phân công hoặc bổ sung người dự phòng", "delegate, or appoint somebody to stand in"});
}

}  // namespace trien::gate::detail
