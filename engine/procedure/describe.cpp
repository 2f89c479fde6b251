// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/describe.hpp"

#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"

namespace trien::procedure {

namespace {

std::string clock_text(std::chrono::minutes time_of_day) {
    return fmt::format("{:02}:{:02}", time_of_day / std::chrono::hours{1}, time_of_day.count() % 60);
}

// --- Plain text ------------------------------------------------------------------------------------------------------

std::string_view words_for(ActKind act) {
    switch (act) {
        case ActKind::receive: return "tiếp nhận";
        case ActKind::examine: return "kiểm tra";
        case ActKind::sign: return "ký";
        case ActKind::seal: return "đóng dấu";
        case ActKind::hand_over: return "trả kết quả";
    }
    return {};
}

std::string_view words_for(Outcome outcome) {
    switch (outcome) {
        case Outcome::completed: return "hoàn thành";
        case Outcome::approved: return "đồng ý";
        case Outcome::returned: return "trả lại";
        case Outcome::refused: return "từ chối";
    }
    return {};
}

std::string_view words_for(Component::Form form) {
    switch (form) {
        case Component::Form::original: return "bản chính";
        case Component::Form::copy: return "bản sao";
        case Component::Form::certified_copy: return "bản sao chứng thực";
        case Component::Form::form: return "mẫu đơn, tờ khai";
    }
    return {};
}

std::string joined(const std::vector<std::string>& items, std::string_view separator) {
    return fmt::format("{}", fmt::join(items, separator));
}

/// Writes the document section by section.
class Writer {
  public:
    Writer(const Procedure& procedure, const Library* library) : procedure_(procedure), library_(library) {}

    std::string text() && {
        header();
        change_log();
        section("1. MỤC ĐÍCH", procedure_.purpose);
        section("2. PHẠM VI", procedure_.scope);
        references();
        terms();
        heading("5. NỘI DUNG QUY TRÌNH");
        components();
        deadline();
        item("c", "Đối tượng thực hiện", procedure_.applicants);
        item("d", "Cơ quan thực hiện", procedure_.agency);
        item("đ", "Kết quả thực hiện", procedure_.result);
        item("e", "Phí, lệ phí", fee());
        item("g", "Tên mẫu đơn, mẫu tờ khai", application_forms());
        item("h", "Yêu cầu, điều kiện thực hiện", procedure_.conditions.empty() ? "Không" : procedure_.conditions);
        item("i", "Căn cứ pháp lý", "Các văn bản tại Mục 3");
        line("k) Quy trình xử lý công việc");
        for (const Step& step : procedure_.steps) write(step);
        forms();
        records();
        return std::move(text_);
    }

  private:
    void line(std::string_view text) {
        text_ += text;
        text_ += '\n';
    }
    void heading(std::string_view title) {
        text_ += '\n';
        line(title);
    }
    void section(std::string_view title, std::string_view body) {
        heading(title);
        line(body);
    }
    void item(std::string_view letter, std::string_view title, std::string_view body) {
        line(fmt::format("{}) {}: {}", letter, title, body));
    }

    void header() {
        const Control& control = procedure_.control;
        line(to_upper(control.issuer));
        line("QUY TRÌNH");
        line(to_upper(procedure_.name));
        line(fmt::format("Bộ tài liệu: {}", control.key.set));
        line(fmt::format("Mã hiệu: {}    Mã TTHC: {}", control.key.code, procedure_.act.value()));
        line(fmt::format("Lần ban hành: {:02}    Ngày ban hành: {}    Ngày hiệu lực: {}", control.key.issue,
                         vietnamese_text(control.issued_on), vietnamese_text(control.effective_from)));
        if (control.effective_to)
            line(fmt::format("Hết hiệu lực sau ngày: {}", vietnamese_text(*control.effective_to)));
        line(fmt::format("Soạn thảo: {}    Xem xét: {}    Phê duyệt: {}", control.drafted.position,
                         control.reviewed.position, control.approved.position));
    }

