// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "engine/procedure/detail/rules.hpp"

namespace trien::procedure::detail {

namespace {

void check_change_log(const Draft& draft, Faults& faults) {
    const Control& control = draft.procedure.control;
    if (control.key.issue == 1) return;
    if (std::ranges::find(control.changes, control.key.issue, &Change::issue) != control.changes.end()) return;
    faults.error("PROC-042", draft.place(),
                 {fmt::format("Lần ban hành {} chưa có dòng trong trang theo dõi sửa đổi", control.key.issue),
                  fmt::format("issue {} has no row in the change log", control.key.issue)},
                 {"Thêm iso:change với nội dung và căn cứ sửa đổi", "add an iso:change with what changed and why"});
}

void check_references(const Draft& draft, Faults& faults) {
    const Date effective = draft.procedure.control.effective_from;
    for (const Reference& reference : draft.procedure.references) {
        const bool not_yet = reference.valid_from && *reference.valid_from > effective;
        const bool no_more = reference.valid_to && *reference.valid_to < effective;
        if (!not_yet && !no_more) continue;
        faults.warning("PROC-043", draft.place(),
                       {fmt::format("Văn bản {} {} vào ngày quy trình có hiệu lực {}", reference.number,
                                    not_yet ? "chưa có hiệu lực" : "đã hết hiệu lực", vietnamese_text(effective)),
                        fmt::format("{} is {} in force on {}, when the procedure takes effect", reference.number,
                                    not_yet ? "not yet" : "no longer", trien::text(effective))},
                       {"Cập nhật tài liệu viện dẫn", "bring the references up to date"});
    }
}

void check_reference(const Draft& draft, const char* code, const std::string& what, bool known, Faults& faults) {
    if (known) return;
    faults.error(code, draft.place(),
                 {fmt::format("Thư viện không có {}", what), fmt::format("the library has no {}", what)},
                 {"Sửa ref, hoặc thêm dữ liệu vào thư mục processes", "mend the ref, or add the data under processes"});
}

void check_law_data(const Draft& draft, const Library& library, Faults& faults) {
    const Procedure& procedure = draft.procedure;
    if (procedure.fee) {
        check_reference(draft, "PROC-050", "fees: " + *procedure.fee, library.fee(*procedure.fee) != nullptr, faults);
    }
    if (procedure.reasons) {
        const bool known = library.grounds(*procedure.reasons) != nullptr;
        check_reference(draft, "PROC-051", "reasons: " + *procedure.reasons, known, faults);
    }
    if (procedure.statement) {
        const bool known = library.statement(*procedure.statement) != nullptr;
        check_reference(draft, "PROC-052", "statements: " + *procedure.statement, known, faults);
    }
    if (procedure.book) {
        const bool known = library.book(*procedure.book) != nullptr;
        check_reference(draft, "PROC-053", "registers: " + procedure.book->value(), known, faults);
    }
}

/// A document cannot do away with itself, nor with a later issue of itself.
void check_supersedes(const Draft& draft, Faults& faults) {
    const ProcedureKey& key = draft.procedure.control.key;
    for (const ProcedureKey& old : draft.procedure.control.supersedes) {
        if (old.set != key.set || old.code != key.code || old.issue < key.issue) continue;
        faults.error(
            "PROC-044", draft.place(),
            {fmt::format("Lần ban hành {} không thể thay thế lần ban hành {} của chính nó", key.issue, old.issue),
             fmt::format("issue {} cannot supersede issue {} of itself", key.issue, old.issue)},
            {"Nêu văn bản cũ: bộ tài liệu, mã hiệu và lần ban hành", "name the older document: set, code and issue"});
    }
}

}  // namespace

void check_document(const Draft& draft, const Library* library, Faults& faults) {
    check_change_log(draft, faults);
    check_supersedes(draft, faults);
    check_references(draft, faults);
    if (library != nullptr) check_law_data(draft, *library, faults);
}

}  // namespace trien::procedure::detail
