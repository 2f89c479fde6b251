// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/handbook.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/procedure/describe.hpp"
#include "engine/procedure/detail/arrival.hpp"
#include "engine/procedure/phrases.hpp"

namespace trien::procedure {

namespace {

std::string_view words_for(Part part) {
    switch (part) {
        case Part::lead: return "chủ trì";
        case Part::accountable: return "chịu trách nhiệm";
        case Part::support: return "phối hợp";
        case Part::consulted: return "được hỏi ý kiến";
        case Part::informed: return "được thông báo";
        case Part::superior: return "nhận báo cáo khi quá hạn";
    }
    return {};
}

bool holds(const std::vector<RoleId>& roles, const RoleId& role) {
    return std::ranges::find(roles, role) != roles.end();
}

std::vector<Part> parts_of(const RoleId& role, const Step& step) {
    std::vector<Part> parts;
    const auto add = [&](bool has, Part part) {
        if (has) parts.push_back(part);
    };
    add(step.role == role, Part::lead);
    add(step.answering() == role, Part::accountable);
    add(holds(step.supporting, role), Part::support);
    add(holds(step.consulted, role), Part::consulted);
    add(holds(step.informed, role), Part::informed);
    add(step.escalation && step.escalation->to == role, Part::superior);
    return parts;
}

std::string form_name(const Procedure& procedure, const std::string& id) {
    const auto form = std::ranges::find(procedure.forms, id, &Form::id);
    return form == procedure.forms.end() ? id : form->name;
}

/// Writes the part of the handbook that one step fills.
class StepWriter {
  public:
    StepWriter(const Duty& duty, const Library* library)
        : procedure_(*duty.procedure), step_(*duty.step), duty_(duty), say_(procedure_, library) {}

    std::string text() && {
        text_ = fmt::format("\nBước {}. {}\n", step_.ordinal, step_.name);
        std::vector<std::string_view> parts;
        for (const Part part : duty_.parts) parts.push_back(words_for(part));
        line("Vai trò", fmt::format("{}", fmt::join(parts, ", ")));
        if (!duty_.leads()) line("Chủ trì", say_.role(step_.role));
        for (const detail::Arrival& arrival : detail::arrivals(procedure_, step_)) {
            line("Khi nào", detail::text_of(arrival));
        }
        write_times();
        if (duty_.leads()) write_work();
        if (step_.escalation) line("Quá hạn", say_.escalation(*step_.escalation));
        return std::move(text_);
    }

  private:
    void line(std::string_view title, std::string_view body) { text_ += fmt::format("  - {}: {}\n", title, body); }

    void write_times() {
        const std::vector<TimeColumn> columns = procedure_.time_columns();
        for (const TimeColumn& column : columns) {
            const TimeGroup* const group = procedure_.time_of(step_, column.time_case.id);
            if (group == nullptr) continue;
            const std::string title =
                columns.size() == 1 ? "Thời gian" : fmt::format("Thời gian ({})", Phrases::column(column.time_case));
            line(title, say_.time(*group));
        }
    }

    void write_work() {
        line("Việc", Phrases::act(step_.act));
        for (const std::string& fact : step_.determines) line("Xác định", say_.question(fact));
        for (const std::string& form : step_.forms) line("Biểu mẫu", form_name(procedure_, form));
        for (const AllowedOutcome& allowed : step_.outcomes) line("Kết thúc bằng", say_.outcome(allowed));
        for (const std::string& output : step_.outputs) line("Kết quả", output);
        for (const Separation& separation : step_.separate_from) line("Tách bạch", say_.separation(separation));
        if (step_.authority) line("Thẩm quyền", Phrases::authority(*step_.authority));
    }

