// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/deadline.hpp"
#include "engine/execution/net.hpp"

namespace trien::procedure {

/// What tells one procedure document from all others. Codes collide between sets, so the code alone never does.
struct ProcedureKey {
    std::string set;         ///< bộ tài liệu, the set of documents the code belongs to
    std::string code;        ///< mã hiệu: "QT 11/CX-HCTP"
    std::int64_t issue = 1;  ///< lần ban hành, from 1
    auto operator<=>(const ProcedureKey&) const = default;
};

/// One cell of the approval table (soạn thảo, xem xét, phê duyệt): positions, not persons; who signed is in the
/// journal.
struct Approval {
    std::string position;
    std::optional<Date> on;
    bool operator==(const Approval&) const = default;
};

/// A row of the change log (trang theo dõi số lần sửa đổi tài liệu).
struct Change {
    std::int64_t issue = 1;
    Date on{};
    std::string basis;    ///< cơ sở pháp lý hoặc căn cứ
    std::string summary;  ///< tóm lược nội dung
    bool operator==(const Change&) const = default;
};

/// Document control (ISO 9001:2015, 7.5.3).
struct Control {
    ProcedureKey key;
    std::string issuer;
    Date issued_on{};
    Date effective_from{};
    std::optional<Date> effective_to;  ///< last day in force
    Approval drafted;
    Approval reviewed;
    Approval approved;
    std::vector<Change> changes;
    bool operator==(const Control&) const = default;
};

/// A text the procedure rests on (tài liệu viện dẫn), with the days it is in force.
struct Reference {
    std::string number;  ///< "280/2025/NĐ-CP"
    std::string title;
    std::optional<Date> valid_from;
    std::optional<Date> valid_to;
    bool operator==(const Reference&) const = default;
};

/// A term or abbreviation (định nghĩa/viết tắt).
struct Term {
    std::string name;
    std::string meaning;
    bool operator==(const Term&) const = default;
};

/// A paper the requester hands in (thành phần hồ sơ).
struct Component {
    enum class Form : std::uint8_t { original, copy, certified_copy, form };
    std::string id;
    std::string name;
    Form form = Form::original;
    std::int64_t copies = 1;
    bool required = true;
    bool operator==(const Component&) const = default;
};

/// A form or template used (biểu mẫu).
struct Form {
    std::string id;
    std::string name;
    bool operator==(const Form&) const = default;
};

/// A record to keep (hồ sơ cần lưu).
struct Record {
    std::string name;
    std::string kept_by;
    /// Years to keep; nothing means for ever (vĩnh viễn).
    std::optional<std::int64_t> years;
    bool operator==(const Record&) const = default;
};

/// Which of the two time columns of the step table a time belongs to.
enum class TimeCase : std::uint8_t {
    standard,  ///< trường hợp thường
    extended,  ///< trường hợp khác: the deadline was extended
};

/// A time cell of the step table, which may span several steps. A planning ceiling; only the deadline is binding.
struct TimeGroup {
    std::string id;
    TimeCase time_case = TimeCase::standard;
    calendar::Span time;
    bool operator==(const TimeGroup&) const = default;
};

/// What a step does in law.
enum class ActKind : std::uint8_t {
    receive,   ///< tiếp nhận
    examine,   ///< kiểm tra, thẩm định
    sign,      ///< ký
    seal,      ///< đóng dấu
    hand_over  ///< trả kết quả
};

/// How a task can end. Its name in conditions is text_of(outcome), in the variable `outcome`.
enum class Outcome : std::uint8_t {
    completed,  ///< "complete"
    approved,   ///< "approve"
    returned,   ///< "return"
    refused,    ///< "refuse"
};

/// The variable that holds the outcome of the task completed last.
inline constexpr std::string_view outcome_variable = "outcome";

/// One outcome a step allows, with what it asks of the person.
struct AllowedOutcome {
    Outcome outcome = Outcome::completed;
    bool reason_required = false;               ///< words of one's own
    bool ground_required = false;               ///< a coded ground of the procedure's list (căn cứ từ chối)
    std::optional<ElementId> back_to;           ///< of a return: the step that works again
    std::optional<std::int64_t> times_at_most;  ///< of a return: how often in one dossier
    bool operator==(const AllowedOutcome&) const = default;
};

/// A row of the step table (trình tự), bound to the BPMN task of the same id.
struct Step {
    ElementId id;
    std::int64_t ordinal = 0;  ///< as printed in the table, from 1
    std::string name;
    RoleId role;                     ///< chủ trì: the one role that answers for the step
    std::vector<RoleId> supporting;  ///< phối hợp
    ActKind act = ActKind::examine;
    std::vector<std::string> time_groups;  ///< TimeGroup::id; at most one per case
    /// The steps whose performer may not perform this one in the same dossier.
    std::vector<ElementId> separate_from;
    std::vector<AllowedOutcome> outcomes;
    std::vector<std::string> forms;    ///< Form::id
    std::vector<std::string> outputs;  ///< kết quả của bước
    bool operator==(const Step&) const = default;
};

/// An end event and what it means for the dossier.
struct End {
    ElementId id;
    std::string name;
    bool refused = false;  ///< the matter ended with a refusal
    bool operator==(const End&) const = default;
};

/// One issued procedure, read from its BPMN file. Immutable by convention: made by read_procedure, then only read.
struct Procedure {
    Control control;
    std::string name;
    ActCode act;    ///< national procedure code (mã thủ tục hành chính): "2.000815"
    Digest digest;  ///< SHA-256 of the file's bytes: the identity a dossier is bound to
    std::string purpose;
    std::string scope;
    std::vector<Reference> references;
    std::vector<Term> terms;
    std::string applicants;           ///< đối tượng thực hiện
    std::string agency;               ///< cơ quan thực hiện
    std::string result;               ///< kết quả thực hiện
    std::string conditions;           ///< yêu cầu, điều kiện thực hiện; may be empty
    std::int64_t dossier_copies = 1;  ///< số lượng hồ sơ, in sets (bộ)
    std::vector<Component> components;
    calendar::DeadlineRule deadline;
    std::vector<TimeGroup> time_groups;
    std::optional<std::string> fee;        ///< id in Library
    std::optional<std::string> reasons;    ///< id of the list of refusal grounds in Library
    std::optional<std::string> statement;  ///< id in Library
    std::optional<RegisterCode> book;      ///< the register the result is numbered in
    std::vector<Form> forms;
    std::vector<Record> records;
    std::vector<Step> steps;  ///< by ordinal
    std::vector<End> ends;
    execution::Net net;  ///< what runs

    /// The step of an element. Null if there is none.
    [[nodiscard]] const Step* step(const ElementId& id) const;
    [[nodiscard]] const End* end(const ElementId& id) const;
    /// The time cell of a step in a case. Null if the step has none there.
    [[nodiscard]] const TimeGroup* time_of(const Step& step, TimeCase time_case) const;
    /// What a step asks for an outcome. Null if the step does not allow it.
    [[nodiscard]] static const AllowedOutcome* allowed(const Step& step, Outcome outcome);
};

/// The names used in files, conditions and commands, and their readers.
[[nodiscard]] std::string_view text_of(Outcome outcome);
[[nodiscard]] std::string_view text_of(ActKind act);
[[nodiscard]] std::string_view text_of(TimeCase time_case);
[[nodiscard]] std::string_view text_of(Component::Form form);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);
[[nodiscard]] std::optional<ActKind> parse_act_kind(std::string_view text);
[[nodiscard]] std::optional<TimeCase> parse_time_case(std::string_view text);
[[nodiscard]] std::optional<Component::Form> parse_component_form(std::string_view text);

}  // namespace trien::procedure
