// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "examples/papers/dice.hpp"

namespace trien::papers {

/// The papers a ward office meets most.
enum class Kind : std::uint8_t { decision, letter, notice, minutes, contract, birth_certificate, diploma };

/// "quyet-dinh", "cong-van", "thong-bao", "bien-ban", "hop-dong", "khai-sinh", "bang-tot-nghiep".
[[nodiscard]] std::string_view text(Kind kind);
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view text);

struct Style {
    double size = 14;  ///< points
    bool bold = false;
    bool italic = false;
};

/// Words of one style within a paragraph.
struct Run {
    std::string text;
    bool bold = false;
    bool italic = false;
};

struct Paragraph {
    enum class Align : std::uint8_t { justified, left, centred };
    std::vector<Run> runs;
    double size = 14;
    Align align = Align::justified;
    bool indented = true;
    double gap = 6;  ///< points above
};

/// One signature column: what stands over the name, and the name.
struct Signature {
    std::vector<std::string> heading;  ///< "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
    std::string note;                  ///< "(Ký, ghi rõ họ tên)"; may be empty
    std::string name;
    std::string seal;  ///< words around the seal; empty: not sealed
};

/// The words of one paper, before any ink. All persons and offices are invented.
struct Paper {
    Kind kind = Kind::decision;
    bool office_head = true;  ///< agency left, motto right (Decree 30/2020/NĐ-CP, Annex I); else the motto centred
    std::vector<std::string> superior;  ///< lines
    std::vector<std::string> agency;    ///< lines
    std::string number;
    std::string symbol;
    std::string place;
    Date date{};
    std::string title;                  ///< "QUYẾT ĐỊNH"; empty for a letter
    std::vector<std::string> abstract;  ///< lines, as broken on the paper
    std::vector<Paragraph> body;
    std::vector<std::string> recipients;
    std::vector<Signature> signatures;  ///< one at the right, or two side by side
    bool handwritten = false;           ///< number and day by pen, as in most real papers
};

/// The paper a seed gives.
[[nodiscard]] Paper write_paper(Kind kind, Dice& dice);

}  // namespace trien::papers
