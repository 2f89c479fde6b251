// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/render/archive.hpp"
#include "engine/render/fonts.hpp"

namespace trien::render {

/// The chair's decision that delegates certification (quyết định ủy quyền). Wording is the template's, facts are here.
struct DelegationDecision {
    std::string superior_office;          ///< "ỦY BAN NHÂN DÂN THÀNH PHỐ …"; may be empty
    std::string office;                   ///< "ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA"
    std::string office_in_text;           ///< the same within a sentence: "Ủy ban nhân dân phường An Hòa"
    std::string place;                    ///< "An Hòa"
    std::optional<std::string> number;    ///< "12"; without one a text field "So" is prepared for the records clerk
    std::string symbol;                   ///< "QĐ-UBND"
    std::optional<Date> date;             ///< without one a text field "Ngay" is prepared
    std::string delegate_name;            ///< "Trần Thị B"
    std::string delegate_title;           ///< "Công chức Tư pháp - Hộ tịch"
    std::string delegate_unit;            ///< "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường An Hòa"
    std::vector<std::string> acts;        ///< in words, with their procedure codes
    std::vector<std::string> exclusions;  ///< may be empty
    std::string signature_form;           ///< how the delegate signs: "TUQ. CHỦ TỊCH"
    Date from;
    Date to;                                  ///< last day of the term
    std::string report_cycle;                 ///< "hằng tháng"
    std::vector<std::string> capacity_lines;  ///< of the delegator: {"CHỦ TỊCH"}
    std::string signer_name;                  ///< the chair
    Instant created;
    std::vector<Attachment> attachments;
};

/// The decision as a Decree 30 document in PDF/A-3u, with signature fields "NguoiKy" and "CoQuan".
/// @param text  of the template, templates/delegation-decision.json.
/// @param name  of the template's file, for errors.
/// @throws Error(Fault::input) on a fault of the template or a character that cannot be drawn.
[[nodiscard]] std::string render_delegation_decision(const DelegationDecision& decision,
                                                     std::string_view text,
                                                     const std::string& name,
                                                     const Fonts& fonts);

}  // namespace trien::render