    void change_log() {
        heading("SỬA ĐỔI TÀI LIỆU");
        if (procedure_.control.changes.empty()) line("Chưa sửa đổi");
        for (const Change& change : procedure_.control.changes) {
            line(fmt::format("Lần {:02}, {}: {} (căn cứ: {})", change.issue, vietnamese_text(change.on), change.summary,
                             change.basis));
        }
    }

    void references() {
        heading("3. TÀI LIỆU VIỆN DẪN");
        for (const Reference& reference : procedure_.references) {
            std::string validity;
            if (reference.valid_from)
                validity += fmt::format("; hiệu lực từ {}", vietnamese_text(*reference.valid_from));
            if (reference.valid_to) validity += fmt::format("; đến hết {}", vietnamese_text(*reference.valid_to));
            line(fmt::format("- {}: {}{}", reference.number, reference.title, validity));
        }
    }

    void terms() {
        heading("4. ĐỊNH NGHĨA/VIẾT TẮT");
        if (procedure_.terms.empty()) line("Không");
        for (const Term& term : procedure_.terms) line(fmt::format("- {}: {}", term.name, term.meaning));
    }

    void components() {
        line(fmt::format("a) Thành phần, số lượng hồ sơ: {:02} bộ", procedure_.dossier_copies));
        for (const Component& component : procedure_.components) {
            line(fmt::format("   - {} ({}, {:02} bản{})", component.name, words_for(component.form), component.copies,
                             component.required ? "" : ", nếu có"));
        }
    }

    void deadline() {
        const calendar::DeadlineRule& rule = procedure_.deadline;
        std::string body = calendar::span_text(rule.limit).vi;
        if (rule.counting == calendar::DeadlineRule::Counting::day_of_receipt) body += ", tính cả ngày tiếp nhận";
        if (rule.cut_off) {
            body += fmt::format("; nhận sau {} thì tính từ ngày làm việc tiếp theo", clock_text(*rule.cut_off));
        }
        if (rule.extension_max.amount > 0) {
            body += fmt::format("; gia hạn không quá {}", calendar::span_text(rule.extension_max).vi);
        }
        if (rule.longer_by_agreement) body += "; lâu hơn nếu có thỏa thuận bằng văn bản với người yêu cầu";
        item("b", "Thời hạn giải quyết", body);
    }

    [[nodiscard]] std::string fee() const {
        if (!procedure_.fee) return "Không";
        const Fee* const found = library_ == nullptr ? nullptr : library_->fee(*procedure_.fee);
        if (found == nullptr) return *procedure_.fee;
        std::vector<std::string> rates;
        rates.reserve(found->rates.size());
        for (const FeeRate& rate : found->rates) rates.push_back(rate.provenance.citation);
        return fmt::format("{} ({})", found->name.vi, joined(rates, "; "));
    }

    [[nodiscard]] std::string application_forms() const {
        std::vector<std::string> names;
        for (const Component& component : procedure_.components) {
            if (component.form == Component::Form::form) names.push_back(component.name);
        }
        return names.empty() ? "Không" : joined(names, "; ");
    }

    [[nodiscard]] std::string role_name(const RoleId& id) const {
        const Role* const role = library_ == nullptr ? nullptr : library_->role(id);
        return role == nullptr ? id.value() : fmt::format("{} ({})", role->name.vi, role->abbreviation);
    }

    /// "01 ngày làm việc, chung các bước 1, 2, 3".
    [[nodiscard]] std::string time_text(const TimeGroup& group) const {
        std::vector<std::string> sharing;
        for (const Step& step : procedure_.steps) {
            if (procedure_.time_of(step, group.time_case) == &group) sharing.push_back(std::to_string(step.ordinal));
        }
        const std::string time = calendar::span_text(group.time).vi;
        return sharing.size() == 1 ? time : fmt::format("{}, chung các bước {}", time, joined(sharing, ", "));
    }

