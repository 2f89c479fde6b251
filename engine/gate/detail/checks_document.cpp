// SPDX-License-Identifier: Apache-2.0
// Defects found again and again in procedure documents really issued.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/gate/detail/checks.hpp"
#include "engine/gate/detail/words.hpp"

namespace trien::gate::detail {

using procedure::Procedure;
using procedure::Step;

namespace {

bool names(const std::string& text, const std::string& part) {
    return !part.empty() && fold(text).find(fold(part)) != std::string::npos;
}

// --- records copied from another procedure ---------------------------------------------------------------------------

/// The titles of a register that hold on a day.
std::vector<std::string> titles_of(const procedure::RegisterRule& book, Date on) {
    std::vector<std::string> titles;
    for (const procedure::RegisterForm& form : book.forms) {
        if (form.provenance.holds_on(on)) titles.push_back(form.title);
    }
    return titles;
}

/// A record called a register of numbers (sổ đăng ký, sổ chứng thực) must be the one the results are numbered in. Books
/// that only follow the cases (sổ theo dõi) are in every procedure.
void report_registers(const Procedure& procedure, const World& world, Report& report) {
    if (world.library == nullptr || !procedure.book) return;
    const auto* book = world.library->book(*procedure.book);
    if (book == nullptr) return;
    const auto titles = titles_of(*book, first_day(procedure, world));
    for (const procedure::Record& record : procedure.records) {
        const std::string folded = fold(record.name);
        const bool numbers = folded.starts_with("so dang ky") || folded.starts_with("so chung thuc");
        const auto is_it = [&](const std::string& title) {
            return names(record.name, title) || names(title, record.name);
        };
        if (!numbers || std::ranges::any_of(titles, is_it)) continue;
        report.error(
            "GATE-050",
            {fmt::format("Hồ sơ lưu “{}” không phải sổ của quy trình này ({})", record.name, procedure.book->value()),
             fmt::format("the record “{}” is not the register of this procedure ({})", record.name,
                         procedure.book->value())},
            {"Sửa tên hồ sơ lưu: có lẽ chép từ quy trình khác", "mend the record: it was likely copied"});
    }
}

/// A record that is the result of another procedure, and not part of this one's.
void report_results(const Procedure& procedure, const World& world, Report& report) {
    if (!world.issued) return;
    for (const procedure::Record& record : procedure.records) {
        const auto is_foreign = [&](const Procedure* other) {
            return other->act != procedure.act && names(record.name, other->result) &&
                   !names(procedure.result, other->result);
        };
        const auto other = std::ranges::find_if(*world.issued, is_foreign);
        if (other == world.issued->end()) continue;
        report.error(
            "GATE-050",
            {fmt::format("Hồ sơ lưu “{}” là kết quả của quy trình {}", record.name, (*other)->control.key.code),
             fmt::format("the record “{}” is the result of procedure {}", record.name, (*other)->control.key.code)},
            {"Sửa tên hồ sơ lưu: có lẽ chép từ quy trình khác", "mend the record: it was likely copied"});
    }
}

// --- the table of steps ----------------------------------------------------------------------------------------------

void report_ordinals(const Procedure& procedure, Report& report) {
    std::int64_t expected = 1;
    for (const Step& step : procedure.steps) {
        if (step.ordinal != expected) {
            const Message it = named(step);
            report.error("GATE-051",
                         {fmt::format("Số thứ tự các bước phải là 1, 2, 3 …: đến {} thì đứt hoặc trùng", it.vi),
                          fmt::format("the steps must be numbered 1, 2, 3 …: the order breaks at {}", it.en)},
                         {"Đánh lại số thứ tự các bước", "number the steps anew"}, {step.id});
            return;
        }
        ++expected;
    }
}

/// A cell of the table can only span rows that stand below each other.
void report_cells(const Procedure& procedure, Report& report) {
    for (const procedure::TimeGroup& group : procedure.time_groups) {
        std::vector<const Step*> spanned;
        for (const Step& step : procedure.steps) {
            const bool is_in = std::ranges::find(step.time_groups, group.id) != step.time_groups.end();
            if (is_in) spanned.push_back(&step);
        }
        if (spanned.empty()) continue;
        const auto rows = spanned.back()->ordinal - spanned.front()->ordinal + 1;
        if (rows == static_cast<std::int64_t>(spanned.size())) continue;
        std::vector<ElementId> ids;
        for (const Step* step : spanned) ids.push_back(step->id);
        report.warning("GATE-053",
                       {fmt::format("Ô thời gian “{}” gộp các bước không liền nhau", group.id),
                        fmt::format("the time cell “{}” spans steps that are not next to each other", group.id)},
                       {"Tách thành các nhóm thời gian riêng", "divide it into time groups"}, std::move(ids));
    }
}

/// Some cells in working days and some in calendar days is a slip until somebody says why.
void report_units(const Procedure& procedure, Report& report) {
    std::map<std::string, std::set<bool>> kinds;
    for (const procedure::TimeGroup& group : procedure.time_groups) {
        kinds[group.time_case].insert(group.time.unit == calendar::Unit::calendar_day);
    }
    for (const auto& [time_case, found] : kinds) {
        if (found.size() < 2) continue;
        report.warning(
            "GATE-052",
            {fmt::format("Trường hợp “{}” có bước tính ngày làm việc, có bước tính ngày thường", time_case),
             fmt::format("in the case “{}” some steps are in working days, some in calendar days", time_case)},
            {"Thống nhất đơn vị: ghi chú của bảng nói ngày làm việc 8 giờ",
             "use one unit: the note to the table says working days of 8 hours"});
    }
}

void report_roles(const Procedure& procedure, const World& world, Report& report) {
    if (world.library == nullptr) return;
    for (const Step& step : procedure.steps) {
        std::vector<RoleId> roles{step.role, step.answering()};
        for (const auto* more : {&step.supporting, &step.consulted, &step.informed}) {
            roles.insert(roles.end(), more->begin(), more->end());
        }
        std::set<RoleId> unknown;
        for (const RoleId& role : roles) {
            if (!role.value().empty() && world.library->role(role) == nullptr) unknown.insert(role);
        }
        for (const RoleId& role : unknown) {
            const Message it = named(step);
            report.error("GATE-054",
                         {fmt::format("{}: không có vai trò “{}” trong danh mục", it.vi, role.value()),
                          fmt::format("{}: there is no role “{}”", it.en, role.value())},
                         {"Sửa mã vai trò, hoặc thêm vào roles.json", "mend the role, or add it to roles.json"},
                         {step.id});
        }
    }
}

// --- document control ------------------------------------------------------------------------------------------------

void report_change_log(const Procedure& procedure, Report& report) {
    const procedure::Control& control = procedure.control;
    const bool has_row =
        std::ranges::find(control.changes, control.key.issue, &procedure::Change::issue) != control.changes.end();
    if (control.key.issue == 1 || has_row) return;
    report.error("GATE-055",
                 {fmt::format("Lần ban hành {} chưa có dòng trong trang theo dõi sửa đổi", control.key.issue),
                  fmt::format("issue {} has no row in the change log", control.key.issue)},
                 {"Ghi nội dung và căn cứ sửa đổi", "write what changed and why"});
}

std::string key_text(const procedure::ProcedureKey& key) {
    return fmt::format("{} / {} / {}", key.set, key.code, key.issue);
}

bool supersedes(const Procedure& procedure, const procedure::ProcedureKey& other) {
    const auto& list = procedure.control.supersedes;
    return std::ranges::find(list, other) != list.end();
}

/// One key is one document; a new issue of a document must replace the old one; one matter has one procedure.
void report_collisions(const Procedure& procedure, const World& world, Report& report) {
    if (!world.issued) {
        report.skipped.push_back({{"Trùng mã với quy trình khác", "collisions with other procedures"},
                                  {"chưa biết các quy trình đang áp dụng", "the procedures in force are not known"}});
        return;
    }
    const auto& key = procedure.control.key;
    for (const Procedure* other : *world.issued) {
        const auto& theirs = other->control.key;
        if (other->digest == procedure.digest || supersedes(procedure, theirs)) continue;
        const bool same_document = theirs.set == key.set && theirs.code == key.code;
        const Message mend{"Đổi mã hiệu hoặc lần ban hành, hoặc ghi thay thế",
                           "change the code or issue, or supersede it"};
        if (same_document && theirs.issue == key.issue) {
            report.error("GATE-060",
                         {fmt::format("Trùng khóa {} với “{}”", key_text(key), other->name),
                          fmt::format("“{}” has the same key {}", other->name, key_text(key))},
                         mend);
        } else if (same_document && theirs.issue > key.issue) {
            report.error("GATE-061",
                         {fmt::format("Đã có lần ban hành mới hơn: {}", key_text(theirs)),
                          fmt::format("a later issue is in force: {}", key_text(theirs))},
                         mend);
        } else if (same_document && other->act != procedure.act) {
            report.error("GATE-060",
                         {fmt::format("Mã {} đang chỉ một thủ tục khác: “{}”", key.code, other->name),
                          fmt::format("the code {} already names another matter: “{}”", key.code, other->name)},
                         mend);
        } else if (!same_document && !procedure.act.value().empty() && other->act == procedure.act) {
            report.error(
                "GATE-062",
                {fmt::format("Chồng chéo: thủ tục {} đã có quy trình {}", procedure.act.value(), key_text(theirs)),
                 fmt::format("the matter {} already has a procedure: {}", procedure.act.value(), key_text(theirs))},
                {"Ghi quy trình cũ vào mục thay thế", "let this procedure supersede it"});
        }
    }
}

}  // namespace

void report_document(const Procedure& procedure, const World& world, Report& report) {
    report_registers(procedure, world, report);
    report_results(procedure, world, report);
    report_ordinals(procedure, report);
    report_units(procedure, report);
    report_cells(procedure, report);
    report_roles(procedure, world, report);
    report_change_log(procedure, report);
    report_collisions(procedure, world, report);
}

}  // namespace trien::gate::detail
