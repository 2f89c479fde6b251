// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"

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
    std::vector<ProcedureKey> supersedes;  ///< thay thế: the documents no longer in force once this one is
    std::vector<Change> changes;
    bool operator==(const Control&) const = default;
};

/// Where a part of the document was read (nguồn). What is not verified in an official text must be checked by the
/// person in charge before anybody relies on it.
struct Source {
    std::string citation;
    std::string part;  ///< what was read there: "trình tự, thời gian"
    bool verified = false;
    bool operator==(const Source&) const = default;
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

/// A part of the dossier (thành phần hồ sơ).
struct Component {
    enum class Form : std::uint8_t {
        original,        ///< bản chính, handed in
        copy,            ///< bản sao, handed in
        certified_copy,  ///< bản sao chứng thực, handed in
        form,            ///< mẫu đơn, tờ khai
        shown,           ///< xuất trình: looked at and given back
        database,        ///< khai thác từ cơ sở dữ liệu: the office fetches it and may not ask the requester for it
    };
    std::string id;
    std::string name;
    Form form = Form::original;
    std::int64_t copies = 1;
    bool required = true;

    /// False for what the office has to fetch by itself (Decree 23/2015 Art. 9(8), (9) as amended by Decree 280/2025).
    [[nodiscard]] bool is_asked_of_requester() const { return form != Form::database; }
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
    /// Years to keep; nothing means for ever (vĩnh viễn), unless by schedule.
    std::optional<std::int64_t> years;
    /// As long as the office's retention schedule says (thời hạn bảo quản của cơ quan).
    bool by_schedule = false;
    bool operator==(const Record&) const = default;
};

/// The names used in files, and their reader.
[[nodiscard]] std::string_view text_of(Component::Form form);
[[nodiscard]] std::optional<Component::Form> parse_component_form(std::string_view text);

}  // namespace trien::procedure
