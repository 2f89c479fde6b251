// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/model.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/procedure/detail/document.hpp"
#include "engine/procedure/detail/step.hpp"
#include "engine/procedure/detail/values.hpp"

namespace trien::procedure::detail {

namespace {

/// Activities and events may.
bool may_hold_clock(bpmn::NodeKind kind) {
    return bpmn::is_activity(kind) || bpmn::is_event(kind);
}

/// A row of the step table: work for whoever holds its role, be it a program with an account of its own.
bool is_step(bpmn::NodeKind kind) {
    using enum bpmn::NodeKind;
    return kind == task || kind == user_task || kind == manual_task || kind == service_task ||
           kind == business_rule_task;
}

/// Walks the process once, at every depth.
class Interpreter {
  public:
    Interpreter(const bpmn::Process& process, Faults& faults) : process_(process), faults_(faults) {}

    std::optional<Draft> draft() && {
        const XmlElement* const document = own_extension(process_, {"process"}, "procedure");
        read(process_.inside);
        if (document == nullptr) {
            faults_.error("PROC-012", process_.place,
                          {"Quy trình thiếu phần mở rộng iso:procedure", "the process lacks its iso:procedure"},
                          {"Thêm iso:procedure vào extensionElements của process",
                           "add iso:procedure to the extensionElements of the process"});
            return std::nullopt;
        }
        Procedure procedure = read_document(*document, process_.place, faults_);
        procedure.name = words(process_.name);
        std::ranges::sort(steps_, {},
                          [&](const Step& step) { return std::pair(step.ordinal, step_places_.at(step.id).line); });
        for (Step& step : steps_) {
            if (step.authority && step.authority->act.value().empty()) step.authority->act = procedure.act;
        }
        procedure.steps = std::move(steps_);
        procedure.ends = std::move(ends_);
        procedure.clocks = std::move(clocks_);
        return Draft{std::move(procedure), &process_, std::move(step_places_)};
    }

  private:
    void read(const bpmn::Container& scope) {
        for (const bpmn::FlowNode& node : scope.nodes) {
            if (may_hold_clock(node.kind)) std::ranges::copy(read_clocks(node), std::back_inserter(clocks_));
            if (is_step(node.kind)) {
                read_step(node);
            } else if (node.kind == bpmn::NodeKind::end_event) {
                read_end(node);
            } else {
                static_cast<void>(own_extension(node, holder(node), ""));
            }
            read(node.inside);
        }
    }

    void read_step(const bpmn::FlowNode& task) {
        const XmlElement* const row = own_extension(task, holder(task), "step");
        if (row == nullptr) {
            faults_.error("PROC-030", task.place, {"Bước công việc thiếu iso:step", "the task lacks its iso:step"},
                          {"Thêm iso:step với ordinal, act, vai trò, thời gian và kết quả có thể",
                           "add iso:step with ordinal, act, role, time and outcomes"});
            return;
        }
        trien::Place at = faults_.place(*row);
        at.element = task.id;
        steps_.push_back(detail::read_step(task, *row, at, faults_));
        step_places_.emplace(steps_.back().id, std::move(at));
    }

    void read_end(const bpmn::FlowNode& event) {
        const XmlElement* const meaning = own_extension(event, holder(event), "end");
        ends_.push_back(
            {ElementId(event.id), words(event.name), meaning != nullptr && words_of(*meaning, "refused") == "true"});
    }

    /// What the extensions stand in.
    struct Holder {
        std::string_view tag;  ///< of the element
        bool may_hold_clock = false;
    };
    static Holder holder(const bpmn::FlowNode& node) { return {bpmn::text_of(node.kind), may_hold_clock(node.kind)}; }

    /// Our element among an element's extensions; anything else of our namespace there, but clocks where they may
    /// stand, is a slip of the pen.
    /// @param name  empty when none has a place there.
    const XmlElement* own_extension(const bpmn::Element& element, Holder in, std::string_view name) {
        const XmlElement* const own = element.extension(iso_namespace, name);
        for (const XmlElement& extension : element.extensions) {
            if (extension.space != iso_namespace || &extension == own) continue;
            if (extension.name == "clock" && in.may_hold_clock) continue;
            trien::Place at = faults_.place(extension);
            at.element = element.id;
            faults_.error(
                "PROC-012", std::move(at),
                {fmt::format("iso:{} thừa hoặc không đứng được trong {}", extension.name, in.tag),
                 fmt::format("iso:{} has no place in {}, or stands there twice", extension.name, in.tag)},
                {"Kiểm tra tên: iso:procedure trong process, iso:step trong bước, iso:end trong sự kiện kết thúc, "
                 "iso:clock trong bước hoặc sự kiện",
                 "check the name: iso:procedure in the process, iso:step in a task, iso:end in an end event, iso:clock "
                 "in either"});
        }
        return own;
    }

    const bpmn::Process& process_;
    Faults& faults_;
    std::vector<Step> steps_;
    std::vector<End> ends_;
    std::vector<Clock> clocks_;
    std::map<ElementId, trien::Place> step_places_;
};

}  // namespace

const bpmn::Process* executable_process(const bpmn::Definitions& definitions, Faults& faults) {
    std::vector<const bpmn::Process*> executable;
    for (const bpmn::Process& process : definitions.processes) {
        if (process.is_executable) executable.push_back(&process);
    }
    if (executable.size() == 1) return executable.front();
    faults.error(
        "PROC-010", executable.empty() ? definitions.place : executable[1]->place,
        {fmt::format("Tệp phải có đúng một quy trình isExecutable=\"true\", nhưng có {}", executable.size()),
         fmt::format("expected exactly one process with isExecutable=\"true\", but there are {}", executable.size())},
        {"Đặt isExecutable=\"true\" cho đúng một process", "set isExecutable=\"true\" on exactly one process"});
    return nullptr;
}

std::optional<Draft> interpret(const bpmn::Process& process, Faults& faults) {
    return Interpreter(process, faults).draft();
}

}  // namespace trien::procedure::detail
