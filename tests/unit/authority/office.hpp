// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/authority/decision.hpp"

namespace trien::authority {

using namespace std::chrono_literals;

constexpr Date day(int y, unsigned m, unsigned d) {
    return Date(std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d});
}

inline const PersonId chair("an.nguyen");
inline const PersonId clerk("binh.tran");
inline const PersonId guard("cuong.le");  // in office, but no civil servant
inline const ActCode copy_act("2.000815");
inline const ActCode signature_act("2.000884");
inline const ActCode will_act("2.001019");

/// A ward of Hà Nội with a chair, a justice clerk and a guard.
inline organisation::Organisation office() {
    const organisation::Period since_july{day(2025, 7, 1), std::nullopt};
    return {
        {{UnitId("ward"), "Ủy ban nhân dân phường An Hòa", "", "An Hòa", "UBND", "H26.99.01", since_july, {}}},
        {{"chair", UnitId("ward"), "Chủ tịch", {RoleId("chair")}, true},
         {"clerk", UnitId("ward"), "Công chức Tư pháp - Hộ tịch", {RoleId("justice-clerk")}, false},
         {"guard", UnitId("ward"), "Bảo vệ", {}, false}},
        {{chair, "Nguyễn Văn An", true, {}}, {clerk, "Trần Thị Bình", true, {}}, {guard, "Lê Văn Cường", false, {}}},
        {{chair, "chair", since_july, ""}, {clerk, "clerk", since_july, ""}, {guard, "guard", since_july, ""}},
        Digest{}};
}

inline Rules law() {
    const organisation::Period since_decree_280{day(2025, 11, 1), std::nullopt};
    return {{{copy_act, "Chứng thực bản sao", RoleId("chair"), true, since_decree_280, "NĐ 280/2025"},
             {signature_act, "Chứng thực chữ ký", RoleId("chair"), true, since_decree_280, "NĐ 280/2025"},
             {will_act, "Chứng thực di chúc", RoleId("chair"), false, since_decree_280, "NĐ 280/2025"}},
            {{"H26", 36, {day(2024, 11, 19), std::nullopt}, "NQ 31/2024/NQ-HĐND"}},
            {RoleId("records-clerk"), "BẢN SAO", "hằng tháng", RoleId("records-clerk"), RoleId("chair")}};
}

/// "12/QĐ-UBND": the chair delegates copies to the clerk for 2026, but no signatures.
inline Delegation delegation() {
    return {InstrumentId("12/QĐ-UBND"), UnitId("ward"),  chair,           {clerk},
            {copy_act, signature_act},  {signature_act}, day(2026, 1, 5), day(2026, 12, 31)};
}

inline Instrument instrument() {
    return {delegation(), Instant::of(day(2026, 1, 5), 8h), Digest{}, std::nullopt};
}

}  // namespace trien::authority
