// SPDX-License-Identifier: Apache-2.0
// References and law data on the days the procedure is in force.
#include <algorithm>

#include <fmt/format.h>

#include "engine/gate/detail/checks.hpp"

namespace trien::gate::detail {

using procedure::Library;
using procedure::Procedure;
using procedure::Provenance;

namespace {

using Periods = std::vector<organisation::Period>;

/// The first day from `first` to `last` (for ever, without one) that no period covers.
std::optional<Date> first_gap(const Periods& periods, Date first, std::optional<Date> last) {
    Date day = first;
    while (!last || day <= *last) {
        const auto covering = std::ranges::find_if(periods, [&](const auto& period) { return period.covers(day); });
        if (covering == periods.end()) return day;
        if (!covering->to) return std::nullopt;
        day = std::chrono::sys_days(*covering->to) + std::chrono::days(1);
    }
    return std::nullopt;
}

void report_reference(const procedure::Reference& reference, Date first, std::optional<Date> last, Report& report) {
    const Date from = reference.valid_from.value_or(first);
    const auto gap = first_gap({{from, reference.valid_to}}, first, last);
    if (!gap) return;
    const Message mend{"Cập nhật tài liệu viện dẫn: ghi văn bản thay thế hoặc bỏ văn bản cũ",
                       "bring the references up to date: name the text that replaced it, or drop it"};
    const bool not_yet = from > first;
    const std::string day = vietnamese_text(not_yet ? from : *reference.valid_to);
    const std::string day_en = trien::text(not_yet ? from : *reference.valid_to);
    const Message text = not_yet ? Message{fmt::format("Văn bản {} đến ngày {} mới có hiệu lực", reference.number, day),
                                           fmt::format("{} is in force only from {}", reference.number, day_en)}
                                 : Message{fmt::format("Văn bản {} hết hiệu lực sau ngày {}", reference.number, day),
                                           fmt::format("{} is no longer in force after {}", reference.number, day_en)};
    if (*gap == first)
        report.error("GATE-040", text, mend);
    else
        report.warning("GATE-041", text, mend);
}

Periods periods_of(const std::vector<const Provenance*>& provenances) {
    Periods periods;
    for (const Provenance* provenance : provenances) periods.push_back({provenance->valid_from, provenance->valid_to});
    return periods;
}

/// Law data must be in force on the first day; that it ends later is a warning.
void report_law(const Message& what,
                const std::vector<const Provenance*>& provenances,
                Date first,
                std::optional<Date> last,
                Report& report) {
    const auto gap = first_gap(periods_of(provenances), first, last);
    const Message mend{"Cập nhật dữ liệu luật trong thư mục processes",
                       "bring the law data under processes up to date"};
    if (gap) {
        const Message text{fmt::format("{} không có quy định còn hiệu lực từ ngày {}", what.vi, vietnamese_text(*gap)),
                           fmt::format("{} has no rule in force from {} on", what.en, trien::text(*gap))};
        if (*gap == first)
            report.error("GATE-042", text, mend);
        else
            report.warning("GATE-043", text, mend);
    }
    for (const Provenance* provenance : provenances) {
        if (!provenance->holds_on(first) || provenance->verified) continue;
        report.note("GATE-044",
                    {fmt::format("{} chưa được đối chiếu văn bản chính thức ({})", what.vi, provenance->citation),
                     fmt::format("{} was not checked against an official text ({})", what.en, provenance->citation)},
                    {"Người phụ trách kiểm tra trước khi dùng", "the person in charge checks it before use"});
    }
}

template <class Items>
std::vector<const Provenance*> provenances_of(const Items& items) {
    std::vector<const Provenance*> all;
    for (const auto& item : items) all.push_back(&item.provenance);
    return all;
}

void report_unknown(const Message& what, Report& report) {
    report.error("GATE-045",
                 {fmt::format("Thư viện không có {}", what.vi), fmt::format("the library has no {}", what.en)},
                 {"Sửa ref, hoặc thêm dữ liệu vào thư mục processes", "mend the ref, or add the data under processes"});
}

}  // namespace

void report_references(const Procedure& procedure, const World& world, Report& report) {
    const Date first = first_day(procedure, world);
    const auto last = procedure.control.effective_to;
    for (const auto& reference : procedure.references) report_reference(reference, first, last, report);
    if (world.library == nullptr) {
        report.skipped.push_back(
            {{"Phí, căn cứ từ chối, lời chứng, sổ, vai trò", "fees, grounds, statements, registers, roles"},
             {"chưa có dữ liệu luật", "there is no law data"}});
        return;
    }
    const Library& library = *world.library;
    const auto look_up = [&](const Message& what, const auto* found, const auto& rules) {
        if (found == nullptr) return report_unknown(what, report);
        report_law(what, provenances_of((*found).*rules), first, last, report);
    };
    if (procedure.fee) {
        look_up({"phí “" + *procedure.fee + "”", "the fee “" + *procedure.fee + "”"}, library.fee(*procedure.fee),
                &procedure::Fee::rates);
    }
    if (procedure.statement) {
        look_up({"lời chứng “" + *procedure.statement + "”", "the statement “" + *procedure.statement + "”"},
                library.statement(*procedure.statement), &procedure::Statement::wordings);
    }
    if (procedure.book) {
        look_up({"sổ “" + procedure.book->value() + "”", "the register “" + procedure.book->value() + "”"},
                library.book(*procedure.book), &procedure::RegisterRule::forms);
    }
    if (!procedure.reasons) return;
    const Message what{"danh mục căn cứ “" + *procedure.reasons + "”", "the grounds “" + *procedure.reasons + "”"};
    const auto* grounds = library.grounds(*procedure.reasons);
    if (grounds == nullptr) return report_unknown(what, report);
    const bool any = std::ranges::any_of(grounds->grounds, [&](const auto& g) { return g.provenance.holds_on(first); });
    if (!any) report_law(what, provenances_of(grounds->grounds), first, first, report);
}

}  // namespace trien::gate::detail
