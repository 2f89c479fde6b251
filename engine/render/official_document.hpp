// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/render/archive.hpp"
#include "engine/render/fonts.hpp"

namespace trien::render {

/// Names of the text fields prepared for number and date.
inline constexpr const char* number_field = "So";
inline constexpr const char* date_field = "Ngay";

/// A clause under an article, with its lettered points.
struct Clause {
    std::string text;
    std::vector<std::string> points;  ///< set as a), b), c) …
};

/// An article (điều) of a decision.
struct Article {
    std::string text;                 ///< follows "Điều 1."
    std::vector<std::string> points;  ///< set as a), b), c) … directly under the text
    std::vector<Clause> clauses;      ///< set as 1., 2. …
};

/// An administrative document as Decree 30/2020/NĐ-CP, Annex I lays it out. Every word of it is data.
struct OfficialDocument {
    std::string superior_office;        ///< may be empty
    std::string office;                 ///< the issuing agency, in capitals
    std::optional<std::string> number;  ///< "12"; without one a text field "So" is prepared
    std::string symbol;                 ///< "QĐ-UBND"
    std::string place;                  ///< địa danh: "An Hòa"
    std::optional<Date> date;           ///< without one a text field "Ngay" is prepared
    std::string kind;                   ///< "QUYẾT ĐỊNH"
    std::string abstract;               ///< trích yếu: "Về việc …"
    std::string authority;              ///< who decides, in capitals: "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA"
    std::vector<std::string> bases;     ///< căn cứ, without the closing ";" and "."
    std::string enacting;               ///< "QUYẾT ĐỊNH:"
    std::vector<Article> articles;
    std::vector<std::string> recipients;      ///< nơi nhận, one a line
    std::vector<std::string> capacity_lines;  ///< {"CHỦ TỊCH"}
    std::string signer_name;
    Instant created;
    std::vector<Attachment> attachments;
};

/// "ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 with a leading zero (Decree 30/2020/NĐ-CP, Annex I).
[[nodiscard]] std::string date_in_document(Date date);

/// What a template's placeholders stand for.
struct TemplateValues {
    std::map<std::string, std::string> texts;               ///< "{delegate}"
    std::map<std::string, std::vector<std::string>> lists;  ///< a template's "points": "acts"
};

/// Fills a document template: kind, abstract, authority, bases, enacting, articles and recipients come from it.
///
/// The text is JSON; templates/README.md describes its members. An article with `"when": "<list>"` is left out while
/// that list is empty; {articles} is the number of articles that stand.
/// @param name  of the template's file, for errors.
/// @throws Error(Fault::input) naming file and member, on an unknown placeholder or list or a missing member.
[[nodiscard]] OfficialDocument fill_template(std::string_view text,
                                             const std::string& name,
                                             const TemplateValues& values);

/// The document as PDF/A-3u with signature fields "NguoiKy" and "CoQuan" at the signature block, which never stands
/// alone on a page.
/// @throws Error(Fault::input) when a character cannot be drawn.
[[nodiscard]] std::string render_official_document(const OfficialDocument& document, const Fonts& fonts);

}  // namespace trien::render
