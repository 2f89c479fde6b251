// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure {

/// What a document says of a procedure's parts, in Vietnamese: text, PDF and handbook say it alike.
///
/// Both arguments must outlive it.
class Phrases {
  public:
    /// @param library  for the names of roles and fees; ids are given without it.
    explicit Phrases(const Procedure& procedure, const Library* library = nullptr)
        : procedure_(procedure), library_(library) {}

    /// "Văn thư (VT)".
    [[nodiscard]] std::string role(const RoleId& id) const;
    /// "tiếp nhận".
    [[nodiscard]] static std::string_view act(ActKind act);
    /// "đồng ý".
    [[nodiscard]] static std::string_view name(Outcome outcome);
    /// "123/2015/NĐ-CP: Nghị định …; hiệu lực từ 01/01/2016".
    [[nodiscard]] static std::string reference(const Reference& reference);
    /// "Tờ khai (mẫu đơn, tờ khai, 01 bản)".
    [[nodiscard]] static std::string component(const Component& component);
    /// "03 ngày làm việc; gia hạn không quá …".
    [[nodiscard]] static std::string rule(const calendar::DeadlineRule& rule);
    /// The head of a time column, never empty.
    [[nodiscard]] static std::string column(const TimeCase& time_case);
    /// What else is to be known of the deadlines: what does not count, and that nobody waits.
    [[nodiscard]] std::vector<std::string> deadline_notes() const;
    [[nodiscard]] std::string fee() const;
    [[nodiscard]] std::string application_forms() const;
    [[nodiscard]] std::string conditions() const;
    /// "vĩnh viễn".
    [[nodiscard]] static std::string keeping(const Record& record);
    /// "đã đối chiếu".
    [[nodiscard]] static std::string_view checked(const Source& source);

    /// "01 ngày làm việc, chung các bước 1, 2, 3".
    [[nodiscard]] std::string time(const TimeGroup& group) const;
    /// "trả lại về bước 2, không quá 2 lần, phải nêu lý do".
    [[nodiscard]] std::string outcome(const AllowedOutcome& allowed) const;
    /// "Không do người đã làm bước 2 thực hiện".
    [[nodiscard]] std::string separation(const Separation& separation) const;
    /// "ký thủ tục 2.000815".
    [[nodiscard]] static std::string authority(const StepAuthority& authority);
    /// "Quá 01 ngày làm việc chưa xong: báo cáo …".
    [[nodiscard]] std::string escalation(const Escalation& escalation) const;
    /// "Phải xác minh?".
    [[nodiscard]] std::string question(const std::string& fact) const;

  private:
    [[nodiscard]] std::string rates() const;

    const Procedure& procedure_;
    const Library* library_;
};

}  // namespace trien::procedure