    void write(const Step& step) {
        line(fmt::format("   {}. {}", step.ordinal, step.name));
        line(fmt::format("      Việc: {}    Trách nhiệm: {}", words_for(step.act), role_name(step.role)));
        for (const RoleId& role : step.supporting) line(fmt::format("      Phối hợp: {}", role_name(role)));
        const TimeGroup* const standard = procedure_.time_of(step, TimeCase::standard);
        const TimeGroup* const extended = procedure_.time_of(step, TimeCase::extended);
        if (standard != nullptr) line(fmt::format("      Thời gian: {}", time_text(*standard)));
        if (extended != nullptr) line(fmt::format("      Thời gian (trường hợp khác): {}", time_text(*extended)));
        for (const ElementId& other : step.separate_from) {
            const Step* const separated = procedure_.step(other);
            if (separated != nullptr)
                line(fmt::format("      Không do người đã làm bước {} thực hiện", separated->ordinal));
        }
        for (const AllowedOutcome& allowed : step.outcomes) {
            if (allowed.outcome != Outcome::completed) line(fmt::format("      Kết quả: {}", outcome_text(allowed)));
        }
        if (!step.outputs.empty()) line(fmt::format("      Biểu mẫu/Kết quả: {}", joined(step.outputs, "; ")));
    }

    [[nodiscard]] std::string outcome_text(const AllowedOutcome& allowed) const {
        std::string text(words_for(allowed.outcome));
        const Step* const back_to = allowed.back_to ? procedure_.step(*allowed.back_to) : nullptr;
        if (back_to != nullptr) text += fmt::format(" về bước {}", back_to->ordinal);
        if (allowed.times_at_most) text += fmt::format(", không quá {} lần", *allowed.times_at_most);
        if (allowed.reason_required) text += ", phải nêu lý do";
        if (allowed.ground_required) text += ", phải nêu căn cứ";
        return text;
    }

    void forms() {
        heading("6. BIỂU MẪU");
        if (procedure_.forms.empty()) line("Không");
        for (const Form& form : procedure_.forms) line(fmt::format("- {}", form.name));
    }

    void records() {
        heading("7. HỒ SƠ CẦN LƯU");
        for (const Record& record : procedure_.records) {
            line(fmt::format("- {}; lưu tại: {}; thời gian lưu: {}", record.name, record.kept_by,
                             record.years ? fmt::format("{} năm", *record.years) : "vĩnh viễn"));
        }
    }

