// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/calendar/deadline.hpp"
#include "engine/execution/expression.hpp"

namespace trien::procedure {

/// A yes-or-no question about a case (tình tiết) that conditions may read: "verification".
struct Fact {
    std::string name;      ///< as conditions write it
    std::string question;  ///< "Phải xác minh?"
    bool operator==(const Fact&) const = default;
};

/// The column of the step table that needs no condition.
inline constexpr std::string_view standard_case = "standard";

/// A column of the step table (trường hợp).
struct TimeCase {
    std::string id{standard_case};
    std::string name;  ///< heads the column: "có xác minh"; may be empty
    bool operator==(const TimeCase&) const = default;
};

/// A legal deadline (thời hạn giải quyết). Each is a case of its own in the step table.
struct Deadline {
    TimeCase time_case;
    std::optional<execution::Expression> condition;  ///< nothing: holds always
    calendar::DeadlineRule rule;
    std::optional<TimeCase> extended_case;  ///< the column for when this deadline was extended, if there is one
    bool operator==(const Deadline&) const = default;
};

/// A time column of the step table, and the legal time its cells have to fit into.
struct TimeColumn {
    TimeCase time_case;
    std::vector<calendar::Span> limit;  ///< the deadline, and its extension; empty when no law sets one
};

/// A time cell of the step table, which may span several steps. A planning ceiling; only the deadline is binding.
struct TimeGroup {
    std::string id;
    std::string time_case{standard_case};  ///< TimeCase::id
    calendar::Span time;
    bool operator==(const TimeGroup&) const = default;
};

/// What an element does to the clock of the legal deadline.
struct Clock {
    enum class Effect : std::uint8_t {
        stop,            ///< when the element begins
        continue_again,  ///< when the element ends
    };
    enum class Reason : std::uint8_t {
        supplement,    ///< bổ sung hồ sơ: the requester completes the dossier
        verification,  ///< xác minh: another body answers
        obligation,    ///< nghĩa vụ tài chính: the requester pays
    };
    ElementId element;
    Effect effect = Effect::stop;
    Reason reason = Reason::supplement;
    bool operator==(const Clock&) const = default;
};

/// What a step does in law.
enum class ActKind : std::uint8_t {
    receive,    ///< tiếp nhận
    examine,    ///< kiểm tra, thẩm định
    sign,       ///< ký
    seal,       ///< đóng dấu
    hand_over,  ///< trả kết quả
    draft,      ///< soạn thảo
    enter,      ///< đăng ký, vào sổ
    present,    ///< trình người có thẩm quyền
    direct,     ///< cho ý kiến phân phối, giao việc
    handle,     ///< giải quyết
    issue,      ///< phát hành
    file,       ///< lập hồ sơ, lưu
};

/// How a task can end. Its name in conditions is text_of(outcome), in the variable `outcome`.
enum class Outcome : std::uint8_t {
    completed,   ///< "complete"
    approved,    ///< "approve"
    returned,    ///< "return"
    refused,     ///< "refuse"
    supplement,  ///< "supplement": the requester is asked for everything that is missing, at once
};

/// One outcome a step allows, with what it asks of the person.
struct AllowedOutcome {
    Outcome outcome = Outcome::completed;
    bool reason_required = false;               ///< words of one's own
    bool ground_required = false;               ///< a coded ground of the procedure's list (căn cứ từ chối)
    std::optional<ElementId> back_to;           ///< of a return: the step that works again
    std::optional<std::int64_t> times_at_most;  ///< of a return: how often in one dossier
    /// Of a supplement: how many requests pass without a warning. One more counts as late in the indices of service.
    std::optional<std::int64_t> warn_after;
    bool operator==(const AllowedOutcome&) const = default;
};

/// Whose hands and whose name a rule of separation compares.
enum class Identity : std::uint8_t {
    real,       ///< the person at work
    effective,  ///< the office holder in whose name the person acts (ủy quyền, ký thay)
    both,       ///< neither may be the same
};

/// Who performed another step may not perform this one in the same dossier (tách bạch nhiệm vụ).
struct Separation {
    ElementId from;
    Identity identity = Identity::both;
    bool operator==(const Separation&) const = default;
};

/// The power a step uses (thẩm quyền).
struct StepAuthority {
    enum class Kind : std::uint8_t {
        sign,     ///< ký
        approve,  ///< duyệt
        advise,   ///< cho ý kiến
    };
    Kind kind = Kind::sign;
    ActCode act;  ///< for which the performer needs the power
    bool operator==(const StepAuthority&) const = default;
};

/// Who hears of a step that stays open too long (báo cáo cấp trên).
struct Escalation {
    calendar::Span after;
    RoleId to;
    bool operator==(const Escalation&) const = default;
};

/// A row of the step table (trình tự), bound to the BPMN task of the same id.
struct Step {
    ElementId id;
    std::int64_t ordinal = 0;  ///< as printed in the table, from 1
    std::string name;
    RoleId role;                        ///< chủ trì: the one role that does the step
    std::optional<RoleId> accountable;  ///< chịu trách nhiệm; nothing when it is the lead, see answering()
    std::vector<RoleId> supporting;     ///< phối hợp
    std::vector<RoleId> consulted;      ///< được hỏi ý kiến
    std::vector<RoleId> informed;       ///< được thông báo
    ActKind act = ActKind::examine;
    std::vector<std::string> time_groups;  ///< TimeGroup::id; at most one per case
    /// The steps whose performer may not perform this one in the same dossier.
    std::vector<Separation> separate_from;
    std::optional<StepAuthority> authority;
    std::optional<Escalation> escalation;
    std::vector<AllowedOutcome> outcomes;
    std::vector<std::string> determines;  ///< Fact::name: the questions answered here
    std::vector<std::string> forms;       ///< Form::id
    std::vector<std::string> outputs;     ///< kết quả của bước

    /// The one role that answers for the step.
    [[nodiscard]] const RoleId& answering() const { return accountable ? *accountable : role; }
    bool operator==(const Step&) const = default;
};

/// The names used in files, conditions and commands, and their readers.
[[nodiscard]] std::string_view text_of(Outcome outcome);
[[nodiscard]] std::string_view text_of(ActKind act);
[[nodiscard]] std::string_view text_of(Identity identity);
[[nodiscard]] std::string_view text_of(StepAuthority::Kind kind);
[[nodiscard]] std::string_view text_of(Clock::Effect effect);
[[nodiscard]] std::string_view text_of(Clock::Reason reason);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);
[[nodiscard]] std::optional<ActKind> parse_act_kind(std::string_view text);
[[nodiscard]] std::optional<Identity> parse_identity(std::string_view text);
[[nodiscard]] std::optional<StepAuthority::Kind> parse_authority_kind(std::string_view text);
[[nodiscard]] std::optional<Clock::Effect> parse_clock_effect(std::string_view text);
[[nodiscard]] std::optional<Clock::Reason> parse_clock_reason(std::string_view text);

}  // namespace trien::procedure
