// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/message.hpp"
#include "ocr/geometry.hpp"

namespace trien::ocr {

struct Page;

/// How far a field can be trusted. The recogniser's confidence alone never makes a field sure.
enum class Certainty : std::uint8_t {
    sure,      ///< printed, well read and valid by its own rules
    doubtful,  ///< found, but a person has to look
    absent,    ///< not found
};

/// "sure", "doubtful" or "absent".
[[nodiscard]] std::string_view text(Certainty certainty);

/// One field as it stands on the paper: never replaced by what a dictionary would rather see.
struct Field {
    std::string value;       ///< NFC; empty when absent
    std::string suggestion;  ///< what a dictionary holds that is close but not equal; offered, never taken
    Certainty certainty = Certainty::absent;
    int page = 0;                  ///< from 1; 0 when absent
    std::vector<Box> boxes;        ///< of the words it was read from
    std::vector<Message> reasons;  ///< why it is doubtful or absent
};

/// The header and signature fields of an administrative document (Decree 30/2020/NĐ-CP, Art. 8 and Annex I).
struct Fields {
    Field superior;   ///< cơ quan chủ quản
    Field agency;     ///< cơ quan ban hành, lines joined by a space
    Field number;     ///< số: digits as printed ("05")
    Field symbol;     ///< ký hiệu ("QĐ-UBND")
    Field place;      ///< địa danh
    Field date;       ///< ISO 8601 ("2026-11-23"); the parts that could not be read stand as "??"
    Field kind;       ///< tên loại, in capitals ("QUYẾT ĐỊNH"); "CÔNG VĂN" for a letter, which prints none
    Field abstract;   ///< trích yếu, without "V/v"
    Field signer;     ///< họ tên người ký
    Field authority;  ///< thể thức đề ký: "TM.", "KT.", "TL.", "TUQ.", "Q.", as printed with what follows
    Field title;      ///< chức vụ người ký ("PHÓ CHỦ TỊCH")
};

/// The fields by name, in the order people read them.
[[nodiscard]] const std::array<std::pair<std::string_view, Field Fields::*>, 11>& field_names();

/// The dictionaries of ocr/data/documents.json.
struct FieldSettings {
    struct Kind {
        std::string name;          ///< "QUYẾT ĐỊNH"
        std::string abbreviation;  ///< "QĐ"; empty where the decree gives none
    };
    std::string nation;                     ///< quốc hiệu
    std::string motto;                      ///< tiêu ngữ
    std::string letter;                     ///< what to call a paper without a kind: "CÔNG VĂN"
    std::vector<Kind> kinds;                ///< Decree 30/2020/NĐ-CP, Annex III
    std::vector<std::string> agency_words;  ///< first words of an agency's name ("SỞ")
    std::vector<std::string> agencies;      ///< the office's catalogue: names it has confirmed, in capitals
    std::vector<std::string> authorities;   ///< "TM.", "KT.", …
    std::vector<std::string> titles;        ///< "CHỦ TỊCH", "PHÓ CHỦ TỊCH", …
    std::vector<std::string> surnames;      ///< "Nguyễn", …
    std::vector<std::string> signers;       ///< the office's list of those who sign
    int printed_confidence = 0;             ///< words read with less make their field doubtful
};

/// Finds the fields on the pages of one paper.
[[nodiscard]] Fields read_fields(const std::vector<Page>& pages, const FieldSettings& settings);

}  // namespace trien::ocr