    const Procedure& procedure_;
    const Library* library_;
    std::string text_;
};

// --- JSON ------------------------------------------------------------------------------------------------------------

template <class T, class Convert>
Json list_of(const std::vector<T>& items, Convert convert) {
    Json list = Json::array();
    for (const T& item : items) list.push_back(convert(item));
    return list;
}

Json date_or_null(const std::optional<Date>& date) {
    return date ? Json(text(*date)) : Json(nullptr);
}

template <class T>
Json value_or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json json_of(calendar::Span span) {
    return {{"amount", span.amount}, {"unit", calendar::name_of(span.unit)}};
}

Json json_of(const Approval& approval) {
    return {{"position", approval.position}, {"on", date_or_null(approval.on)}};
}

Json json_of(const Control& control) {
    return {{"set", control.key.set},
            {"code", control.key.code},
            {"issue", control.key.issue},
            {"issuer", control.issuer},
            {"issuedOn", text(control.issued_on)},
            {"effectiveFrom", text(control.effective_from)},
            {"effectiveTo", date_or_null(control.effective_to)},
            {"drafted", json_of(control.drafted)},
            {"reviewed", json_of(control.reviewed)},
            {"approved", json_of(control.approved)},
            {"changes", list_of(control.changes, [](const Change& change) {
                 return Json{{"issue", change.issue},
                             {"on", text(change.on)},
                             {"basis", change.basis},
                             {"summary", change.summary}};
             })}};
}

Json json_of(const calendar::DeadlineRule& rule) {
    const bool same_day = rule.counting == calendar::DeadlineRule::Counting::day_of_receipt;
    return {{"limit", json_of(rule.limit)},
            {"counting", same_day ? "dayOfReceipt" : "nextDay"},
            {"cutOff", rule.cut_off ? Json(clock_text(*rule.cut_off)) : Json(nullptr)},
            {"extensionMax", rule.extension_max.amount > 0 ? json_of(rule.extension_max) : Json(nullptr)},
            {"longerByAgreement", rule.longer_by_agreement}};
}

Json json_of(const Component& component) {
    return {{"id", component.id},
            {"name", component.name},
            {"form", text_of(component.form)},
            {"copies", component.copies},
            {"required", component.required}};
}

Json json_of(const AllowedOutcome& allowed) {
    return {{"name", text_of(allowed.outcome)},
            {"reasonRequired", allowed.reason_required},
            {"groundRequired", allowed.ground_required},
            {"to", allowed.back_to ? Json(allowed.back_to->value()) : Json(nullptr)},
            {"limit", value_or_null(allowed.times_at_most)}};
}

Json json_of(const Step& step) {
    return {{"id", step.id.value()},
            {"ordinal", step.ordinal},
            {"name", step.name},
            {"role", step.role.value()},
            {"supporting", list_of(step.supporting, [](const RoleId& role) { return role.value(); })},
            {"act", text_of(step.act)},
            {"timeGroups", step.time_groups},
            {"separateFrom", list_of(step.separate_from, [](const ElementId& id) { return id.value(); })},
            {"outcomes", list_of(step.outcomes, [](const AllowedOutcome& allowed) { return json_of(allowed); })},
            {"forms", step.forms},
            {"outputs", step.outputs}};
}

}  // namespace

std::string describe(const Procedure& procedure, const Library* library) {
    return Writer(procedure, library).text();
}

Json to_json(const Procedure& procedure) {
    Json json{{"schema", "trien/procedure/1"},
              {"name", procedure.name},
              {"nationalCode", procedure.act.value()},
              {"digest", procedure.digest.hex()},
              {"control", json_of(procedure.control)},
              {"purpose", procedure.purpose},
              {"scope", procedure.scope},
              {"applicants", procedure.applicants},
              {"agency", procedure.agency},
              {"result", procedure.result},
              {"conditions", procedure.conditions},
              {"dossierCopies", procedure.dossier_copies},
              {"deadline", json_of(procedure.deadline)},
              {"fee", value_or_null(procedure.fee)},
              {"refusalGrounds", value_or_null(procedure.reasons)},
              {"statement", value_or_null(procedure.statement)},
              {"register", procedure.book ? Json(procedure.book->value()) : Json(nullptr)}};
    json["references"] = list_of(procedure.references, [](const Reference& reference) {
        return Json{{"number", reference.number},
                    {"title", reference.title},
                    {"validFrom", date_or_null(reference.valid_from)},
                    {"validTo", date_or_null(reference.valid_to)}};
    });
    json["terms"] =
        list_of(procedure.terms, [](const Term& term) { return Json{{"name", term.name}, {"meaning", term.meaning}}; });
    json["components"] = list_of(procedure.components, [](const Component& component) { return json_of(component); });
    json["timeGroups"] = list_of(procedure.time_groups, [](const TimeGroup& group) {
        return Json{{"id", group.id}, {"case", text_of(group.time_case)}, {"time", json_of(group.time)}};
    });
    json["forms"] =
        list_of(procedure.forms, [](const Form& form) { return Json{{"id", form.id}, {"name", form.name}}; });
    json["records"] = list_of(procedure.records, [](const Record& record) {
        return Json{{"name", record.name}, {"keptBy", record.kept_by}, {"years", value_or_null(record.years)}};
    });
    json["steps"] = list_of(procedure.steps, [](const Step& step) { return json_of(step); });
    json["ends"] = list_of(procedure.ends, [](const End& end) {
        return Json{{"id", end.id.value()}, {"name", end.name}, {"refused", end.refused}};
    });
    return json;
}

}  // namespace trien::procedure