    const Procedure& procedure_;
    const Step& step_;
    const Duty& duty_;
    Phrases say_;
    std::string text_;
};

std::string heading(const Procedure& procedure) {
    return fmt::format("\n## {}, lần ban hành {:02}: {}\n", procedure.control.key.code, procedure.control.key.issue,
                       procedure.name);
}

std::string role_name(const RoleId& id, const Library* library) {
    const Role* const role = library == nullptr ? nullptr : library->role(id);
    return role == nullptr ? id.value() : role->name.vi;
}

Json json_of(const detail::Arrival& arrival) {
    Json outcomes = Json::array();
    for (const Outcome outcome : arrival.outcomes) outcomes.push_back(text_of(outcome));
    return {{"after", arrival.from->id.value()}, {"outcomes", outcomes}, {"conditions", arrival.conditions}};
}

Json times_json(const Procedure& procedure, const Step& step) {
    Json times = Json::array();
    for (const TimeColumn& column : procedure.time_columns()) {
        const TimeGroup* const group = procedure.time_of(step, column.time_case.id);
        if (group == nullptr) continue;
        Json shared = Json::array();
        for (const Step& other : procedure.steps) {
            if (&other != &step && procedure.time_of(other, column.time_case.id) == group) {
                shared.push_back(other.id.value());
            }
        }
        times.push_back({{"case", column.time_case.id},
                         {"amount", group->time.amount},
                         {"unit", calendar::name_of(group->time.unit)},
                         {"sharedWith", shared}});
    }
    return times;
}

Json json_of(const Duty& duty) {
    const Procedure& procedure = *duty.procedure;
    const Step& step = *duty.step;
    Json json{{"id", step.id.value()}, {"ordinal", step.ordinal}, {"name", step.name}, {"lead", step.role.value()}};
    for (const Part part : duty.parts) json["parts"].push_back(text_of(part));
    json["when"] = Json::array();
    for (const detail::Arrival& arrival : detail::arrivals(procedure, step)) json["when"].push_back(json_of(arrival));
    json["times"] = times_json(procedure, step);
    const Json whole = to_json(procedure)["steps"][static_cast<std::size_t>(&step - procedure.steps.data())];
    json["escalation"] = whole["escalation"];
    if (!duty.leads()) return json;
    for (const char* member : {"act", "determines", "forms", "outcomes", "outputs", "separateFrom", "authority"}) {
        json[member] = whole[member];
    }
    return json;
}

}  // namespace

std::string_view text_of(Part part) {
    switch (part) {
        case Part::lead: return "lead";
        case Part::accountable: return "accountable";
        case Part::support: return "support";
        case Part::consulted: return "consulted";
        case Part::informed: return "informed";
        case Part::superior: return "superior";
    }
    return {};
}

std::vector<Duty> duties(const RoleId& role, std::span<const Procedure> procedures) {
    std::vector<Duty> duties;
    for (const Procedure& procedure : procedures) {
        for (const Step& step : procedure.steps) {
            std::vector<Part> parts = parts_of(role, step);
            if (!parts.empty()) duties.push_back({&procedure, &step, std::move(parts)});
        }
    }
    return duties;
}

std::string handbook(const RoleId& role, std::span<const Procedure> procedures, const Library* library) {
    std::string text = fmt::format("# SỔ TAY: {}\n", role_name(role, library));
    const std::vector<Duty> all = duties(role, procedures);
    if (all.empty()) text += "\nKhông có việc trong các quy trình này.\n";
    const Procedure* last = nullptr;
    for (const Duty& duty : all) {
        if (duty.procedure != last) text += heading(*duty.procedure);
        last = duty.procedure;
        text += StepWriter(duty, library).text();
    }
    return text;
}

Json handbook_json(const RoleId& role, std::span<const Procedure> procedures, const Library* library) {
    Json list = Json::array();
    const Procedure* last = nullptr;
    for (const Duty& duty : duties(role, procedures)) {
        const Procedure& procedure = *duty.procedure;
        if (duty.procedure != last) {
            const ProcedureKey& key = procedure.control.key;
            list.push_back({{"set", key.set},
                            {"code", key.code},
                            {"issue", key.issue},
                            {"name", procedure.name},
                            {"steps", Json::array()}});
        }
        last = duty.procedure;
        list.back()["steps"].push_back(json_of(duty));
    }
    return {{"schema", "trien.handbook/1"},
            {"role", role.value()},
            {"name", role_name(role, library)},
            {"procedures", list}};
}

}  // namespace trien::procedure
